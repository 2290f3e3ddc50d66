import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { followed, outsideInterval, paced } from "../../../server/orders/outside-queries.ts";
import { queryCredit } from "../../../server/rental/decision.ts";
import type { OrderEvent } from "../../../server/rental/event.ts";
import { HubFixture, riderId } from "../../support/hub-fixture.ts";

let fixture: HubFixture;
let orderNo: string;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
  orderNo = await fixture.request();
  fixture.runner.start();
  // From here on the hub's own next look is half a minute away.
  await fixture.clock.pass(64_000);
  fixture.credit.calls.length = 0;
});

afterEach(() => fixture.close());

const cameBack = (refused = false) =>
  fixture.orderService.apply(orderNo, { type: "rider-came-back", ...(refused && { refused }) }, `rider/${riderId}`);
const notified = (about: "created" | "completed" = "created") =>
  fixture.orderService.apply(
    orderNo,
    { type: "credit-noticed", about, noticeId: "n1" } satisfies OrderEvent,
    "credit-provider",
  );
const queries = () => fixture.credit.calls.filter((call) => call === `query ${orderNo}`).length;

describe("the provider", () => {
  it("is asked immediately when the page of an order is opened, and once more after the interval however often it is reloaded", async () => {
    for (let reload = 0; reload < 300; reload++) await cameBack();
    await fixture.clock.pass(0);
    expect(queries()).toBe(1);
    await fixture.clock.pass(outsideInterval - 1);
    for (let reload = 0; reload < 300; reload++) await cameBack();
    expect(queries()).toBe(1);
    await fixture.clock.pass(1);
    expect(queries()).toBe(2);
  });

  it("is asked once in an interval while a page is reloaded without a pause and a notification is repeated", async () => {
    for (let time = 0; time < 10 * outsideInterval; time += 100) {
      await (time % 200 === 0 ? cameBack() : notified());
      await fixture.clock.pass(100);
    }
    expect(queries()).toBeLessThanOrEqual(11);
    expect(queries()).toBeGreaterThanOrEqual(9);
  });

  it("is asked within the interval after a rider confirms who has just reloaded the page in vain", async () => {
    await cameBack();
    await fixture.clock.pass(100);
    fixture.credit.confirm(orderNo, fixture.clock.now());
    await cameBack();
    await fixture.clock.pass(outsideInterval - 100);
    expect(fixture.link.openings).toHaveLength(1);
  });

  it("is asked again after a query that was being made when the rider confirmed", async () => {
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const query = fixture.credit.query.bind(fixture.credit);
    fixture.credit.query = async (no) => {
      const seen = await query(no);
      await answered;
      return seen;
    };
    await cameBack();
    await fixture.clock.pass(500);
    fixture.credit.query = query;
    fixture.credit.confirm(orderNo, fixture.clock.now());
    for (let hit = 0; hit < 20; hit++) await notified();
    answer();
    await fixture.clock.pass(outsideInterval - 500);
    expect(queries()).toBe(2);
    expect(fixture.link.openings).toHaveLength(1);
  });

  it("is asked immediately where the noted time lies ahead because the clock was wrong", async () => {
    await cameBack();
    await fixture.clock.pass(0);
    fixture.clock.setWall(fixture.clock.now() - 86_400_000);
    await cameBack();
    await fixture.clock.pass(0);
    expect(queries()).toBe(2);
  });

  it("is asked again an interval after the last query from outside, where one that is under way is older than that", async () => {
    const record = await fixture.record(orderNo);
    const now = fixture.clock.now();
    const query = { ...queryCredit(now - 500), id: 1 };
    const decision = { order: record.order, effects: [queryCredit(now)] };
    // The hub's clock was set back since.
    const outsideQuery = { at: now + 300 };
    expect(paced({ ...record, effects: [query], outsideQuery }, decision, now)).toEqual({
      decision: { ...decision, effects: [] },
      outsideQuery: { at: now + 300, again: true },
    });
  });

  it("is not asked again after an answer that ended the order, though a notification came meanwhile", async () => {
    const record = await fixture.record(orderNo);
    const decision = { order: { ...record.order, state: "cancelled" as const }, effects: [] };
    const outsideQuery = { at: fixture.clock.now(), again: true } as const;
    expect(followed({ ...record, outsideQuery }, decision, fixture.clock.now())).toEqual({
      decision,
      outsideQuery: { at: fixture.clock.now() },
    });
  });
});

describe("a reload", () => {
  it("that is answered by a query that is due already writes nothing", async () => {
    await cameBack();
    await cameBack();
    const before = await fixture.record(orderNo);
    const { commits } = fixture.disk;
    for (let reload = 0; reload < 20; reload++) await cameBack();
    expect(await fixture.record(orderNo)).toEqual(before);
    expect(fixture.disk.commits).toBe(commits);
  });

  it("with the wallet's word of a refusal keeps the hint, though it asks nothing", async () => {
    await cameBack();
    await fixture.clock.pass(0);
    await cameBack(true);
    expect((await fixture.record(orderNo)).order.refusalHinted).toBe(true);
    expect(queries()).toBe(1);
  });
});
