import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { encodeHostFrame } from "../../../firmware-bridge/drivers/gzxj/codec.ts";
import { systemClock } from "../../../platform/clock.ts";
import { workbenchControl } from "../../../simulators/workbench/control.ts";
import { SimulatedCabinet } from "../../../simulators/workbench/simulated-cabinet.ts";
import { Workbench } from "../../../simulators/workbench/workbench.ts";

let folder: string;
let workbench: Workbench;
let cabinet: SimulatedCabinet;
let control: FastifyInstance;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "workbench-"));
  const stickers = join(folder, "stickers.json");
  writeFileSync(stickers, '{ "2": "https://rent.example/q/abc" }');
  workbench = await Workbench.open(
    [
      { name: "shop-1", protocol: "gzxj", line: "tcp:0", slots: 3, stickers },
      { name: "shop-2", protocol: "gzxj", line: "tcp:0", slots: 2, link: { port: 0, hub: "127.0.0.1:9" } },
    ],
    { clock: systemClock, hub: undefined, newKey: () => "key1" },
  );
  const simulated = workbench.cabinet("shop-1");
  if (!(simulated instanceof SimulatedCabinet)) throw new Error("shop-1 is a simulated cabinet");
  cabinet = simulated;
  control = await workbenchControl(workbench);
});

afterEach(async () => {
  await control.close();
  await workbench.stop();
  rmSync(folder, { recursive: true });
});

async function send(url: string, body?: object) {
  const answer = await control.inject({ method: "POST", url, ...(body === undefined ? {} : { payload: body }) });
  return { status: answer.statusCode, type: answer.headers["content-type"], body: answer.json<unknown>() };
}

const post = (path: string, body?: object) => send(`/cabinets/shop-1${path}`, body);

function eject(slot: number) {
  const state = cabinet.board.state.slots[slot - 1];
  if (!state?.item) throw new Error("nothing to eject");
  state.loose = state.item;
  delete state.item;
}

test("a refusal with several causes names the one that stands in the way, by a stable code", async () => {
  await post("/slots/2/empty");
  const { itemId } = cabinet.board.state.slots[0]?.item ?? {};
  expect((await post("/slots/2/insert", { itemId })).body).toMatchObject({
    code: "slot/taken",
    detail: `${itemId} is in slot 1`,
    obstacle: "item-elsewhere",
  });
  const occupied = (await post("/slots/1/insert", { itemId: "SIM0099" })).body;
  expect(occupied).toMatchObject({ code: "slot/taken" });
  expect(occupied).not.toHaveProperty("obstacle");
  expect((await send("/scripts", { name: "none" })).body).toMatchObject({ obstacle: "no-script" });
  expect((await send("/recording/expect", { cabinet: "shop-1", slot: 1 })).body).toMatchObject({
    obstacle: "not-recording",
  });
  expect((await send("/actions", { do: "open", cabinet: "shop-1", slot: 1 })).body).toMatchObject({
    obstacle: "no-hub",
  });
});

