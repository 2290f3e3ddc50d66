import { execFileSync, spawn } from "node:child_process";
import dns from "node:dns";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { linePattern, openLine } from "../../firmware-bridge/transport.ts";
import { addressPatience } from "../../platform/dial.ts";

const tidying: (() => unknown)[] = [];

afterEach(async () => {
  vi.restoreAllMocks();
  for (const tidy of tidying.splice(0).toReversed()) await tidy();
});

test("a line is a device, with or without its speed, or an address", () => {
  const pattern = new RegExp(linePattern);
  for (const line of ["/dev/ttyS1", "/dev/ttyS1?baud=9600", "tcp://10.0.0.7:4001", "tcp://[::1]:4001"])
    expect(line).toMatch(pattern);
  for (const line of ["ttyS1", "/dev/ttyS1?baud=0", "/dev/ttyS1?parity=odd", "tcp://10.0.0.7", "udp://a:1"])
    expect(line).not.toMatch(pattern);
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

  test("that does not exist is refused", async () => {
    await expect(openLine("/dev/does-not-exist")).rejects.toMatchObject({ code: "serial/unavailable" });
  });
});

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
