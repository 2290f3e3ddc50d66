import { describe, expect, it } from "vitest";
import { orderTable } from "../../../server/store/order-table.ts";
import { cabinetId } from "../../support/hub-fixture.ts";
import { settle } from "../../support/manual-clock.ts";
import { afterKill, fixture, noAnswer, useHub } from "./runner-fixture.ts";
import { runnerOn } from "./runner-on.ts";

useHub();

describe("an effect", () => {
  it("that is pending in the store is performed by the next process", async () => {
    const orderNo = await fixture.request();
    fixture.credit.confirm(orderNo, fixture.clock.now());
    const next = await afterKill();
    await next.birth();
    next.runner.start();
    await fixture.clock.pass(3000);
    expect(fixture.link.openings).toHaveLength(1);
  });

  it("waits for its time, and for far times too", async () => {
    fixture.runner.start();
    await fixture.request();
    await fixture.clock.pass(2999);
    expect(fixture.credit.calls).toEqual([]);
    await fixture.clock.pass(1);
    expect(fixture.credit.calls).toHaveLength(1);
    // Lapsed after three minutes, looked at again ten minutes, an hour and a day later.
    await fixture.clock.pass(180_000);
    const polled = fixture.credit.calls.length;
    await fixture.clock.pass(9 * 60_000);
    expect(fixture.credit.calls).toHaveLength(polled);
    await fixture.clock.pass(60_000);
    expect(fixture.credit.calls).toHaveLength(polled + 1);
    await fixture.clock.pass(27 * 3_600_000);
    expect(fixture.credit.calls).toHaveLength(polled + 3);
  });

  it("is performed once, however often the order changes meanwhile", async () => {
    const orderNo = await fixture.lent();
    await fixture.clock.pass(60_000);
    const release = fixture.credit.hold("complete");
    await fixture.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await settle();
    await fixture.orderService.apply(
      orderNo,
      { type: "credit-noticed", about: "completed", noticeId: "n2" },
      "credit-provider",
    );
    await fixture.clock.pass(1000);
    expect(fixture.credit.calls.filter((call) => call.startsWith("complete"))).toHaveLength(1);
    release();
    await fixture.clock.pass(0);
    expect((await fixture.record(orderNo)).order.state).toBe("settled");
    expect(fixture.credit.calls.filter((call) => call.startsWith("complete"))).toHaveLength(1);
  });

  it("that changes something at the provider waits for a query under way: what that saw would be older", async () => {
    const orderNo = await fixture.lent();
    await fixture.clock.pass(60_000);
    const release = fixture.credit.hold("query");
    await fixture.orderService.apply(
      orderNo,
      { type: "credit-noticed", about: "completed", noticeId: "n2" },
      "credit-provider",
    );
    await settle();
    await fixture.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await fixture.clock.pass(0);
    const completions = () => fixture.credit.calls.filter((call) => call.startsWith("complete"));
    expect(completions()).toEqual([]);
    release();
    await fixture.clock.pass(2000);
    expect(completions()).toHaveLength(1);
    expect((await fixture.record(orderNo)).order.state).toBe("settled");
  });

  it("that asks the provider waits for one that changes something there", async () => {
    const orderNo = await fixture.lent();
    await fixture.clock.pass(60_000);
    const release = fixture.credit.hold("complete");
    await fixture.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await settle();
    const calls = fixture.credit.calls.length;
    await fixture.orderService.apply(
      orderNo,
      { type: "credit-noticed", about: "completed", noticeId: "n2" },
      "credit-provider",
    );
    await fixture.clock.pass(1000);
    expect(fixture.credit.calls).toHaveLength(calls);
    release();
    await fixture.clock.pass(0);
    expect(fixture.credit.calls.slice(calls)).toEqual([`query ${orderNo}`]);
  });

  it("that takes the place of one whose outcome could not be saved is asked for first", async () => {
    const orderNo = await fixture.lent();
    await fixture.clock.pass(60_000);
    fixture.credit.script("complete", noAnswer);
    const release = fixture.credit.hold("complete");
    await fixture.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await settle();
    fixture.breakDisk();
    release();
    await settle();
    fixture.mendDisk();
    const record = await fixture.record(orderNo);
    const effects = record.effects.map((effect) =>
      effect.type === "complete-credit" ? { ...effect, id: record.nextEffectId } : effect,
    );
    const nextEffectId = record.nextEffectId + 1;
    await fixture.store.transact((tx) => tx.put(orderTable, { ...record, effects, nextEffectId }));
    const calls = fixture.credit.calls.length;
    await fixture.clock.pass(1000);
    expect(fixture.credit.calls.slice(calls)).toEqual([`query ${orderNo}`]);
  });

  it("whose outcome could not be saved is asked for first, though another effect of its order has ended since", async () => {
    const orderNo = await fixture.lent();
    await fixture.clock.pass(60_000);
    fixture.credit.script("complete", noAnswer);
    const release = fixture.credit.hold("complete");
    await fixture.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await settle();
    fixture.breakDisk();
    release();
    await settle();
    fixture.mendDisk();
    const { nextEffectId: id, ...record } = await fixture.record(orderNo);
    const look = { type: "look-at-slots", key: "look", cabinetId, dueAt: fixture.clock.now(), attempt: 0, id } as const;
    const effects = [...record.effects, look];
    await fixture.store.transact((tx) => tx.put(orderTable, { ...record, effects, nextEffectId: id + 1 }));
    await fixture.clock.pass(1);
    expect((await fixture.record(orderNo)).effects.map(({ type }) => type)).not.toContain("look-at-slots");
    const calls = fixture.credit.calls.length;
    await fixture.clock.pass(1000);
    expect(fixture.credit.calls.slice(calls)).toEqual([`query ${orderNo}`]);
  });

  it("that waits for a call is begun at once where the answer to that counts for nothing", async () => {
    const orderNo = await fixture.lent();
    await fixture.clock.pass(60_000);
    const release = fixture.credit.hold("query");
    await fixture.orderService.apply(
      orderNo,
      { type: "credit-noticed", about: "completed", noticeId: "n2" },
      "credit-provider",
    );
    await settle();
    await fixture.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await settle();
    const query = (await fixture.record(orderNo)).effects.find(({ type }) => type === "query-credit");
    // Another hub was quicker.
    await fixture.orderService.performed(orderNo, query?.id ?? 0);
    await settle();
    const calls = fixture.credit.calls.length;
    release();
    await settle();
    expect(fixture.credit.calls[calls]).toMatch(/^complete/);
  });

  it("whose outcome can't be saved is performed again", async () => {
    fixture.runner.start();
    const orderNo = await fixture.request();
    await settle();
    const release = fixture.credit.hold("query");
    await fixture.clock.pass(3000);
    fixture.breakDisk();
    release();
    await settle();
    fixture.mendDisk();
    expect(fixture.logged.at(-1)).toMatch(/^error an effect could not be performed; it is tried again .*full/);
    expect(fixture.credit.calls).toHaveLength(1);
    await fixture.clock.pass(999);
    expect(fixture.credit.calls).toHaveLength(1);
    await fixture.clock.pass(1);
    expect(fixture.credit.calls).toEqual([`query ${orderNo}`, `query ${orderNo}`]);
  });

  it("that fails in the hub itself is tried again and holds nobody else up", async () => {
    fixture.runner.start();
    fixture.link.broken = new Error("the link is broken");
    const first = await fixture.request(7);
    const second = await fixture.request(8, "user/2088000000000002");
    await fixture.confirm(first);
    expect(fixture.logged.at(-1)).toMatch(/the link is broken/);
    fixture.link.broken = undefined;
    fixture.credit.confirm(second, fixture.clock.now(), "user/2088000000000002");
    await fixture.clock.pass(3000);
    expect(fixture.link.openings.map(({ orderNo }) => orderNo).toSorted()).toEqual([first, second]);
  });

  it("that comes up while the runner reads what is due is not overlooked", async () => {
    let read = () => {};
    const reading = new Promise<void>((resolve) => {
      read = resolve;
    });
    const runner = runnerOn(fixture, {
      lease: async (...call) => {
        const claim = await fixture.store.lease(...call);
        await reading;
        return claim;
      },
    });
    const orderNo = await fixture.request();
    runner.start();
    await settle();
    await fixture.orderService.apply(
      orderNo,
      { type: "credit-noticed", about: "created", noticeId: "n1" },
      "credit-provider",
    );
    await settle();
    read();
    await fixture.clock.pass(0);
    expect(fixture.credit.calls).toHaveLength(1);
    await runner.stop();
  });

  it("is not overlooked where its timer comes a moment too early and it falls due during the read", async () => {
    let held: Promise<void> | undefined;
    const runner = runnerOn(fixture, {
      lease: async (...call) => {
        const claim = await fixture.store.lease(...call);
        await held;
        return claim;
      },
    });
    await fixture.request();
    runner.start();
    await fixture.clock.pass(2999);
    let release = () => {};
    held = new Promise((resolve) => {
      release = resolve;
    });
    fixture.clock.setWall(fixture.clock.now() - 1);
    await fixture.clock.pass(2);
    expect(fixture.credit.calls).toEqual([]);
    release();
    await fixture.clock.pass(0);
    expect(fixture.credit.calls).toHaveLength(1);
    await runner.stop();
  });

  it("is begun however much else hangs", async () => {
    // As if the runner began with one row at once beside those that it works on.
    const runner = runnerOn(fixture, {
      lease: (table, until, limit, lease) => fixture.store.lease(table, until, limit - 999, lease),
    });
    await fixture.request(7);
    await fixture.clock.pass(10);
    await fixture.request(8, "user/2088000000000002");
    const answer = fixture.credit.hold("query");
    runner.start();
    await fixture.clock.pass(3010);
    await fixture.clock.pass(5000);
    expect(fixture.credit.calls).toHaveLength(2);
    answer();
    await runner.stop();
  });

  it("is read again after the store could not be read", async () => {
    let broken = true;
    const runner = runnerOn(fixture, {
      lease: (...call) => (broken ? Promise.reject(new Error("no connection")) : fixture.store.lease(...call)),
    });
    await fixture.request();
    runner.start();
    await fixture.clock.pass(5000);
    expect(fixture.logged).toContain("error due effects could not be read no connection");
    expect(fixture.credit.calls).toEqual([]);
    broken = false;
    await fixture.clock.pass(1000);
    expect(fixture.credit.calls).toHaveLength(1);
    await runner.stop();
  });
});

describe("an effect that ends while due work is read", () => {
  it("is not performed again because the read still shows it", async () => {
    await fixture.request(7);
    let held: Promise<void> | undefined;
    const runner = runnerOn(fixture, {
      lease: async (...call) => {
        const claim = await fixture.store.lease(...call);
        await held;
        return claim;
      },
    });
    runner.start();
    const answer = fixture.credit.hold("query");
    await fixture.clock.pass(3000);
    let release = () => {};
    held = new Promise((resolve) => {
      release = resolve;
    });
    // Something else makes the runner read.
    await fixture.request(8, "user/2088000000000002");
    await settle();
    expect(fixture.credit.calls).toHaveLength(1);
    answer();
    await settle();
    release();
    await settle();
    await runner.stop();
    expect(fixture.credit.calls).toHaveLength(1);
  });
});
