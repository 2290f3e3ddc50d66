import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../platform/clock.ts";
import { BoardPort } from "../../../simulators/board/kit/board-port.ts";
import { newCabinet } from "../../../simulators/board/kit/cabinet-state.ts";
import { SerialDevice } from "../../../simulators/board/kit/serial-device.ts";
import { Lock8aBoards } from "../../../simulators/board/lock8a/board.ts";
import { findProgram } from "../../support/optional.ts";

const socat = findProgram("socat", ["socat"]);
const tidying: (() => unknown)[] = [];
let board: Lock8aBoards;
let port: BoardPort;

beforeEach(async () => {
  const parts = { clock: systemClock, state: newCabinet("SIM", 3), changed: () => {} };
  board = new Lock8aBoards(parts, { locksPerBoard: 3, closedContact: "locked" });
  port = await BoardPort.open(board, 0);
  tidying.push(
    () => port.close(),
    () => board.stop(),
  );
});

afterEach(async () => {
  for (const tidy of tidying.splice(0).toReversed()) await tidy();
});

/** The program as it ships. */
function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [resolve("dist/firmware-bridge/serial-console/main.js"), ...args]);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text: Buffer) => {
      output += text.toString();
    });
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, output }));
  tidying.push(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  /** Resolves once the program has said it. */
  const says = async (what: RegExp) => {
    while (!what.test(output)) await Promise.race([once(child.stdout, "data"), once(child.stderr, "data")]);
  };
  return { child, ended, says };
}

async function openSlot({ child, says, ended }: ReturnType<typeof start>): Promise<void> {
  const type = (line: string) => (child as ChildProcess).stdin?.write(`${line}\n`);
  await says(/type open SLOT/);
  type("query 1");
  await says(/"direction":"in".*"status":/);
  const movements = board.state.slots[0]?.motorMovements ?? 0;
  type("open 1");
  await says(/opens slot 1: type y/);
  type("y");
  await says(/"direction":"in".*"cmd":138/);
  expect(board.state.slots[0]?.motorMovements).toBe(movements + 1);
  child.kill("SIGTERM");
  expect((await ended).code).toBe(0);
}

test("a technician opens a slot over TCP and sees the frames", async () => {
  await openSlot(start(`tcp://127.0.0.1:${port.port}`, "--protocol", "lock8a"));
});

test.skipIf(!socat)("a technician opens a slot on a serial port and sees the frames", async () => {
  const folder = await mkdtemp(join(tmpdir(), "console-"));
  tidying.push(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "ttyBoard");
  const device = await SerialDevice.open({ path, port, clock: systemClock });
  tidying.push(() => device.close());
  await openSlot(start(path, "--protocol", "lock8a", "--baud", "9600"));
});

test("a console whose line ends says so and ends with 1", async () => {
  const { says, ended } = start(`tcp://127.0.0.1:${port.port}`, "--protocol", "lock8a");
  await says(/type open SLOT/);
  await port.plugged();
  board.stop();
  const { code, output } = await ended;
  expect(code).toBe(1);
  expect(output).toContain("serial/unavailable");
});

test("without a port the program lists those of the machine", async () => {
  const { code } = await start().ended;
  expect(code).toBe(0);
});

test.each([
  [["ttyUSB0", "--protocol", "lock8a"], "not a port"],
  [["/dev/ttyS0"], "--protocol is missing"],
  [["/dev/ttyS0", "--protocol", "morse"], "unknown protocol morse"],
  [["/dev/ttyS0", "--protocol", "lock8a", "--baud", "fast"], "not a speed"],
])("a wrong command line is answered with the usage: %s", async (args, what) => {
  const { code, output } = await start(...args).ended;
  expect(code).toBe(64);
  expect(output).toContain(what);
  expect(output).toContain("usage:");
});
