import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodeDisk } from "../../platform/disk.ts";
import { openDurableDocument } from "../../platform/durable-document.ts";
import { type Step, VolatileDisk } from "../support/volatile-disk.ts";

const path = "/data/notes.json";
const initial = () => ({ notes: [] as string[] });

function open(disk: VolatileDisk, format = "notes/1") {
  return openDurableDocument(path, { initial, format, disk });
}

async function saved(...notes: string[]) {
  const disk = new VolatileDisk();
  const document = await open(disk);
  for (const note of notes) {
    document.data.notes.push(note);
    await document.save();
  }
  return { disk, document };
}

describe("a document on a disk that loses power", () => {
  for (const names of ["kept", "lost"] as const) {
    test(`keeps every save that was answered, where unsynced names are ${names}`, async () => {
      const { disk } = await saved("one", "two");
      disk.cutPower(names);
      expect((await open(disk)).data.notes).toEqual(["one", "two"]);
    });

    for (const step of ["create", "write", "sync", "link", "rename", "syncFolder"] as const) {
      test(`is whole when the power goes at ${step}, where unsynced names are ${names}`, async () => {
        const { disk, document } = await saved("one", "two");
        const reached = new Promise<void>((resolve) => {
          disk.before = (next) => {
            if (next !== step) return undefined;
            resolve();
            return new Promise(() => undefined);
          };
        });
        document.data.notes.push("three");
        void document.save();
        await reached;
        disk.cutPower(names);
        disk.before = () => undefined;

        const { notes } = (await open(disk)).data;
        expect([
          ["one", "two"],
          ["one", "two", "three"],
        ]).toContainEqual(notes);
        expect(disk.files()).not.toContain(`${path}.unfinished`);
      });
    }
  }
});

describe("a document on a disk that fails", () => {
  for (const step of ["create", "write", "sync", "rename", "syncFolder"] as const) {
    test(`tells the caller when ${step} fails, and writes all of it the next time`, async () => {
      const { disk, document } = await saved("one");
      disk.before = failing(step);
      document.data.notes.push("two");
      await expect(document.save()).rejects.toMatchObject({
        code: "store/write-failed",
        detail: `${path} can't be written: ENOSPC at ${step}`,
      });

      disk.before = () => undefined;
      document.data.notes.push("three");
      await document.save();
      disk.cutPower("lost");
      expect((await open(disk)).data.notes).toEqual(["one", "two", "three"]);
    });
  }

  test("goes without the previous copy where links are not possible", async () => {
    const disk = new VolatileDisk();
    disk.before = failing("link");
    const document = await open(disk);
    for (const note of ["one", "two"]) {
      document.data.notes.push(note);
      await document.save();
    }
    expect(disk.files()).toEqual([path]);
  });

  test("writes for those who waited while a write failed", async () => {
    const { disk, document } = await saved("one");
    let failures = 1;
    disk.before = (step) => {
      if (step === "sync" && failures-- > 0) throw new Error("EIO");
    };
    document.data.notes.push("two");
    const first = document.save();
    const second = document.save();
    await expect(first).rejects.toMatchObject({ code: "store/write-failed" });
    await second;
    expect((await open(disk)).data.notes).toEqual(["one", "two"]);
  });
});

describe("saves at once", () => {
  test("share the write after the running one", async () => {
    const { disk, document } = await saved("one");
    const before = disk.count("rename");
    await Promise.all(Array.from({ length: 100 }, () => document.save()));
    expect(disk.count("rename") - before).toBe(2);
    expect(disk.count("sync")).toBe(disk.count("rename"));
    expect(disk.count("syncFolder")).toBe(disk.count("rename"));
  });

  test("that come during a write are not answered by it", async () => {
    const { disk, document } = await saved();
    document.data.notes.push("in the first write");
    const first = document.save();
    document.data.notes.push("too late for it");
    const second = document.save();
    await first;
    disk.cutPower("lost");
    expect((await open(disk)).data.notes).toEqual(["in the first write"]);
    await expect(second).rejects.toMatchObject({ code: "store/write-failed" });
  });

  test("wait for two writes at most, however many others keep coming", async () => {
    const { disk, document } = await saved();
    const waited: number[] = [];
    let stop = false;
    const writer = async () => {
      while (!stop) {
        const begun = disk.count("syncFolder");
        await document.save();
        waited.push(disk.count("syncFolder") - begun);
        if (waited.length > 500) stop = true;
      }
    };
    // Each writer begins one step of the disk after the one before: there is never a moment without somebody waiting.
    const writers: Promise<void>[] = [];
    disk.before = () => {
      if (writers.length < 20) writers.push(writer());
    };
    await document.save();
    await Promise.all(writers);
    expect(Math.max(...waited)).toBe(2);
  });

  test("never write at the same time", async () => {
    const { disk, document } = await saved();
    let open = 0;
    let most = 0;
    disk.before = async (step) => {
      if (step === "create") most = Math.max(most, ++open);
      await Promise.resolve();
      if (step === "syncFolder") open--;
    };
    const writer = async () => {
      for (let round = 0; round < 50; round++) await document.save();
    };
    await Promise.all([writer(), writer(), writer()]);
    expect(most).toBe(1);
  });

  test("are waited for by close, and refused after it", async () => {
    const { disk, document } = await saved();
    document.data.notes.push("one");
    void document.save();
    document.data.notes.push("two");
    void document.save();
    await document.close();
    expect((await open(disk)).data.notes).toEqual(["one", "two"]);
    await expect(document.save()).rejects.toMatchObject({ code: "store/write-failed" });
  });

  test("that failed do not fail close", async () => {
    const { disk, document } = await saved();
    disk.before = failing("write");
    const failed = expect(document.save()).rejects.toMatchObject({ code: "store/write-failed" });
    await document.close();
    await failed;
  });
});

