import { type Decision, unchanged } from "./decision.ts";
import type { Effect } from "./effect.ts";
import type { Order } from "./order.ts";
import { restoredAt } from "./order-steps.ts";
import { hasEnded } from "./transitions.ts";

/**
 * Not entered: what holds no time of the hub's clock (`place`, `tariff`, `texts`, `terms`), what the provider holds or is to hold by its own
 * clock (`credit`, `modification`, `times`), and what was said when a review began (`reason`).
 */
type Untouched = "place" | "tariff" | "texts" | "terms" | "credit" | "modification" | "times" | "reason";

/** The names of all numbers in a value, however deep. */
type NumbersIn<Value> = Value extends readonly (infer Item)[]
  ? NumbersIn<Item>
  : Value extends object
    ? {
        [Key in Exclude<keyof Value, Untouched>]-?: NonNullable<Value[Key]> extends number
          ? Key
          : NumbersIn<NonNullable<Value[Key]>>;
      }[Exclude<keyof Value, Untouched>]
    : never;

/** Each number of an order and of an effect: whether it is a time by the hub's clock. A new one must be named here. */
const isHubTime: Readonly<Record<NumbersIn<Order | Effect>, boolean>> = {
  createdAt: true,
  confirmBefore: true,
  expiresAt: true,
  issuedAt: true,
  openedAt: true,
  offeredUntil: true,
  endedAt: true,
  left: true,
  declaredLostAt: true,
  decidedAt: true,
  dueAt: true,
  since: true,
  at: true,
  from: true,
  to: true,
  // By the provider's clock, or told to the provider.
  paidAt: false,
  restoredAt: false,
  toldUntil: false,
  clockMoved: false,
  seat: false,
  items: false,
  deposit: false,
  renewals: false,
  amountLimit: false,
  loanNo: false,
  objectionNo: false,
  reportOf: false,
  slot: false,
  amount: false,
  count: false,
  failures: false,
  collectedByHand: false,
  attempt: false,
};

const untouched: readonly string[] = [
  "place",
  "tariff",
  "texts",
  "terms",
  "credit",
  "modification",
  "times",
  "reason",
] satisfies Untouched[];

/**
 * The hub has taken over a step of its wall clock: from now on its clock shows `by` ms more. All times of an order that has not
 * ended move with it, so that none of them is nearer or farther than before and nothing costs more or less. The provider keeps
 * the due time that it was told, and takes no earlier one; when the items came back it is told by the clock as it is now.
 */
export function onClockStepped(order: Order, by: number, now: number): Decision {
  if (hasEnded(order.state)) return unchanged(order);
  const moved = movedInTime(order, by);
  const { toldUntil = order.expiresAt, clockMoved = 0 } = order;
  const after: Order = {
    ...moved,
    // The rider may still confirm by a link from before the step or from after it.
    toldUntil: order.credit ? toldUntil : Math.max(toldUntil, moved.expiresAt),
    clockMoved: clockMoved + by,
  };
  const { charge } = after;
  const isTold = charge?.state !== "due" && charge?.state !== "failed";
  return {
    order: isTold ? after : { ...after, charge: { ...charge, restoredAt: restoredAt(after, now) } },
    effects: [],
  };
}

/** The effect after a step of `by` ms. @param order as it is after the step */
export function effectAfterStep<Kind extends Effect>(effect: Kind, order: Order, by: number): Kind {
  const moved = movedInTime(effect, by);
  if (!order.charge || moved.type !== "complete-credit") return moved;
  return { ...moved, restoredAt: order.charge.restoredAt };
}

/** The value with each of its times by the hub's clock `by` ms later. */
export function movedInTime<Value extends Order | Effect>(value: Value, by: number): Value {
  return moved(value, by) as Value;
}

function moved(value: unknown, by: number): unknown {
  if (Array.isArray(value)) return value.map((item) => moved(item, by));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]: [string, unknown]) => {
    if (untouched.includes(key)) return [key, inner];
    if (typeof inner !== "number") return [key, moved(inner, by)];
    return [key, isHubTime[key as keyof typeof isHubTime] ? Math.max(0, inner + by) : inner];
  });
  return Object.fromEntries(entries) as unknown;
}
