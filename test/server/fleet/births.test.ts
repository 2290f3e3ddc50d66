import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isSealed } from "../../../protocol/seal.ts";
import { cabinetId, HubFixture, journalId } from "../../support/hub-fixture.ts";

let fixture: HubFixture;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
});

afterEach(() => fixture.close());

const came = () => fixture.logged.filter((line) => line.endsWith("a cabinet came")).length;

describe("the answer to a birth", () => {
  it("is sealed with the cabinet's key", async () => {
    const [welcome] = fixture.link.sent("welcome");
    const key = await fixture.registry.sealKeyOf(cabinetId);
    if (!welcome || !key) throw new Error("nothing was sent");
    expect(isSealed(key, cabinetId, welcome)).toBe(true);
    expect(isSealed(key, cabinetId, { ...welcome, hubTime: welcome.hubTime - 1 })).toBe(false);
  });

  it("tells the time at which it is sent, however long the disk took", async () => {
    const write = fixture.holdDisk();
    const born = fixture.birth({ journal: { id: "journal-0002", first: 1, last: 0 } });
    await fixture.clock.pass(300);
    write();
    await born;
    expect(fixture.link.sent("welcome").at(-1)?.hubTime).toBe(fixture.clock.now());
  });
});

describe("a birth that is repeated", () => {
  it("is answered again and changes nothing but when the cabinet was last seen", async () => {
    const before = await fixture.cabinet();
    await fixture.clock.pass(3_600_000);
    await fixture.bornAgain({ nonce: "nonce-0002" });
    expect(fixture.link.sent("welcome").at(-1)).toMatchObject({ nonce: "nonce-0002", hubTime: fixture.clock.now() });
    expect(await fixture.cabinet()).toEqual({ ...before, lastSeen: fixture.clock.now() });
    expect(came()).toBe(1);
  });

  it("after an absence says since when the cabinet is there again, and what was in its slots stays known", async () => {
    const { presence, snapshot } = await fixture.cabinet();
    await fixture.departs();
    await fixture.clock.pass(60_000);
    await fixture.birth();
    const cabinet = await fixture.cabinet();
    expect(cabinet.presence).toEqual({ ...presence, since: fixture.clock.now() });
    expect(cabinet.snapshot).toEqual(snapshot);
    expect(came()).toBe(2);
  });
});

describe("a birth of a bridge that has started anew", () => {
  beforeEach(async () => {
    await fixture.clock.pass(1000);
    await fixture.birth({ bootId: "boot-0002" });
  });

  it("says since when it is there, though nobody saw it go", async () => {
    const since = fixture.clock.now();
    expect((await fixture.cabinet()).presence).toEqual({ online: true, bootId: "boot-0002", since });
    expect(came()).toBe(2);
  });

  it("makes its slots unknown until it has shown them", async () => {
    expect(await fixture.cabinet()).not.toHaveProperty("snapshot");
    await expect(fixture.request()).rejects.toMatchObject({ code: "slot/faulted" });
    await fixture.snapshot([], fixture.clock.now(), "boot-0002");
    expect(await fixture.request()).toMatch(/^\d{20}$/);
  });

  it("forgets the drift that the old picture showed", async () => {
    const slots = [{ slot: 1, state: "empty" as const }];
    await fixture.shows(slots, { bootId: "boot-0002" });
    expect((await fixture.cabinet()).drift).toHaveLength(1);
    await fixture.birth({ bootId: "boot-0003" });
    expect((await fixture.cabinet()).drift).toEqual([]);
  });

  it("keeps how far its journal is stored", async () => {
    expect((await fixture.cabinet()).journal).toMatchObject({ id: journalId, committed: 0 });
    await fixture.happens({ kind: "abnormal", what: "x" });
    await fixture.birth({ bootId: "boot-0003", journal: { id: journalId, first: 1, last: 1 } });
    expect((await fixture.cabinet()).journal).toMatchObject({ id: journalId, committed: 1 });
  });
});

describe("a command for a cabinet that is away", () => {
  it("is sent when the cabinet has come and was welcomed, once more with its old expiry", async () => {
    fixture.runner.start();
    const orderNo = await fixture.request();
    await fixture.departs();
    await fixture.confirm(orderNo);
    const command = (await fixture.record(orderNo)).order.loans[0]?.command;
    expect(fixture.link.openings).toEqual([]);

    await fixture.clock.pass(2000);
    fixture.link.published.length = 0;
    await fixture.birth();
    await fixture.clock.pass(0);
    expect(fixture.link.published.map(({ channel }) => channel)).toEqual(["welcome", "config", "command"]);
    expect(fixture.link.openings).toMatchObject([command]);
  });

  it("is not sent before the welcome, which a bridge needs to judge it", async () => {
    fixture.runner.start();
    const orderNo = await fixture.request();
    await fixture.departs();
    const write = fixture.holdDisk();
    const born = fixture.birth();
    const confirmed = fixture.confirm(orderNo);
    await fixture.clock.pass(0);
    expect(fixture.link.openings).toEqual([]);
    write();
    await Promise.all([born, confirmed]);
    await fixture.clock.pass(0);
    const channels = fixture.link.published.map(({ channel }) => channel);
    expect(channels.lastIndexOf("welcome")).toBeLessThan(channels.indexOf("command"));
  });
});
