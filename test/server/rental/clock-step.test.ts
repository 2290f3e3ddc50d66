import { describe, expect, it, test } from "vitest";
import { effectAfterStep, movedInTime } from "../../../server/rental/clock-step.ts";
import { decide } from "../../../server/rental/decide.ts";
import { queryCredit } from "../../../server/rental/decision.ts";
import type { Effect } from "../../../server/rental/effect.ts";
import { fen } from "../../../server/rental/money.ts";
import type { Charge, Order } from "../../../server/rental/order.ts";
import { orderBill } from "../../../server/rental/order-bill.ts";
import { writeOffWake } from "../../../server/rental/overdue.ts";
import {
  confirmed,
  credit,
  day,
  elsewhere,
  hour,
  inDoubt,
  lent,
  minute,
  offered,
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
  tariff,
} from "./examples.ts";

const sizes = [second, 20 * second, hour, 41 * day, 5 * 365 * day].flatMap((by) => [by, -by]);
const at = openedAt + hour;
const renewable = { ...request, tariff: { ...tariff, renewals: 1 } };

const stories: Record<string, () => Story> = {
  requested: () => new Story(),
  confirmed: () => confirmed(),
  "in doubt": () => inDoubt(),
  "offered another slot": () => offered(),
  lent: () => lent(),
  paused: () => lent().at(at, { type: "operator-acted", act: { act: "pause-billing" }, reason: "because" }),
  "paused before": () =>
    lent()
      .at(at, { type: "operator-acted", act: { act: "pause-billing" }, reason: "because" })
      .at(at + hour, { type: "operator-acted", act: { act: "resume-billing" }, reason: "because" }),
  reported: () => lent().at(at, { type: "rider-reported", loanNo: 1, report: { claim: "returned", where: place } }),
  seen: () =>
    lent().at(at, {
      type: "item-seen",
      loanNo: 1,
      sighting: { at, place: elsewhere, slot: 5, before: { out: true, at: at - minute } },
    }),
  "in review": () => lent().at(at, returned(null)),
  settling: () => settling(),
  "given back after it lapsed": () =>
    new Story().at(start + hour, credit(refused("no-such-order"))).at(start + 2 * hour, credit(seenAs())),
};

function stepped(order: Order, by: number, now = at): Order {
  return decide(order, { type: "clock-stepped", by }, now + by).order;
}

/** Every number that can be a time, with the way to it. */
function timesIn(value: unknown, path = ""): [string, number][] {
  if (typeof value === "number") return value > 1e11 ? [[path, value]] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => timesIn(inner, `${path}/${key}`));
}

describe.each(sizes)("a step of %i ms that the hub has taken over", (by) => {
  it.each(Object.keys(stories))("moves every time by the hub's clock of an order that is %s", (name) => {
    const { order } = (stories[name] as () => Story)();
    const ours = (times: [string, number][]) =>
      times.filter(([path]) => !/^.(credit.borrowedAt|charge.restoredAt|toldUntil|clockMoved)$/.test(path));
    const moved = ours(timesIn(order)).map(([path, time]) => [path, time + by]);
    expect(ours(timesIn(stepped(order, by)))).toEqual(moved);
  });

  it.each(Object.keys(stories))("changes nothing but times of an order that is %s", (name) => {
    const { order } = (stories[name] as () => Story)();
    const { toldUntil: _, clockMoved, ...back } = stepped(stepped(order, by), -by);
    expect(back).toEqual(order);
    expect(clockMoved).toBe(0);
  });

  it.each(Object.keys(stories))("leaves the bill of an order that is %s as it was", (name) => {
    const { order } = (stories[name] as () => Story)();
    for (const later of [0, 31 * minute, 3 * hour, 2 * day]) {
      const { growsAt, ...bill } = orderBill(order, at + later);
      const after = orderBill(stepped(order, by), at + later + by);
      expect(after).toEqual({ ...bill, ...(growsAt !== undefined && { growsAt: growsAt + by }) });
    }
  });

  it("leaves the rent what the elapsed time says when the item comes back afterwards", () => {
    const order = stepped(lent().order, by);
    const { order: after } = decide(order, returned(returnedAt + by), returnedAt + by);
    expect(after.charge?.amount).toBe(600);
    expect(after.loans[0]?.returned?.at).toBe(returnedAt + by);
  });

  it("leaves the time that the rider has left to confirm as it was", () => {
    const order = stepped(new Story().order, by, start + minute);
    const seen = (now: number) => decide(order, credit(seenAs()), now + by).order.state;
    expect(seen(start + 3 * minute)).toBe("confirmed");
    expect(seen(start + 3 * minute + 1)).toBe("cancelling");
  });

  it("leaves the time until a lent item counts as lost as it was", () => {
    const { order } = lent();
    expect(writeOffWake(stepped(order, by), 1).dueAt).toBe(writeOffWake(order, 1).dueAt + by);
  });
});

