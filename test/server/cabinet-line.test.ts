import { once } from "node:events";
import { createServer } from "node:net";
import mqtt, { type MqttClient } from "mqtt";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { systemClock } from "../../platform/clock.ts";
import { examples } from "../../protocol/examples.ts";
import { cabinetKeys } from "../../protocol/seal.ts";
import { type CabinetLine, openCabinetLine } from "../../server/cabinet-line.ts";
import { HubMetrics } from "../../server/metrics/hub-metrics.ts";
import type { HubSettings } from "../../server/settings.ts";
import { freePort } from "../support/free-ports.ts";
import { HubFixture } from "../support/hub-fixture.ts";
import { Mosquitto, mosquittoProgram } from "../support/mosquitto.ts";

const hubPassword = "the password of all hubs";

let fixture: HubFixture;
let line: CabinetLine;
let logged: Record<string, unknown>[];
let metrics: HubMetrics;
const clients: MqttClient[] = [];

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
  logged = [];
  metrics = new HubMetrics();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.end(true);
  await line?.link.close();
  await line?.stop();
  await fixture.close();
});

async function open(settings: Partial<HubSettings>): Promise<void> {
  const log = pino({ level: "info" }, { write: (text) => logged.push(JSON.parse(text) as Record<string, unknown>) });
  const usual = { mqttHost: "127.0.0.1", mqttPort: 0, mqttPlain: false, mqttUser: "Hub" };
  const { registry } = fixture;
  line = await openCabinetLine({ ...usual, ...settings } as HubSettings, {
    registry,
    metrics,
    clock: systemClock,
    log,
  });
}

async function cabinet(port: number): Promise<MqttClient> {
  const client = await mqtt.connectAsync({
    host: "127.0.0.1",
    port,
    protocolVersion: 4,
    clientId: "shop-1",
    username: "shop-1",
    password: (await fixture.registry.passwordOf("shop-1")) ?? "",
    reconnectPeriod: 0,
  });
  clients.push(client);
  return client;
}

const closed = (client: MqttClient) => new Promise<void>((resolve) => client.once("close", () => resolve()));
const connected = () => vi.waitFor(() => expect(line.link.connected).toBe(true), { interval: 1, timeout: 20_000 });

describe("with a broker of its own", () => {
  test("the hub begins with nobody connected, and counts who comes", async () => {
    expect(await fixture.registry.lineTo("shop-1")).toMatchObject({ isOnline: true });
    await open({});
    expect(await fixture.registry.lineTo("shop-1")).toMatchObject({ isOnline: false });
    await connected();
    await cabinet(line.port ?? 0);
    expect((await metrics.mqttClients.get()).values).toMatchObject([{ value: 1 }]);
    expect(line.authHook).toBeUndefined();
    expect(line.takesNextSecrets).toBe(true);
  });

  test("a cabinet whose secret was voided is thrown out", async () => {
    await open({});
    const shop = await cabinet(line.port ?? 0);
    const gone = closed(shop);
    await line.disconnect("shop-1");
    await gone;
  });

  test("the first login with a cabinet's next secret ends the connection with the former one, which is refused then", async () => {
    await open({});
    const { registry, store } = fixture;
    const shop = await cabinet(line.port ?? 0);
    const { secret } = await store.transact((tx) => registry.nextSecretIn(tx, "shop-1"));
    const former = (await registry.passwordOf("shop-1")) ?? "";
    const login = (password: string) =>
      mqtt.connectAsync(
        `mqtt://127.0.0.1:${line.port ?? 0}`,
        { clientId: "shop-1", username: "shop-1", password, reconnectPeriod: 0 },
        false,
      );
    await store.transact((tx) => registry.disableIn(tx, "shop-1", { actor: "operator/lin", reason: "broken" }));
    await expect(login(cabinetKeys(secret).password)).rejects.toThrow("Not authorized");
    expect((await fixture.cabinet()).keyGeneration).toBe(1);
    await store.transact((tx) => registry.enableIn(tx, "shop-1"));
    const gone = closed(shop);
    clients.push(await login(cabinetKeys(secret).password));
    await gone;
    expect(await registry.sealKeyOf("shop-1")).toEqual(cabinetKeys(secret).sealKey);
    await expect(login(former)).rejects.toThrow("Not authorized");
  });

  test("what was published reaches a cabinet though the hub stops at once", async () => {
    await open({});
    await connected();
    const shop = await cabinet(line.port ?? 0);
    await shop.subscribeAsync("c/shop-1/down/ack");
    const received: number[] = [];
    shop.on("message", (_topic, text) =>
      received.push((JSON.parse(text.toString()) as { committed: number }).committed),
    );
    const gone = closed(shop);
    for (let committed = 1; committed <= 100; committed++)
      await line.link.publish("shop-1", "ack", { ...examples.ack.ack, committed });
    await line.link.close();
    await line.stop();
    await gone;
    expect(received).toHaveLength(100);
  });
});

