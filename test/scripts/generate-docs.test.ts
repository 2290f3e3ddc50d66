import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import swagger from "@fastify/swagger";
import { fastify } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openApiDoc } from "../../scripts/generated-docs.ts";
import { type BundledProgram, bundleProgram, runBundled } from "../support/bundled-program.ts";

let program: BundledProgram;
let project: string;

beforeAll(async () => {
  program = await bundleProgram("scripts/generate-docs.ts");
  project = await mkdtemp(join(tmpdir(), "jiehuan-docs-"));
  await cp("docs", join(project, "docs"), { recursive: true });
  expect(await runBundled(program, [], project).ended).toMatchObject({ code: 0, stderr: "" });
});
afterAll(async () => {
  await program.remove();
  await rm(project, { recursive: true });
});

test("a document that was changed by hand is found, and made anew", async () => {
  const path = join(project, "docs/errors.md");
  await writeFile(path, "# Errors\n\nThere are none.\n");
  expect(await runBundled(program, ["--check"], project).ended).toMatchObject({
    code: 1,
    stderr: "docs/errors.md is out of date\n",
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

test("the OpenAPI document is that of the app that is handed in", async () => {
  const app = fastify();
  await app.register(swagger, { openapi: { info: { title: "hub", version: "1.0.0" } } });
  app.get("/healthz", { schema: { summary: "Is it alive?" } }, () => "ok");
  const { path, text } = await openApiDoc(app);
  expect(path).toBe("docs/openapi.json");
  expect(JSON.parse(text)).toMatchObject({ paths: { "/healthz": { get: { summary: "Is it alive?" } } } });
  await app.close();
});
