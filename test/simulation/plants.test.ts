import { describe, expect, it } from "vitest";
import { plants } from "./plants.ts";
import { shrink } from "./shrink.ts";
import { simulate } from "./simulation.ts";
import { tryPlant } from "./try-plant.ts";

describe("a planted fault is found, and by the promise that it breaks", () => {
  it.each(plants)("$name", async (plant) => {
    const { violation, begun } = await simulate(tryPlant(plant, 1));
    expect(violation?.promise).toBe(plant.promise);
    expect(begun).toBeLessThanOrEqual(plant.within);
  });
});

describe("shrinking", () => {
  it("finds a history of a few loans and faults for a planted fault", async () => {
    const plant = plants.find(({ name }) => name === "a repeated event is taken in again");
    if (!plant) throw new Error("no such plant");
    const plan = tryPlant(plant, 1);
    const found = await simulate(plan);
    let runs = 0;
    const { plan: small, outcome } = await shrink(plan, found, () => runs++ < 60);
    expect(outcome.violation?.promise).toBe(plant.promise);
    expect(small.loans - small.skipped.size).toBeLessThanOrEqual(5);
    expect([...outcome.faults.keys()]).toEqual(["a message comes twice"]);
    expect(outcome.timeline.join("\n")).toMatch(/event \{.*\n(.*\n)*.*event \{/);
    expect(outcome.timeline.length).toBeLessThan(60);
  });
});
