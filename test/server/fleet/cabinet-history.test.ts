import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CabinetEvent, HappeningBody, SlotReport } from "../../../protocol/upward.ts";
import { trustAgain } from "../../../server/fleet/distrust.ts";
import { orderTable } from "../../../server/store/order-table.ts";
import { cabinetId, HubFixture, itemIn, riderId } from "../../support/hub-fixture.ts";

let fixture: HubFixture;
const hour = 3_600_000;
const other = "shop-2";
const third = "shop-3";

/** A second and a third cabinet, with a journal each. */
const journals: Record<string, number> = {};
let connections = 100;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
  fixture.runner.start();
  for (const id of [other, third]) {
    journals[id] = 0;
    await fixture.registry.register({ cabinetId: id, name: "书店", address: "人民路2号", slots: 2 });
    await arrives(id);
  }
});

afterEach(() => fixture.close());

async function arrives(id: string): Promise<void> {
  const { connection } = fixture;
  await fixture.birth({ connection: ++connections, journal: { id: `journal-${id}`, first: 1, last: 0 }, slots: 2 }, id);
  fixture.connection = connection;
}

/** The cabinet shows these items, in slots from 1. */
async function shows(id: string, ...items: (string | undefined)[]): Promise<void> {
  const slots = [items[0], items[1]].map(
    (itemId, index): SlotReport =>
      itemId === undefined ? { slot: index + 1, state: "empty" } : { slot: index + 1, state: "occupied", itemId },
  );
  await fixture.clock.pass(1);
  await fixture.shows(slots, { connection: connections }, id);
}

async function says(id: string, body: HappeningBody, at: Partial<CabinetEvent["at"]> = {}): Promise<void> {
  const seq = (journals[id] ?? 0) + 1;
  journals[id] = seq;
  const when = { latest: fixture.clock.now(), uncertainty: 20, ...at };
  await fixture.hear("event", { v: 1, journalId: `journal-${id}`, seq, at: when, body }, id);
  await fixture.clock.pass(0);
}

const takes = (itemId: string, slot = 1): HappeningBody => ({ kind: "returned", slot, itemId, source: "report" });
const orderOf = async (orderNo: string) => (await fixture.record(orderNo)).order;
const reasonOf = async (orderNo: string) => (await orderOf(orderNo)).review?.reason;
const empty7 = [{ slot: 7, state: "empty" as const }];

async function lentFor(time: number): Promise<string> {
  const orderNo = await fixture.lent();
  await fixture.clock.pass(6000);
  await fixture.snapshot(empty7);
  await fixture.clock.pass(time - 6000);
  return orderNo;
}

