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

/** @throws Error for a text that is no such report: the run ended before there was one */
export function tally(report: string): Tally {
  const { testResults } = Value.Parse(Report, JSON.parse(report));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const unloaded = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return {
    passed: tests.filter(({ status }) => status === "passed").length,
    failed: tests.filter(({ status }) => status === "failed").length + unloaded.length,
    skipped: tests.filter(({ status }) => status !== "passed" && status !== "failed").map(({ fullName }) => fullName),
  };
}
