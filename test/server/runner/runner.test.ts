import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cabinetKeys, isSealed } from "../../../protocol/seal.ts";
import { distrust } from "../../../server/fleet/distrust.ts";
import { replay } from "../../../server/orders/order-service.ts";
import { orderTable } from "../../../server/store/order-table.ts";
import { cabinetId, HubBench } from "../../support/hub-bench.ts";
import { settle, until } from "../../support/manual-clock.ts";
import { runnerOn } from "./runner-on.ts";

let bench: HubBench;
let others: HubBench[];

beforeEach(async () => {
  bench = await HubBench.withCabinet();
  others = [];
});

afterEach(async () => {
  await bench.close();
  for (const other of others) await other.close();
});

async function afterKill(): Promise<HubBench> {
  const next = await bench.killed();
  others.push(next);
  return next;
}

const noAnswer = { outcome: "unknown", why: "time-out" } as const;

describe("the write-off of an item that never came back", () => {
  async function longAfterLending(mark: boolean): Promise<string> {
    const orderNo = await bench.lent();
    await bench.runner.stop();
    await bench.clock.pass(41 * 86_400_000);
    if (mark) {
      const reason = { code: "more-items-than-slots", slots: 8 } as const;
      await bench.store.transact((tx) => distrust(tx, cabinetId, reason, bench.clock.now()));
    }
    const runner = runnerOn(bench, {});
    runner.start();
    await bench.clock.pass(1);
    await runner.stop();
    return orderNo;
  }

  it("is automatic where the cabinet that lent it is believed", async () => {
    const { order } = await bench.record(await longAfterLending(false));
    expect(order).toMatchObject({ loans: [{ state: "lost" }], charge: { kind: "damage", amount: 9900 } });
  });

  it("is an operator's decision once that cabinet is distrusted, and replays as such", async () => {
    const { order, audit } = await bench.record(await longAfterLending(true));
    expect(order.review?.reason).toEqual({ code: "cabinet-distrusted", cabinetId });
    expect(order).toMatchObject({ state: "active", loans: [{ state: "lent" }] });
    expect(order.charge).toBeUndefined();
    expect(replay(audit)).toEqual(order);
  });
});

describe("the open command", () => {
  it("is sent once the rider has confirmed, sealed, for the time that the order allows", async () => {
    bench.runner.start();
    const orderNo = await bench.request(7);
    await bench.clock.pass(1000);
    expect(bench.link.openings).toEqual([]);
    await bench.confirm(orderNo);
    const [command, ...more] = bench.link.openings;
    expect(more).toEqual([]);
    const now = bench.clock.now();
    expect(command).toMatchObject({
      id: `${orderNo}L1`,
      orderNo,
      slot: 7,
      issuedAt: now,
      expiresAt: now + 10_000,
      ttl: 10_000,
    });
    const { secret } = await bench.registry.register({ cabinetId, name: "咖啡馆", address: "人民路1号", slots: 8 });
    expect(command && isSealed(cabinetKeys(secret).sealKey, cabinetId, command)).toBe(true);
  });

  it("is not sent before the confirmed order is on the disk (S1)", async () => {
    const orderNo = await bench.request();
    bench.runner.start();
    await settle();
    bench.credit.confirm(orderNo, bench.clock.now());
    const release = bench.credit.hold("query");
    await bench.clock.pass(3000);
    const write = bench.holdDisk();
    release();
    await bench.clock.pass(0);
    expect(bench.disk.commits).toBeGreaterThan(0);
    await bench.clock.pass(8000);
    expect(bench.link.openings).toEqual([]);
    write();
    await bench.clock.pass(0);
    expect(bench.link.openings).toHaveLength(1);
  });

  it("is never sent where the confirmed order can't be written", async () => {
    const orderNo = await bench.request();
    bench.runner.start();
    await settle();
    bench.credit.confirm(orderNo, bench.clock.now());
    bench.breakDisk();
    await bench.clock.pass(60_000);
    expect(bench.link.openings).toEqual([]);
    expect((await bench.record(orderNo)).order.state).toBe("requested");
    bench.mendDisk();
    await bench.clock.pass(1000);
    expect(bench.link.openings).toHaveLength(1);
  });

  it("keeps its id where the hub dies after sending and before noting it", async () => {
    const orderNo = await bench.request();
    bench.runner.start();
    const write = bench.link.publish.bind(bench.link);
    let atSending: HubBench | undefined;
    bench.link.publish = async (...sent) => {
      atSending ??= await afterKill();
      return write(...sent);
    };
    await bench.confirm(orderNo);
    await until(() => bench.link.openings.length > 0);
    bench.link.publish = write;
    expect(bench.link.openings).toHaveLength(1);
    await atSending?.birth();
    atSending?.runner.start();
    await bench.clock.pass(0);
    const [first, second, ...more] = bench.link.openings;
    expect(second).toEqual(first);
    expect(first?.id).toBe(`${orderNo}L1`);
    expect(more).toEqual([]);
  });
});

