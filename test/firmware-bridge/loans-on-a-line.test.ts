import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readlink, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Duplex } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../platform/clock.ts";
import { Board } from "../../simulators/board/gzxj/board.ts";
import { newBoard } from "../../simulators/board/gzxj/board-state.ts";
import { BoardPort } from "../../simulators/board/kit/board-port.ts";
import { SimulatedLockBoards } from "../../simulators/board/lock8a/boards.ts";
import { type RunningProgram, runBundled } from "../support/bundled-program.ts";
import { findProgram } from "../support/optional.ts";
import { cabinetId, secret, TestHub } from "./test-hub.ts";

/** A simulated board of 3 slots with something in slot 1 and 2, and what hands do at it. */
interface BoardOnLine {
  plug(line: Duplex): void;
  /** A rider takes what was let go. */
  take(slot: number): void;
  /** A rider pushes an item in. */
  insert(slot: number): void;
  stop(): void;
}

interface Kind {
  readonly protocol: string;
  /** The settings of the line, and what the terminal must have then. */
  readonly line: string;
  readonly terminal: RegExp;
  readonly options?: Readonly<Record<string, string>>;
  readonly start: () => BoardOnLine;
}

const kinds: readonly Kind[] = [
  { protocol: "gzxj", line: "", terminal: /speed 115200 baud.* -cstopb/s, start: gzxjBoard },
  { protocol: "gzxj", line: "?stop=2", terminal: /speed 115200 baud.* cstopb/s, start: gzxjBoard },
  {
    protocol: "lock8a",
    line: "",
    terminal: /speed 9600 baud.* -cstopb/s,
    options: { BRIDGE_LOCKS_PER_BOARD: "2" },
    start: lock8aBoards,
  },
];

function gzxjBoard(): Board {
  const board = new Board({ clock: systemClock, state: newBoard("SIM", 3), changed: () => {} });
  for (const slot of [1, 2, 3]) if (board.state.slots[slot - 1]?.item) board.empty(slot);
  for (const slot of [1, 2]) board.fill(slot);
  return board;
}

function lock8aBoards(): BoardOnLine {
  const boards = new SimulatedLockBoards({ boards: 2, locksPerBoard: 2, closedContact: "locked" });
  boards.move(2, 1, false);
  return {
    plug: (line) => boards.plug(line),
    // Taking an umbrella changes nothing that the lock knows.
    take: () => {},
    insert: (slot) => boards.move(Math.ceil(slot / 2), 2 - (slot % 2), true),
    stop: () => {},
  };
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
async function pseudoTerminal(name: string, board: BoardOnLine) {
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
function startBridge(more: NodeJS.ProcessEnv): RunningProgram {
  const bridge = runBundled({ path: resolve("dist/firmware-bridge/main.js") }, [], folder, { ...settings, ...more });
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

describe.skipIf(!socat)("the bridge on a serial line", () => {
  test.each(kinds)(
    "lends an item of a board and takes it back: $protocol, with the line settings $line",
    async (kind) => {
      const board = kind.start();
      const { path, plugIn } = await pseudoTerminal("ttyBoard", board);
      await plugIn();
      const line = { BRIDGE_LINE: `${path}${kind.line}`, BRIDGE_DRIVER: kind.protocol, BRIDGE_SLOTS: "3" };
      const bridge = startBridge({ ...line, ...kind.options });

      await hub.hears(() => states()?.join() === "occupied,occupied,empty");
      expect(hub.births[0]).toMatchObject({ driver: kind.protocol, slots: 3 });
      expect(execFileSync("stty", ["-F", path, "-a"], { encoding: "utf8" })).toMatch(kind.terminal);

      hub.command({ id: "loan1", slot: 2 });
      await hub.hears(() => results().length > 0);
      expect(results()).toEqual(["opened"]);
      await hub.hears(() => states()?.join() === "occupied,empty,empty");

      board.take(2);
      board.insert(2);
      await hub.hears(() => happened().length > 0);
      await hub.hears(() => states()?.join() === "occupied,occupied,empty");
      expect(happened()).toMatchObject([{ kind: "returned", slot: 2 }]);

      bridge.process.kill("SIGTERM");
      expect((await bridge.ended).code).toBe(0);
    },
  );

  test("finds its board again that was unplugged and came back under another number, behind the same name", async () => {
    const board = gzxjBoard();
    const { path, plugIn } = await pseudoTerminal("usb-adapter", board);
    const unplug = await plugIn();
    const numberBefore = await readlink(path);
    startBridge({ BRIDGE_LINE: path, BRIDGE_DRIVER: "gzxj", BRIDGE_SLOTS: "3" });
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
});
