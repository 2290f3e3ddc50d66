import { describe, expect, it } from "vitest";
import { plants } from "./plants.ts";
import { shrink } from "./shrink.ts";
import { simulate } from "./simulation.ts";
import { tryPlant } from "./try-plant.ts";

/** ms, for a busy machine that measures coverage. */
const patience = { timeout: 300_000 };

/** One for each place of the system; `npm run simulate -- --plants` plants them all. */
const some = plants.filter(({ name }) =>
  [
    "a command's seal is not checked",
    "a return is confirmed before it is on disk",
    "a return closes any open order",
    "a notification's signature is not checked",
    "an audit entry is missing",
    "a hub ignores what another one works on",
    "a snapshot that came late is stored",
  ].includes(name),
);

describe("a planted fault is found, and by the promise that it breaks", patience, () => {
  it("has one for most promises", () => {
    expect(some).toHaveLength(7);
    expect(new Set(plants.map(({ promise }) => promise)).size).toBeGreaterThanOrEqual(12);
  });

  it.for(some)("$name", async (plant, { signal }) => {
    const { violation, begun } = await simulate(tryPlant(plant, 1), signal);
    expect(violation?.promise).toBe(plant.promise);
    expect(begun).toBeLessThanOrEqual(plant.within);
  });
});

describe("shrinking", patience, () => {
  it("finds a history of a few loans and faults for a planted fault", async ({ signal }) => {
    const plant = plants.find(({ name }) => name === "a repeated event is taken in again");
    if (!plant) throw new Error("no such plant");
    const plan = tryPlant(plant, 1);
    const found = await simulate(plan, signal);
    let runs = 0;
    const { plan: small, outcome } = await shrink(plan, found, () => !signal.aborted && runs++ < 60);
    expect(outcome.violation?.promise).toBe(plant.promise);
    expect(small.loans - small.skipped.size).toBeLessThanOrEqual(5);
    expect([...outcome.faults.keys()]).toEqual(["a message comes twice"]);
    expect(outcome.timeline.join("\n")).toMatch(/event \{.*\n(.*\n)*.*event \{/);
    expect(outcome.timeline.length).toBeLessThan(60);
  });
});
