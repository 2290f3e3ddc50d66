import { describe, expect, it } from "vitest";
import { coverageOf } from "./coverage.ts";
import { usualFaults } from "./faults.ts";
import { historiesOf } from "./histories.ts";
import { type Outcome, soundPlan } from "./plan.ts";
import { Progress } from "./progress.ts";
import { Tally } from "./summary.ts";

const run = { seed: 7, loans: 1100, faults: usualFaults, skipped: soundPlan.skipped, keepTrace: false };

describe("a run of many loans", () => {
  it("is histories of one size, none above the limit", () => {
    const plans = historiesOf(run);
    expect(plans.map(({ seed, history, kind, loans }) => [seed, history, kind, loans])).toEqual([
      [7, 0, "one hub", 366],
      [7, 1, "several hubs", 367],
      [7, 2, "one hub", 367],
    ]);
  });

  it("has a history of each kind, however few loans it is", () => {
    const plans = historiesOf({ ...run, loans: 3 });
    expect(plans.map(({ kind, loans }) => [kind, loans])).toEqual([
      ["one hub", 1],
      ["several hubs", 2],
    ]);
  });

  it("is summed up whatever the order in which its histories end", () => {
    const outcome = (history: number): Outcome => ({
      violation: undefined,
      begun: 500,
      traceHash: `hash ${history}`,
      timeline: [],
      faults: new Map([["a message is lost", 2]]),
      faultInstances: [],
      steps: new Map([["order requested", 1]]),
      checks: new Map([["S1", 5]]),
      lasted: 3_600_000,
      warnings: new Map(),
    });
    const [first, second] = historiesOf(run).map((plan) => ({ plan, outcome: outcome(plan.history) }));
    if (!first || !second) throw new Error("too few histories");
    const [forth, back] = [new Tally(), new Tally()];
    for (const ran of [first, second]) forth.add(ran);
    for (const ran of [second, first]) back.add(ran);
    const summary = forth.summary(7, 30);
    const histories = { "one hub": 1, "several hubs": 1 };
    expect(summary).toMatchObject({ histories, loans: 1000, loansPerMinute: 2000, virtualHours: 2 });
    expect(summary.checks).toMatchObject({ S1: 10, L5: 0 });
    expect(summary.faults).toEqual({ "a message is lost": 4 });
    expect(summary.missingFaults).not.toContain("a message is lost");
    expect(back.summary(7, 30).traceHash).toBe(summary.traceHash);
  });
});

describe("progress", () => {
  function told(isTTY: boolean): string[] {
    const texts: string[] = [];
    const progress = new Progress({ isTTY, write: (text) => texts.push(text) }, 1000, () => 60);
    for (let done = 50; done <= 1000; done += 50) progress.tell(done);
    progress.end();
    return texts;
  }

  it("is one line on a terminal, and is gone at the end", () => {
    const texts = told(true);
    expect(texts[0]).toBe("\r\u001b[K50 of 1000 loans, 5 %, 50 a minute, 60 s");
    expect(texts.join("")).not.toContain("\n");
    expect(texts.at(-1)).toBe("\r\u001b[K");
  });

  it("is ten lines elsewhere", () => {
    const texts = told(false);
    expect(texts).toHaveLength(10);
    expect(texts[9]).toBe("1000 of 1000 loans, 100 %, 1000 a minute, 60 s\n");
  });
});

describe("the coverage of the machines' tables", () => {
  it("counts every step and state of a way that one transaction took", () => {
    const { transitions, states, missing } = coverageOf(new Map([["order requested → cancelling", 2]]));
    expect(transitions).toEqual({ "order requested → confirmed": 2, "order confirmed → cancelling": 2 });
    expect(states).toEqual({ "order confirmed": 2, "order cancelling": 2 });
    expect(missing.transitions).toContain("order settling → settled");
    expect(missing.states).toContain("loan lost");
  });

  it("names events, operators' acts and wakes that never came", () => {
    const { acts, missing } = coverageOf(new Map([["act waive", 1]]));
    expect(acts).toEqual({ "act waive": 1 });
    expect(missing.acts).not.toContain("act waive");
    expect(missing.acts).toContain("act cancel");
    expect(missing.events).toContain("event renewed");
    expect(missing.wakes).toContain("wake report-due");
  });
});
