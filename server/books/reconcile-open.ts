import type { Clock } from "../../platform/clock.ts";
import type { OrderNo } from "../../protocol/ids.ts";
import type { CreditProvider } from "../credit/credit-provider.ts";
import { bookDay } from "../rental/book-day.ts";
import { byEndDay, type OrderRecord, orderTable, unfinished } from "../store/order-table.ts";
import type { Store } from "../store/store.ts";
import { compareCredit } from "./compare-credit.ts";
import type { Difference } from "./difference.ts";
import { orderRecords } from "./order-records.ts";

export interface OpenReconciliation {
  /** How many orders were compared. */
  readonly compared: number;
  /** Not compared: these are just being settled with the provider. */
  readonly inMotion: readonly OrderNo[];
  readonly differences: readonly Difference[];
}

export interface OpenReconciliationParts {
  readonly store: Store;
  readonly credit: Pick<CreditProvider, "query">;
  readonly clock: Clock;
}

const day = 24 * 3_600_000;
/** Days before today whose ended orders are looked at too: the provider may still hold them for borrowed. */
const endedDays = 2;
const callsAtOnce = 4;

/**
 * Asks the provider about every order that has not ended or ended lately, and tells where the two do not agree. It changes
 * nothing. An order in motion is left out: what differs there is about to be settled.
 */
export async function reconcileOpen(parts: OpenReconciliationParts): Promise<OpenReconciliation> {
  const { store, clock } = parts;
  const now = clock.now();
  const entries = [unfinished];
  for (let back = 0; back <= endedDays; back++) entries.push(byEndDay(bookDay(now - back * day)));
  const found = new Set<string>();
  for (const entry of entries) for (const { order } of await orderRecords(store, entry)) found.add(order.orderNo);
  const orderNos = [...found].toSorted();

  const compared = new Map<string, Difference[] | "in motion">();
  const waiting = orderNos.values();
  const worker = async () => {
    for (const orderNo of waiting) compared.set(orderNo, await compareOrder(parts, orderNo));
  };
  await Promise.all(Array.from({ length: callsAtOnce }, worker));

  const inMotion = orderNos.filter((orderNo) => compared.get(orderNo) === "in motion");
  const differences = orderNos.flatMap((orderNo) => {
    const outcome = compared.get(orderNo);
    return outcome === undefined || outcome === "in motion" ? [] : outcome;
  });
  return { compared: orderNos.length - inMotion.length, inMotion, differences };
}

async function compareOrder({ store, credit, clock }: OpenReconciliationParts, orderNo: string) {
  const read = () => store.transact((tx) => tx.get(orderTable, orderNo));
  const before = await read();
  if (!before || isInMotion(before, clock.now())) return "in motion";
  const answer = await credit.query(orderNo);
  const after = await read();
  // It moved while the provider answered: nobody can say which of the two states the answer is about.
  if (after?.nextEffectId !== before.nextEffectId || after.audit.length !== before.audit.length) return "in motion";
  return compareCredit(after.order, answer);
}

/**
 * Whether a call to the provider is due or under way (a call leaves the record with its outcome), or the rider may still
 * be confirming in the wallet.
 */
export function isInMotion({ order, effects }: OrderRecord, now: number): boolean {
  const confirming = order.state === "requested" && now <= order.confirmBefore;
  return confirming || effects.some((effect) => isCall(effect.type) && effect.dueAt <= now);
}

function isCall(type: OrderRecord["effects"][number]["type"]): boolean {
  switch (type) {
    case "query-credit":
    case "complete-credit":
    case "cancel-credit":
    case "modify-credit":
      return true;
    case "choose-slot":
    case "open-slot":
    case "look-at-slots":
    case "wake":
      return false;
  }
}
