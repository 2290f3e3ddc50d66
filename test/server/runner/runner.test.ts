import { describe, expect, it } from "vitest";
import { cabinetKeys, isSealed } from "../../../protocol/seal.ts";
import { distrust } from "../../../server/fleet/distrust.ts";
import { replay } from "../../../server/orders/order-service.ts";
import { orderTable } from "../../../server/store/order-table.ts";
import { cabinetId, type HubFixture } from "../../support/hub-fixture.ts";
import { settle, until } from "../../support/manual-clock.ts";
import { afterKill, fixture, noAnswer, useHub } from "./runner-fixture.ts";
import { runnerOn } from "./runner-on.ts";

useHub();

describe("the write-off of an item that never came back", () => {
  async function longAfterLending(mark: boolean): Promise<string> {
    const orderNo = await fixture.lent();
    await fixture.runner.stop();
    await fixture.clock.pass(41 * 86_400_000);
    if (mark) {
      const reason = { code: "more-items-than-slots", slots: 8 } as const;
      await fixture.store.transact((tx) => distrust(tx, cabinetId, reason, fixture.clock.now()));
    }
    const runner = runnerOn(fixture, {});
    runner.start();
    await fixture.clock.pass(1);
    await runner.stop();
    return orderNo;
  }

  it("is automatic where the cabinet that lent it is believed", async () => {
    const { order } = await fixture.record(await longAfterLending(false));
    expect(order).toMatchObject({ loans: [{ state: "lost" }], charge: { kind: "damage", amount: 9900 } });
  });

  it("is an operator's decision once that cabinet is distrusted, and replays as such", async () => {
    const { order, audit } = await fixture.record(await longAfterLending(true));
    expect(order.review?.reason).toEqual({ code: "cabinet-distrusted", cabinetId });
    expect(order).toMatchObject({ state: "active", loans: [{ state: "lent" }] });
    expect(order.charge).toBeUndefined();
    expect(replay(audit)).toEqual(order);
  });
});

describe("the open command", () => {
  it("is sent once the rider has confirmed, sealed, for the time that the order allows", async () => {
    fixture.runner.start();
    const orderNo = await fixture.request(7);
    await fixture.clock.pass(1000);
    expect(fixture.link.openings).toEqual([]);
    await fixture.confirm(orderNo);
    const [command, ...more] = fixture.link.openings;
    expect(more).toEqual([]);
    const now = fixture.clock.now();
    expect(command).toMatchObject({
      id: `${orderNo}L1`,
      orderNo,
      slot: 7,
      issuedAt: now,
      expiresAt: now + 10_000,
      ttl: 10_000,
    });
    const { secret } = await fixture.registry.register({ cabinetId, name: "咖啡馆", address: "人民路1号", slots: 8 });
    expect(command && isSealed(cabinetKeys(secret).sealKey, cabinetId, command)).toBe(true);
  });

  it("is not sent before the confirmed order is on the disk (S1)", async () => {
    const orderNo = await fixture.request();
    fixture.runner.start();
    await settle();
    fixture.credit.confirm(orderNo, fixture.clock.now());
    const release = fixture.credit.hold("query");
    await fixture.clock.pass(3000);
    const write = fixture.holdDisk();
    release();
    await fixture.clock.pass(0);
    expect(fixture.disk.commits).toBeGreaterThan(0);
    await fixture.clock.pass(8000);
    expect(fixture.link.openings).toEqual([]);
    write();
    await fixture.clock.pass(0);
    expect(fixture.link.openings).toHaveLength(1);
  });

  it("is never sent where the confirmed order can't be written", async () => {
    const orderNo = await fixture.request();
    fixture.runner.start();
    await settle();
    fixture.credit.confirm(orderNo, fixture.clock.now());
    fixture.breakDisk();
    await fixture.clock.pass(60_000);
    expect(fixture.link.openings).toEqual([]);
    expect((await fixture.record(orderNo)).order.state).toBe("requested");
    fixture.mendDisk();
    await fixture.clock.pass(1000);
    expect(fixture.link.openings).toHaveLength(1);
  });

  it("keeps its id where the hub dies after sending and before noting it", async () => {
    const orderNo = await fixture.request();
    fixture.runner.start();
    const write = fixture.link.publish.bind(fixture.link);
    let atSending: HubFixture | undefined;
    fixture.link.publish = async (...sent) => {
      atSending ??= await afterKill();
      return write(...sent);
    };
    await fixture.confirm(orderNo);
    await until(() => fixture.link.openings.length > 0);
    fixture.link.publish = write;
    expect(fixture.link.openings).toHaveLength(1);
    await atSending?.birth();
    atSending?.runner.start();
    await fixture.clock.pass(0);
    const [first, second, ...more] = fixture.link.openings;
    expect(second).toEqual(first);
    expect(first?.id).toBe(`${orderNo}L1`);
    expect(more).toEqual([]);
  });
});

describe("a doubtful door", () => {
  it("is looked at, and asked about under the same command, until it answers", async () => {
    fixture.runner.start();
    const orderNo = await fixture.request();
    await fixture.confirm(orderNo);
    await fixture.clock.pass(13_000);
    expect((await fixture.record(orderNo)).order.loans[0]?.state).toBe("unknown");
    const looks = fixture.link.sent("command").filter(({ action }) => action === "look");
    expect(looks.length).toBeGreaterThan(0);
    expect(new Set(looks.map(({ id }) => id)).size).toBe(looks.length);
    const [first, again] = fixture.link.openings;
    expect(again).toEqual(first);
    await fixture.opens();
    await fixture.clock.pass(0);
    expect((await fixture.record(orderNo)).order).toMatchObject({ state: "active", loans: [{ state: "lent" }] });
  });
});

