import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseSync } from "vite";
import { expect, test } from "vitest";

/** What is needed by few requests, or by few hubs, and takes long to load. */
const loadedLater = [
  "@xmldom/xmldom",
  "csv-parse",
  "fontkit",
  "markdown-it",
  "nodemailer",
  "pdfkit",
  "pg",
  "qrcode",
  "write-excel-file/node",
];

/** What a file loads before its own code runs: `import()` and types are left out. */
async function loadedBy(path: string): Promise<readonly string[]> {
  const { module } = parseSync(path, await readFile(path, "utf8"));
  const imported = module.staticImports
    .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
    .map(({ moduleRequest }) => moduleRequest.value);
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) => (moduleRequest && !isType ? [moduleRequest.value] : [])),
  );
  return [...imported, ...exported];
}

test("the hub loads no package at its start that only few requests need", async () => {
  const files = ["server/main.ts"];
  const packages = new Set<string>();
  for (const file of files)
    for (const specifier of await loadedBy(file)) {
      const path = join(file, "..", specifier);
      if (!specifier.startsWith(".")) packages.add(specifier);
      else if (!files.includes(path)) files.push(path);
    }
  expect(packages).toContain("fastify");
  expect(loadedLater.filter((name) => packages.has(name))).toEqual([]);
});
