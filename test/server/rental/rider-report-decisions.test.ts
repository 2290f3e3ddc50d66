import { describe, expect, it } from "vitest";
import { decide } from "../../../server/rental/decide.ts";
import { fen } from "../../../server/rental/money.ts";
import type { OperatorAct } from "../../../server/rental/operator-act.ts";
import type { Sighting } from "../../../server/rental/order.ts";
import { itemBills } from "../../../server/rental/order-bill.ts";
import { mayDeclareLost, mayReport } from "../../../server/rental/rider-reports.ts";
import {
  answered,
  confirmed,
  day,
  elsewhere,
  hour,
  lent,
  minute,
  openedAt,
  place,
  request,
  returned,
  type Story,
  second,
  settling,
  start,
  tariff,
} from "./examples.ts";

const at = openedAt + 3 * hour;
const seen = (sighting: Partial<Sighting> = {}, loanNo = 1) =>
  ({ type: "item-seen", loanNo, sighting: { at, place: elsewhere, slot: 5, ...sighting } }) as const;
const out = { out: true, at: openedAt + 2 * hour } as const;
const report = (claim: "not-opened" | "returned", where?: { cabinetId: string; slot?: number }, loanNo = 1) =>
  ({ type: "rider-reported", loanNo, report: { claim, ...(where && { where }) } }) as const;
const woken = (what: "sighting-due" | "report-due" | "given-up-for-lost", attempt = 0) =>
  ({ type: "woken", about: { what, loanNo: 1 }, attempt }) as const;
const paused = (story: Story) => story.order.pauses.some((pause) => pause.to === undefined);