describe("an effect", () => {
  it("that is pending in the store is performed by the next process", async () => {
    const orderNo = await bench.request();
    bench.credit.confirm(orderNo, bench.clock.now());
    const next = await afterKill();
    await next.birth();
    next.runner.start();
    await bench.clock.pass(3000);
    expect(bench.link.openings).toHaveLength(1);
  });

  it("waits for its time, and for far times too", async () => {
    bench.runner.start();
    await bench.request();
    await bench.clock.pass(2999);
    expect(bench.credit.calls).toEqual([]);
    await bench.clock.pass(1);
    expect(bench.credit.calls).toHaveLength(1);
    // Lapsed after three minutes, looked at again ten minutes, an hour and a day later.
    await bench.clock.pass(180_000);
    const polled = bench.credit.calls.length;
    await bench.clock.pass(9 * 60_000);
    expect(bench.credit.calls).toHaveLength(polled);
    await bench.clock.pass(60_000);
    expect(bench.credit.calls).toHaveLength(polled + 1);
    await bench.clock.pass(27 * 3_600_000);
    expect(bench.credit.calls).toHaveLength(polled + 3);
  });

  it("is performed once, however often the order changes meanwhile", async () => {
    const orderNo = await bench.lent();
    await bench.clock.pass(60_000);
    const release = bench.credit.hold("complete");
    await bench.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await settle();
    await bench.desk.apply(orderNo, { type: "credit-noticed", about: "completed", noticeId: "n2" }, "credit-provider");
    await bench.clock.pass(1000);
    expect(bench.credit.calls.filter((call) => call.startsWith("complete"))).toHaveLength(1);
    release();
    await bench.clock.pass(0);
    expect((await bench.record(orderNo)).order.state).toBe("settled");
    expect(bench.credit.calls.filter((call) => call.startsWith("complete"))).toHaveLength(1);
  });

  it("that changes something at the provider waits for a query under way: what that saw would be older", async () => {
    const orderNo = await bench.lent();
    await bench.clock.pass(60_000);
    const release = bench.credit.hold("query");
    await bench.desk.apply(orderNo, { type: "credit-noticed", about: "completed", noticeId: "n2" }, "credit-provider");
    await settle();
    await bench.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await bench.clock.pass(0);
    const completions = () => bench.credit.calls.filter((call) => call.startsWith("complete"));
    expect(completions()).toEqual([]);
    release();
    await bench.clock.pass(2000);
    expect(completions()).toHaveLength(1);
    expect((await bench.record(orderNo)).order.state).toBe("settled");
  });

  it("that asks the provider waits for one that changes something there", async () => {
    const orderNo = await bench.lent();
    await bench.clock.pass(60_000);
    const release = bench.credit.hold("complete");
    await bench.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await settle();
    const calls = bench.credit.calls.length;
    await bench.desk.apply(orderNo, { type: "credit-noticed", about: "completed", noticeId: "n2" }, "credit-provider");
    await bench.clock.pass(1000);
    expect(bench.credit.calls).toHaveLength(calls);
    release();
    await bench.clock.pass(0);
    expect(bench.credit.calls.slice(calls)).toEqual([`query ${orderNo}`]);
  });

  it("that takes the place of one whose outcome could not be saved is asked for first", async () => {
    const orderNo = await bench.lent();
    await bench.clock.pass(60_000);
    bench.credit.script("complete", noAnswer);
    const release = bench.credit.hold("complete");
    await bench.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await settle();
    bench.breakDisk();
    release();
    await settle();
    bench.mendDisk();
    const record = await bench.record(orderNo);
    const effects = record.effects.map((effect) =>
      effect.type === "complete-credit" ? { ...effect, id: record.nextEffectId } : effect,
    );
    const nextEffectId = record.nextEffectId + 1;
    await bench.store.transact((tx) => tx.put(orderTable, { ...record, effects, nextEffectId }));
    const calls = bench.credit.calls.length;
    await bench.clock.pass(1000);
    expect(bench.credit.calls.slice(calls)).toEqual([`query ${orderNo}`]);
  });

  it("whose outcome could not be saved is asked for first, though another effect of its order has ended since", async () => {
    const orderNo = await bench.lent();
    await bench.clock.pass(60_000);
    bench.credit.script("complete", noAnswer);
    const release = bench.credit.hold("complete");
    await bench.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await settle();
    bench.breakDisk();
    release();
    await settle();
    bench.mendDisk();
    const { nextEffectId: id, ...record } = await bench.record(orderNo);
    const look = { type: "look-at-slots", key: "look", cabinetId, dueAt: bench.clock.now(), attempt: 0, id } as const;
    const effects = [...record.effects, look];
    await bench.store.transact((tx) => tx.put(orderTable, { ...record, effects, nextEffectId: id + 1 }));
    await bench.clock.pass(1);
    expect((await bench.record(orderNo)).effects.map(({ type }) => type)).not.toContain("look-at-slots");
    const calls = bench.credit.calls.length;
    await bench.clock.pass(1000);
    expect(bench.credit.calls.slice(calls)).toEqual([`query ${orderNo}`]);
  });

  it("that waits for a call is begun at once where the answer to that counts for nothing", async () => {
    const orderNo = await bench.lent();
    await bench.clock.pass(60_000);
    const release = bench.credit.hold("query");
    await bench.desk.apply(orderNo, { type: "credit-noticed", about: "completed", noticeId: "n2" }, "credit-provider");
    await settle();
    await bench.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await settle();
    const query = (await bench.record(orderNo)).effects.find(({ type }) => type === "query-credit");
    // Another hub was quicker.
    await bench.desk.performed(orderNo, query?.id ?? 0);
    await settle();
    const calls = bench.credit.calls.length;
    release();
    await settle();
    expect(bench.credit.calls[calls]).toMatch(/^complete/);
  });

  it("whose outcome can't be saved is performed again", async () => {
    bench.runner.start();
    const orderNo = await bench.request();
    await settle();
    const release = bench.credit.hold("query");
    await bench.clock.pass(3000);
    bench.breakDisk();
    release();
    await settle();
    bench.mendDisk();
    expect(bench.logged.at(-1)).toMatch(/^error an effect could not be performed; it is tried again .*full/);
    expect(bench.credit.calls).toHaveLength(1);
    await bench.clock.pass(999);
    expect(bench.credit.calls).toHaveLength(1);
    await bench.clock.pass(1);
    expect(bench.credit.calls).toEqual([`query ${orderNo}`, `query ${orderNo}`]);
  });

  it("that fails in the hub itself is tried again and holds nobody else up", async () => {
    bench.runner.start();
    bench.link.broken = new Error("the link is broken");
    const first = await bench.request(7);
    const second = await bench.request(8, "user/2088000000000002");
    await bench.confirm(first);
    expect(bench.logged.at(-1)).toMatch(/the link is broken/);
    bench.link.broken = undefined;
    bench.credit.confirm(second, bench.clock.now(), "user/2088000000000002");
    await bench.clock.pass(3000);
    expect(bench.link.openings.map(({ orderNo }) => orderNo).toSorted()).toEqual([first, second]);
  });

  it("that comes up while the runner reads what is due is not overlooked", async () => {
    let read = () => {};
    const reading = new Promise<void>((resolve) => {
      read = resolve;
    });
    const runner = runnerOn(bench, {
      claim: async (...call) => {
        const claim = await bench.store.claim(...call);
        await reading;
        return claim;
      },
    });
    const orderNo = await bench.request();
    runner.start();
    await settle();
    await bench.desk.apply(orderNo, { type: "credit-noticed", about: "created", noticeId: "n1" }, "credit-provider");
    await settle();
    read();
    await bench.clock.pass(0);
    expect(bench.credit.calls).toHaveLength(1);
    await runner.stop();
  });

  it("is not overlooked where its timer comes a moment too early and it falls due during the read", async () => {
    let held: Promise<void> | undefined;
    const runner = runnerOn(bench, {
      claim: async (...call) => {
        const claim = await bench.store.claim(...call);
        await held;
        return claim;
      },
    });
    await bench.request();
    runner.start();
    await bench.clock.pass(2999);
    let release = () => {};
    held = new Promise((resolve) => {
      release = resolve;
    });
    bench.clock.setWall(bench.clock.now() - 1);
    await bench.clock.pass(2);
    expect(bench.credit.calls).toEqual([]);
    release();
    await bench.clock.pass(0);
    expect(bench.credit.calls).toHaveLength(1);
    await runner.stop();
  });

  it("is begun however much else hangs", async () => {
    // As if the runner began with one row at once beside those that it works on.
    const runner = runnerOn(bench, {
      claim: (table, until, limit, lease) => bench.store.claim(table, until, limit - 999, lease),
    });
    await bench.request(7);
    await bench.clock.pass(10);
    await bench.request(8, "user/2088000000000002");
    const answer = bench.credit.hold("query");
    runner.start();
    await bench.clock.pass(3010);
    await bench.clock.pass(5000);
    expect(bench.credit.calls).toHaveLength(2);
    answer();
    await runner.stop();
  });

  it("is read again after the store could not be read", async () => {
    let broken = true;
    const runner = runnerOn(bench, {
      claim: (...call) => (broken ? Promise.reject(new Error("no connection")) : bench.store.claim(...call)),
    });
    await bench.request();
    runner.start();
    await bench.clock.pass(5000);
    expect(bench.logged).toContain("error due effects could not be read no connection");
    expect(bench.credit.calls).toEqual([]);
    broken = false;
    await bench.clock.pass(1000);
    expect(bench.credit.calls).toHaveLength(1);
    await runner.stop();
  });
});

