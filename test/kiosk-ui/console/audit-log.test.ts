import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { actFacts } from "../../../kiosk-ui/console/pages/audit/act-facts.ts";
import { auditQuery } from "../../../kiosk-ui/console/pages/audit/audit-filter.ts";
import { words as chinese } from "../../../kiosk-ui/console/pages/audit/words-chinese.ts";
import { words as english } from "../../../kiosk-ui/console/pages/audit/words-english.ts";

test("days of the filter are Beijing days, and both count", () => {
  expect(auditQuery({ from: "2026-11-23", to: "2026-11-23" })).toEqual({
    from: String(Date.parse("2026-11-23T00:00:00+08:00")),
    to: String(Date.parse("2026-11-23T23:59:59.999+08:00")),
  });
});

test("a number alone is an order's, and what it is about decides which filter of the hub it becomes", () => {
  expect(auditQuery({ id: "20261123120000000001" })).toEqual({ orderNo: "20261123120000000001" });
  expect(auditQuery({ about: "account", id: "lin" })).toEqual({ account: "lin" });
  expect(auditQuery({ about: "cabinet", id: "shop-1" })).toEqual({ cabinetId: "shop-1" });
  expect(auditQuery({ about: "rider", id: "2088000000000001" })).toEqual({ riderId: "user/2088000000000001" });
  expect(auditQuery({ about: "rider", id: "open/074a" })).toEqual({ riderId: "open/074a" });
  expect(auditQuery({ about: "rider" })).toEqual({});
});

test("a person's name alone names an operator, and the configuration is named as it is", () => {
  expect(auditQuery({ actor: "lin" })).toEqual({ actor: "operator/lin" });
  expect(auditQuery({ actor: "operator/lin" })).toEqual({ actor: "operator/lin" });
  expect(auditQuery({ actor: "config", act: "tariff-published" })).toEqual({
    actor: "config",
    act: "tariff-published",
  });
});

test("the data of an act become facts with paths; the kind itself and what is empty are left out", () => {
  const act = { what: "cabinet-changed", details: { name: "East", layout: { rows: 2 } }, ids: ["a", "b"], none: [] };
  expect(actFacts({ ...act, missing: null, slots: [{ slot: 1 }] })).toEqual([
    { name: "details.name", text: "East" },
    { name: "details.layout.rows", text: "2" },
    { name: "ids", text: "a, b" },
    { name: "slots", text: '{"slot":1}' },
  ]);
});

test("every kind of act that the hub writes down has a name in both languages", () => {
  const source = readFileSync("server/store/audit-table.ts", "utf8");
  const fields = [...source.matchAll(/readonly what:([^;]+);/g)].map(([, kinds]) => kinds as string);
  const kinds = new Set(fields.flatMap((field) => [...field.matchAll(/"([a-z-]+)"/g)].map(([, kind]) => kind)));
  expect(kinds.size).toBeGreaterThan(30);
  for (const { acts } of [chinese, english]) expect(new Set(Object.keys(acts))).toEqual(kinds);
});
