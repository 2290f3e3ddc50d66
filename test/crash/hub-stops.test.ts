import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import mqtt, { type MqttClient } from "mqtt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../platform/clock.ts";
import { decode, encode } from "../../protocol/messages.ts";
import { cabinetKeys } from "../../protocol/seal.ts";
import { downTopic, upTopic } from "../../protocol/topics.ts";
import { beijingTime } from "../../server/credit/zhima/beijing-time.ts";
import { Registry } from "../../server/fleet/registry.ts";
import { OrderService } from "../../server/orders/order-service.ts";
import type { Tariff } from "../../server/rental/tariff.ts";
import { cabinetTable } from "../../server/store/cabinet-table.ts";
import { type OrderRecord, orderTable } from "../../server/store/order-table.ts";
import { openSqliteStore } from "../../server/store/sqlite/open-sqlite.ts";
import type { Store } from "../../server/store/store.ts";
import { hubTables } from "../../server/tables.ts";
import { alipays, appId, FakeGateway, ours, pem } from "../server/credit/zhima/fake-gateway.ts";
import { tariff } from "../server/rental/examples.ts";
import { endClosedStores } from "../support/closed-stores.ts";
import { terms } from "../support/hub-fixture.ts";

/*
 * The hub as built, in a process of its own, with an order about which it asks a gateway that answers when the test
 * wants it to.
 */

const orderNo = "20261123120000000001";
const riderId = "user/2088000000000001";
const cabinetId = "shop-1";
const hubSecret = "a secret of more than thirty-two characters";
const metricsToken = "sVk2nQ8zLr5wXb1TgYh7dMfP";
const plan: Tariff = { ...tariff, version: "1" };

let folder: string;
let gateway: FakeGateway;
let cabinetSecret: string;
let hub: { readonly process: ChildProcess; readonly ended: Promise<unknown> } | undefined;

async function withStore<Value>(work: (store: Store) => Promise<Value>): Promise<Value> {
  const value = await withOpenStore(work);
  await endClosedStores();
  return value;
}

async function withOpenStore<Value>(work: (store: Store) => Promise<Value>): Promise<Value> {
  const store = await openSqliteStore(folder, hubTables);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "jiehuan-hub-"));
  gateway = await new FakeGateway().start();
  await withStore(async (store) => {
    const registry = new Registry(store, systemClock, hubSecret);
    const details = { cabinetId, name: "shop", address: "street", slots: 8 };
    cabinetSecret = (await registry.register(details)).secret;
    const orderService = new OrderService(store, systemClock);
    const request = {
      orderNo,
      riderId,
      seat: 0,
      place: details,
      slots: [{ slot: 7, expectedItemId: "BANK07" }],
      tariff: plan,
      terms,
    };
    await store.transact((tx) => orderService.requestIn(tx, request, `rider/${riderId}`));
    await orderService.apply(orderNo, { type: "credit-noticed", about: "created", noticeId: "n1" }, "credit-provider");
  });
});
afterEach(async () => {
  hub?.process.kill("SIGKILL");
  // Until it is gone it may write into its folder.
  await hub?.ended;
  hub = undefined;
  await gateway.stop();
  await rm(folder, { recursive: true });
});

interface RunningHub {
  readonly http: string;
  readonly mqttPort: number;
  readonly process: ChildProcess;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  /** What it logged so far. */
  readonly logged: readonly string[];
}

async function startHub(changes: Record<string, string> = {}): Promise<RunningHub> {
  const env = {
    PATH: process.env["PATH"],
    HUB_PUBLIC_URL: "http://127.0.0.1",
    HUB_HTTP_PORT: "0",
    HUB_MQTT_PORT: "0",
    HUB_DATA: folder,
    HUB_SECRET: hubSecret,
    HUB_METRICS_TOKEN: metricsToken,
    HUB_ALIPAY_APP_ID: appId,
    HUB_ALIPAY_PRIVATE_KEY: pem(ours.privateKey),
    HUB_ALIPAY_PUBLIC_KEY: pem(alipays.publicKey),
    HUB_ALIPAY_GATEWAY: gateway.url,
    ...changes,
  };
  const child = spawn(process.execPath, [resolve("dist/server/main.js")], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close").then(() => child.exitCode);
  hub = { process: child, ended };
  const logged: string[] = [];
  const ready = new Promise<{ http: number; mqtt: number }>((found, failed) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const entry = JSON.parse(line) as { msg: string; http: number; mqtt: number };
      logged.push(entry.msg);
      if (entry.msg === "the hub is ready") found(entry);
    });
    void ended.then((code) => failed(new Error(`the hub ended with ${code}`)));
  });
  const { http, mqtt: mqttPort } = await ready;
  return { http: `http://127.0.0.1:${http}`, mqttPort, process: child, ended, logged };
}