describe("an effect that ends while due work is read", () => {
  it("is not performed again because the read still shows it", async () => {
    await bench.request(7);
    let held: Promise<void> | undefined;
    const runner = runnerOn(bench, {
      claim: async (...call) => {
        const claim = await bench.store.claim(...call);
        await held;
        return claim;
      },
    });
    runner.start();
    const answer = bench.credit.hold("query");
    await bench.clock.pass(3000);
    let release = () => {};
    held = new Promise((resolve) => {
      release = resolve;
    });
    // Something else makes the runner read.
    await bench.request(8, "user/2088000000000002");
    await settle();
    expect(bench.credit.calls).toHaveLength(1);
    answer();
    await settle();
    release();
    await settle();
    await runner.stop();
    expect(bench.credit.calls).toHaveLength(1);
  });
});

describe("a doubtful door", () => {
  it("is looked at, and asked about under the same command, until it answers", async () => {
    bench.runner.start();
    const orderNo = await bench.request();
    await bench.confirm(orderNo);
    await bench.clock.pass(13_000);
    expect((await bench.record(orderNo)).order.loans[0]?.state).toBe("unknown");
    const looks = bench.link.sent("command").filter(({ action }) => action === "look");
    expect(looks.length).toBeGreaterThan(0);
    expect(new Set(looks.map(({ id }) => id)).size).toBe(looks.length);
    const [first, again] = bench.link.openings;
    expect(again).toEqual(first);
    await bench.opens();
    await bench.clock.pass(0);
    expect((await bench.record(orderNo)).order).toMatchObject({ state: "active", loans: [{ state: "lent" }] });
  });
});