test("times by the provider's clock stay", () => {
  const renewed = lent(renewable).at(at, { type: "renewed" });
  const order: Order = {
    ...renewed.order,
    charge: { ...(settling().order.charge as NonNullable<Order["charge"]>), paidAt: at },
  };
  const after = stepped(order, hour);
  expect(after.credit).toEqual(order.credit);
  expect(after.modification).toEqual(order.modification);
  expect(after.charge?.paidAt).toBe(at);
  expect(after.expiresAt).toBe(order.expiresAt + hour);
});

describe("the due time that the provider was told", () => {
  const renew = (order: Order, now: number) => {
    const { order: renewed, effects } = decide(order, { type: "renewed" }, now);
    const told = effects.flatMap((effect) => (effect.type === "modify-credit" ? [effect.times.expiresAt] : []));
    return { renewed, told };
  };
  const twice = { ...request, tariff: { ...tariff, renewals: 2 } };

  it("is kept over a step back, so that a renewal never tells an earlier one", () => {
    const { order } = lent(twice);
    const { renewed, told } = renew(stepped(order, -41 * day), at - 41 * day);
    expect(renewed.expiresAt).toBeLessThan(order.expiresAt);
    expect(told).toEqual([order.expiresAt]);
    expect(renewed.toldUntil).toBe(order.expiresAt);
  });

  it("is kept over an hour back that a renewal makes good", () => {
    const { order } = lent(twice);
    const { renewed, told } = renew(stepped(order, -hour), at - hour);
    expect(told).toEqual([renewed.expiresAt]);
    expect(renewed.toldUntil).toBe(renewed.expiresAt);
  });

  it("is not taken for later after a step that was put right, since the provider heard nothing of it", () => {
    const { order } = lent(twice);
    const after = stepped(stepped(order, 5 * 365 * day), -5 * 365 * day);
    expect(after).toMatchObject({ expiresAt: order.expiresAt, toldUntil: order.expiresAt });
  });

  it("is the one of a renewal in between", () => {
    const { order } = lent(twice);
    const { renewed, told } = renew(stepped(order, 41 * day), at + 41 * day);
    expect(stepped(renewed, -41 * day).toldUntil).toBe(told[0]);
    expect(renew(stepped(renewed, -41 * day), at).told).toEqual(told);
  });

  it("is the later one of both links where the rider has not confirmed yet", () => {
    const { order } = new Story();
    expect(stepped(order, hour).toldUntil).toBe(order.expiresAt + hour);
    expect(stepped(order, -hour).toldUntil).toBe(order.expiresAt);
  });
});

test("the answer to new times that were on their way to the provider is taken after a step too", () => {
  const renewed = lent(renewable).at(at, { type: "renewed" });
  const { times } = renewed.effect("modify-credit");
  const answered = decide(
    stepped(renewed.order, hour),
    { type: "credit-modified", times, answer: { outcome: "ok", value: null }, attempt: 0 },
    at + hour,
  );
  expect(answered.order.modification).toBeUndefined();
});

