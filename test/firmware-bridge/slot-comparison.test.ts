import { describe, expect, test } from "vitest";
import type { KnownSlot } from "../../firmware-bridge/journal-data.ts";
import { compare } from "../../firmware-bridge/slot-comparison.ts";

const then = { at: 100, uncertainty: 0 };
const now = { at: 200, uncertainty: 0 };
const empty: KnownSlot = { state: "empty", seen: then };
const occupied: KnownSlot = { state: "occupied", itemId: "A", seen: then };
const looksEmpty = { slot: 3, state: "empty" } as const;
const holdsA = { slot: 3, state: "occupied", itemId: "A", level: 50 } as const;
const holdsB = { slot: 3, state: "occupied", itemId: "B" } as const;
const holdsSomething = { slot: 3, state: "occupied" } as const;
const unreadable = { slot: 3, state: "unreadable" } as const;

test("the first look at a slot is taken as it is", () => {
  expect(compare(undefined, holdsA, now)).toEqual({
    known: { state: "occupied", itemId: "A", seen: now },
    happened: [],
  });
  expect(compare(undefined, looksEmpty, now)).toEqual({ known: { state: "empty", seen: now }, happened: [] });
});

test("an unreadable slot proves nothing", () => {
  for (const known of [undefined, empty, occupied])
    expect(compare(known, unreadable, now)).toEqual({ known, happened: [] });
});

test("a slot that is as it was is seen anew", () => {
  expect(compare(empty, looksEmpty, now)).toEqual({ known: { ...empty, seen: now }, happened: [] });
  expect(compare(occupied, holdsA, now)).toEqual({ known: { ...occupied, seen: now }, happened: [] });
});

test("an item that appeared was returned", () => {
  expect(compare(empty, holdsA, now)).toEqual({
    known: { ...occupied, seen: now },
    happened: [{ kind: "returned", slot: 3, itemId: "A", level: 50, source: "snapshot" }],
  });
});

test("an item that vanished was removed", () => {
  expect(compare(occupied, looksEmpty, now)).toEqual({
    known: { ...empty, seen: now },
    happened: [{ kind: "removed", slot: 3, itemId: "A", source: "snapshot" }],
  });
});

test("another item in the slot is a removal and a return", () => {
  expect(compare(occupied, holdsB, now).happened).toEqual([
    { kind: "removed", slot: 3, itemId: "A", source: "snapshot" },
    { kind: "returned", slot: 3, itemId: "B", source: "snapshot" },
  ]);
});

test("an item whose id can't be read just now is still the same", () => {
  expect(compare(occupied, holdsSomething, now)).toEqual({ known: { ...occupied, seen: now }, happened: [] });
  const nameless: KnownSlot = { state: "occupied", seen: then };
  expect(compare(nameless, holdsA, now)).toEqual({ known: { ...occupied, seen: now }, happened: [] });
});

describe("a slot that was opened for a rider", () => {
  const given: KnownSlot = { ...empty, itemId: "A", given: true };

  test("may show its item for a while without a return", () => {
    for (const look of [holdsA, holdsSomething])
      expect(compare(given, look, now)).toEqual({ known: given, happened: [] });
  });

  test("shows a return once it was seen empty", () => {
    const { known } = compare(given, looksEmpty, now);
    expect(known).toEqual({ ...empty, seen: now });
    expect(compare(known, holdsA, now).happened).toHaveLength(1);
  });

  test("shows the return of another item at once", () => {
    expect(compare(given, holdsB, now).happened).toEqual([
      { kind: "returned", slot: 3, itemId: "B", source: "snapshot" },
    ]);
  });
});

describe("a slot whose opening has an unknown outcome", () => {
  const doubted: KnownSlot = { ...occupied, doubted: true };

  test("may be empty without a removal", () => {
    expect(compare(doubted, looksEmpty, now)).toEqual({ known: { ...empty, seen: now }, happened: [] });
  });

  test("is no longer doubted when the item is seen in it", () => {
    expect(compare(doubted, holdsA, now)).toEqual({ known: { ...occupied, seen: now }, happened: [] });
  });

  test("shows the return of another item", () => {
    expect(compare(doubted, holdsB, now).happened).toEqual([
      { kind: "returned", slot: 3, itemId: "B", source: "snapshot" },
    ]);
  });
});