describe("a stop", () => {
  it("starts nothing that it had only begun to look for", async () => {
    await bench.request();
    await bench.clock.pass(3000);
    bench.runner.start();
    await bench.runner.stop();
    await bench.clock.pass(60_000);
    expect(bench.credit.calls).toEqual([]);
  });

  it("starts nothing new, waits for what runs and keeps its outcome", async () => {
    bench.runner.start();
    const orderNo = await bench.request();
    await settle();
    bench.credit.confirm(orderNo, bench.clock.now());
    const release = bench.credit.hold("query");
    await bench.clock.pass(3000);
    let stopped = false;
    const stop = bench.runner.stop().finally(() => {
      stopped = true;
    });
    await settle();
    expect(stopped).toBe(false);
    release();
    await stop;
    expect((await bench.record(orderNo)).order.state).toBe("confirmed");
    await bench.clock.pass(60_000);
    expect(bench.link.openings).toEqual([]);
    expect(bench.credit.calls).toHaveLength(1);
  });
});

describe("after the hub's clock has gone back behind its start", () => {
  it("an effect is performed, and not only asked for as one from before the start", async () => {
    bench.runner.start();
    bench.clock.setWall(bench.clock.now() - 86_400_000);
    await bench.confirm(await bench.request());
    await bench.opens();
    await bench.clock.pass(3_600_000);
    await bench.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await bench.clock.pass(0);
    expect(bench.credit.calls).toContainEqual(expect.stringMatching(/^complete/));
  });
});

