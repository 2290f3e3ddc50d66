import { describe, expect, it } from "vitest";
import { slotCodeTable } from "../../../server/qr/slot-code-table.ts";
import type { OrderEvent } from "../../../server/rental/event.ts";
import type { Order } from "../../../server/rental/order.ts";
import { type AuditRecord, auditEntry, auditTable } from "../../../server/store/audit-table.ts";
import { type Cabinet, cabinetTable } from "../../../server/store/cabinet-table.ts";
import {
  byBookDay,
  byCreditOrder,
  byEndDay,
  byExclusion,
  byHeldSlot,
  byItem,
  byLender,
  byRider,
  holdingSlots,
  inDoubt as inDoubtEntry,
  inReview,
  notCollected,
  type OrderRecord,
  orderTable,
  out,
  owed,
  reported,
  unfinished,
} from "../../../server/store/order-table.ts";
import { riderTable, watched } from "../../../server/store/rider-table.ts";
import {
  dismissedEvents,
  matchedWith,
  type UnmatchedEvent,
  unmatched,
  unmatchedEventTable,
  unmatchedOf,
  unmatchedOfKind,
} from "../../../server/store/unmatched-event-table.ts";
import {
  answered,
  confirmed,
  credit,
  elsewhere,
  inDoubt,
  lent,
  minute,
  noSuchOrder,
  openedAt,
  request,
  returned,
  Story,
  seenAs,
  settling,
  start,
} from "../rental/examples.ts";

function record(order: Order, effects: OrderRecord["effects"] = []): OrderRecord {
  return { order, effects, nextEffectId: 1, audit: [], ledger: [] };
}

const claims = (story: Story) => orderTable.unique(record(story.order));
/** Without those of the books and of searches, which have their own tests. */
const entries = (story: Story) =>
  orderTable
    .index(record(story.order))
    .filter((entry) => !/^(unfinished$|(ended|credit-order|ledger|lent-item)\/)/.test(entry));
const seat = `seat/${request.riderId}/0`;
const byRiderEntry = byRider(request.riderId);

describe("a live order", () => {
  it("claims its rider's seat, its slot until the door is decided, and its item until it is back", () => {
    for (const story of [new Story(), confirmed(), inDoubt()]) {
      expect(claims(story)).toEqual([seat, "slot/cab-1/7", "item/cab-1/BANK07"]);
    }
    expect(claims(lent())).toEqual([seat, "item/BANK07", "item/cab-1/BANK07"]);
    expect(claims(settling())).toEqual([seat]);
  });

  it("claims no item where the board reads no ids", () => {
    expect(claims(new Story({ ...request, slots: [{ slot: 7 }] }))).toEqual([seat, "slot/cab-1/7"]);
  });

  it("claims the item that came out, whatever the slot was expected to give", () => {
    const story = confirmed().at(openedAt, answered({ outcome: "opened", itemId: "BANK99" }, openedAt));
    expect(claims(story)).toEqual([seat, "item/BANK99", "item/cab-1/BANK99"]);
    expect(entries(story)).toEqual([byRiderEntry, byItem("BANK99", "cab-1"), byLender("cab-1"), out]);
  });

  it("claims a slot for each of its loans", () => {
    const story = new Story({ ...request, seat: 2, slots: [{ slot: 7 }, { slot: 8, expectedItemId: "BANK08" }] });
    expect(claims(story)).toEqual([`seat/${request.riderId}/2`, "slot/cab-1/7", "slot/cab-1/8", "item/cab-1/BANK08"]);
  });

  it("is found by rider, by item and by the cabinet whose slot it holds", () => {
    expect(entries(new Story())).toEqual([byRiderEntry, byItem("BANK07", "cab-1"), byHeldSlot("cab-1"), holdingSlots]);
    expect(entries(lent())).toEqual([byRiderEntry, byItem("BANK07", "cab-1"), byLender("cab-1"), out]);
    expect(entries(settling())).toEqual([byRiderEntry]);
  });

  it("that lost its item is found by it until the item is seen again", () => {
    const givenUp = { type: "woken", about: { what: "given-up-for-lost", loanNo: 1 }, attempt: 0 } as const;
    const story = lent().at(openedAt, givenUp);
    expect(claims(story)).toEqual([seat]);
    expect(entries(story)).toEqual([byRiderEntry, byItem("BANK07", "cab-1")]);
    expect(entries(story.at(openedAt, returned(openedAt)))).toEqual([byRiderEntry, inReview]);
  });

  it("with an item without an id is found by the cabinet that lent it", () => {
    const story = new Story({ ...request, slots: [{ slot: 7 }] });
    expect(entries(story)).toContain(byItem(undefined, "cab-1"));
    expect(byItem(undefined, "cab-1")).not.toBe(byItem("cab-1", "cab-1"));
  });

  it("whose return was matched by exclusion is found by the cabinet that lent it and by the one that took it", () => {
    const opened = answered({ outcome: "opened" }, openedAt);
    const back = (to = request.place) =>
      confirmed({ ...request, slots: [{ slot: 7 }] })
        .at(openedAt, opened)
        .at(openedAt + minute, {
          ...returned(openedAt + minute, to),
          byExclusion: true,
        } as OrderEvent);
    expect(entries(back())).toEqual([byRiderEntry, byExclusion("cab-1")]);
    expect(entries(back(elsewhere))).toEqual([byRiderEntry, byExclusion("cab-1"), byExclusion("cab-2")]);
  });
});

