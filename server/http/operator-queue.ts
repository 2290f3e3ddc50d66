import { Type } from "typebox";
import { CabinetId, EpochMs, OrderNo, SlotNumber } from "../../protocol/ids.ts";
import { latestTime } from "../fleet/event-time.ts";
import { conductCounts, isConspicuous, pausedUntil } from "../rental/conduct.ts";
import { ObjectionKind } from "../rental/objection.ts";
import { longestLoan, overdueLoans } from "../rental/overdue.ts";
import { isUndecided } from "../rental/report-outcome.ts";
import {
  inDoubt,
  inReview,
  notCollected,
  type OrderRecord,
  objected,
  orderTable,
  owed,
  reported,
} from "../store/order-table.ts";
import { type RiderRecord, riderTable, watched } from "../store/rider-table.ts";
import type { Cursor, Search } from "../store/search.ts";
import type { Store, Transaction } from "../store/store.ts";
import { tariffTable } from "../store/tariff-table.ts";
import { type UnmatchedEvent, unmatchedEventTable, unmatchedOfKind } from "../store/unmatched-event-table.ts";
import type { OperatorTexts } from "./coded-text.ts";
import { reviewView } from "./operator-texts.ts";
import { Assignee, FoundOrder, summaryOf } from "./order-summary.ts";
import { Claim } from "./rider-api.ts";

/** How often a rider let an order go in the last day and week, and reported in the last thirty days. */
export const ConductCounts = Type.Object({
  letGo: Type.Integer({ description: "orders given up or not confirmed in the last day" }),
  letGoInWeek: Type.Integer({ description: "the same in the last seven days" }),
  reports: Type.Integer({ description: "reports in the last thirty days" }),
  refuted: Type.Integer({ description: "and how many reports evidence or an operator refuted" }),
});

const Amount = Type.Integer({ description: "fen" });

/** Why an order is in review. */
export const ReviewView = Type.Object({
  since: EpochMs,
  code: Type.String({ description: "why, as a stable code (docs/reviews.md)" }),
  facts: Type.Object({ code: Type.String() }, { additionalProperties: true, description: "the code with its facts" }),
  why: Type.String({ description: "the same as a sentence, in the language of Accept-Language" }),
  advice: Type.String({ description: "what to do about it" }),
});

/** What every entry of an order has. */
const entry = { orderNo: OrderNo, about: FoundOrder };

const Lists = {
  review: Type.Array(Type.Object({ ...entry, ...ReviewView.properties })),
  unmatchedReturns: Type.Array(
    Type.Object({
      key: Type.String(),
      cabinetId: CabinetId,
      slot: SlotNumber,
      itemId: Type.Optional(Type.String()),
      since: EpochMs,
      ambiguous: Type.Optional(Type.Boolean({ description: "several loans could have ended by it" })),
      assignee: Assignee,
    }),
    { description: "returns that belong to no order" },
  ),
  overdue: Type.Array(Type.Object({ ...entry, itemId: Type.Optional(Type.String()), since: EpochMs })),
  owed: Type.Array(Type.Object({ ...entry, amount: Amount, returnedAt: EpochMs }), {
    description: "to be collected by an operator",
  }),
  notCollected: Type.Array(
    Type.Object({
      ...entry,
      amount: Amount,
      returnedAt: EpochMs,
      failures: Type.Integer({ description: "how often the provider could not collect it" }),
      nextTryAt: Type.Optional(EpochMs),
    }),
  ),
  inDoubt: Type.Array(
    Type.Object({
      ...entry,
      loanNo: Type.Integer(),
      cabinetId: CabinetId,
      slot: SlotNumber,
      since: EpochMs,
      reason: Type.String({ description: "what the cabinet answered; no-answer: nothing" }),
      left: Type.Optional(Type.Integer({ description: "when the rider went, saying that nothing came out" })),
    }),
    { description: "the hub does not know yet whether the slot opened" },
  ),
  riders: Type.Array(
    Type.Object({
      riderId: Type.String(),
      ...ConductCounts.properties,
      pausedUntil: Type.Optional(Type.Integer({ description: "the rider may make no order before" })),
    }),
    { description: "riders who lately let many orders go, or reported much" },
  ),
  reported: Type.Array(Type.Object({ ...entry, loanNo: Type.Integer(), claim: Claim, at: EpochMs }), {
    description: "riders' reports that nothing bears out yet",
  }),
  objections: Type.Array(
    Type.Object({
      ...entry,
      objectionNo: Type.Integer(),
      code: ObjectionKind,
      text: Type.Optional(Type.String({ description: "in the rider's words" })),
      at: EpochMs,
      why: Type.String({ description: "the code as a sentence, in the language of Accept-Language" }),
      advice: Type.String({ description: "what to do about it" }),
    }),
    { description: "what riders object to; nothing stops until an operator decides" },
  ),
};
type Lists = Type.Static<Type.TObject<typeof Lists>>;
type ListName = keyof Lists;

