import dns from "node:dns";
import { once } from "node:events";
import { connect, createServer, Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { Worker } from "node:worker_threads";
import { afterEach, expect, test, vi } from "vitest";
import { addressPatience, dial } from "../../platform/dial.ts";
import { selfSigned } from "../server/broker/self-signed.ts";

const ends: (() => unknown)[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const end of ends.splice(0)) end();
});

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  ends.push(() => server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as { port: number }).port;
}

test.each(["plain", "TLS"] as const)(
  "a %s connection gives each address of a name the time that a slow line needs",
  async (way) => {
    const { key, cert } = selfSigned("localhost");
    const greet = (socket: Socket) => socket.end("hello");
    const server = way === "TLS" ? createTlsServer({ key, cert }, greet) : createServer(greet);
    const port = await listening(server);
    const connects = vi.spyOn(Socket.prototype, "connect");
    const noDelay = vi.spyOn(Socket.prototype, "setNoDelay");
    const target = { host: "localhost", port };
    const socket = dial(way === "TLS" ? { ...target, tls: { authorities: cert } } : target);
    const [greeting] = (await once(socket, "data")) as [Buffer];
    expect(greeting.toString()).toBe("hello");
    const tried = JSON.stringify(connects.mock.calls[0]);
    expect(tried).toContain(`"autoSelectFamilyAttemptTimeout":${addressPatience}`);
    expect(tried).toContain('"autoSelectFamily":true');
    expect(noDelay).toHaveBeenCalledWith(true);
  },
);

/** A thread that listens and never accepts: once its queue is full, no handshake with it ends. */
const deafListener = `
  const { parentPort, workerData: port } = require("node:worker_threads");
  const server = require("node:net").createServer();
  server.listen({ host: "127.0.0.2", port, backlog: 1 }, () => {
    parentPort.postMessage("listening");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });`;

/** 127.0.0.2 takes no more connections at this port. */
async function deafAt(port: number): Promise<void> {
  const worker = new Worker(deafListener, { eval: true, workerData: port });
  ends.push(() => worker.terminate());
  await once(worker, "message");
  // Linux keeps one more than the backlog.
  for (let waiting = 0; waiting < 2; waiting++) {
    const filler = connect(port, "127.0.0.2");
    ends.push(() => filler.destroy());
    await once(filler, "connect");
  }
}

// Only Linux has every address of 127.0.0.0/8, and drops what a full queue can't take.
test.runIf(process.platform === "linux").each(["plain", "TLS"] as const)(
  "a %s connection goes on to the next address of a name when the first never answers",
  async (way) => {
    const { key, cert } = selfSigned("two.example");
    const greet = (socket: Socket) => socket.end("hello");
    const port = await listening(way === "TLS" ? createTlsServer({ key, cert }, greet) : createServer(greet));
    await deafAt(port);
    const addresses = ["127.0.0.2", "127.0.0.1"].map((address) => ({ address, family: 4 }));
    const lookup = (_name: string, _options: object, found: (error: null, all: object[]) => void) =>
      found(null, addresses);
    vi.spyOn(dns, "lookup").mockImplementation(lookup as typeof dns.lookup);
    const socket = dial({
      host: "two.example",
      port,
      patience: 10,
      ...(way === "TLS" && { tls: { authorities: cert } }),
    });
    const [greeting] = (await once(socket, "data")) as [Buffer];
    expect(greeting.toString()).toBe("hello");
    expect(socket.remoteAddress).toBe("127.0.0.1");
    expect(socket.autoSelectFamilyAttemptedAddresses).toEqual([`127.0.0.2:${port}`, `127.0.0.1:${port}`]);
  },
);

test("a TLS connection to an address asks the server for no name", async () => {
  const { key, cert } = selfSigned("localhost");
  const port = await listening(createTlsServer({ key, cert }));
  const socket = dial({ host: "127.0.0.1", port, tls: { authorities: cert } });
  const [error] = (await once(socket, "error")) as [Error];
  expect(error).toMatchObject({ code: "ERR_TLS_CERT_ALTNAME_INVALID" });
});
