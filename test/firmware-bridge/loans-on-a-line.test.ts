import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readlink, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Protocol } from "../../firmware-bridge/board-settings.ts";
import { systemClock } from "../../platform/clock.ts";
import { A8Boards } from "../../simulators/board/a8/board.ts";
import { Aa55Board } from "../../simulators/board/aa55/board.ts";
import { Cu16Boards } from "../../simulators/board/cu16/board.ts";
import { Board } from "../../simulators/board/gzxj/board.ts";
import { newBoard } from "../../simulators/board/gzxj/board-state.ts";
import { BoardPort } from "../../simulators/board/kit/board-port.ts";
import { newCabinet } from "../../simulators/board/kit/cabinet-state.ts";
import type { SimulatedBoard } from "../../simulators/board/kit/simulated-board.ts";
import { Lock8aBoards } from "../../simulators/board/lock8a/board.ts";
import { ModbusBoards } from "../../simulators/board/modbus/board.ts";
import { Station } from "../../simulators/board/pb60/board.ts";
import { newStation } from "../../simulators/board/pb60/station-state.ts";
import { TagReaders } from "../../simulators/board/umbrella/tag-readers.ts";
import { type RunningProgram, runBundled } from "../support/bundled-program.ts";
import { freePort } from "../support/free-ports.ts";
import { findProgram } from "../support/optional.ts";
import { cabinetId, secret, TestHub } from "./test-hub.ts";

/** A kind of board on a serial line. */
interface Kind {
  readonly protocol: Protocol;
  /** The settings in the line, and what the terminal must have then. */
  readonly line: string;
  readonly terminal: RegExp;
  readonly options?: Readonly<Record<string, unknown>>;
  /** A board of 3 slots, on the system's clock. */
  readonly start: () => SimulatedBoard;
}

const nothing = () => {};
const parts = (boardId = "SIM") => ({ clock: systemClock, state: newCabinet(boardId, 3), changed: nothing });
const twoBoards = { locksPerBoard: 2 };

const relays = { framing: "rtu", firstAddress: 1, firstOutput: 0, firstInput: 0, closedContact: "locked" } as const;

/** Readers on the line of the latches. */
function withReaders(board: SimulatedBoard): SimulatedBoard {
  board.attach((host) => new TagReaders(host, { slotsPerReader: 1 }));
  return board;
}

const gzxjBoard = () => new Board({ clock: systemClock, state: newBoard("SIM", 3), changed: nothing });

const stationKey = "a-station-key";
const station = () =>
  new Station(
    { version: "v2", key: stationKey, lenient: false },
    { clock: systemClock, state: newStation(3), changed: nothing },
  );

const kinds: readonly Kind[] = [
  { protocol: "gzxj", line: "", terminal: /speed 115200 baud.* -cstopb/s, start: gzxjBoard },
  { protocol: "gzxj", line: "?stop=2", terminal: /speed 115200 baud.* cstopb/s, start: gzxjBoard },
  {
    protocol: "lock8a",
    line: "",
    terminal: /speed 9600 baud.* -cstopb/s,
    options: twoBoards,
    start: () => new Lock8aBoards(parts(), { ...twoBoards, closedContact: "locked" }),
  },
  {
    protocol: "cu16",
    line: "",
    terminal: /speed 19200 baud.* -cstopb/s,
    options: twoBoards,
    start: () => new Cu16Boards(parts(), { ...twoBoards, firstAddress: 0, itemSensors: false }),
  },
  {
    protocol: "modbus",
    line: "",
    terminal: /speed 9600 baud.* -cstopb/s,
    options: twoBoards,
    start: () => new ModbusBoards(parts(), { ...twoBoards, ...relays }),
  },
  {
    protocol: "pb60",
    line: "",
    terminal: /speed 115200 baud.* -cstopb/s,
    options: { stationKey },
    start: station,
  },
  {
    protocol: "a8",
    line: "",
    terminal: /speed 9600 baud.* -cstopb/s,
    options: { holesPerBoard: 2 },
    start: () => new A8Boards(parts("850"), { holesPerBoard: 2, holeNumbers: "cabinet" }),
  },
  {
    protocol: "lock8arfid",
    line: "",
    terminal: /speed 9600 baud.* -cstopb/s,
    options: twoBoards,
    start: () => withReaders(new Lock8aBoards(parts("AA55"), { ...twoBoards, closedContact: "locked" })),
  },
  {
    protocol: "cu16rfid",
    line: "?baud=9600",
    terminal: /speed 9600 baud.* -cstopb/s,
    options: { ...twoBoards, itemSensors: true },
    start: () => withReaders(new Cu16Boards(parts("AA55"), { ...twoBoards, firstAddress: 0, itemSensors: true })),
  },
  {
    protocol: "modbusrfid",
    line: "",
    terminal: /speed 9600 baud.* -cstopb/s,
    options: twoBoards,
    start: () => withReaders(new ModbusBoards(parts("AA55"), { ...twoBoards, ...relays })),
  },
];

