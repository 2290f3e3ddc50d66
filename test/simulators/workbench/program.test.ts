import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { SerialPort } from "serialport";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { boardFrameDecoder, encodeHostFrame } from "../../../firmware-bridge/drivers/gzxj/codec.ts";
import { systemClock } from "../../../platform/clock.ts";
import { Board } from "../../../simulators/board/gzxj/board.ts";
import { newBoard } from "../../../simulators/board/gzxj/board-state.ts";
import { BoardPort } from "../../../simulators/board/kit/board-port.ts";
import { SerialDevice } from "../../../simulators/board/kit/serial-device.ts";
import { type CommandLine, readCommandLine } from "../../../simulators/workbench/command-line.ts";
import { startWorkbench } from "../../../simulators/workbench/workbench-program.ts";
import { type BundledProgram, bundleProgram, runBundled } from "../../support/bundled-program.ts";
import { findProgram } from "../../support/optional.ts";

const socat = findProgram("socat", ["socat"]);

let folder: string;
let stops: (() => unknown)[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "simulated-board-"));
  stops = [() => rmSync(folder, { recursive: true })];
});

afterEach(async () => {
  for (const stop of stops.toReversed()) await stop();
});

/** A running simulator, and what one can type at it and read from it. */
async function start(...args: string[]) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const lines: string[] = [];
  output.setEncoding("utf8").on("data", (text: string) => lines.push(...text.trimEnd().split("\n")));
  const { stop } = await startWorkbench(readCommandLine(args), {
    clock: systemClock,
    newKey: () => "key1",
    input,
    output,
  });
  let stopped: Promise<void> | undefined;
  const stopOnce = () => (stopped ??= stop());
  stops.push(stopOnce);
  const after = (start: string) => lines.find((line) => line.startsWith(start))?.slice(start.length) ?? "";
  return {
    lines,
    line: () => after("cabinet-1 (gzxj) on "),
    control: () => after("workbench on "),
    stop: stopOnce,
    /** Resolves with the lines of the answer. */
    async type(text: string): Promise<string[]> {
      const before = lines.length;
      const answered = once(output, "data");
      input.write(`${text}\n`);
      await answered;
      return lines.slice(before);
    },
  };
}

async function plugIn(address: string): Promise<Socket> {
  const socket = connect(Number(new URL(address).port), "127.0.0.1");
  stops.push(() => socket.destroy());
  await once(socket, "connect");
  return socket;
}

/** Asks for the inventory; the answer names the command and number of what came. */
async function ask(line: NodeJS.ReadWriteStream, msgId: number): Promise<unknown> {
  const decoder = boardFrameDecoder();
  line.write(encodeHostFrame({ command: "CQ", msgId, slot: 0 }));
  for (;;) {
    const [bytes] = (await once(line, "data")) as [Buffer];
    const frame = decoder.push(bytes).find(({ command }) => command === "AC");
    if (frame) return { command: frame.command, msgId: frame.msgId };
  }
}

describe("on a TCP port", () => {
  test("the board answers who plugs in, and a later one takes the line over", async () => {
    const simulator = await start("--tcp", "0");
    const first = await plugIn(simulator.line());
    expect(await ask(first, 1)).toEqual({ command: "AC", msgId: 1 });
    const firstClosed = once(first, "close");
    const second = await plugIn(simulator.line());
    await firstClosed;
    expect(await ask(second, 2)).toEqual({ command: "AC", msgId: 2 });
  });

  test("a port that is taken is said with a code", async () => {
    const port = await takenPort();
    await expect(start("--tcp", String(port))).rejects.toMatchObject({ code: "serial/unavailable" });
  });

  test("a start that fails leaves nothing open", async () => {
    const simulator = await start("--tcp", "0");
    const { port } = new URL(simulator.line());
    await simulator.stop();
    const control = String(await takenPort());
    await expect(start("--tcp", port, "--control", control)).rejects.toMatchObject({ code: "request/invalid" });
    await expect(start("--tcp", port)).resolves.toBeDefined();
  });
});

async function takenPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  stops.push(() => server.close());
  return (server.address() as { port: number }).port;
}

