import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isSealed } from "../../../protocol/seal.ts";
import { cabinetId, HubBench, journalId } from "../../support/hub-bench.ts";

let bench: HubBench;

beforeEach(async () => {
  bench = await HubBench.withCabinet();
});

afterEach(() => bench.close());

const came = () => bench.logged.filter((line) => line.endsWith("a cabinet came")).length;

describe("the answer to a birth", () => {
  it("is sealed with the cabinet's key", async () => {
    const [welcome] = bench.link.sent("welcome");
    const key = await bench.registry.sealKeyOf(cabinetId);
    if (!welcome || !key) throw new Error("nothing was sent");
    expect(isSealed(key, cabinetId, welcome)).toBe(true);
    expect(isSealed(key, cabinetId, { ...welcome, hubTime: welcome.hubTime - 1 })).toBe(false);
  });

  it("tells the time at which it is sent, however long the disk took", async () => {
    const write = bench.holdDisk();
    const born = bench.birth({ journal: { id: "journal-0002", first: 1, last: 0 } });
    await bench.clock.pass(300);
    write();
    await born;
    expect(bench.link.sent("welcome").at(-1)?.hubTime).toBe(bench.clock.now());
  });
});

describe("a birth that is repeated", () => {
  it("is answered again and changes nothing but when the cabinet was last seen", async () => {
    const before = await bench.cabinet();
    await bench.clock.pass(3_600_000);
    await bench.bornAgain({ nonce: "nonce-0002" });
    expect(bench.link.sent("welcome").at(-1)).toMatchObject({ nonce: "nonce-0002", hubTime: bench.clock.now() });
    expect(await bench.cabinet()).toEqual({ ...before, lastSeen: bench.clock.now() });
    expect(came()).toBe(1);
  });

  it("after an absence says since when the cabinet is there again, and what was in its slots stays known", async () => {
    const { presence, snapshot } = await bench.cabinet();
    await bench.departs();
    await bench.clock.pass(60_000);
    await bench.birth();
    const cabinet = await bench.cabinet();
    expect(cabinet.presence).toEqual({ ...presence, since: bench.clock.now() });
    expect(cabinet.snapshot).toEqual(snapshot);
    expect(came()).toBe(2);
  });
});

describe("a birth of a bridge that has started anew", () => {
  beforeEach(async () => {
    await bench.clock.pass(1000);
    await bench.birth({ bootId: "boot-0002" });
  });

  it("says since when it is there, though nobody saw it go", async () => {
    const since = bench.clock.now();
    expect((await bench.cabinet()).presence).toEqual({ online: true, bootId: "boot-0002", since });
    expect(came()).toBe(2);
  });

  it("makes its slots unknown until it has shown them", async () => {
    expect(await bench.cabinet()).not.toHaveProperty("snapshot");
    await expect(bench.request()).rejects.toMatchObject({ code: "slot/faulted" });
    await bench.snapshot([], bench.clock.now(), "boot-0002");
    expect(await bench.request()).toMatch(/^\d{20}$/);
  });

  it("forgets the drift that the old picture showed", async () => {
    const slots = [{ slot: 1, state: "empty" as const }];
    await bench.shows(slots, { bootId: "boot-0002" });
    expect((await bench.cabinet()).drift).toHaveLength(1);
    await bench.birth({ bootId: "boot-0003" });
    expect((await bench.cabinet()).drift).toEqual([]);
  });

  it("keeps how far its journal is stored", async () => {
    expect((await bench.cabinet()).journal).toMatchObject({ id: journalId, committed: 0 });
    await bench.happens({ kind: "abnormal", what: "x" });
    await bench.birth({ bootId: "boot-0003", journal: { id: journalId, first: 1, last: 1 } });
    expect((await bench.cabinet()).journal).toMatchObject({ id: journalId, committed: 1 });
  });
});

describe("a command for a cabinet that is away", () => {
  it("is sent when the cabinet has come and was welcomed, once more with its old expiry", async () => {
    bench.runner.start();
    const orderNo = await bench.request();
    await bench.departs();
    await bench.confirm(orderNo);
    const command = (await bench.record(orderNo)).order.loans[0]?.command;
    expect(bench.link.openings).toEqual([]);

    await bench.clock.pass(2000);
    bench.link.published.length = 0;
    await bench.birth();
    await bench.clock.pass(0);
    expect(bench.link.published.map(({ channel }) => channel)).toEqual(["welcome", "config", "command"]);
    expect(bench.link.openings).toMatchObject([command]);
  });

  it("is not sent before the welcome, which a bridge needs to judge it", async () => {
    bench.runner.start();
    const orderNo = await bench.request();
    await bench.departs();
    const write = bench.holdDisk();
    const born = bench.birth();
    const confirmed = bench.confirm(orderNo);
    await bench.clock.pass(0);
    expect(bench.link.openings).toEqual([]);
    write();
    await Promise.all([born, confirmed]);
    await bench.clock.pass(0);
    const channels = bench.link.published.map(({ channel }) => channel);
    expect(channels.lastIndexOf("welcome")).toBeLessThan(channels.indexOf("command"));
  });
});