describe("an order that its rider has left in doubt", () => {
  const leftAt = openedAt + minute;
  const left = () => inDoubt().at(leftAt, { type: "rider-left" });

  it("leaves the seat to the rider's next order, and claims that no other one is left", () => {
    expect(claims(left())).toEqual([`left/${request.riderId}`, ...claims(inDoubt()).slice(1)]);
  });

  it("is found among those in doubt until it is known whether the slot opened", () => {
    expect(entries(inDoubt())).toContain(inDoubtEntry);
    expect(entries(left())).toContain(inDoubtEntry);
    const answer = answered({ outcome: "opened", itemId: "BANK07" }, leftAt);
    expect(entries(left().at(leftAt, answer))).not.toContain(inDoubtEntry);
    expect(claims(left().at(leftAt, answer))).toEqual([`left/${request.riderId}`, ...claims(lent()).slice(1)]);
  });
});

describe("a rider's row", () => {
  const row = (letGo: number, refuted = 0) => {
    const times = (count: number) => Array.from({ length: count }, (_, index) => start + index);
    return { riderId: request.riderId, conduct: { letGo: times(letGo), reports: [], refuted: times(refuted) } };
  };

  it("rests unless operators should see the rider", () => {
    expect(riderTable.restsIn(row(2))).toBe("2026-11");
    expect([riderTable.index(row(2)), riderTable.key(row(2))]).toEqual([[], request.riderId]);
    for (const watchedRow of [row(3), row(0, 2)]) {
      expect([riderTable.restsIn(watchedRow), riderTable.index(watchedRow)]).toEqual([undefined, [watched]]);
    }
    expect([riderTable.unique(row(3)), riderTable.dueAt(row(3))]).toEqual([[], undefined]);
  });
});

describe("an order that an operator must see to", () => {
  const report = { type: "rider-reported", loanNo: 1, report: { claim: "returned" } } as const;
  const charged = (state: "owed" | "failed" | "paid") => {
    const { order } = settling();
    return orderTable.index(record({ ...order, ...(order.charge && { charge: { ...order.charge, state } }) }));
  };

  it("is found by a rider's report while the item is out", () => {
    const story = lent().at(openedAt + minute, report);
    expect(entries(story)).toContain(reported);
    expect(entries(story.at(openedAt + minute, returned(openedAt + minute)))).not.toContain(reported);
    expect(entries(lent())).not.toContain(reported);
  });

  it("is found by money that is not there", () => {
    const found = (state: "owed" | "failed" | "paid") =>
      charged(state).filter((entry) => entry === owed || entry === notCollected);
    expect([found("owed"), found("failed"), found("paid")]).toEqual([[owed], [notCollected], []]);
  });
});

