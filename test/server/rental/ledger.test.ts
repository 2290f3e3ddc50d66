import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../../server/rental/decide.ts";
import {
  type Account,
  type Booking,
  balances,
  type LedgerEntry,
  moneyAddsUp,
  postings,
} from "../../../server/rental/ledger.ts";
import { fen } from "../../../server/rental/money.ts";
import type { OperatorAct } from "../../../server/rental/operator-act.ts";
import type { Charge, Order } from "../../../server/rental/order.ts";
import { hasEnded } from "../../../server/rental/transitions.ts";
import { credit, hour, lent, returned, returnedAt, Story, seenAs, settling, start } from "./examples.ts";

const at = returnedAt + hour;
const paidAt = returnedAt + 10_000;

/** As the books write it: `collection: collected +596 service-fee +4 receivable -600`. */
function written(entries: readonly LedgerEntry[]): string[] {
  return entries.map(({ what, lines }) => {
    const amounts = lines.map(({ account, amount }) => `${account} ${amount > 0 ? "+" : ""}${amount}`);
    return `${what}: ${amounts.join(" ")}`;
  });
}

const change = (before: Order, after: Order) => written(postings(before, after, at));

/** An order that owes 600 fen of rent, and what it becomes with another charge. */
const owing = settling().order;
function withCharge(changes: Partial<Charge>, order = owing): Order {
  if (!order.charge) throw new Error("no charge");
  return { ...order, charge: { ...order.charge, ...changes } };
}
const settled = (order: Order): Order => ({ ...order, state: "settled" });
const frozen = (order: Order): Order => ({ ...order, credit: { orderNo: "Z1", admitted: false } });
const paid = settled(withCharge({ state: "paid", paidAt }));
const byHand = settled(withCharge({ state: "paid", collectedByHand: fen(400), paidAt }));

describe("a charge", () => {
  it("makes a claim and is earned as rent", () => {
    expect(change(lent().order, owing)).toEqual(["charge: receivable +600 rent -600"]);
  });

  it("for what is lost is earned as damages", () => {
    expect(change(lent().order, withCharge({ kind: "damage" }))).toEqual(["charge: receivable +600 damages -600"]);
  });

  it("of nothing books nothing", () => {
    expect(change(lent().order, withCharge({ amount: fen(0), lines: [], state: "paid" }))).toEqual([]);
  });

  it("that an operator lowers is written off by so much", () => {
    const lines = [...(owing.charge?.lines ?? []), { what: "waived" as const, count: 1, amount: -450 }];
    const lowered = withCharge({ amount: fen(150), lines });
    expect(change(owing, lowered)).toEqual(["waiver: receivable -450 written-off +450"]);
    expect(change(lent().order, lowered)).toEqual([
      "charge: receivable +600 rent -600",
      "waiver: receivable -450 written-off +450",
    ]);
  });

  it("that turns into another one takes the first one's place", () => {
    expect(change(owing, withCharge({ kind: "damage", amount: fen(9900) }))).toEqual([
      "charge: receivable +9300 rent +600 damages -9900",
    ]);
  });

  it("that only changes its state books nothing", () => {
    expect(change(owing, withCharge({ state: "failed", failures: 1 }))).toEqual([]);
    expect(change(owing, withCharge({ state: "completed" }))).toEqual([]);
    expect(change(owing, withCharge({ state: "owed" }))).toEqual([]);
  });
});

describe("a collection", () => {
  it("by the provider is booked gross, fee and net, at the time of the payment, with the fee's rounding", () => {
    expect(postings(owing, paid, at)).toEqual([
      {
        at: paidAt,
        what: "collection",
        lines: [
          { account: "receivable", amount: -600 },
          { account: "collected", amount: 596 },
          { account: "service-fee", amount: 4 },
        ],
        feeRounding: 400,
      },
    ]);
  });

  it("that nobody dated is booked when it is seen", () => {
    expect(postings(owing, settled(withCharge({ state: "paid" })), at)[0]?.at).toBe(at);
  });

  it("that turns out to be of another amount corrects the fee's rounding too", () => {
    const more = { ...paid, charge: { ...(paid.charge as Charge), amount: fen(1000) } };
    expect(postings(paid, more, at)).toMatchObject([{ what: "charge" }, { what: "collection", feeRounding: -400 }]);
  });

  it("by hand writes off the rest, when it is noted and not again when the order is settled", () => {
    const noted = withCharge({ collectedByHand: fen(400), paidAt });
    expect(change(owing, noted)).toEqual([
      "collection-by-hand: receivable -400 collected-by-hand +400",
      "write-off: receivable -200 written-off +200",
    ]);
    expect(change(noted, byHand)).toEqual([]);
  });

  it("by hand of the whole writes nothing off", () => {
    expect(change(owing, withCharge({ collectedByHand: fen(600) }))).toEqual([
      "collection-by-hand: receivable -600 collected-by-hand +600",
    ]);
  });
});

