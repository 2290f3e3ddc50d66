import { describe, expect, it } from "vitest";
import { compareCredit } from "../../../server/books/compare-credit.ts";
import type { CreditView } from "../../../server/rental/credit-view.ts";
import { fen } from "../../../server/rental/money.ts";
import type { Charge, Order } from "../../../server/rental/order.ts";
import {
  confirmed,
  lent,
  noSuchOrder,
  refused,
  request,
  Story,
  seenAs,
  settling,
  unknown,
} from "../rental/examples.ts";

const waiting = new Story().order;
const out = lent().order;
const owing = (state: Charge["state"], changes: Partial<Charge> = {}): Order => {
  const { order } = settling();
  if (!order.charge) throw new Error("no charge");
  return { ...order, charge: { ...order.charge, state, ...changes } };
};
const ended = (state: "settled" | "cancelled", order: Order): Order => ({ ...order, state });
const paid = ended("settled", owing("paid"));
const byHand = ended("settled", owing("paid", { collectedByHand: fen(400) }));
const byMerchant = (order: Order): Order => ({ ...order, tariff: { ...order.tariff, collectedBy: "merchant" } });

const rent = { payKind: "rent", payAmount: fen(600) } as const;
const restoredPaid = { useState: "restored", payment: "paid", ...rent } as const;
const found = (order: Order, view: Partial<CreditView>) => compareCredit(order, seenAs(view)).map(({ what }) => what);

describe("an order and the provider agree", () => {
  it.each<[string, Order, Partial<CreditView>]>([
    ["while something is out", out, { useState: "borrowed" }],
    ["before anything is", confirmed().order, { useState: "borrowed" }],
    ["while it is given back", { ...out, state: "cancelling" }, { useState: "borrowed" }],
    ["once it is cancelled", ended("cancelled", confirmed().order), { useState: "cancelled" }],
    ["where a rider refused", { ...waiting, state: "lapsed" }, { useState: "cancelled" }],
    ["while the rent is still to be collected", owing("due"), { useState: "borrowed" }],
    ["while it can't be collected", owing("failed"), { useState: "borrowed", payment: "failed", ...rent }],
    ["where the payment failed afterwards", owing("failed"), { useState: "restored", payment: "failed", ...rent }],
    ["while the payment is under way", owing("completed"), { useState: "restored", payment: "in-progress", ...rent }],
    ["once it is paid", paid, restoredPaid],
    ["where the provider says little", paid, { useState: "restored" }],
    [
      "where it cost nothing",
      ended("settled", owing("paid", { amount: fen(0) })),
      { ...restoredPaid, payAmount: fen(0) },
    ],
    ["where an operator collected", byHand, { ...restoredPaid, payAmount: fen(0) }],
    ["where the merchant collects", byMerchant(owing("owed")), { useState: "restored", ...rent }],
    ["where the merchant has collected", byMerchant(byHand), { useState: "restored", ...rent }],
  ])("%s", (_when, order, view) => {
    expect(found(order, view)).toEqual([]);
  });

  it.each([waiting, { ...waiting, state: "lapsed" as const }])("that there is no credit order", (order) => {
    expect(compareCredit(order, noSuchOrder)).toEqual([]);
  });
});

