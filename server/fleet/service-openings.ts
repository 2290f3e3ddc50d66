import type { CabinetId, EpochMs, ItemId, SlotNumber } from "../../protocol/ids.ts";
import type { CabinetEvent, HappeningBody } from "../../protocol/upward.ts";
import { isLent } from "../rental/order.ts";
import { sensorLag } from "../rental/time-limits.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import type { Cabinet } from "../store/cabinet-table.ts";
import { byItem, orderTable } from "../store/order-table.ts";
import {
  type CabinetServices,
  type ServiceCommand,
  type ServiceOpening,
  serviceCommandTable,
  withCommand,
} from "../store/service-command-table.ts";
import type { Transaction } from "../store/store.ts";
import { latestTime } from "./event-time.ts";
import { noteMovedItem } from "./item-places.ts";

/*
 * A slot that an operator had opened belongs to no order: what comes out of it is neither a loan nor missing, and what is put
 * in soon afterwards is the operator's work, unless the item itself says whose return it is.
 */

/** A command whose answer has not come so long after its expiry is not under way any more; ms. */
export const answerWithin = 10_000;
/** For so long after an opening an operator works at the slot; ms. */
const workFor = 10 * 60_000;

type Result = Extract<HappeningBody, { kind: "result" | "restart" }>;

/** Whether the cabinet may still carry the command out. */
export function isUnderWay({ answer, expiresAt }: ServiceCommand, now: EpochMs): boolean {
  return answer === undefined && now <= expiresAt + answerWithin;
}

/** The slots that are being opened for an operator now. */
export function slotsInService(row: CabinetServices | undefined, now: EpochMs): SlotNumber[] {
  return openingsOf(row).flatMap((command) => (isUnderWay(command, now) ? [command.slot] : []));
}

/** Keeps the answer to an operator's command. @returns whether this cabinet got that command */
export async function tellService(
  tx: Transaction,
  { cabinetId }: Cabinet,
  { at }: CabinetEvent,
  body: Result,
  now: EpochMs,
): Promise<boolean> {
  const row = await tx.get(serviceCommandTable, cabinetId);
  const command = row?.commands.find(({ id }) => id === body.commandId);
  const answered = command && withAnswer(command, body, Math.min(at.latest, now));
  if (!answered) return false;
  await tx.put(serviceCommandTable, withCommand(cabinetId, row, answered));
  if (body.kind === "result" && body.result.outcome === "opened")
    await takeOut(tx, cabinetId, body.slot, body.result.itemId, now);
  return true;
}

/** A command that is answered with the other kind of answer, or for another slot, is not the one that was sent. */
function withAnswer(command: ServiceCommand, body: Result, at: EpochMs): ServiceCommand | undefined {
  if (command.action === "restart")
    return body.kind === "restart" ? { ...command, answer: { at, result: body.result } } : undefined;
  if (body.kind !== "result" || body.slot !== command.slot) return undefined;
  return { ...command, answer: { at, result: body.result } };
}

/** The operator has the item: it is neither missing nor does it lie here any more. */
async function takeOut(
  tx: Transaction,
  cabinetId: CabinetId,
  slot: SlotNumber,
  named: ItemId | undefined,
  now: EpochMs,
): Promise<void> {
  const state = await tx.get(cabinetStateTable, cabinetId);
  const itemId = named ?? state?.snapshot?.slots.find((report) => report.slot === slot)?.itemId;
  await noteMovedItem(tx, cabinetId, itemId, undefined);
  // A snapshot that overtook the answer took the item for missing.
  if (!state?.missing?.some((item) => item.slot === slot)) return;
  const missing = state.missing.filter((item) => item.slot !== slot);
  const drift = state.drift.filter((each) => each.code !== "item-left" || each.slot !== slot);
  await tx.put(cabinetStateTable, { ...state, missing, drift, heardAt: now });
}

/** Whether an operator's opening explains that an item, last shown at `shownAt`, is gone from a slot. */
export function explainsGone(row: CabinetServices | undefined, slot: SlotNumber, shownAt: EpochMs): boolean {
  return openingsOf(row).some(({ slot: opened, answer, expiresAt }) => {
    if (opened !== slot || answer?.result.outcome === "refused") return false;
    return (answer?.at ?? expiresAt) + sensorLag >= shownAt;
  });
}

/** Whether an operator works at the slot of a return when it happens. */
export async function isServiceTime(
  tx: Transaction,
  cabinetId: CabinetId,
  { at, body }: CabinetEvent,
  now: EpochMs,
): Promise<boolean> {
  if (body.kind !== "returned") return false;
  const happened = latestTime(at) ?? now;
  return openingsOf(await tx.get(serviceCommandTable, cabinetId)).some(({ slot, answer, issuedAt, expiresAt }) => {
    if (slot !== body.slot || answer?.result.outcome === "refused") return false;
    return happened >= issuedAt && happened <= (answer?.at ?? expiresAt) + workFor;
  });
}

/**
 * Whether an unmatched return, at a slot at which an operator works, is an item that he put in: it has an id, and no order has
 * that item out. Else it is kept: a rider may have brought it, and a return can't be refused.
 */
export async function isPutIn(tx: Transaction, cabinetId: CabinetId, body: HappeningBody): Promise<boolean> {
  if (body.kind !== "returned" || body.itemId === undefined) return false;
  const { itemId } = body;
  const holders = await tx.find(orderTable, byItem(itemId, cabinetId));
  return !holders.some(({ order }) => order.loans.some((loan) => isLent(loan, itemId)));
}

function openingsOf(row: CabinetServices | undefined): ServiceOpening[] {
  return (row?.commands ?? []).flatMap((command) => (command.action === "open-for-service" ? [command] : []));
}
