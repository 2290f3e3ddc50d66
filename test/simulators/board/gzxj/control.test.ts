import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../../platform/clock.ts";
import { Board } from "../../../../simulators/board/gzxj/board.ts";
import { newBoard } from "../../../../simulators/board/gzxj/board-state.ts";
import { boardControl } from "../../../../simulators/board/gzxj/control.ts";
import { Host } from "./host.ts";

let board: Board;
let control: FastifyInstance;

beforeEach(() => {
  board = new Board({ clock: systemClock, state: newBoard("SIM", 3), changed: () => {} });
  control = boardControl(board, new Map([[2, "https://rent.example/q/abc"]]));
});

afterEach(async () => {
  await control.close();
  board.stop();
});

async function post(url: string, body?: object) {
  const answer = await control.inject({ method: "POST", url, ...(body === undefined ? {} : { payload: body }) });
  return { status: answer.statusCode, type: answer.headers["content-type"], body: answer.json<unknown>() };
}

function eject(slot: number) {
  const state = board.state.slots[slot - 1];
  if (!state?.item) throw new Error("nothing to eject");
  state.loose = state.item;
  delete state.item;
}

test("the slots are told with what lies in them, loose items, stickers and the motors' movements", async () => {
  eject(2);
  const answer = await control.inject("/slots");
  const slot = { returnConfirmed: true, jammed: false, motorMovements: 0 };
  expect(answer.json()).toEqual({
    boardId: "SIM",
    mode: "normal",
    split: false,
    resets: 0,
    carried: [],
    slots: [
      { slot: 1, itemId: "SIM0001", level: 93, looseItemId: null, sticker: null, ...slot },
      { slot: 2, itemId: null, level: null, looseItemId: "SIM0002", sticker: "https://rent.example/q/abc", ...slot },
      { slot: 3, itemId: null, level: null, looseItemId: null, sticker: null, ...slot },
    ],
  });
});

describe("an action", () => {
  test("take moves the loose item into somebody's hand", async () => {
    eject(2);
    expect(await post("/slots/2/take")).toMatchObject({
      status: 200,
      body: { carried: ["SIM0002"], slots: [{}, { looseItemId: null }, {}] },
    });
  });

  test("insert pushes in the item named, or the one that is carried", async () => {
    expect(await post("/slots/3/insert", { itemId: "X-1_a" })).toMatchObject({
      status: 200,
      body: { slots: [{}, {}, { itemId: "X-1_a", returnConfirmed: false }] },
    });
    eject(2);
    await post("/slots/2/take");
    expect(await post("/slots/2/insert")).toMatchObject({ body: { slots: [{}, { itemId: "SIM0002" }, {}] } });
  });

  test("fill and empty are a technician's", async () => {
    expect(await post("/slots/3/fill", { itemId: "X1", level: 7 })).toMatchObject({
      body: { slots: [{}, {}, { itemId: "X1", level: 7, returnConfirmed: true }] },
    });
    expect(await post("/slots/3/empty")).toMatchObject({ body: { slots: [{}, {}, { itemId: null }] } });
    expect(await post("/slots/3/fill")).toMatchObject({ body: { slots: [{}, {}, { itemId: "SIM0003" }] } });
  });

  test("jam and free set the fault of one slot", async () => {
    expect(await post("/slots/1/jam")).toMatchObject({ body: { slots: [{ jammed: true }, { jammed: false }, {}] } });
    expect(await post("/slots/1/free")).toMatchObject({ body: { slots: [{ jammed: false }, {}, {}] } });
  });

  test("on the board sets its mode and the faults of its line", async () => {
    for (const mode of ["mute", "weak", "silent", "off", "normal"] as const) {
      expect(await post("/board", { mode })).toMatchObject({ status: 200, body: { mode } });
      expect(board.mode).toBe(mode);
    }
    await post("/board", { corruptNext: 3, split: true });
    expect(board.transmitter).toMatchObject({ corruptNext: 3, split: true });
  });
});

test("the log tells which frames came and went", async () => {
  const host = new Host(board);
  const arrived = new Promise((resolve) => host.line.once("data", resolve));
  host.say({ command: "CQ", msgId: 1, slot: 0 });
  await arrived;
  const answer = await control.inject("/log");
  const at = expect.any(Number) as number;
  expect(answer.json()).toEqual({
    frames: [
      { at, direction: "in", command: "CQ", msgId: 1, slot: 0 },
      { at, direction: "out", command: "AC", msgId: 1 },
    ],
  });
});

test("what hands did is told", async () => {
  eject(2);
  await post("/slots/2/take");
  const answer = await control.inject("/motions");
  const at = expect.any(Number) as number;
  expect(answer.json()).toEqual({ motions: [{ at, what: "taken", slot: 2, itemId: "SIM0002" }] });
});

describe("a mistake is answered with problem+json and a code", () => {
  test.each([
    ["/slots/1/take", undefined, 409, "slot/empty"],
    ["/slots/1/insert", { itemId: "X1" }, 409, "slot/taken"],
    ["/slots/3/insert", undefined, 400, "request/invalid"],
    ["/slots/4/jam", undefined, 404, "request/not-found"],
    ["/slots/0/jam", undefined, 400, "request/invalid"],
    ["/slots/x/jam", undefined, 400, "request/invalid"],
    ["/slots/3/insert", { itemId: "a,b" }, 400, "request/invalid"],
    ["/slots/3/insert", { item: "X1" }, 400, "request/invalid"],
    ["/slots/3/fill", { level: 101 }, 400, "request/invalid"],
    ["/board", { mode: "angry" }, 400, "request/invalid"],
    ["/board", {}, 400, "request/invalid"],
    ["/board", undefined, 400, "request/invalid"],
    ["/nowhere", undefined, 404, "request/not-found"],
  ])("POST %s %j", async (url, body, status, code) => {
    const answer = await post(url, body);
    expect(answer).toMatchObject({ status, body: { status, code } });
    expect(answer.type).toContain("application/problem+json");
  });

  test("a body that is no JSON", async () => {
    const headers = { "content-type": "application/json" };
    const answer = await control.inject({ method: "POST", url: "/board", headers, payload: "{" });
    expect(answer.json()).toMatchObject({ status: 400, code: "request/invalid" });
  });

  test("a fault of the simulator itself, without its details", async () => {
    board.setJammed = () => {
      throw new Error("internal detail");
    };
    const answer = await control.inject({ method: "POST", url: "/slots/1/jam" });
    expect(answer.json()).toMatchObject({ status: 500, code: "internal/fault" });
    expect(answer.body).not.toContain("internal detail");
  });
});

test("the page is served", async () => {
  const answer = await control.inject("/");
  expect(answer.headers["content-type"]).toContain("text/html");
  expect(answer.body).toContain("Simulated cabinet");
});
