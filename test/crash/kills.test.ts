import { describe, expect, it } from "vitest";
import { Random } from "../simulation/random.ts";
import { victimsOf } from "./crash-system.ts";
import { planKills } from "./kills.ts";

const several = { hubs: 3, store: "postgres", broker: "mosquitto" } as const;

describe("the plan of a run's kills", () => {
  it("is the same for the same seed, and another for another one", () => {
    const plan = (seed: string) => planKills(new Random(seed), victimsOf(several), 6000);
    expect(plan("one")).toEqual(plan("one"));
    expect(plan("one")).not.toEqual(plan("two"));
  });

  it("reaches everybody who can die, at moments and at what they write, send and hear, some of them together", () => {
    const plans = Array.from({ length: 60 }, (_, seed) => planKills(new Random(`${seed}`), victimsOf(several), 6000));
    const kills = plans.flat();
    expect(new Set(kills.map(({ victim }) => victim))).toEqual(new Set(victimsOf(several)));
    expect(new Set(kills.map(({ how }) => how.what))).toEqual(new Set(["at-once", "within-io"]));
    const overlap = plans.some((plan) => plan.some(({ at }, index) => at - (plan[index - 1]?.at ?? -1000) < 300));
    expect(overlap).toBe(true);
  });

  it("kills neither a broker nor a database that does not stand alone", () => {
    const victims = victimsOf({ hubs: 1, store: "sqlite", broker: "embedded" });
    expect(new Set(victims)).toEqual(new Set(["hub", "bridge", "umbrella-bridge"]));
  });
});
