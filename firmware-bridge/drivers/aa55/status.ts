import type { RefusalReason } from "../../../protocol/upward.ts";

/** What a reply says of its request, or of the latch of a channel (aa55 §8.1). */
export const aa55Status = {
  ok: 0x00,
  busy: 0x01,
  timeout: 0x02,
  notLoggedIn: 0x05,
  expiredUmbrella: 0x06,
  illegalUmbrella: 0x07,
  illegalEquipment: 0x08,
  unknownError: 0x0a,
  alreadyReturned: 0x0b,
  mismatch: 0x0d,
  channelTimeout: 0xa0,
  halfWay: 0xa1,
  inBorrow: 0xa2,
  inReturn: 0xa3,
  snMismatch: 0xa5,
  lockFault: 0xa6,
} as const;

const texts: Readonly<Partial<Record<number, string>>> = {
  [aa55Status.busy]: "channel busy",
  [aa55Status.timeout]: "channel timed out",
  [aa55Status.channelTimeout]: "channel timed out",
  [aa55Status.halfWay]: "latch half-way",
  [aa55Status.lockFault]: "lock fault",
};

/** A status in words, at most 64 characters. */
export function statusText(status: number): string {
  return texts[status] ?? `status ${status.toString(16).toUpperCase().padStart(2, "0")}`;
}

const failures: readonly number[] = [aa55Status.timeout, aa55Status.channelTimeout, aa55Status.lockFault];

/** Whether a status counts against its channel: three in a row make it faulty. */
export function isFailure(status: number): boolean {
  return failures.includes(status);
}

const mechanical: readonly number[] = [...failures, aa55Status.halfWay];

/** Whether the latch may have moved before this status: only an inspection tells what became of the umbrella. */
export function isInDoubt(status: number): boolean {
  return mechanical.includes(status) || status === aa55Status.unknownError;
}

const unreadable: readonly number[] = [aa55Status.expiredUmbrella, aa55Status.illegalUmbrella, aa55Status.snMismatch];

/** Why a channel gave nothing, where that is certain. */
export function refusalOf(status: number): RefusalReason {
  if (mechanical.includes(status)) return "lock-fault";
  return unreadable.includes(status) ? "item-unreadable" : "board-refused";
}
