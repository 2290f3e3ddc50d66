import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "../../../platform/app-error.ts";
import type { ArgumentRange } from "../../../server/rental/act-guards.ts";
import { decide } from "../../../server/rental/decide.ts";
import { fen } from "../../../server/rental/money.ts";
import type { OperatorAct } from "../../../server/rental/operator-act.ts";
import type { Order } from "../../../server/rental/order.ts";
import { actNames, type PossibleAct, possibleActs } from "../../../server/rental/possible-acts.ts";
import { requestOrder } from "../../../server/rental/request.ts";
import { lent, openedAt, settling, start } from "./examples.ts";
import { lives } from "./lives.ts";

/** The act with these arguments, where it takes any. */
function withArguments(target: PossibleAct, amount: number, time: number): OperatorAct {
  switch (target.act) {
    case "mark-returned":
      return { act: target.act, loanNo: target.loanNo, at: time };
    case "mark-not-returned":
    case "mark-not-opened":
    case "mark-lost":
      return { act: target.act, loanNo: target.loanNo };
    case "lower-amount":
    case "mark-collected":
    case "record-refund":
      return { act: target.act, amount: fen(amount) };
    case "extend":
    case "shorten":
      return { act: target.act, until: time };
    case "close-objection":
      return { act: target.act, objectionNo: target.objectionNo, outcome: "rejected" };
    case "pause-billing":
    case "resume-billing":
    case "waive":
    case "cancel":
    case "end-by-hand":
    case "retry-settlement":
    case "close-review":
      return { act: target.act };
  }
}

/** The code and the obstacle of a refusal; undefined: the act was accepted. */
function refusalOf(order: Order, act: OperatorAct, now: number) {
  try {
    decide(order, { type: "operator-acted", act, reason: "test" }, now);
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: error.code, obstacle: error.obstacle };
  }
}

const within = ({ from, to }: ArgumentRange) => [from, Math.floor((from + to) / 2), to];
const outside = ({ from, to }: ArgumentRange) => [from - 1, to + 1].filter((value) => value >= 0);
const outOfBounds = { code: "order/out-of-bounds", obstacle: undefined };

/** Tries everything that is said of an order's acts. @returns the names of those that were possible */
function checkActs(order: Order, now: number): string[] {
  return possibleActs(order, now).flatMap((target) => {
    if (!target.possible) {
      const code = target.obstacle === "return-charged" ? "order/return-charged" : "order/illegal-event";
      const { obstacle } = target;
      expect(refusalOf(order, withArguments(target, 1, now), now), target.act).toEqual({ code, obstacle });
      return [];
    }
    const { amount, time } = target.bounds;
    for (const value of amount ? within(amount) : [0])
      for (const at of time ? within(time) : [now])
        expect(refusalOf(order, withArguments(target, value, at), now), target.act).toBeUndefined();
    for (const value of amount ? outside(amount) : [])
      expect(refusalOf(order, withArguments(target, value, now), now), target.act).toEqual(outOfBounds);
    for (const at of time ? outside(time) : [])
      expect(refusalOf(order, withArguments(target, 0, at), now), target.act).toEqual(outOfBounds);
    return [target.act];
  });
}

describe("possibleActs", () => {
  it("names as possible exactly the acts that are accepted, and as bounds exactly the arguments that are", () => {
    const possible = new Set<string>();
    fc.assert(
      fc.property(lives, ([request, way, steps]) => {
        let { order } = requestOrder(request, start);
        let now = start;
        for (const [event, passed] of [...way, ...steps.slice(0, 12)]) {
          now += passed;
          try {
            order = decide(order, event, now).order;
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
          }
          for (const act of checkActs(order, now)) possible.add(act);
        }
      }),
      { numRuns: 300 },
    );
    expect([...possible].toSorted()).toEqual(actNames.toSorted());
  });

  it("names each act of the order once, and acts on loans and objections for each of them", () => {
    const acts = possibleActs(lent().order, openedAt);
    expect(new Set(acts.map(({ act }) => act))).toEqual(new Set(actNames.filter((act) => act !== "close-objection")));
    const objected = lent().at(openedAt, { type: "rider-objected", objection: { kind: "other" } }).order;
    expect(possibleActs(objected, openedAt)).toContainEqual({
      act: "close-objection",
      objectionNo: 1,
      possible: true,
      bounds: {},
    });
  });

  it("says that a return can't be taken back once the order is charged on it", () => {
    const acts = possibleActs(settling().order, openedAt);
    const obstacle = "return-charged";
    expect(acts).toContainEqual({ act: "mark-not-returned", loanNo: 1, possible: false, obstacle });
  });

  it("judges an order that lacks what every order of today has by what it does have", () => {
    const { order } = lent();
    const loans = order.loans.map((loan) => {
      const { command: _, ...rest } = loan;
      return rest;
    });
    const returnOf = (of: Order) => possibleActs(of, openedAt).find(({ act }) => act === "mark-returned");
    expect(returnOf({ ...order, loans })).toMatchObject({ bounds: { time: { from: order.createdAt, to: openedAt } } });
    const refund = possibleActs({ ...order, state: "settled" }, openedAt).find(({ act }) => act === "record-refund");
    expect(refund).toMatchObject({ possible: false, obstacle: "nothing-received" });
  });
});