describe.skipIf(!mosquittoProgram)("with an outside broker", () => {
  let broker: Mosquitto;
  let port: number;
  beforeEach(async () => {
    port = await freePort();
    broker = await Mosquitto.create(port);
  });
  afterEach(() => broker.remove());

  const outside = () => ({ mqttUrl: `mqtt://127.0.0.1:${port}`, mqttPassword: hubPassword });

  test("who is connected is left as it is, and nothing listens here", async () => {
    await open(outside());
    await connected();
    expect(await fixture.registry.lineTo("shop-1")).toMatchObject({ isOnline: true });
    expect([line.port, line.authHook]).toEqual([undefined, undefined]);
    expect(logged).toMatchObject([{ msg: "connected to the broker", broker: `127.0.0.1:${port}` }]);
  });

  test("a cabinet whose secret was voided is thrown out where the broker knows its new one", async () => {
    await open(outside());
    const gone = closed(await cabinet(port));
    await line.disconnect("shop-1");
    await gone;
    await line.disconnect("shop-9");
    expect(logged.filter(({ level }) => level === 40)).toEqual([]);
  });

  test("a broker with a token may ask who may log in and do what, and denials are counted", async () => {
    await open({ ...outside(), brokerToken: "a-token-with-which-the-broker-asks" });
    const { authHook } = line;
    const shop = { clientId: "shop-1", username: "shop-1" };
    expect(authHook?.askers).toEqual([{ name: "broker", token: "a-token-with-which-the-broker-asks" }]);
    expect(await authHook?.mayLogIn(shop, (await fixture.registry.passwordOf("shop-1")) ?? "")).toBe(true);
    expect(await authHook?.mayLogIn({ clientId: "Hub:1", username: "Hub" }, hubPassword)).toBe(true);
    expect(authHook?.may(shop, { action: "subscribe", topic: "c/shop-2/down/ack" })).toBe(false);
    expect((await metrics.mqttDenied.get()).values).toMatchObject([{ labels: { reason: "foreign-subscription" } }]);
  });
});

test("where the outside broker does not take the new secret, the log says that it must be told", async () => {
  const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await open({ mqttUrl: `mqtt://127.0.0.1:${port}`, mqttPassword: hubPassword });
  await line.disconnect("shop-1");
  expect(logged).toContainEqual(
    expect.objectContaining({ cabinetId: "shop-1", msg: expect.stringContaining("must be told") as string }),
  );
  server.close();
});

test.each([
  { mqttUrl: "mqtts://broker.example" },
  { mqttPassword: hubPassword },
  { mqttCa: "a certificate authority" },
  { brokerToken: "a-token-with-which-the-broker-asks" },
])("half of an outside broker is a mistake: %o", async (settings) => {
  await expect(open(settings)).rejects.toMatchObject({ code: "config/invalid" });
});
