import { expect, test } from "vitest";
import { Refusals } from "../../../server/fleet/refusals.ts";
import { HubMetrics } from "../../../server/metrics/hub-metrics.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { samples } from "../metrics/values.ts";

test("every refusal is counted by its reason, and the log tells of the first and then once a minute", async () => {
  const clock = new ManualClock();
  const { cabinetRefusals, registry } = new HubMetrics();
  const lines: object[] = [];
  const log = { debug: () => {}, info: () => {}, error: () => {}, warn: (fields: object) => void lines.push(fields) };
  const refusals = new Refusals(log, clock, (reason) => cabinetRefusals.inc({ reason }));
  for (const seq of [1, 2, 3]) refusals.note("event-gap", "shop-1", { seq });
  refusals.note("event-gap", "shop-2", { seq: 9 });
  refusals.count("journal-set-back");
  expect(lines).toEqual([
    { cabinetId: "shop-1", seq: 1 },
    { cabinetId: "shop-2", seq: 9 },
  ]);
  await clock.pass(60_000);
  expect(lines[2]).toMatchObject({ cabinetId: "shop-1", seq: 3, count: 2 });
  expect(lines).toHaveLength(3);
  expect(await samples(registry)).toEqual({
    'jiehuan_cabinet_refusals_total{reason="event-gap"}': 4,
    'jiehuan_cabinet_refusals_total{reason="journal-set-back"}': 1,
  });
});
