import { connect as connectPlain } from "node:net";
import { connect as connectTls } from "node:tls";
import mqtt, { MqttClient } from "mqtt";
import { afterEach, expect, test } from "vitest";
import { systemClock } from "../../../platform/clock.ts";
import { type Broker, type BrokerParts, startBroker } from "../../../server/broker/broker.ts";
import { usualLimits } from "../../../server/broker/limits.ts";
import { closed, connected, hubClient, nextMessage, silent } from "./fixture.ts";
import { selfSigned } from "./self-signed.ts";

const running: Broker[] = [];

afterEach(async () => {
  for (const broker of running.splice(0)) await broker.stop();
});

async function start(parts: Partial<BrokerParts>): Promise<Broker> {
  const broker = await startBroker({
    passwordOf: async () => "right",
    limits: usualLimits,
    clock: systemClock,
    log: silent,
    denied: () => {},
    ...parts,
  });
  running.push(broker);
  return broker;
}

test.each(["0.0.0.0", "::", "192.0.2.1", "hub.example"])("plain MQTT is refused on %s", async (host) => {
  await expect(start({ plain: { host, port: 0, beyondLoopback: false } })).rejects.toMatchObject({
    code: "config/invalid",
  });
});

test.each(["127.0.0.1", "localhost"])("plain MQTT listens on %s", async (host) => {
  const broker = await start({ plain: { host, port: 0, beyondLoopback: false } });
  expect(broker.plainPort).toBeGreaterThan(0);
});

test("plain MQTT listens beyond loopback where that is wanted", async () => {
  const broker = await start({ plain: { host: "0.0.0.0", port: 0, beyondLoopback: true } });
  expect(broker.plainPort).toBeGreaterThan(0);
});

test.each(["plain", "TLS"])("a command over %s waits for no delayed acknowledgement", async (way) => {
  const { key, cert } = selfSigned("localhost");
  const at = { host: "127.0.0.1", port: 0 };
  const broker = await start(
    way === "TLS" ? { tls: { ...at, key, cert } } : { plain: { ...at, beyondLoopback: false } },
  );
  const toBroker = () => {
    const port = broker.tlsPort ?? broker.plainPort ?? 0;
    const socket =
      way === "TLS" ? connectTls({ ...at, port, servername: "localhost", ca: cert }) : connectPlain({ ...at, port });
    return socket.setNoDelay(true);
  };
  const login = { clientId: "shop-1", username: "shop-1", password: "right" };
  const cabinet = new MqttClient(toBroker, { ...login, protocolVersion: 4, reconnectPeriod: 0 });
  await connected(cabinet);
  await cabinet.subscribeAsync("c/shop-1/down/command", { qos: 1 });
  cabinet.on("message", () => cabinet.publish("c/shop-1/up/event", "opened", { qos: 1 }));
  const hub = hubClient(broker, "HUB");
  await connected(hub);
  await hub.subscribeAsync("c/+/up/+");
  const times: number[] = [];
  for (let round = 0; round < 40; round++) {
    const sentAt = performance.now();
    hub.publish("c/shop-1/down/command", "open");
    await nextMessage(hub);
    times.push(performance.now() - sentAt);
  }
  cabinet.end(true);
  hub.end(true);
  // With Nagle's algorithm on the broker's side each takes 40 ms or more, without it half a millisecond, as long as nobody
  // else keeps the machine busy.
  expect(times.toSorted((a, b) => a - b)[4]).toBeLessThan(30);
});

test("TLS connections count before their handshake, which ends after a while", async () => {
  const { key, cert } = selfSigned("localhost");
  const limits = { ...usualLimits, pendingPerAddress: 1, connectWithin: 500 };
  const broker = await start({ tls: { host: "127.0.0.1", port: 0, key, cert }, limits });
  const order: string[] = [];
  await Promise.all(
    ["first", "second"].map(async (name) => {
      const socket = connectPlain({ host: "127.0.0.1", port: broker.tlsPort ?? 0 });
      socket.on("error", () => {});
      await new Promise((resolve) => socket.once("close", resolve));
      order.push(name);
    }),
  );
  expect(order).toEqual(["first", "second"]);
});

test("a port that is taken is said, and what listened already is closed", async () => {
  const { key, cert } = selfSigned("localhost");
  const at = { host: "127.0.0.1", port: 0 };
  const other = await start({ plain: { ...at, beyondLoopback: false } });
  const probe = await start({ plain: { ...at, beyondLoopback: false } });
  const plain = { ...at, port: probe.plainPort ?? 0, beyondLoopback: false };
  await probe.stop();
  await expect(start({ plain, tls: { ...at, port: other.plainPort ?? 0, key, cert } })).rejects.toMatchObject({
    code: "EADDRINUSE",
  });
  expect((await start({ plain })).plainPort).toBe(plain.port);
});

test.each(["plain", "TLS"])("a stop over %s waits for nobody who never logged in", async (way) => {
  const { key, cert } = selfSigned("localhost");
  const limits = { ...usualLimits, connectWithin: 60_000 };
  const at = { host: "127.0.0.1", port: 0 };
  const listener = way === "TLS" ? { tls: { ...at, key, cert } } : { plain: { ...at, beyondLoopback: false } };
  const broker = await start({ ...listener, limits });
  const socket = connectPlain({ ...at, port: broker.tlsPort ?? broker.plainPort ?? 0 });
  socket.on("error", () => {});
  socket.resume();
  await new Promise((resolve) => socket.once("connect", resolve));
  const closed = new Promise((resolve) => socket.once("close", resolve));
  await broker.stop();
  await closed;
});

test("the broker notices that the hub's end of their stream is gone", async () => {
  const broker = await start({ plain: { host: "127.0.0.1", port: 0, beyondLoopback: false } });
  const cabinet = mqtt.connect({
    host: "127.0.0.1",
    port: broker.plainPort ?? 0,
    clientId: "shop-1",
    username: "shop-1",
    password: "right",
    protocolVersion: 4,
    reconnectPeriod: 0,
  });
  await connected(cabinet);
  await cabinet.subscribeAsync("c/shop-1/down/config");
  const stream = broker.connectInProcess();
  const will = {
    topic: "c/shop-1/down/config",
    payload: Buffer.from("the hub is gone"),
    qos: 0,
    retain: false,
  } as const;
  const hub = new MqttClient(() => stream, { clientId: "HUB", protocolVersion: 4, reconnectPeriod: 0, will });
  await connected(hub);
  const heard = nextMessage(cabinet);
  stream.destroy();
  expect((await heard).payload).toBe("the hub is gone");
  cabinet.end(true);
});

test("a stopped broker has ended its connections and takes no more", async () => {
  const broker = await start({});
  const hub = hubClient(broker, "HUB");
  await connected(hub);
  const silent = broker.connectInProcess();
  await broker.stop();
  await closed(hub);
  expect(silent.destroyed).toBe(true);
  const late = hubClient(broker, "HUB");
  await closed(late);
  expect(late.connected).toBe(false);
});
