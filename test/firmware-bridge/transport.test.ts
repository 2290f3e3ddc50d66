import { execFileSync, spawn } from "node:child_process";
import dns from "node:dns";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, connect, createServer, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { linePattern } from "../../firmware-bridge/line-address.ts";
import { lineTo, openLine } from "../../firmware-bridge/transport.ts";
import { addressPatience } from "../../platform/dial.ts";
import { freePort } from "../support/free-ports.ts";

const tidying: (() => unknown)[] = [];

afterEach(async () => {
  vi.restoreAllMocks();
  for (const tidy of tidying.splice(0).toReversed()) await tidy();
});

test("a line is a device, with or without its settings, or an address", () => {
  const pattern = new RegExp(linePattern);
  const settings = ["baud=9600", "parity=odd", "stop=2", "baud=19200&parity=even&stop=1"];
  const right = [
    ...settings.map((each) => `/dev/ttyS1?${each}`),
    "/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0?baud=9600",
    "tcp://10.0.0.7:4001",
    "tcp://[::1]:4001",
    "listen://192.168.1.1:9000",
  ];
  const wrong = ["/dev/ttyS1?parity=mark", "/dev/ttyS1?stop=3", "/dev/ttyS1?speed=9600", "tcp://10.0.0.7", "udp://a:1"];
  for (const line of ["/dev/ttyS1", ...right]) expect(line).toMatch(pattern);
  for (const line of ["ttyS1", "/dev/ttyS1?baud=0", ...wrong]) expect(line).not.toMatch(pattern);
});

describe("a TCP line", () => {
  test("carries bytes both ways and closes when the other end does", async () => {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    tidying.push(() => server.close());
    const accepted = once(server, "connection") as Promise<[Socket]>;
    const line = await openLine(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const [peer] = await accepted;
    peer.on("data", (bytes) => peer.write(`echo ${bytes.toString()}`));
    line.write("hello");
    expect(String((await once(line, "data"))[0])).toBe("echo hello");
    const closed = once(line, "close");
    peer.destroy();
    await closed;
    expect(line.destroyed).toBe(true);
  });

  test("to nobody is refused", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    await expect(openLine(`tcp://127.0.0.1:${port}`)).rejects.toMatchObject({ code: "serial/unavailable" });
  });

  test("to a name with several addresses gives each of them time, and says what became of all of them", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    const connects = vi.spyOn(Socket.prototype, "connect");
    vi.spyOn(dns, "lookup").mockImplementation(((_name: string, _options: unknown, done: LookedUp) =>
      done(null, [
        { address: "127.0.0.1", family: 4 },
        { address: "::1", family: 6 },
      ])) as never);
    const failure = await openLine(`tcp://board.example:${port}`).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "serial/unavailable", cause: { message: "" } });
    const { message } = failure as Error;
    for (const address of ["127.0.0.1", "::1"]) expect(message).toContain(address);
    expect(JSON.stringify(connects.mock.calls[0])).toContain(`"autoSelectFamilyAttemptTimeout":${addressPatience}`);
  });
});

describe("a line to a station that dials in", () => {
  /** A line at a free port of its own, and stations that dial it. */
  async function listening() {
    const port = await freePort();
    const line = lineTo(`listen://127.0.0.1:${port}`);
    tidying.push(() => line.close());
    const dial = () => {
      const station = connect(port, "127.0.0.1");
      station.on("error", () => {});
      tidying.push(() => station.destroy());
      return station;
    };
    return { line, dial };
  }

  test("is open when the station has dialled in, and carries bytes both ways", async () => {
    const { line, dial } = await listening();
    const opened = line.open();
    const [station, ours] = [await dialled(dial), await opened];
    station.on("data", (bytes: Buffer) => station.write(`echo ${bytes.toString()}`));
    ours.write("hello");
    expect(String((await once(ours, "data"))[0])).toBe("echo hello");
  });

  test("belongs to the newest station: the connection before is closed, and the next opening gets the new one", async () => {
    const { line, dial } = await listening();
    const opened = line.open();
    await dialled(dial);
    const first = await opened;
    const closed = once(first, "close");
    const newer = await dialled(dial);
    newer.write("login");
    await closed;
    expect(String((await once(await line.open(), "data"))[0])).toBe("login");
  });

  test("keeps what a station says before anybody listens", async () => {
    const { line, dial } = await listening();
    const opened = line.open();
    await dialled(dial);
    (await opened).destroy();
    const again = await dialled(dial);
    again.write("login");
    expect(String((await once(await line.open(), "data"))[0])).toBe("login");
  });

  test("is refused where its port is taken, and is there once that is free", async () => {
    const port = await freePort();
    const other = createServer().listen(port, "127.0.0.1");
    await once(other, "listening");
    const line = lineTo(`listen://127.0.0.1:${port}`);
    tidying.push(() => line.close());
    await expect(line.open()).rejects.toMatchObject({ code: "serial/unavailable" });
    other.close();
    await once(other, "close");
    const opened = line.open();
    await dialled(() => connect(port, "127.0.0.1"));
    tidying.push(() => void opened.then((socket) => socket.destroy()));
    expect((await opened).destroyed).toBe(false);
  });

  test("is at the address that was said, and at no other one", async () => {
    const { line, dial } = await listening();
    void line.open();
    const { remotePort = 0 } = await dialled(dial);
    const elsewhere = connect(remotePort, "127.0.0.2");
    expect(((await once(elsewhere, "error")) as [NodeJS.ErrnoException])[0].code).toBe("ECONNREFUSED");
  });

  test("that is closed is not listened for any more", async () => {
    const { line, dial } = await listening();
    void line.open();
    const station = await dialled(dial);
    const closed = once(station.resume(), "close");
    line.close();
    await closed;
    expect(((await once(dial(), "error")) as [NodeJS.ErrnoException])[0].code).toBe("ECONNREFUSED");
  });
});

