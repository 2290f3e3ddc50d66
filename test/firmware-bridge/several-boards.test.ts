import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { OpeningResult } from "../../protocol/upward.ts";
import { settle, until } from "../support/manual-clock.ts";
import { Cabinet } from "./cabinet.ts";
import { FakeBoard } from "./fake-board.ts";

let cabinet: Cabinet;
/** Slots 1 to 4 of the cabinet. */
let tower: FakeBoard;
/** Slots 5 to 7. */
let stand: FakeBoard;

beforeEach(async () => {
  cabinet = await Cabinet.build();
  tower = new FakeBoard({ 1: "BANK1", 2: "BANK2" }, 4);
  tower.isTalking = true;
  stand = new FakeBoard({ 1: "UMBRELLA1", 3: "UMBRELLA3" }, 3);
  cabinet.boards = [
    { protocol: "gzxj", slots: 4, openLine: tower.openLine, openDriver: tower.openDriver },
    { protocol: "lock8a", slots: 3, openLine: stand.openLine, openDriver: stand.openDriver },
  ];
});

afterEach(() => cabinet.takeDown());

const snapshots = () => cabinet.hub.all("snapshot");
const lastStates = () =>
  snapshots()
    .at(-1)
    ?.slots.map(({ state }) => state);
const empty = "empty";
const occupied = "occupied";
const unreadable = "unreadable";

/** The board's next openings last until the test ends them. */
function holdOpenings(board: FakeBoard): (result?: OpeningResult) => void {
  const ends: ((result: OpeningResult) => void)[] = [];
  board.answer = () => new Promise((resolve) => void ends.push(resolve));
  return (result = { outcome: "opened" }) => {
    for (const end of ends.splice(0)) end(result);
  };
}

describe("a bridge with two boards", () => {
  test("says in its birth which protocols they speak, and how many slots there are in all", async () => {
    await cabinet.startWelcomed();
    expect(cabinet.hub.births[0]).toMatchObject({ driver: "gzxj+lock8a", slots: 7 });
  });

  test("names a protocol once that both speak", async () => {
    cabinet.boards = cabinet.boards?.map((board) => ({ ...board, protocol: "lock8a" }));
    await cabinet.startWelcomed();
    expect(cabinet.hub.births[0]).toMatchObject({ driver: "lock8a", slots: 7 });
  });

  test("numbers their slots through in one snapshot", async () => {
    await cabinet.startWelcomed();
    await until(() => snapshots().length > 0);
    expect(
      snapshots()
        .at(-1)
        ?.slots.map(({ slot }) => slot),
    ).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(lastStates()).toEqual([occupied, occupied, empty, empty, occupied, empty, occupied]);
  });

  test("opens a slot at the board that has it, by that board's number", async () => {
    await cabinet.startWelcomed();
    cabinet.hub.command({ id: "umbrella", slot: 7 });
    cabinet.hub.command({ id: "powerbank", slot: 2 });
    expect((await cabinet.results("umbrella"))[0]?.body).toMatchObject({ slot: 7, result: { itemId: "UMBRELLA3" } });
    expect((await cabinet.results("powerbank"))[0]?.body).toMatchObject({ slot: 2, result: { itemId: "BANK2" } });
    expect(stand.opened).toEqual([{ slot: 3, key: "umbrella" }]);
    expect(tower.opened).toEqual([{ slot: 2, key: "powerbank" }]);
  });

  test("refuses a slot beyond the last one of the last board", async () => {
    await cabinet.startWelcomed();
    cabinet.hub.command({ id: "order1", slot: 8 });
    expect((await cabinet.results("order1"))[0]?.body.result).toEqual({ outcome: "refused", reason: "no-such-slot" });
  });

  test("reports a return by the cabinet's number of the slot", async () => {
    await cabinet.startWelcomed();
    await stand.receive(2, "UMBRELLA2");
    await until(() => cabinet.hub.all("event").length === 1);
    expect(cabinet.hub.all("event")[0]?.body).toMatchObject({ kind: "returned", slot: 6, itemId: "UMBRELLA2" });
    await until(() => snapshots().at(-1)?.cause === "return");
    expect(lastStates()?.[5]).toBe(occupied);
  });

  test("reports what was removed and what is abnormal by the cabinet's number of the slot", async () => {
    await cabinet.startWelcomed();
    await stand.reports?.removed(1);
    await stand.reports?.abnormal("a lid is open", 2);
    await stand.reports?.abnormal("a lid is open");
    await until(() => cabinet.hub.all("event").length === 3);
    const bodies = cabinet.hub.all("event").map(({ body }) => body);
    expect(bodies).toMatchObject([{ kind: "removed", slot: 5 }, { kind: "abnormal", slot: 6 }, { kind: "abnormal" }]);
    expect(bodies[2]).not.toHaveProperty("slot");
  });

  test("lets both move at the same time, and each board one slot after the other", async () => {
    await cabinet.startWelcomed();
    const endTower = holdOpenings(tower);
    const endStand = holdOpenings(stand);
    cabinet.hub.command({ id: "bank1", slot: 1 });
    cabinet.hub.command({ id: "bank2", slot: 2 });
    cabinet.hub.command({ id: "umbrella", slot: 5 });
    await until(() => tower.opened.length + stand.opened.length === 2);
    await settle();
    expect([tower.opened, stand.opened]).toMatchObject([[{ slot: 1 }], [{ slot: 1 }]]);
    endTower();
    await until(() => tower.opened.length === 2);
    endTower();
    endStand();
    for (const id of ["bank1", "bank2", "umbrella"]) await cabinet.results(id);
  });

  test("waits for the openings of both when it stops", async () => {
    await cabinet.startWelcomed();
    const endTower = holdOpenings(tower);
    const endStand = holdOpenings(stand);
    cabinet.hub.command({ id: "bank1", slot: 1 });
    cabinet.hub.command({ id: "umbrella", slot: 5 });
    await until(() => tower.opened.length + stand.opened.length === 2);
    const stopped = cabinet.bridge?.stop();
    endStand();
    await settle();
    endTower();
    await stopped;
    for (const id of ["bank1", "umbrella"]) expect((await cabinet.results(id))[0]?.body.result.outcome).toBe("opened");
    cabinet.bridge = undefined;
  });
});

