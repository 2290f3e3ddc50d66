import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { isAbout, mutationsOf, readEquivalents, sample } from "../../scripts/mutation-sample.ts";
import { mutate, mutations } from "../../scripts/mutations.ts";

/** What is replaced by what. */
function faultsIn(code: string): readonly string[] {
  return mutations(code).map(({ what }) => what);
}

describe("a mutant", () => {
  test.each([
    ["a === b;", "a === b → a !== b"],
    ["a < b;", "a < b → a <= b"],
    ["a >= b;", "a >= b → a > b"],
    ["a + b;", "a + b → a - b"],
    ["a * b;", "a * b → a / b"],
    ["a && b;", "a && b → (a || b)"],
    ["a || b;", "a || b → (a && b)"],
    ["a ?? b;", "a ?? b → b"],
    ["!a;", "!a → a"],
    ["-a;", "-a → a"],
    ["x = 3;", "3 → 4"],
    ["x = 60_000;", "60_000 → 120000"],
    ["x = true;", "true → false"],
    ["x += 1;", "x += 1 → x -= 1"],
    ["all.some(f);", "all.some → all.every"],
    ["Math.min(a, b);", "Math.min → Math.max"],
    ["tell(a);", "tell(a); → ;"],
    ["await tell(a);", "await tell(a); → ;"],
    ["void tell?.(a);", "void tell?.(a); → ;"],
    ["this.#a = b;", "this.#a = b; → ;"],
    ["a ? b : c;", "a → true"],
    ["if (a) b;", "a → false"],
    ["function isOpen(a: A): boolean { return has(a); }", "has(a) → !has(a)"],
    ["const isOpen = (a: A): a is B => a.open;", "a.open → !a.open"],
  ])("of `%s` is %s", (code, what) => {
    expect(faultsIn(code.startsWith("this") ? `class A { #a; f() { ${code} } }` : code)).toContain(what);
  });

  test.each([
    ["a type", "type A = 1 | true; const a: 2 = b as 3; f<4>; interface B { c: 5 }"],
    ["an import", 'import { a } from "b";'],
    ["a string", 'const a = "b" + c;'],
    ["a line of the log", "log.info({ a: 1 }, 1 + c); this.log?.warn({ a: !b });"],
    ["a function that does not answer yes or no", "function f(a: A): A { return g(a); }"],
  ])("is not made of %s", (_, code) => {
    expect(faultsIn(code)).toEqual([]);
  });

  test("knows its line and column, and replaces nothing else", () => {
    const code = "const a = 1;\nconst b = a < c && d;\n";
    const [mutant] = mutations(code).filter(({ what }) => what === "a < c → a <= c");
    expect(mutant).toMatchObject({ line: 2, column: 13 });
    expect(mutant && mutate(code, mutant)).toBe("const a = 1;\nconst b = a <= c && d;\n");
  });

  test("that would not parse is not made", () => {
    expect(faultsIn("a+-b;")).toEqual(["-b → b"]);
  });

  test("keeps what stands in parentheses together", () => {
    expect(faultsIn("!(a || b) && c;")).toContain("!(a || b) → (a || b)");
    expect(faultsIn("(a ?? b) && c;")).toContain("(a ?? b) && c → ((a ?? b) || c)");
  });

  test("is not made of a text that is not TypeScript", () => {
    expect(() => mutations("const = ;")).toThrow("not TypeScript");
  });
});

describe("a sample of mutants", () => {
  const code = Array.from({ length: 30 }, (_, index) => `export const a${index} = b${index} < c;`).join("\n");
  const mutants = mutationsOf("a.ts", code);
  const lines = (chosen: typeof mutants) => chosen.map(({ text }) => text);

  test("is the same for the same seed, another one for another seed, and in the order of the file", () => {
    const chosen = sample(mutants, 10, "1");
    expect(chosen).toHaveLength(10);
    expect(sample(mutants, 10, "1")).toEqual(chosen);
    expect(sample(mutants, 10, "2")).not.toEqual(chosen);
    expect(mutants.filter((mutant) => chosen.includes(mutant))).toEqual(chosen);
  });

  test("stays the same when lines are added that it does not choose", () => {
    const moved = mutationsOf("a.ts", `// a comment\n\n${code}`);
    expect(lines(sample(moved, 10, "1"))).toEqual(lines(sample(mutants, 10, "1")));
  });
});

describe("the list of equivalent mutants", () => {
  test("is about a mutant of the same file, line and fault, wherever the line is now", () => {
    const [mutant] = mutationsOf("a.ts", "\n  if (a < b) c();");
    const judgement = { file: "a.ts", text: "if (a < b) c();", what: "a < b → true", why: "both do the same" };
    expect(mutant && isAbout(judgement, mutant)).toBe(true);
    expect(mutant && isAbout({ ...judgement, file: "b.ts" }, mutant)).toBe(false);
    expect(mutant && isAbout({ ...judgement, what: "a < b → false" }, mutant)).toBe(false);
    expect(mutant && isAbout({ ...judgement, text: "if (a < b) d();" }, mutant)).toBe(false);
  });

  test("says of each why no test can notice it", async () => {
    const judged = readEquivalents(await readFile("scripts/equivalent-mutants.json", "utf8"));
    expect(judged.every(({ why }) => why.length >= 10)).toBe(true);
    expect(() => readEquivalents('[{ "file": "a.ts", "text": "a", "what": "b", "why": "" }]')).toThrow();
  });
});
