import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pageTypes } from "../../scripts/page-types.ts";

// The pages are checked against types that are made from the OpenAPI document.

let project: string;
let document: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "jiehuan-pages-"));
  await cp("kiosk-ui", join(project, "kiosk-ui"), { recursive: true });
  // The workbench shares its types with its program.
  for (const folder of ["node_modules", "simulators"]) await symlink(resolve(folder), join(project, folder));
  document = await readFile("docs/openapi.json", "utf8");
});
afterAll(() => rm(project, { recursive: true }));

/** What the compiler says of the pages with the types of a document. */
async function check(openApi: string): Promise<{ code: unknown; said: string }> {
  await writeFile(join(project, "kiosk-ui/shared/hub-api.ts"), await pageTypes(JSON.parse(openApi) as object));
  const tsc = spawn(process.execPath, [resolve("node_modules/typescript/lib/tsc.js"), "-p", "kiosk-ui"], {
    cwd: project,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [said, ended] = await Promise.all([text(tsc.stdout), once(tsc, "close") as Promise<unknown[]>]);
  return { code: ended[0], said };
}

test("the rider page agrees with the OpenAPI document", async () => {
  expect(await check(document)).toEqual({ code: 0, said: "" });
});

test("the type check names the page's file where the document calls a field of an answer otherwise", async () => {
  const { code, said } = await check(document.replaceAll('"confirmBefore"', '"confirmUntil"'));
  expect(code).not.toBe(0);
  expect(said).toMatch(/kiosk-ui\/rider\/\S+\.tsx?\(\d+,\d+\): error TS\d+: .*confirmBefore/);
});

test("the type check names the page's file where the document has one more phase of an order", async () => {
  const openApi = JSON.parse(document) as { components: { schemas: { Phase: { anyOf: object[] } } } };
  openApi.components.schemas.Phase.anyOf.push({ const: "elsewhere", type: "string" });
  const { code, said } = await check(JSON.stringify(openApi));
  expect(code).not.toBe(0);
  expect(said).toContain("kiosk-ui/rider/");
});
