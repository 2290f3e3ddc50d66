import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { examples } from "../../../protocol/examples.ts";
import { encode } from "../../../protocol/messages.ts";
import { seal } from "../../../protocol/seal.ts";
import { bootId, cabinetId, HubFixture, journalId } from "../../support/hub-fixture.ts";

const live = { retained: false };
let fixture: HubFixture;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
});

afterEach(() => fixture.close());

const presence = async () => (await fixture.cabinet()).presence;

describe("a birth", () => {
  it("is answered with the hub's time, how far the journal is stored, and the settings", async () => {
    fixture.link.published.length = 0;
    await fixture.birth({ nonce: "nonce-0002", journal: { id: journalId, first: 5, last: 9 } });
    const sealKey = await fixture.registry.sealKeyOf(cabinetId);
    if (!sealKey) throw new Error("no key");
    const hubTime = fixture.clock.now();
    const welcome = { v: 1, bootId, nonce: "nonce-0002", hubTime, journalId, committed: 4 } as const;
    const config = { v: 2, bootId, snapshotEvery: 180_000, healthEvery: 60_000 } as const;
    expect(fixture.link.published).toEqual([
      { cabinetId, channel: "welcome", message: seal(sealKey, cabinetId, welcome) },
      { cabinetId, channel: "config", message: seal(sealKey, cabinetId, config) },
    ]);
    expect(await presence()).toEqual({ online: true, bootId, since: fixture.clock.now() });
  });

  it("with a journal that the hub did not know is answered when that is stored", async () => {
    fixture.link.published.length = 0;
    fixture.breakDisk();
    await fixture.birth({ bootId: "boot-0002", journal: { id: "journal-0002", first: 1, last: 0 } });
    expect(fixture.link.published).toEqual([]);
    fixture.mendDisk();
    expect((await presence()).bootId).toBe(bootId);
  });

  it("with a journal that the hub knows waits for no disk, nor do its snapshots and its departure", async () => {
    fixture.breakDisk();
    await fixture.birth({ bootId: "boot-0002" });
    await fixture.snapshot([], fixture.clock.now(), "boot-0002");
    expect(await fixture.cabinet()).toMatchObject({ presence: { online: true, bootId: "boot-0002" }, snapshot: {} });
    await fixture.departs({ bootId: "boot-0002" });
    expect((await presence()).online).toBe(false);
    fixture.mendDisk();
  });

  it("with a disk that takes nothing does not keep from riders what a snapshot says of orders too", async () => {
    const orderNo = await fixture.lent();
    fixture.breakDisk();
    await fixture.birth({ bootId: "boot-0002" });
    await fixture.clock.pass(60_000);
    const slots = [
      { slot: 3, state: "occupied" as const, itemId: "BANK07" },
      { slot: 7, state: "empty" as const },
    ];
    await fixture.snapshot(slots, fixture.clock.now(), "boot-0002");
    expect((await fixture.cabinet()).snapshot?.slots).toContainEqual(slots[0]);
    fixture.mendDisk();
    // The order was not told of it: it hears of it by the next snapshots.
    for (let next = 0; next < 3; next++) {
      await fixture.clock.pass(600_000);
      await fixture.snapshot(slots, fixture.clock.now(), "boot-0002");
    }
    expect((await fixture.record(orderNo)).order.loans[0]?.state).toBe("returned");
  });

  it("after a reconnection goes on where the journal is stored", async () => {
    await fixture.happens({ kind: "abnormal", what: "x" });
    await fixture.happens({ kind: "abnormal", what: "x" });
    await fixture.birth({ journal: { id: journalId, first: 1, last: 2 } });
    expect(fixture.link.sent("welcome").at(-1)).toMatchObject({ committed: 2 });
  });

  it("with a new journal starts counting anew", async () => {
    await fixture.happens({ kind: "abnormal", what: "x" });
    await fixture.birth({ journal: { id: "journal-0002", first: 1, last: 3 } });
    expect(fixture.link.sent("welcome").at(-1)).toMatchObject({ journalId: "journal-0002", committed: 0 });
  });

  it("of a cabinet that is not registered is ignored", async () => {
    fixture.link.published.length = 0;
    await fixture.hear("presence", examples.presence.birth, "shop-9");
    expect(fixture.link.published).toEqual([]);
    expect(fixture.logged.at(-1)).toBe("warn a cabinet that is not registered was ignored");
    await expect(fixture.cabinet("shop-9")).rejects.toThrow();
  });
});

