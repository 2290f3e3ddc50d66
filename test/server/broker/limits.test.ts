import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { MqttClient } from "mqtt";
import { afterEach, describe, expect, test } from "vitest";
import { maxMessageBytes } from "../../../protocol/messages.ts";
import { ManualClock, until } from "../../support/manual-clock.ts";
import { type BrokerFixture, closed, connected, nextMessage, refusalOf, startBrokerFixture } from "./fixture.ts";

let fixture: BrokerFixture;
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await fixture.close();
});

async function socketTo(port: number | undefined, from = "127.0.0.1"): Promise<Socket> {
  const socket = connect({ host: "127.0.0.1", port: port ?? 0, localAddress: from });
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
  fixture = await startBrokerFixture();
  const socket = await socketTo(fixture.broker.plainPort);
  // CONNECT with a remaining length of 268 435 455, the most that MQTT can say.
  socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]));
  await ended(socket);
  expect(fixture.denials).toEqual(["packet-too-long"]);
});

test("a packet that is too long is not delivered, though it came in one piece", async () => {
  fixture = await startBrokerFixture();
  const hub = await fixture.hub();
  const messages: string[] = [];
  hub.on("message", (topic) => messages.push(topic));
  const cabinet = await connected(fixture.cabinet("shop-1"));
  cabinet.publish("c/shop-1/up/snapshot", "x".repeat(maxMessageBytes + 1024));
  await closed(cabinet);
  expect(fixture.denials).toEqual(["packet-too-long"]);
  expect(messages).toEqual([]);
});

test("too many packets end the connection, and the hub hears the will", async () => {
  const clock = { now: () => 0, monotonic: () => 0, after: () => () => {} };
  fixture = await startBrokerFixture({ packetsPerSecond: 10, packetBurst: 20 }, { clock });
  const hub = await fixture.hub();
  const will = { topic: "c/shop-1/up/presence", payload: Buffer.from("lost"), qos: 1 as const, retain: true };
  const cabinet = await connected(fixture.cabinet("shop-1", { will }));
  const heard = new Promise<string>((resolve) => {
    hub.on("message", (topic, payload) => {
      if (topic === will.topic) resolve(payload.toString());
    });
  });
  for (let count = 0; count < 19; count++) await cabinet.publishAsync("c/shop-1/up/health", "well", { qos: 1 });
  expect(fixture.denials).toEqual([]);
  cabinet.publish("c/shop-1/up/health", "one too many");
  await closed(cabinet);
  expect(fixture.denials).toEqual(["too-many-packets"]);
  expect(await heard).toBe("lost");
});

test("nothing of a flood is delivered, though it came in one piece", async () => {
  const clock = { now: () => 0, monotonic: () => 0, after: () => () => {} };
  fixture = await startBrokerFixture({ packetBurst: 20 }, { clock });
  const hub = await fixture.hub();
  const messages: string[] = [];
  hub.on("message", (topic) => messages.push(topic));
  const cabinet = await connected(fixture.cabinet("shop-1"));
  const topic = Buffer.from("c/shop-1/up/health");
  const publish = Buffer.concat([Buffer.from([0x30, topic.length + 2, 0, topic.length]), topic]);
  cabinet.stream.write(Buffer.concat(Array.from({ length: 20 }, () => publish)));
  await closed(cabinet);
  expect(fixture.denials).toEqual(["too-many-packets"]);
  expect(messages).toEqual([]);
});

describe("connections without a login", () => {
  test("a new one takes the place of the oldest that says nothing", async () => {
    fixture = await startBrokerFixture({ pendingPerAddress: 3 });
    const speaking = await socketTo(fixture.broker.plainPort);
    speaking.write(Buffer.from([0x10]));
    const [first, second] = [await socketTo(fixture.broker.plainPort), await socketTo(fixture.broker.plainPort)];
    const third = await socketTo(fixture.broker.plainPort);
    await ended(first);
    expect(fixture.denials).toEqual(["crowded-out"]);
    expect([speaking, second, third].map((socket) => socket.closed)).toEqual([false, false, false]);
  });

  test("cabinets behind the same address log in however many there are", async () => {
    fixture = await startBrokerFixture({ pendingPerAddress: 10 });
    for (let count = 0; count < 25; count++) await socketTo(fixture.broker.plainPort);
    for (let count = 0; count < 5; count++) {
      const cabinet = await connected(fixture.cabinet("shop-1"));
      await cabinet.subscribeAsync("c/shop-1/down/ack");
      await cabinet.endAsync();
    }
    expect(new Set(fixture.denials)).toEqual(new Set(["crowded-out"]));
  });

  test("one that has logged in is not among them any more", async () => {
    fixture = await startBrokerFixture({ pendingPerAddress: 1 });
    const first = await connected(fixture.cabinet("shop-1"));
    await connected(fixture.cabinet("shop-2"));
    await first.subscribeAsync("c/shop-1/down/ack");
    expect(fixture.denials).toEqual([]);
  });

  test("one that waits for the answer to a refused login is among them", async () => {
    const clock = { now: () => 0, monotonic: () => 0, after: () => () => {} };
    fixture = await startBrokerFixture({ pendingPerAddress: 1, refuseAfter: 1000 }, { clock });
    const guessing = fixture.cabinet("shop-1", { password: "guess" });
    await until(() => fixture.denials.length > 0);
    await connected(fixture.cabinet("shop-2"));
    await closed(guessing);
    expect(fixture.denials).toEqual(["wrong-login", "crowded-out"]);
  });

  test("the address that holds most of them gives way when there are too many in all", async () => {
    fixture = await startBrokerFixture({ pendingInAll: 3 });
    const lonely = await socketTo(fixture.broker.plainPort, "127.0.0.2");
    const [oldest] = [await socketTo(fixture.broker.plainPort), await socketTo(fixture.broker.plainPort)];
    const newest = await socketTo(fixture.broker.plainPort, "127.0.0.3");
    await ended(oldest);
    expect([lonely.closed, newest.closed]).toEqual([false, false]);
  });
});

