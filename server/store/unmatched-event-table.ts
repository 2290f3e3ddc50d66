import type { CabinetId, EpochMs, ItemId, OrderNo } from "../../protocol/ids.ts";
import type { CabinetEvent } from "../../protocol/upward.ts";
import { bookDay } from "../rental/book-day.ts";
import type { Actor } from "./order-table.ts";
import type { Table } from "./store.ts";

/** The part of an event that breaks the schema, and why: as much as an operator needs to see. */
export interface RawEvent {
  readonly journalId: string;
  readonly seq: number;
  readonly text: string;
  readonly why: string;
}

/** A cabinet's event that belongs to no order: a return can't be refused, so it is kept for an operator. */
export interface UnmatchedEvent {
  readonly cabinetId: CabinetId;
  /** Absent where the event broke the schema: `raw` is what came. */
  readonly event?: CabinetEvent;
  readonly raw?: RawEvent;
  readonly receivedAt: EpochMs;
  /** Several loans could have ended by it when it came: an operator decides which, and no rider's word. */
  readonly ambiguous?: true;
  /** How many steps of the hub's clock its times have taken part in; absent: none. */
  readonly steps?: number;
  /** The loan whose return it turned out to be. It is kept as evidence, and nobody can match it again. */
  readonly match?: {
    readonly orderNo: OrderNo;
    readonly loanNo: number;
    readonly actor: Actor;
    readonly at: EpochMs;
    readonly reason?: string;
  };
  /** Which operator sees to it. */
  readonly assignee?: string;
  /** An operator, or the hub for want of room, has laid it aside. It is kept, and nobody can match it any more. */
  readonly dismissal?: { readonly actor: Actor; readonly at: EpochMs; readonly reason: string };
}

/** What kind of event it is. */
export type UnmatchedKind = CabinetEvent["body"]["kind"] | "invalid";

export function kindOf({ event }: Pick<UnmatchedEvent, "event">): UnmatchedKind {
  return event?.body.kind ?? "invalid";
}

export const unmatchedEventTable: Table<UnmatchedEvent> = {
  // As version 0.1 called them.
  name: "strays",
  key: ({ cabinetId, event, raw }) => {
    const { journalId = "", seq = 0 } = event ?? raw ?? {};
    return `${cabinetId}/${journalId}/${String(seq).padStart(12, "0")}`;
  },
  unique: () => [],
  index: (unmatchedEvent) => {
    const { cabinetId, match, dismissal } = unmatchedEvent;
    const kind = kindOf(unmatchedEvent);
    if (match) return [matchedWith(match.orderNo)];
    if (dismissal) return [{}, { kind }, { cabinetId }, { kind, cabinetId }].map(dismissedEvents);
    const entries = [unmatched, unmatchedOf(cabinetId), unmatchedOf(cabinetId, kind), unmatchedOfKind(kind)];
    return [...entries, ...returnEntries(unmatchedEvent)];
  },
  dueAt: () => undefined,
  restsIn: ({ match, dismissal }) => {
    const decided = match ?? dismissal;
    return decided && bookDay(decided.at).slice(0, "2026-11".length);
  },
  durable: true,
};

/** Index entry: events that belong to no order. */
export const unmatched = "unmatched";

/** Index entry: those of one cabinet, or of them those of one kind. */
export function unmatchedOf(cabinetId: CabinetId, kind?: UnmatchedKind): string {
  return kind === undefined ? `cabinet/${cabinetId}` : `cabinet/${cabinetId}/${kind}`;
}

/** Index entry: those of one kind. */
export function unmatchedOfKind(kind: UnmatchedKind): string {
  return `kind/${kind}`;
}

/** Index entry: events that an operator has dismissed. */
export function dismissedEvents(of: {
  readonly cabinetId?: CabinetId | undefined;
  readonly kind?: UnmatchedKind | undefined;
}) {
  return `dismissed/${of.cabinetId ?? ""}/${of.kind ?? ""}`;
}

/** Index entry: unmatched returns of one item into one cabinet. */
export function unmatchedReturnOf(cabinetId: CabinetId, itemId: ItemId): string {
  return `return/${cabinetId}/${itemId}`;
}

/** Index entry: events that were found to be an order's afterwards. */
export function matchedWith(orderNo: OrderNo): string {
  return `order/${orderNo}`;
}

function returnEntries({ cabinetId, event }: UnmatchedEvent): string[] {
  if (event?.body.kind !== "returned") return [];
  const { itemId } = event.body;
  return itemId === undefined ? [] : [unmatchedReturnOf(cabinetId, itemId)];
}
