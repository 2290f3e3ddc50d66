import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { findChromium, findProgram } from "./optional.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "jiehuan-optional-"));
  await writeFile(join(folder, "socat"), "#!/bin/sh\n");
  await chmod(join(folder, "socat"), 0o755);
  await writeFile(join(folder, "notes"), "no program");
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
});

test("a program on the path is found, and so is one by its whole path", () => {
  const socat = join(folder, "socat");
  expect(findProgram("socat", ["soocat", "socat"], { PATH: `/none:${folder}` })).toBe(socat);
  expect(findProgram("socat", [socat], {})).toBe(socat);
  expect(findChromium({ CHROMIUM: socat })).toBe(socat);
});

test("what is missing is said plainly, and its tests are skipped", () => {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  expect(findProgram("the note", ["notes"], { PATH: folder })).toBeUndefined();
  expect(write).toHaveBeenCalledExactlyOnceWith(
    "the note is not installed (looked for notes): the tests that need it are skipped\n",
  );
});

test("where everything is required, what is missing is an error", () => {
  expect(() => findChromium({ PATH: folder, JIEHUAN_REQUIRE_ALL: "1" })).toThrow(
    /^Chromium is not installed .*JIEHUAN_REQUIRE_ALL/,
  );
});
