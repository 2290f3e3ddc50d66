import { describe, expect, it, vi } from "vitest";
import type { HappeningBody } from "../../../protocol/upward.ts";
import { trustAgain } from "../../../server/fleet/distrust.ts";
import { orderTable } from "../../../server/store/order-table.ts";
import { cabinetId, itemIn } from "../../support/hub-fixture.ts";
import {
  fixture,
  hour,
  lentFor,
  orderOf,
  other,
  reasonOf,
  says,
  shows,
  takes,
  third,
  useThreeCabinets,
} from "./three-cabinets.ts";

useThreeCabinets();

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
