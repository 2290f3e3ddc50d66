import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { availability } from "../../../server/rental/availability.ts";
import { decide } from "../../../server/rental/decide.ts";
import type { OrderEvent } from "../../../server/rental/event.ts";
import { fen } from "../../../server/rental/money.ts";
import { commandIdOf, holdsSlot, isLive, orderOfCommand } from "../../../server/rental/order.ts";
import { price } from "../../../server/rental/price.ts";
import { requestOrder } from "../../../server/rental/request.ts";
import { matchReturn } from "../../../server/rental/return-match.ts";
import { hasEnded, loanTransitions, orderTransitions, step } from "../../../server/rental/transitions.ts";
import {
  confirmed,
  confirmedAt,
  day,
  lent,
  openedAt,
  place,
  refused,
  request,
  Story,
  second,
  seenAs,
  settling,
  start,
  unknown,
} from "./examples.ts";

const answers = fc.oneof(
  fc.constant(unknown),
  fc
    .constantFrom("no-such-order", "payment-failed", "already-completed", "already-cancelled", "not-borrowed", "other")
    .map((reason) => refused(reason as "other")),
  fc
    .record({
      useState: fc.constantFrom("borrowed", "restored", "cancelled"),
      payment: fc.constantFrom("not-started", "in-progress", "paid", "failed"),
      payAmount: fc.constantFrom(0, 300, 600).map(fen),
    })
    .map((view) => seenAs(view as Parameters<typeof seenAs>[0])),
);
const attempt = fc.integer({ min: 0, max: 90 });
const at = fc.integer({ min: start, max: start + 3 * day });
const events: fc.Arbitrary<OrderEvent> = fc.oneof(
  fc.record({ type: fc.constant("credit-seen" as const), answer: answers, attempt }),
  fc.record({ type: fc.constant("credit-completed" as const), answer: answers, attempt }),
  fc.record({
    type: fc.constant("credit-cancelled" as const),
    answer: answers.map((a) => (a.outcome === "ok" ? { ...a, value: null } : a)),
    attempt,
  }),
  fc.record({
    type: fc.constant("slot-answered" as const),
    loanNo: fc.constant(1),
    result: fc.constantFrom(
      { outcome: "opened", itemId: "BANK07" } as const,
      { outcome: "refused", reason: "lock-fault" } as const,
      { outcome: "unknown", reason: "board-silent" } as const,
    ),
    at,
  }),
  fc.record({
    type: fc.constant("slot-seen" as const),
    loanNo: fc.constant(1),
    report: fc.constantFrom(
      { slot: 7, state: "empty" } as const,
      { slot: 7, state: "occupied", itemId: "BANK07" } as const,
    ),
    at,
  }),
  fc.record({
    type: fc.constant("item-returned" as const),
    loanNo: fc.constant(1),
    place: fc.constant(place),
    slot: fc.constant(3),
    at,
  }),
  fc.record({
    type: fc.constant("woken" as const),
    about: fc.constantFrom({ what: "confirmation-overdue" } as const, { what: "answer-overdue", loanNo: 1 } as const),
    attempt,
  }),
  fc.constant({ type: "given-up" } as const),
  fc.constant({ type: "credit-noticed", about: "created", noticeId: "n" } as const),
);

describe("whatever happens to an order, in whatever order", () => {
  it("opens only what was seen borrowed, charges only what opened, and ends at most once", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(events, fc.integer({ min: 0, max: 3_600_000 })), { maxLength: 30 }), (steps) => {
        let now = start;
        let { order } = requestOrder(request, now);
        let completions = new Set<number>();
        for (const [event, passed] of steps) {
          now += passed;
          const before = order;
          const decision = decide(order, event, now);
          order = decision.order;
          for (const effect of decision.effects) {
            if (effect.type === "open-slot") expect(order.credit).toBeDefined();
            if (effect.type === "complete-credit") {
              expect(order.loans.some((loan) => loan.openedAt !== undefined)).toBe(true);
              completions.add(effect.amount);
            }
          }
          if (order.review) expect(decision.effects).toEqual([]);
          if (before.state === "settled" || before.state === "cancelled") expect(order.state).toBe(before.state);
          const [loan] = order.loans;
          if (order.charge && loan?.openedAt !== undefined && loan.returned) {
            expect(order.charge.amount).toBe(price(order.tariff, loan.openedAt, loan.returned.at, []).amount);
          }
        }
        expect(completions.size).toBeLessThanOrEqual(1);
        completions = new Set();
      }),
      { numRuns: 500 },
    );
  });
});