describe("an opening", () => {
  async function opening(): Promise<string> {
    const orderNo = await fixture.request();
    await fixture.confirm(orderNo);
    return orderNo;
  }
  const opened = (orderNo: string, latest: number, uncertainty = 0, itemId = "BANK07") =>
    fixture.happens(
      { kind: "result", commandId: `${orderNo}L1`, slot: 7, result: { outcome: "opened", itemId } },
      { at: { latest, uncertainty } },
    );

  it.each([
    ["thirty days before its command", -30 * 24 * hour],
    ["an hour before its command", -hour],
    ["in 1970", -1_800_000_000_000],
  ])("dated %s begins with the command, goes to review and charges nothing by itself", async (_what, ago) => {
    const orderNo = await opening();
    const issuedAt = fixture.clock.now();
    await fixture.clock.pass(2000);
    await opened(orderNo, Math.max(0, issuedAt + ago));
    await fixture.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" });
    await fixture.snapshot();
    await fixture.clock.pass(hour);
    const order = await orderOf(orderNo);
    expect(order.review?.reason).toMatchObject({ code: "time-implausible", what: "opening", kept: issuedAt });
    expect(order.loans[0]?.openedAt).toBe(issuedAt);
    expect(order.charge).toBeUndefined();
  });

  it("that no clock can date within ten minutes begins when the hub hears of it", async () => {
    const orderNo = await opening();
    await fixture.clock.pass(5000);
    await opened(orderNo, fixture.clock.now() - 30 * 24 * hour, 30 * 24 * hour);
    expect(await orderOf(orderNo)).toMatchObject({ loans: [{ openedAt: fixture.clock.now() }] });
    expect(await reasonOf(orderNo)).toBeUndefined();
  });

  it("that names an item of another order lends nothing twice: an operator decides, and the honest return still matches", async () => {
    const honest = await lentFor(hour);
    const second = await fixture.request(3, "user/2088000000000002");
    fixture.credit.riderId = "user/2088000000000002";
    await fixture.confirm(second);
    await fixture.happens({
      kind: "result",
      commandId: `${second}L1`,
      slot: 3,
      result: { outcome: "opened", itemId: "BANK07" },
    });
    expect(await reasonOf(second)).toEqual({ code: "item-lent-elsewhere", itemId: "BANK07", orderNo: honest });
    expect((await orderOf(second)).loans[0]).toMatchObject({ state: "lent", itemId: "BANK03" });
    fixture.credit.riderId = riderId;
    await fixture.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" });
    await fixture.snapshot([{ slot: 3, state: "empty" }]);
    await fixture.clock.pass(0);
    expect(await orderOf(honest)).toMatchObject({ state: "settled", loans: [{ state: "returned" }] });
  });

  it("that names an item which lies in another cabinet leaves that one for rent", async () => {
    await shows(other, "UMBR01");
    const orderNo = await opening();
    await opened(orderNo, fixture.clock.now(), 0, "UMBR01");
    expect(await reasonOf(orderNo)).toEqual({ code: "item-lent-elsewhere", itemId: "UMBR01", cabinetId: other });
    expect((await orderOf(orderNo)).loans[0]).toMatchObject({ state: "lent", itemId: "BANK07" });
    const { text } = await fixture.codes.issue(other, 1);
    expect(await fixture.startOrder.start(text, { riderId: "user/2088000000000002" }, 1)).toMatchObject({
      state: "requested",
    });
  });
});

