import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SlotReport } from "../../../protocol/upward.ts";
import { HubFixture } from "../../support/hub-fixture.ts";

let fixture: HubFixture;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
});

afterEach(() => fixture.close());

const warnings = () => fixture.logged.filter((line) => line.startsWith("warn"));

describe("a snapshot that can't be true", () => {
  const eight = Array.from({ length: 8 }, (_, index): SlotReport => ({ slot: index + 1, state: "empty" }));

  it.each([
    [
      "with a slot above the registered number",
      [...eight, { slot: 9, state: "empty" as const }],
      { code: "slot-unknown", named: 9, registered: 8 },
    ],
    ["with a slot twice", [...eight, { slot: 2, state: "occupied" as const }], { code: "slot-twice", repeated: 2 }],
  ])("%s is dropped, and the operator is told", async (_what, slots, why) => {
    const before = await fixture.cabinet();
    await fixture.shows(slots, { at: fixture.clock.now() + 1 });
    expect(await fixture.cabinet()).toEqual({ ...before, drift: [why] });
    expect(warnings()).toEqual([`warn a snapshot that can't be true was dropped ${why.code}`]);
    await fixture.snapshot();
    expect((await fixture.cabinet()).drift).toEqual([]);
  });

  it("resolves no doubt", async () => {
    fixture.runner.start();
    const orderNo = await fixture.request();
    await fixture.confirm(orderNo);
    const result = { outcome: "unknown", reason: "board-silent" } as const;
    await fixture.happens({ kind: "result", commandId: `${orderNo}L1`, slot: 7, result });
    const slots = [...eight, { slot: 7, state: "occupied" as const }];
    await fixture.shows(slots);
    expect((await fixture.record(orderNo)).order.loans[0]?.state).toBe("unknown");
  });

  it("is not one without any slot", async () => {
    await fixture.shows([]);
    expect((await fixture.cabinet()).snapshot?.slots).toEqual([]);
    expect(warnings()).toEqual([]);
  });
});