test("the slots are told with what lies in them, loose items, stickers and the motors' movements", async () => {
  eject(2);
  const answer = await control.inject("/cabinets/shop-1/slots");
  const slot = { returnConfirmed: true, jammed: false, motorMovements: 0 };
  expect(answer.json()).toEqual({
    name: "shop-1",
    protocol: "gzxj",
    columns: 3,
    line: expect.stringMatching(/^tcp:\/\/127\.0\.0\.1:\d+$/) as string,
    link: null,
    real: null,
    boardId: "SIM",
    mode: "normal",
    split: false,
    echo: false,
    delay: 0,
    corruptNext: 0,
    resets: 0,
    carried: [],
    slots: [
      { slot: 1, content: "item", itemId: "SIM0001", level: 93, looseItemId: null, sticker: null, ...slot },
      {
        slot: 2,
        content: "loose",
        itemId: null,
        level: null,
        looseItemId: "SIM0002",
        sticker: "https://rent.example/q/abc",
        ...slot,
      },
      { slot: 3, content: "empty", itemId: null, level: null, looseItemId: null, sticker: null, ...slot },
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

  test("insert pushes in the item named, or the one that is carried, or a new one", async () => {
    expect(await post("/slots/3/insert", { itemId: "X-1_a" })).toMatchObject({
      status: 200,
      body: { slots: [{}, {}, { itemId: "X-1_a", returnConfirmed: false }] },
    });
    eject(2);
    await post("/slots/2/take");
    expect(await post("/slots/2/insert")).toMatchObject({ body: { slots: [{}, { itemId: "SIM0002" }, {}] } });
    await post("/slots/1/empty");
    expect(await post("/slots/1/insert")).toMatchObject({
      status: 200,
      body: { slots: [{ itemId: "SIM0001" }, {}, {}] },
    });
  });

  test("a return waits for a confirmation only where the board's protocol has one", async () => {
    const locks = await SimulatedCabinet.open(
      { name: "locks", protocol: "lock8a", line: "tcp:0", slots: 2 },
      systemClock,
    );
    try {
      locks.perform({ do: "insert", slot: 2 });
      cabinet.perform({ do: "insert", slot: 3 });
      expect(locks.view.slots[1]).toMatchObject({ content: "item", returnConfirmed: true });
      expect(cabinet.view.slots[2]).toMatchObject({ content: "item", returnConfirmed: false });
    } finally {
      await locks.stop();
    }
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
      expect(cabinet.board.mode).toBe(mode);
    }
    await post("/board", { corruptNext: 3, split: true, echo: true, delay: 40 });
    expect(cabinet.board.transmitter).toMatchObject({ corruptNext: 3, split: true, delay: 40 });
    expect(cabinet.board.echoes).toBe(true);
  });

  test("swap changes the item without a return", async () => {
    expect(await post("/slots/1/swap", { itemId: "OTHER" })).toMatchObject({
      body: { slots: [{ itemId: "OTHER", returnConfirmed: true }, {}, {}] },
    });
  });

  test("swap without an id puts a new item in, not the one that was there", async () => {
    expect(await post("/slots/2/swap")).toMatchObject({ body: { slots: [{}, { itemId: "SIM0003" }, {}] } });
  });

  test("reaches the cabinet that is named, and no other", async () => {
    expect(await send("/cabinets/shop-2/slots/1/jam")).toMatchObject({
      body: { name: "shop-2", slots: [{ jammed: true }, {}] },
    });
    expect(cabinet.view.slots[0]?.jammed).toBe(false);
    expect(await send("/actions", { do: "jam", cabinet: "shop-1", slot: 2 })).toMatchObject({
      body: { name: "shop-1" },
    });
    expect((await control.inject("/cabinets")).json()).toMatchObject({
      cabinets: [{ name: "shop-1" }, { name: "shop-2" }],
    });
  });

  test("on the network needs a link that is the workbench's", async () => {
    expect(await send("/cabinets/shop-2/network", { cut: true })).toMatchObject({ body: { link: { isCut: true } } });
    expect(await post("/network", { cut: true })).toMatchObject({ status: 400, body: { code: "request/invalid" } });
  });
});

test("the traffic tells which frames came and went, and no credentials of the board", async () => {
  const socket = connect(Number(new URL(cabinet.view.line).port), "127.0.0.1");
  await once(socket, "connect");
  const host = { socket };
  host.socket.write(encodeHostFrame({ command: "CQ", msgId: 1, slot: 0 }));
  await once(host.socket, "data");
  await expect.poll(() => cabinet.traffic.entries.length).toBe(2);
  const answer = await control.inject("/cabinets/shop-1/traffic");
  expect(answer.json()).toMatchObject({
    entries: [
      { number: 1, direction: "in", bytes: expect.stringContaining("CQ") as string, fields: { cmd: "CQ", msgId: 1 } },
      { number: 2, direction: "out", fields: { cmd: "AC", msgId: 1, slots: [{}, {}, {}] } },
    ],
  });
  expect(answer.body).not.toMatch(/board-password|board-user|iot/);
  socket.destroy();
});

test("what hands did is told", async () => {
  eject(2);
  await post("/slots/2/take");
  const answer = await control.inject("/cabinets/shop-1/motions");
  const at = expect.any(Number) as number;
  expect(answer.json()).toEqual({ motions: [{ at, what: "taken", slot: 2, itemId: "SIM0002" }] });
});

describe("a mistake is answered with problem+json and a code", () => {
  test.each([
    ["/slots/1/take", undefined, 409, "slot/empty"],
    ["/slots/1/insert", { itemId: "X1" }, 409, "slot/taken"],
    ["/slots/4/jam", undefined, 404, "request/not-found"],
    ["/slots/0/jam", undefined, 400, "request/invalid"],
    ["/slots/x/jam", undefined, 400, "request/invalid"],
    ["/slots/3/insert", { itemId: "a,b" }, 400, "request/invalid"],
    ["/slots/3/insert", { item: "X1" }, 400, "request/invalid"],
    ["/slots/3/fill", { level: 101 }, 400, "request/invalid"],
    ["/slots/1/dance", undefined, 400, "request/invalid"],
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
    const answer = await control.inject({ method: "POST", url: "/actions", headers, payload: "{" });
    expect(answer.json()).toMatchObject({ status: 400, code: "request/invalid" });
  });

  test("a fault of the simulator itself, without its details", async () => {
    cabinet.board.setJammed = () => {
      throw new Error("internal detail");
    };
    const answer = await control.inject({ method: "POST", url: "/cabinets/shop-1/slots/1/jam" });
    expect(answer.json()).toMatchObject({ status: 500, code: "internal/fault" });
    expect(answer.body).not.toContain("internal detail");
  });
});

test("a page of another site can't act through the browser of who sits at the workbench", async () => {
  const headers = { host: "127.0.0.1:8101", origin: "http://evil.example" };
  const url = "/cabinets/shop-1/slots/1/jam";
  expect((await control.inject({ method: "POST", url, headers })).statusCode).toBe(400);
  const own = { host: "127.0.0.1:8101", origin: "http://127.0.0.1:8101" };
  expect((await control.inject({ method: "POST", url, headers: own })).statusCode).toBe(200);
});

test("the page is served", async () => {
  const answer = await control.inject("/");
  expect(answer.headers["content-type"]).toContain("text/html");
  expect(answer.headers["content-security-policy"]).toContain("script-src 'self'");
});
