import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { maxMessageBytes } from "../../../protocol/messages.ts";
import { type Bench, closed, connected, nextMessage, startBench } from "./bench.ts";

let bench: Bench;
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await bench.close();
});

async function socketTo(port: number | undefined): Promise<Socket> {
  const socket = connect({ host: "127.0.0.1", port: port ?? 0 });
  socket.on("error", () => {});
  sockets.push(socket);
  await once(socket, "connect");
  return socket;
}

async function ended(socket: Socket): Promise<void> {
  socket.resume();
  if (!socket.closed) await once(socket, "close");
}

test("a packet that announces too much is cut off by its first bytes, even before the login", async () => {
  bench = await startBench();
  const socket = await socketTo(bench.broker.plainPort);
  // CONNECT with a remaining length of 268 435 455, the most that MQTT can say.
  socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]));
  await ended(socket);
  expect(bench.denials).toEqual(["packet-too-long"]);
});

test("a packet that is too long is not delivered, though it came in one piece", async () => {
  bench = await startBench();
  const hub = await bench.hub();
  const messages: string[] = [];
  hub.on("message", (topic) => messages.push(topic));
  const cabinet = await connected(bench.cabinet("shop-1"));
  cabinet.publish("c/shop-1/up/snapshot", "x".repeat(maxMessageBytes + 1024));
  await closed(cabinet);
  expect(bench.denials).toEqual(["packet-too-long"]);
  expect(messages).toEqual([]);
});

test("too many packets end the connection, and the hub hears the will", async () => {
  const clock = { now: () => 0, monotonic: () => 0, after: () => () => {} };
  bench = await startBench({ packetsPerSecond: 10, packetBurst: 20 }, { clock });
  const hub = await bench.hub();
  const will = { topic: "c/shop-1/up/presence", payload: Buffer.from("lost"), qos: 1 as const, retain: true };
  const cabinet = await connected(bench.cabinet("shop-1", { will }));
  const heard = new Promise<string>((resolve) => {
    hub.on("message", (topic, payload) => {
      if (topic === will.topic) resolve(payload.toString());
    });
  });
  for (let count = 0; count < 19; count++) await cabinet.publishAsync("c/shop-1/up/health", "well", { qos: 1 });
  expect(bench.denials).toEqual([]);
  cabinet.publish("c/shop-1/up/health", "one too many");
  await closed(cabinet);
  expect(bench.denials).toEqual(["too-many-packets"]);
  expect(await heard).toBe("lost");
});

test("nothing of a flood is delivered, though it came in one piece", async () => {
  const clock = { now: () => 0, monotonic: () => 0, after: () => () => {} };
  bench = await startBench({ packetBurst: 20 }, { clock });
  const hub = await bench.hub();
  const messages: string[] = [];
  hub.on("message", (topic) => messages.push(topic));
  const cabinet = await connected(bench.cabinet("shop-1"));
  const topic = Buffer.from("c/shop-1/up/health");
  const publish = Buffer.concat([Buffer.from([0x30, topic.length + 2, 0, topic.length]), topic]);
  cabinet.stream.write(Buffer.concat(Array.from({ length: 20 }, () => publish)));
  await closed(cabinet);
  expect(bench.denials).toEqual(["too-many-packets"]);
  expect(messages).toEqual([]);
});

test("an address that has left may come back", async () => {
  bench = await startBench({ connectionsPerAddress: 1 });
  const first = await connected(bench.cabinet("shop-1"));
  await first.endAsync();
  await connected(bench.cabinet("shop-2"));
});

test("one address holds so many connections and no more, until one of them ends", async () => {
  bench = await startBench({ connectionsPerAddress: 2 });
  const first = await connected(bench.cabinet("shop-1"));
  await socketTo(bench.broker.plainPort);
  await ended(await socketTo(bench.broker.plainPort));
  expect(bench.denials).toEqual(["too-many-connections"]);
  await first.endAsync();
  await connected(bench.cabinet("shop-2"));
});

test("a connection that never says CONNECT is ended", async () => {
  bench = await startBench({ connectWithin: 20 });
  await ended(await socketTo(bench.broker.plainPort));
  expect(bench.logged).toMatchObject([{ why: "connect did not arrive in time" }]);
});

test("a cabinet that reads nothing is ended, so that it can't hold up the others", async () => {
  bench = await startBench({ drainWithin: 20 });
  const hub = await bench.hub();
  const frozen = await connected(bench.cabinet("shop-1"));
  await frozen.subscribeAsync("c/shop-1/down/config");
  const lively = await connected(bench.cabinet("shop-2"));
  await lively.subscribeAsync("c/shop-2/down/ack");
  frozen.stream.removeAllListeners("data");
  frozen.stream.pause();
  for (let count = 0; count < 2000; count++) hub.publish("c/shop-1/down/config", "x".repeat(maxMessageBytes));
  const heard = nextMessage(lively);
  hub.publish("c/shop-2/down/ack", "go on");
  expect((await heard).payload).toBe("go on");
});
