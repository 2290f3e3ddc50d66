import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isInMotion, reconcileOpen } from "../../../server/books/reconcile-open.ts";
import type { Effect } from "../../../server/rental/effect.ts";
import type { Order } from "../../../server/rental/order.ts";
import type { PendingEffect } from "../../../server/store/order-table.ts";
import { ManualClock, settle } from "../../support/manual-clock.ts";
import { ScriptedCredit } from "../../support/scripted-credit.ts";
import { day, lent, noSuchOrder, Story, second, seenAs, start, unknown } from "../rental/examples.ts";
import { afterMidnight, numbered, paidAt, paidOrder, recordOf, Shelf } from "./shelf.ts";

let shelf: Shelf;
let credit: ScriptedCredit;
const clock = new ManualClock(paidAt);
beforeEach(async () => {
  shelf = await Shelf.open();
  credit = new ScriptedCredit();
});
afterEach(() => shelf.close());

const reconcile = () => reconcileOpen({ store: shelf.store, credit, clock });
const out = (number: number): Order => ({ ...lent().order, orderNo: numbered(number), seat: number });
const lapsed = (endedAt: number): Order => ({ ...new Story().order, state: "lapsed", endedAt });
const pending = (effect: Partial<Effect>): PendingEffect =>
  ({ type: "query-credit", key: "query-credit", attempt: 0, id: 1, ...effect }) as PendingEffect;

describe("all open orders are compared with the provider", () => {
  it("and those that agree are counted", async () => {
    await shelf.put(recordOf(out(1)));
    credit.confirm(numbered(1), start);
    expect(await reconcile()).toEqual({ compared: 1, inMotion: [], differences: [] });
    expect(credit.calls).toEqual([`query ${numbered(1)}`]);
  });

  it("and every difference is told, in the order of their numbers", async () => {
    const items = (number: number): Order => ({ ...out(number), loans: [], place: { ...lent().order.place } });
    await shelf.put(recordOf(items(3)), recordOf(items(1)), recordOf(items(2)));
    credit.script("query", noSuchOrder, unknown, seenAs({ useState: "cancelled" }) as never);
    const { compared, differences } = await reconcile();
    expect(compared).toBe(3);
    expect(differences.map(({ orderNo, what }) => [orderNo, what])).toEqual([
      [numbered(1), "not-there"],
      [numbered(2), "no-answer"],
      [numbered(3), "cancelled-there"],
    ]);
  });

  it("and of ended ones those of three days in Beijing", async () => {
    const beforeMidnight = afterMidnight - 3_600_000;
    await shelf.put(
      recordOf({ ...lapsed(afterMidnight - 2 * day), orderNo: numbered(1) }),
      recordOf({ ...lapsed(beforeMidnight - 2 * day), orderNo: numbered(2) }),
    );
    const asked = new ManualClock(afterMidnight);
    await reconcileOpen({ store: shelf.store, credit, clock: asked });
    expect(credit.calls).toEqual([`query ${numbered(1)}`]);
  });

  it("and so are orders that ended lately: the provider may hold them for borrowed", async () => {
    await shelf.put(
      recordOf({ ...lapsed(paidAt - 2 * day), orderNo: numbered(1) }),
      recordOf({ ...lapsed(paidAt - 3 * day), orderNo: numbered(2) }),
      recordOf({ ...paidOrder(3), endedAt: paidAt }),
    );
    for (const number of [1, 2, 3]) credit.confirm(numbered(number), start);
    const { compared, differences } = await reconcile();
    expect(compared).toBe(2);
    expect(differences.map(({ orderNo, what }) => [orderNo, what])).toEqual([
      [numbered(1), "borrowed-there"],
      [numbered(3), "borrowed-there"],
    ]);
  });

  it("at most four at once", async () => {
    const order = (number: number): Order => ({ ...out(number), loans: [] });
    await shelf.put(...Array.from({ length: 9 }, (_, index) => recordOf(order(index))));
    const release = credit.hold("query");
    const outcome = reconcile();
    while (credit.calls.length < 4) await settle();
    await settle();
    expect(credit.calls).toHaveLength(4);
    release();
    expect(await outcome).toMatchObject({ compared: 9 });
    expect(new Set(credit.calls).size).toBe(9);
  });

  it("and none is changed", async () => {
    await shelf.put(recordOf(out(1)));
    const before = await shelf.all();
    expect((await reconcile()).differences).toHaveLength(1);
    expect(await shelf.all()).toEqual(before);
  });
});

describe("an order in motion is not compared", () => {
  it.each(["query-credit", "complete-credit", "cancel-credit", "modify-credit"] as const)(
    "while its %s is due or under way",
    (type) => {
      const record = (dueAt: number) => recordOf(out(1), { effects: [pending({ type, dueAt })] });
      expect(isInMotion(record(paidAt), paidAt)).toBe(true);
      expect(isInMotion(record(paidAt + 1), paidAt)).toBe(false);
    },
  );

  it.each(["choose-slot", "open-slot", "look-at-slots", "wake"] as const)("but for %s it is", (type) => {
    const effects = [pending({ type, dueAt: paidAt })];
    expect(isInMotion(recordOf(out(1), { effects }), paidAt)).toBe(false);
  });

  it("while the rider may still be confirming", () => {
    const { order } = new Story();
    expect(isInMotion(recordOf(order), order.confirmBefore)).toBe(true);
    expect(isInMotion(recordOf(order), order.confirmBefore + 1)).toBe(false);
  });

  it("and the provider is not asked, but the order is named", async () => {
    await shelf.put(recordOf(out(1), { effects: [pending({ dueAt: paidAt })] }));
    expect(await reconcile()).toEqual({ compared: 0, inMotion: [numbered(1)], differences: [] });
    expect(credit.calls).toEqual([]);
  });

  it.each([
    ["changed", { audit: [{ at: paidAt, actor: "hub", cause: { type: "given-up" }, state: "active" }] }],
    ["asked for something", { nextEffectId: 2 }],
  ] as const)("nor where it %s while the provider answered", async (_what, changes) => {
    await shelf.put(recordOf(out(1)));
    const release = credit.hold("query");
    const outcome = reconcile();
    while (credit.calls.length === 0) await settle();
    await shelf.put(recordOf(out(1), changes));
    release();
    expect(await outcome).toEqual({ compared: 0, inMotion: [numbered(1)], differences: [] });
  });

  it("until its call is done", async () => {
    await shelf.put(recordOf(out(1), { effects: [pending({ dueAt: paidAt + second })] }));
    expect(await reconcile()).toMatchObject({ compared: 1, differences: [{ what: "not-there" }] });
  });
});
