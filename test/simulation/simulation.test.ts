import { describe, expect, it } from "vitest";
import { boardProtocols } from "./board-makes.ts";
import { noFaults, usualFaults } from "./faults.ts";
import { type Plan, soundPlan } from "./plan.ts";
import { simulate } from "./simulation.ts";

/** A history of some loans takes a second; a busy machine that measures coverage needs much longer. ms. */
const patience = { timeout: 300_000 };

const plan = (changes: Partial<Plan>): Plan => ({ ...soundPlan, seed: 1, loans: 30, faults: usualFaults, ...changes });

describe("the simulated system", patience, () => {
  it("lends, takes back and settles every item where nothing goes wrong", async ({ signal }) => {
    const { violation, steps, faults } = await simulate(plan({ loans: 20, faults: noFaults }), signal);
    expect(violation).toBeUndefined();
    expect(steps.get("order settling → settled")).toBe(20);
    expect(faults.size).toBe(0);
  });

  it("keeps its promises in bad weather", async ({ signal }) => {
    const { violation, begun, faults, checks } = await simulate(plan({ seed: 11, loans: 60 }), signal);
    expect(violation).toBeUndefined();
    expect(begun).toBe(60);
    expect(faults.size).toBeGreaterThan(20);
    const checked = ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11"] as const;
    for (const promise of checked) expect(checks.get(promise), promise).toBeGreaterThan(10);
  });

  it("keeps them with several hubs on a database and an outside broker", async ({ signal }) => {
    const { violation, begun, faults, checks } = await simulate(
      plan({ seed: 11, loans: 60, kind: "several hubs" }),
      signal,
    );
    expect(violation).toBeUndefined();
    expect(begun).toBe(60);
    for (const kind of ["a message reaches its hub late", "a transaction is hindered", "a hub is halted"] as const)
      expect(faults.get(kind), kind).toBeGreaterThan(0);
    for (const promise of ["S1", "S5", "S9", "L2", "L3"] as const)
      expect(checks.get(promise), promise).toBeGreaterThan(10);
  });

  it.each(boardProtocols)("keeps its promises with boards and lines of %s", async (board) => {
    const rates = { "a frame is spoiled": 20, "garbage stands on the line": 20, "the line echoes": 2 } as const;
    const faults = { ...usualFaults, rates };
    const { violation, begun, faults: struck } = await simulate(plan({ seed: 11, board, faults }));
    expect(violation).toBeUndefined();
    expect(begun).toBe(30);
    for (const kind of Object.keys(rates) as (keyof typeof rates)[]) expect(struck.get(kind), kind).toBeGreaterThan(0);
  });

  it("gives the same history for the same seed, and another one for another seed or number", async ({ signal }) => {
    const [once, again, other, next, several, severalAgain] = await Promise.all([
      simulate(plan({}), signal),
      simulate(plan({}), signal),
      simulate(plan({ seed: 2 }), signal),
      simulate(plan({ history: 1 }), signal),
      simulate(plan({ kind: "several hubs" }), signal),
      simulate(plan({ kind: "several hubs" }), signal),
    ]);
    expect(again.traceHash).toBe(once.traceHash);
    expect(severalAgain.traceHash).toBe(several.traceHash);
    expect(new Set([once, other, next, several].map(({ traceHash }) => traceHash)).size).toBe(4);
  });

  it("ends at once where its test ends, and leaves nothing to the next", async () => {
    const controller = new AbortController();
    const first = simulate(plan({ loans: 10_000 }), controller.signal);
    const second = simulate(plan({ loans: 1, faults: noFaults }));
    setImmediate(() => controller.abort());
    expect((await first).begun).toBeLessThan(10_000);
    expect(await second).toMatchObject({ begun: 1, violation: undefined });
  });

  it("leaves the process's timers as it found them", async ({ signal }) => {
    const { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate } = globalThis;
    await simulate(plan({ loans: 1, faults: noFaults }), signal);
    const found = { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate };
    expect(globalThis).toMatchObject(found);
  });
});
