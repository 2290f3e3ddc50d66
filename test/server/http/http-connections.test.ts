import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import {
  connectionsWithin,
  HttpConnections,
  type OnRefusal,
  openFilesLimit,
} from "../../../server/http/http-connections.ts";
import { until } from "../../support/manual-clock.ts";

let server: Server;
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.close();
});

/** A server that answers `/` and never `/slow`. */
async function serve(all: number, ofAddress: number, proxy = false, onRefusal?: OnRefusal): Promise<void> {
  server = createServer((request, response) => {
    if (request.url === "/") response.end("well");
  });
  new HttpConnections({ all, ofAddress, isProxy: () => proxy }, onRefusal).watch(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}

async function come(): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  sockets.push(socket);
  socket.on("error", () => undefined);
  const accepted = once(server, "connection");
  await once(socket, "connect");
  await accepted;
  return socket;
}

async function ask(socket: Socket, path = "/"): Promise<void> {
  const asked = once(server, "request");
  socket.write(`GET ${path} HTTP/1.1\r\nhost: hub\r\n\r\n`);
  await asked;
  if (path === "/") await once(socket, "data");
}

test.each([
  ["all clients", 2, 100, false],
  ["one address", 100, 2, false],
  ["all clients, though a proxy brings them", 2, 2, true],
] as const)(
  "where %s have their share, the connection that is idle for the longest time makes room",
  async (...[, all, ofAddress, proxy]) => {
    await serve(all, ofAddress, proxy);
    const first = await come();
    const second = await come();
    await ask(first);
    const third = await come();
    await once(second, "close");
    await ask(third);
    await ask(first);
  },
);

test.each([
  ["all", 2, 100],
  ["address", 100, 2],
] as const)(
  "a connection that is refused by the limit of %s is told, with its address",
  async (reason, all, ofAddress) => {
    const refused: unknown[] = [];
    await serve(all, ofAddress, false, (...why) => refused.push(why));
    for (const socket of [await come(), await come()]) await ask(socket, "/slow");
    const third = await come();
    await once(third, "close");
    expect(refused).toEqual([[reason, "127.0.0.1"]]);
  },
);

test("a trusted proxy may have more connections than another address", async () => {
  await serve(100, 1, true);
  const both = [await come(), await come()];
  for (const socket of both) await ask(socket);
});

test("a connection that is busy is not cut for a new one, which is refused", async () => {
  await serve(2, 100);
  const busy = [await come(), await come()];
  for (const socket of busy) await ask(socket, "/slow");
  const refused = await come();
  await once(refused, "close");
  expect(busy.every(({ destroyed }) => !destroyed)).toBe(true);
  busy[0]?.destroy();
  let answered = false;
  while (!answered) {
    const socket = await come();
    socket.write("GET / HTTP/1.1\r\nhost: hub\r\n\r\n");
    answered = await Promise.race([once(socket, "data").then(() => true), once(socket, "close").then(() => false)]);
  }
});

test("a request whose body does not come makes room", async () => {
  await serve(1, 100);
  const slow = await come();
  const asked = once(server, "request");
  slow.write("POST /slow HTTP/1.1\r\nhost: hub\r\ncontent-length: 10\r\n\r\n");
  await asked;
  const next = await come();
  await until(() => slow.destroyed);
  await ask(next);
});

test("HTTP takes at most half of what the system lets the hub open", () => {
  expect(connectionsWithin(4000, 600)).toBe(250);
  expect(connectionsWithin(4000, 1_048_576)).toBe(4000);
  expect(connectionsWithin(4000, Number.POSITIVE_INFINITY)).toBe(4000);
  expect(connectionsWithin(4000, 64)).toBe(16);
  expect(openFilesLimit()).toBeGreaterThan(100);
});
