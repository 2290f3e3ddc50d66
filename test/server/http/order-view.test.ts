import { describe, expect, it } from "vitest";
import { orderSummary, orderView } from "../../../server/http/order-view.ts";
import { fen } from "../../../server/rental/money.ts";
import type { Order } from "../../../server/rental/order.ts";
import type { Tariff } from "../../../server/rental/tariff.ts";
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
  returned,
  returnedAt,
  Story,
  second,
  seenAs,
  settling,
  start,
} from "../rental/examples.ts";

const kind = { id: "power-bank", name: { zh: "充电宝", en: "power bank" }, icon: "power-bank" as const };
const at = (order: Order, now: number) =>
  orderView({ order, kind, operator: {} }, now, () => "https://wallet.example/");
const twoItems = { ...request, slots: [{ slot: 7 }, { slot: 8 }] };
const byMerchant = { ...request, tariff: { ...request.tariff, collectedBy: "merchant" as const } };
/** The slot did not open, and another one is looked for. */
const failed = (otherSlot: Tariff["otherSlot"]) =>
  confirmed({ ...request, tariff: { ...request.tariff, otherSlot } }).at(
    openedAt,
    answered({ outcome: "refused", reason: "lock-fault" }, openedAt),
  );
const completed = (story: Story, answer: ReturnType<typeof refused> | { outcome: "ok"; value: object }) =>
  story.at(returnedAt + second, { type: "credit-completed", answer, attempt: 0 });

describe("the phase of an order", () => {
  const notOpened = () => confirmed().at(openedAt, answered({ outcome: "refused", reason: "lock-fault" }, openedAt));
  const lapsed = () => new Story().at(start + 4 * minute, credit(noSuchOrder));
  const tooLate = () => lapsed().at(start + 20 * minute, credit(seenAs()));
  const contradiction = () =>
    lent().at(openedAt + second, answered({ outcome: "refused", reason: "lock-fault" }, openedAt));
  const owed = () => {
    const story = completed(settling(byMerchant), { outcome: "ok", value: {} });
    return story.at(returnedAt + 2 * second, credit(seenAs({ useState: "restored", payAmount: fen(600) })));
  };
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
    ["collecting", () => completed(settling(), { outcome: "ok", value: {} })],
    ["owed", owed],
    ["payment-due", () => completed(settling(), refused("payment-failed"))],
    ["settled", paid],
    ["lapsed", lapsed],
    ["not-opened", notOpened],
    ["cancelled", tooLate],
    ["review", contradiction],
  ] as const)("is %s", (phase, story) => {
    expect(at(story().order, returnedAt).phase).toBe(phase);
  });

  it("is the offer while a slot is offered, and the opening while one is chosen or opens", () => {
    const chosen = failed("offer");
    expect(at(chosen.order, openedAt).phase).toBe("opening");
    chosen.at(openedAt, { type: "slot-chosen", choice: { slot: 9, expectedItemId: "BANK09" } });
    expect(at(chosen.order, openedAt).phase).toBe("offer");
    chosen.at(openedAt, { type: "offer-answered", accepted: true });
    expect(at(chosen.order, openedAt).phase).toBe("opening");
  });

  it("of several items is that of the one for which something is still to happen", () => {
    const story = confirmed(twoItems).at(openedAt, answered({ outcome: "opened" }, openedAt, 1));
    expect(at(story.order, openedAt).phase).toBe("opening");
    story.at(openedAt, answered({ outcome: "unknown", reason: "board-silent" }, openedAt, 2));
    expect(at(story.order, openedAt).phase).toBe("checking");
    story.at(openedAt + second, answered({ outcome: "opened" }, openedAt + second, 2));
    expect(at(story.order, openedAt + second).phase).toBe("lent");
    story.at(returnedAt, returned(returnedAt, undefined, 2));
    expect(at(story.order, returnedAt).phase).toBe("lent");
  });
});