describe("a difference", () => {
  it("says what both sides have", () => {
    const { credit: _, ...unseen } = out;
    expect(compareCredit(out, seenAs({ ...restoredPaid, riderId: "user/2088000000000009" }))).toEqual(
      (["restored-there", "other-rider", "paid-there"] as const).map((what) => ({
        orderNo: request.orderNo,
        creditOrderNo: "Z1",
        what,
        ours: { side: "order", state: "active" },
        theirs: {
          side: "credit-order",
          useState: "restored",
          payment: "paid",
          payKind: "rent",
          payAmount: 600,
          riderId: "user/2088000000000009",
        },
      })),
    );
    expect(compareCredit(unseen, seenAs({ useState: "cancelled" }))).toEqual([
      {
        orderNo: request.orderNo,
        what: "cancelled-there",
        ours: { side: "order", state: "active" },
        theirs: { side: "credit-order", useState: "cancelled" },
      },
    ]);
    expect(compareCredit(owing("due"), seenAs({ useState: "restored", payAmount: fen(600) }))).toMatchObject([
      {
        what: "restored-there",
        ours: { side: "order", state: "settling", charge: { kind: "rent", amount: 600, state: "due" } },
        theirs: { side: "credit-order", useState: "restored", payAmount: 600 },
      },
    ]);
  });

  it.each([confirmed().order, out, owing("due"), owing("completed"), paid, { ...out, state: "cancelling" as const }])(
    "is that the provider does not have it",
    (order) => {
      expect(compareCredit(order, noSuchOrder)).toMatchObject([{ what: "not-there", theirs: { side: "nothing" } }]);
    },
  );

  it("is that the provider gives no definite answer, or one that we don't know", () => {
    expect(compareCredit(out, unknown)).toMatchObject([
      { what: "no-answer", theirs: { side: "no-answer", why: "time-out" } },
    ]);
    expect(compareCredit(out, refused("other", "ACCESS_DENIED"))).toMatchObject([
      { what: "no-answer", theirs: { side: "no-answer", why: "ACCESS_DENIED" } },
    ]);
  });

  it.each<[string, Order, Partial<CreditView>]>([
    ["borrowed-there", waiting, { useState: "borrowed" }],
    ["borrowed-there", { ...waiting, state: "lapsed" }, { useState: "borrowed" }],
    ["borrowed-there", ended("cancelled", confirmed().order), { useState: "borrowed" }],
    ["borrowed-there", paid, { useState: "borrowed" }],
    ["borrowed-there", owing("completed"), { useState: "borrowed" }],
    ["borrowed-there", byMerchant(owing("owed")), { useState: "borrowed" }],
    ["cancelled-there", out, { useState: "cancelled" }],
    ["cancelled-there", owing("due"), { useState: "cancelled" }],
    ["cancelled-there", paid, { useState: "cancelled" }],
    ["restored-there", ended("cancelled", confirmed().order), { useState: "restored" }],
    ["paid-there", owing("completed"), restoredPaid],
    ["paid-there", owing("failed"), restoredPaid],
    ["not-paid-there", paid, { ...restoredPaid, payment: "failed" }],
    [
      "not-paid-there",
      ended("settled", owing("paid", { amount: fen(1) })),
      { useState: "restored", payment: "failed" },
    ],
    ["paid-there", owing("failed", { amount: fen(1) }), { ...restoredPaid, payAmount: fen(1) }],
    ["amount-differs", paid, { ...restoredPaid, payAmount: fen(500) }],
    ["kind-differs", paid, { ...restoredPaid, payKind: "damage" }],
    ["other-credit-order", out, { creditOrderNo: "Z2" }],
    ["other-rider", out, { riderId: "user/2088000000000009" }],
  ])("is %s", (what, order, view) => {
    expect(found(order, view)).toEqual([what]);
  });

  it("is money that both the provider and an operator collected", () => {
    expect(found(byHand, restoredPaid)).toEqual(["amount-differs", "paid-there"]);
  });

  it("is an id of a kind by which the rider is not known, and not one of a kind that is known", () => {
    expect(found(out, { riderId: "open/abc" })).toEqual(["other-rider"]);
    expect(found({ ...out, riderAlias: "open/abc" }, { riderId: "open/abc" })).toEqual([]);
    expect(found(out, { riderId: request.riderId })).toEqual([]);
  });

  it("is not that another rider confirmed what was cancelled for it", () => {
    const order: Order = { ...ended("cancelled", confirmed().order), cancelReason: "other-rider" };
    expect(found(order, { useState: "cancelled", riderId: "user/2088000000000009" })).toEqual([]);
  });
});