describe("the tables", () => {
  it("are the only steps there are", () => {
    expect(step(orderTransitions, "requested", "confirmed")).toBe("confirmed");
    expect(() => step(orderTransitions, "settled", "active")).toThrow(/no transition from settled to active/);
    expect(() => step(loanTransitions, "returned", "lent")).toThrow();
  });

  it("know which orders have ended", () => {
    expect(hasEnded("settled")).toBe(true);
    expect(hasEnded("cancelling")).toBe(false);
    expect(isLive(lent().order)).toBe(true);
  });
});

describe("a loan", () => {
  it("holds its slot until the door is decided", () => {
    const holds = (story: Story) => holdsSlot(story.order, story.loan);
    expect([holds(new Story()), holds(confirmed()), holds(lent()), holds(settling())]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("is found by its command's id", () => {
    expect(orderOfCommand(commandIdOf(request.orderNo, 1))).toBe(request.orderNo);
    expect(orderOfCommand("K0123456")).toBeUndefined();
  });
});

describe("a slot", () => {
  const slots = [
    { slot: 1, state: "occupied", itemId: "B1" },
    { slot: 2, state: "empty" },
    { slot: 3, state: "unreadable" },
    { slot: 4, state: "occupied", fault: "lock" },
  ] as const;

  it.each([
    [1, true, [], "ready"],
    [1, false, [], "offline"],
    [1, true, [1], "taken"],
    [2, true, [], "empty"],
    [3, true, [], "faulted"],
    [4, true, [], "faulted"],
    [5, true, [], "faulted"],
  ] as const)("%i, connected %s, held %j, is %s", (slot, online, held, expected) => {
    expect(availability(slot, online, slots, held)).toBe(expected);
  });
});

describe("a return is matched", () => {
  const other = { ...request, orderNo: "20261123120000000002", riderId: "user/2088000000000002" };
  const report = { cabinetId: "cab-2", itemId: "BANK07", latest: openedAt };

  it("to the loan of its item, in any cabinet", () => {
    expect(matchReturn([lent().order], report)?.loan.loanNo).toBe(1);
    expect(matchReturn([lent().order], { ...report, itemId: "BANK08" })).toBeUndefined();
    expect(matchReturn([settling().order], report)).toBeUndefined();
  });

  it("never to one of two", () => {
    expect(matchReturn([lent().order, lent(other).order], report)).toBeUndefined();
  });

  it("to a slot in doubt only if it happened after the command", () => {
    const { order } = confirmed();
    expect(matchReturn([order], { ...report, latest: confirmedAt + second })).toBeDefined();
    expect(matchReturn([order], { ...report, latest: confirmedAt - second })).toBeUndefined();
    expect(matchReturn([new Story().order], report)).toBeUndefined();
  });

  it("without an id only to the one loan from the same cabinet", () => {
    const withoutId = { ...request, slots: [{ slot: 7 }] };
    const { order } = confirmed(withoutId).at(openedAt, {
      type: "slot-answered",
      loanNo: 1,
      result: { outcome: "opened" },
      at: openedAt,
    });
    expect(matchReturn([order], { cabinetId: "cab-1", latest: openedAt })).toBeDefined();
    expect(matchReturn([order], { cabinetId: "cab-2", latest: openedAt })).toBeUndefined();
    expect(matchReturn([lent().order], { cabinetId: "cab-1", latest: openedAt })).toBeUndefined();
  });
});
