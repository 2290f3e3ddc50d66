import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { createFields } from "../../server/credit/zhima/credit-request.ts";
import { providerCheck } from "../../server/http/tariff-check.ts";
import { parseRatePlans } from "../../server/pricing/written-plan.ts";
import { tariffFor } from "../../server/rental/rate-plan.ts";
import { Tariff } from "../../server/rental/tariff.ts";
import { request } from "../server/rental/examples.ts";

const page = await readFile("docs/reference/rate-plans.md", "utf8");
const example = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? "";

test("the example of the rate plans is one that can be published", () => {
  const plans = parseRatePlans(example);
  const tariffs = plans.map(({ tariff }) => tariff);
  const credit = {
    confirmationUrl: (asked: Parameters<typeof createFields>[0]) => JSON.stringify(createFields(asked)),
  };
  const check = providerCheck({ credit, texts: { publicUrl: "https://hub.example" }, terms: request.terms });
  expect(tariffs.flatMap((tariff) => check(tariff, 0))).toEqual([]);
  const versionAt = (cabinetId: string, itemKind: "power-bank" | "umbrella", now: string) =>
    tariffFor(plans, { cabinetId, itemKind }, Date.parse(now))?.version;
  expect(versionAt("shop-1", "power-bank", "2026-12-24T18:00:00+08:00")).toBe("bank-2026-12");
  expect(versionAt("station-1", "power-bank", "2026-12-24T18:00:00+08:00")).toBe("station-2026-12");
  expect(versionAt("station-1", "power-bank", "2027-01-01T00:00:00+08:00")).toBe("bank-2026-12");
  expect(versionAt("shop-1", "power-bank", "2026-11-30T23:59:59+08:00")).toBeUndefined();
  expect(versionAt("shop-1", "umbrella", "2026-11-30T23:59:59+08:00")).toBe("umbrella-2026-12");
});

test("each field of a tariff is told, with what it is where it is left out", () => {
  const rows = Array.from(page.matchAll(/^\| `(\w+)` \| (.*?) \|/gm), ([, name, usual]) => [name, usual]);
  const fields = Object.entries(Tariff.properties).map(([name, field]) => {
    if (!("default" in field)) return [name, "required"];
    return [name, typeof field.default === "number" ? String(field.default) : `\`${String(field.default)}\``];
  });
  expect(rows).toEqual(fields);
});
