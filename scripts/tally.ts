import { relative } from "node:path";
import { Type } from "typebox";
import { Value } from "typebox/value";

/** What is read of the report of vitest's json reporter. */
const Report = Type.Object({
  testResults: Type.Array(
    Type.Object({
      name: Type.String(),
      status: Type.String(),
      message: Type.String(),
      assertionResults: Type.Array(
        Type.Object({
          fullName: Type.String(),
          status: Type.String(),
          failureMessages: Type.Array(Type.String()),
        }),
      ),
    }),
  ),
});

/** How a test ended, or a file that could not be loaded. */
interface Outcome {
  readonly status: string;
  /** The file, and the test's name in it. */
  readonly name: string;
  /** Why it failed, in vitest's words; empty for all others. */
  readonly reason: string;
}

export interface Tally {
  readonly passed: number;
  /** Failed tests, and files that could not even be loaded; of several runs, as the first one that failed it saw it. */
  readonly failed: readonly Pick<Outcome, "name" | "reason">[];
  /** The names of the tests that were not run. */
  readonly skipped: readonly string[];
}

/**
 * Counts each test once, however many runs there were: it passed where it passed in every run that had it, and failed where
 * it failed in any. The first run is the whole one: what only a later one had was not run.
 * @param reports one for each run
 * @throws Error for a text that is no such report: the run ended before there was one
 */
export function tally(reports: readonly string[]): Tally {
  const runs = reports.map(outcomes);
  const tests = [...new Set(runs.flatMap((run) => [...run.keys()]))].map((test) => runs.map((run) => run.get(test)));
  const failed = tests.map((ends) => ends.find((end) => end?.status === "failed")).filter((end) => end !== undefined);
  const notFailed = tests.filter((ends) => !ends.some((end) => end?.status === "failed"));
  const skipped = notFailed.filter(
    ([whole, ...parts]) => whole?.status !== "passed" || parts.some((end) => end && end.status !== "passed"),
  );
  return {
    passed: notFailed.length - skipped.length,
    failed: failed.map(({ name, reason }) => ({ name, reason })),
    skipped: skipped.map((ends) => ends.find((end) => end !== undefined)?.name ?? ""),
  };
}

/** The outcomes of a run, each under what tells it from all others. */
function outcomes(report: string): Map<string, Outcome> {
  const found = new Map<string, Outcome>();
  for (const { name: path, status, message, assertionResults } of Value.Parse(Report, JSON.parse(report)).testResults) {
    const file = relative("", path);
    if (status === "failed" && assertionResults.length === 0) found.set(file, { status, name: file, reason: message });
    for (const { fullName, status, failureMessages } of assertionResults) {
      const name = `${file} > ${fullName}`;
      // Two tests of a file may have one name.
      let id = name;
      while (found.has(id)) id += " again";
      found.set(id, { status, name, reason: failureMessages.join("\n") });
    }
  }
  return found;
}