describe("when the items came back, as the provider is told it,", () => {
  const due = settling();
  const told = (order: Order, by: number) => effectAfterStep(due.effect("complete-credit"), order, by).restoredAt;

  it("is told by the clock after a step", () => {
    const after = stepped(due.order, hour, returnedAt);
    expect(after.charge?.restoredAt).toBe(returnedAt + hour);
    expect(told(after, hour)).toBe(returnedAt + hour);
  });

  it("is never before the provider's time of borrowing, and is right again once a step back was put right", () => {
    const back = stepped(due.order, -41 * day, returnedAt);
    const borrowedAt = due.order.credit?.borrowedAt as number;
    expect(told(back, -41 * day)).toBe(borrowedAt + second);
    expect(told(stepped(back, 41 * day, returnedAt), 41 * day)).toBe(returnedAt);
  });

  it("is told anew after the collection has failed, too", () => {
    const failed: Order = { ...due.order, charge: { ...(due.order.charge as Charge), state: "failed" } };
    expect(told(stepped(failed, hour, returnedAt), hour)).toBe(returnedAt + hour);
  });

  it("is no matter of anything else that is due", () => {
    const query = queryCredit(returnedAt);
    expect(effectAfterStep(query, due.order, hour)).toEqual({ ...query, dueAt: returnedAt + hour });
    expect(effectAfterStep(query, lent().order, hour)).toEqual({ ...query, dueAt: returnedAt + hour });
  });

  it("stays where the provider has taken it, or nobody tells it", () => {
    for (const state of ["completed", "owed", "paid"] as const) {
      const order: Order = { ...due.order, charge: { ...(due.order.charge as Charge), state } };
      expect(stepped(order, hour, returnedAt).charge?.restoredAt).toBe(returnedAt);
    }
  });
});

describe("a time that the provider tells after a step that the hub has taken over", () => {
  const confirmedAfter = (by: number, borrowedAt: number) => {
    const order = stepped(new Story().order, by, start + second);
    return decide(order, credit(seenAs({ borrowedAt })), start + minute + by).order;
  };

  it.each(sizes)("is plausible by the clock from before a step of %i ms and by the one after it", (by) => {
    expect(confirmedAfter(by, start + 30 * second).review).toBeUndefined();
    expect(confirmedAfter(by, start + 30 * second + by).review).toBeUndefined();
    expect(confirmedAfter(by, start + 30 * second).credit?.borrowedAt).toBe(start + 30 * second);
  });

  it.each([41 * day, -41 * day])(
    "sends the order to review where it fits neither clock, after a step of %i ms",
    (by) => {
      expect(confirmedAfter(by, start - hour + by).review?.reason).toMatchObject({ code: "time-implausible" });
      expect(confirmedAfter(by, start + 2 * hour).review?.reason).toMatchObject({
        code: "time-implausible",
        claimed: start + 2 * hour,
      });
    },
  );
});

test("an order that has ended stays as it is", () => {
  const settled = settling().at(
    returnedAt,
    credit(seenAs({ useState: "restored", payment: "paid", payKind: "rent", payAmount: fen(600) })),
  );
  expect(settled.order.state).toBe("settled");
  expect(stepped(settled.order, hour)).toBe(settled.order);
  const lapsed = new Story().at(start + hour, credit(refused("no-such-order")));
  expect(stepped(lapsed.order, hour)).toBe(lapsed.order);
});

test("an effect's times move with its order's, and what is told to the provider by its clock stays", () => {
  const opening = confirmed().effect("open-slot");
  expect(movedInTime(opening, hour)).toEqual({
    ...opening,
    dueAt: opening.dueAt + hour,
    issuedAt: opening.issuedAt + hour,
    expiresAt: opening.expiresAt + hour,
  });
  const completion = settling().effect("complete-credit");
  expect(movedInTime<Effect>(completion, -hour)).toEqual({
    ...completion,
    dueAt: completion.dueAt - hour,
  });
  const modification = lent(renewable).at(at, { type: "renewed" }).effect("modify-credit");
  expect(movedInTime<Effect>(modification, hour)).toEqual({ ...modification, dueAt: modification.dueAt + hour });
});
