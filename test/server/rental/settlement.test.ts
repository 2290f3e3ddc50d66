import { describe, expect, it } from "vitest";
import type { OrderEvent } from "../../../server/rental/event.ts";
import { fen } from "../../../server/rental/money.ts";
import { cancelCredit, completeCredit } from "../../../server/rental/order-steps.ts";
import { onCreditSeenWhileSettling } from "../../../server/rental/settlement.ts";
import {
  answered,
  confirmed,
  credit,
  day,
  hour,
  lent,
  minute,
  openedAt,
  refused,
  request,
  returned,
  returnedAt,
  Story,
  second,
  seenAs,
  settling,
  start,
  tariff,
  unknown,
} from "./examples.ts";

const completed = (answer: Extract<OrderEvent, { type: "credit-completed" }>["answer"], attempt = 0): OrderEvent => ({
  type: "credit-completed",
  answer,
  attempt,
});
const cancelled = (answer: Extract<OrderEvent, { type: "credit-cancelled" }>["answer"], attempt = 0): OrderEvent => ({
  type: "credit-cancelled",
  answer,
  attempt,
});
const ok = { outcome: "ok", value: {} } as const;
const paid = seenAs({ useState: "restored", payment: "paid", payAmount: fen(600), payKind: "rent" });
const later = returnedAt + second;

