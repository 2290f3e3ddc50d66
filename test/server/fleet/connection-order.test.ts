import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encode, type Message } from "../../../protocol/messages.ts";
import { type UpChannel, upTopic } from "../../../protocol/topics.ts";
import type { Birth } from "../../../protocol/upward.ts";
import { isOutdatedBirth, withContender } from "../../../server/fleet/connection-order.ts";
import { type CabinetState, cabinetStateTable } from "../../../server/store/cabinet-state-table.ts";
import { cabinetTable, changedCabinet } from "../../../server/store/cabinet-table.ts";
import type { Change } from "../../../server/store/store.ts";
import { bootId, cabinetId, HubFixture, journalId } from "../../support/hub-fixture.ts";
import { settle } from "../../support/manual-clock.ts";

let fixture: HubFixture;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
  await fixture.clock.pass(1000);
});

afterEach(() => fixture.close());

const presence = async () => (await fixture.cabinet()).presence;
const shownIn = async (slot: number) =>
  (await fixture.cabinet()).snapshot?.slots.find((report) => report.slot === slot);
const welcomes = () => fixture.link.sent("welcome").length;
const empty = [{ slot: 1, state: "empty" as const }];

/** Another hub takes a message in while this one is about to send a welcome. */
function beforeTheWelcome<C extends UpChannel>(channel: C, message: Message<C>): void {
  const other = fixture.newCore().cabinetMessages;
  const publish = fixture.link.publish.bind(fixture.link);
  fixture.link.publish = async (...told) => {
    fixture.link.publish = publish;
    other.receive(upTopic(cabinetId, channel), encode(channel, message), { retained: false });
    await other.idle();
    return publish(...told);
  };
}

describe("the end of a connection", () => {
  it("that is told after the beginning of the next changes nothing", async () => {
    const { connection } = fixture;
    await fixture.birth();
    await fixture.departs({ connection });
    expect((await presence()).online).toBe(true);
  });

  it("that is told after the next start of the bridge changes nothing", async () => {
    const { connection } = fixture;
    await fixture.birth({ bootId: "boot-0002" });
    await fixture.snapshot([], fixture.clock.now(), "boot-0002");
    await fixture.departs({ connection });
    expect(await fixture.cabinet()).toMatchObject({ presence: { online: true, bootId: "boot-0002" }, snapshot: {} });
  });

  it("that is told before its beginning is the last word: the cabinet is away and gets no welcome", async () => {
    const connection = fixture.connection + 1;
    await fixture.departs({ connection, bootId: "boot-0002" });
    const away = await presence();
    expect(away).toEqual({ online: false, bootId: "boot-0002", since: fixture.clock.now() });
    const before = welcomes();
    await fixture.bornAgain({ connection, bootId: "boot-0002" });
    expect(await presence()).toEqual(away);
    expect(welcomes()).toBe(before);
  });

  it("is the last word about a repeated birth, and about a snapshot", async () => {
    await fixture.departs();
    await fixture.clock.pass(600_000);
    const before = welcomes();
    await fixture.bornAgain({ nonce: "nonce-0002" });
    await fixture.shows(empty);
    expect((await presence()).online).toBe(false);
    expect(await shownIn(1)).toMatchObject({ state: "occupied" });
    expect(welcomes()).toBe(before);
  });

  it("that another hub hears of during the welcome is the last word", async () => {
    await fixture.departs();
    const connection = fixture.connection + 1;
    beforeTheWelcome("presence", { v: 1, state: "lost", bootId, connection });
    await fixture.birth();
    expect((await presence()).online).toBe(false);
  });

  it("of a cabinet that is not registered leaves nothing behind", async () => {
    await fixture.departs({}, "shop-9");
    await fixture.registry.register({ cabinetId: "shop-9", name: "书店", address: "人民路2号", slots: 8 });
    expect((await fixture.cabinet("shop-9")).presence).toEqual({ online: false });
  });

  it("does not date an absence anew", async () => {
    const { connection } = fixture;
    await fixture.departs();
    const { since } = await presence();
    await fixture.clock.pass(5000);
    await fixture.departs({ connection: connection + 1 });
    expect((await presence()).since).toBe(since);
  });
});

