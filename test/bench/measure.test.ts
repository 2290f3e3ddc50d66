import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { measure } from "../../bench/measure.ts";
import { type Measurement, verdictOf } from "../../bench/measurement.ts";
import { type Plan, readPlan } from "../../bench/plan.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bench-test-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function plan(...args: string[]): Plan {
  const read = readPlan(args);
  if (!read) throw new Error("no plan");
  return read;
}

test("a quick run of R9 alone measures five rounds of both sides and nothing else", async () => {
  const outcomes = await measure(plan("--quick", "--only", "R9"), folder, () => {});
  expect(outcomes.map(({ id }) => id)).toEqual(["R9"]);
  const [notifications] = outcomes as [Measurement];
  expect(notifications.ours.values).toHaveLength(5);
  expect(notifications.base.values).toHaveLength(5);
  expect(verdictOf(notifications).ratio.median).toBeGreaterThan(0);
});

test("several hubs can't be measured on the embedded store, and that is said", async () => {
  expect(await measure(plan("--only", "R10"), folder, () => {})).toEqual([
    { id: "R10", notMeasured: "several hubs need PostgreSQL: --store postgres, with HUB_DATABASE_URL" },
  ]);
});

test("what fails stands among the outcomes with its reason, under each of its names", async () => {
  const before = process.env["HUB_DATABASE_URL"];
  delete process.env["HUB_DATABASE_URL"];
  try {
    const outcomes = await measure(plan("--only", "R2,R8,R10", "--store", "postgres"), folder, () => {});
    const why = "--store postgres needs HUB_DATABASE_URL (config/invalid)";
    expect(outcomes).toEqual(["R2", "R8", "R10"].map((id) => ({ id, notMeasured: why })));
  } finally {
    if (before !== undefined) process.env["HUB_DATABASE_URL"] = before;
  }
});
