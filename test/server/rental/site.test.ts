import { expect, test } from "vitest";
import { supportAt, usualLayout } from "../../../server/rental/site.ts";

test.each([
  [1, { columns: 1, rows: 1 }],
  [4, { columns: 1, rows: 4 }],
  [8, { columns: 2, rows: 4 }],
  [12, { columns: 2, rows: 6 }],
  [96, { columns: 7, rows: 14 }],
])("a cabinet of %i slots without a layout is drawn as %j", (slots, layout) => {
  expect(usualLayout(slots)).toEqual(layout);
});

test("a layout has a place for each slot, whatever their number", () => {
  for (let slots = 1; slots <= 96; slots++) {
    const { columns, rows } = usualLayout(slots);
    expect(columns * rows).toBeGreaterThanOrEqual(slots);
  }
});

test("the number of a site stands in place of the operator's, whose page stays", () => {
  const operator = { telephone: "400-1", hours: { zh: "全天", en: "always" }, link: "https://help.example/" };
  expect(supportAt({ telephone: "021-1" }, operator)).toEqual({ telephone: "021-1", link: "https://help.example/" });
  expect(supportAt({ telephone: "021-1" }, { telephone: "400-1" })).toEqual({ telephone: "021-1" });
  expect(supportAt({ telephone: "021-1" }, undefined)).toEqual({ telephone: "021-1" });
  expect(supportAt(undefined, operator)).toBe(operator);
  expect(supportAt(undefined, undefined)).toBeUndefined();
});