describe("a return", () => {
  it("into a slot that the cabinet does not have changes no order", async () => {
    const orderNo = await lentFor(hour);
    const before = await fixture.record(orderNo);
    await says(other, takes("BANK07", 96));
    await fixture.happens({ kind: "returned", slot: 9, itemId: "BANK07", source: "report" });
    expect(await fixture.record(orderNo)).toEqual(before);
    expect(await fixture.unmatchedEvents()).toHaveLength(2);
  });

  it("into another cabinet is settled when a snapshot of that cabinet shows the item", async () => {
    const orderNo = await lentFor(hour);
    await says(other, takes("BANK07"));
    expect(await orderOf(orderNo)).toMatchObject({ state: "active", loans: [{ state: "returned" }] });
    await shows(other, "BANK07");
    await fixture.clock.pass(0);
    expect(await orderOf(orderNo)).toMatchObject({ state: "settled", charge: { amount: 300 } });
  });

  it("into another cabinet that never shows the item goes to an operator, who decides", async () => {
    const orderNo = await lentFor(hour);
    await says(other, takes("BANK07"));
    await shows(other, undefined, "BANK07");
    await fixture.clock.pass(20 * 60_000);
    expect(await reasonOf(orderNo)).toEqual({ code: "return-not-borne-out", cabinetId: other, slot: 1 });
    expect((await orderOf(orderNo)).charge).toBeUndefined();
    const act = { act: "close-review" } as const;
    await fixture.orderService.apply(orderNo, { type: "operator-acted", act, reason: "seen there" }, "operator/lin");
    await fixture.clock.pass(0);
    expect((await orderOf(orderNo)).state).toBe("settled");
  });

  it("whose uncertainty changes the price is settled only when a snapshot shows the item", async () => {
    const orderNo = await lentFor(2 * hour + 10 * 60_000);
    const at = { latest: fixture.clock.now(), uncertainty: 600_000 };
    await fixture.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" }, { at });
    await fixture.clock.pass(0);
    expect((await orderOf(orderNo)).state).toBe("active");
    await fixture.snapshot();
    await fixture.clock.pass(0);
    expect((await orderOf(orderNo)).state).toBe("settled");
  });

  it("whose clock may be off by ten days is an operator's to price", async () => {
    const orderNo = await lentFor(hour);
    await says(other, takes("BANK07"), { uncertainty: 10 * 24 * hour });
    await shows(other, "BANK07");
    expect(await reasonOf(orderNo)).toEqual({ code: "return-undated" });
    expect((await orderOf(orderNo)).charge).toBeUndefined();
  });

  it.each([
    ["the event first", true],
    ["the snapshot first", false],
  ])("that is sure of a time before the loan ends it once the item is seen: %s", async (_what, eventFirst) => {
    const orderNo = await lentFor(hour);
    const early = { at: { latest: 1000, uncertainty: 20 } };
    const back = () => fixture.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" }, early);
    const shown = [...empty7, { slot: 3, state: "occupied" as const, itemId: "BANK07" }];
    if (eventFirst) await back();
    await fixture.snapshot(shown);
    if (!eventFirst) await back();
    const order = await orderOf(orderNo);
    expect(order.loans[0]).toMatchObject({
      state: "returned",
      returned: { at: order.loans[0]?.openedAt, undated: true },
    });
    expect(order.review?.reason).toMatchObject({ code: "time-implausible", what: "return", claimed: 1000 });
    expect((await fixture.unmatchedEvents()).filter(({ match }) => !match)).toEqual([]);
  });

  it("in the future is dated at its arrival and goes to an operator", async () => {
    const orderNo = await lentFor(hour);
    await fixture.happens(
      { kind: "returned", slot: 7, itemId: "BANK07", source: "report" },
      { at: { latest: 8_640_000_000_000_000, uncertainty: 0 } },
    );
    expect((await orderOf(orderNo)).loans[0]?.returned?.at).toBe(fixture.clock.now());
    expect(await reasonOf(orderNo)).toMatchObject({ code: "time-implausible", what: "return" });
  });
});