describe("a report", () => {
  const operator = (act: OperatorAct) => ({ type: "operator-acted", act, reason: "asked" }) as const;
  const close = operator({ act: "close-review" });
  const claimed = (story: Story) => story.loan.report;
  /** A report of which three looks found nothing, and which an operator then refuted an hour after it was made. */
  const refuted = () =>
    lent()
      .at(at, report("returned"))
      .at(at + 13 * minute, woken("report-due", 2))
      .at(at + hour, close);

  it("is taken of what is out, and of nothing else", () => {
    expect(mayReport(lent().order, 1)).toBe(true);
    expect(mayReport(settling().order, 1)).toBe(false);
    expect(mayReport(lent().order, 2)).toBe(false);
    expect(mayReport(confirmed().order, 1)).toBe(false);
    expect(mayReport({ ...lent().order, review: { since: at, reason: { code: "return-undated" } } }, 1)).toBe(false);
    expect(lent().at(at, report("returned", undefined, 2)).asked).toEqual([]);
  });

  it("that comes while another one of the loan is open changes the claim, and neither pause nor schedule", () => {
    const story = lent().at(at, report("returned"));
    for (let told = 1; told < 10; told++) {
      story.at(at + told * minute, report(told % 2 ? "not-opened" : "returned"));
      expect(story.effects).toEqual([]);
    }
    expect(claimed(story)).toEqual({ claim: "not-opened", at, count: 10 });
    expect(story.order.pauses).toEqual([{ from: at, reportOf: 1 }]);
    story.at(at + 13 * minute, woken("report-due", 2));
    expect(story.order.review?.reason).toEqual({ code: "report-not-borne-out", claim: "not-opened" });
  });

  it("asks for a snapshot once more where it names a place", () => {
    const story = lent()
      .at(at, report("not-opened"))
      .at(at + minute, report("returned", { cabinetId: "cab-2", slot: 5 }));
    expect(story.effects.map(({ key }) => key)).toEqual(["look-at-slots/cab-2"]);
    expect(claimed(story)).toEqual({ claim: "returned", at, where: { cabinetId: "cab-2", slot: 5 }, count: 2 });
    story.at(at + 2 * minute, report("not-opened"));
    expect(claimed(story)?.where).toEqual({ cabinetId: "cab-2", slot: 5 });
  });

  it("is not taken for the eleventh time", () => {
    const story = lent();
    for (let told = 0; told < 10; told++) story.at(at + told, report(told % 2 ? "not-opened" : "returned"));
    const { order } = story;
    expect(mayReport(order, 1)).toBe(false);
    expect(story.at(at + minute, report("returned")).order).toBe(order);
  });

  it("that an operator closes unmarked costs its pause and that of its review", () => {
    const story = refuted();
    expect(claimed(story)).toMatchObject({
      claim: "returned",
      at,
      count: 1,
      outcome: "refuted",
      decidedAt: expect.any(Number) as number,
    });
    expect(story.order.pauses).toEqual([]);
    expect(story.at(at + hour, woken("report-due", 2)).order.review).toBeUndefined();
    expect(story.at(at + hour, seen({ at: at + hour, before: out })).loan.state).toBe("lent");
    story.at(at + 2 * hour, returned(at + 2 * hour));
    expect(story.order.charge?.amount).toBe(1500);
  });

  it("that an operator bears out is dated by what the operator found", () => {
    const story = lent()
      .at(at, report("returned"))
      .at(at + 13 * minute, woken("report-due", 2))
      .at(at + hour, operator({ act: "mark-returned", loanNo: 1, at: at - hour }))
      .at(at + hour, close);
    expect(claimed(story)?.outcome).toBe("borne-out");
    expect(story.order.charge?.amount).toBe(600);
  });

  it("that a later return refutes saves no rent", () => {
    for (const claim of ["returned", "not-opened"] as const) {
      const story = lent()
        .at(at, report(claim))
        .at(at + 12 * minute, returned(at + 12 * minute));
      expect([claimed(story)?.outcome, story.order.pauses, story.order.charge?.amount]).toEqual(["refuted", [], 1200]);
    }
  });

  it("that was decided may be followed by another, which pauses nothing and is dated by the evidence", () => {
    const story = refuted().at(at + 2 * hour, report("returned"));
    expect(claimed(story)).toEqual({ claim: "returned", at: at + 2 * hour, count: 2, unpaused: true });
    expect([paused(story), story.asked]).toEqual([false, ["look-at-slots", "wake"]]);
    const { order } = story;
    expect(story.at(at + 3 * hour, woken("report-due", 2)).order).toBe(order);
    story.at(at + 4 * hour, seen({ at: at + 4 * hour, before: { out: true, at: at + hour } }));
    expect(story.loan.returned?.at).toBe(at + hour - 5 * second);
    expect(claimed(story)?.outcome).toBe("borne-out");
  });

  it("pauses nothing where many of the rider's reports were refuted", () => {
    const story = lent().at(at, { ...report("returned"), unpaused: true });
    expect([paused(story), claimed(story)?.unpaused]).toEqual([false, true]);
    expect(story.asked).toEqual(["look-at-slots", "wake"]);
  });

  it("that nobody has decided keeps its item from being written off", () => {
    const lostAt = start + tariff.longestLoanHours * hour + 30 * day;
    const story = refuted()
      .at(at + 2 * hour, report("returned"))
      .at(lostAt, woken("given-up-for-lost"));
    expect(story.order.review?.reason).toEqual({ code: "report-not-borne-out", claim: "returned" });
    expect(story.loan.state).toBe("lent");
  });

  it("leaves an operator's pause as it is", () => {
    const story = lent()
      .at(at - hour, operator({ act: "pause-billing" }))
      .at(at, report("returned"))
      .at(at + minute, returned(at + minute));
    expect(story.order.pauses).toEqual([{ from: at - hour }]);
  });

  it("does not keep an operator from pausing, which outlasts it", () => {
    const story = lent()
      .at(at, report("returned"))
      .at(at + minute, operator({ act: "pause-billing" }))
      .at(at + hour, seen({ before: { out: true, at: at + 2 * minute } }));
    expect(story.order.pauses).toEqual([{ from: at + minute }]);
  });

  it("pauses nothing any more once an operator has resumed billing", () => {
    const story = lent()
      .at(at, report("returned"))
      .at(at + minute, operator({ act: "resume-billing" }));
    expect([paused(story), story.order.pauses]).toEqual([false, []]);
    expect(paused(story.at(at + 2 * minute, report("not-opened")))).toBe(false);
  });

  it("of a return that no clock can date stays open until an operator closes the review", () => {
    const story = lent().at(at, report("returned")).at(at, returned(null));
    expect(claimed(story)?.outcome).toBeUndefined();
    expect(claimed(story.at(at + hour, close))?.outcome).toBe("borne-out");
  });

  it("that an item did not open is borne out by an operator's word", () => {
    const story = lent()
      .at(at, report("not-opened"))
      .at(at + minute, operator({ act: "mark-not-opened", loanNo: 1 }));
    expect([claimed(story)?.outcome, story.order.state]).toEqual(["borne-out", "cancelling"]);
  });

  const two = { ...request, slots: [{ slot: 7 }, { slot: 8 }] };
  const bothLent = () => lent(two).at(openedAt, answered({ outcome: "opened" }, openedAt, 2));

  it("pauses its own item and no other of the order", () => {
    const story = bothLent().at(at, report("returned"));
    expect(itemBills(story.order, at + 2 * hour).map(({ amount }) => amount)).toEqual([900, 1500]);
    story.at(at + 2 * hour, returned(at + 2 * hour, place, 2)).at(at + 2 * hour, seen({ before: out }));
    expect(story.order.charge?.amount).toBe(1500 + 600);
  });

  it("stays open while another one of the order is decided, and ends with an operator's word too", () => {
    const both = () =>
      bothLent()
        .at(at, report("returned"))
        .at(at + minute, report("returned", undefined, 2));
    const story = both().at(at + hour, returned(at + hour));
    expect(story.order.pauses).toEqual([{ from: at + minute, reportOf: 2 }]);
    const marked = both()
      .at(at + hour, operator({ act: "mark-lost", loanNo: 1 }))
      .at(at + 2 * hour, returned(at + 2 * hour, place, 2));
    expect([paused(marked), marked.order.charge?.amount]).toEqual([false, 9900 + 1500]);
    expect(marked.loan.report?.outcome).toBe("refuted");
  });

  it("asks for nothing under review, where a look still counts as evidence", () => {
    const story = lent();
    story.order = { ...story.order, review: { since: at, reason: { code: "return-undated" } } };
    expect(decide(story.order, report("returned"), at).order).toBe(story.order);
    expect(story.at(at, seen({ before: out })).asked).toEqual([]);
    expect(story.loan.seen).toBeDefined();
  });
});

