import type { EpochMs } from "../../protocol/ids.ts";
import { type ActBounds, type ActTarget, guardAct, type Obstacle } from "./act-guards.ts";
import type { OperatorAct } from "./operator-act.ts";
import type { Order } from "./order.ts";

export type ActName = OperatorAct["act"];

/** An act of which it is known whether it is possible now, and to which loan or objection. */
export type PossibleAct = ActTarget &
  ({ readonly possible: true; readonly bounds: ActBounds } | { readonly possible: false; readonly obstacle: Obstacle });

/** What an act is about; in the order in which operators are shown the acts. */
const subjects: Record<ActName, "order" | "loan" | "objection"> = {
  "close-review": "order",
  "mark-returned": "loan",
  "mark-not-returned": "loan",
  "mark-not-opened": "loan",
  "mark-lost": "loan",
  "close-objection": "objection",
  "pause-billing": "order",
  "resume-billing": "order",
  extend: "order",
  shorten: "order",
  "lower-amount": "order",
  waive: "order",
  "retry-settlement": "order",
  "mark-collected": "order",
  "record-refund": "order",
  cancel: "order",
  "end-by-hand": "order",
};

export const actNames = Object.keys(subjects) as readonly ActName[];

/** Every act of an operator, for each loan and objection that it can concern: within which bounds, or why it is not possible. */
export function possibleActs(order: Order, now: EpochMs): readonly PossibleAct[] {
  return actNames.flatMap((act) => targetsOf(order, act)).map((target) => answered(order, target, now));
}

function targetsOf(order: Order, act: ActName): readonly ActTarget[] {
  switch (subjects[act]) {
    case "order":
      return [{ act } as ActTarget];
    case "loan":
      return order.loans.map(({ loanNo }) => ({ act, loanNo }) as ActTarget);
    case "objection":
      return (order.objections ?? []).map(({ objectionNo }) => ({ act, objectionNo }) as ActTarget);
  }
}

function answered(order: Order, target: ActTarget, now: EpochMs): PossibleAct {
  const guarded = guardAct(order, target, now);
  return typeof guarded === "string"
    ? { ...target, possible: false, obstacle: guarded }
    : { ...target, possible: true, bounds: guarded };
}
