import type { Permission } from "../accounts/roles.ts";
import type { OperatorAct } from "../rental/operator-act.ts";

/** What an operator needs for an act on an order: those that change what the rider pays need more. */
export const actPermissions: Readonly<Record<OperatorAct["act"], Permission>> = {
  "pause-billing": "orders.decide",
  "resume-billing": "orders.decide",
  "mark-returned": "orders.decide",
  "mark-not-returned": "orders.decide",
  "mark-not-opened": "orders.decide",
  "mark-lost": "orders.decide",
  "lower-amount": "money.decide",
  waive: "money.decide",
  extend: "orders.decide",
  shorten: "orders.decide",
  cancel: "orders.decide",
  "retry-settlement": "orders.decide",
  "mark-collected": "money.decide",
  "record-refund": "money.decide",
  "end-by-hand": "orders.decide",
  "close-objection": "orders.decide",
  "close-review": "orders.decide",
};