describe("a birth", () => {
  it("of an earlier start of the bridge changes nothing, its journal included", async () => {
    const { connection } = fixture;
    const journal = { id: "journal-0002", first: 1, last: 0 };
    await fixture.birth({ bootId: "boot-0002", journal });
    const before = await fixture.cabinet();
    const told = welcomes();
    await fixture.bornAgain({ connection });
    expect(await fixture.cabinet()).toEqual(before);
    expect(welcomes()).toBe(told + 1);
    expect(fixture.link.sent("welcome").at(-1)).toMatchObject({ v: 2, nonce: "nonce-0001", newest: connection + 1 });
  });

  it("under the newest number, of another start of the bridge, is answered with that number and changes nothing", async () => {
    const { connection } = fixture;
    const before = await fixture.cabinet();
    await fixture.bornAgain({ bootId: "boot-0002" });
    expect(fixture.link.sent("welcome").at(-1)).toMatchObject({ v: 2, bootId: "boot-0002", newest: connection });
    await fixture.shows(empty, { bootId: "boot-0002" });
    await fixture.departs({ bootId: "boot-0002" });
    expect(await fixture.cabinet()).toEqual(before);
    await fixture.birth({ bootId: "boot-0002" });
    expect((await presence()).bootId).toBe("boot-0002");
  });

  it("of an older connection is answered although the newest one has ended", async () => {
    const { connection } = fixture;
    await fixture.birth();
    await fixture.departs();
    await fixture.bornAgain({ connection, bootId: "boot-0002" });
    expect(fixture.link.sent("welcome").at(-1)).toMatchObject({ v: 2, newest: connection + 1 });
    expect((await presence()).online).toBe(false);
  });

  it("of a disabled cabinet gets no answer, whatever its number", async () => {
    const { connection } = fixture;
    await fixture.birth();
    await fixture.store.transact(async (tx) => {
      const row = await tx.get(cabinetTable, cabinetId);
      const disabled = { since: fixture.clock.now(), actor: "operator/lin", reason: "stolen" } as const;
      if (row) await tx.put(cabinetTable, changedCabinet(row, { disabled }));
    });
    const told = welcomes();
    await fixture.bornAgain({ connection, bootId: "boot-0002" });
    expect(welcomes()).toBe(told);
  });

  it("that another hub hears of during the welcome of the one before it stays the newest", async () => {
    const connection = fixture.connection + 2;
    const journal = { id: journalId, first: 1, last: 0 };
    const begun = { v: 1, state: "birth", bootId: "boot-0003", connection, nonce: "nonce-0003" } as const;
    beforeTheWelcome("presence", { ...begun, driver: "gzxj", slots: 8, journal });
    await fixture.birth({ bootId: "boot-0002" });
    expect(await presence()).toMatchObject({ online: true, bootId: "boot-0003" });
  });

  it("of a bridge whose numbers were set back is heard at its second one, while nothing is heard of the newer connection", async () => {
    const { connection } = fixture;
    await fixture.birth();
    await fixture.clock.pass(3_600_000);
    await fixture.bornAgain({ connection, bootId: "boot-0002", nonce: "nonce-0001" });
    expect((await presence()).bootId).toBe(bootId);
    await fixture.clock.pass(7_999);
    await fixture.bornAgain({ connection, bootId: "boot-0002", nonce: "nonce-0002" });
    expect((await presence()).bootId).toBe(bootId);
    await fixture.clock.pass(1);
    await fixture.departs({ connection, bootId: "boot-0002" });
    expect((await presence()).online).toBe(true);
    await fixture.bornAgain({ connection, bootId: "boot-0002", nonce: "nonce-0003" });
    expect(await presence()).toMatchObject({ online: true, bootId: "boot-0002" });
    await fixture.shows(empty, { bootId: "boot-0002" });
    expect(await shownIn(1)).toEqual(empty[0]);
  });

  it("over a new connection says since when the cabinet is there, and its orders are told", async () => {
    fixture.runner.start();
    const orderNo = await fixture.request();
    await fixture.confirm(orderNo);
    expect(fixture.link.openings).toHaveLength(1);
    // Whatever was sent over the former connection may have been lost with it.
    await fixture.clock.pass(500);
    await fixture.birth();
    await fixture.clock.pass(0);
    expect((await presence()).since).toBe(fixture.clock.now());
    expect(fixture.link.openings).toHaveLength(2);
  });
});