/** The hub has asked about the order. */
async function asked(): Promise<void> {
  while (gateway.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
}

async function stopping({ http }: RunningHub): Promise<void> {
  while ((await fetch(`${http}/readyz`)).ok) await new Promise((resolve) => setImmediate(resolve));
}

function record(): Promise<OrderRecord | undefined> {
  return withStore((store) => store.transact((tx) => tx.get(orderTable, orderNo)));
}

describe("a hub that is stopped", () => {
  it("keeps what comes of a call that is under way, sends no command any more, and ends with 0", async () => {
    let answer = () => {};
    const held = new Promise<void>((go) => {
      answer = go;
    });
    gateway.answers({
      code: "10000",
      msg: "Success",
      order_no: "20000001",
      use_state: "borrow",
      user_id: "2088000000000001",
      borrow_time: beijingTime(Date.now()),
    });
    const { respond } = gateway;
    gateway.respond = (...call) => void held.then(() => respond(...call));
    const running = await startHub();
    await asked();
    running.process.kill("SIGTERM");
    await stopping(running);

    const ready = await fetch(`${running.http}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      expect.objectContaining({ code: "hub/stopping" }) as object,
    ]);
    const order = await fetch(`${running.http}/api/rider/orders`, { method: "POST" });
    expect([order.status, order.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await order.json()).toMatchObject({ code: "hub/stopping" });

    answer();
    expect(await running.ended).toBe(0);
    expect(running.logged.at(-1)).toBe("the hub has stopped");
    const kept = await record();
    expect(kept?.order).toMatchObject({ state: "confirmed", credit: { orderNo: "20000001" } });
    expect(kept?.effects.map(({ type }) => type)).toContain("open-slot");
  });

  it("waits for a call that hangs no longer than it may, and leaves it to the next start", async () => {
    const running = await startHub({ HUB_STOP_WITHIN: "1000" });
    await asked();
    running.process.kill("SIGTERM");
    expect(await running.ended).toBe(0);
    // The gateway itself has ten seconds: a hub that waited for those would have no call left to speak of.
    expect(running.logged).toContain("calls to the credit provider still run; the next start asks for their outcome");
    const kept = await record();
    expect(kept?.order.state).toBe("requested");
    expect(kept?.effects.map(({ type }) => type)).toContain("query-credit");
  });

  it.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)("ends at once with a second signal, %s, and %i", async (signal, code) => {
    const running = await startHub();
    await asked();
    running.process.kill("SIGTERM");
    await stopping(running);
    running.process.kill(signal);
    expect(await running.ended).toBe(code);
    expect((await record())?.order.state).toBe("requested");
  });
});

describe("a hub with a cabinet", () => {
  const bootId = "boot-0001";
  const journalId = "journal-0001";
  let running: RunningHub;
  let cabinet: MqttClient;

  /** The next message of the hub on a channel. */
  const hears = (channel: "welcome" | "ack") =>
    new Promise<unknown>((resolve) => {
      cabinet.on("message", (topic, payload) => {
        if (topic === downTopic(cabinetId, channel)) resolve(decode(channel, payload));
      });
    });

  beforeEach(async () => {
    gateway.sends("no answer that could be understood");
    running = await startHub();
    cabinet = mqtt.connect({
      host: "127.0.0.1",
      port: running.mqttPort,
      protocolVersion: 4,
      clientId: cabinetId,
      username: cabinetId,
      password: cabinetKeys(cabinetSecret).password,
      reconnectPeriod: 0,
    });
    cabinet.on("error", () => {});
    await new Promise((resolve) => cabinet.once("connect", resolve));
    await cabinet.subscribeAsync([downTopic(cabinetId, "welcome"), downTopic(cabinetId, "ack")], { qos: 1 });
    const journal = { id: journalId, first: 1, last: 0 };
    const begun = { v: 1, state: "birth", bootId, connection: 1, nonce: "nonce-0001" } as const;
    const birth = { ...begun, driver: "gzxj", slots: 8, journal };
    const welcomed = hears("welcome");
    await cabinet.publishAsync(upTopic(cabinetId, "presence"), encode("presence", birth), { qos: 1, retain: true });
    await welcomed;
  });
  afterEach(() => cabinet.endAsync(true));

  const returned = (seq: number) =>
    encode("event", {
      v: 1,
      journalId,
      seq,
      at: { latest: systemClock.now(), uncertainty: 0 },
      body: { kind: "returned", slot: 1, itemId: "BANK99", source: "report" },
    });

  it("acknowledges all that it has kept before it goes", async () => {
    const acknowledged = hears("ack");
    let committed = 0;
    cabinet.on("message", (topic, payload) => {
      if (topic !== downTopic(cabinetId, "ack")) return;
      const answer = decode("ack", payload);
      if (answer.ok) committed = answer.message.committed;
    });
    const left = new Promise<void>((resolve) => cabinet.once("close", () => resolve()));
    for (let seq = 1; seq <= 20; seq++)
      cabinet.publish(upTopic(cabinetId, "event"), returned(seq), { qos: 1 }, () => {});
    expect(await acknowledged).toMatchObject({ ok: true, message: { v: 2, bootId, journalId, committed: 1 } });
    running.process.kill("SIGTERM");
    expect(await running.ended).toBe(0);
    await left;
    const cabinetRow = await withStore((store) => store.transact((tx) => tx.get(cabinetTable, cabinetId)));
    expect(cabinetRow?.journal).toMatchObject({ id: journalId, committed });
  });

  it("shows metrics with proper names and a word on each, those of the alarms among them, and no label holds an id", async () => {
    const acknowledged = hears("ack");
    await cabinet.publishAsync(upTopic(cabinetId, "event"), returned(1), { qos: 1 });
    await acknowledged;
    await fetch(`${running.http}/api/rider/orders/${orderNo}`);
    const answer = await fetch(`${running.http}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } });
    const lines = (await answer.text()).split("\n").filter((line) => line !== "");

    const helped = new Set(lines.flatMap((line) => /^# HELP (\S+) \S.{10,}$/.exec(line)?.[1] ?? []));
    const types = new Map(
      lines.flatMap((line) => {
        const [, name, type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
        return name && type ? [[name, type] as const] : [];
      }),
    );
    expect(types.size).toBeGreaterThan(50);
    for (const [name, type] of types) {
      expect(helped).toContain(name);
      expect(name).toMatch(/^(jiehuan|process|nodejs)_[a-z0-9_]+$/);
      if (name.startsWith("jiehuan_")) {
        expect([name, name.endsWith("_total")]).toEqual([name, type === "counter"]);
        if (type === "histogram") expect(name).toMatch(/_(seconds|transactions)$/);
      }
    }
    const samples = lines.filter((line) => !line.startsWith("#"));
    for (const sample of samples) {
      const [, name = "", labels = ""] = /^([a-z0-9_]+)(?:\{(.*)\})? (?:-?[0-9.e+-]+|Nan)$/.exec(sample) ?? [];
      expect([sample, types.has(name) || types.has(name.replace(/_(bucket|sum|count)$/, ""))]).toEqual([sample, true]);
      for (const id of [orderNo, cabinetId, riderId, bootId, journalId, "BANK", "2088"])
        expect(labels).not.toContain(id);
    }
    expect(samples).toEqual(
      expect.arrayContaining([
        "jiehuan_hub_ready 1",
        "jiehuan_mqtt_clients 1",
        "jiehuan_cabinets_online 1",
        'jiehuan_orders{state="requested"} 1',
        'jiehuan_unmatched_events{kind="returned"} 1',
        'jiehuan_http_requests_total{method="GET",route="/api/rider/orders/:orderNo",status="401"} 1',
      ]),
    );
    expect(samples.some((line) => line.startsWith("nodejs_eventloop_lag_p99_seconds "))).toBe(true);
    expect(samples.some((line) => line.startsWith("process_resident_memory_bytes "))).toBe(true);

    const rules = await readFile("deploy/prometheus-alerts.yaml", "utf8");
    const named = new Set(rules.match(/\b(jiehuan|process|nodejs)_[a-z0-9_]+/g));
    expect(named.size).toBeGreaterThan(15);
    for (const name of named) {
      const histogram = types.get(name.replace(/_(bucket|sum|count)$/, "")) === "histogram";
      expect([name, types.has(name) || histogram]).toEqual([name, true]);
    }
  });
});
