import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Fen, fen } from "../../../server/rental/money.ts";
import type { OperatorAct } from "../../../server/rental/operator-act.ts";
import { itemBills, orderBill } from "../../../server/rental/order-bill.ts";
import type { Tariff } from "../../../server/rental/tariff.ts";
import {
  answered,
  confirmed,
  hour,
  lent,
  minute,
  openedAt,
  request,
  returned,
  returnedAt,
  type Story,
  settling,
} from "./examples.ts";

const act = (name: OperatorAct) => ({ type: "operator-acted", act: name, reason: "because" }) as const;

/** Two items, the second taken half an hour after the first. */
function two(tariff: Partial<Tariff> = {}): Story {
  const slots = [{ slot: 7 }, { slot: 8 }];
  return confirmed({ ...request, slots, tariff: { ...request.tariff, ...tariff } })
    .at(openedAt, answered({ outcome: "opened" }, openedAt, 1))
    .at(openedAt + 30 * minute, answered({ outcome: "opened" }, openedAt + 30 * minute, 2));
}

const sum = (lines: readonly { amount: number }[]) => lines.reduce((total, { amount }) => total + amount, 0);

describe("the bill of an order", () => {
  it("adds its items up, with one line of each kind; free minutes are the same minutes for each", () => {
    const bill = orderBill(two().order, openedAt + 90 * minute);
    expect(bill).toEqual({
      amount: 900,
      lines: [
        { what: "free", count: 5, amount: 0 },
        { what: "units", count: 3, amount: 900 },
      ],
      growsAt: openedAt + 95 * minute + 1,
    });
  });

  it("goes on for what is out and stands still for what is back", () => {
    const { order } = two().at(openedAt + hour, returned(openedAt + hour, undefined, 1));
    const bill = orderBill(order, openedAt + 2 * hour);
    expect(bill).toMatchObject({ amount: 900, growsAt: openedAt + 155 * minute + 1 });
    expect(itemBills(order, openedAt + 2 * hour)).toMatchObject([
      { loanNo: 1, from: openedAt, until: openedAt + hour, amount: 300 },
      { loanNo: 2, from: openedAt + 30 * minute, until: openedAt + 2 * hour, amount: 600 },
    ]);
    expect(itemBills(order, openedAt + 2 * hour)[0]).not.toHaveProperty("growsAt");
  });

  it("counts nothing for what did not leave its slot, and the total cap for what is lost", () => {
    const never = two().at(openedAt + hour, act({ act: "mark-not-opened", loanNo: 1 })).order;
    expect(itemBills(never, openedAt + hour).map(({ loanNo }) => loanNo)).toEqual([2]);
    const { order } = two().at(openedAt + hour, act({ act: "mark-lost", loanNo: 1 }));
    expect(orderBill(order, openedAt + hour)).toMatchObject({
      amount: 9900 + 300,
      lines: expect.arrayContaining([{ what: "lost", count: 1, amount: 9900 }]) as object,
    });
  });

  it("does not grow while billing pauses, and never above what an operator allows", () => {
    const paused = two().at(openedAt + hour, act({ act: "pause-billing" }));
    expect(orderBill(paused.order, openedAt + 9 * hour)).toEqual(orderBill(paused.order, openedAt + hour));
    expect(orderBill(paused.order, openedAt + 9 * hour)).not.toHaveProperty("growsAt");
    const limited = two().at(openedAt + hour, act({ act: "lower-amount", amount: fen(700) })).order;
    expect(orderBill(limited, openedAt + hour)).toHaveProperty("growsAt");
    const over = orderBill(limited, openedAt + 9 * hour);
    expect(over).not.toHaveProperty("growsAt");
    expect(over.amount).toBe(700);
    expect(over.lines.at(-1)).toMatchObject({ what: "waived", count: 1 });
    expect(sum(over.lines)).toBe(700);
  });

  it("does not grow from exactly what an operator allows either", () => {
    const { order } = lent().at(openedAt + 1, act({ act: "lower-amount", amount: fen(300) }));
    expect(orderBill(order, openedAt + hour)).toMatchObject({ amount: 300 });
    expect(orderBill(order, openedAt + hour)).not.toHaveProperty("growsAt");
  });

  it("is the charge from the moment there is one, also where an operator lowers it", () => {
    const { order } = settling();
    if (!order.charge) throw new Error("no charge");
    const lines = [...order.charge.lines, { what: "waived" as const, count: 1, amount: -100 }];
    const lowered = { ...order, charge: { ...order.charge, amount: fen(500), lines } };
    expect(orderBill(lowered, returnedAt + 40 * hour)).toEqual({
      amount: 500,
      lines: [
        { what: "free", count: 5, amount: 0 },
        { what: "units", count: 2, amount: 600 },
        { what: "waived", count: 1, amount: -100 },
      ],
    });
  });
});