test("the broker holds so many connections in all and refuses more, until one of them ends", async () => {
  fixture = await startBrokerFixture({ connections: 1 });
  const first = await connected(fixture.cabinet("shop-1"));
  await ended(await socketTo(fixture.broker.plainPort));
  expect(fixture.denials).toEqual(["too-many-connections"]);
  await first.endAsync();
  await connected(fixture.cabinet("shop-2"));
});

test("a connection that never says CONNECT is ended", async () => {
  fixture = await startBrokerFixture({ connectWithin: 20 });
  await ended(await socketTo(fixture.broker.plainPort));
  expect(fixture.logged).toMatchObject([{ why: "connect did not arrive in time" }]);
});

test("too many bytes end the connection, however few packets they are", async () => {
  const clock = { now: () => 0, monotonic: () => 0, after: () => () => {} };
  fixture = await startBrokerFixture({ byteBurst: 100_000 }, { clock });
  const cabinet = await connected(fixture.cabinet("shop-1"));
  cabinet.publish("c/shop-1/up/snapshot", "x".repeat(maxMessageBytes));
  cabinet.publish("c/shop-1/up/snapshot", "x".repeat(maxMessageBytes));
  await closed(cabinet);
  expect(fixture.denials).toEqual(["too-many-bytes"]);
});

describe("a cabinet that does not read", () => {
  /** A cabinet whose socket is never read from now on. */
  async function frozenCabinet(): Promise<MqttClient> {
    const frozen = await connected(fixture.cabinet("shop-1"));
    await frozen.subscribeAsync("c/shop-1/down/config");
    frozen.stream.removeAllListeners("data");
    frozen.stream.pause();
    return frozen;
  }

  test("is cut off once too much has gathered for it, and nothing for others waits meanwhile", async () => {
    // No time passes: whatever waited for the cabinet's socket, or for a time limit, would wait for ever.
    const clock = { now: () => 0, monotonic: () => 0, after: () => () => {} };
    fixture = await startBrokerFixture({}, { clock });
    const hub = await fixture.hub();
    await frozenCabinet();
    const lively = await connected(fixture.cabinet("shop-2"));
    await lively.subscribeAsync("c/shop-2/down/ack");
    let heard = 0;
    lively.on("message", () => (heard += 1));
    for (let count = 1; fixture.denials.length === 0; count++) {
      hub.publish("c/shop-1/down/config", "x".repeat(maxMessageBytes));
      hub.publish("c/shop-2/down/ack", "go on");
      await until(() => heard === count);
    }
    expect(fixture.denials).toEqual(["reads-too-slowly"]);
  });

  test("is cut off once its socket has taken nothing for too long, though little has gathered", async () => {
    const clock = new ManualClock();
    fixture = await startBrokerFixture({ unreadBytes: Number.POSITIVE_INFINITY, drainWithin: 10_000 }, { clock });
    const hub = await fixture.hub();
    const frozen = await frozenCabinet();
    for (let count = 0; count < 200; count++)
      await hub.publishAsync("c/shop-1/down/config", "x".repeat(maxMessageBytes), { qos: 1 });
    await clock.pass(9_999);
    expect(fixture.denials).toEqual([]);
    await clock.pass(1);
    expect(fixture.denials).toEqual(["reads-too-slowly"]);
    expect(frozen.disconnecting).toBe(false);
  });

  test("may not repeat that at any rate: it is let in again only after a while", async () => {
    const clock = new ManualClock();
    fixture = await startBrokerFixture({ loginBurst: 3, loginsPerSecond: 1, loginsPerCut: 10 }, { clock });
    const cabinet = await connected(fixture.cabinet("shop-1"));
    cabinet.publish("c/shop-2/up/event", "foreign");
    await closed(cabinet);
    const refused = refusalOf(fixture.cabinet("shop-1"));
    await until(() => fixture.denials.length === 2);
    await clock.pass(0);
    expect(await refused).toBe(3);
    expect(fixture.denials).toEqual(["foreign-topic", "too-many-logins"]);
    await connected(fixture.cabinet("shop-2"));
    await clock.pass(1000);
    await connected(fixture.cabinet("shop-1"));
  });
});

test("any number of messages that the hub sends to a cabinet that is not there leaves the broker working", async () => {
  fixture = await startBrokerFixture();
  const hub = await fixture.hub();
  const cabinet = await connected(fixture.cabinet("shop-2"));
  await cabinet.subscribeAsync("c/shop-2/down/ack");
  const heard = nextMessage(cabinet);
  for (let count = 0; count < 20_000; count++) hub.publish("c/shop-1/down/config", "x".repeat(100));
  hub.publish("c/shop-2/down/ack", "go on");
  expect((await heard).payload).toBe("go on");
});

test("a wrong password uses up nothing of a cabinet's logins", async () => {
  fixture = await startBrokerFixture({ loginBurst: 1, loginsPerSecond: 0 });
  for (let count = 0; count < 3; count++) await refusalOf(fixture.cabinet("shop-1", { password: "guess" }));
  await connected(fixture.cabinet("shop-1"));
});
