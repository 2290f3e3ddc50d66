import { beforeEach, describe, expect, test } from "vitest";
import type { SlotReport } from "../../../protocol/upward.ts";
import { Happenings } from "../../../server/screens/happenings.ts";
import { ManualClock } from "../../support/manual-clock.ts";

let clock: ManualClock;
let happenings: Happenings;

beforeEach(() => {
  clock = new ManualClock();
  happenings = new Happenings("shop-1", clock);
});

const kinds = () => happenings.current().map(({ kind, slot }) => `${kind} ${slot}`);
const full: SlotReport = { slot: 1, state: "occupied", itemId: "A" };
const shows = (...reports: SlotReport[]) => happenings.noteReports([full, ...reports], []);
const event = (body: object, at = clock.now(), receivedAt = clock.now()) =>
  happenings.noteEvent({
    cabinetId: "shop-1",
    receivedAt,
    event: { v: 1, journalId: "journal-1", seq: 1, at: { latest: at, uncertainty: 0 }, body },
  } as Parameters<Happenings["noteEvent"]>[0]);

describe("a slot", () => {
  test("that was empty and can't be read any more holds something that is not pushed in", () => {
    shows({ slot: 2, state: "empty" });
    shows({ slot: 2, state: "unreadable" });
    expect(kinds()).toEqual(["push 2"]);
  });

  test("is told so once, and again when it was empty in between", async () => {
    shows({ slot: 2, state: "empty" });
    shows({ slot: 2, state: "unreadable" });
    const [first] = happenings.current();
    shows({ slot: 2, state: "unreadable" });
    expect(happenings.current()).toEqual([first]);
    shows({ slot: 2, state: "empty" });
    expect(kinds()).toEqual([]);
    shows({ slot: 2, state: "unreadable" });
    expect(happenings.current()).toMatchObject([{ no: (first?.no ?? 0) + 1 }]);
  });

  test("that can't be read at the first snapshot says nothing", () => {
    shows({ slot: 2, state: "unreadable" });
    expect(kinds()).toEqual([]);
  });

  test("of a board that is silent says nothing, neither then nor afterwards", () => {
    shows({ slot: 2, state: "empty" });
    const silent = { state: "unreadable", fault: "board silent" } as const;
    happenings.noteReports(
      [
        { slot: 1, ...silent },
        { slot: 2, ...silent },
      ],
      [],
    );
    shows({ slot: 2, state: "empty" });
    expect(kinds()).toEqual([]);
  });

  test("into which an item went a moment ago is not to be pushed, though the board can't read the item", () => {
    shows({ slot: 2, state: "empty" });
    event({ kind: "returned", slot: 2, source: "report" });
    shows({ slot: 2, state: "unreadable" });
    expect(kinds()).toEqual(["received 2"]);
  });

  test("that the hub has made unreadable, because something moved there, says nothing", () => {
    shows({ slot: 2, state: "empty" });
    happenings.noteReports([full, { slot: 2, state: "unreadable" }], [2]);
    expect(kinds()).toEqual([]);
    shows({ slot: 2, state: "unreadable" });
    expect(kinds()).toEqual(["push 2"]);
  });

  test("with a new fault is out of order, for a while", async () => {
    shows({ slot: 2, state: "occupied" });
    shows({ slot: 2, state: "occupied", fault: "lock" });
    expect(kinds()).toEqual(["out-of-order 2"]);
    await clock.pass(20_000);
    expect(kinds()).toEqual([]);
    shows({ slot: 2, state: "occupied", fault: "lock" });
    expect(kinds()).toEqual([]);
  });
});

describe("an event that belongs to no order", () => {
  test("is no news a minute later", () => {
    event({ kind: "returned", slot: 2, source: "report" }, clock.now() - 60_000);
    event({ kind: "returned", slot: 2, source: "report" }, clock.now(), clock.now() - 60_000);
    expect(kinds()).toEqual([]);
  });

  test("is told once", async () => {
    event({ kind: "returned", slot: 2, source: "report" });
    await clock.pass(15_000);
    event({ kind: "returned", slot: 2, source: "report" }, clock.now() - 15_000);
    expect(kinds()).toEqual([]);
  });

  test("of another kind, or without a slot, says nothing", () => {
    event({ kind: "removed", slot: 2, source: "report" });
    event({ kind: "abnormal", what: "hot" });
    expect(kinds()).toEqual([]);
  });
});

test("what happened is shown for a time that runs on, and the newest is the last", async () => {
  event({ kind: "abnormal", slot: 3, what: "not taken" });
  await clock.pass(5_000);
  event({ kind: "returned", slot: 2, source: "report" });
  expect(happenings.current()).toEqual([
    { no: 1, kind: "push", slot: 3, showFor: 55_000 },
    { no: 2, kind: "received", slot: 2, showFor: 15_000 },
  ]);
});