const closed = { type: "operator-acted", act: { act: "close-review" }, reason: "looked at" } as const;

describe("a report after a decided one", () => {
  it("leaves what was said before, with its outcome and its time", () => {
    const story = lent()
      .at(at, report("returned"))
      .at(at + 13 * minute, woken("report-due", 2))
      .at(at + hour, closed)
      .at(at + 2 * hour, report("returned"));
    expect(story.loan.formerReports).toEqual([
      { claim: "returned", at, count: 1, outcome: "refuted", decidedAt: at + hour },
    ]);
    expect(story.loan.report).toMatchObject({ claim: "returned", at: at + 2 * hour, count: 2, unpaused: true });
    expect(story.loan.report).not.toHaveProperty("outcome");
    story.at(at + 3 * hour, returned(at + 90 * minute)).at(at + 3 * hour, report("returned"));
    expect(story.loan.report).toMatchObject({ outcome: "borne-out", decidedAt: at + 3 * hour });
  });
});

describe("an item that its rider declares lost", () => {
  const lost = { type: "rider-declared-lost", loanNo: 1 } as const;

  it("is bought for the total cap, and the order settles", () => {
    const story = lent().at(at, lost);
    expect(story.loan).toMatchObject({ state: "lost", declaredLostAt: at });
    expect(story.order).toMatchObject({ state: "settling", charge: { kind: "damage", amount: tariff.totalCap } });
    const { order } = story;
    expect(story.at(at + minute, lost).order).toBe(order);
  });

  it("refutes a report that it is back, whose pause is gone with it", () => {
    const story = lent()
      .at(at, report("returned"))
      .at(at + minute, lost);
    expect(story.loan.report).toMatchObject({ outcome: "refuted", decidedAt: at + minute });
    expect(story.order.pauses).toEqual([]);
  });

  it("that comes back later is as one that an operator had written off", () => {
    const story = lent()
      .at(at, lost)
      .at(at + hour, returned(at + hour));
    expect(story.loan).toMatchObject({ state: "lost", returned: { at: at + hour } });
    expect(story.order.review?.reason.code).toBe("returned-after-write-off");
  });

  it("that was back before it was declared lost is told apart, so that its rider pays the rent alone", () => {
    const story = lent()
      .at(at, lost)
      .at(at + hour, returned(at - minute));
    expect(story.order.review?.reason).toEqual({ code: "returned-before-write-off", at: at - minute });
    expect(
      lent()
        .at(at, lost)
        .at(at + hour, returned(null)).order.review?.reason.code,
    ).toBe("returned-after-write-off");
  });

  it("that is brought back pauses nothing of what is still out", () => {
    const two = { ...request, slots: [...request.slots, { slot: 8, expectedItemId: "BANK08" }] };
    const story = lent(two).at(openedAt, answered({ outcome: "opened", itemId: "BANK08" }, openedAt, 2));
    story.at(at, lost).at(at + hour, returned(at + hour));
    expect(story.order).toMatchObject({ state: "active", review: { reason: { code: "returned-after-write-off" } } });
    expect(story.order.pauses).toEqual([]);
  });

  it("is not bought by itself where an operator lowered the price", () => {
    const lowered = {
      type: "operator-acted",
      act: { act: "lower-amount", amount: fen(500) },
      reason: "goodwill",
    } as const;
    const story = lent().at(at, lowered);
    expect(mayDeclareLost(story.order, 1)).toBe(false);
    expect(story.at(at, lost).loan.state).toBe("lent");
  });

  it("is none of another loan, none that is back, none that a snapshot shows, and none under review", () => {
    const cases = [
      lent().at(at, { ...lost, loanNo: 2 }),
      settling().at(at, lost),
      lent().at(at, seen({ place })).at(at, lost),
      lent()
        .at(at, report("returned"))
        .at(at + 13 * minute, woken("report-due", 2))
        .at(at + hour, lost),
    ];
    for (const story of cases) expect(story.loan.state).not.toBe("lost");
    expect(mayDeclareLost(lent().order, 1)).toBe(true);
    expect(mayDeclareLost(lent().order, 2)).toBe(false);
  });
});
