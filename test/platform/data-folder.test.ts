import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectWritable, makeDataFolder } from "../../platform/data-folder.ts";
import { holdFolder } from "../../platform/folder-lock.ts";
import { openSqliteStore } from "../../server/store/sqlite/open-sqlite.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "data-folder-"));
  await writeFile(join(folder, "file"), "");
  await symlink(join(folder, "nowhere"), join(folder, "dangling"));
  await symlink(join(folder, "circle"), join(folder, "circle"));
  await mkdir(join(folder, "real"));
  await symlink(join(folder, "real"), join(folder, "link"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("a data folder", () => {
  test("is made with those above it, for its owner alone, and may be there already", async () => {
    const path = join(folder, "a", "b", "c");
    await makeDataFolder(path);
    await makeDataFolder(path);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
  });

  test("may be reached by a link", async () => {
    await makeDataFolder(join(folder, "link", "below"));
    expect((await stat(join(folder, "real", "below"))).isDirectory()).toBe(true);
  });

  test("is made once by two programs that begin together", async () => {
    const path = join(folder, "both", "of", "them");
    await Promise.all([makeDataFolder(path), makeDataFolder(path)]);
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  test.each([
    ["a file", "file", "a file is where a folder should be"],
    ["a path below a file", "file/below/it", "a file is where a folder should be"],
    ["a link that leads nowhere", "dangling", "a link of that name leads nowhere"],
    ["a path below a link that leads nowhere", "dangling/below", "a link of that name leads nowhere"],
    ["a link to itself", "circle", "links lead in a circle"],
    ["a name that is too long", "x".repeat(300), "the name is too long"],
  ])("can't be %s, and the error says so", async (_what, name, why) => {
    const path = join(folder, name);
    const refused = { code: "folder/unusable", detail: expect.stringContaining(`${path}: ${why} (`) as string };
    await expect(makeDataFolder(path)).rejects.toMatchObject(refused);
    await expect(holdFolder(path)).rejects.toMatchObject(refused);
  });

  test.runIf(process.platform === "linux").each(["/proc/nope", "/proc/nope/below"])(
    "can't be made where the file system takes none, and that is said at once: %s",
    async (path) => {
      const detail = expect.stringContaining("the file system there takes no folders") as string;
      await expect(makeDataFolder(path)).rejects.toMatchObject({ code: "folder/unusable", detail });
    },
  );

  test("can't be one that this user may not enter or write", async () => {
    const locked = join(folder, "real");
    const why = expect.stringContaining("this user has no right to it") as string;
    const refused = { code: "folder/unusable", detail: why };
    await chmod(folder, 0o755);
    await chmod(locked, 0o000);
    await withoutRoot(async () => {
      await expect(makeDataFolder(locked)).rejects.toMatchObject(refused);
      await expect(makeDataFolder(join(locked, "below"))).rejects.toMatchObject(refused);
    });
    await chmod(locked, 0o555);
    await withoutRoot(async () => {
      await makeDataFolder(locked);
      await expect(expectWritable(locked)).rejects.toMatchObject(refused);
      await expect(openSqliteStore(locked, [])).rejects.toMatchObject(refused);
    });
    await chmod(locked, 0o700);
    await expectWritable(locked);
  });
});

/** Root has every right: it works as nobody meanwhile. */
async function withoutRoot(work: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    await work();
  } finally {
    process.seteuid?.(0);
  }
}
