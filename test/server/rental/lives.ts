import fc from "fast-check";
import type { OrderEvent } from "../../../server/rental/event.ts";
import { fen } from "../../../server/rental/money.ts";
import type { OperatorAct } from "../../../server/rental/operator-act.ts";
import {
  answered,
  confirmedAt,
  credit,
  day,
  elsewhere,
  hour,
  openedAt,
  place,
  refused,
  request,
  returned,
  seenAs,
  start,
  tariff,
  unknown,
} from "./examples.ts";

const at = fc.integer({ min: start, max: start + 3 * day });
const attempt = fc.integer({ min: 0, max: 90 });
const loanNo = fc.integer({ min: 1, max: 3 });
const amount = fc.constantFrom(0, 300, 600, 1200, 9900).map(fen);

const refusals = fc
  .constantFrom("no-such-order", "payment-failed", "already-completed", "already-cancelled", "not-borrowed", "other")
  .map((reason) => refused(reason as "other"));
const done = <Value>(value: Value) =>
  fc.oneof(fc.constant(unknown), refusals, fc.constant({ outcome: "ok", value } as const));
const view = fc
  .record(
    {
      useState: fc.constantFrom("borrowed" as const, "restored" as const, "cancelled" as const),
      payment: fc.constantFrom("not-started" as const, "in-progress" as const, "paid" as const, "failed" as const),
      payKind: fc.constantFrom("rent" as const, "damage" as const),
      payAmount: amount,
      admitted: fc.boolean(),
    },
    { requiredKeys: ["useState"] },
  )
  .map(seenAs);
const act: fc.Arbitrary<OperatorAct> = fc.oneof(
  fc
    .constantFrom(
      "pause-billing",
      "resume-billing",
      "waive",
      "cancel",
      "end-by-hand",
      "retry-settlement",
      "close-review",
    )
    .map((what) => ({ act: what })),
  fc.record({
    act: fc.constantFrom("mark-not-opened" as const, "mark-not-returned" as const, "mark-lost" as const),
    loanNo,
  }),
  fc.record({ act: fc.constant("mark-returned" as const), loanNo, at }),
  fc.record({
    act: fc.constantFrom("lower-amount" as const, "mark-collected" as const, "record-refund" as const),
    amount,
  }),
  fc.record({
    act: fc.constantFrom("extend" as const, "shorten" as const),
    until: fc.integer({ min: start, max: start + 400 * day }),
  }),
  fc.record({
    act: fc.constant("close-objection" as const),
    objectionNo: fc.integer({ min: 1, max: 2 }),
    outcome: fc.constantFrom("upheld" as const, "rejected" as const),
  }),
);
const stays = fc.oneof(fc.record({ out: fc.constant(true as const), at }), fc.constant({ out: false as const }));
const sighting = fc.record(
  { at, place: fc.constantFrom(place, elsewhere), slot: fc.constantFrom(7, 3), before: stays },
  { requiredKeys: ["at", "place", "slot"] },
);
const wakes = fc.oneof(
  fc.constant({ what: "confirmation-overdue" } as const),
  fc.record({
    what: fc.constantFrom(
      "answer-overdue" as const,
      "given-up-for-lost" as const,
      "offer-over" as const,
      "sighting-due" as const,
      "report-due" as const,
    ),
    loanNo,
  }),
);
/** Anything that can happen to an order. */
const events: fc.Arbitrary<OrderEvent> = fc.oneof(
  fc
    .record(
      {
        type: fc.constant("credit-seen" as const),
        answer: fc.oneof(view, done(undefined as never)),
        attempt,
        instead: fc.constant(true as const),
      },
      { requiredKeys: ["type", "answer", "attempt"] },
    )
    .filter(({ answer }) => answer.outcome !== "ok" || answer.value !== undefined),
  fc.record({ type: fc.constant("credit-completed" as const), answer: done({}), attempt }),
  fc.record({ type: fc.constant("credit-cancelled" as const), answer: done(null), attempt }),
  fc.record({
    type: fc.constant("slot-answered" as const),
    loanNo,
    result: fc.constantFrom(
      { outcome: "opened", itemId: "BANK07" } as const,
      { outcome: "refused", reason: "lock-fault" } as const,
      { outcome: "unknown", reason: "board-silent" } as const,
    ),
    at,
  }),
  fc.record({
    type: fc.constant("slot-seen" as const),
    loanNo,
    report: fc.constantFrom(
      { slot: 7, state: "empty" } as const,
      { slot: 7, state: "occupied", itemId: "BANK07" } as const,
    ),
    at,
  }),
  fc.record({ type: fc.constant("item-seen" as const), loanNo, sighting }),
  fc.constant({ type: "rider-left" } as const),
  fc.record({
    type: fc.constant("item-returned" as const),
    loanNo,
    place: fc.constantFrom(place, elsewhere),
    slot: fc.constant(3),
    at: fc.option(at),
  }),
  fc.record({
    type: fc.constant("slot-chosen" as const),
    choice: fc.option(fc.record({ slot: fc.constantFrom(9, 10) })),
  }),
  fc.record({ type: fc.constant("offer-answered" as const), accepted: fc.boolean() }),
  fc.record({
    type: fc.constant("rider-reported" as const),
    loanNo,
    report: fc.record({ claim: fc.constantFrom("not-opened" as const, "returned" as const) }),
  }),
  fc.record({ type: fc.constant("woken" as const), about: wakes, attempt }),
  fc.record({ type: fc.constant("operator-acted" as const), act, reason: fc.constant("test") }),
  fc.constantFrom<OrderEvent>(
    { type: "renewed" },
    { type: "given-up" },
    { type: "cabinet-came" },
    { type: "rider-objected", objection: { kind: "other" } },
    { type: "rider-came-back", refused: true },
    { type: "credit-noticed", about: "created", noticeId: "n" },
  ),
);
const requests = fc
  .record({
    otherSlot: fc.constantFrom("take" as const, "offer" as const, "none" as const),
    collectedBy: fc.constantFrom("provider" as const, "merchant" as const),
    items: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ items, ...terms }) => ({
    ...request,
    tariff: { ...tariff, ...terms, renewals: 1 },
    slots: [{ slot: 7, expectedItemId: "BANK07" }, { slot: 8 }].slice(0, items),
  }));