describe("an order's view", () => {
  it("names the wallet only while there is something to confirm", () => {
    expect(at(new Story().order, start).walletUrl).toBe("https://wallet.example/");
    const never = () => {
      throw new Error("a signature costs time");
    };
    for (const story of [confirmed(), lent(), settling()]) {
      expect(orderView({ order: story.order, kind, operator: {} }, returnedAt, never)).not.toHaveProperty("walletUrl");
    }
  });

  it("tells what it costs so far, when that next grows, and when it is overdue", () => {
    const view = at(lent().order, openedAt + 90 * minute);
    expect(view).toMatchObject({
      place,
      items: [{ loanNo: 1, slot: 7, state: "lent", openedAt }],
      openedAt,
      amount: 600,
      amountChangesAt: openedAt + 2 * hour + 5 * minute + 1,
      nextAmount: 900,
      overdueAt: start + 240 * hour,
      paused: false,
      now: openedAt + 90 * minute,
    });
    expect(view.lines.reduce((sum, line) => sum + line.amount, 0)).toBe(600);
    expect(view).not.toHaveProperty("returnedAt");
  });

  it("costs nothing before the slot opens", () => {
    for (const story of [new Story(), confirmed(), inDoubt()]) {
      const view = at(story.order, confirmedAt + hour);
      expect(view).toMatchObject({ amount: 0, lines: [] });
      expect(view).not.toHaveProperty("openedAt");
      expect(view).not.toHaveProperty("overdueAt");
    }
  });

  it("tells where and when each item was returned, and the final amount", () => {
    const view = at(settling().order, returnedAt + 40 * hour);
    expect(view).toMatchObject({
      items: [{ state: "returned", returnedAt, returnedTo: { place: "咖啡馆", slot: 3 }, mayReport: [] }],
      returnedAt,
      amount: 600,
    });
    expect(view).not.toHaveProperty("amountChangesAt");
  });

  it("of several items begins with the first and ends with the last, which is not back before all are", () => {
    const story = confirmed(twoItems)
      .at(openedAt + second, answered({ outcome: "opened" }, openedAt + second, 1))
      .at(openedAt + second, answered({ outcome: "opened" }, openedAt, 2))
      .at(openedAt + hour, returned(openedAt + hour, undefined, 1));
    const view = at(story.order, openedAt + 2 * hour);
    expect(view).toMatchObject({ openedAt, items: [{ state: "returned" }, { state: "lent" }], amount: 900 });
    expect(view).not.toHaveProperty("returnedAt");
    expect(at(story.at(returnedAt, returned(returnedAt, undefined, 2)).order, returnedAt).returnedAt).toBe(returnedAt);
  });

  it("stops to count under review, and says that billing pauses", () => {
    const { order } = lent().at(openedAt + hour, answered({ outcome: "refused", reason: "lock-fault" }, openedAt));
    expect(at(order, openedAt + hour).amount).toBe(at(order, openedAt + 9 * hour).amount);
    expect(at(order, openedAt + hour).paused).toBe(true);
    const notOut = inDoubt().at(openedAt, { type: "woken", about: { what: "answer-overdue", loanNo: 1 }, attempt: 0 });
    const looked = notOut.at(openedAt + hour, {
      type: "woken",
      about: { what: "answer-overdue", loanNo: 1 },
      attempt: 9,
    });
    expect(at(looked.order, openedAt + hour)).toMatchObject({ phase: "review", paused: false });
  });

  it("shows a slot that takes another one's place after it, with the time until which it is offered", () => {
    const { order } = failed("offer").at(openedAt, { type: "slot-chosen", choice: { slot: 9 } });
    expect(at(order, openedAt).items).toEqual([
      { loanNo: 1, slot: 7, state: "not-opened", mayReport: [] },
      { loanNo: 2, slot: 9, state: "offered", offeredUntil: openedAt + minute, mayReport: [] },
    ]);
  });

  it("shows an item in doubt as one that is being checked, and one that is gone as lost", () => {
    expect(at(inDoubt().order, openedAt).items).toMatchObject([{ state: "checking" }]);
    const gone = lent().at(returnedAt, { type: "woken", about: { what: "given-up-for-lost", loanNo: 1 }, attempt: 0 });
    const view = at(gone.order, returnedAt);
    expect(view).toMatchObject({ items: [{ state: "lost" }], amount: 9900 });
    expect(view).not.toHaveProperty("returnedAt");
  });

  it("tells what is frozen: the items' worth, where the rider was not admitted without deposit", () => {
    const seen = (admitted?: boolean) =>
      new Story(twoItems).at(confirmedAt, credit(seenAs(admitted === undefined ? {} : { admitted })));
    expect(at(seen(false).order, confirmedAt).deposit).toEqual({ amount: 19_800, frozen: true });
    for (const admitted of [true, undefined]) {
      expect(at(seen(admitted).order, confirmedAt).deposit).toEqual({ amount: 19_800, frozen: false });
    }
  });

  it("offers a renewal while there is one left, from the due time or from now where that is past", () => {
    const often = { ...request, tariff: { ...request.tariff, renewals: 2 } };
    const story = lent(often);
    const due = start + 240 * hour;
    expect(at(story.order, openedAt).renewal).toEqual({ until: due + 240 * hour, left: 2 });
    expect(at(story.order, due + hour).renewal).toEqual({ until: due + hour + 240 * hour, left: 2 });
    story.at(openedAt, { type: "renewed" });
    expect(at(story.order, openedAt)).toMatchObject({ overdueAt: due + 240 * hour, renewal: { left: 1 } });
    story.at(openedAt, { type: "renewed" });
    expect(at(story.order, openedAt)).not.toHaveProperty("renewal");
    expect(at(lent().order, openedAt)).not.toHaveProperty("renewal");
  });

  it("says what may be reported of an item, and what was", () => {
    const story = lent();
    expect(at(story.order, openedAt).items[0]).toMatchObject({ mayReport: ["not-opened", "returned"] });
    story.at(openedAt + hour, { type: "rider-reported", loanNo: 1, report: { claim: "returned" } });
    const view = at(story.order, openedAt + hour);
    expect(view.items[0]).toMatchObject({ reported: "returned", mayReport: ["not-opened"] });
    expect(view).toMatchObject({ phase: "lent", paused: true, pausedAt: openedAt + hour });
    expect(at(lent().order, openedAt + hour)).not.toHaveProperty("pausedAt");
    expect(view).not.toHaveProperty("amountChangesAt");
  });

  it("says why it ended without a loan, and what was given back", () => {
    const lapsed = new Story().at(start, { type: "given-up" }).at(start + second, credit(noSuchOrder));
    expect(at(lapsed.order, start + second).lapseReason).toBe("given-up");
    const { order } = settling();
    expect(at({ ...order, refund: { amount: fen(250), at: returnedAt } }, returnedAt).refund).toBe(250);
    expect(at(order, returnedAt)).not.toHaveProperty("refund");
  });
});

describe("an order in short", () => {
  it("counts what was had, and what was asked for where nothing was", () => {
    const items = (story: Story) => orderSummary(story.order, kind, returnedAt).items;
    expect(items(new Story(twoItems))).toBe(2);
    const refusal = { outcome: "refused", reason: "lock-fault" } as const;
    const one = confirmed(twoItems).at(openedAt, answered(refusal, openedAt, 2));
    expect(items(one)).toBe(1);
    expect(items(one.at(openedAt, answered(refusal, openedAt, 1)))).toBe(2);
  });

  it("says the same as the order itself", () => {
    const { order } = settling();
    const { orderNo, phase, place, itemKind, createdAt, openedAt, amount } = at(order, returnedAt);
    const said = { orderNo, phase, place, itemKind, createdAt, openedAt, amount };
    expect(orderSummary(order, kind, returnedAt)).toEqual({ ...said, items: 1 });
  });
});