/** The most entries of a list. */
const mostShown = 500;

/** What waits for an operator, or may come to. */
export const OperatorQueue = Type.Object({
  ...Lists,
  counts: Type.Object(
    Object.fromEntries(Object.keys(Lists).map((name) => [name, Type.Integer()])) as Record<ListName, Type.TInteger>,
    { description: `how many entries there are of each list; a list shows the oldest ${mostShown}` },
  ),
});
export type OperatorQueue = Type.Static<typeof OperatorQueue>;

export interface QueueParts {
  readonly store: Store;
  readonly search: Pick<Search, "search">;
}

/** All that waits at `now`, the oldest of each list first. An order under review may stand in another list too. */
export async function operatorQueue(
  { store, search }: QueueParts,
  now: EpochMs,
  texts: OperatorTexts,
): Promise<OperatorQueue> {
  const [lists, shortest] = await store.transact(async (tx) => {
    const recordsUnder = (indexEntry: string) => tx.find(orderTable, indexEntry);
    const waiting: Omit<Lists, "overdue"> = {
      review: sorted((await recordsUnder(inReview)).flatMap((record) => reviewOf(record, texts))),
      unmatchedReturns: sorted(
        (await tx.find(unmatchedEventTable, unmatchedOfKind("returned"))).flatMap(unmatchedReturn),
      ),
      owed: sorted((await recordsUnder(owed)).flatMap(owedCharge)),
      notCollected: sorted((await recordsUnder(notCollected)).flatMap(failedCollection)),
      inDoubt: sorted((await recordsUnder(inDoubt)).flatMap(doubtfulLoans)),
      riders: (await tx.find(riderTable, watched)).flatMap((row) => conspicuous(row, now)),
      reported: sorted((await recordsUnder(reported)).flatMap(openReports)),
      objections: sorted((await recordsUnder(objected)).flatMap((record) => openObjections(record, texts))),
    };
    return [waiting, await shortestLoanIn(tx)] as const;
  });
  const all: Lists = { ...lists, overdue: sorted(await overdueItems(search, now, shortest)) };
  const counts = Object.fromEntries(Object.entries(all).map(([name, list]) => [name, list.length]));
  const shown = Object.fromEntries(Object.entries(all).map(([name, list]) => [name, list.slice(0, mostShown)]));
  return { ...(shown as Lists), counts: counts as Record<ListName, number> };
}

interface Dated {
  readonly since?: EpochMs;
  readonly at?: EpochMs;
  readonly returnedAt?: EpochMs;
}

function sorted<Entry extends Dated>(list: readonly Entry[]): Entry[] {
  const since = (entry: Entry) => entry.since ?? entry.at ?? entry.returnedAt ?? 0;
  return list.toSorted((one, other) => since(one) - since(other));
}

/** No tariff lends for less; ms. */
const leastLoan = 3_600_000;