describe("a refund", () => {
  const refund = { amount: fen(250), at: paidAt + hour };

  it("goes out of the account to which the provider paid, on its own day", () => {
    const [entry] = postings(paid, { ...paid, refund }, at);
    expect(entry).toMatchObject({ at: refund.at, what: "refund" });
    expect(change(paid, { ...paid, refund })).toEqual(["refund: collected -250 refunds +250"]);
  });

  it("goes out of the operators' hands where they collected", () => {
    expect(change(byHand, { ...byHand, refund })).toEqual(["refund: collected-by-hand -250 refunds +250"]);
  });
});

describe("a frozen deposit", () => {
  const held = frozen(lent().order);

  it("is noted once it is seen, and only of riders without credit", () => {
    expect(change(new Story().order, held)).toEqual(["deposit-frozen: deposits-frozen +9900 deposits-of-riders -9900"]);
    expect(change(new Story().order, lent().order)).toEqual([]);
  });

  it("is given back but for what is charged", () => {
    expect(change(frozen(owing), frozen(paid)).slice(1)).toEqual([
      "deposit-captured: deposits-frozen -600 deposits-of-riders +600",
      "deposit-released: deposits-frozen -9300 deposits-of-riders +9300",
    ]);
  });

  it("pays for an item that is lost as it pays a rent", () => {
    const lines = [{ what: "lost" as const, count: 1, amount: 9900 }];
    const bought = withCharge({ kind: "damage", amount: fen(9900), lines });
    const collected = settled(withCharge({ state: "paid", paidAt }, bought));
    expect(change(frozen(bought), frozen(collected))).toEqual([
      expect.stringContaining("collection: receivable -9900"),
      "deposit-captured: deposits-frozen -9900 deposits-of-riders +9900",
    ]);
  });

  it("is given back whole where nothing was lent, and where the rent was collected by hand", () => {
    const whole = "deposit-released: deposits-frozen -9900 deposits-of-riders +9900";
    expect(change(held, { ...held, state: "cancelled" })).toEqual([whole]);
    expect(change(frozen(owing), frozen(byHand)).at(-1)).toBe(whole);
  });
});

it("the first sight of an order books everything that it shows", () => {
  expect(written(postings(undefined, paid, at))).toEqual([
    "charge: receivable +600 rent -600",
    "collection: receivable -600 collected +596 service-fee +4",
  ]);
});

describe("money adds up", () => {
  const entries = postings(undefined, frozen(paid), at);

  it("where the books hold what the order says", () => {
    expect(moneyAddsUp(frozen(paid), entries)).toBeUndefined();
    expect(moneyAddsUp(owing, postings(undefined, owing, at))).toBeUndefined();
  });

  it("never where an entry does not balance", () => {
    const [first, ...others] = entries;
    const broken = { ...(first as LedgerEntry), lines: [{ account: "receivable" as const, amount: 600 }] };
    expect(moneyAddsUp(frozen(paid), [broken, ...others])).toBe(`the entry "charge" of ${at} does not add up to 0`);
  });

  it("never where an entry is missing or there twice", () => {
    for (const [index, entry] of entries.entries()) {
      expect(moneyAddsUp(frozen(paid), entries.toSpliced(index, 1))).toContain(`"${entry.what}"`);
      expect(moneyAddsUp(frozen(paid), [...entries, entry])).toContain(`"${entry.what}"`);
    }
  });

  it("never where more is charged than was authorised", () => {
    const dear = { ...paid, deposit: fen(500) };
    expect(moneyAddsUp(dear, postings(undefined, dear, at))).toBe("600 fen were charged, but only 500 authorised");
  });

  it("never where more is given back than came in", () => {
    const generous = { ...paid, refund: { amount: fen(700), at } };
    expect(moneyAddsUp(generous, postings(undefined, generous, at))).toBe("700 fen were given back of 600");
  });

  it("never where an order ends with a claim", () => {
    const forgotten = settled(owing);
    expect(moneyAddsUp(forgotten, postings(undefined, forgotten, at))).toBe(
      "the order is settled, but 600 fen are still owed",
    );
  });
});

