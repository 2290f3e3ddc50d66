import { describe, expect, it, test } from "vitest";
import {
  amountAfter,
  amountOf,
  curvePoints,
  lengthOf,
  lengthsUntil,
  ticksOf,
} from "../../kiosk-ui/console/pages/prices/curve.ts";
import { listState, obstaclesOf, type Situation } from "../../kiosk-ui/console/pages/prices/draft-acts.ts";
import {
  copyOf,
  draftIdOf,
  fenOf,
  firstPlan,
  formMistakes,
  inputTime,
  momentOf,
  nextVersion,
  withBound,
  withCabinets,
  withTariff,
} from "../../kiosk-ui/console/pages/prices/plan-edit.ts";
import { words as chinese } from "../../kiosk-ui/console/pages/prices/words-chinese.ts";
import { words as english } from "../../kiosk-ui/console/pages/prices/words-english.ts";
import { errorTable } from "../../platform/app-error.ts";

const hour = 3_600_000;
const steps = [
  { after: 0, amount: 0 },
  { after: hour, amount: 300 },
  { after: 2 * hour, amount: 600 },
];

describe("a price curve", () => {
  it("says what a loan costs that lasts exactly as long, and what one costs that lasts longer", () => {
    expect(amountOf(steps, hour)).toBe(0);
    expect(amountAfter(steps, hour)).toBe(300);
    expect(amountOf(steps, 90 * 60_000)).toBe(300);
    expect(amountOf(steps, 0)).toBe(0);
    expect(amountAfter([], hour)).toBe(0);
  });

  it("has a point at each corner of either curve and at its end", () => {
    const current = [{ after: 0, amount: 100 }];
    expect(curvePoints(steps, current, 90 * 60_000)).toEqual([
      { at: 0, shown: 0, current: 100 },
      { at: hour, shown: 300, current: 100 },
      { at: 90 * 60_000, shown: 300, current: 100 },
    ]);
    expect(curvePoints(steps, undefined, hour)).toEqual([
      { at: 0, shown: 0 },
      { at: hour, shown: 0 },
    ]);
  });

  it("is shown for a day, three days or the longest loan, and no longer than that", () => {
    expect(lengthOf("day", 240 * hour)).toBe(24 * hour);
    expect(lengthOf("threeDays", 240 * hour)).toBe(72 * hour);
    expect(lengthOf("whole", 240 * hour)).toBe(240 * hour);
    expect(lengthOf("threeDays", 12 * hour)).toBe(12 * hour);
  });

  it("has at most seven marks, at round hours or days", () => {
    expect(ticksOf(24 * hour).map((at) => at / hour)).toEqual([0, 4, 8, 12, 16, 20, 24]);
    expect(ticksOf(240 * hour).map((at) => at / hour)).toEqual([0, 48, 96, 144, 192, 240]);
    for (const hours of [1, 7, 100, 1000, 8760]) expect(ticksOf(hours * hour).length).toBeLessThanOrEqual(7);
  });

  it("has a table of usual lengths that ends with the longest", () => {
    expect(lengthsUntil(3 * hour).map((length) => length / hour)).toEqual([0.5, 1, 2, 3]);
  });
});