describe("a cabinet whose word another one contradicts", () => {
  async function contradicted(): Promise<string> {
    const orderNo = await lentFor(hour);
    await says(other, takes("BANK07"));
    await shows(other, "BANK07");
    await fixture.clock.pass(0);
    expect((await orderOf(orderNo)).state).toBe("settled");
    await shows(third, undefined, "BANK07");
    return orderNo;
  }

  it("is distrusted, and the order that it ended is an operator's, though it is settled", async () => {
    const orderNo = await contradicted();
    expect(await reasonOf(orderNo)).toEqual({ code: "return-contradicted", cabinetId: other, shownBy: third });
    expect((await fixture.cabinet(other)).distrusted).toMatchObject({
      reason: { code: "return-contradicted", orderNo, itemId: "BANK07", shownBy: third },
    });
    expect((await fixture.cabinet(third)).distrusted).toBeUndefined();
  });

  it("offers no slots, and what it says of a return is an operator's, until he clears the mark", async () => {
    await contradicted();
    const { text } = await fixture.codes.issue(other, 1);
    const start = () => fixture.startOrder.start(text, { riderId: "user/2088000000000002" }, 1);
    await expect(start()).rejects.toMatchObject({ code: "slot/faulted" });
    fixture.credit.riderId = "user/2088000000000003";
    const next = await fixture.request(3, "user/2088000000000003");
    await fixture.confirm(next);
    await fixture.opens();
    await fixture.clock.pass(hour);
    await says(other, takes("BANK03", 2));
    await shows(other, undefined, "BANK03");
    expect(await reasonOf(next)).toEqual({ code: "cabinet-distrusted", cabinetId: other });
    await fixture.store.transact((tx) => trustAgain(tx, other));
    await shows(other, "BANK09");
    expect(await start()).toMatchObject({ state: "requested" });
    await expect(fixture.store.transact((tx) => trustAgain(tx, other))).rejects.toThrow("cabinet/not-distrusted");
    await expect(fixture.store.transact((tx) => trustAgain(tx, "shop-9"))).rejects.toThrow("cabinet/unknown");
  });

  it("is found out by the honest return too, which takes the place of the false one", async () => {
    const orderNo = await lentFor(hour);
    await says(other, takes("BANK07"));
    await fixture.clock.pass(60_000);
    await fixture.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" });
    expect((await orderOf(orderNo)).loans[0]?.returned).toMatchObject({
      at: fixture.clock.now(),
      place: { cabinetId },
    });
    expect(await reasonOf(orderNo)).toEqual({ code: "return-contradicted", cabinetId: other, shownBy: cabinetId });
    expect((await fixture.cabinet(other)).distrusted).toBeDefined();
  });

  it("is believed where the item is lent again by now, or lost, whatever a third cabinet shows", async () => {
    const orderNo = await lentFor(hour);
    await says(other, takes("BANK07"));
    const rider = "user/2088000000000002";
    fixture.credit.riderId = rider;
    const next = await fixture.request(3, rider);
    await fixture.confirm(next);
    await fixture.opens();
    for (const state of ["lent", "lost"] as const) {
      const { order, ...record } = await fixture.record(next);
      const loans = order.loans.map((loan) => ({ ...loan, itemId: "BANK07", state }));
      await fixture.store.transact((tx) => tx.put(orderTable, { ...record, order: { ...order, loans } }));
      await shows(third);
      await shows(third, "BANK07");
      expect(await reasonOf(orderNo)).toBeUndefined();
      expect((await fixture.cabinet(other)).distrusted).toBeUndefined();
    }
  });

  it("takes in no more items of others than it has slots", async () => {
    for (const [slot, rider] of [3, 4, 5].entries()) {
      const name = `user/208800000000000${slot + 2}`;
      fixture.credit.riderId = name;
      const orderNo = await fixture.request(rider, name);
      await fixture.confirm(orderNo);
      await fixture.opens();
      await fixture.clock.pass(10_000);
      await says(other, takes(itemIn(rider)));
      await shows(other, itemIn(rider));
      await fixture.clock.pass(0);
      expect((await orderOf(orderNo)).state).toBe(slot < 2 ? "settled" : "active");
    }
    expect((await fixture.cabinet(other)).distrusted?.reason).toEqual({ code: "more-items-than-slots", slots: 2 });
    expect(await fixture.unmatchedEvents()).toHaveLength(1);
  });
});

describe("a false snapshot", () => {
  it("of items that lie elsewhere takes no honest slot out of rent, and its own slots are not offered", async () => {
    await shows(other, "BANK07", "BANK03");
    expect((await fixture.cabinet(other)).drift).toContainEqual({
      code: "item-elsewhere",
      slot: 1,
      itemId: "BANK07",
      cabinetId,
    });
    const { text } = await fixture.codes.issue(other, 1);
    await expect(fixture.startOrder.start(text, { riderId: "user/2088000000000002" }, 1)).rejects.toMatchObject({
      code: "slot/taken",
    });
    expect(await fixture.request(7)).toMatch(/^\d{20}$/);
  });

  it("that came first while the honest cabinet was away holds no honest item with an unconfirmed order", async () => {
    await fixture.departs();
    await shows(other, "BANK07");
    const { text } = await fixture.codes.issue(other, 1);
    await fixture.startOrder.start(text, { riderId: "user/2088000000000002" }, 1);
    await fixture.birth();
    await fixture.snapshot();
    expect(await fixture.request(7)).toMatch(/^\d{20}$/);
  });

  it("of an item that is lent ends no loan, and makes no claim on it", async () => {
    const orderNo = await lentFor(hour);
    await shows(other, "BANK07");
    await fixture.clock.pass(15 * 60_000);
    await shows(other, "BANK07");
    expect(await orderOf(orderNo)).toMatchObject({
      loans: [{ state: "lent" }],
      review: { reason: { code: "return-not-borne-out", cabinetId: other } },
    });
    await fixture.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" });
    await fixture.snapshot();
    await shows(other, "BANK07");
    expect(await fixture.request(7, "user/2088000000000002")).toMatch(/^\d{20}$/);
  });
});