const amounts = fc.integer({ min: 0, max: 9900 }).map(fen);
const charges: fc.Arbitrary<Charge | undefined> = fc.option(
  fc.record(
    {
      kind: fc.constantFrom("rent" as const, "damage" as const),
      amount: amounts,
      lines: fc.array(
        fc.record({
          what: fc.constantFrom("units" as const, "waived" as const),
          count: fc.constant(1),
          amount: fc.integer({ min: -9900, max: 0 }),
        }),
        { maxLength: 3 },
      ),
      restoredAt: fc.constant(start),
      state: fc.constantFrom("due" as const, "completed" as const, "failed" as const, "owed" as const, "paid" as const),
      failures: fc.constant(0),
      collectedByHand: amounts,
      paidAt: fc.constant(at),
    },
    { requiredKeys: ["kind", "amount", "lines", "restoredAt", "state", "failures"] },
  ),
  { nil: undefined },
);
const orders = fc
  .record({
    state: fc.constantFrom("requested", "lapsed", "active", "settling", "settled", "cancelling", "cancelled" as const),
    charge: charges,
    admitted: fc.constantFrom(true, false, undefined),
    refund: fc.option(fc.record({ amount: amounts, at: fc.constant(at) }), { nil: undefined }),
  })
  .map(({ state, charge, admitted, refund }) => {
    const { charge: _, ...order } = owing;
    const credit = { orderNo: "Z1", ...(admitted !== undefined && { admitted }) };
    return { ...order, state, credit, ...(charge && { charge }), ...(refund && { refund }) };
  });

describe("whatever an order becomes", () => {
  it("every entry balances, none is empty, and the entries of all changes add up to those of the last state", () => {
    fc.assert(
      fc.property(fc.array(orders, { minLength: 1, maxLength: 6 }), (life) => {
        const entries = life.flatMap((order, index) => postings(life[index - 1], order, at));
        for (const { lines } of entries) {
          expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
          expect(lines.length).toBeGreaterThan(1);
          expect(lines.map(({ amount }) => amount)).not.toContain(0);
        }
        const last = life.at(-1) as Order;
        const sums = (all: readonly LedgerEntry[]) => new Map([...balances(all)].filter(([, sum]) => sum !== 0));
        expect(sums(entries)).toEqual(sums(postings(undefined, last, at)));
        const sum = (account: Account, of = entries) => balances(of).get(account) ?? 0;
        const booked = (what: Booking) => entries.filter((entry) => entry.what === what);
        if (hasEnded(last.state)) expect(sum("deposits-frozen")).toBe(0);
        if (last.charge?.state === "paid") expect(sum("receivable")).toBe(0);
        if (last.charge?.state === "paid" && last.charge.collectedByHand === undefined)
          expect(sum("collected", booked("collection")) + sum("service-fee")).toBe(last.charge.amount);
        const [captured, released] = (["deposit-captured", "deposit-released"] as const).map(
          (what) => -sum("deposits-frozen", booked(what)),
        );
        const authorised = last.credit?.admitted === false ? last.deposit : 0;
        expect((captured ?? 0) + (released ?? 0) + sum("deposits-frozen")).toBe(authorised);
      }),
    );
  });
});

describe("over the life of an order", () => {
  const views = fc.record({
    useState: fc.constantFrom("borrowed" as const, "restored" as const, "cancelled" as const),
    payment: fc.constantFrom("not-started" as const, "in-progress" as const, "paid" as const, "failed" as const),
    payKind: fc.constantFrom("rent" as const, "damage" as const),
    payAmount: fc.constantFrom(0, 600, 900, 9900).map(fen),
    admitted: fc.boolean(),
  });
  const steps = fc.oneof(
    views.map((view) => credit(seenAs(view))),
    fc.integer({ min: 0, max: 3 * hour }).map((after) => returned(start + after)),
    fc.constant({
      type: "credit-completed" as const,
      answer: { outcome: "refused", reason: "payment-failed", providerCode: "FAILED" } as const,
      attempt: 0,
    }),
    fc
      .constantFrom<OperatorAct>(
        { act: "waive" },
        { act: "cancel" },
        { act: "close-review" },
        { act: "lower-amount", amount: fen(150) },
        { act: "mark-collected", amount: fen(0) },
        { act: "mark-collected", amount: fen(150) },
        { act: "record-refund", amount: fen(150) },
      )
      .map((act) => ({ type: "operator-acted" as const, act, reason: "because" })),
  );

  it("the books hold what it says at every step, and nothing is left over at its end", () => {
    const ends = new Set<string>();
    const from = fc.constantFrom(new Story().order, lent().order, frozen(lent().order), settling().order);
    fc.assert(
      fc.property(from, fc.array(steps, { maxLength: 12 }), (first, events) => {
        let order = first;
        let entries = postings(undefined, order, start);
        for (const [index, event] of events.entries()) {
          const now = returnedAt + index * hour;
          const after = tried(() => decide(order, event, now).order) ?? order;
          entries = [...entries, ...postings(order, after, now)];
          order = after;
          expect(moneyAddsUp(order, entries)).toBeUndefined();
        }
        for (const { what } of entries) ends.add(what);
      }),
      { numRuns: 2000 },
    );
    // The walk has been everywhere that money can go.
    expect([...ends].toSorted()).toEqual([
      "charge",
      "collection",
      "collection-by-hand",
      "deposit-captured",
      "deposit-frozen",
      "deposit-released",
      "refund",
      "waiver",
      "write-off",
    ]);
  });
});

/** An operator's act that means nothing is refused. */
function tried(work: () => Order): Order | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