describe("of two boards one that is dead", () => {
  test("makes its own slots unreadable and no others, and is told to the hub by itself", async () => {
    await cabinet.startWelcomed();
    stand.unplugged = true;
    stand.lines.at(-1)?.destroy();
    await cabinet.clock.pass(60_000);
    await until(() => snapshots().at(-1)?.cause === "board-silent");
    expect(lastStates()).toEqual([occupied, occupied, empty, empty, unreadable, unreadable, unreadable]);
    expect(snapshots().at(-1)?.slots[5]).toEqual({ slot: 6, state: unreadable, fault: "board silent" });
  });

  test("does not keep the other one from serving riders", async () => {
    await cabinet.startWelcomed();
    stand.unplugged = true;
    stand.lines.at(-1)?.destroy();
    await cabinet.clock.pass(60_000);
    cabinet.hub.command({ id: "umbrella", slot: 5 });
    cabinet.hub.command({ id: "bank1", slot: 1 });
    expect((await cabinet.results("umbrella"))[0]?.body.result).toEqual({ outcome: "refused", reason: "board-silent" });
    expect((await cabinet.results("bank1"))[0]?.body.result).toMatchObject({ outcome: "opened" });
    await until(() => snapshots().at(-1)?.cause === "opening");
    expect(lastStates()?.slice(0, 5)).toEqual([empty, occupied, empty, empty, unreadable]);
  });

  test("is not waited for by a snapshot", async () => {
    await cabinet.startWelcomed();
    stand.silent = true;
    await cabinet.clock.pass(60_000);
    await until(() => snapshots().at(-1)?.cause === "board-silent");
    let answer = () => {};
    stand.silent = false;
    stand.beforeLook = new Promise((resolve) => {
      answer = resolve;
    });
    cabinet.hub.look();
    await until(() => snapshots().at(-1)?.cause === "asked");
    answer();
  });

  test("is back in the snapshots when it speaks again", async () => {
    await cabinet.startWelcomed();
    stand.unplugged = true;
    stand.lines.at(-1)?.destroy();
    await cabinet.clock.pass(60_000);
    await until(() => lastStates()?.[4] === unreadable);
    stand.unplugged = false;
    stand.isTalking = true;
    await cabinet.clock.pass(60_000);
    await until(() => lastStates()?.[4] === occupied);
    expect(snapshots().at(-1)?.cause).toBe("connect");
  });

  test("leaves both silent where the other one dies too", async () => {
    await cabinet.startWelcomed();
    tower.isTalking = false;
    for (const board of [tower, stand]) {
      board.unplugged = true;
      board.lines.at(-1)?.destroy();
    }
    await cabinet.clock.pass(60_000);
    await until(() => lastStates()?.every((state) => state === unreadable) === true);
    expect(snapshots().at(-1)?.cause).toBe("board-silent");
  });

  test("is the one whose time of its last word the health has", async () => {
    await cabinet.startWelcomed();
    stand.unplugged = true;
    stand.lines.at(-1)?.destroy();
    const heardAt = cabinet.hub.time;
    await cabinet.clock.pass(240_000);
    await until(() => cabinet.hub.all("health").length >= 4);
    expect(cabinet.hub.all("health").at(-1)?.boardHeardAt).toBeLessThanOrEqual(heardAt);
  });
});