/** Boards that dial in over TCP. */
const stations = [
  { protocol: "pb60", options: { stationKey }, start: station },
  { protocol: "aa55", options: {}, start: () => new Aa55Board(parts("AA55")) },
] as const;

/** Something lies in slot 1 and 2, and nothing in 3. */
function stocked(board: SimulatedBoard): SimulatedBoard {
  for (const [index, { item }] of board.state.slots.entries()) {
    if (index < 2 && item === undefined) board.fill(index + 1);
    if (index >= 2 && item !== undefined) board.empty(index + 1);
  }
  return board;
}

const socat = findProgram("socat", ["socat"]);
const tidying: (() => unknown)[] = [];
let folder: string;
let hub: TestHub;
let settings: NodeJS.ProcessEnv;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "loans-"));
  tidying.push(() => rm(folder, { recursive: true, force: true }));
  hub = await TestHub.start(systemClock);
  tidying.push(() => hub.stop());
  const broker = createServer((socket) => hub.accept(socket)).listen(0, "127.0.0.1");
  await once(broker, "listening");
  tidying.push(() => broker.close());
  await writeFile(join(folder, "secret"), secret);
  settings = {
    PATH: process.env["PATH"],
    BRIDGE_HUB: `mqtt://127.0.0.1:${(broker.address() as AddressInfo).port}`,
    BRIDGE_CABINET_ID: cabinetId,
    BRIDGE_SECRET_FILE: join(folder, "secret"),
    BRIDGE_DATA: folder,
  };
});

afterEach(async () => {
  for (const tidy of tidying.splice(0).toReversed()) await tidy();
});