test("control and page are served where asked for", async () => {
  writeFileSync(join(folder, "stickers.json"), '{ "1": "http://127.0.0.1:8080/q/abc" }');
  const simulator = await start("--tcp", "0", "--control", "0", "--stickers", join(folder, "stickers.json"));
  const answer = await fetch(`${simulator.control()}/cabinets/cabinet-1/slots`);
  expect(await answer.json()).toMatchObject({
    slots: [{ sticker: "http://127.0.0.1:8080/q/abc" }, ...Array.from({ length: 11 }, () => ({}))],
  });
});

describe("the state file", () => {
  test("lets a second start go on where the first one was", async () => {
    const path = join(folder, "state.json");
    const first = await start("--tcp", "0", "--slots", "3", "--state", path, "--board", "B7");
    const socket = await plugIn(first.line());
    expect(await first.type("insert 3 X1")).toEqual(["done"]);
    await ask(socket, 41);
    await first.stop();
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ boardId: "B7", lastMsgId: 41 });
    const second = await start("--tcp", "0", "--state", path);
    expect(await second.type("slots")).toEqual([
      "1: B70001, motor ran 0 times",
      "2: B70002, motor ran 0 times",
      "3: X1, motor ran 0 times",
    ]);
  });

  test("with another number of slots is refused", async () => {
    const path = join(folder, "state.json");
    await (await start("--tcp", "0", "--slots", "3", "--state", path)).stop();
    await expect(start("--tcp", "0", "--slots", "4", "--state", path)).rejects.toMatchObject({
      code: "request/invalid",
    });
  });

  test.each([["{ half"], ['{ "slots": [] }']])("that holds %s is damaged, and is left alone", async (text) => {
    const path = join(folder, "state.json");
    writeFileSync(path, text);
    await expect(start("--tcp", "0", "--state", path)).rejects.toMatchObject({ code: "store/damaged" });
    expect(readFileSync(path, "utf8")).toBe(text);
  });
});

describe("stickers", () => {
  test.each([["no json"], ['{ "0": "http://a" }'], ['{ "1": "javascript:alert(1)" }'], ['{ "1": 1 }']])(
    "that are %s are refused",
    async (text) => {
      const path = join(folder, "stickers.json");
      writeFileSync(path, text);
      await expect(start("--tcp", "0", "--stickers", path)).rejects.toMatchObject({ code: "request/invalid" });
    },
  );
});

test("what the control can do can be typed", async () => {
  const simulator = await start("--tcp", "0", "--slots", "3");
  const said = async (line: string) => (await simulator.type(line)).join("\n");
  expect(await said("help")).toContain("take SLOT");
  expect(await said("take 1")).toBe("nothing lies loose in slot 1 (slot/empty)");
  expect(await said("jam 1")).toBe("done");
  expect(await said("slots")).toContain("1: SIM0001, motor ran 0 times, jammed");
  expect(await said("free 1")).toBe("done");
  const line = await plugIn(simulator.line());
  line.write(encodeHostFrame({ command: "FB", msgId: 1, orderId: "ORDER1", slot: 1 }));
  await once(line, "data");
  expect(await said("slots")).toContain("1: SIM0001 lies loose, motor ran 1 times");
  expect(await said("take 1")).toBe("done");
  expect(await said("insert 3")).toBe("done");
  expect(await said("slots")).toContain("3: SIM0001,");
  expect(await said("empty 3")).toBe("done");
  expect(await said("fill 3 X1")).toBe("done");
  expect(await said("corrupt 2")).toBe("done");
  expect(await said("split on")).toBe("done");
  for (const words of ["echo on", "delay 20", "noise FF 00", "swap 3 X2"]) expect(await said(words)).toBe("done");
  for (const mode of ["mute", "weak", "silent", "off", "normal"]) expect(await said(mode)).toBe("done");
  expect(await said("")).toBe("");
  for (const mistake of ["dance", "jam", "jam x", "insert 1 a,b", "split", "take 97", "network cut"])
    expect(await said(mistake)).toMatch(/\(request\/(invalid|not-found)\)$/);
});

