import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openLowdbStore } from "../../../../server/store/lowdb/lowdb-store.ts";
import { checkStore } from "../../../../server/store/lowdb/store-files.ts";
import type { RowExport } from "../../../../server/store/row-export.ts";
import type { Store, Table } from "../../../../server/store/store.ts";
import { type Step, VolatileDisk } from "../../../support/volatile-disk.ts";

interface Ticket {
  readonly no: string;
  readonly tags: readonly string[];
  readonly month?: string;
  readonly note?: string;
}

const tickets: Table<Ticket> = {
  name: "tickets",
  key: ({ no }) => no,
  unique: () => [],
  index: ({ tags }) => tags,
  dueAt: () => undefined,
  restsIn: ({ month }) => month,
  durable: true,
};

/** So many rows at rest make the store move them. */
const enough = 500;

let folder: string;
let disk: VolatileDisk;
let store: Store & RowExport;
let warnings: string[];

const open = async () => {
  const log = { warn: (_: object, message: string) => void warnings.push(message) };
  store = await openLowdbStore(folder, [tickets], disk, log);
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "archive-"));
  disk = new VolatileDisk();
  warnings = [];
  await open();
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** A move that has begun is finished by then. */
async function reopen() {
  await store.close();
  await open();
}

const number = (n: number) => `n${String(n).padStart(5, "0")}`;
const resting = (no: string, more: Partial<Ticket> = {}): Ticket => ({ no, tags: ["x"], month: "2026-11", ...more });
const several = (from: number, count: number, more: Partial<Ticket> = {}) =>
  Array.from({ length: count }, (_, n) => resting(number(from + n), more));
const put = (...rows: readonly Ticket[]) =>
  store.transact(async (tx) => {
    for (const row of rows) await tx.put(tickets, row);
  });
const remove = (no: string) => store.transact((tx) => tx.delete(tickets, no));
const get = (no: string) => store.transact((tx) => tx.get(tickets, no));
const page = async (limit: number, before?: string, tag = "x") =>
  (await store.transact((tx) => tx.page(tickets, tag, limit, before))).map(({ no }) => no);
const everything = async () => (await store.rows(tickets, 100_000)).map(({ no }) => no).toReversed();
const archive = () => join(folder, "archive");
const segments = () =>
  disk
    .files()
    .filter((path) => path.startsWith(archive()))
    .map((path) => path.slice(archive().length + 1));
const firstSegment = () => join(archive(), "2026-11", "tickets-000001.segment");

/** Holds the disk at the first such step on a segment (or else on the hot document). */
function holdAt(step: Step, where: "segment" | "live") {
  let letGo: (error?: Error) => void = () => undefined;
  const going = new Promise<void>((resolve, reject) => {
    letGo = (error) => (error === undefined ? resolve() : reject(error));
  });
  const reached = new Promise<void>((resolve) => {
    disk.before = (next, path) => {
      if (next !== step || path.startsWith(archive()) !== (where === "segment")) return undefined;
      disk.before = () => undefined;
      resolve();
      return going;
    };
  });
  return { reached, letGo };
}

