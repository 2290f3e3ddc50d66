import { describe, expect, it } from "vitest";
import { creditRequest } from "../../../server/http/credit-request.ts";
import { orderView } from "../../../server/http/order-view.ts";
import { fen } from "../../../server/rental/money.ts";
import type { Order } from "../../../server/rental/order.ts";
import {
  answered,
  confirmed,
  confirmedAt,
  credit,
  hour,
  inDoubt,
  lent,
  minute,
  noSuchOrder,
  openedAt,
  place,
  refused,
  request,
  returnedAt,
  Story,
  second,
  seenAs,
  settling,
  start,
} from "../rental/examples.ts";

const at = (order: Order, now: number) => orderView(order, now, () => "https://wallet.example/");
const completed = (story: Story, answer: ReturnType<typeof refused> | { outcome: "ok"; value: object }) =>
  story.at(returnedAt + second, { type: "credit-completed", answer, attempt: 0 });

describe("the phase of an order", () => {
  const notOpened = () => confirmed().at(openedAt, answered({ outcome: "refused", reason: "lock-fault" }, openedAt));
  const lapsed = () => new Story().at(start + 4 * minute, credit(noSuchOrder));
  const tooLate = () => lapsed().at(start + 20 * minute, credit(seenAs()));
  const contradiction = () =>
    lent().at(openedAt + second, answered({ outcome: "refused", reason: "lock-fault" }, openedAt));
  const paid = () => {
    const story = completed(settling(), { outcome: "ok", value: {} });
    return story.at(
      returnedAt + 2 * second,
      credit(seenAs({ useState: "restored", payment: "paid", payAmount: fen(600) })),
    );
  };

  it.each([
    ["confirm", () => new Story()],
    ["opening", () => confirmed()],
    ["checking", () => inDoubt()],
    ["lent", () => lent()],
    ["collecting", () => settling()],
    ["payment-due", () => completed(settling(), refused("payment-failed"))],
    ["settled", paid],
    ["lapsed", lapsed],
    ["not-opened", notOpened],
    ["cancelled", tooLate],
    ["review", contradiction],
  ] as const)("is %s", (phase, story) => {
    expect(at(story().order, returnedAt).phase).toBe(phase);
  });
});

describe("an order's view", () => {
  it("names the wallet only while there is something to confirm", () => {
    expect(at(new Story().order, start).walletUrl).toBe("https://wallet.example/");
    const never = () => {
      throw new Error("a signature costs time");
    };
    for (const story of [confirmed(), lent(), settling()]) {
      expect(orderView(story.order, returnedAt, never)).not.toHaveProperty("walletUrl");
    }
  });

  it("tells what it costs so far, when that next grows, and when it is overdue", () => {
    const view = at(lent().order, openedAt + 90 * minute);
    expect(view).toMatchObject({
      place,
      slot: 7,
      openedAt,
      amount: 600,
      amountChangesAt: openedAt + 2 * hour + 5 * minute + 1,
      overdueAt: openedAt + 240 * hour,
      now: openedAt + 90 * minute,
    });
    expect(view.lines.reduce((sum, line) => sum + line.amount, 0)).toBe(600);
    expect(view).not.toHaveProperty("returnedAt");
  });

  it("costs nothing before the slot opens", () => {
    for (const story of [new Story(), confirmed(), inDoubt()]) {
      expect(at(story.order, confirmedAt + hour)).toMatchObject({ amount: 0, lines: [] });
    }
  });

  it("tells where and when it was returned, and the final amount", () => {
    const view = at(settling().order, returnedAt + 40 * hour);
    expect(view).toMatchObject({ returnedAt, returnedTo: { place: "咖啡馆", slot: 3 }, amount: 600 });
    expect(view).not.toHaveProperty("amountChangesAt");
  });

  it("stops to count under review", () => {
    const { order } = lent().at(openedAt + hour, answered({ outcome: "refused", reason: "lock-fault" }, openedAt));
    expect(at(order, openedAt + hour).amount).toBe(at(order, openedAt + 9 * hour).amount);
  });

  it("of an order without a loan is a fault", () => {
    expect(() => at({ ...new Story().order, loans: [] }, start)).toThrow(/has no loan/);
  });
});

describe("what the wallet is asked to confirm", () => {
  const texts = { goodsName: "共享充电宝", publicUrl: "https://hub.example" };

  it("is the order, its place and its price, and never more than the deposit", () => {
    expect(creditRequest(new Story().order, texts)).toEqual({
      orderNo: request.orderNo,
      goodsName: "共享充电宝",
      rentInfo: "前5分钟免费",
      rentUnit: "hour",
      rentAmount: 300,
      depositAmount: 9900,
      borrowedAt: start,
      expiresAt: start + 240 * hour,
      shopName: "咖啡馆",
      returnUrl: `https://hub.example/o/${request.orderNo}`,
    });
  });

  it("is the daily cap where nothing is free, and counts every loan", () => {
    const tariff = { ...request.tariff, freeMinutes: 0, dailyCap: fen(1950) };
    const { order } = new Story({ ...request, tariff, slots: [{ slot: 7 }, { slot: 8 }] });
    expect(creditRequest(order, texts)).toMatchObject({
      rentInfo: "24小时封顶19.5元",
      rentAmount: 600,
      depositAmount: 19_800,
    });
  });
});