const minutes = fc.integer({ min: 0, max: 6 * 24 * 60 }).map((count) => count * minute);
const amounts = fc.tuple(
  fc.integer({ min: 1, max: 800 }),
  fc.integer({ min: 1, max: 5000 }),
  fc.integer({ min: 1, max: 12_000 }),
);
const anyTariff = fc
  .record({
    freeMinutes: fc.integer({ min: 0, max: 90 }),
    graceMinutes: fc.integer({ min: 0, max: 20 }),
    unit: fc.constantFrom<Tariff["unit"]>("half-hour", "hour", "day", "once"),
    amounts,
  })
  .map(({ amounts, ...rest }): Partial<Tariff> => {
    const [pricePerUnit, dailyCap, totalCap] = amounts.toSorted((a, b) => a - b).map(fen) as [Fen, Fen, Fen];
    return { ...rest, pricePerUnit, dailyCap, totalCap };
  });
const anyAct = fc.oneof(
  fc.constantFrom<OperatorAct>({ act: "pause-billing" }, { act: "resume-billing" }, { act: "waive" }),
  fc.integer({ min: 0, max: 20_000 }).map((amount): OperatorAct => ({ act: "lower-amount", amount: fen(amount) })),
);
const anyLife = fc.record({
  tariff: anyTariff,
  items: fc.integer({ min: 1, max: 4 }),
  openings: fc.array(minutes, { minLength: 4, maxLength: 4 }),
  lengths: fc.array(minutes, { minLength: 4, maxLength: 4 }),
  acts: fc.array(fc.record({ at: minutes, act: anyAct }), { maxLength: 6 }),
});

type Life = typeof anyLife extends fc.Arbitrary<infer T> ? T : never;

/** The order of such a life up to its last return, and the last return. */
function lived({ tariff, items, openings, lengths, acts }: Life) {
  const slots = Array.from({ length: items }, (_, index) => ({ slot: index + 1 }));
  const story = confirmed({ ...request, slots, tariff: { ...request.tariff, ...tariff } });
  const happenings = slots.flatMap((_, index) => {
    const loanNo = index + 1;
    const opened = openedAt + (openings[index] ?? 0) / 100;
    const back = opened + (lengths[index] ?? 0);
    return [
      { at: opened, rank: 0, event: answered({ outcome: "opened" }, opened, loanNo) },
      { at: back, rank: 2, event: returned(back, undefined, loanNo) },
    ];
  });
  const decisions = acts.map(({ at, act: name }) => ({ at: openedAt + at, rank: 1, event: act(name) }));
  const all = [...happenings, ...decisions].toSorted((a, b) => a.at - b.at || a.rank - b.rank);
  const last = all.findLastIndex(({ rank }) => rank === 2);
  for (const { at, event } of all.slice(0, last)) {
    try {
      story.at(at, event);
    } catch {
      // An act that means nothing to the order as it is.
    }
  }
  const end = all[last];
  if (!end) throw new Error("nothing comes back");
  return { story, end };
}

describe("whatever happened to an order", () => {
  it("what the rider sees at the moment of the last return is what is charged", () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const { story, end } = lived(life);
        const seen = orderBill(story.order, end.at);
        const { charge } = story.at(end.at, end.event).order;
        expect(seen.amount).toBe(charge?.amount);
        expect(sum(seen.lines)).toBe(seen.amount);
        expect(seen.lines).toEqual(orderBill(story.order, end.at).lines);
      }),
      { numRuns: 300 },
    );
  });

  it("the amount stays until the moment that is told, and grows then", () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const { story, end } = lived(life);
        const { amount, growsAt } = orderBill(story.order, end.at);
        const at = (time: number) => orderBill(story.order, time).amount;
        if (growsAt === undefined) expect(at(end.at + 400 * 24 * hour)).toBe(amount);
        else expect([at(growsAt - 1), at(growsAt) > amount]).toEqual([amount, true]);
      }),
      { numRuns: 300 },
    );
  });
});
