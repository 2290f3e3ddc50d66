import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { AttackedHub, HonestCabinet, orderNoOf } from "./attacked-hub.ts";

const attacker = "user/2088000000000001";
const honest = "user/2088000000000002";

let hub: AttackedHub | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await hub?.stop();
});

/** Opens a stream of an order's events, and waits for its first event. */
async function follow(on: AttackedHub, riderId: string, place: number): Promise<IncomingMessage> {
  const request = get(`${on.http}/api/rider/orders/${orderNoOf(place)}/events`, {
    headers: { cookie: on.riderCookie(riderId), accept: "text/event-stream" },
    agent: false,
  });
  request.on("socket", (socket) => sockets.push(socket)).on("error", () => undefined);
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  answer.on("error", () => undefined);
  expect(answer.statusCode).toBe(200);
  await once(answer, "data");
  return answer;
}

/** As a rider asks who was not here before. */
async function statusOnNewConnection(url: string): Promise<number | undefined> {
  const [answer] = (await once(get(url, { agent: false }), "response")) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

const openStreams = async (on: AttackedHub) =>
  Number(/^jiehuan_http_event_streams (\d+)$/m.exec(await on.metrics())?.[1]);

it("a thousand streams of one rider leave two open, and another rider's stream goes on", async () => {
  hub = await AttackedHub.start([], { HUB_REQUESTS_PER_MINUTE: "100000" }, { riders: [attacker, honest] });
  const others = await follow(hub, honest, 1);
  for (let batch = 0; batch < 20; batch++) {
    await Promise.all(Array.from({ length: 50 }, () => follow(hub as AttackedHub, attacker, 0)));
  }
  while ((await openStreams(hub)) > 3) await new Promise((resolve) => setImmediate(resolve));
  expect(await openStreams(hub)).toBe(3);
  expect(others.destroyed).toBe(false);
  expect((await fetch(`${hub.http}/readyz`)).status).toBe(200);
});

it("600 idle connections leave room for riders and cabinets where the system gives 600 descriptors", async () => {
  hub = await AttackedHub.start(["shop-1"], {}, { openFiles: 600 });
  for (let count = 0; count < 600; count++) {
    const socket = connect({ host: "127.0.0.1", port: hub.httpPort });
    socket.on("error", () => undefined);
    await once(socket, "connect");
    sockets.push(socket);
  }
  expect(await statusOnNewConnection(`${hub.http}/readyz`)).toBe(200);
  expect(await statusOnNewConnection(`${hub.http}/q/x`)).toBe(200);
  const cabinet = await HonestCabinet.come(hub, "shop-1");
  await cabinet.event();
  await cabinet.leave();
});

it("600 connections that send half a header leave room for riders", async () => {
  hub = await AttackedHub.start([], {}, { openFiles: 600 });
  for (let count = 0; count < 600; count++) {
    const socket = connect({ host: "127.0.0.1", port: hub.httpPort });
    socket.on("error", () => undefined);
    await once(socket, "connect");
    socket.write("POST /api/rider/orders HTTP/1.1\r\nhost: hub\r\ncontent-length: 100\r\n");
    sockets.push(socket);
  }
  expect(await statusOnNewConnection(`${hub.http}/readyz`)).toBe(200);
});
