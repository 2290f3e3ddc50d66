import { describe, expect, it } from "vitest";
import { fen } from "../../../server/rental/money.ts";
import { isInForce, type RatePlan, ratePlanMistakes, tariffFor } from "../../../server/rental/rate-plan.ts";
import { day, hour, start, tariff } from "./examples.ts";

const plan = (version: string, rest: Partial<RatePlan> = {}): RatePlan => ({
  tariff: { ...tariff, version },
  itemKind: "power-bank",
  ...rest,
});
const chosen = (plans: RatePlan[], cabinetId = "cab-1", now = start) =>
  tariffFor(plans, { cabinetId, itemKind: "power-bank" }, now)?.version;

describe("the tariff of a cabinet", () => {
  it("is that of the plan for its place, else of the plan for every place, wherever they stand in the list", () => {
    const plans = [plan("usual"), plan("station", { cabinets: ["cab-2", "cab-3"] })];
    for (const list of [plans, plans.toReversed()]) {
      expect(["cab-1", "cab-2", "cab-3"].map((cabinetId) => chosen(list, cabinetId))).toEqual([
        "usual",
        "station",
        "station",
      ]);
    }
  });

  it("is that of the plan for what it lends", () => {
    const plans = [plan("bank"), plan("umbrella", { itemKind: "umbrella" })];
    expect(tariffFor(plans, { cabinetId: "cab-1", itemKind: "umbrella" }, start)?.version).toBe("umbrella");
    expect(chosen(plans)).toBe("bank");
    expect(chosen([plan("umbrella", { itemKind: "umbrella" })])).toBeUndefined();
  });

  it("changes at the millisecond at which the next plan begins", () => {
    const plans = [plan("old", { validUntil: start }), plan("new", { validFrom: start })];
    expect([start - 1, start].map((now) => chosen(plans, "cab-1", now))).toEqual(["old", "new"]);
  });

  it("is none where no plan applies, before, after or elsewhere", () => {
    const plans = [plan("fair", { cabinets: ["cab-1"], validFrom: start, validUntil: start + day })];
    const at = (now: number) => chosen(plans, "cab-1", now);
    expect([at(start - 1), at(start), at(start + day - 1), at(start + day)]).toEqual([
      undefined,
      "fair",
      "fair",
      undefined,
    ]);
    expect(chosen(plans, "cab-2")).toBeUndefined();
  });

  it("is the usual one again when the plan for its place is over", () => {
    const plans = [plan("usual"), plan("fair", { cabinets: ["cab-1"], validUntil: start + hour })];
    expect([start, start + hour].map((now) => chosen(plans, "cab-1", now))).toEqual(["fair", "usual"]);
  });
});

it("a plan without bounds is always in force", () => {
  expect([0, start, 8.64e15].every((now) => isInForce(plan("a"), now))).toBe(true);
});

const both = { plan: 1, version: "b", code: "overlap", field: "itemKind", other: "a", itemKind: "power-bank" };

describe("rate plans", () => {
  it("that follow each other, differ in place or kind, or give way to a place are right", () => {
    const plans = [
      plan("a", { validUntil: start }),
      plan("b", { validFrom: start, validUntil: start + day }),
      plan("a", { validFrom: start + day }),
      plan("c", { itemKind: "umbrella" }),
      plan("d", { cabinets: ["cab-1"] }),
      plan("e", { cabinets: ["cab-2", "cab-3"] }),
    ];
    expect(ratePlanMistakes(plans)).toEqual([]);
  });

  it("for every place that overlap are refused: which two, and when", () => {
    const plans = [plan("a", { validUntil: start + day }), plan("b", { validFrom: start })];
    expect(ratePlanMistakes(plans)).toEqual([{ ...both, from: start, until: start + day }]);
  });

  it("for a place that two of them have in common are refused if they overlap: where", () => {
    const plans = [
      plan("a", { cabinets: ["cab-1", "cab-2", "cab-3"], validFrom: start }),
      plan("b", { cabinets: ["cab-3", "cab-2"] }),
    ];
    expect(ratePlanMistakes(plans)).toEqual([{ ...both, cabinets: ["cab-2", "cab-3"], from: start }]);
    const always = [plan("a", { cabinets: ["cab-2"] }), plan("b", { cabinets: ["cab-2"] })];
    expect(ratePlanMistakes(always)).toEqual([{ ...both, cabinets: ["cab-2"] }]);
  });

  it("that overlap by a millisecond are refused", () => {
    expect(ratePlanMistakes([plan("a", { validUntil: start + 1 }), plan("b", { validFrom: start })])).toHaveLength(1);
  });

  it("that never apply are refused", () => {
    for (const validUntil of [start, start - 1]) {
      expect(ratePlanMistakes([plan("a", { validFrom: start, validUntil })])).toEqual([
        { plan: 0, version: "a", code: "never-applies", field: "validUntil" },
      ]);
    }
  });

  it("with one version of two contents are refused, and tariffs with mistakes named once", () => {
    const dear = { ...tariff, version: "a", pricePerUnit: fen(400) };
    expect(ratePlanMistakes([plan("a"), { tariff: dear, itemKind: "umbrella" }])).toEqual([
      { plan: 1, version: "a", code: "version-differs", field: "version" },
    ]);
    const wrong = { ...tariff, version: "w", totalCap: fen(100) };
    expect(
      ratePlanMistakes([
        { tariff: wrong, itemKind: "umbrella" },
        { tariff: { ...wrong }, itemKind: "power-bank" },
      ]),
    ).toEqual([{ plan: 0, version: "w", code: "daily-cap-above-total", field: "dailyCap" }]);
  });

  it("are told all their mistakes at once", () => {
    const wrong = { ...tariff, version: "w", totalCap: fen(100) };
    const plans: RatePlan[] = [plan("a"), plan("b"), { tariff: wrong, itemKind: "umbrella", validUntil: start }];
    expect(ratePlanMistakes(plans)).toHaveLength(2);
  });
});