describe("settling", () => {
  it("is done when the query says paid; accepted is not paid", () => {
    const story = settling().at(later, completed(ok));
    expect(story.order).toMatchObject({ state: "settling", charge: { state: "completed" } });
    expect(story.effect("query-credit").dueAt).toBe(later);
    story.at(later, credit(paid));
    expect(story.order).toMatchObject({ state: "settled", charge: { state: "paid" }, endedAt: later });
  });

  it("of nothing is done when the order is restored", () => {
    const story = lent().at(openedAt + minute, returned(openedAt + minute));
    expect(story.effect("complete-credit").amount).toBe(0);
    story.at(later, completed(ok)).at(later, credit(seenAs({ useState: "restored" })));
    expect(story.order.state).toBe("settled");
  });

  it("waits for a payment in progress, and does not take it for a failure", () => {
    const story = settling().at(later, credit(seenAs({ useState: "restored", payment: "in-progress" })));
    expect(story.order.charge?.state).toBe("completed");
    expect(story.effect("query-credit").attempt).toBe(1);
    const bySms = settling().at(later, credit(seenAs({ payment: "in-progress" })));
    expect(bySms.asked).toEqual(["query-credit"]);
    expect(
      settling()
        .at(later, completed(ok))
        .at(later, credit(seenAs({ useState: "restored" }))).asked,
    ).toEqual(["query-credit"]);
  });

  it("goes on after a failed collection whose next try has an unknown outcome, or is refused", () => {
    const failedOnce = () => settling().at(later, completed(refused("payment-failed")));
    expect(failedOnce().order.charge?.state).toBe("failed");
    for (const answer of [unknown, refused("already-completed")]) {
      const story = failedOnce()
        .at(later + minute, completed(answer))
        .at(later + minute, credit(seenAs()));
      expect(story.asked).toEqual(["complete-credit"]);
    }
    const story = failedOnce()
      .at(later + minute, completed(refused("other")))
      .at(later + minute, credit(seenAs()));
    expect(story.order.review?.reason).toEqual({ code: "completion-refused", providerCode: "CODE" });
  });

  it("with an unknown outcome asks before it repeats, and repeats only what was not done", () => {
    const story = settling().at(later, completed(unknown, 2));
    expect(story.asked).toEqual(["query-credit"]);
    expect(story.effect("query-credit").dueAt).toBe(later + 8 * second);
    story.at(later, credit(unknown, 2));
    expect(story.asked).toEqual(["query-credit"]);
    story.at(later, credit(seenAs(), 2));
    expect(story.effect("complete-credit")).toMatchObject({ attempt: 3, amount: 600, restoredAt: returnedAt });
    expect(
      settling()
        .at(later, completed(refused("already-completed")))
        .at(later, credit(paid)).order.state,
    ).toBe("settled");
  });

  it("that never gets done goes to an operator after days of tries", () => {
    const story = settling().at(later, completed(unknown, 78)).at(later, credit(seenAs(), 78));
    expect(story.effect("complete-credit").attempt).toBe(79);
    story.at(later, completed(unknown, 79)).at(later, credit(seenAs(), 79));
    expect(story.order.review?.reason).toEqual({ code: "completion-not-taken" });
  });

  it("that can't be collected is tried again at once, next day, three and seven days later, then an operator looks", () => {
    const story = settling();
    for (const [index, delay] of [minute, day, 3 * day, 7 * day].entries()) {
      story.at(later, completed(refused("payment-failed")));
      expect(story.order.charge).toMatchObject({ state: "failed", failures: index + 1 });
      expect(story.effect("complete-credit")).toMatchObject({
        dueAt: later + delay,
        amount: 600,
        restoredAt: returnedAt,
      });
    }
    story.at(later, completed(refused("payment-failed")));
    expect(story.order.review?.reason).toEqual({ code: "collection-failed" });
    expect(story.asked).toEqual([]);
  });

  it("between two tries is not hastened by a look, and ends when the rider has paid by himself", () => {
    const story = settling().at(later, completed(refused("payment-failed")));
    expect(story.at(later, credit(seenAs())).asked).toEqual([]);
    expect(story.at(later, credit(paid)).order.state).toBe("settled");
  });

  it("refused for an unheard-of reason is looked at before an operator is called", () => {
    const story = settling().at(later, completed(refused("other", "STRANGE")));
    expect(story.asked).toEqual(["query-credit"]);
    expect(story.at(later, credit(seenAs())).order.review?.reason).toMatchObject({ providerCode: "STRANGE" });
  });

  it.each([
    ["another amount", seenAs({ useState: "restored", payment: "paid", payAmount: fen(601) })],
    ["another kind", seenAs({ useState: "restored", payment: "paid", payKind: "damage" })],
    ["a cancelled order", seenAs({ useState: "cancelled" })],
  ])("that meets %s goes to an operator", (_what, answer) => {
    expect(settling().at(later, credit(answer)).order.review).toBeDefined();
  });

  it("takes no outcome of a call that was not made", () => {
    expect(lent().at(later, completed(ok)).order.state).toBe("active");
    expect(lent().at(later, cancelled({ outcome: "ok", value: null })).order.state).toBe("active");
    const { order } = lent();
    expect(onCreditSeenWhileSettling(order, paid, 0, false, later).order).toBe(order);
    const { order: requested } = new Story();
    expect(() => cancelCredit(requested, later, 0)).toThrow(/no credit order/);
    const charge = { kind: "rent", amount: fen(0), lines: [], restoredAt: 0, state: "due", failures: 0 } as const;
    expect(() => completeCredit(requested, charge, later, 0)).toThrow(/no credit order/);
    expect(completeCredit({ ...requested, credit: { orderNo: "Z1" } }, charge, later, 0)).toMatchObject([
      { shopName: "咖啡馆" },
    ]);
  });

  it.each([
    ["accepted", ok],
    ["refused", refused("not-borrowed")],
    ["not collected", refused("payment-failed")],
    ["unknown", unknown],
  ])(
    "that a query has seen taken is not changed by a late answer that says %s: the query is asked again",
    (_what, answer) => {
      const taken = settling().at(later, credit(seenAs({ useState: "restored", payment: "in-progress" })));
      const { charge } = taken.order;
      taken.at(later + second, completed(answer));
      expect(taken.order.charge).toEqual(charge);
      expect(taken.effect("query-credit").dueAt).toBe(later + second);
    },
  );

  it("keeps the number of the money movement", () => {
    const story = settling().at(later, credit(seenAs({ useState: "restored", payment: "paid", fundNo: "F1" })));
    expect(story.order.charge).toMatchObject({ fundNo: "F1", paidAt: later });
    const dated = settling().at(later, credit(seenAs({ useState: "restored", payment: "paid", paidAt: later - 1 })));
    expect(dated.order.charge?.paidAt).toBe(later - 1);
  });

  it.each([
    ["before the order was made, by more than clocks differ", start - 600_001, start],
    ["in 1970", 0, start],
    ["after now, by more than clocks differ", later + 600_001, later],
    ["in the year 275760", 8_640_000_000_000_000, later],
  ])("that is paid %s is settled and dated within bounds, and an operator looks", (_what, paidAt, kept) => {
    const story = settling().at(later, credit(seenAs({ useState: "restored", payment: "paid", paidAt })));
    expect(story.order).toMatchObject({ state: "settled", charge: { state: "paid", paidAt: kept } });
    const reason = { code: "time-implausible", what: "payment", claimed: paidAt, kept };
    expect(story.order.review?.reason).toEqual(reason);
    expect(story.asked).toEqual([]);
  });

  it.each([
    [start - 600_000, start],
    [later + 600_000, later],
  ])("that is paid at a time which only the clocks' difference puts outside is dated within bounds", (paidAt, kept) => {
    const story = settling().at(later, credit(seenAs({ useState: "restored", payment: "paid", paidAt })));
    expect(story.order).toMatchObject({ state: "settled", charge: { state: "paid", paidAt: kept } });
    expect(story.order.review).toBeUndefined();
  });

  it("whose payment failed after the completion goes to an operator: it can't be completed again", () => {
    const story = settling().at(later, credit(seenAs({ useState: "restored", payment: "failed" })));
    expect(story.order).toMatchObject({ charge: { state: "failed" }, review: { reason: { code: "payment-failed" } } });
    const retry = { type: "operator-acted", act: { act: "close-review" }, reason: "the rider has money" } as const;
    expect(story.at(later + day, retry).asked).toEqual(["query-credit"]);
    expect(story.at(later + day, credit(paid)).order.state).toBe("settled");
  });

  it("that may have been sent by a hub that died is asked for, in the calendar too", () => {
    const instead = (answer: typeof paid | typeof unknown): OrderEvent => ({
      type: "credit-seen",
      answer,
      attempt: 0,
      instead: true,
    });
    expect(settling().at(later, instead(seenAs())).asked).toEqual(["complete-credit"]);
    const failed = () => settling().at(later, completed(refused("payment-failed")));
    expect(failed().at(later + minute, instead(seenAs())).asked).toEqual(["complete-credit"]);
    expect(failed().at(later + minute, instead(paid)).order.state).toBe("settled");
    const inTheDark = failed().at(later + minute, instead(unknown));
    expect(inTheDark.asked).toEqual(["query-credit"]);
    expect(inTheDark.at(later + hour, credit(seenAs())).asked).toEqual(["complete-credit"]);
  });

  it("once settled hears nothing any more", () => {
    const story = settling().at(later, credit(paid));
    const { order } = story;
    expect(story.at(later + hour, { type: "credit-noticed", about: "completed", noticeId: "n" }).asked).toEqual([]);
    expect(story.at(later + hour, credit(seenAs())).order).toBe(order);
    expect(story.at(later + hour, { type: "given-up" }).order).toBe(order);
  });
});

