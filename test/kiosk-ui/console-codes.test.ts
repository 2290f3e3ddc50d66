import { expect, test } from "vitest";
import {
  type CabinetRow,
  type CodeRow,
  formats,
  matching,
  shownCodes,
  slotsWithout,
  stillThere,
} from "../../kiosk-ui/console/pages/codes/code-rows.ts";
import { sheetFormats } from "../../server/qr/sticker-layout.ts";

const code = (id: string, slot: number, changes: Partial<CodeRow> = {}): CodeRow => ({
  id,
  slot,
  issuedAt: 0,
  scans: 0,
  scansWhenRevoked: 0,
  recent: [],
  ...changes,
});
const codes = [code("a", 1), code("b", 1, { revokedAt: 5, scansWhenRevoked: 2 }), code("c", 3, { revokedAt: 6 })];

test("revoked codes are shown where they are asked for", () => {
  expect(shownCodes(codes, false).map(({ id }) => id)).toEqual(["a"]);
  expect(shownCodes(codes, true).map(({ id }) => id)).toEqual(["a", "b", "c"]);
});

test("a slot whose codes are all revoked has none", () => {
  expect(slotsWithout(codes, 3)).toEqual([2, 3]);
});

test("a code that was scanned after it was revoked has its sticker still there", () => {
  expect(stillThere(codes).map(({ id }) => id)).toEqual(["b"]);
});

test("cabinets are found by a part of their id, name or address", () => {
  const cabinets = [
    { cabinetId: "shop-1", name: "茶馆", address: "人民路" },
    { cabinetId: "Shop-2", name: "书店", address: "南京路" },
  ] as CabinetRow[];
  const found = (text: string | undefined) => matching(cabinets, text).map(({ cabinetId }) => cabinetId);
  expect(found("SHOP")).toEqual(["shop-1", "Shop-2"]);
  expect(found("书")).toEqual(["Shop-2"]);
  expect(found("人民")).toEqual(["shop-1"]);
  expect(found(undefined)).toHaveLength(2);
});

test("the page offers every format that the hub prints", () => {
  expect(formats).toEqual(sheetFormats);
});
