import { describe, expect, it } from "vitest";
import { coverageOf } from "./coverage.ts";
import { noFaults, usualFaults } from "./faults.ts";
import { type Plan, simulate, soundPlan } from "./simulation.ts";

const plan = (changes: Partial<Plan>): Plan => ({ ...soundPlan, seed: 1, loans: 100, faults: usualFaults, ...changes });

describe("the simulated system", () => {
  it("lends, takes back and settles every item where nothing goes wrong", async () => {
    const { violation, steps, faults } = await simulate(plan({ loans: 40, faults: noFaults }));
    expect(violation).toBeUndefined();
    expect(steps.get("order settling → settled")).toBe(40);
    expect(faults.size).toBe(0);
  });

  it.each([11, 12, 13])("keeps its promises in bad weather (seed %d)", async (seed) => {
    const { violation, begun, faults, checks } = await simulate(plan({ seed, loans: 200 }));
    expect(violation).toBeUndefined();
    expect(begun).toBe(200);
    expect(faults.size).toBeGreaterThan(25);
    expect(checks).toBeGreaterThan(1000);
  });

  it("gives the same history for the same seed, and another one for another", async () => {
    const once = await simulate(plan({ loans: 60 }));
    const again = await simulate(plan({ loans: 60 }));
    const other = await simulate(plan({ loans: 60, seed: 2 }));
    expect(again.traceHash).toBe(once.traceHash);
    expect(other.traceHash).not.toBe(once.traceHash);
  });

  it("leaves the process's timers as it found them", async () => {
    const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis;
    await simulate(plan({ loans: 1, faults: noFaults }));
    expect(globalThis).toMatchObject({ setTimeout, setInterval, clearTimeout, clearInterval });
  });
});

describe("the coverage of the machines' tables", () => {
  it("counts every step of a way that one transaction took", () => {
    const { taken, missing } = coverageOf(new Map([["order requested → cancelling", 1]]));
    expect(taken).toEqual(["order requested → confirmed", "order confirmed → cancelling"]);
    expect(missing).toContain("order settling → settled");
  });
});
