import { mkdtemp, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { holdFolder } from "../../platform/folder-lock.ts";
import { type BundledProgram, bundleProgram, runBundled } from "../support/bundled-program.ts";

let holder: BundledProgram;
let folder: string;
let data: string;

beforeAll(async () => {
  holder = await bundleProgram("test/platform/programs/folder-holder.ts");
});
afterAll(() => holder.remove());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lock-"));
  data = join(folder, "data");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

// Windows' way can't be tried here.
for (const platform of ["linux", "darwin"] as const)
  describe(`a folder held in the way of ${platform}`, () => {
    test("is made where it is missing, for its owner alone", async () => {
      const lock = await holdFolder(data, platform);
      expect((await stat(data)).mode & 0o777).toBe(0o700);
      await lock.release();
    });

    test("is held by one at a time, until it is released", async () => {
      const lock = await holdFolder(data, platform);
      const refused = { code: "store/held", detail: `another process holds ${data}` };
      await expect(holdFolder(data, platform)).rejects.toMatchObject(refused);
      await lock.release();
      await (await holdFolder(data, platform)).release();
    });

    test("is the same folder under another name", async () => {
      const lock = await holdFolder(data, platform);
      const alias = join(folder, "alias");
      await symlink(data, alias);
      await expect(holdFolder(alias, platform)).rejects.toMatchObject({ code: "store/held" });
      await lock.release();
    });

    test("does not hold one that is made in its place after it was deleted", async () => {
      const lock = await holdFolder(data, platform);
      await rm(data, { recursive: true });
      const next = await holdFolder(data, platform);
      await next.release();
      await lock.release();
    });

    test("does not hold its neighbour", async () => {
      const locks = await Promise.all([holdFolder(data, platform), holdFolder(join(folder, "other"), platform)]);
      for (const lock of locks) await lock.release();
    });

    test("is free when the process that held it was killed", async () => {
      const child = runBundled(holder, [data, platform]);
      await child.printed("held");
      await expect(holdFolder(data, platform)).rejects.toMatchObject({ code: "store/held" });
      child.process.kill("SIGKILL");
      await child.ended;
      await (await holdFolder(data, platform)).release();
    });
  });

test("a lock that can't be made is told from one that is held", async () => {
  vi.stubEnv("TMPDIR", join(folder, "missing"));
  await expect(holdFolder(data, "darwin")).rejects.toThrow("listen");
});

test("a folder that can't be made is not held", async () => {
  await expect(holdFolder("/dev/null/data")).rejects.toThrow("ENOTDIR");
});
