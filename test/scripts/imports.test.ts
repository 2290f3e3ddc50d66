import { expect, test } from "vitest";
import { importsOf } from "../../scripts/imports.ts";

test.each([
  ['import { a } from "./a.ts";', false],
  ['import a from "./a.ts";', false],
  ['import "./a.ts";', false],
  ['import { type A, b } from "./a.ts";', false],
  ['import { type A } from "./a.ts";', true],
  ['import type { A } from "./a.ts";', true],
  ['export { a } from "./a.ts";', false],
  ['export * from "./a.ts";', false],
  ['export type { A } from "./a.ts";', true],
  ['const a = await import("./a.ts");', false],
  ['let a: import("./a.ts").A;', true],
])("%s is one import", (code, typesOnly) => {
  expect(importsOf("file.ts", `\n${code}\n`)).toEqual([{ specifier: "./a.ts", line: 2, typesOnly }]);
});

test("an import in a comment or a text is none", () => {
  expect(importsOf("file.ts", '// import "./a.ts"\nconst text = `import("./a.ts")`;')).toEqual([]);
});

test("a text that is not TypeScript is refused, with its path", () => {
  expect(() => importsOf("file.ts", "import {")).toThrow(/^file\.ts: /);
});
