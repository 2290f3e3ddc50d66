import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

// The compiler takes any name of a CSS module; one that is not there is an element without its style.

const root = "kiosk-ui";
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).map((name) => join(root, name));
const scripts = files.filter((name) => name.endsWith(".tsx"));
const sheets = files.filter((name) => name.endsWith(".module.css"));

function classesIn(sheet: string): Set<string> {
  const text = readFileSync(sheet, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  return new Set([...text.matchAll(/\.([a-zA-Z][\w]*)(?=[^{}]*\{)/g)].map(([, name]) => name ?? ""));
}

/** The style sheets that a script imports, and the names that it takes from each; undefined: names that it computes. */
function usesIn(script: string): { sheet: string; names: string[]; computes: boolean }[] {
  const text = readFileSync(script, "utf8");
  return [...text.matchAll(/import (\w+) from "(\.[^"]+\.module\.css)"/g)].map(([, local, from]) => ({
    sheet: join(dirname(script), from ?? ""),
    names: [...text.matchAll(new RegExp(`\\b${local}\\.(?!module)(\\w+)`, "g"))].map(([, name]) => name ?? ""),
    computes: text.includes(`${local}[`),
  }));
}

test.each(scripts)("%s takes only classes that its style sheets have", (script) => {
  for (const { sheet, names } of usesIn(script)) expect([...classesIn(sheet)]).toEqual(expect.arrayContaining(names));
});

test.each(sheets)("each class of %s is used", (sheet) => {
  const uses = scripts.flatMap(usesIn).filter((use) => use.sheet === sheet);
  expect(uses).not.toEqual([]);
  if (uses.some(({ computes }) => computes)) return;
  expect(classesIn(sheet)).toEqual(new Set(uses.flatMap(({ names }) => names)));
});
