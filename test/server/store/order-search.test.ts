import { expect, test } from "vitest";
import { orderSearch } from "../../../server/store/order-search.ts";
import { byLentItem, type OrderRecord, orderTable } from "../../../server/store/order-table.ts";
import { inDoubt, lent, request, Story, settling, start } from "../rental/examples.ts";

const record = ({ order }: Story, ledger: OrderRecord["ledger"] = []): OrderRecord => ({
  order,
  effects: [],
  nextEffectId: 1,
  audit: [],
  ledger,
});

test("an order is searched by the Beijing day on which it was made, its cabinet and what that lends", () => {
  expect(orderSearch(record(new Story()))).toEqual({
    at: start,
    day: "2026-11-23",
    site: "cab-1",
    kind: "power-bank",
    state: "requested",
    review: null,
    amount: null,
    charged: 0,
    fees: 0,
    refunded: 0,
    owed: 0,
    written_off: 0,
    by_hand: 0,
    opened: 0,
    not_opened: 0,
    opening_ms: 0,
    lent_ms: 0,
  });
  expect(orderSearch(record(new Story({ ...request, itemKind: "umbrella" }))).kind).toBe("umbrella");
});

test("an order has an amount once it is charged, and the code of its review while it is in review", () => {
  const story = settling();
  const review = { since: start, reason: { code: "payment-failed" } } as const;
  expect(orderSearch(record(story)).amount).toBe(story.order.charge?.amount);
  expect(orderSearch({ ...record(story), order: { ...story.order, review } }).review).toBe("payment-failed");
});

test("the sums of an order are those of its ledger", () => {
  const entry = (lines: OrderRecord["ledger"][number]["lines"]) => ({ at: start, what: "charge" as const, lines });
  const ledger = [
    entry([
      { account: "rent", amount: -900 },
      { account: "damages", amount: -100 },
      { account: "receivable", amount: 1000 },
    ]),
    entry([
      { account: "receivable", amount: -700 },
      { account: "written-off", amount: 300 },
      { account: "service-fee", amount: 2 },
      { account: "collected", amount: 398 },
    ]),
    entry([
      { account: "collected", amount: -50 },
      { account: "refunds", amount: 50 },
    ]),
  ];
  expect(orderSearch(record(lent(), ledger))).toMatchObject({
    charged: 1000,
    fees: 2,
    refunded: 50,
    owed: 300,
    written_off: 300,
  });
});

test("slots that opened are counted with the time that it took, slots that did not open by themselves", () => {
  const counted = (story: Story) => {
    const { opened, not_opened, opening_ms } = orderSearch(record(story));
    return { opened, not_opened, opening_ms };
  };
  expect(counted(new Story())).toEqual({ opened: 0, not_opened: 0, opening_ms: 0 });
  expect(counted(inDoubt())).toEqual({ opened: 0, not_opened: 0, opening_ms: 0 });
  expect(counted(lent())).toMatchObject({ opened: 1, not_opened: 0 });
  const { order } = lent();
  const [loan] = order.loans;
  if (!loan?.command) throw new Error("no command opened the slot");
  const issuedAt = loan.command.expiresAt - order.terms.openWithin;
  const late = { ...loan, openedAt: issuedAt + 1200 };
  const { openedAt: _, ...shut } = { ...loan, state: "not-opened" as const };
  const both = orderSearch({ ...record(lent()), order: { ...order, loans: [late, shut] } });
  expect(both).toMatchObject({ opened: 1, not_opened: 1, opening_ms: 1200 });
});

test("an item counts as lent for the time from its opening to its return, and not before it is back", () => {
  expect(orderSearch(record(lent())).lent_ms).toBe(0);
  const { order } = settling();
  const [loan] = order.loans;
  if (loan?.openedAt === undefined || !loan.returned) throw new Error("the item is not back");
  expect(loan.returned.at).toBeGreaterThan(loan.openedAt);
  expect(orderSearch(record(settling())).lent_ms).toBe(loan.returned.at - loan.openedAt);
});

test("an order is found by every item that it lent, and by none that only may come out", () => {
  const found = (story: Story) => orderTable.index(record(story)).filter((entry) => entry.startsWith("lent-item/"));
  expect(found(new Story())).toEqual([]);
  expect(found(inDoubt())).toEqual([]);
  expect(found(lent())).toEqual([byLentItem("BANK07")]);
  expect(found(settling())).toEqual([byLentItem("BANK07")]);
});
