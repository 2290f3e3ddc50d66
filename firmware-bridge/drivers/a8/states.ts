import type { RefusalReason } from "../../../protocol/upward.ts";

/** What a board says of an opening (a8 §5). */
export const popState = {
  failed: 0x00,
  ok: 0x01,
  serialTimeout: 0x11,
  notPopped: 0x12,
  noTimestamp: 0x87,
  expired: 0x88,
  noneEligible: 0xfb,
  snNotFound: 0xfc,
  queueFull: 0xfd,
  rentalUnfinished: 0xfe,
  notUnderstood: 0xff,
} as const;

const refusals: Readonly<Partial<Record<number, RefusalReason>>> = {
  [popState.notPopped]: "lock-fault",
  [popState.noTimestamp]: "expired",
  [popState.expired]: "expired",
  [popState.noneEligible]: "board-refused",
  [popState.snNotFound]: "item-unreadable",
  [popState.queueFull]: "board-refused",
  [popState.rentalUnfinished]: "board-refused",
  [popState.notUnderstood]: "board-refused",
};

/** Why a slot did not open; undefined where only a look at the slot tells. */
export function refusalOf(state: number): RefusalReason | undefined {
  return refusals[state];
}

/** What a board says of an item that was pushed in (a8 §5). */
export const returnState = { ok: 0x01, okToo: 0x00, switchOnly: 0x02, commsOnly: 0x03, snUnread: 0x11 } as const;

const returnFaults: Readonly<Partial<Record<number, string>>> = {
  [returnState.switchOnly]: "the switch sees an item that does not answer",
  [returnState.commsOnly]: "an item answers that the switch does not see",
  6: "the lock did not close",
  17: "its number can't be read",
  18: "its voltage or temperature is out of range",
  19: "its version is not known",
  20: "it did not obey the lock command",
  33: "its number can't be read, and the motor failed",
  34: "its voltage or temperature is out of range, and the motor failed",
  35: "its version is not known, and the motor failed",
  36: "the anti-theft switch is open",
};

/** What is wrong with an item that was pushed in; undefined: nothing. */
export function returnFault(state: number): string | undefined {
  if (state === returnState.ok || state === returnState.okToo) return undefined;
  return returnFaults[state] ?? `return state ${hex(state)}`;
}

/** What a report says of a hole (a8 §5). */
export const holeState = { empty: 0x00, normal: 0x01, comms: 0x03, keyReleased: 0x05, refusedInPlace: 0x0a } as const;

const holeFaults: Readonly<Partial<Record<number, string>>> = {
  2: "item does not charge",
  [holeState.comms]: "item does not answer",
  4: "item stuck or damaged",
  6: "lock did not close",
  8: "anti-theft contact does not answer",
  9: "short circuit",
  [holeState.refusedInPlace]: "refused item did not come out",
};

/** What is wrong with a hole; undefined: nothing. */
export function holeFault(state: number): string | undefined {
  if (state === holeState.empty || state === holeState.normal || state === holeState.keyReleased) return undefined;
  return holeFaults[state] ?? `hole state ${hex(state)}`;
}

function hex(state: number): string {
  return state.toString(16).toUpperCase().padStart(2, "0");
}