describe("a snapshot", () => {
  it("that is older than the one that is known changes nothing", async () => {
    await fixture.shows(empty, { no: 12 });
    const before = await fixture.cabinet();
    await fixture.clock.pass(1000);
    await fixture.snapshot([]);
    await fixture.shows([], { no: 12 });
    expect(await fixture.cabinet()).toEqual(before);
  });

  it("of a former connection changes nothing, though it was the later look", async () => {
    const { connection } = fixture;
    await fixture.birth();
    await fixture.shows(empty, { connection, no: 12 });
    expect(await shownIn(1)).toMatchObject({ state: "occupied" });
  });

  it("counts from the start of the bridge", async () => {
    await fixture.shows([], { no: 12 });
    await fixture.birth({ bootId: "boot-0002" });
    await fixture.shows(empty, { bootId: "boot-0002", no: 1 });
    expect(await shownIn(1)).toEqual(empty[0]);
  });

  it("that comes before the birth shows that the cabinet is there, and its orders are told once", async () => {
    fixture.runner.start();
    const orderNo = await fixture.request();
    await fixture.departs();
    await fixture.confirm(orderNo);
    await fixture.clock.pass(1000);
    const connection = fixture.connection + 1;
    await fixture.shows(empty, { connection });
    const there = await presence();
    expect(there).toEqual({ online: true, bootId, since: fixture.clock.now() });
    await fixture.clock.pass(100);
    await fixture.bornAgain({ connection });
    expect(await presence()).toEqual(there);
    expect(await shownIn(1)).toEqual(empty[0]);
    expect(fixture.link.openings).toHaveLength(1);
  });

  it("that another hub takes in during the welcome is kept, that of a new start of the bridge too", async () => {
    const connection = fixture.connection + 1;
    const look = { v: 1, bootId: "boot-0002", connection, no: 1, at: fixture.clock.now(), cause: "connect" } as const;
    beforeTheWelcome("snapshot", { ...look, slots: [...empty] });
    await fixture.birth({ bootId: "boot-0002" });
    expect(await fixture.cabinet()).toMatchObject({ presence: { online: true, bootId: "boot-0002" }, snapshot: {} });
    expect(await shownIn(1)).toEqual(empty[0]);
  });
});

describe("what the broker has kept", () => {
  async function hearsKept<C extends UpChannel>(channel: C, message: Message<C>): Promise<void> {
    fixture.cabinetMessages.receive(upTopic(cabinetId, channel), encode(channel, message), { retained: true });
    await fixture.cabinetMessages.idle();
  }

  it("of a departure counts: nobody says it again", async () => {
    await hearsKept("presence", { v: 1, state: "lost", bootId, connection: fixture.connection });
    expect((await presence()).online).toBe(false);
  });

  it("of a birth does not: a bridge repeats it until it is welcomed", async () => {
    await fixture.departs();
    const before = welcomes();
    const begun = { v: 1, state: "birth", bootId, connection: fixture.connection + 1, nonce: "nonce-0002" } as const;
    await hearsKept("presence", { ...begun, driver: "gzxj", slots: 8, journal: { id: journalId, first: 1, last: 0 } });
    expect((await presence()).online).toBe(false);
    expect(welcomes()).toBe(before);
  });

  it("of anything else was never to be kept", async () => {
    const { connection } = fixture;
    const look = { v: 1, bootId, connection, no: 99, at: fixture.clock.now(), cause: "periodic" } as const;
    await hearsKept("snapshot", { ...look, slots: [...empty] });
    await hearsKept("event", fixture.event({ kind: "abnormal", what: "x" }));
    expect(await shownIn(1)).toMatchObject({ state: "occupied" });
    expect(await fixture.unmatchedEvents()).toEqual([]);
  });
});