describe("rows that rest", () => {
  test("leave the hot document when there are enough of them, month by month", async () => {
    await put(...several(0, enough - 1), { no: "living", tags: [] });
    await reopen();
    expect(segments()).toEqual([]);
    await put(resting("december", { month: "2026-12" }));
    await reopen();
    expect(segments()).toEqual(["2026-11/tickets-000001.segment", "2026-12/tickets-000002.segment"]);
    const live = JSON.parse((await disk.read(join(folder, "live.json")))?.toString() ?? "") as { data: object };
    expect(live.data).toEqual({
      lastSegment: 2,
      log: { number: 3, follows: expect.any(String) as string },
      tables: { tickets: { rows: [{ no: "living", tags: [] }], buried: [] } },
    });
    expect(await everything()).toEqual(["december", "living", ...several(0, enough - 1).map(({ no }) => no)]);
    expect(await get("december")).toEqual(resting("december", { month: "2026-12" }));
  });

  test("leave it in several moves where there are very many", async () => {
    await put(...several(0, 5 * enough));
    await reopen();
    await put({ no: "living", tags: [] });
    await reopen();
    expect(segments()).toHaveLength(3);
    expect(await everything()).toHaveLength(5 * enough + 1);
  });

  test("leave it again and again while the store is open", async () => {
    const hotRows = async () => (await checkStore(folder, disk)).counts.get("tickets")?.live;
    for (const round of [1, 2, 3]) {
      await put(...several(round * enough, enough));
      await expect.poll(hotRows, { interval: 1, timeout: 50_000 }).toBe(0);
      expect(segments()).toHaveLength(round);
    }
    expect(await everything()).toHaveLength(3 * enough);
  });

  test("are not moved again at the next commit", async () => {
    await put(...several(0, enough));
    await reopen();
    const touched: string[] = [];
    disk.before = (_, path) => void touched.push(path);
    await put({ no: "living", tags: [] });
    await reopen();
    expect(touched.filter((path) => path.startsWith(archive()))).toEqual([]);
  });

  test("fill segments of at most 4 MB", async () => {
    await put(...several(0, enough, { note: "x".repeat(10_000) }));
    await reopen();
    expect(segments()).toHaveLength(2);
    for (const name of segments()) expect((await disk.read(join(archive(), name)))?.length).toBeLessThan(4_400_000);
    expect(await everything()).toHaveLength(enough);
  });

  test("are there also when a key is longer than what is usually read", async () => {
    const long = "z".repeat(100_000);
    await put(...several(1, enough), resting(long));
    await reopen();
    expect((await get(long))?.no).toBe(long);
  });
});

describe("reading the archive", () => {
  const reads = async (work: () => Promise<unknown>) => {
    const before = disk.count("readPart");
    await work();
    return disk.count("readPart") - before;
  };

  test("costs a summary, an index and the rows that are asked for, and only what is not in memory yet", async () => {
    await put(...several(0, enough));
    await reopen();
    expect(await reads(() => get(number(7)))).toBe(3);
    expect(await reads(() => get(number(8)))).toBe(1);
    expect(await reads(() => page(20))).toBe(20);
    expect(await reads(() => get("o"))).toBe(0);
    expect(await reads(() => page(20, undefined, "unknown"))).toBe(0);
  });

  test("opens no segment but those of the newest keys for a first page", async () => {
    for (let from = 0; from < 10 * enough; from += enough) {
      await put(...several(from, enough));
      await reopen();
    }
    await page(1);
    expect(await reads(() => page(20))).toBe(20);
    // The second half of the page lies in the segment before.
    expect(await reads(() => page(20, number(9 * enough + 10)))).toBe(21);
  });

  test("finds a rider's few rows in many segments, the last first", async () => {
    for (let from = 0; from < 5 * enough; from += enough) {
      await put(...several(from, enough - 1), resting(number(from + enough - 1), { tags: ["rare"] }));
      await reopen();
    }
    expect(await page(9, undefined, "rare")).toEqual([5, 4, 3, 2, 1].map((n) => number(n * enough - 1)));
    expect(await page(2, number(3 * enough - 1), "rare")).toEqual([number(2 * enough - 1), number(enough - 1)]);
  });

  test("pages rightly through segments whose keys overlap", async () => {
    const all = several(0, 3 * enough);
    for (const rest of [0, 1, 2]) {
      await put(...all.filter((_, n) => n % 3 === rest));
      await reopen();
    }
    const found: string[] = [];
    for (let next = await page(70); next.length > 0; next = await page(70, found.at(-1))) found.push(...next);
    expect(found.toReversed()).toEqual(all.map(({ no }) => no));
  });

  test("shows of a row that was archived twice the newer copy only", async () => {
    await put(...several(0, enough));
    await reopen();
    await put(...several(0, enough, { tags: ["y"], note: "newer" }));
    await reopen();
    expect(segments()).toHaveLength(2);
    expect((await get(number(3)))?.note).toBe("newer");
    expect(await page(9)).toEqual([]);
    expect(await page(1, undefined, "y")).toEqual([number(enough - 1)]);
    expect(await everything()).toHaveLength(enough);
  });

  test("gives rows that can't be changed", async () => {
    await put(...several(0, enough));
    await reopen();
    const tags = ((await get(number(1))) as Ticket).tags as string[];
    expect(() => tags.push("z")).toThrow("not extensible");
  });
});

