import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CabinetEvent, HappeningBody, SlotReport } from "../../../protocol/upward.ts";
import { bootId, HubBench, journalId } from "../../support/hub-bench.ts";

let bench: HubBench;

beforeEach(async () => {
  bench = await HubBench.withCabinet();
});

afterEach(() => bench.close());

const back: HappeningBody = { kind: "returned", slot: 3, itemId: "BANK07", source: "snapshot" };
const warnings = () => bench.logged.filter((line) => line.startsWith("warn"));

describe("an event that can't be true", () => {
  const backwards = (): Partial<CabinetEvent> => {
    const latest = bench.clock.now();
    return { at: { earliest: latest + 1, latest, uncertainty: 0 } };
  };

  it.each([
    ["whose earliest time is after its latest", back, backwards],
    ["of a slot above the registered number", { ...back, slot: 9 }, () => ({})],
  ])("%s changes no order, is kept, and does not stop the journal", async (_what, body, changes) => {
    const orderNo = await bench.lent();
    await bench.happens(body, changes());
    expect((await bench.record(orderNo)).order.state).toBe("active");
    expect((await bench.strays()).map(({ event }) => event.body)).toEqual([body]);
    expect(warnings()).toEqual(["warn an event can't be true; it is kept"]);
    expect(bench.link.sent("ack").at(-1)).toEqual({ v: 1, journalId, committed: 2 });
    await bench.happens(back);
    expect((await bench.record(orderNo)).order.state).toBe("settling");
  });

  it.each([
    ["at one known moment", (now: number) => ({ earliest: now, latest: now, uncertainty: 0 }), 3],
    ["in the last slot", (now: number) => ({ earliest: now - 1, latest: now, uncertainty: 0 }), 8],
  ])("is not one %s", async (_what, at, slot) => {
    const orderNo = await bench.lent();
    await bench.clock.pass(60_000);
    await bench.happens({ ...back, slot }, { at: at(bench.clock.now()) });
    expect((await bench.record(orderNo)).order.state).toBe("settling");
    expect(warnings()).toEqual([]);
  });

  it("is not one that concerns the whole cabinet", async () => {
    await bench.happens({ kind: "abnormal", what: "the board restarted" });
    expect(warnings()).toEqual(["warn an event belongs to no order; it is kept"]);
  });
});

describe("a snapshot that can't be true", () => {
  const eight = Array.from({ length: 8 }, (_, index): SlotReport => ({ slot: index + 1, state: "empty" }));

  it.each([
    [
      "with a slot above the registered number",
      [...eight, { slot: 9, state: "empty" as const }],
      "slot 9 is reported, but 8 slots are registered",
    ],
    ["with a slot twice", [...eight, { slot: 2, state: "occupied" as const }], "slot 2 is reported twice"],
  ])("%s is dropped, and the operator is told", async (_what, slots, why) => {
    const before = await bench.cabinet();
    await bench.hear("snapshot", { v: 1, bootId, at: bench.clock.now() + 1, cause: "periodic", slots });
    expect(await bench.cabinet()).toEqual({ ...before, drift: [{ what: why }] });
    expect(warnings()).toEqual(["warn a snapshot that can't be true was dropped"]);
    await bench.snapshot();
    expect((await bench.cabinet()).drift).toEqual([]);
  });

  it("resolves no doubt", async () => {
    bench.runner.start();
    const orderNo = await bench.request();
    await bench.confirm(orderNo);
    const result = { outcome: "unknown", reason: "board-silent" } as const;
    await bench.happens({ kind: "result", commandId: `${orderNo}L1`, slot: 7, result });
    const slots = [...eight, { slot: 7, state: "occupied" as const }];
    await bench.hear("snapshot", { v: 1, bootId, at: bench.clock.now(), cause: "asked", slots });
    expect((await bench.record(orderNo)).order.loans[0]?.state).toBe("unknown");
  });

  it("is not one without any slot", async () => {
    await bench.hear("snapshot", { v: 1, bootId, at: bench.clock.now(), cause: "connect", slots: [] });
    expect((await bench.cabinet()).snapshot?.slots).toEqual([]);
    expect(warnings()).toEqual([]);
  });
});
