import { afterEach, beforeEach, expect, it } from "vitest";
import { OutCounts, outCountsOf } from "../../../server/orders/out-counts.ts";
import { bookDay } from "../../../server/rental/book-day.ts";
import { HubFixture } from "../../support/hub-fixture.ts";
import { settle } from "../../support/manual-clock.ts";

const hour = 3_600_000;
let fixture: HubFixture;
let running: OutCounts | undefined;
let errors: unknown[];

beforeEach(async () => {
  errors = [];
  fixture = await HubFixture.withCabinet();
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await fixture.close();
});

const outCounts = () =>
  new OutCounts({
    store: fixture.store,
    search: fixture.search,
    clock: fixture.clock,
    log: { error: (_fields: object, message: string) => void errors.push(message) },
  });
const hourNow = () => fixture.clock.now() - (fixture.clock.now() % hour);
const kept = () => outCountsOf(fixture.store, [bookDay(fixture.clock.now())]);
const counted = async (count: number) => {
  await expect.poll(async () => (await kept()).length).toBe(count);
};

it("orders with items that are out are counted at the start and whenever an hour begins", async () => {
  running = outCounts();
  running.start();
  await counted(1);
  await fixture.lent();
  const rest = hour - (fixture.clock.now() % hour);
  await fixture.clock.pass(rest - 1);
  expect(await kept()).toMatchObject([{ out: 0 }]);
  await fixture.clock.pass(1);
  await counted(2);
  expect((await kept()).at(-1)).toEqual({ hour: hourNow(), out: 1 });
});

it("the first count of an hour is kept, whichever hub makes it", async () => {
  await outCounts().count();
  await fixture.lent();
  await Promise.all([outCounts().count(), outCounts().count()]);
  expect(await kept()).toEqual([{ hour: hourNow(), out: 0 }]);
});

it("a count that fails is made a minute later", async () => {
  fixture.breakDisk();
  running = outCounts();
  running.start();
  await expect.poll(() => errors).toEqual(["the orders with items that are out could not be counted"]);
  fixture.mendDisk();
  await settle();
  await fixture.clock.pass(60_000);
  await counted(1);
});

it("days without a count have none", async () => {
  expect(await outCountsOf(fixture.store, ["2020-01-01", "2020-01-02"])).toEqual([]);
});