describe("while rows are on their way", () => {
  test("they are changed, woken and deleted as if they were not", async () => {
    const held = holdAt("sync", "segment");
    await put(...several(0, enough));
    await held.reached;
    await put({ no: number(1), tags: ["awake"] }, resting(number(2), { note: "changed" }));
    await remove(number(3));
    await put({ no: number(4), tags: [] });
    await remove(number(4));
    held.letGo();
    for (const _ of ["after the move", "after a restart"]) {
      await reopen();
      expect(await get(number(1))).toEqual({ no: number(1), tags: ["awake"] });
      expect((await get(number(2)))?.note).toBe("changed");
      expect(await get(number(3))).toBeUndefined();
      expect(await get(number(4))).toBeUndefined();
      expect(await everything()).toHaveLength(enough - 2);
    }
  });

  test("and the hot document is written, changes count and stay", async () => {
    const segment = holdAt("sync", "segment");
    await put(...several(0, enough));
    await segment.reached;
    const live = holdAt("sync", "live");
    segment.letGo();
    await live.reached;
    const changes = [put({ no: number(1), tags: ["awake"] }), remove(number(2))];
    live.letGo();
    await Promise.all(changes);
    for (const _ of ["after the move", "after a restart"]) {
      expect(await get(number(1))).toEqual({ no: number(1), tags: ["awake"] });
      expect(await get(number(2))).toBeUndefined();
      expect(await everything()).toHaveLength(enough - 1);
      await reopen();
    }
  });

  test("and the hot document is written, what fails then is taken back and nothing else", async () => {
    const segment = holdAt("sync", "segment");
    await put(...several(0, enough));
    await segment.reached;
    const live = holdAt("sync", "live");
    segment.letGo();
    await live.reached;
    const failing = [put({ no: number(1), tags: ["awake"] }), remove(number(2))];
    live.letGo(new Error("ENOSPC"));
    for (const outcome of await Promise.allSettled(failing)) expect(outcome.status).toBe("rejected");
    expect(await get(number(1))).toEqual(resting(number(1)));
    expect(await get(number(2))).toEqual(resting(number(2)));
    await put({ no: "living", tags: [] });
    await reopen();
    expect(segments()).toHaveLength(1);
    expect(await everything()).toHaveLength(enough + 1);
  });
});

describe("when the power goes in the midst of a move", () => {
  for (const names of ["kept", "lost"] as const)
    test(`at any step, and unsynced names are ${names}, each row is there once`, async () => {
      await store.close();
      const expected = several(0, enough).map(({ no }) => no);
      for (let last = 0; ; last++) {
        disk = new VolatileDisk();
        await open();
        await put(...several(0, enough - 1));
        let left = last;
        disk.before = () => {
          if (left-- <= 0) throw new Error("the power is gone");
        };
        const answered = await put(resting(number(enough - 1))).then(
          () => true,
          () => false,
        );
        await store.close();
        disk.cutPower(names);
        disk.before = () => undefined;
        await open();
        const found = await everything();
        expect(found.slice(0, enough - 1), `after ${last} steps`).toEqual(expected.slice(0, -1));
        if (answered) expect(found, `after ${last} steps`).toEqual(expected);
        expect(await page(enough), `after ${last} steps`).toEqual(found.toReversed());
        await store.close();
        if (left > 0) break;
      }
    });
});

describe("segments of a move that did not get as far as the hot document", () => {
  test("are set aside, and their number is given to others", async () => {
    const held = holdAt("sync", "live");
    const first = put(...several(0, enough));
    await held.reached;
    held.letGo();
    await first;
    const second = holdAt("write", "live");
    await second.reached;
    second.letGo(new Error("ENOSPC"));
    await reopen();
    expect(segments()).toEqual(["2026-11/tickets-000001.segment.unused"]);
    await put(resting("later"));
    await reopen();
    expect(segments()).toEqual(["2026-11/tickets-000001.segment", "2026-11/tickets-000001.segment.unused"]);
    expect(await everything()).toEqual(["later", ...several(0, enough).map(({ no }) => no)]);
  });
});

