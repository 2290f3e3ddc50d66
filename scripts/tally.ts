import { Type } from "typebox";
import { Value } from "typebox/value";

/** What is read of the report of vitest's json reporter. */
const Report = Type.Object({
  testResults: Type.Array(
    Type.Object({
      name: Type.String(),
      status: Type.String(),
      assertionResults: Type.Array(Type.Object({ fullName: Type.String(), status: Type.String() })),
    }),
  ),
});

export interface Tally {
  readonly passed: number;
  /** Failed tests, and files that could not even be loaded. */
  readonly failed: number;
  /** The names of the tests that were not run. */
  readonly skipped: readonly string[];
}

/**
 * Counts each test once, however many runs there were: it passed where it passed in every run, and failed where it failed
 * in any; what one run had and another had not was not run.
 * @param reports one for each run
 * @throws Error for a text that is no such report: the run ended before there was one
 */
export function tally(reports: readonly string[]): Tally {
  const runs = reports.map(outcomes);
  const tests = new Set(runs.flatMap((run) => [...run.keys()]));
  const failed = [...tests].filter((test) => runs.some((run) => run.get(test)?.status === "failed"));
  const passed = [...tests].filter((test) => runs.every((run) => run.get(test)?.status === "passed"));
  const counted = new Set([...failed, ...passed]);
  const names = new Map(runs.flatMap((run) => [...run].map(([test, { name }]) => [test, name] as const)));
  return {
    passed: passed.length,
    failed: failed.length,
    skipped: [...tests].filter((test) => !counted.has(test)).map((test) => names.get(test) ?? test),
  };
}

/** How each test ended, and a file that could not be loaded, under what tells it from all others. */
function outcomes(report: string): Map<string, { readonly name: string; readonly status: string }> {
  const found = new Map<string, { name: string; status: string }>();
  for (const { name: file, status, assertionResults } of Value.Parse(Report, JSON.parse(report)).testResults) {
    if (status === "failed" && assertionResults.length === 0) found.set(file, { name: file, status });
    for (const { fullName, status } of assertionResults) {
      // Two tests of a file may have one name.
      let id = `${file} ${fullName}`;
      while (found.has(id)) id += " again";
      found.set(id, { name: fullName, status });
    }
  }
  return found;
}