describe("the command line", () => {
  test("has one cabinet on the line named", () => {
    const expected: CommandLine = {
      cabinets: [{ name: "cabinet-1", protocol: "gzxj", line: "pty:/tmp/tty" }],
      hub: undefined,
      host: "127.0.0.1",
      control: undefined,
    };
    expect(readCommandLine(["--pty", "/tmp/tty"])).toEqual(expected);
  });

  test.each([
    [[]],
    [["--tcp", "1", "--pty", "/tmp/x"]],
    [["--tcp", "x"]],
    [["--tcp", "65536"]],
    [["--tcp", "0", "--slots", "0"]],
    [["--tcp", "0", "--slots", "97"]],
    [["--tcp", "0", "--protocol", "morse"]],
    [["--tcp", "0", "--hub", "http://127.0.0.1:1"]],
    [["--tcp", "0", "--link", "8103"]],
    [["--tcp", "0", "--cabinets", "cabinets.json"]],
    [["--tcp", "0", "--control", "-1"]],
    [["--tcp", "0", "--board", "a,b"]],
    [["--tcp", "0", "--colour", "red"]],
    [["--tcp", "0", "surplus"]],
  ])("%j is refused with the usage", (args) => {
    expect(() => readCommandLine(args)).toThrow(/usage: .*\(request\/invalid\)/s);
  });
});

describe("the program", () => {
  let program: BundledProgram;
  beforeAll(async () => {
    program = await bundleProgram("simulators/board/main.ts");
  });
  afterAll(() => program.remove());

  test("says where the line is, and ends when it is told to", async () => {
    const running = runBundled(program, ["--tcp", "0"]);
    const [said] = (await once(running.process.stdout ?? process.stdin, "data")) as [string];
    expect(said).toMatch(/^cabinet-1 \(gzxj\) on tcp:\/\/127\.0\.0\.1:\d+\n$/);
    running.process.kill("SIGTERM");
    expect(await running.ended).toMatchObject({ code: 0, stderr: "" });
  });

  test("ends with 64 and a code after a bad command line", async () => {
    const ended = await runBundled(program, ["--tcp"]).ended;
    expect(ended.code).toBe(64);
    expect(ended.stderr).toMatch(/\(request\/invalid\)\n$/);
  });
});

describe("as a serial device", () => {
  test("a path that socat would misread is refused", async () => {
    await expect(start("--pty", "/tmp/x,raw")).rejects.toMatchObject({ code: "request/invalid" });
  });

  test("a missing socat is named", async () => {
    const path = process.env["PATH"];
    process.env["PATH"] = folder;
    stops.push(() => {
      process.env["PATH"] = path;
    });
    await expect(start("--pty", join(folder, "tty"))).rejects.toThrow(/socat, which is not installed/);
  });

  test.skipIf(!socat)("a device that can't be made is said with socat's words", async () => {
    await expect(start("--pty", join(folder, "nowhere", "tty"))).rejects.toMatchObject({
      code: "serial/unavailable",
    });
  });

  test.skipIf(!socat)(
    "the board answers on it, also when it is closed and opened again, and takes it away",
    async () => {
      const path = join(folder, "tty");
      const simulator = await start("--pty", path);
      expect(simulator.line()).toBe(path);
      for (const msgId of [1, 2]) {
        const port = await openDevice(path);
        expect(await ask(port, msgId)).toEqual({ command: "AC", msgId });
        const closed = once(port, "close");
        port.close();
        await closed;
      }
      await simulator.stop();
      await expect(tryOpen(path)).rejects.toThrow();
    },
  );

  test.skipIf(!socat)("the device comes back after somebody else had the line", async () => {
    const board = new Board({ clock: systemClock, state: newBoard("SIM", 1), changed: () => {} });
    const port = await BoardPort.open(board, 0);
    const path = join(folder, "tty");
    const device = await SerialDevice.open({ path, port, clock: systemClock });
    stops.push(
      () => board.stop(),
      () => port.close(),
      () => device.close(),
    );
    const intruder = await plugIn(`tcp://127.0.0.1:${port.port}`);
    await once(intruder.resume(), "close");
    const serial = await openDevice(path);
    expect(await ask(serial, 1)).toEqual({ command: "AC", msgId: 1 });
    const closed = once(serial, "close");
    serial.close();
    await closed;
  });
});

function tryOpen(path: string): Promise<SerialPort> {
  return new Promise((resolve, reject) => {
    const port = new SerialPort({ path, baudRate: 115_200 }, (error) => (error ? reject(error) : resolve(port)));
  });
}

/** The device may be away for a moment. */
async function openDevice(path: string): Promise<SerialPort> {
  for (;;) {
    try {
      return await tryOpen(path);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
