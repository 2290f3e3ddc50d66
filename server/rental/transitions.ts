/** The three machines as tables: the code refuses a step that is not here, and the diagram in the docs is drawn from them. */
export interface Transition<State extends string> {
  readonly from: State;
  readonly to: State;
  /** What brings it about, for the reader. */
  readonly when: string;
}

/** One item and one door; knows evidence and nothing of money. */
export type LoanState = "waiting" | "opening" | "lent" | "returned" | "lost" | "not-opened" | "unknown";

export const loanTransitions: readonly Transition<LoanState>[] = [
  { from: "waiting", to: "opening", when: "the order is confirmed" },
  { from: "waiting", to: "not-opened", when: "a slot that was offered is not taken, or an operator cancels" },
  { from: "opening", to: "lent", when: "the bridge says opened" },
  { from: "opening", to: "not-opened", when: "the bridge says refused" },
  { from: "opening", to: "unknown", when: "the bridge can't tell, or nothing is heard" },
  { from: "unknown", to: "lent", when: "an answer, the slot or a return shows that it opened" },
  { from: "unknown", to: "not-opened", when: "an answer or the slot shows that it did not" },
  { from: "lent", to: "returned", when: "the item went into a slot" },
  { from: "returned", to: "lent", when: "an operator finds that the return was false, before the charge" },
  { from: "lent", to: "lost", when: "the item will not come back" },
  { from: "lent", to: "not-opened", when: "the item turns out never to have left its slot" },
];

/** One credit order and its money; knows doors only through its loans. */
export type OrderState =
  | "requested"
  | "confirmed"
  | "active"
  | "settling"
  | "settled"
  | "lapsed"
  | "cancelling"
  | "cancelled";

export const orderTransitions: readonly Transition<OrderState>[] = [
  { from: "requested", to: "confirmed", when: "the query says borrowed" },
  { from: "requested", to: "lapsed", when: "never confirmed" },
  { from: "lapsed", to: "cancelling", when: "confirmed after all" },
  { from: "confirmed", to: "active", when: "a slot opened" },
  { from: "confirmed", to: "cancelling", when: "no slot opened, or confirmed too late" },
  { from: "active", to: "settling", when: "the last item is back" },
  { from: "active", to: "cancelling", when: "it turns out that nothing was taken" },
  { from: "settling", to: "settled", when: "the query says paid, or there is nothing to pay" },
  { from: "cancelling", to: "cancelled", when: "the provider has cancelled" },
];

/**
 * The money of an order, once it is known what is to be paid. due: to be sent, or sent with an unknown outcome · completed:
 * the provider took it, the money is under way · failed: could not be collected, it is tried again · owed: nobody
 * collects it but an operator · paid.
 */
export type ChargeState = "due" | "completed" | "failed" | "owed" | "paid";

export const chargeTransitions: readonly Transition<ChargeState>[] = [
  { from: "due", to: "completed", when: "the provider takes it" },
  { from: "due", to: "failed", when: "the provider can't collect it" },
  { from: "due", to: "owed", when: "the merchant collects it, not the provider" },
  { from: "due", to: "paid", when: "the query says paid, there is nothing to pay, or an operator ended it" },
  { from: "completed", to: "failed", when: "the provider can't collect what it took" },
  { from: "completed", to: "owed", when: "the merchant collects it, not the provider" },
  { from: "completed", to: "paid", when: "the query says paid" },
  { from: "failed", to: "due", when: "the next try is made, or an operator decides" },
  { from: "failed", to: "completed", when: "the provider takes a later try" },
  { from: "failed", to: "paid", when: "the rider has paid all the same" },
  { from: "owed", to: "paid", when: "an operator has collected it" },
];

/** The state after a step. @throws Error for a step that the table does not have: a fault in the machine itself */
export function step<State extends string>(table: readonly Transition<State>[], from: State, to: State): State {
  if (!table.some((transition) => transition.from === from && transition.to === to)) {
    throw new Error(`no transition from ${from} to ${to}`);
  }
  return to;
}

const endedStates: readonly OrderState[] = ["settled", "lapsed", "cancelled"];

export function hasEnded(state: OrderState): boolean {
  return endedStates.includes(state);
}
