import { parseSync, Visitor } from "vite";

/** Functions of the library that Chrome 69 or Safari 12 lacks, by the name under which they are called. */
const youngerFunctions =
  /^(replaceAll|matchAll|flat|flatMap|at|findLast|findLastIndex|toSorted|toReversed|allSettled|fromEntries|hasOwn|structuredClone|groupBy)$/;

/** What of a style sheet an old browser ignores, so that the page falls apart. */
const youngerStyles: readonly (readonly [name: string, found: RegExp])[] = [
  // Grids have had `grid-gap` all along; flex boxes have no gap at all.
  ["gap", /[;{\s](?:row-|column-)?gap:/],
  ["inset", /[;{\s]inset(?:-\w+)*:/],
  ["aspect-ratio", /[;{\s]aspect-ratio:/],
  [":is", /:is\(/],
  [":where", /:where\(/],
  [":has", /:has\(/],
  ["min()", /[:\s(](?:min|max|clamp)\(/],
  ["nesting", /\{[^{}]*&/],
  ["dvh", /\d(?:d|s|l)v[hw]\b/],
  ["color-mix", /color-mix\(/],
  ["@layer", /@(?:layer|container)\b/],
  ["logical sizes", /[;{\s](?:margin|padding)-(?:inline|block):/],
];

/** The features in a built file that are younger than Chrome 69 and Safari 12, each once. */
export function younger(text: string, kind: "css" | "js"): string[] {
  return kind === "css" ? youngerStyles.filter(([, found]) => found.test(text)).map(([name]) => name) : inScript(text);
}

function inScript(text: string): string[] {
  const found = new Set<string>();
  new Visitor({
    ChainExpression: () => void found.add("optional chaining"),
    LogicalExpression: ({ operator }) => void (operator === "??" && found.add("nullish coalescing")),
    AssignmentExpression: ({ operator }) =>
      void (/^(\?\?|\|\||&&)=$/.test(operator) && found.add("logical assignment")),
    PropertyDefinition: () => void found.add("class fields"),
    PrivateIdentifier: () => void found.add("private names"),
    StaticBlock: () => void found.add("static blocks"),
    CallExpression: ({ callee }) => {
      if (callee.type !== "MemberExpression" || callee.computed) return;
      const { property } = callee;
      if (property.type === "Identifier" && youngerFunctions.test(property.name)) found.add(property.name);
    },
  }).visit(parseSync("page.js", text).program);
  return [...found];
}
