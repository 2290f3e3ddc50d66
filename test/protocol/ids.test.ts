import { Compile } from "typebox/compile";
import { expect, test } from "vitest";
import {
  BootId,
  CabinetId,
  CommandId,
  EpochMs,
  ItemId,
  JournalId,
  Nonce,
  OrderNo,
  plainText,
  Sequence,
  SlotNumber,
} from "../../protocol/ids.ts";

const schemas = { CabinetId, SlotNumber, ItemId, OrderNo, CommandId, BootId, JournalId, Nonce, Sequence, EpochMs };

function accepts(name: keyof typeof schemas, value: unknown): boolean {
  return Compile(schemas[name]).Check(value);
}

test.each<[keyof typeof schemas, unknown]>([
  ["CabinetId", "sh-0042"],
  ["CabinetId", "a".repeat(32)],
  ["SlotNumber", 1],
  ["SlotNumber", 96],
  ["ItemId", "GZXJ{01}~"],
  ["ItemId", "!".repeat(32)],
  ["OrderNo", "20260101000000000042"],
  ["CommandId", "20260101000000000042L1"],
  ["BootId", "7f3a9c21-51c0"],
  ["JournalId", "7f3a9c21-51c0"],
  ["Nonce", "d0c2b7e4-55aa-4c19-9f6e-3b1d7a80c2f5"],
  ["Sequence", 0],
  ["Sequence", Number.MAX_SAFE_INTEGER],
  ["EpochMs", 8_640_000_000_000_000],
])("%s takes %j", (name, value) => {
  expect(accepts(name, value)).toBe(true);
});

test.each<[keyof typeof schemas, unknown]>([
  ["CabinetId", "ab"],
  ["CabinetId", "a".repeat(33)],
  ["CabinetId", "-sh"],
  ["CabinetId", "sh-"],
  ["CabinetId", "Sh-0042"],
  ["CabinetId", "sh/0042"],
  ["CabinetId", "sh+0042"],
  ["CabinetId", "sh-0042\n"],
  ["CabinetId", "sh\u00000042"],
  ["SlotNumber", 0],
  ["SlotNumber", 97],
  ["SlotNumber", 1.5],
  ["SlotNumber", "1"],
  ["ItemId", ""],
  ["ItemId", "two words"],
  ["ItemId", "a\u0000b"],
  ["ItemId", "a".repeat(33)],
  ["ItemId", "电宝"],
  ["OrderNo", "1234567890123"],
  ["OrderNo", "123456789012345678901"],
  ["OrderNo", "2026010100000000004x"],
  ["CommandId", "abc"],
  ["CommandId", "a".repeat(31)],
  ["CommandId", "ab-cd"],
  ["BootId", "short"],
  ["BootId", "boot\u0000boot"],
  ["JournalId", "journal_1"],
  ["JournalId", "a".repeat(41)],
  ["Nonce", "short"],
  ["Nonce", "nonce_with_underscores"],
  ["Sequence", -1],
  ["Sequence", Number.MAX_SAFE_INTEGER + 1],
  ["Sequence", 1e300],
  ["EpochMs", 8_640_000_000_000_001],
  ["EpochMs", 0.5],
])("%s refuses %j", (name, value) => {
  expect(accepts(name, value)).toBe(false);
});

test("the last moment that is accepted is the last one that a date can show", () => {
  const shown = [8_640_000_000_000_000, 8_640_000_000_000_001].map((moment) => new Date(moment).getTime());
  expect(shown).toEqual([8_640_000_000_000_000, Number.NaN]);
});

test("free text takes any script and nothing that a database or a terminal chokes on", () => {
  const text = Compile(plainText(8, "a remark"));
  expect(["门锁卡住", "jammed!", "🔋".repeat(8), "👩\u200d🔧"].map((value) => text.Check(value))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  const directions = ["\u061c", "\u200e", "\u200f", "\u202a", "\u202e", "a\u2066b", "\u2069", "\u2028", "\u2029"];
  const refused = [
    ...directions,
    "",
    "\u0000",
    "a\u0000b",
    "line\nline",
    "\u001b[2J",
    "\u0085",
    "\ud83d",
    "x".repeat(9),
  ];
  expect(refused.filter((value) => text.Check(value))).toEqual([]);
});
