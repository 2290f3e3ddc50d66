import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tally } from "../../scripts/tally.ts";
import { type BundledProgram, bundleProgram, runBundled } from "../support/bundled-program.ts";

let program: BundledProgram;
let folder: string;

beforeAll(async () => {
  program = await bundleProgram("scripts/test-tally.ts");
  folder = await mkdtemp(join(tmpdir(), "jiehuan-tally-"));
});
afterAll(async () => {
  await program.remove();
  await rm(folder, { recursive: true });
});

/** A report as vitest writes it, cut down to one file with tests of these states. */
function reportOf(...states: string[]) {
  const assertionResults = states.map((status, index) => ({
    fullName: `test ${index}`,
    status,
    duration: 1,
    failureMessages: status === "failed" ? ["Error: 1 is not 2\n    at a.test.ts:3:4"] : [],
  }));
  const status = states.includes("failed") ? "failed" : "passed";
  return { success: true, testResults: [{ name: resolve("a.test.ts"), status, message: "", assertionResults }] };
}

const whyOneFailed = "failed: a.test.ts > test 1\n  Error: 1 is not 2\n      at a.test.ts:3:4\n";

async function tallied(...reports: unknown[]) {
  const paths = reports.map((_, run) => join(folder, `run-${run + 1}.json`));
  for (const [run, report] of reports.entries())
    await writeFile(paths[run] ?? "", typeof report === "string" ? report : JSON.stringify(report));
  return runBundled(program, paths).ended;
}

test("a run that passed ends with its count alone on a line", async () => {
  expect(await tallied(reportOf("passed", "passed"))).toMatchObject({ code: 0, stdout: "2 passed, 0 failed\n" });
});

test("a failed test fails the run, and is named with its reason before the count", async () => {
  const stdout = `${whyOneFailed}1 passed, 1 failed\n`;
  expect(await tallied(reportOf("passed", "failed"))).toMatchObject({ code: 1, stdout });
});

test("a skipped test is named, and fails the run", async () => {
  const stdout = "not run: a.test.ts > test 1\n1 passed, 0 failed\n";
  expect(await tallied(reportOf("passed", "skipped"))).toMatchObject({ code: 1, stdout });
});

test("of many tests that were not run the first ones are named, and what failed stands after them", async () => {
  const { code, stdout } = await tallied(reportOf("passed", "failed", ...Array<string>(25).fill("skipped")));
  expect(code).toBe(1);
  expect(stdout.match(/^not run: a\.test\.ts/gm)).toHaveLength(20);
  expect(stdout).toContain(`not run: 5 more\n${whyOneFailed}1 passed, 1 failed\n`);
});

test("a file that could not be loaded counts as failed", () => {
  const message = "Cannot find module";
  const report = { testResults: [{ name: resolve("b.test.ts"), status: "failed", message, assertionResults: [] }] };
  const failed = [{ name: "b.test.ts", reason: message }];
  expect(tally([JSON.stringify(report)])).toEqual({ passed: 0, failed, skipped: [] });
});

test("without a report there is no count", async () => {
  const { code, stdout } = await tallied("");
  expect(code).not.toBe(0);
  expect(stdout).toBe("");
});

describe("of two runs each has its line, and a test counts once", () => {
  test("where it passed in both", async () => {
    const stdout = "run-1: 2 passed, 0 failed\nrun-2: 2 passed, 0 failed\n2 passed, 0 failed\n";
    expect(await tallied(reportOf("passed", "passed"), reportOf("passed", "passed"))).toMatchObject({
      code: 0,
      stdout,
    });
  });

  test("as failed where it failed in one", async () => {
    const stdout = `${whyOneFailed}run-1: 2 passed, 0 failed\nrun-2: 1 passed, 1 failed\n1 passed, 1 failed\n`;
    expect(await tallied(reportOf("passed", "passed"), reportOf("passed", "failed"))).toMatchObject({
      code: 1,
      stdout,
    });
  });

  test("as passed where it passed in the first, and the second ran a part without it", async () => {
    const stdout = "run-1: 2 passed, 0 failed\nrun-2: 1 passed, 0 failed\n2 passed, 0 failed\n";
    expect(await tallied(reportOf("passed", "passed"), reportOf("passed"))).toMatchObject({ code: 0, stdout });
  });

  test("as not run where only the second had it", async () => {
    const stdout =
      "not run: a.test.ts > test 1\nrun-1: 1 passed, 0 failed\nrun-2: 2 passed, 0 failed\n1 passed, 0 failed\n";
    expect(await tallied(reportOf("passed"), reportOf("passed", "passed"))).toMatchObject({ code: 1, stdout });
  });

  test("as not run where the second skipped it", async () => {
    const stdout =
      "not run: a.test.ts > test 1\nrun-1: 2 passed, 0 failed\nrun-2: 1 passed, 0 failed\n1 passed, 0 failed\n";
    expect(await tallied(reportOf("passed", "passed"), reportOf("passed", "skipped"))).toMatchObject({
      code: 1,
      stdout,
    });
  });

  test("and twice where two tests have one name", () => {
    const twice = reportOf("passed", "failed");
    for (const { assertionResults } of twice.testResults)
      for (const result of assertionResults) result.fullName = "same";
    const { passed, failed, skipped } = tally([JSON.stringify(twice)]);
    expect([passed, failed.length, skipped]).toEqual([1, 1, []]);
  });
});

test("no run at all is a failure", async () => {
  expect(await tallied()).toMatchObject({ code: 1, stdout: "0 passed, 0 failed\n" });
});