describe("the form of a plan", () => {
  it("gives the next version to a published tariff that is changed, and leaves a typed one alone", () => {
    const published = new Set(["1"]);
    const changed = withTariff(firstPlan, { pricePerUnit: 400 }, published);
    expect(changed.tariff).toMatchObject({ version: "2", pricePerUnit: 400 });
    expect(withTariff(changed, { pricePerUnit: 500 }, published).tariff.version).toBe("2");
    expect(withTariff(firstPlan, { version: "1b" }, published).tariff.version).toBe("1b");
  });

  it.each([
    ["2026-1", [], "2026-2"],
    ["2026-9", ["2026-10"], "2026-11"],
    ["winter", [], "winter-2"],
    ["a".repeat(32), [], `${"a".repeat(28)}-2`],
    [`${"a".repeat(31)}9`, [], `${"a".repeat(30)}10`],
  ])("names the version after %s", (version, taken, next) => {
    expect(nextVersion(version, new Set(taken))).toBe(next);
  });

  it("takes no cabinet as every place, and an empty time as no bound", () => {
    const here = withCabinets(firstPlan, ["shop-1"]);
    expect(here.cabinets).toEqual(["shop-1"]);
    expect(withCabinets(here, [])).not.toHaveProperty("cabinets");
    const bound = withBound(firstPlan, "validFrom", "2026-12-01T08:00");
    expect(bound.validFrom).toBe("2026-12-01T08:00:00+08:00");
    expect(inputTime(bound.validFrom)).toBe("2026-12-01T08:00");
    expect(momentOf("2026-12-01T08:00")).toBe(Date.UTC(2026, 11, 1));
    expect(withBound(bound, "validFrom", "")).not.toHaveProperty("validFrom");
    expect(inputTime(undefined)).toBe("");
  });

  it("takes yuan with two decimals as whole fen", () => {
    expect([fenOf(19.99), fenOf(1.15), fenOf(null)]).toEqual([1999, 115, 0]);
  });

  it("names what the hub would not even read", () => {
    expect(formMistakes(firstPlan)).toEqual([]);
    const { tariff } = firstPlan;
    expect(formMistakes({ ...firstPlan, tariff: { ...tariff, version: "版本", goodsName: "" } })).toEqual([
      "version",
      "goodsName",
    ]);
  });

  it("copies a plan under a version of its own, and finds a free id for a draft", () => {
    expect(copyOf(firstPlan, new Set(["1", "2"])).tariff.version).toBe("3");
    expect(draftIdOf("2026-11-23", ["2026-11-23"])).toBe("2026-11-23-2");
  });
});

describe("a draft", () => {
  const difference = { itemKind: "power-bank" };
  const proposal = { at: 1, by: "operator/lin", reason: "winter" };
  const usual: Situation = {
    name: "lin",
    mayEdit: true,
    mayPublish: true,
    draft: { id: "a", purpose: "winter", basedOn: 1, revision: 1, changedAt: 1, changedBy: "operator/lin" },
    newest: 1,
    check: { mistakes: [], differences: [difference] },
    isChanged: false,
  };
  const waiting = { ...usual, draft: { ...usual.draft, proposal } };
  const mistake = { plan: 0, version: "1", field: "dailyCap", code: "x", text: "x" };

  it.each<[string, Partial<Situation>, string | undefined]>([
    ["that is sound", {}, undefined],
    ["of a person who may not", { mayPublish: false }, "may-not-publish"],
    ["with unsaved changes", { isChanged: true }, "unsaved"],
    ["that was based on another list", { newest: 2 }, "outdated"],
    ["with mistakes", { check: { mistakes: [mistake], differences: [difference] } }, "mistakes"],
    ["that changes nothing", { check: { mistakes: [], differences: [] } }, "same"],
    ["that waits already", waiting, "waits"],
  ])("%s can be published, or says why not", (_, changes, obstacle) => {
    expect(obstaclesOf({ ...usual, ...changes }).publish).toBe(obstacle);
  });

  it("is confirmed by another admin, and by nobody else", () => {
    expect(obstaclesOf(waiting).confirm).toBe("own-proposal");
    expect(obstaclesOf({ ...waiting, name: "wei" }).confirm).toBeUndefined();
    expect(obstaclesOf({ ...waiting, name: "wei", mayPublish: false }).confirm).toBe("may-not-publish");
    expect(obstaclesOf({ ...waiting, name: "wei", newest: 2 }).confirm).toBe("outdated");
  });

  it("is saved by who may edit prices, unless it waits", () => {
    expect(obstaclesOf(usual).save).toBeUndefined();
    expect(obstaclesOf({ ...usual, mayEdit: false }).save).toBe("may-not-edit");
    expect(obstaclesOf(waiting).save).toBe("waits");
  });
});

test("a published list is in force, planned, replaced or withdrawn", () => {
  const prices = { inForce: { number: 2 }, planned: [{ number: 3 }] };
  const withdrawn = { at: 1, by: "operator/lin", reason: "" };
  const states = [{ number: 1 }, { number: 2 }, { number: 3 }, { number: 4, withdrawn }].map((list) =>
    listState(list, prices),
  );
  expect(states).toEqual(["replaced", "in-force", "planned", "withdrawn"]);
});

test("whatever prices can be refused for has a sentence in both languages", () => {
  const codes = Object.keys(errorTable).filter((code) => code.startsWith("prices/"));
  expect(codes.length).toBeGreaterThan(8);
  for (const { problems } of [chinese, english])
    expect(Object.keys(problems).toSorted()).toEqual(
      [...codes, "item-kind/in-use", "tariff/changed", "tariff/invalid"].toSorted(),
    );
});
