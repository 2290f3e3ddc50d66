import type { Mistakes } from "./settings.ts";

/** Names that stand more than once in a query: most readers take one of the values and pass over the other silently. */
export function repeatedParameters(query: URLSearchParams): readonly string[] {
  const names = [...query.keys()];
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) < index));
  return [...repeated].map((name) => `the parameter ${name} is given twice`);
}

/** What is wrong with the query of a setting that is a URL. What is no URL is for others to refuse. */
export const refuseRepeated: Mistakes = (text) =>
  URL.canParse(text) ? repeatedParameters(new URL(text).searchParams) : [];
