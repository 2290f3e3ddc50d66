import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isSealed } from "../../../protocol/seal.ts";
import type { HappeningBody } from "../../../protocol/upward.ts";
import { bootId, cabinetId, HubFixture, journalId } from "../../support/hub-fixture.ts";
import { settle } from "../../support/manual-clock.ts";

let fixture: HubFixture;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
});

afterEach(() => fixture.close());

const abnormal: HappeningBody = { kind: "abnormal", what: "the arm stands half way" };
const back: HappeningBody = { kind: "returned", slot: 3, itemId: "BANK07", source: "report" };
const hour = 3_600_000;

const acks = () => fixture.link.sent("ack");
const committed = async () => (await fixture.cabinet()).journal;

async function confirmed(): Promise<string> {
  fixture.runner.start();
  const orderNo = await fixture.request();
  await fixture.confirm(orderNo);
  return orderNo;
}

describe("an event", () => {
  it("is acknowledged when it is stored, and not before", async () => {
    const write = fixture.holdDisk();
    const taken = fixture.happens(abnormal);
    await settle();
    expect(acks()).toEqual([]);
    write();
    await taken;
    expect(acks()).toMatchObject([{ v: 2, bootId, journalId, committed: 1 }]);
    expect(await fixture.unmatchedEvents()).toHaveLength(1);
  });

  it("is acknowledged to the start of the bridge that is there, under the cabinet's seal", async () => {
    await fixture.birth({ bootId: "boot-0002" });
    await fixture.happens(abnormal);
    const [ack] = acks();
    const sealKey = await fixture.registry.sealKeyOf(cabinetId);
    if (!ack || !sealKey) throw new Error("no acknowledgement");
    expect(ack.bootId).toBe("boot-0002");
    expect(isSealed(sealKey, cabinetId, ack)).toBe(true);
  });

  it("that can't be stored is not acknowledged; sent again it is taken", async () => {
    fixture.breakDisk();
    await fixture.happens(abnormal, { seq: 1 });
    expect(acks()).toEqual([]);
    expect(fixture.logged.at(-1)).toMatch(/^error a cabinet's message could not be taken in .*full/);
    fixture.mendDisk();
    await fixture.happens(abnormal, { seq: 1 });
    expect(acks()).toMatchObject([{ v: 2, bootId, journalId, committed: 1 }]);
  });

  it("that comes again is acknowledged again and taken once", async () => {
    const orderNo = await fixture.lent();
    await fixture.clock.pass(hour);
    const event = fixture.event(back);
    await fixture.hear("event", event);
    await fixture.clock.pass(0);
    const { order } = await fixture.record(orderNo);
    await fixture.hear("event", event);
    await fixture.clock.pass(0);
    expect((await fixture.record(orderNo)).order).toEqual(order);
    expect(await fixture.unmatchedEvents()).toEqual([]);
    expect(acks().map((ack) => ack.committed)).toEqual([1, 2, 2]);
  });

  it("that overtook another one waits for its turn", async () => {
    await fixture.happens(abnormal, { seq: 2 });
    expect(acks()).toMatchObject([{ v: 2, bootId, journalId, committed: 0 }]);
    expect(await fixture.unmatchedEvents()).toEqual([]);
    await fixture.happens(abnormal, { seq: 1 });
    await fixture.happens(abnormal, { seq: 2 });
    expect((await fixture.unmatchedEvents()).map(({ event }) => event?.seq)).toEqual([1, 2]);
    expect(await committed()).toEqual({ id: journalId, committed: 2, bootId });
  });

  it("of a journal that the hub was not told of is neither taken nor acknowledged", async () => {
    await fixture.happens(abnormal, { journalId: "journal-0002" });
    expect(acks()).toEqual([]);
    expect(await fixture.unmatchedEvents()).toEqual([]);
    expect(await committed()).toEqual({ id: journalId, committed: 0, bootId });
  });

  it("of a new journal is counted from its beginning, and kept beside those of the old one", async () => {
    await fixture.happens(abnormal);
    await fixture.birth({ journal: { id: "journal-0002", first: 1, last: 1 } });
    await fixture.happens(abnormal, { seq: 1, journalId: "journal-0002" });
    expect(acks().at(-1)).toMatchObject({ bootId, journalId: "journal-0002", committed: 1 });
    expect(await fixture.unmatchedEvents()).toHaveLength(2);
  });

  it("of a cabinet that is not registered is ignored", async () => {
    await fixture.hear("event", fixture.event(abnormal), "shop-9");
    expect(acks()).toEqual([]);
    expect(await fixture.unmatchedEvents()).toEqual([]);
  });

  it("that belongs to no order is kept for an operator", async () => {
    await fixture.happens(abnormal);
    await fixture.happens({ kind: "removed", slot: 2, itemId: "BANK02", source: "snapshot" });
    await fixture.happens({ kind: "returned", slot: 2, itemId: "STRANGER", source: "report" });
    await fixture.happens({ kind: "result", commandId: "K00000001", slot: 2, result: { outcome: "opened" } });
    const unmatchedEvents = await fixture.unmatchedEvents();
    expect(unmatchedEvents.map(({ event }) => event?.body.kind)).toEqual(["abnormal", "removed", "returned", "result"]);
    expect(unmatchedEvents[2]).toMatchObject({ cabinetId, receivedAt: fixture.clock.now() });
    expect(fixture.logged.filter((line) => line.startsWith("warn an event belongs to no order"))).toHaveLength(4);
  });
});

describe("the answer to a command", () => {
  it("reaches the loan whose command it is", async () => {
    const orderNo = await confirmed();
    await fixture.clock.pass(2000);
    await fixture.opens();
    const { order, audit } = await fixture.record(orderNo);
    expect(order).toMatchObject({
      state: "active",
      loans: [{ state: "lent", itemId: "BANK07", openedAt: fixture.clock.now() }],
    });
    expect(audit.at(-1)?.actor).toBe(`cabinet/${cabinetId}`);
    expect(await fixture.unmatchedEvents()).toEqual([]);
  });

  it.each([
    ["for another slot", cabinetId, { slot: 6 }],
    ["from another cabinet", "shop-2", {}],
    ["to a command that was not sent", cabinetId, { commandId: "20261123120000000001L2" }],
    ["of an order that there is not", cabinetId, { commandId: "20991123120000000001L1" }],
  ])("%s is kept as an unmatched event and decides nothing", async (_what, from, changes) => {
    const orderNo = await confirmed();
    await fixture.registry.register({ cabinetId: "shop-2", name: "书店", address: "人民路2号", slots: 8 });
    const journal = { id: "journal-0002", first: 1, last: 1 };
    await fixture.birth({ journal }, "shop-2");
    const result = { outcome: "opened" } as const;
    const body = { kind: "result", commandId: `${orderNo}L1`, slot: 7, result, ...changes } as const;
    const event = fixture.event(body, from === cabinetId ? {} : { journalId: "journal-0002" });
    await fixture.hear("event", event, from);
    expect((await fixture.record(orderNo)).order.loans[0]?.state).toBe("opening");
    expect(await fixture.unmatchedEvents()).toHaveLength(1);
  });

  it("before the order was confirmed decides nothing", async () => {
    const orderNo = await fixture.request();
    await fixture.happens({ kind: "result", commandId: `${orderNo}L1`, slot: 7, result: { outcome: "opened" } });
    expect((await fixture.record(orderNo)).order.loans[0]?.state).toBe("waiting");
    expect(await fixture.unmatchedEvents()).toHaveLength(1);
  });

  it.each([
    ["a clock ahead of the hub's", { latest: 40_000, uncertainty: 0 }, 5000],
    ["a clock that may be off", { latest: 2000, uncertainty: 700 }, 2700],
    ["a clock that was never set", { latest: -1_700_000_000_000, uncertainty: null }, 5000],
  ])("by %s is billed from the moment by which it was certain", async (_what, { latest, uncertainty }, expected) => {
    const orderNo = await confirmed();
    const sentAt = fixture.clock.now();
    await fixture.clock.pass(5000);
    await fixture.happens(
      { kind: "result", commandId: `${orderNo}L1`, slot: 7, result: { outcome: "opened" } },
      { at: { latest: sentAt + latest, uncertainty } },
    );
    expect((await fixture.record(orderNo)).order.loans[0]?.openedAt).toBe(sentAt + expected);
  });

  it("in doubt, by a clock that was never set, leaves time to find out", async () => {
    const orderNo = await confirmed();
    await fixture.happens(
      { kind: "result", commandId: `${orderNo}L1`, slot: 7, result: { outcome: "unknown", reason: "restarted" } },
      { at: { latest: 60_000, uncertainty: null } },
    );
    await fixture.clock.pass(20_000);
    expect((await fixture.record(orderNo)).order).toMatchObject({ loans: [{ state: "unknown" }] });
    expect((await fixture.record(orderNo)).order.review).toBeUndefined();
  });
});

describe("a return", () => {
  it("ends the loan of its item, in whatever cabinet and slot", async () => {
    const orderNo = await fixture.lent();
    await fixture.clock.pass(hour);
    await fixture.happens(back);
    const { order } = await fixture.record(orderNo);
    expect(order.loans[0]).toMatchObject({
      state: "returned",
      returned: { at: fixture.clock.now(), slot: 3, place: { cabinetId, name: "咖啡馆" } },
    });
    expect(await fixture.unmatchedEvents()).toEqual([]);
  });

  it("that reaches the hub days later is priced by when it happened", async () => {
    const orderNo = await fixture.lent();
    await fixture.clock.pass(hour);
    const event = fixture.event(back);
    await fixture.clock.pass(48 * hour);
    await fixture.hear("event", event);
    await fixture.clock.pass(0);
    expect((await fixture.record(orderNo)).order).toMatchObject({
      state: "settled",
      charge: { amount: 300 },
      loans: [{ returned: { at: event.at.latest } }],
    });
  });

  it("that nobody saw is priced by the earliest time, less what the clock may be off", async () => {
    const orderNo = await fixture.lent();
    const openedAt = fixture.clock.now();
    await fixture.clock.pass(3 * hour);
    const at = { earliest: openedAt + hour, latest: fixture.clock.now(), uncertainty: 1500 };
    await fixture.happens({ ...back, source: "snapshot" }, { at });
    expect((await fixture.record(orderNo)).order.loans[0]?.returned?.at).toBe(openedAt + hour - 1500);
  });

  it("whose earliest time comes after its latest is dated at the earlier of both", async () => {
    const orderNo = await fixture.lent();
    await fixture.clock.pass(hour);
    const latest = fixture.clock.now();
    await fixture.happens(back, { at: { earliest: latest + 1, latest, uncertainty: 0 } });
    const { order } = await fixture.record(orderNo);
    expect(order.loans[0]?.returned).toMatchObject({ at: latest, slot: 3 });
  });

  it("that no clock can date is an operator's to price", async () => {
    const orderNo = await fixture.lent();
    await fixture.clock.pass(hour);
    await fixture.happens(back, { at: { latest: 5000, uncertainty: null } });
    expect((await fixture.record(orderNo)).order).toMatchObject({ loans: [{ state: "returned" }], review: {} });
  });

  it("that no clock can date, out of an opening in doubt, ends the loan seconds after a look has shown the opening", async () => {
    const orderNo = await confirmed();
    const at = { latest: 60_000, uncertainty: null };
    const result = { outcome: "unknown", reason: "restarted" } as const;
    await fixture.happens({ kind: "result", commandId: `${orderNo}L1`, slot: 7, result }, { at });
    await fixture.happens({ ...back, source: "snapshot" }, { at });
    expect(await fixture.unmatchedEvents()).toMatchObject([{ event: { body: { kind: "returned" } } }]);
    const looks = () => fixture.link.sent("command").filter(({ action }) => action === "look").length;
    const looksBack = () =>
      fixture.snapshot([
        { slot: 7, state: "empty" },
        { slot: 3, state: "occupied", itemId: "BANK07" },
      ]);
    // The command to open must be past.
    await fixture.clock.pass(15_000);
    await looksBack();
    expect((await fixture.record(orderNo)).order.loans[0]?.state).toBe("lent");
    const before = looks();
    await fixture.clock.pass(5000);
    expect(looks()).toBe(before + 1);
    await looksBack();
    expect((await fixture.record(orderNo)).order.loans[0]?.state).toBe("returned");
  });

  it("of long ago, told again by a bridge whose disk was set back, ends no later loan of the item", async () => {
    await fixture.clock.pass(hour);
    const longAgo = fixture.clock.now() - 1;
    const orderNo = await fixture.lent();
    const before = await fixture.record(orderNo);
    const journal = { id: "journal-0002", first: 1, last: 1 };
    await fixture.birth({ journal });
    await fixture.happens(back, { seq: 1, journalId: journal.id, at: { latest: longAgo - 700, uncertainty: 700 } });
    expect(await fixture.record(orderNo)).toEqual(before);
    expect(await fixture.unmatchedEvents()).toHaveLength(1);
  });

  it("by a clock that is behind by no more than it says ends the loan", async () => {
    const orderNo = await fixture.lent();
    await fixture.happens(back, { at: { latest: fixture.clock.now() - 60_000, uncertainty: 60_001 } });
    expect((await fixture.record(orderNo)).order.loans[0]?.state).toBe("returned");
  });

  it("of somebody else's item changes no order", async () => {
    const orderNo = await fixture.lent();
    const before = await fixture.record(orderNo);
    await fixture.happens({ ...back, itemId: "BANK05" });
    expect(await fixture.record(orderNo)).toEqual(before);
    expect(await fixture.unmatchedEvents()).toHaveLength(1);
  });

  it("of an item without an id is not given to an order whose item is known", async () => {
    const orderNo = await fixture.lent();
    await fixture.happens({ kind: "returned", slot: 3, source: "report" });
    expect((await fixture.record(orderNo)).order.state).toBe("active");
    expect(await fixture.unmatchedEvents()).toHaveLength(1);
  });
});

describe("an event about a slot", () => {
  const removed: HappeningBody = { kind: "removed", slot: 7, source: "report" };
  const shown = async () => {
    const { snapshot } = await fixture.cabinet();
    return { at: snapshot?.at ?? Number.NaN, state: snapshot?.slots.find(({ slot }) => slot === 7)?.state };
  };

  it("makes doubtful what the snapshot before it showed there", async () => {
    const { at } = await shown();
    await fixture.happens(removed, { at: { latest: at + 1, uncertainty: 0 } });
    expect(await shown()).toEqual({ at, state: "unreadable" });
  });

  it("says nothing against a snapshot that was taken after it, or when no clock could date it", async () => {
    const { at } = await shown();
    await fixture.happens(removed, { at: { latest: at, uncertainty: 0 } });
    await fixture.happens(removed, { at: { latest: at + 1, uncertainty: null } });
    expect(await shown()).toEqual({ at, state: "occupied" });
  });
});

it("a return without an id, whose item a later snapshot shows, is not paid for as lost", async () => {
  const orderNo = await fixture.lent();
  await fixture.clock.pass(hour);
  await fixture.happens({ kind: "returned", slot: 7, source: "report" });
  expect(await fixture.unmatchedEvents()).toHaveLength(1);
  await fixture.snapshot();
  await fixture.clock.pass(41 * 24 * hour);
  const { order } = await fixture.record(orderNo);
  expect(order).toMatchObject({
    state: "active",
    review: { reason: { code: "return-not-reported" } },
  });
  expect(order.charge).toBeUndefined();
});

describe("a hub that dies while it takes an event in", () => {
  it("takes it afterwards, once, and answers for it then", async () => {
    const orderNo = await fixture.lent();
    await fixture.clock.pass(hour);
    const event = fixture.event(back);
    const write = fixture.holdDisk();
    const taking = fixture.hear("event", event);
    await settle();
    const next = await fixture.killed();
    expect((await next.record(orderNo)).order.state).toBe("active");
    const before = acks().length;
    await next.hear("event", event);
    await next.hear("event", event);
    expect((await next.record(orderNo)).order.state).toBe("settling");
    expect(await next.unmatchedEvents()).toEqual([]);
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
