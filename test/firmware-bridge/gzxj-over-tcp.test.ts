import { afterEach, beforeEach, expect, test } from "vitest";
import { openGzxjDriver } from "../../firmware-bridge/drivers/gzxj/driver.ts";
import { openLine } from "../../firmware-bridge/transport.ts";
import { until } from "../support/manual-clock.ts";
import { Cabinet } from "./cabinet.ts";
import { answerTo, empty, holding } from "./drivers/gzxj/scripted-board.ts";
import { TcpBoard } from "./tcp-board.ts";

let cabinet: Cabinet;
let peer: TcpBoard;
let line: string;

beforeEach(async () => {
  cabinet = await Cabinet.build();
  peer = new TcpBoard();
  line = await peer.listen();
  // The hub comes once the board's line has been looked at: then its first snapshot is the last look under way, and time
  // may pass.
  cabinet.hub.quick = false;
  await cabinet.start(() => openLine(line), openGzxjDriver);
  await until(() => cabinet.document.onDisk.slots[1] !== undefined && cabinet.hub.dials === 1);
  cabinet.hub.quick = true;
  cabinet.hub.acceptWaiting();
  await until(() => cabinet.hub.all("snapshot").length > 0);
});

afterEach(async () => {
  await cabinet.takeDown();
  await peer.close();
});

test("a rental goes from the hub's order through a real line to the board and back", async () => {
  peer.board.onOpening = (frame) => {
    peer.board.slots = [holding(1, "PB1"), empty(2), empty(3)];
    return answerTo(frame, 1, "PB2");
  };
  cabinet.hub.command({ id: "order1", slot: 2 });
  expect((await cabinet.results("order1"))[0]?.body.result).toEqual({ outcome: "opened", itemId: "PB2" });
  await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "opening"));

  peer.board.slots = [holding(1, "PB1"), empty(2), holding(3, "PB2")];
  peer.board.return(3, { itemId: "PB2", level: 15 });
  await until(() => cabinet.hub.all("event").length === 2);
  expect(cabinet.hub.all("event")[1]?.body).toEqual({
    kind: "returned",
    slot: 3,
    itemId: "PB2",
    level: 15,
    source: "report",
  });
  await until(() => peer.board.heardOf("RS").length === 1);
});

test("a board that wakes up after an order has expired is not ordered again", async () => {
  cabinet.hub.command({ id: "order1", slot: 2, ttl: 5000 });
  await until(() => peer.board.heardOf("FB").length === 1);
  peer.board.onOpening = (frame) => answerTo(frame, 1, "PB2");
  await cabinet.clock.pass(10_000);
  expect((await cabinet.results("order1"))[0]?.body.result).toEqual({ outcome: "unknown", reason: "board-silent" });
  expect(peer.board.heardOf("FB")).toHaveLength(1);
});

test("a return of which the report was lost is found by a look on the live line, at most that old", async () => {
  const lastLook = cabinet.hub.time;
  await cabinet.clock.pass(10_000);
  peer.board.slots = [holding(1, "PB1"), holding(2, "PB2"), holding(3, "PB3", { returnConfirmed: false })];
  const found = cabinet.hub.time;
  cabinet.hub.look();
  await until(() => peer.board.heardOf("RS").length === 1);
  await until(() => cabinet.hub.all("event").length === 1);
  expect(cabinet.hub.all("event")[0]).toMatchObject({
    at: { earliest: lastLook, latest: found },
    body: { kind: "returned", slot: 3, itemId: "PB3", source: "snapshot" },
  });
});

test("a return that the board could tell nobody is kept at the next connection, and then confirmed", async () => {
  const lastLook = cabinet.hub.time;
  await cabinet.clock.pass(10_000);
  await cabinet.kill();
  peer.board.slots = [holding(1, "PB1"), holding(2, "PB2"), holding(3, "PB3", { returnConfirmed: false })];
  await cabinet.start(() => openLine(line), openGzxjDriver);
  await until(() => peer.board.heardOf("RS").length === 1);
  await until(() => cabinet.hub.all("event").length === 1);
  expect(cabinet.hub.all("event")[0]).toMatchObject({
    at: { earliest: lastLook, latest: cabinet.hub.time },
    body: { kind: "returned", slot: 3, itemId: "PB3" },
  });
  expect(peer.board.heardOf("RS")[0]).toMatchObject({ slot: 3, accepted: true });
});
