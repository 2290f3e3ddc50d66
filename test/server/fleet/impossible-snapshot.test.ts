import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SlotReport } from "../../../protocol/upward.ts";
import { HubBench } from "../../support/hub-bench.ts";

let bench: HubBench;

beforeEach(async () => {
  bench = await HubBench.withCabinet();
});

afterEach(() => bench.close());

const warnings = () => bench.logged.filter((line) => line.startsWith("warn"));

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
    await bench.shows(slots, { at: bench.clock.now() + 1 });
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
    await bench.shows(slots);
    expect((await bench.record(orderNo)).order.loans[0]?.state).toBe("unknown");
  });

  it("is not one without any slot", async () => {
    await bench.shows([]);
    expect((await bench.cabinet()).snapshot?.slots).toEqual([]);
    expect(warnings()).toEqual([]);
  });
});