describe("a stop", () => {
  it("starts nothing that it had only begun to look for", async () => {
    await fixture.request();
    await fixture.clock.pass(3000);
    fixture.runner.start();
    await fixture.runner.stop();
    await fixture.clock.pass(60_000);
    expect(fixture.credit.calls).toEqual([]);
  });

  it("starts nothing new, waits for what runs and keeps its outcome", async () => {
    fixture.runner.start();
    const orderNo = await fixture.request();
    await settle();
    fixture.credit.confirm(orderNo, fixture.clock.now());
    const release = fixture.credit.hold("query");
    await fixture.clock.pass(3000);
    let stopped = false;
    const stop = fixture.runner.stop().finally(() => {
      stopped = true;
    });
    await settle();
    expect(stopped).toBe(false);
    release();
    await stop;
    expect((await fixture.record(orderNo)).order.state).toBe("confirmed");
    await fixture.clock.pass(60_000);
    expect(fixture.link.openings).toEqual([]);
    expect(fixture.credit.calls).toHaveLength(1);
  });
});

describe("after the hub's clock has gone back behind its start", () => {
  it("an effect is performed, and not only asked for as one from before the start", async () => {
    fixture.runner.start();
    fixture.clock.setWall(fixture.clock.now() - 86_400_000);
    await fixture.confirm(await fixture.request());
    await fixture.opens();
    await fixture.clock.pass(3_600_000);
    await fixture.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await fixture.clock.pass(0);
    expect(fixture.credit.calls).toContainEqual(expect.stringMatching(/^complete/));
  });
});

describe("the outcome of an effect", () => {
  it("of a complete that was never answered is asked for before it is repeated", async () => {
    const orderNo = await fixture.lent();
    await fixture.clock.pass(3_600_000);
    fixture.credit.script("complete", noAnswer);
    await fixture.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await fixture.clock.pass(0);
    expect(fixture.credit.calls.at(-1)).toMatch(/^complete/);
    await fixture.clock.pass(2000);
    expect(fixture.credit.calls.at(-1)).toBe(`query ${orderNo}`);
    await fixture.clock.pass(10_000);
    expect((await fixture.record(orderNo)).order).toMatchObject({
      state: "settled",
      charge: { amount: 300, state: "paid" },
    });
  });
});

describe("what was asked for before", () => {
  it("is not done any more once an operator decides: no money moves under review", async () => {
    const orderNo = await fixture.lent();
    await fixture.clock.pass(3_600_000);
    fixture.credit.script("complete", { outcome: "refused", reason: "payment-failed", providerCode: "NO_BALANCE" });
    await fixture.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await fixture.clock.pass(0);
    expect((await fixture.record(orderNo)).effects.map(({ type }) => type)).toContain("complete-credit");
    const view = fixture.credit.views.get(orderNo);
    if (!view) throw new Error("no view");
    fixture.credit.views.set(orderNo, { ...view, useState: "cancelled" });
    await fixture.orderService.apply(
      orderNo,
      { type: "credit-noticed", about: "completed", noticeId: "n3" },
      "credit-provider",
    );
    await fixture.clock.pass(0);
    const { order, effects } = await fixture.record(orderNo);
    expect(order.review?.reason).toEqual({ code: "cancelled-while-lent" });
    expect(effects).toEqual([]);
    const calls = fixture.credit.calls.length;
    await fixture.clock.pass(8 * 86_400_000);
    expect(fixture.credit.calls).toHaveLength(calls);
  });

  it("is not done any more once the order is settled", async () => {
    const orderNo = await fixture.lent();
    await fixture.clock.pass(3_600_000);
    fixture.credit.script("complete", { outcome: "refused", reason: "payment-failed", providerCode: "NO_BALANCE" });
    await fixture.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await fixture.clock.pass(0);
    const view = fixture.credit.views.get(orderNo);
    if (!view) throw new Error("no view");
    // The rider paid in the wallet.
    fixture.credit.views.set(orderNo, { ...view, useState: "restored", payment: "paid" });
    await fixture.orderService.apply(
      orderNo,
      { type: "credit-noticed", about: "completed", noticeId: "n3" },
      "credit-provider",
    );
    await fixture.clock.pass(0);
    expect((await fixture.record(orderNo)).order.state).toBe("settled");
    expect((await fixture.store.lease(orderTable, Number.MAX_SAFE_INTEGER, 10, 1)).rows).toEqual([]);
  });
});

describe("a forgotten confirmation", () => {
  it("is given back although the rider has begun another order at the same slot since", async () => {
    fixture.runner.start();
    const first = await fixture.request(7);
    await fixture.clock.pass(200_000);
    expect((await fixture.record(first)).order.state).toBe("lapsed");
    const second = await fixture.request(7);
    expect(second).not.toBe(first);
    await fixture.confirm(first);
    expect((await fixture.record(first)).order).toMatchObject({
      state: "cancelled",
      cancelReason: "confirmed-too-late",
    });
    expect(fixture.link.openings).toEqual([]);
    await fixture.confirm(second);
    expect(fixture.link.openings.map(({ orderNo }) => orderNo)).toEqual([second]);
  });
});