/** The shortest time for which a tariff of any order lends, ms. */
async function shortestLoanIn(tx: Transaction): Promise<number> {
  const times = (await tx.all(tariffTable)).map(({ tariff }) => longestLoan(tariff));
  return times.length === 0 ? leastLoan : Math.min(...times);
}

/**
 * Items that are out for too long. Of all that is out only what was lent before the shortest loan's time is read: most items
 * are back within hours, and a due time is never earlier than that.
 */
async function overdueItems(search: QueueParts["search"], now: EpochMs, shortest: number): Promise<Lists["overdue"]> {
  const found: Lists["overdue"] = [];
  const states = ["active"];
  let after: Cursor | undefined;
  do {
    const page = await search.search(orderTable, { states, at: { to: now - shortest }, limit: mostShown, after });
    for (const record of page.rows)
      for (const loan of overdueLoans(record.order, now)) found.push({ ...about(record), ...loan });
    after = page.next;
  } while (after && found.length < mostRead);
  return found;
}

/** What nobody works through: more are not counted. */
const mostRead = 10 * mostShown;

function about(record: OrderRecord) {
  return { orderNo: record.order.orderNo, about: summaryOf(record) };
}

function reviewOf(record: OrderRecord, texts: OperatorTexts): Lists["review"] {
  const { review } = record.order;
  return review ? [{ ...about(record), ...reviewView(review, texts) }] : [];
}

function unmatchedReturn(unmatchedEvent: UnmatchedEvent): Lists["unmatchedReturns"] {
  const { cabinetId, event, receivedAt, ambiguous, assignee } = unmatchedEvent;
  if (event?.body.kind !== "returned") return [];
  const { slot, itemId } = event.body;
  return [
    {
      key: unmatchedEventTable.key(unmatchedEvent),
      cabinetId,
      slot,
      ...(itemId !== undefined && { itemId }),
      since: latestTime(event.at) ?? receivedAt,
      ...(ambiguous && { ambiguous }),
      ...(assignee !== undefined && { assignee }),
    },
  ];
}

function owedCharge(record: OrderRecord): Lists["owed"] {
  const { charge } = record.order;
  return charge ? [{ ...about(record), amount: charge.amount, returnedAt: charge.restoredAt }] : [];
}

function failedCollection(record: OrderRecord): Lists["notCollected"] {
  const { charge } = record.order;
  if (!charge) return [];
  const { amount, failures, restoredAt: returnedAt } = charge;
  const next = record.effects.find(({ type }) => type === "complete-credit");
  return [{ ...about(record), amount, returnedAt, failures, ...(next && { nextTryAt: next.dueAt }) }];
}

function doubtfulLoans(record: OrderRecord): Lists["inDoubt"] {
  const { place, loans, left } = record.order;
  return loans.flatMap(({ loanNo, slot, doubt }) =>
    doubt
      ? [
          {
            ...about(record),
            loanNo,
            cabinetId: place.cabinetId,
            slot,
            ...doubt,
            ...(left !== undefined && { left }),
          },
        ]
      : [],
  );
}

function conspicuous({ riderId, conduct }: RiderRecord, now: EpochMs): Lists["riders"] {
  const counts = conductCounts(conduct, now);
  const pause = pausedUntil(conduct, now);
  return isConspicuous(counts) ? [{ riderId, ...counts, ...(pause !== undefined && { pausedUntil: pause }) }] : [];
}

function openObjections(record: OrderRecord, texts: OperatorTexts): Lists["objections"] {
  const { objections = [] } = record.order;
  return objections.flatMap(({ objectionNo, kind: code, text, at, decision }) => {
    if (decision) return [];
    const { says: why, advice } = texts.objections[code];
    return [{ ...about(record), objectionNo, code, ...(text !== undefined && { text }), at, why, advice }];
  });
}

function openReports(record: OrderRecord): Lists["reported"] {
  return record.order.loans.flatMap((loan) => {
    const { loanNo, report } = loan;
    return report && isUndecided(loan) ? [{ ...about(record), loanNo, claim: report.claim, at: report.at }] : [];
  });
}