describe("the outcome of an effect", () => {
  it("of a complete that was never answered is asked for before it is repeated", async () => {
    const orderNo = await bench.lent();
    await bench.clock.pass(3_600_000);
    bench.credit.script("complete", noAnswer);
    await bench.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await bench.clock.pass(0);
    expect(bench.credit.calls.at(-1)).toMatch(/^complete/);
    await bench.clock.pass(2000);
    expect(bench.credit.calls.at(-1)).toBe(`query ${orderNo}`);
    await bench.clock.pass(10_000);
    expect((await bench.record(orderNo)).order).toMatchObject({
      state: "settled",
      charge: { amount: 300, state: "paid" },
    });
  });
});

describe("what was asked for before", () => {
  it("is not done any more once a person decides: no money moves under review", async () => {
    const orderNo = await bench.lent();
    await bench.clock.pass(3_600_000);
    bench.credit.script("complete", { outcome: "refused", reason: "payment-failed", providerCode: "NO_BALANCE" });
    await bench.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await bench.clock.pass(0);
    expect((await bench.record(orderNo)).effects.map(({ type }) => type)).toContain("complete-credit");
    const view = bench.credit.views.get(orderNo);
    if (!view) throw new Error("no view");
    bench.credit.views.set(orderNo, { ...view, useState: "cancelled" });
    await bench.desk.apply(orderNo, { type: "credit-noticed", about: "completed", noticeId: "n3" }, "credit-provider");
    await bench.clock.pass(0);
    const { order, effects } = await bench.record(orderNo);
    expect(order.review?.reason).toEqual({ code: "cancelled-while-lent" });
    expect(effects).toEqual([]);
    const calls = bench.credit.calls.length;
    await bench.clock.pass(8 * 86_400_000);
    expect(bench.credit.calls).toHaveLength(calls);
  });

  it("is not done any more once the order is settled", async () => {
    const orderNo = await bench.lent();
    await bench.clock.pass(3_600_000);
    bench.credit.script("complete", { outcome: "refused", reason: "payment-failed", providerCode: "NO_BALANCE" });
    await bench.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await bench.clock.pass(0);
    const view = bench.credit.views.get(orderNo);
    if (!view) throw new Error("no view");
    // The rider paid in the wallet.
    bench.credit.views.set(orderNo, { ...view, useState: "restored", payment: "paid" });
    await bench.desk.apply(orderNo, { type: "credit-noticed", about: "completed", noticeId: "n3" }, "credit-provider");
    await bench.clock.pass(0);
    expect((await bench.record(orderNo)).order.state).toBe("settled");
    expect((await bench.store.claim(orderTable, Number.MAX_SAFE_INTEGER, 10, 1)).rows).toEqual([]);
  });
});

describe("a forgotten confirmation", () => {
  it("is given back although the rider has begun another order at the same slot since", async () => {
    bench.runner.start();
    const first = await bench.request(7);
    await bench.clock.pass(200_000);
    expect((await bench.record(first)).order.state).toBe("lapsed");
    const second = await bench.request(7);
    expect(second).not.toBe(first);
    await bench.confirm(first);
    expect((await bench.record(first)).order).toMatchObject({ state: "cancelled", cancelReason: "confirmed-too-late" });
    expect(bench.link.openings).toEqual([]);
    await bench.confirm(second);
    expect(bench.link.openings.map(({ orderNo }) => orderNo)).toEqual([second]);
  });
});