describe("settling what the provider does not collect", () => {
  const merchant = { ...request, tariff: { ...tariff, collectedBy: "merchant" as const } };
  const restoredThere = seenAs({ useState: "restored", payAmount: fen(600), payKind: "rent" });
  const collect = (amount: number) =>
    ({ type: "operator-acted", act: { act: "mark-collected", amount: fen(amount) }, reason: "paid in cash" }) as const;

  it("tells it the amount, and waits for an operator who has collected it", () => {
    const story = settling(merchant).at(later, completed(ok)).at(later, credit(restoredThere));
    expect(story.order).toMatchObject({ state: "settling", charge: { state: "owed", amount: 600 } });
    expect(story.asked).toEqual([]);
    const { order } = story;
    expect(story.at(later + hour, credit(restoredThere)).order).toBe(order);
    story.at(later + day, collect(600));
    expect(story.order).toMatchObject({
      state: "settled",
      endedAt: later + day,
      charge: { state: "paid", collectedByHand: 600, paidAt: later + day },
    });
  });

  it("may be collected in part, and is then written off; a lower amount is not asked for", () => {
    const owed = () => settling(merchant).at(later, credit(restoredThere));
    expect(owed().at(later, collect(0)).order).toMatchObject({ state: "settled", charge: { collectedByHand: 0 } });
    const waive = { type: "operator-acted", act: { act: "waive" }, reason: "a friend" } as const;
    expect(() => owed().at(later, waive)).toThrow(/order\/illegal-event/);
  });

  it("is done at once where there is nothing to pay", () => {
    const story = lent(merchant).at(openedAt + minute, returned(openedAt + minute));
    expect(story.at(later, credit(seenAs({ useState: "restored" }))).order.state).toBe("settled");
  });
});

describe("cancelling", () => {
  const cancelling = () => confirmed().at(openedAt, answered({ outcome: "refused", reason: "lock-fault" }, openedAt));

  it("is done when the provider says so, or that it was done before", () => {
    expect(cancelling().at(later, cancelled({ outcome: "ok", value: null })).order).toMatchObject({
      state: "cancelled",
      endedAt: later,
    });
    const story = cancelling().at(later, cancelled(refused("already-cancelled")));
    expect(story.order.state).toBe("cancelled");
    expect(story.at(later, credit(seenAs())).asked).toEqual([]);
  });

  it("that is refused for days goes to an operator: the rider must not stay bound for nothing", () => {
    const story = cancelling()
      .at(later, cancelled(refused("other"), 78))
      .at(later, credit(seenAs(), 78));
    expect(story.effect("cancel-credit").attempt).toBe(79);
    story.at(later, cancelled(refused("other"), 79)).at(later, credit(seenAs(), 79));
    expect(story.order.review?.reason).toEqual({ code: "cancellation-not-taken" });
  });

  it("with an unknown outcome asks before it repeats", () => {
    const story = cancelling().at(later, cancelled(unknown, 1));
    expect(story.effect("query-credit").dueAt).toBe(later + 4 * second);
    expect(story.at(later, credit(unknown)).asked).toEqual(["query-credit"]);
    expect(story.at(later, credit(seenAs(), 1)).effect("cancel-credit").attempt).toBe(2);
    expect(story.at(later, credit(seenAs({ useState: "cancelled" }))).order.state).toBe("cancelled");
  });

  it("refused otherwise is looked at, and a completed order goes to an operator", () => {
    const story = cancelling().at(later, cancelled(refused("not-borrowed")));
    expect(story.effect("query-credit").dueAt).toBe(later);
    expect(story.at(later, credit(seenAs({ useState: "restored" }))).order.review?.reason).toEqual({
      code: "completed-unlent",
    });
  });
});
