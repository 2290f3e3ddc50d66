import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mqtt from "mqtt";
import { pino } from "pino";
import { afterEach, expect, test, vi } from "vitest";
import { systemClock } from "../../platform/clock.ts";
import { readSettings } from "../../platform/settings.ts";
import { startHub } from "../../server/hub.ts";
import { hubSettings } from "../../server/settings.ts";
import { openSqliteStore } from "../../server/store/sqlite/open-sqlite.ts";
import { hubTables } from "../../server/tables.ts";
import { freePort } from "../support/free-ports.ts";
import { Mosquitto, mosquittoProgram } from "../support/mosquitto.ts";
import { putOperatorToken } from "../support/operator-token.ts";

const operatorToken = "an-operators-token-of-enough-characters";
const brokerToken = "a-token-with-which-the-broker-asks";

function settings(data: string, port: number) {
  const [ours, theirs] = [0, 1].map(() => generateKeyPairSync("rsa", { modulusLength: 2048 }));
  const variables = {
    HUB_PUBLIC_URL: "http://127.0.0.1",
    HUB_HTTP_PORT: "0",
    HUB_MQTT_URL: `mqtt://127.0.0.1:${port}`,
    HUB_MQTT_PASSWORD: "the password of all hubs",
    HUB_BROKER_TOKEN: brokerToken,
    HUB_DATA: data,
    HUB_SECRET: "a secret of at least 32 characters for tests",
    HUB_ALIPAY_APP_ID: "2021000000000001",
    HUB_ALIPAY_PRIVATE_KEY: String(ours?.privateKey.export({ type: "pkcs8", format: "pem" })),
    HUB_ALIPAY_PUBLIC_KEY: String(theirs?.publicKey.export({ type: "spki", format: "pem" })),
  };
  return readSettings("HUB_", hubSettings, { variables, readFile: () => "" });
}

/** What was started, to be ended last first. */
const started: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of started.splice(0).toReversed()) await end();
});

test.skipIf(!mosquittoProgram)(
  "a hub at an outside broker is ready while that one is there, and has none itself",
  async () => {
    const port = await freePort();
    const broker = await Mosquitto.create(port);
    started.push(() => broker.remove());
    const data = await mkdtemp(join(tmpdir(), "hub-outside-"));
    started.push(() => rm(data, { recursive: true }));
    const before = await openSqliteStore(data, hubTables);
    await putOperatorToken(before, "lin", operatorToken);
    await before.close();
    const hub = await startHub({ settings: settings(data, port), source: systemClock, log: pino({ level: "silent" }) });
    started.push(() => hub.stop());
    const url = `http://127.0.0.1:${hub.httpPort}`;
    const readiness = async () => {
      const answer = await fetch(`${url}/readyz`);
      return answer.ok ? "ready" : ((await answer.json()) as { reasons: string[] }).reasons.join();
    };
    const waits = { interval: 20, timeout: 30_000 };
    expect(hub.mqttPort).toBeUndefined();
    await vi.waitFor(async () => expect(await readiness()).toBe("ready"), waits);
    const headers = { authorization: `Bearer ${operatorToken}`, "content-type": "application/json" };
    const registered = await fetch(`${url}/api/operator/cabinets/shop-1`, {
      method: "PUT",
      headers,
      body: JSON.stringify({ name: "咖啡馆", address: "人民路 1 号", slots: 8, reason: "a new shop" }),
    });
    expect(registered.status).toBe(201);
    const asked = await fetch(`${url}/broker/login`, {
      method: "POST",
      headers: { ...headers, authorization: `Bearer ${brokerToken}` },
      body: JSON.stringify({ clientid: "shop-1", username: "shop-1", password: "wrong" }),
    });
    expect(await asked.json()).toEqual({ result: "deny" });

    const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, { clientId: "shop-1", reconnectPeriod: 0 });
    const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));
    await new Promise<void>((resolve) => client.once("connect", () => resolve()));
    const renewed = await fetch(`${url}/api/operator/cabinets/shop-1/secret`, {
      method: "POST",
      headers,
      body: JSON.stringify({ reason: "somebody saw it" }),
    });
    expect(renewed.status).toBe(200);
    await closed;

    await broker.kill();
    await vi.waitFor(async () => expect(await readiness()).toBe("broker/away"), waits);
    await broker.start();
    await vi.waitFor(async () => expect(await readiness()).toBe("ready"), waits);
  },
);