describe("a journal", () => {
  const abnormal: HappeningBody = { kind: "abnormal", what: "the arm stands half way" };
  const acks = () => fixture.link.sent("ack").map(({ committed, refused }) => ({ committed, refused }));

  it("that was set back is told so, and its return is taken under the new journal's id", async () => {
    const orderNo = await lentFor(hour);
    for (let count = 0; count < 3; count++) await fixture.happens(abnormal);
    const back = { kind: "returned", slot: 7, itemId: "BANK07", source: "report" } as const;
    await fixture.birth({ journal: { id: "journal-0001", first: 2, last: 1 } });
    await fixture.happens(back, { seq: 2 });
    expect(acks().at(-1)).toEqual({ committed: 4, refused: { seq: 2, reason: "journal-set-back" } });
    await fixture.birth({ journal: { id: "journal-0002", first: 1, last: 1 } });
    await fixture.happens(back, { seq: 1, journalId: "journal-0002" });
    expect((await orderOf(orderNo)).loans[0]?.state).toBe("returned");
    await fixture.clock.pass(60_000);
    const told = fixture.logged.filter((line) => line.startsWith("warn a cabinet's journal was set back"));
    expect(told).toEqual(["warn a cabinet's journal was set back: it must begin a new one"]);
  });

  it("that was set back by more than is remembered is known by its birth", async () => {
    for (let count = 0; count < 40; count++) await fixture.happens(abnormal);
    await fixture.birth({ journal: { id: "journal-0001", first: 3, last: 2 } });
    await fixture.happens(abnormal, { seq: 3 });
    expect(acks().at(-1)).toEqual({ committed: 40, refused: { seq: 3, reason: "journal-set-back" } });
  });

  it("never has a return said to be stored under a number that is too far back to be known again", async () => {
    const orderNo = await lentFor(hour);
    for (let count = 0; count < 40; count++) await fixture.happens(abnormal);
    const back = { kind: "returned", slot: 7, itemId: "BANK07", source: "report" } as const;
    await fixture.birth({ journal: { id: "journal-0001", first: 4, last: 60 } });
    await fixture.happens(back, { seq: 5 });
    expect(acks().at(-1)).toEqual({ committed: 41, refused: { seq: 5, reason: "journal-set-back" } });
    await fixture.clock.pass(60_000);
    const told = fixture.logged.filter((line) => line.startsWith("warn a cabinet's journal was set back"));
    expect(told).toHaveLength(1);
    await fixture.birth({ journal: { id: "journal-0002", first: 1, last: 1 } });
    await fixture.happens(back, { seq: 1, journalId: "journal-0002" });
    expect((await orderOf(orderNo)).loans[0]?.state).toBe("returned");
  });

  it("with a gap is told so, and goes on where it is stored", async () => {
    await fixture.happens(abnormal, { seq: 3 });
    expect(acks().at(-1)).toEqual({ committed: 0, refused: { seq: 3, reason: "gap" } });
    await fixture.happens(abnormal, { seq: 1 });
    expect(acks().at(-1)).toEqual({ committed: 1, refused: undefined });
  });

  it("goes on behind an event that breaks the schema, which an operator sees", async () => {
    const hear = async (text: string) => {
      fixture.cabinetMessages.receive(`c/${cabinetId}/up/event`, Buffer.from(text), { retained: false });
      await fixture.cabinetMessages.idle();
    };
    const { body, ...frame } = fixture.event(takes("BANK07"));
    await hear(JSON.stringify({ ...frame, body: { ...body, level: 101 } }));
    expect(acks().at(-1)).toEqual({ committed: 1, refused: { seq: 1, reason: "invalid" } });
    expect(await fixture.unmatchedEvents()).toMatchObject([
      { raw: { seq: 1, text: expect.stringContaining('"level":101') as string } },
    ]);
    await hear(JSON.stringify({ ...frame, seq: 1, body: {} }));
    await hear(JSON.stringify({ ...frame, seq: 3, body: {} }));
    expect(acks().at(-1)).toEqual({ committed: 1, refused: { seq: 3, reason: "gap" } });
    for (const text of ["{", "[]", '{"journalId":"x","seq":1}', JSON.stringify({ ...frame, seq: 0.5 })]) {
      await hear(text);
      expect(acks().at(-1)).toEqual({ committed: 1, refused: { reason: "unreadable" } });
    }
    await fixture.happens(abnormal);
    expect(acks().at(-1)).toEqual({ committed: 2, refused: undefined });
    expect(await fixture.unmatchedEvents()).toHaveLength(2);
  });

  it("whose birth has an impossible range is not welcomed; one that lost events is, and both are logged", async () => {
    const welcomes = () => fixture.link.sent("welcome").length;
    const before = welcomes();
    await fixture.birth({ journal: { id: "journal-0001", first: 5, last: 1 } });
    expect(welcomes()).toBe(before);
    await fixture.birth({ journal: { id: "journal-0001", first: 5, last: 4 } });
    expect(fixture.link.sent("welcome").at(-1)).toMatchObject({ committed: 4 });
    expect(fixture.logged).toContain("warn a birth with an impossible journal was refused");
    expect(fixture.logged).toContain("warn a cabinet's journal has lost events that the hub never got");
  });
});