describe("when a segment can't be written", () => {
  for (const step of ["create", "write", "sync", "syncFolder"] as const)
    test(`at ${step}, its rows stay where they were, somebody is told, and it is tried again later`, async () => {
      disk.before = (next, path) => {
        if (next === step && path.startsWith(archive())) throw new Error("ENOSPC");
      };
      await put(...several(0, enough));
      await reopen();
      expect(warnings).toEqual(["finished rows can't be moved into the archive; they stay in memory"]);
      expect(await everything()).toHaveLength(enough);
      disk.before = () => undefined;
      await put(resting("later"));
      await reopen();
      expect(await everything()).toHaveLength(enough + 1);
      expect(segments().filter((name) => name.endsWith(".segment"))).toEqual(["2026-11/tickets-000001.segment"]);
    });

  test("it is not tried at each commit", async () => {
    let tries = 0;
    disk.before = (step, path) => {
      if (step !== "create" || !path.startsWith(archive())) return;
      tries++;
      throw new Error("ENOSPC");
    };
    await put(...several(0, enough));
    for (let n = 0; n < 20; n++) await put(resting(`more ${n}`));
    await put(...several(enough, enough));
    await store.close();
    expect(tries).toBe(2);
    await open();
  });
});

describe("a damaged archive", () => {
  const damaged = (detail: RegExp) =>
    expect.objectContaining({ code: "store/damaged", detail: expect.stringMatching(detail) as string }) as Error;

  beforeEach(async () => {
    await put(...several(0, enough));
    await reopen();
  });

  test("of which a segment is missing is not opened", async () => {
    await store.close();
    await disk.remove(firstSegment());
    await expect(open()).rejects.toEqual(damaged(/segment 1 of 1 is missing.*npm run store -- restore/));
    await expect(open()).rejects.toEqual(damaged(/segment 1 of 1 is missing/));
  });

  test("with a number that is there twice is not opened", async () => {
    await store.close();
    await disk.link(firstSegment(), join(archive(), "2026-12", "tickets-000001.segment"));
    await expect(open()).rejects.toEqual(damaged(/a number is there twice/));
  });

  test("with rows of a table that is not known is not opened", async () => {
    await store.close();
    await disk.rename(firstSegment(), join(archive(), "2026-11", "strangers-000001.segment"));
    await expect(open()).rejects.toEqual(damaged(/holds the table strangers/));
  });

  test("says so where it is read, and nowhere else", async () => {
    disk.corrupt(firstSegment(), (bytes) =>
      Buffer.from(bytes.toString("latin1").replace('"n00007","tags"', '"n0000x","tags"'), "latin1"),
    );
    await expect(get(number(7))).rejects.toEqual(damaged(/000001\.segment is damaged: the row n00007 does not match/));
    expect(await get(number(8))).toEqual(resting(number(8)));
    await put({ no: "living", tags: [] });
  });

  test.each([
    ["empty", () => Buffer.alloc(0), /its beginning is cut short/],
    ["of zeros", (bytes: Buffer) => Buffer.alloc(bytes.length), /nothing but zero bytes|cut short/],
    ["damaged in its summary", (bytes: Buffer) => flip(bytes, 200), /its checksum does not match/],
    ["damaged in its index", (bytes: Buffer) => flip(bytes, bytes.indexOf('"entries"')), /its checksum does not match/],
    ["another one's", (bytes: Buffer) => bytes, /it is a copy of 2026-11\/tickets-000001/],
  ])("with a segment that is %s says so", async (what, change, says) => {
    await put(...several(enough, enough));
    await reopen();
    const second = firstSegment().replace("1.segment", "2.segment");
    const first = await disk.read(firstSegment());
    disk.corrupt(second, (bytes) => change(what === "another one's" && first !== undefined ? first : bytes));
    await expect(get(number(enough + 1))).rejects.toEqual(damaged(says));
  });
});

function flip(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}