/** How orders usually go: what comes after any part of it is anything. */
type Way = readonly (readonly [event: OrderEvent, passed: number])[];
const jammedWay: Way = [
  [credit(seenAs()), confirmedAt - start],
  [answered({ outcome: "refused", reason: "lock-fault" }, openedAt), openedAt - confirmedAt],
  [{ type: "slot-chosen", choice: null }, 0],
  [{ type: "credit-cancelled", answer: { outcome: "ok", value: null }, attempt: 0 }, 0],
];
const goodWay: Way = [
  [credit(seenAs()), confirmedAt - start],
  [answered({ outcome: "opened", itemId: "BANK07" }, openedAt), openedAt - confirmedAt],
  [returned(openedAt + 2 * hour), 2 * hour],
  [{ type: "credit-completed", answer: { outcome: "ok", value: {} }, attempt: 0 }, 0],
  [credit(seenAs({ useState: "restored", payment: "paid", payAmount: fen(600), payKind: "rent" })), 0],
];
const failedWay: Way = [
  ...goodWay.slice(0, 3),
  [{ type: "credit-completed", answer: refused("payment-failed"), attempt: 0 }, 0],
];
const extension = { act: "extend", until: openedAt + 90 * day } as const;
const extendedWay: Way = [...goodWay.slice(0, 2), [{ type: "operator-acted", act: extension, reason: "test" }, hour]];

/** An order's request, the beginning of a usual life, and what then happens, each some time after the one before. */
export const lives = fc.tuple(
  requests,
  fc
    .constantFrom(goodWay, jammedWay, failedWay, extendedWay)
    .chain((way) => fc.nat(way.length).map((length) => way.slice(0, length))),
  fc.array(fc.tuple(events, fc.integer({ min: 0, max: 6 * hour })), { maxLength: 40 }),
);