describe("a damaged document", () => {
  const damages: [name: string, change: (bytes: Buffer) => Buffer, says: string][] = [
    ["empty", () => Buffer.alloc(0), "it is empty"],
    ["full of zeros", (bytes) => Buffer.alloc(bytes.length), "it holds nothing but zero bytes"],
    ["cut short", (bytes) => bytes.subarray(0, -10), "its end is missing or changed"],
    ["grown", (bytes) => Buffer.concat([bytes, Buffer.from("\n")]), "its end is missing or changed"],
    ["edited by hand", (bytes) => Buffer.from(bytes.toString().replace("two", "too")), "its checksum does not match"],
    ["another kind of file", () => Buffer.from('{"notes":[]}'), "it does not begin as a notes/1 document does"],
    ["without an end of line", () => Buffer.from("notes"), "it does not begin as a notes/1 document does"],
  ];
  for (const [name, change, says] of damages) {
    test(`that is ${name} is not opened`, async () => {
      const { disk } = await saved("one", "two");
      disk.corrupt(path, change);
      await expect(open(disk)).rejects.toMatchObject({
        code: "store/damaged",
        detail: expect.stringMatching(
          new RegExp(`^${path} can.t be read: ${says}.*intact in ${path}.previous`),
        ) as string,
      });
      expect(disk.files()).toEqual([path, `${path}.previous`]);
    });
  }

  test("is noticed whichever single bit has changed", async () => {
    const { disk } = await saved("two words, 两个字");
    const size = (await disk.read(path))?.length ?? 0;
    expect(size).toBeGreaterThan(100);
    for (let bit = 0; bit < size * 8; bit++) {
      const flip = (bytes: Buffer) => {
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        return bytes;
      };
      disk.corrupt(path, flip);
      await expect(open(disk)).rejects.toMatchObject({ code: "store/damaged" });
      disk.corrupt(path, flip);
    }
    expect((await open(disk)).data.notes).toEqual(["two words, 两个字"]);
  });

  test("of another format or version is told from a broken one", async () => {
    const { disk } = await saved("one");
    await expect(open(disk, "notes/2")).rejects.toThrow("it is a notes/1 document, not notes/2; an older version");
    await expect(open(disk, "notes/0")).rejects.toThrow("it is a notes/1 document, not notes/0; a newer version");
    await expect(open(disk, "journal/1")).rejects.toThrow("it is a notes/1 document, not journal/1. Nothing");
  });

  test("of a former version is read where that is wanted, and written in the present one", async () => {
    const { disk } = await saved("one");
    const options = { initial, format: "notes/2", formerFormats: ["notes/1"], disk };
    const document = await openDurableDocument(path, options);
    expect(document.data.notes).toEqual(["one"]);
    await document.save();
    expect((await openDurableDocument(path, options)).data.notes).toEqual(["one"]);
    await expect(open(disk)).rejects.toThrow("it is a notes/2 document, not notes/1; a newer version");
    disk.corrupt(path, (bytes) => bytes.subarray(0, -4));
    await expect(openDurableDocument(path, options)).rejects.toThrow("its end is missing or changed");
  });

  test("whose previous copy is damaged too names no copy", async () => {
    const { disk } = await saved("one", "two");
    for (const file of [path, `${path}.previous`]) disk.corrupt(file, () => Buffer.alloc(0));
    await expect(open(disk)).rejects.toThrow(
      "Restore it from a backup (docs/guides/backup-and-restore.md). (store/damaged)",
    );
  });

  test("that is gone while its copy is there does not begin anew", async () => {
    const { disk } = await saved("one", "two");
    await disk.remove(path);
    await expect(open(disk)).rejects.toThrow(`it is gone. Nothing was changed`);
  });
});

describe("on the real disk", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "document-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("a document comes back, private to its owner, with the one before beside it", async () => {
    const file = join(folder, "deep", "er", "notes.json");
    const options = { initial, format: "notes/1" };
    const document = await openDurableDocument(file, options);
    await document.save();
    document.data = { notes: ["one"] };
    await document.save();
    document.data.notes.push("二");
    await document.save();
    await document.close();

    expect((await openDurableDocument(file, options)).data).toEqual({ notes: ["one", "二"] });
    expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({
      format: "notes/1",
      data: { notes: ["one", "二"] },
    });
    expect(JSON.parse(await readFile(`${file}.previous`, "utf8"))).toMatchObject({ data: { notes: ["one"] } });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, "deep"))).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, "deep", "er"))).mode & 0o777).toBe(0o700);
  });

  test("what a crash left unfinished is removed at the next opening", async () => {
    const file = join(folder, "notes.json");
    await writeFile(`${file}.unfinished`, "half a docu");
    const document = await openDurableDocument(file, { initial, format: "notes/1" });
    expect(document.data).toEqual({ notes: [] });
    expect(await readdir(folder)).toEqual([]);
  });

  test("a new file is not the old one written over", async () => {
    const [file, copy] = [join(folder, "file"), join(folder, "copy")];
    await writeFile(file, "old");
    await nodeDisk.link(file, copy);
    const created = await nodeDisk.create(file);
    await created.write(Buffer.from("new"));
    await created.close();
    expect([await readFile(file, "utf8"), await readFile(copy, "utf8")]).toEqual(["new", "old"]);
  });

  test("a disk that can't be read is not taken for an empty one", async () => {
    await expect(nodeDisk.read(folder)).rejects.toThrow("EISDIR");
  });
});

function failing(at: Step) {
  return (step: Step) => {
    if (step === at) throw new Error(`ENOSPC at ${step}`);
  };
}
