import type { OrderTerms } from "../../server/rental/order.ts";
import type { Tariff } from "../../server/rental/tariff.ts";
import type { OrderRecord } from "../../server/store/order-table.ts";
import type { Order as CreditOrder } from "../../simulators/zhima/state.ts";
import type { Hostility } from "./hostility.ts";
import type { Trace } from "./trace.ts";
import type { TrueTimes } from "./true-times.ts";
import type { Verdict } from "./verdict.ts";
import type { WitnessBook } from "./witness-book.ts";

/** What the judges judge by: what really happened, the provider's books, and what is on the hub's disk. */
export interface Evidence {
  readonly now: () => number;
  readonly verdict: Verdict;
  readonly trace: Trace;
  /** What motors and hands did. */
  readonly book: WitnessBook;
  /** The hubs' disk, with the times of its orders as they were in truth, whatever was done to the hubs' clocks. */
  readonly disk: TrueTimes;
  readonly creditOrder: (orderNo: string) => CreditOrder | undefined;
  readonly creditOrders: () => readonly CreditOrder[];
  /** By the provider's own number. */
  readonly byCreditOrderNo: (creditOrderNo: string) => CreditOrder | undefined;
  /** Orders of which the hub was told that they are borrowed. */
  readonly seenBorrowed: Set<string>;
  /** Whether the bridge of this cabinet has on its disk that something lies in the slot. */
  readonly isKept: (cabinetId: string, slot: number) => boolean;
  /** The tariff for which a cabinet lends at a time, epoch ms. */
  readonly tariffAt: (cabinetId: string, at: number) => Tariff;
  readonly terms: OrderTerms;
  readonly riderLimit: number;
  /** Whether the bridge of this cabinet runs and nobody stops it. */
  readonly isInService: (cabinetId: string) => boolean;
  /** Whether the boards read the ids of items. Where they do not, the hub matches a return by exclusion, which may be wrong. */
  readonly boardsReadIds: boolean;
  /** Which cabinet is in wrong hands. */
  readonly hostility: Hostility;
}

/**
 * Whether a cabinet in wrong hands had a say in the order: what the hub was told of it is then no evidence. An operator
 * who assigns one of its events passes on what it said.
 */
export function isSpoiled({ hostility, now, disk }: Evidence, { order, audit }: OrderRecord): boolean {
  const { cabinetId } = hostility;
  if (cabinetId === undefined) return false;
  const { place, createdAt, endedAt = now() } = order;
  const { slack } = disk;
  const wasHostile = (from: number, to: number) => hostility.wasHostile(cabinetId, from - slack, to + slack);
  if (place.cabinetId === cabinetId && wasHostile(createdAt, endedAt)) return true;
  return audit.some(({ actor, at, cause }) => {
    if (actor === `cabinet/${cabinetId}`) return wasHostile(at, at);
    return cause.type === "item-returned" && cause.place.cabinetId === cabinetId && wasHostile(0, at);
  });
}

/** What a report needs on the line between board and bridge, ms: the bridge's clock runs from its arrival there. */
export const lineTime = 50;

/** A driver that misses an answer looks at the slot within this time, ms. */
export const lookedAtWithin = 20_000;