describe("an order that lends nothing any more", () => {
  const lapsed = () => new Story().at(start + 4 * minute, credit(noSuchOrder));

  it.each([
    ["lapsed", lapsed],
    ["was confirmed too late and is given back", () => lapsed().at(start + 20 * minute, credit(seenAs()))],
    [
      "did not open and is given back",
      () => confirmed().at(openedAt, answered({ outcome: "refused", reason: "lock-fault" }, openedAt)),
    ],
  ])("since it %s claims nothing and is found by its rider only", (_what, story) => {
    expect(claims(story())).toEqual([]);
    expect(entries(story())).toEqual([byRiderEntry]);
  });
});

describe("an order rests", () => {
  const restsIn = (order: Order, effects?: OrderRecord["effects"]) => orderTable.restsIn(record(order, effects));
  const lapsed = (at = start + 4 * minute) => new Story().at(at, credit(noSuchOrder)).order;

  it("in the Beijing month in which it ended", () => {
    expect(restsIn(lapsed())).toBe("2026-11");
    const [before, after] = ["2026-11-30T15:59:59Z", "2026-11-30T16:00:00Z"].map((time) => Date.parse(time));
    expect([restsIn({ ...lapsed(), endedAt: before ?? 0 }), restsIn({ ...lapsed(), endedAt: after ?? 0 })]).toEqual([
      "2026-11",
      "2026-12",
    ]);
  });

  it("only once it has ended, nothing is to be done, nobody must decide, and no item may come back", () => {
    for (const { order } of [new Story(), confirmed(), lent(), settling()]) expect(restsIn(order)).toBeUndefined();
    const look = {
      type: "wake",
      about: { what: "confirmation-overdue" },
      attempt: 0,
      id: 1,
      key: "k",
      dueAt: 1,
    } as const;
    expect(restsIn(lapsed(), [look])).toBeUndefined();
    expect(restsIn({ ...lapsed(), review: { since: start, reason: { code: "opening-unresolved" } } })).toBeUndefined();
    const loans = (back: boolean) =>
      lent().order.loans.map((loan) => ({
        ...loan,
        state: "lost" as const,
        ...(back && { returned: { at: start, place: request.place, slot: 7 } }),
      }));
    expect(restsIn({ ...lapsed(), loans: loans(false) })).toBeUndefined();
    expect(restsIn({ ...lapsed(), loans: loans(true) })).toBe("2026-11");
  });

  it("no more when it begins again", () => {
    const again = new Story().at(start + 4 * minute, credit(noSuchOrder)).at(start + 20 * minute, credit(seenAs()));
    expect(restsIn(again.order)).toBeUndefined();
  });
});

describe("for the books an order", () => {
  const found = (story: Story, ledger: OrderRecord["ledger"] = []) =>
    orderTable.index({ ...record(story.order), ledger });
  const lapsed = () => new Story().at(start + 4 * minute, credit(noSuchOrder));

  it("is found until it ends, and then by the day on which it ended", () => {
    expect(found(lent())).toContain(unfinished);
    expect(found(lapsed())).toContain(byEndDay("2026-11-23"));
    expect(found(lapsed())).not.toContain(unfinished);
    const givenBack = found(lapsed().at(start + 20 * minute, credit(seenAs())));
    expect(givenBack).toContain(unfinished);
    expect(givenBack).not.toContain(byEndDay("2026-11-23"));
  });

  it("is found by the provider's number once that is known", () => {
    expect(found(confirmed())).toContain(byCreditOrder("Z1"));
    expect(found(new Story()).join()).not.toContain("credit-order");
  });

  it("is found once for each Beijing day with entries", () => {
    const on = (at: number) => ({ at, what: "charge" as const, lines: [] });
    const ledger = [on(start), on(start + 1), on(start + 24 * 60 * minute)];
    expect(found(lent(), ledger).filter((entry) => entry.startsWith("ledger/"))).toEqual([
      byBookDay("2026-11-23"),
      byBookDay("2026-11-24"),
    ]);
  });
});