describe("a cabinet that goes", () => {
  it.each(["lost", "left"] as const)("is away from then on (%s)", async (state) => {
    await fixture.clock.pass(1000);
    await fixture.departs({ state });
    expect(await presence()).toEqual({ online: false, bootId, since: fixture.clock.now() });
    const since = fixture.clock.now();
    await fixture.clock.pass(1000);
    await fixture.departs();
    expect((await presence()).since).toBe(since);
    expect(fixture.logged.filter((line) => line.includes("went away"))).toHaveLength(1);
  });

  it("is still there if it has started again since: the old will says nothing about it", async () => {
    const { connection } = fixture;
    await fixture.birth({ bootId: "boot-0002" });
    await fixture.departs({ connection });
    expect(await presence()).toMatchObject({ online: true, bootId: "boot-0002" });
  });

  it("without being registered changes nothing", async () => {
    await fixture.departs({}, "shop-9");
    expect(fixture.logged.filter((line) => line.startsWith("error"))).toEqual([]);
  });
});

describe("a snapshot", () => {
  it("is kept", async () => {
    await fixture.clock.pass(1000);
    await fixture.snapshot([{ slot: 2, state: "empty" }]);
    const { snapshot, drift } = await fixture.cabinet();
    expect(snapshot?.at).toBe(fixture.clock.now());
    expect(snapshot?.slots[1]).toEqual({ slot: 2, state: "empty" });
    expect(drift).toEqual([{ code: "item-left", slot: 2, itemId: "BANK02" }]);
  });

  it.each([
    ["an earlier start of the bridge", { bootId: "boot-0000", connection: 0 }, cabinetId],
    ["a cabinet that is not registered", {}, "shop-9"],
  ])("of %s is ignored", async (_what, changes, from) => {
    const before = await fixture.cabinet();
    const slots = [{ slot: 1, state: "empty" as const }];
    await fixture.shows(slots, changes, from);
    expect(await fixture.cabinet()).toEqual(before);
  });

  async function doubtful(): Promise<string> {
    fixture.runner.start();
    const orderNo = await fixture.request();
    await fixture.confirm(orderNo);
    const result = { outcome: "unknown", reason: "board-silent" } as const;
    await fixture.happens({ kind: "result", commandId: `${orderNo}L1`, slot: 7, result });
    await fixture.clock.pass(15_000);
    return orderNo;
  }

  it("shows that a doubtful slot opened", async () => {
    const orderNo = await doubtful();
    await fixture.snapshot([{ slot: 7, state: "empty" }]);
    const { order, audit } = await fixture.record(orderNo);
    expect(order).toMatchObject({ state: "active", loans: [{ state: "lent", openedAt: fixture.clock.now() }] });
    expect(audit.at(-1)).toMatchObject({ actor: `cabinet/${cabinetId}`, cause: { type: "slot-seen" } });
  });

  it("shows that it did not", async () => {
    const orderNo = await doubtful();
    await fixture.snapshot();
    expect((await fixture.record(orderNo)).order).toMatchObject({ cancelReason: "not-opened" });
  });

  it("that lacks the slot decides nothing", async () => {
    const orderNo = await doubtful();
    const slots = [{ slot: 1, state: "empty" as const }];
    await fixture.shows(slots);
    expect((await fixture.record(orderNo)).order.loans[0]?.state).toBe("unknown");
  });

  it("from a clock ahead of the hub's starts no bill in the future", async () => {
    const orderNo = await doubtful();
    await fixture.snapshot([{ slot: 7, state: "empty" }], fixture.clock.now() + 86_400_000);
    expect((await fixture.record(orderNo)).order.loans[0]?.openedAt).toBe(fixture.clock.now());
  });
});

