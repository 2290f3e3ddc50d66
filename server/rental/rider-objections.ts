import type { EpochMs } from "../../protocol/ids.ts";
import { type Decision, unchanged } from "./decision.ts";
import { type Objection, type ObjectionKind, objectionKinds } from "./objection.ts";
import type { Order } from "./order.ts";

/** How long after its end a rider may object to an order; ms. */
export const objectionTime = 30 * 24 * 3_600_000;

/** The most objections to one order, decided ones included. */
const mostObjections = 10;

/** Whether the order waits for an operator's word on an objection. */
export function hasOpenObjection({ objections = [] }: Order): boolean {
  return objections.some(isOpen);
}

/** What the rider may object to now: of an order that lent something, one objection of each kind at a time. */
export function mayObjectTo(order: Order, now: EpochMs): readonly ObjectionKind[] {
  const { state, endedAt, loans, objections = [] } = order;
  const isPriced = state === "active" || state === "settling" || state === "settled";
  const isOld = endedAt !== undefined && now - endedAt > objectionTime;
  const nothingLent = loans.every(({ openedAt }) => openedAt === undefined);
  if (!isPriced || isOld || nothingLent || objections.length >= mostObjections) return [];
  return objectionKinds.filter((kind) => !objections.some((one) => one.kind === kind && isOpen(one)));
}

/** The rider objects. The order goes on as it would have. */
export function onRiderObjected(
  order: Order,
  { kind, text }: Pick<Objection, "kind" | "text">,
  now: EpochMs,
): Decision {
  if (!mayObjectTo(order, now).includes(kind)) return unchanged(order);
  const { objections = [] } = order;
  const said = { objectionNo: objections.length + 1, kind, ...(text !== undefined && { text }), at: now };
  return { order: { ...order, objections: [...objections, said] }, effects: [] };
}

/** The order with an objection that an operator has decided. */
export function closeObjection(order: Order, objectionNo: number, decision: NonNullable<Objection["decision"]>): Order {
  const { objections = [] } = order;
  return {
    ...order,
    objections: objections.map((one) => (one.objectionNo === objectionNo ? { ...one, decision } : one)),
  };
}

function isOpen({ decision }: Objection): boolean {
  return decision === undefined;
}
