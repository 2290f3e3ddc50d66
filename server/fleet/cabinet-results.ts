import type { EpochMs } from "../../protocol/ids.ts";
import type { CabinetEvent, HappeningBody } from "../../protocol/upward.ts";
import { commandIssuedAt, type Loan, type Order, orderOfCommand } from "../rental/order.ts";
import { boundedTime } from "../rental/reported-time.ts";
import type { Cabinet } from "../store/cabinet-table.ts";
import { orderTable } from "../store/order-table.ts";
import type { Transaction } from "../store/store.ts";
import { evidenceOf } from "./evidence.ts";
import { noteMovedItem, openedElsewhere } from "./item-places.ts";
import type { OrderEvents } from "./order-events.ts";

type Result = Extract<HappeningBody, { kind: "result" }>;

/** Tells an order the answer to its open command. @returns whether this cabinet got that command */
export async function tellResult(
  tx: Transaction,
  orders: OrderEvents,
  { cabinetId, distrusted }: Cabinet,
  told: CabinetEvent,
  { commandId, slot, result }: Result,
  now: EpochMs,
): Promise<boolean> {
  const orderNo = orderOfCommand(commandId);
  const record = orderNo === undefined ? undefined : await tx.get(orderTable, orderNo);
  const loan = record?.order.loans.find(({ command }) => command?.id === commandId);
  if (!record || !loan || record.order.place.cabinetId !== cabinetId || loan.slot !== slot) return false;
  const { order } = record;
  const mayOpen = result.outcome === "opened" && (loan.state === "opening" || loan.state === "unknown");
  const named = mayOpen ? (result.itemId ?? loan.expectedItemId) : undefined;
  const elsewhere = await openedElsewhere(tx, order, loan, named);
  const event = {
    type: "slot-answered",
    loanNo: loan.loanNo,
    result,
    ...knownSince(order, loan, told.at, now),
    ...(elsewhere && { elsewhere }),
    ...(distrusted && { distrusted: true as const }),
  } as const;
  const evidence = await evidenceOf(tx, cabinetId, told, slot);
  await orders.applyIn(tx, order.orderNo, event, `cabinet/${cabinetId}`, { evidence });
  await noteMovedItem(tx, cabinetId, elsewhere ? elsewhere.instead : named, undefined);
  return true;
}

/** An opening is billed from the moment at which it had happened for certain. */
function knownSince(order: Order, loan: Loan, at: CabinetEvent["at"], now: EpochMs) {
  const notBefore = commandIssuedAt(order, loan) ?? order.createdAt;
  const bounded = boundedTime(at, { notBefore, notAfter: now });
  if (bounded === null) return { at: now };
  const { latest, implausible } = bounded;
  return { at: latest, ...(implausible !== undefined && { claimed: implausible }) };
}