/** A pseudo terminal under this name, joined to the board as a cable joins a serial port to it. */
async function pseudoTerminal(name: string, board: Pick<SimulatedBoard, "plug" | "stop">) {
  const port = await BoardPort.open(board, 0);
  tidying.push(
    () => port.close(),
    () => board.stop(),
  );
  const path = join(folder, name);
  const plugIn = async () => {
    const end = `PTY,link=${path},raw,echo=0`;
    const cable = spawn("socat", ["-d", "-d", end, `TCP:127.0.0.1:${port.port},nodelay`], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const gone = once(cable, "close");
    tidying.push(async () => {
      cable.kill();
      await gone;
    });
    let said = "";
    while (!said.includes("starting data transfer loop")) said += String((await once(cable.stderr, "data"))[0]);
    cable.stderr.resume();
    return async () => {
      cable.kill();
      await gone;
    };
  };
  return { path, plugIn };
}

/** The bridge as it ships. */
function startBridge(boards: readonly object[]): RunningProgram {
  const env = { ...settings, BRIDGE_BOARDS: JSON.stringify(boards) };
  const bridge = runBundled({ path: resolve("dist/firmware-bridge/main.js") }, [], folder, env);
  tidying.push(async () => {
    bridge.process.kill("SIGKILL");
    await bridge.ended;
  });
  return bridge;
}

const lastSlots = () => hub.all("snapshot").at(-1)?.slots;
const states = () => lastSlots()?.map(({ state }) => state);
const results = () => hub.all("event").flatMap(({ body }) => (body.kind === "result" ? [body.result.outcome] : []));
const happened = () =>
  hub.all("event").flatMap(({ body }) => (body.kind === "returned" || body.kind === "removed" ? [body] : []));

/** The hub knows the stock. */
async function seenFrom(driver: Protocol): Promise<void> {
  await hub.hears(() => states()?.join() === "occupied,occupied,empty");
  expect(hub.births[0]).toMatchObject({ driver, slots: 3 });
}

/** The item of slot 2 is lent, taken and brought back. */
async function lendAndReturn(board: SimulatedBoard): Promise<void> {
  hub.command({ id: "loan1", slot: 2 });
  await hub.hears(() => results().length > 0);
  expect(results()).toEqual(["opened"]);
  await hub.hears(() => states()?.join() === "occupied,empty,empty");

  board.take(2);
  board.insert(2);
  await hub.hears(() => happened().length > 0);
  await hub.hears(() => states()?.join() === "occupied,occupied,empty");
  expect(happened()).toMatchObject([{ kind: "returned", slot: 2 }]);
}

/** The board dials in again and again until the bridge listens. */
function dialIn(board: SimulatedBoard, port: number): void {
  let cancel = nothing;
  let isOver = false;
  const dial = () => {
    const socket = connect({ host: "127.0.0.1", port, noDelay: true });
    socket.on("error", nothing);
    socket.on("connect", () => board.plug(socket));
    socket.on("close", () => {
      if (!isOver) cancel = systemClock.after(200, dial);
    });
  };
  dial();
  tidying.push(() => {
    isOver = true;
    cancel();
    board.stop();
  });
}

describe.each(stations)("the bridge at whose port a $protocol board dials in", ({ protocol, options, start }) => {
  test("lends an item of the board and takes it back", async () => {
    const board = stocked(start());
    const port = await freePort();
    const bridge = startBridge([{ driver: protocol, line: `listen://127.0.0.1:${port}`, slots: 3, ...options }]);
    dialIn(board, port);

    await seenFrom(protocol);
    await lendAndReturn(board);

    bridge.process.kill("SIGTERM");
    expect((await bridge.ended).code).toBe(0);
  });
});

describe.skipIf(!socat)("the bridge on a serial line", () => {
  test.each(kinds)(
    "lends an item of a board and takes it back: $protocol, with the line settings $line",
    async (kind) => {
      const board = stocked(kind.start());
      const { path, plugIn } = await pseudoTerminal("ttyBoard", board);
      await plugIn();
      const bridge = startBridge([{ driver: kind.protocol, line: `${path}${kind.line}`, slots: 3, ...kind.options }]);

      await seenFrom(kind.protocol);
      expect(execFileSync("stty", ["-F", path, "-a"], { encoding: "utf8" })).toMatch(kind.terminal);

      await lendAndReturn(board);

      bridge.process.kill("SIGTERM");
      expect((await bridge.ended).code).toBe(0);
    },
  );

  test("lends an umbrella of latches at a network plug, whose RFID readers are on a serial line", async () => {
    const latches = stocked(new ModbusBoards(parts("AA55"), { ...twoBoards, ...relays, framing: "tcp" }));
    const readers = latches.attach((host) => new TagReaders(host, { slotsPerReader: 1 }));
    const port = await BoardPort.open(latches, 0);
    tidying.push(
      () => port.close(),
      () => latches.stop(),
    );
    const { path, plugIn } = await pseudoTerminal("ttyReaders", readers);
    await plugIn();
    const wiring = { ...twoBoards, framing: "tcp", readerLine: path };
    const bridge = startBridge([{ driver: "modbusrfid", line: `tcp://127.0.0.1:${port.port}`, slots: 3, ...wiring }]);

    await seenFrom("modbusrfid");
    expect(execFileSync("stty", ["-F", path, "-a"], { encoding: "utf8" })).toMatch(/speed 9600 baud/);
    await hub.hears(() => lastSlots()?.[1]?.itemId === "AA550002");
    await lendAndReturn(latches);
    expect(happened()).toMatchObject([{ itemId: "AA550002" }]);

    bridge.process.kill("SIGTERM");
    expect((await bridge.ended).code).toBe(0);
  });

  test("finds its board again that was unplugged and came back under another number, behind the same name", async () => {
    const board = stocked(gzxjBoard());
    const { path, plugIn } = await pseudoTerminal("usb-adapter", board);
    const unplug = await plugIn();
    const numberBefore = await readlink(path);
    startBridge([{ driver: "gzxj", line: path, slots: 3 }]);
    await hub.hears(() => states()?.[2] === "empty");

    await unplug();
    // Another device takes the number that became free.
    const other = await pseudoTerminal("usb-other", gzxjBoard());
    await other.plugIn();
    board.insert(3, "SEEN-LATER");
    await plugIn();
    expect(await readlink(path)).not.toBe(numberBefore);
    hub.look();
    await hub.hears(() => lastSlots()?.[2]?.itemId === "SEEN-LATER");
  });

  test("serves a tower of one protocol and a stand of another one beside each other", async () => {
    const tower = stocked(gzxjBoard());
    const stand = stocked(new Lock8aBoards(parts(), { locksPerBoard: 3, closedContact: "locked" }));
    const towerEnd = await pseudoTerminal("tower", tower);
    const standEnd = await pseudoTerminal("stand", stand);
    await towerEnd.plugIn();
    await standEnd.plugIn();
    startBridge([
      { driver: "gzxj", line: towerEnd.path, slots: 3 },
      { driver: "lock8a", line: standEnd.path, slots: 3, locksPerBoard: 3 },
    ]);
    await hub.hears(() => states()?.join() === "occupied,occupied,empty,occupied,occupied,empty");
    expect(hub.births[0]).toMatchObject({ driver: "gzxj+lock8a", slots: 6 });

    hub.command({ id: "bank", slot: 1 });
    hub.command({ id: "umbrella", slot: 5 });
    await hub.hears(() => results().length === 2);
    expect(results()).toEqual(["opened", "opened"]);
    await hub.hears(() => states()?.join() === "empty,occupied,empty,occupied,empty,empty");
  });
});