describe("what is not a message", () => {
  it.each([
    ["c/shop-1/down/command", "{}"],
    ["c/shop-1/up/secret", "{}"],
    ["c/SHOP 1/up/event", "{}"],
  ])("on the topic %s is dropped", async (topic, payload) => {
    fixture.cabinetMessages.receive(topic, Buffer.from(payload), live);
    await fixture.cabinetMessages.idle();
    expect(fixture.logged.at(-1)).toBe("warn a message on a topic outside the contract was dropped");
  });

  it.each(["presence", "snapshot", "event", "health"])(
    "on %s is refused, logged once for many, and the next one taken",
    async (channel) => {
      for (const payload of ["", "{", "[]", '{"v":2}', '{"v":1,"state":"birth","extra":1}']) {
        fixture.cabinetMessages.receive(`c/${cabinetId}/up/${channel}`, Buffer.from(payload), live);
      }
      await fixture.cabinetMessages.idle();
      const what = channel === "event" ? "an event without a readable number" : "a message";
      const refusals = fixture.logged.filter((line) => line === `warn ${what} was refused message/invalid`);
      expect(refusals).toHaveLength(1);
      await fixture.happens({ kind: "abnormal", what: "x" });
      expect(fixture.link.sent("ack").at(-1)).toMatchObject({ committed: 1 });
    },
  );
});

describe("an event that is not UTF-8", () => {
  it("is kept for an operator under its number, and the next one is taken", async () => {
    const event = fixture.event({ kind: "abnormal", what: "#" });
    const payload = Buffer.from(JSON.stringify(event).replace("#", "\xc3\xc5"), "latin1");
    fixture.cabinetMessages.receive(`c/${cabinetId}/up/event`, payload, live);
    await fixture.cabinetMessages.idle();
    const refused = { seq: event.seq, reason: "invalid" };
    expect(fixture.link.sent("ack").at(-1)).toMatchObject({ committed: event.seq, refused });
    expect(await fixture.unmatchedEvents()).toMatchObject([{ raw: { seq: event.seq, why: "not UTF-8" } }]);
    await fixture.happens({ kind: "abnormal", what: "x" });
    expect(fixture.link.sent("ack").at(-1)).toMatchObject({ committed: event.seq + 1 });
  });
});

describe("health", () => {
  it("is noted, and broken seals are reported", async () => {
    await fixture.hear("health", examples.health.healthy);
    expect(fixture.logged.at(-1)).toBe("debug health");
    await fixture.hear("health", { ...examples.health.healthy, sealsBroken: 2 });
    expect(fixture.logged.at(-1)).toBe("warn messages with a broken seal reached a cabinet");
  });
});

describe("messages", () => {
  it("of one cabinet are taken in the order in which they came, without waiting for those of others", async () => {
    await fixture.registry.register({ cabinetId: "shop-2", name: "书店", address: "人民路2号", slots: 8 });
    for (let seq = 1; seq <= 20; seq++) {
      fixture.cabinetMessages.receive(
        "c/shop-1/up/event",
        encode("event", fixture.event({ kind: "abnormal", what: "x" })),
        live,
      );
    }
    fixture.cabinetMessages.receive("c/shop-2/up/presence", encode("presence", examples.presence.birth), live);
    await fixture.cabinetMessages.idle();
    expect((await fixture.cabinet()).journal?.committed).toBe(20);
    expect(fixture.link.sent("ack").map(({ committed }) => committed)).toEqual(
      Array.from({ length: 20 }, (_, n) => n + 1),
    );
    const welcome = fixture.link.published.findIndex(
      ({ channel, cabinetId: to }) => channel === "welcome" && to === "shop-2",
    );
    const lastAck = fixture.link.published.findLastIndex(({ channel }) => channel === "ack");
    expect(welcome).toBeLessThan(lastAck);
  });
});
