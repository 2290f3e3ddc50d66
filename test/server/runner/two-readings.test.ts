import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Runner } from "../../../server/runner/runner.ts";
import { TwoReadings } from "../../../server/runner/two-readings.ts";
import { orderTable } from "../../../server/store/order-table.ts";
import { HubFixture } from "../../support/hub-fixture.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { confirmed, lent, minute, Story, second, start } from "../rental/examples.ts";

const lossApart = 10 * minute;
const { order } = lent();
const loss = { ...lent().effect("wake"), id: 1 };

describe("an item that is due to count as lost", () => {
  it("is not lost at the first reading, but at one ten minutes later", async () => {
    const clock = new ManualClock();
    const readings = new TwoReadings(clock, () => 0);
    expect(readings.wait(order, loss)).toBe(lossApart);
    await clock.pass(lossApart - 1);
    expect(readings.wait(order, loss)).toBe(1);
    await clock.pass(1);
    expect(readings.wait(order, loss)).toBe(0);
    expect(readings.wait(order, loss)).toBe(lossApart);
  });

  it("needs two new readings after the clock was in doubt between them", async () => {
    const clock = new ManualClock();
    let since: number | undefined = 0;
    const readings = new TwoReadings(clock, () => since);
    readings.wait(order, loss);
    since = undefined;
    await clock.pass(lossApart);
    expect(readings.wait(order, loss)).toBe(lossApart);
    since = clock.monotonic();
    expect(readings.wait(order, loss)).toBe(lossApart);
    await clock.pass(lossApart);
    since = clock.monotonic() - 1;
    expect(readings.wait(order, loss)).toBe(lossApart);
  });

  it("needs one reading where nobody sets the clock", () => {
    expect(new TwoReadings(new ManualClock(), undefined).wait(order, loss)).toBe(0);
  });
});

describe("a query that may let an order lapse", () => {
  const requested = new Story();
  const query = { ...requested.effect("query-credit"), id: 1 };
  const late = () => new ManualClock(requested.order.confirmBefore + 1);

  it("is made at the second reading, five seconds after the first", async () => {
    const clock = late();
    const readings = new TwoReadings(clock, () => 0);
    expect(readings.wait(requested.order, query)).toBe(5 * second);
    await clock.pass(5 * second);
    expect(readings.wait(requested.order, query)).toBe(0);
  });

  it("that was due before, while the rider could still confirm, is read twice all the same", async () => {
    const clock = new ManualClock(requested.order.confirmBefore - second);
    const readings = new TwoReadings(clock, () => 0);
    expect(readings.wait(requested.order, query)).toBe(0);
    await clock.pass(minute);
    expect(readings.wait(requested.order, query)).toBe(5 * second);
  });

  it("waits for nothing once the rider has confirmed, nor does anything but a query before", () => {
    const { order } = confirmed();
    expect(new TwoReadings(late(), () => 0).wait(order, query)).toBe(0);
    const cancel = {
      type: "cancel-credit",
      key: "cancel-credit",
      creditOrderNo: "1",
      dueAt: 0,
      attempt: 0,
      id: 2,
    } as const;
    expect(new TwoReadings(late(), () => 0).wait(requested.order, cancel)).toBe(0);
  });

  it("waits for nothing while the rider may still confirm, or when the rider gave up", () => {
    expect(new TwoReadings(new ManualClock(start), () => 0).wait(requested.order, query)).toBe(0);
    const lastMoment = new ManualClock(requested.order.confirmBefore);
    expect(new TwoReadings(lastMoment, () => 0).wait(requested.order, query)).toBe(0);
    const givenUp = { ...requested.order, lapseReason: "given-up" } as const;
    expect(new TwoReadings(late(), () => 0).wait(givenUp, query)).toBe(0);
  });
});

describe("the runner", () => {
  let fixture: HubFixture;
  beforeEach(async () => {
    fixture = await HubFixture.withCabinet();
  });
  afterEach(() => fixture.close());

  it("counts no item as lost while the clock is in doubt, and does at the second reading after", async () => {
    const orderNo = await fixture.lent();
    await fixture.runner.stop();
    const { store, orderService, credit, clock, log } = fixture;
    let since: number | undefined;
    const slotCommands = { open: async () => {}, look: async () => {} };
    const chooseSlot = async () => null;
    const runner = new Runner({
      store,
      orderService,
      credit,
      slotCommands,
      chooseSlot,
      clock,
      log,
      reliableSince: () => since,
    });
    clock.setWall(clock.now() + 100 * 24 * 3_600_000);
    runner.start();
    const state = async () => (await fixture.record(orderNo)).order.loans[0]?.state;
    await clock.pass(30 * minute);
    expect(await state()).toBe("lent");
    since = clock.monotonic();
    await clock.pass(lossApart);
    expect(await state()).toBe("lent");
    await clock.pass(2 * minute);
    expect(await state()).toBe("lost");
    await runner.stop();
  });

  it("reads what must wait a moment longer after that moment, and not only with the next look", async () => {
    const orderNo = await fixture.lent();
    await fixture.runner.stop();
    const { store, orderService, credit, clock, log } = fixture;
    const slotCommands = { open: async () => {}, look: async () => {} };
    const chooseSlot = async () => null;
    const runner = new Runner({
      store,
      orderService,
      credit,
      slotCommands,
      chooseSlot,
      clock,
      log,
      reliableSince: () => 0,
    });
    clock.setWall(clock.now() + 100 * 24 * 3_600_000);
    runner.start();
    await clock.pass(lossApart - 1);
    const record = await fixture.record(orderNo);
    expect(record.order.loans[0]?.state).toBe("lent");
    // Any change of an order makes the runner read what is due.
    await store.transact((tx) => tx.put(orderTable, { ...record }));
    await clock.pass(0);
    await clock.pass(1);
    expect((await fixture.record(orderNo)).order.loans[0]?.state).toBe("lost");
    await runner.stop();
  });
});