it("an order is due when the first of its effects is", () => {
  const { order } = new Story();
  const wake = { type: "wake", about: { what: "confirmation-overdue" }, attempt: 0 } as const;
  const effect = (id: number, dueAt: number) => ({ ...wake, id, key: `k${id}`, dueAt });
  expect(orderTable.dueAt(record(order))).toBeUndefined();
  expect(orderTable.dueAt(record(order, [effect(1, 900), effect(2, 300)]))).toBe(300);
});

describe("rows of the other tables", () => {
  const cabinet: Cabinet = {
    cabinetId: "shop-1",
    name: "x",
    address: "y",
    slots: 8,
    keyGeneration: 1,
  };
  const unmatchedEvent = (seq: number): UnmatchedEvent => ({
    cabinetId: "shop-1",
    receivedAt: 0,
    event: {
      v: 1,
      journalId: "journal-1",
      seq,
      at: { latest: 0, uncertainty: 0 },
      body: { kind: "abnormal", what: "x" },
    },
  });

  it("are kept by their names, and unmatched events in the order in which they happened", () => {
    expect(cabinetTable.key(cabinet)).toBe("shop-1");
    const keys = [9, 10, 100].map((seq) => unmatchedEventTable.key(unmatchedEvent(seq)));
    expect(keys.toSorted()).toEqual(keys);
    expect(new Set(keys).size).toBe(3);
    expect(unmatchedEventTable.index(unmatchedEvent(1))).toEqual([
      unmatched,
      unmatchedOf("shop-1"),
      unmatchedOf("shop-1", "abnormal"),
      unmatchedOfKind("abnormal"),
    ]);
  });

  it("rest once they are matched, and are found by their order only", () => {
    const match = { orderNo: request.orderNo, loanNo: 1, actor: "operator/lin", at: start } as const;
    expect(unmatchedEventTable.restsIn(unmatchedEvent(1))).toBeUndefined();
    expect(unmatchedEventTable.restsIn({ ...unmatchedEvent(1), match })).toBe("2026-11");
    expect(unmatchedEventTable.index({ ...unmatchedEvent(1), match })).toEqual([matchedWith(request.orderNo)]);
  });

  it("rest once they are dismissed, and are found among the dismissed only", () => {
    const dismissal = { actor: "operator/lin", at: start, reason: "noise" } as const;
    const row = { ...unmatchedEvent(1), dismissal };
    expect(unmatchedEventTable.restsIn(row)).toBe("2026-11");
    expect(unmatchedEventTable.index(row)).toEqual(
      [{}, { kind: "abnormal" }, { cabinetId: "shop-1" }, { cabinetId: "shop-1", kind: "abnormal" }].map((of) =>
        dismissedEvents(of as Parameters<typeof dismissedEvents>[0]),
      ),
    );
  });

  it("of the audit log rest at once, and are found by every part of a filter", () => {
    const act = { what: "cabinet-disabled" } as const;
    const row: AuditRecord = { id: "1", at: start, actor: "operator/lin", reason: "x", cabinetId: "shop-1", act };
    expect(auditTable.restsIn(row)).toBe("2026-11");
    const whole = { actor: "operator/lin", act: "cabinet-disabled", subject: "cabinet/shop-1" };
    const entries = auditTable.index(row);
    expect(new Set(entries).size).toBe(8);
    for (const filter of [{}, { act: whole.act }, { actor: whole.actor, subject: whole.subject }, whole])
      expect(entries).toContain(auditEntry(filter));
    const { cabinetId: _, ...config } = row;
    expect(auditTable.index(config)).toHaveLength(4);
  });

  it("claim nothing and are never due", () => {
    const code = { id: "c", cabinetId: "shop-1", slot: 1, issuedAt: 0 };
    expect([
      cabinetTable.unique(cabinet),
      unmatchedEventTable.unique(unmatchedEvent(1)),
      slotCodeTable.unique(code),
    ]).toEqual([[], [], []]);
    expect(cabinetTable.index(cabinet)).toEqual([]);
    expect(
      cabinetTable.dueAt(cabinet) ?? unmatchedEventTable.dueAt(unmatchedEvent(1)) ?? slotCodeTable.dueAt(code),
    ).toBeUndefined();
  });
});