describe("a cabinet that says too much", () => {
  it("has some of its unmatched events kept, every one acknowledged, and every return kept", async () => {
    for (let count = 0; count < 120; count++) await fixture.happens({ kind: "abnormal", what: "x" });
    for (let count = 0; count < 120; count++) await fixture.happens(takes(`STRANGER${count}`));
    expect(fixture.link.sent("ack").at(-1)?.committed).toBe(240);
    const kinds = (await fixture.unmatchedEvents()).map(({ event }) => event?.body.kind);
    expect(kinds.filter((kind) => kind === "abnormal")).toHaveLength(100);
    expect(kinds.filter((kind) => kind === "returned")).toHaveLength(120);
  });

  it("has its births beyond the budget dropped, and is heard again later", async () => {
    for (let count = 0; count < 100; count++)
      await fixture.bornAgain({ nonce: `nonce-${String(count).padStart(4, "0")}` });
    expect(fixture.link.sent("welcome").length).toBeLessThan(70);
    const transact = vi.spyOn(fixture.store, "transact");
    const sealKeyFor = vi.spyOn(fixture.registry, "sealKeyFor");
    await fixture.bornAgain({ nonce: "nonce-beyond" });
    expect(transact).not.toHaveBeenCalled();
    expect(sealKeyFor).not.toHaveBeenCalled();
    const before = fixture.link.sent("welcome").length;
    await fixture.clock.pass(10_000);
    await fixture.bornAgain({ nonce: "nonce-last" });
    expect(fixture.link.sent("welcome").length).toBe(before + 1);
  });
});

it("a bridge that lost its numbers is welcomed within seconds, where an absurd connection number was claimed before", async () => {
  const honest = fixture.connection;
  await fixture.birth({ bootId: "boot-evil", connection: Number.MAX_SAFE_INTEGER });
  const born = (nonce: string) => fixture.bornAgain({ bootId: "boot-0009", connection: honest + 1, nonce });
  await fixture.clock.pass(1000);
  await born("nonce-0001");
  await fixture.clock.pass(5000);
  await born("nonce-0002");
  expect((await fixture.cabinet()).presence.bootId).toBe("boot-evil");
  await fixture.clock.pass(5000);
  await born("nonce-0003");
  expect((await fixture.cabinet()).presence).toMatchObject({ bootId: "boot-0009", online: true });
});
