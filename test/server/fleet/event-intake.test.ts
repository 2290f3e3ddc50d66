import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isSealed } from "../../../protocol/seal.ts";
import type { HappeningBody } from "../../../protocol/upward.ts";
import { bootId, cabinetId, HubBench, journalId } from "../../support/hub-bench.ts";
import { settle } from "../../support/manual-clock.ts";

let bench: HubBench;

beforeEach(async () => {
  bench = await HubBench.withCabinet();
});

afterEach(() => bench.close());

const abnormal: HappeningBody = { kind: "abnormal", what: "the arm stands half way" };
const back: HappeningBody = { kind: "returned", slot: 3, itemId: "BANK07", source: "report" };
const hour = 3_600_000;

const acks = () => bench.link.sent("ack");
const committed = async () => (await bench.cabinet()).journal;

async function confirmed(): Promise<string> {
  bench.runner.start();
  const orderNo = await bench.request();
  await bench.confirm(orderNo);
  return orderNo;
}

describe("an event", () => {
  it("is acknowledged when it is stored, and not before", async () => {
    const write = bench.holdDisk();
    const taken = bench.happens(abnormal);
    await settle();
    expect(acks()).toEqual([]);
    write();
    await taken;
    expect(acks()).toMatchObject([{ v: 2, bootId, journalId, committed: 1 }]);
    expect(await bench.strays()).toHaveLength(1);
  });

  it("is acknowledged to the start of the bridge that is there, under the cabinet's seal", async () => {
    await bench.birth({ bootId: "boot-0002" });
    await bench.happens(abnormal);
    const [ack] = acks();
    const sealKey = await bench.registry.sealKeyOf(cabinetId);
    if (!ack || !sealKey) throw new Error("no acknowledgement");
    expect(ack.bootId).toBe("boot-0002");
    expect(isSealed(sealKey, cabinetId, ack)).toBe(true);
  });

  it("that can't be stored is not acknowledged; sent again it is taken", async () => {
    bench.breakDisk();
    await bench.happens(abnormal, { seq: 1 });
    expect(acks()).toEqual([]);
    expect(bench.logged.at(-1)).toMatch(/^error a cabinet's message could not be taken in .*full/);
    bench.mendDisk();
    await bench.happens(abnormal, { seq: 1 });
    expect(acks()).toMatchObject([{ v: 2, bootId, journalId, committed: 1 }]);
  });

  it("that comes again is acknowledged again and taken once", async () => {
    const orderNo = await bench.lent();
    await bench.clock.pass(hour);
    const event = bench.event(back);
    await bench.hear("event", event);
    await bench.clock.pass(0);
    const { order } = await bench.record(orderNo);
    await bench.hear("event", event);
    await bench.clock.pass(0);
    expect((await bench.record(orderNo)).order).toEqual(order);
    expect(await bench.strays()).toEqual([]);
    expect(acks().map((ack) => ack.committed)).toEqual([1, 2, 2]);
  });

  it("that overtook another one waits for its turn", async () => {
    await bench.happens(abnormal, { seq: 2 });
    expect(acks()).toMatchObject([{ v: 2, bootId, journalId, committed: 0 }]);
    expect(await bench.strays()).toEqual([]);
    await bench.happens(abnormal, { seq: 1 });
    await bench.happens(abnormal, { seq: 2 });
    expect((await bench.strays()).map(({ event }) => event?.seq)).toEqual([1, 2]);
    expect(await committed()).toEqual({ id: journalId, committed: 2, bootId });
  });

  it("of a journal that the hub was not told of is neither taken nor acknowledged", async () => {
    await bench.happens(abnormal, { journalId: "journal-0002" });
    expect(acks()).toEqual([]);
    expect(await bench.strays()).toEqual([]);
    expect(await committed()).toEqual({ id: journalId, committed: 0, bootId });
  });

  it("of a new journal is counted from its beginning, and kept beside those of the old one", async () => {
    await bench.happens(abnormal);
    await bench.birth({ journal: { id: "journal-0002", first: 1, last: 1 } });
    await bench.happens(abnormal, { seq: 1, journalId: "journal-0002" });
    expect(acks().at(-1)).toMatchObject({ bootId, journalId: "journal-0002", committed: 1 });
    expect(await bench.strays()).toHaveLength(2);
  });

  it("of a cabinet that is not registered is ignored", async () => {
    await bench.hear("event", bench.event(abnormal), "shop-9");
    expect(acks()).toEqual([]);
    expect(await bench.strays()).toEqual([]);
  });

  it("that belongs to no order is kept for an operator", async () => {
    await bench.happens(abnormal);
    await bench.happens({ kind: "removed", slot: 2, itemId: "BANK02", source: "snapshot" });
    await bench.happens({ kind: "returned", slot: 2, itemId: "STRANGER", source: "report" });
    await bench.happens({ kind: "result", commandId: "K00000001", slot: 2, result: { outcome: "opened" } });
    const strays = await bench.strays();
    expect(strays.map(({ event }) => event?.body.kind)).toEqual(["abnormal", "removed", "returned", "result"]);
    expect(strays[2]).toMatchObject({ cabinetId, receivedAt: bench.clock.now() });
    expect(bench.logged.filter((line) => line.startsWith("warn an event belongs to no order"))).toHaveLength(4);
  });
});

describe("the answer to a command", () => {
  it("reaches the loan whose command it is", async () => {
    const orderNo = await confirmed();
    await bench.clock.pass(2000);
    await bench.opens();
    const { order, audit } = await bench.record(orderNo);
    expect(order).toMatchObject({
      state: "active",
      loans: [{ state: "lent", itemId: "BANK07", openedAt: bench.clock.now() }],
    });
    expect(audit.at(-1)?.actor).toBe(`cabinet/${cabinetId}`);
    expect(await bench.strays()).toEqual([]);
  });

  it.each([
    ["for another slot", cabinetId, { slot: 6 }],
    ["from another cabinet", "shop-2", {}],
    ["to a command that was not sent", cabinetId, { commandId: "20261123120000000001L2" }],
    ["of an order that there is not", cabinetId, { commandId: "20991123120000000001L1" }],
  ])("%s is kept as a stray and decides nothing", async (_what, from, changes) => {
    const orderNo = await confirmed();
    await bench.registry.register({ cabinetId: "shop-2", name: "书店", address: "人民路2号", slots: 8 });
    const journal = { id: "journal-0002", first: 1, last: 1 };
    await bench.birth({ journal }, "shop-2");
    const result = { outcome: "opened" } as const;
    const body = { kind: "result", commandId: `${orderNo}L1`, slot: 7, result, ...changes } as const;
    const event = bench.event(body, from === cabinetId ? {} : { journalId: "journal-0002" });
    await bench.hear("event", event, from);
    expect((await bench.record(orderNo)).order.loans[0]?.state).toBe("opening");
    expect(await bench.strays()).toHaveLength(1);
  });

  it("before the order was confirmed decides nothing", async () => {
    const orderNo = await bench.request();
    await bench.happens({ kind: "result", commandId: `${orderNo}L1`, slot: 7, result: { outcome: "opened" } });
    expect((await bench.record(orderNo)).order.loans[0]?.state).toBe("waiting");
    expect(await bench.strays()).toHaveLength(1);
  });

  it.each([
    ["a clock ahead of the hub's", { latest: 40_000, uncertainty: 0 }, 5000],
    ["a clock that may be off", { latest: 2000, uncertainty: 700 }, 2700],
    ["a clock that was never set", { latest: -1_700_000_000_000, uncertainty: null }, 5000],
  ])("by %s is billed from the moment by which it was certain", async (_what, { latest, uncertainty }, expected) => {
    const orderNo = await confirmed();
    const sentAt = bench.clock.now();
    await bench.clock.pass(5000);
    await bench.happens(
      { kind: "result", commandId: `${orderNo}L1`, slot: 7, result: { outcome: "opened" } },
      { at: { latest: sentAt + latest, uncertainty } },
    );
    expect((await bench.record(orderNo)).order.loans[0]?.openedAt).toBe(sentAt + expected);
  });

  it("in doubt, by a clock that was never set, leaves time to find out", async () => {
    const orderNo = await confirmed();
    await bench.happens(
      { kind: "result", commandId: `${orderNo}L1`, slot: 7, result: { outcome: "unknown", reason: "restarted" } },
      { at: { latest: 60_000, uncertainty: null } },
    );
    await bench.clock.pass(20_000);
    expect((await bench.record(orderNo)).order).toMatchObject({ loans: [{ state: "unknown" }] });
    expect((await bench.record(orderNo)).order.review).toBeUndefined();
  });
});

describe("a return", () => {
  it("ends the loan of its item, in whatever cabinet and slot", async () => {
    const orderNo = await bench.lent();
    await bench.clock.pass(hour);
    await bench.happens(back);
    const { order } = await bench.record(orderNo);
    expect(order.loans[0]).toMatchObject({
      state: "returned",
      returned: { at: bench.clock.now(), slot: 3, place: { cabinetId, name: "咖啡馆" } },
    });
    expect(await bench.strays()).toEqual([]);
  });

  it("that reaches the hub days later is priced by when it happened", async () => {
    const orderNo = await bench.lent();
    await bench.clock.pass(hour);
    const event = bench.event(back);
    await bench.clock.pass(48 * hour);
    await bench.hear("event", event);
    await bench.clock.pass(0);
    expect((await bench.record(orderNo)).order).toMatchObject({
      state: "settled",
      charge: { amount: 300 },
      loans: [{ returned: { at: event.at.latest } }],
    });
  });

  it("that nobody saw is priced by the earliest time, less what the clock may be off", async () => {
    const orderNo = await bench.lent();
    const openedAt = bench.clock.now();
    await bench.clock.pass(3 * hour);
    const at = { earliest: openedAt + hour, latest: bench.clock.now(), uncertainty: 1500 };
    await bench.happens({ ...back, source: "snapshot" }, { at });
    expect((await bench.record(orderNo)).order.loans[0]?.returned?.at).toBe(openedAt + hour - 1500);
  });

  it("whose earliest time comes after its latest is dated at the earlier of both", async () => {
    const orderNo = await bench.lent();
    await bench.clock.pass(hour);
    const latest = bench.clock.now();
    await bench.happens(back, { at: { earliest: latest + 1, latest, uncertainty: 0 } });
    const { order } = await bench.record(orderNo);
    expect(order.loans[0]?.returned).toMatchObject({ at: latest, slot: 3 });
  });

  it("that no clock can date is a person's to price", async () => {
    const orderNo = await bench.lent();
    await bench.clock.pass(hour);
    await bench.happens(back, { at: { latest: 5000, uncertainty: null } });
    expect((await bench.record(orderNo)).order).toMatchObject({ loans: [{ state: "returned" }], review: {} });
  });

  it("of long ago, told again by a bridge whose disk was set back, ends no later loan of the item", async () => {
    await bench.clock.pass(hour);
    const longAgo = bench.clock.now() - 1;
    const orderNo = await bench.lent();
    const before = await bench.record(orderNo);
    const journal = { id: "journal-0002", first: 1, last: 1 };
    await bench.birth({ journal });
    await bench.happens(back, { seq: 1, journalId: journal.id, at: { latest: longAgo - 700, uncertainty: 700 } });
    expect(await bench.record(orderNo)).toEqual(before);
    expect(await bench.strays()).toHaveLength(1);
  });

  it("by a clock that is behind by no more than it says ends the loan", async () => {
    const orderNo = await bench.lent();
    await bench.happens(back, { at: { latest: bench.clock.now() - 60_000, uncertainty: 60_001 } });
    expect((await bench.record(orderNo)).order.loans[0]?.state).toBe("returned");
  });

  it("of somebody else's item changes no order", async () => {
    const orderNo = await bench.lent();
    const before = await bench.record(orderNo);
    await bench.happens({ ...back, itemId: "BANK05" });
    expect(await bench.record(orderNo)).toEqual(before);
    expect(await bench.strays()).toHaveLength(1);
  });

  it("of an item without an id is not given to an order whose item is known", async () => {
    const orderNo = await bench.lent();
    await bench.happens({ kind: "returned", slot: 3, source: "report" });
    expect((await bench.record(orderNo)).order.state).toBe("active");
    expect(await bench.strays()).toHaveLength(1);
  });
});

describe("an event about a slot", () => {
  const removed: HappeningBody = { kind: "removed", slot: 7, source: "report" };
  const shown = async () => {
    const { snapshot } = await bench.cabinet();
    return { at: snapshot?.at ?? Number.NaN, state: snapshot?.slots.find(({ slot }) => slot === 7)?.state };
  };

  it("makes doubtful what the snapshot before it showed there", async () => {
    const { at } = await shown();
    await bench.happens(removed, { at: { latest: at + 1, uncertainty: 0 } });
    expect(await shown()).toEqual({ at, state: "unreadable" });
  });

  it("says nothing against a snapshot that was taken after it, or when no clock could date it", async () => {
    const { at } = await shown();
    await bench.happens(removed, { at: { latest: at, uncertainty: 0 } });
    await bench.happens(removed, { at: { latest: at + 1, uncertainty: null } });
    expect(await shown()).toEqual({ at, state: "occupied" });
  });
});

it("a return without an id, whose item a later snapshot shows, is not paid for as lost", async () => {
  const orderNo = await bench.lent();
  await bench.clock.pass(hour);
  await bench.happens({ kind: "returned", slot: 7, source: "report" });
  expect(await bench.strays()).toHaveLength(1);
  await bench.snapshot();
  await bench.clock.pass(41 * 24 * hour);
  const { order } = await bench.record(orderNo);
  expect(order).toMatchObject({
    state: "active",
    review: { reason: { code: "return-not-reported" } },
  });
  expect(order.charge).toBeUndefined();
});

describe("a hub that dies while it takes an event in", () => {
  it("takes it afterwards, once, and answers for it then", async () => {
    const orderNo = await bench.lent();
    await bench.clock.pass(hour);
    const event = bench.event(back);
    const write = bench.holdDisk();
    const taking = bench.hear("event", event);
    await settle();
    const next = await bench.killed();
    expect((await next.record(orderNo)).order.state).toBe("active");
    const before = acks().length;
    await next.hear("event", event);
    await next.hear("event", event);
    expect((await next.record(orderNo)).order.state).toBe("settling");
    expect(await next.strays()).toEqual([]);
    expect(
      acks()
        .slice(before)
        .map((ack) => ack.committed),
    ).toEqual([2, 2]);
    await next.close();
    write();
    await taking;
  });
});