describe("connections to a broker that has ended", () => {
  it("have ended for certain: what another hub still has of them brings no cabinet back", async () => {
    await fixture.registry.nobodyIsConnected();
    await fixture.shows(empty);
    await fixture.bornAgain();
    expect((await presence()).online).toBe(false);
    await fixture.birth();
    expect((await presence()).online).toBe(true);
  });

  it("have ended once, and no absence is dated anew", async () => {
    await fixture.departs();
    const { since } = await presence();
    await fixture.clock.pass(1000);
    const changes: Change[] = [];
    const unwatch = fixture.store.watch(
      (change) => changes.push(change),
      () => {},
    );
    await fixture.registry.nobodyIsConnected();
    await settle();
    unwatch();
    expect((await presence()).since).toBe(since);
    expect(changes).toEqual([]);
  });
});

describe("a birth of an older connection that is repeated", () => {
  const since = 1_900_000_000_000;
  let state: CabinetState;
  let birth: Birth;

  beforeEach(async () => {
    const { connection } = fixture;
    await fixture.birth();
    const known = await fixture.store.transact((tx) => tx.get(cabinetStateTable, cabinetId));
    if (!known) throw new Error("no state");
    state = { ...known, heardAt: since - 1000 };
    const journal = { id: journalId, first: 1, last: 0 };
    const told = { bootId: "boot-0002", connection, driver: "gzxj", slots: 12, journal, nonce: "nonce-old-1" };
    birth = { v: 1, state: "birth", ...told };
  });

  it("is noted at its first time, and stays noted as of then while the newer connection is silent", () => {
    const noted = withContender(state, birth, since);
    expect(noted.contender).toEqual({ bootId: "boot-0002", connection: birth.connection, nonce: birth.nonce, since });
    expect(withContender(noted, { ...birth, nonce: "nonce-old-2" }, since + 2000)).toBe(noted);
    const heardThen = { ...noted, heardAt: since };
    expect(withContender(heardThen, birth, since + 2000)).toBe(heardThen);
  });

  it("is noted anew once the newer connection was heard, and of another connection", () => {
    const noted = withContender(state, birth, since);
    const heard = { ...noted, heardAt: since + 1 };
    expect(withContender(heard, birth, since + 2000).contender?.since).toBe(since + 2000);
    const another = { ...birth, connection: birth.connection - 1 };
    expect(withContender(noted, another, since + 2000).contender).toMatchObject({
      connection: another.connection,
      since: since + 2000,
    });
  });

  it("is not noted where it is of the bridge's present start, or of a newer connection", () => {
    expect(withContender(state, { ...birth, bootId }, since)).toBe(state);
    expect(withContender(state, { ...birth, connection: state.connection + 1 }, since)).toBe(state);
  });

  it("prevails after eight seconds with a new nonce in which the newer connection was silent", () => {
    const noted = { ...withContender(state, birth, since), heardAt: since };
    const again = { ...birth, nonce: "nonce-old-2" };
    expect(isOutdatedBirth(noted, again, since + 7999)).toBe(true);
    expect(isOutdatedBirth(noted, again, since + 8000)).toBe(false);
    expect(isOutdatedBirth(noted, birth, since + 8000)).toBe(true);
    expect(isOutdatedBirth({ ...noted, heardAt: since + 1 }, again, since + 8000)).toBe(true);
    expect(isOutdatedBirth(noted, { ...again, connection: again.connection - 1 }, since + 8000)).toBe(true);
    expect(isOutdatedBirth(noted, { ...again, bootId: "boot-0003" }, since + 8000)).toBe(true);
  });
});
