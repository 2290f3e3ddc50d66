import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runBundled } from "../support/bundled-program.ts";

/** As built: it starts a hub, whose pages lie beside it. */
const program = { path: resolve("dist/scripts/generate-docs.js") };
let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "jiehuan-docs-"));
  for (const folder of ["docs", "kiosk-ui/shared"]) await cp(folder, join(project, folder), { recursive: true });
  expect(await runBundled(program, [], project).ended).toMatchObject({ code: 0, stderr: "" });
});
afterAll(async () => {
  await rm(project, { recursive: true });
});

test("a document that was changed by hand is found, and made anew", async () => {
  const path = join(project, "docs/reference/errors.md");
  await writeFile(path, "# Errors\n\nThere are none.\n");
  expect(await runBundled(program, ["--check"], project).ended).toMatchObject({
    code: 1,
    stderr: "docs/reference/errors.md is out of date\n",
  });
  expect(await readFile(path, "utf8")).toBe("# Errors\n\nThere are none.\n");
  expect(await runBundled(program, [], project).ended).toMatchObject({ code: 0, stdout: "", stderr: "" });
  expect(await readFile(path, "utf8")).toContain("| `slot/empty` | 409 |");
  expect(await runBundled(program, ["--check"], project).ended).toMatchObject({ code: 0, stderr: "" });
});

test("a missing document is out of date", async () => {
  await rm(join(project, "docs/asyncapi.json"));
  expect(await runBundled(program, ["--check"], project).ended).toMatchObject({
    code: 1,
    stderr: "docs/asyncapi.json is out of date\n",
  });
});
