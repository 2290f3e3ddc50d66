import { expect, test } from "vitest";
import { Draw } from "../../../simulators/history/draw.ts";
import { inventedLoans } from "../../../simulators/history/invented-days.ts";
import { exampleTariff } from "../../support/example-tariff.ts";

const hour = 3_600_000;
const place = { cabinetId: "demo-1", name: "街角咖啡馆", address: "人民路 1 号" };
const cabinet = { place, itemKind: "power-bank", tariff: exampleTariff, slots: 12, loansADay: 30 };

test("whenever a past ends, nobody whose order stays open makes another one", () => {
  for (let run = 0; run < 200; run++) {
    const until = Date.UTC(2026, 10, 1) + run * 7.3 * hour;
    const open = new Set<string>();
    for (const { riderId, course } of inventedLoans({ cabinets: [cabinet], days: 15, until }, new Draw(run))) {
      expect(open.has(riderId)).toBe(false);
      const isUnpaid = course.how === "returned" && course.failures === "always";
      if (isUnpaid || course.how === "kept" || course.how === "returned-undated") open.add(riderId);
    }
    expect(open.size).toBeGreaterThan(0);
  }
});
