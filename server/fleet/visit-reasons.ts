import type { EpochMs, SlotNumber } from "../../protocol/ids.ts";
import type { SlotReport } from "../../protocol/upward.ts";
import { type CabinetState, refusesOpenings } from "../store/cabinet-state-table.ts";
import type { Cabinet } from "../store/cabinet-table.ts";
import { type Drift, isKnown } from "../store/drift.ts";

/** Why somebody has to go to a cabinet: a code with its facts. */
export type VisitReason =
  /** It has not been connected for long. */
  | { readonly code: "silent"; readonly since: EpochMs }
  /** The bridge is connected, and its board does not answer. */
  | { readonly code: "board-silent" }
  /** The bridge can't write its disk: it lends nothing, and keeps returns in memory only. */
  | { readonly code: "disk-failing" }
  /** It says something that others contradict: only somebody who looks knows. */
  | { readonly code: "distrusted"; readonly since: EpochMs }
  /** There is no room for a return: as many slots as work hold an item. */
  | { readonly code: "full"; readonly slots: number }
  /** There is nothing to lend. */
  | { readonly code: "empty"; readonly slots: number }
  | { readonly code: "faulty-slots"; readonly slots: readonly SlotNumber[] }
  /** Its items are charged too little for long enough: it has no power, or its chargers fail. */
  | { readonly code: "low-charge"; readonly slots: readonly SlotNumber[]; readonly below: number }
  | { readonly code: "locked-slots"; readonly slots: readonly SlotNumber[]; readonly since: EpochMs }
  /** What only somebody who looks can settle. */
  | { readonly code: "drift"; readonly drifts: readonly Drift["code"][] };

/** A network that fails for some minutes comes back by itself; what is longer away has lost its power or its network. ms */
export const silentFor = 15 * 60_000;
/** A slot that a technician locked and forgot lends nothing; ms. */
export const lockedFor = 3 * 24 * 3_600_000;
/** Items below this charge, in percent, in most of the slots that have any: riders get a bank that lasts for minutes. */
export const lowCharge = 30;
/** Fewer items say nothing about the cabinet: somebody may have brought an empty one back just now. */
const fewestForCharge = 2;

/** The most urgent first: what costs riders or money by the hour stands before what can wait for the next round. */
const urgency: readonly VisitReason["code"][] = [
  "silent",
  "board-silent",
  "disk-failing",
  "distrusted",
  "full",
  "empty",
  "faulty-slots",
  "low-charge",
  "drift",
  "locked-slots",
];

/** Drift that only somebody who stands there can settle; the rest is settled at a desk, or settles itself. */
const needsEyes: Readonly<Record<Drift["code"], boolean>> = {
  "slot-count": true,
  "bridge-slot-count": true,
  "slot-twice": true,
  "slot-unknown": true,
  "item-left": true,
  "item-lent": false,
  "item-elsewhere": true,
  "promised-item-gone": false,
};

/** What visits are decided by, of one cabinet. */
export interface VisitFacts {
  readonly cabinet: Cabinet;
  readonly state: CabinetState | undefined;
  /** The charge in percent below which its kind is not lent; 0: its items have none. */
  readonly lowestLevel: number;
}

/**
 * Why somebody has to go to a cabinet, the most urgent first. One that is out of service waits for its operator, and one that
 * never connected is not there yet: neither needs a visit.
 */
export function visitReasons({ cabinet, state, lowestLevel }: VisitFacts, now: EpochMs): VisitReason[] {
  if (cabinet.disabled || !state) return [];
  const reports = (state.snapshot?.slots ?? []).filter(({ slot }) => slot <= cabinet.slots);
  const found = [
    ...silence(state, now),
    ...(cabinet.distrusted ? [{ code: "distrusted", since: cabinet.distrusted.since } as const] : []),
    ...(state.presence.online && refusesOpenings(state) ? [{ code: "disk-failing" } as const] : []),
    ...(state.presence.online ? ofSlots(cabinet, reports, lowestLevel) : []),
    ...drifting(state),
    ...locks(cabinet, now),
  ];
  return found.toSorted((one, other) => urgencyOf(one) - urgencyOf(other));
}

/** 0: nothing is more urgent. */
export function urgencyOf({ code }: VisitReason): number {
  return urgency.indexOf(code);
}

function silence({ presence }: CabinetState, now: EpochMs): VisitReason[] {
  return !presence.online && now - presence.since >= silentFor ? [{ code: "silent", since: presence.since }] : [];
}

function ofSlots({ lockedSlots = [] }: Cabinet, all: readonly SlotReport[], lowestLevel: number): VisitReason[] {
  const reports = all.filter(({ slot }) => !lockedSlots.some((lock) => lock.slot === slot));
  if (reports.length === 0) return [];
  const unreadable = reports.filter(({ state }) => state === "unreadable");
  if (unreadable.length === reports.length) return [{ code: "board-silent" }];
  const sound = reports.filter((report) => !isFaulty(report));
  const items = sound.filter(({ state }) => state === "occupied");
  const { length: slots } = reports;
  return [
    ...(items.length > 0 && items.length === sound.length ? [{ code: "full", slots: sound.length } as const] : []),
    ...(items.length === 0 ? [{ code: "empty", slots } as const] : []),
    ...(sound.length < slots ? [{ code: "faulty-slots", slots: reports.filter(isFaulty).map(slotOf) } as const] : []),
    ...charge(items, lowestLevel),
  ];
}

function isFaulty({ state, fault }: SlotReport): boolean {
  return state === "unreadable" || fault !== undefined;
}

function charge(items: readonly SlotReport[], lowestLevel: number): VisitReason[] {
  if (lowestLevel === 0) return [];
  const below = Math.max(lowCharge, lowestLevel);
  const known = items.filter(({ level }) => level !== undefined);
  const low = known.filter(({ level = 100 }) => level < below);
  const isMost = known.length >= fewestForCharge && low.length * 2 > known.length;
  return isMost ? [{ code: "low-charge", slots: low.map(slotOf), below }] : [];
}

function drifting({ drift }: CabinetState): VisitReason[] {
  const codes = drift.filter((each) => isKnown(each) && needsEyes[each.code]).map(({ code }) => code);
  return codes.length === 0 ? [] : [{ code: "drift", drifts: [...new Set(codes)] }];
}

function locks({ lockedSlots = [] }: Cabinet, now: EpochMs): VisitReason[] {
  const old = lockedSlots.filter(({ since }) => now - since >= lockedFor);
  if (old.length === 0) return [];
  return [{ code: "locked-slots", slots: old.map(slotOf), since: Math.min(...old.map(({ since }) => since)) }];
}

function slotOf({ slot }: { readonly slot: SlotNumber }): SlotNumber {
  return slot;
}
