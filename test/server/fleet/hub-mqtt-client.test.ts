import { connect } from "node:net";
import { type Duplex, duplexPair } from "node:stream";
import { Aedes } from "aedes";
import mqtt, { type MqttClient } from "mqtt";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { systemClock } from "../../../platform/clock.ts";
import type { Log } from "../../../platform/log.ts";
import { examples } from "../../../protocol/examples.ts";
import { type Broker, startBroker } from "../../../server/broker/broker.ts";
import { usualLimits } from "../../../server/broker/limits.ts";
import { connectHubMqttClient, type HubMqttClient } from "../../../server/fleet/hub-mqtt-client.ts";
import { until } from "../../support/manual-clock.ts";

const { ack } = examples.ack;

let broker: Broker;
let link: HubMqttClient;
let streams: Duplex[];
let logged: string[];
let ended: number;

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const log: Log = {
  ...silent,
  info: (_fields, message) => logged.push(message),
  warn: (fields, message) => logged.push(`${message} ${JSON.stringify(fields)}`),
};

beforeEach(async () => {
  // Only what mqtt.js waits with before it connects again.
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  streams = [];
  logged = [];
  ended = 0;
  broker = await startBroker({
    plain: { host: "127.0.0.1", port: 0, beyondLoopback: false },
    passwordOf: async () => "right",
    limits: { ...usualLimits, refuseAfter: 0 },
    clock: systemClock,
    log: silent,
    denied: () => {},
  });
});

afterEach(async () => {
  await link.close();
  await broker.stop();
  vi.useRealTimers();
});

function start(openStream: () => Duplex = () => broker.connectInProcess()): void {
  const keep = () => {
    const stream = openStream();
    streams.push(stream);
    // Only then has mqtt.js seen it too.
    stream.once("close", () => setImmediate(() => (ended += 1)));
    return stream;
  };
  link = connectHubMqttClient({ openStream: keep, clientId: "HUB", clock: systemClock, log });
}

async function logs(message: string | RegExp): Promise<void> {
  await until(() => new RegExp(message).test(logged.at(-1) ?? ""));
}

/** Waits for the end of so many connections, and then for the time after which the link tries again. */
async function tries(count: number): Promise<void> {
  await until(() => ended === count);
  vi.advanceTimersByTime(1000);
}

async function cabinet(): Promise<MqttClient> {
  const client = await mqtt.connectAsync({
    host: "127.0.0.1",
    port: broker.plainPort ?? 0,
    clientId: "shop-1",
    username: "shop-1",
    password: "right",
    protocolVersion: 4,
    reconnectPeriod: 0,
  });
  await client.subscribeAsync("c/shop-1/down/ack");
  return client;
}

test("what is published reaches the cabinet, and what it says reaches the handler", async () => {
  start();
  const heard = new Promise<unknown[]>((resolve) => link.onMessage((...all) => resolve(all)));
  await logs("connected");
  const client = await cabinet();
  const received = new Promise<string>((resolve) =>
    client.once("message", (_topic, payload) => resolve(payload.toString())),
  );
  expect(await link.publish("shop-1", "ack", ack)).toBe(true);
  expect(JSON.parse(await received)).toEqual(ack);
  client.publish("c/shop-1/up/event", "happened");
  expect(await heard).toEqual(["c/shop-1/up/event", Buffer.from("happened"), { retained: false }]);
  client.end(true);
});

test("what the broker kept is marked as retained", async () => {
  const client = await cabinet();
  await client.publishAsync("c/shop-1/up/presence", "birth", { qos: 1, retain: true });
  start();
  const heard = new Promise<unknown[]>((resolve) => link.onMessage((...all) => resolve(all)));
  expect(await heard).toEqual(["c/shop-1/up/presence", Buffer.from("birth"), { retained: true }]);
  client.end(true);
});

test("after a reconnection the cabinets are heard again, and what the broker kept once more", async () => {
  const client = await cabinet();
  await client.publishAsync("c/shop-1/up/presence", "birth", { qos: 1, retain: true });
  const heard: string[] = [];
  start();
  link.onMessage((_topic, payload) => heard.push(Buffer.from(payload).toString()));
  await until(() => heard.length > 0);
  streams.at(-1)?.destroy();
  await tries(1);
  await until(() => link.connected);
  await client.publishAsync("c/shop-1/up/event", "happened", { qos: 1 });
  await until(() => heard.includes("happened"));
  expect(heard).toEqual(["birth", "birth", "happened"]);
  client.end(true);
});

test("nothing published without a connection is sent later", async () => {
  const client = await cabinet();
  const received: unknown[] = [];
  client.on("message", (_topic, payload) => received.push(JSON.parse(payload.toString())));
  start();
  expect(await link.publish("shop-1", "ack", { ...ack, committed: 1 })).toBe(false);
  await logs("connected");
  streams.at(-1)?.destroy();
  await logs("lost");
  expect(link.connected).toBe(false);
  expect(await link.publish("shop-1", "ack", { ...ack, committed: 2 })).toBe(false);
  vi.advanceTimersByTime(1000);
  await logs("connected");
  expect(link.connected).toBe(true);
  await link.publish("shop-1", "ack", { ...ack, committed: 3 });
  await until(() => received.length > 0);
  expect(received).toEqual([{ ...ack, committed: 3 }]);
  client.end(true);
});

test("a broker that can't be reached, or refuses, is tried again and again, and it is said once", async () => {
  // From outside of the hub's process the hub's id is nobody's.
  let port = broker.plainPort;
  start(() => (port === undefined ? broker.connectInProcess() : connect({ host: "127.0.0.1", port })));
  await tries(1);
  await tries(2);
  port = 1;
  await tries(3);
  await tries(4);
  port = undefined;
  await tries(5);
  await logs("connected");
  port = 1;
  streams.at(-1)?.destroy();
  await tries(6);
  await tries(7);
  expect(logged).toEqual([
    expect.stringContaining("Identifier rejected"),
    expect.stringContaining("ECONNREFUSED"),
    "connected to the broker",
    expect.stringContaining("lost"),
    expect.stringContaining("ECONNREFUSED"),
  ]);
});

test("a broker that denies the subscription is no connection", async () => {
  const denying = await Aedes.createBroker({ authorizeSubscribe: (_client, _subscription, done) => done(null, null) });
  const [mine, theirs] = duplexPair();
  denying.handle(theirs);
  start(() => mine);
  await logs("does not let the hub hear");
  expect(mine.destroyed).toBe(true);
  expect(link.connected).toBe(false);
  await new Promise<void>((resolve) => denying.close(resolve));
});

test("a closed link publishes nothing and does not connect again", async () => {
  start();
  await logs("connected");
  await link.close();
  expect(await link.publish("shop-1", "ack", ack)).toBe(false);
  vi.advanceTimersByTime(10_000);
  expect(streams).toHaveLength(1);
  expect(logged).toEqual(["connected to the broker"]);
});