test("a snapshot that waited for one board does not show what the other one was like before", async () => {
  await cabinet.startWelcomed();
  let answer = () => {};
  stand.beforeLook = new Promise((resolve) => {
    answer = resolve;
  });
  cabinet.hub.look();
  await settle();
  const before = snapshots().length;
  await tower.receive(3, "BANK3");
  stand.beforeLook = undefined;
  answer();
  await until(() => snapshots().length > before);
  expect(snapshots()[before]?.slots[2]).toMatchObject({ state: occupied, itemId: "BANK3" });
});

test("a return in a slot whose number belongs to the next board is kept for an operator, and opens no slot of it", async () => {
  await cabinet.startWelcomed();
  await tower.receive(5, "BANK5");
  await until(() => cabinet.hub.all("event").length === 1);
  expect(cabinet.hub.all("event")[0]?.body).toEqual({
    kind: "abnormal",
    what: "a return of BANK5 in slot 5 of the board, which has fewer slots by the settings of the bridge",
  });
  cabinet.hub.look();
  await until(() => snapshots().at(-1)?.cause === "asked");
  expect(
    snapshots()
      .at(-1)
      ?.slots.map(({ itemId }) => itemId),
  ).not.toContain("BANK5");
});

test("a return in a slot beyond those of the last board keeps its number", async () => {
  await cabinet.startWelcomed();
  await stand.receive(4, "UMBRELLA4");
  await until(() => cabinet.hub.all("event").length === 1);
  expect(cabinet.hub.all("event")[0]?.body).toMatchObject({ kind: "returned", slot: 8, itemId: "UMBRELLA4" });
});

describe("the numbers of two boards", () => {
  test("are raised for the one that is silent and not for the other", async () => {
    await cabinet.startWelcomed();
    const before = (await stand.numbers?.next()) ?? 0;
    tower.numbers?.raise();
    tower.numbers?.raise();
    expect((await tower.numbers?.next()) ?? 0).toBeGreaterThan(before + 1000);
    expect(await stand.numbers?.next()).toBe(before + 1);
  });

  test("are never given a second time to either, even where the clock was set back", async () => {
    await cabinet.startWelcomed();
    tower.numbers?.raise();
    const given = [(await tower.numbers?.next()) ?? 0, (await stand.numbers?.next()) ?? 0];
    await cabinet.kill();
    cabinet.clock.setWall(1000);
    await cabinet.startWelcomed();
    const next = [(await tower.numbers?.next()) ?? 0, (await stand.numbers?.next()) ?? 0];
    expect(next[0]).toBeGreaterThan(given[0] ?? Number.NaN);
    expect(next[1]).toBeGreaterThan(given[1] ?? Number.NaN);
  });

  test("are given to neither before the disk knows that they may have been", async () => {
    await cabinet.startWelcomed();
    await until(() => tower.numbers !== undefined && stand.numbers !== undefined);
    const release = cabinet.document.hold();
    const given: string[] = [];
    const first = tower.numbers?.next().then(() => given.push("tower"));
    const second = stand.numbers?.next().then(() => given.push("stand"));
    await settle();
    expect(given).toEqual([]);
    release();
    await Promise.all([first, second]);
  });
});

test("slots with numbers that no cabinet has are in no snapshot, and a return in one is kept for an operator", async () => {
  await cabinet.startWelcomed();
  stand.put(0, "UMBRELLA0");
  stand.put(93, "UMBRELLA93");
  await stand.receive(0, "UMBRELLA0");
  await stand.receive(93, "UMBRELLA93");
  await until(() => cabinet.hub.all("event").length === 2);
  expect(cabinet.hub.all("event").map(({ body }) => body.kind)).toEqual(["abnormal", "abnormal"]);
  cabinet.hub.look();
  await until(() => snapshots().at(-1)?.cause === "asked");
  const numbers =
    snapshots()
      .at(-1)
      ?.slots.map(({ slot }) => slot) ?? [];
  expect([Math.min(...numbers), Math.max(...numbers)]).toEqual([1, 7]);
});