describe.skipIf(!hasSocat())("a serial line", () => {
  test("carries bytes both ways", async () => {
    const { near, far } = await pseudoTerminals();
    const ours = await openLine(near);
    const board = await openLine(`${far}?baud=9600`);
    tidying.push(
      () => ours.destroy(),
      () => board.destroy(),
    );
    board.on("data", (bytes: Buffer) => board.write(`echo ${bytes.toString()}`));
    ours.write("hello");
    let heard = "";
    while (heard !== "echo hello") heard += String((await once(ours, "data"))[0]);
  });

  test("is free for the next one as soon as it has closed, and nobody else's before", async () => {
    const { near } = await pseudoTerminals();
    const first = await openLine(near);
    await expect(openLine(near)).rejects.toMatchObject({ code: "serial/unavailable" });
    const closed = once(first, "close");
    first.destroy();
    await closed;
    const second = await openLine(near);
    tidying.push(() => second.destroy());
    expect(second).not.toBe(first);
  });

  test("that is pulled out closes", async () => {
    const { near, far, pullOut } = await pseudoTerminals();
    const line = await openLine(near);
    const board = await openLine(far);
    tidying.push(() => board.destroy());
    board.resume().write("hello");
    await once(line, "data");
    const closed = new Promise((resolve) => void line.once("close", resolve));
    pullOut();
    // A driver asks its board again and again; without that, an unplugging between two reads goes unnoticed.
    line.on("error", () => {});
    const asking = setInterval(() => line.write("?"), 5);
    await closed;
    clearInterval(asking);
  });

  test("has the speed and the stop bits of its address, and else the speed that is usual for its boards", async () => {
    const { near, far } = await pseudoTerminals();
    const ours = await openLine(`${near}?baud=19200&stop=2`, 9600);
    const board = await openLine(far, 9600);
    tidying.push(
      () => ours.destroy(),
      () => board.destroy(),
    );
    expect(terminalSettings(near)).toMatch(/^speed 19200 baud.* cstopb/s);
    expect(terminalSettings(far)).toMatch(/^speed 9600 baud.* -cstopb/s);
  });

  test("that does not exist is refused with the ports that there are", async () => {
    await expect(openLine("/dev/does-not-exist")).rejects.toMatchObject({
      code: "serial/unavailable",
      detail: expect.stringMatching(
        /^the line \/dev\/does-not-exist can't be opened: \/dev\/does-not-exist is not there; (the ports of|this machine has no)/,
      ) as string,
    });
  });
});

/** A pseudo terminal knows speed and stop bits; parity it has none. */
function terminalSettings(path: string): string {
  return execFileSync("stty", ["-F", path, "-a"], { encoding: "utf8" });
}

async function dialled(dial: () => Socket): Promise<Socket> {
  const station = dial();
  await once(station, "connect");
  return station;
}

type LookedUp = (error: null, addresses: { address: string; family: number }[]) => void;

function hasSocat(): boolean {
  try {
    execFileSync("socat", ["-V"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Two pseudo terminals, joined like the ends of a cable. */
async function pseudoTerminals() {
  const folder = await mkdtemp(join(tmpdir(), "line-"));
  tidying.push(() => rm(folder, { recursive: true, force: true }));
  const [near, far] = [join(folder, "near"), join(folder, "far")];
  const end = (path: string) => `pty,raw,echo=0,link=${path}`;
  const socat = spawn("socat", ["-d", "-d", end(near), end(far)], { stdio: ["ignore", "ignore", "pipe"] });
  const gone = once(socat, "close");
  tidying.push(async () => {
    socat.kill();
    await gone;
  });
  let said = "";
  while (!said.includes("starting data transfer loop")) said += String((await once(socat.stderr, "data"))[0]);
  socat.stderr.resume();
  return { near, far, pullOut: () => socat.kill() };
}
