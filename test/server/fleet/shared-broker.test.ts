import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import mqtt, { type IPublishPacket, type MqttClient } from "mqtt";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { startBridge } from "../../../firmware-bridge/bridge.ts";
import { type JournalData, newJournal } from "../../../firmware-bridge/journal-data.ts";
import { systemClock } from "../../../platform/clock.ts";
import type { Log } from "../../../platform/log.ts";
import { examples } from "../../../protocol/examples.ts";
import { decode } from "../../../protocol/messages.ts";
import { cabinetKeys, seal } from "../../../protocol/seal.ts";
import { parseUpTopic } from "../../../protocol/topics.ts";
import { connectHubMqttClient, type HubMqttClient } from "../../../server/fleet/hub-mqtt-client.ts";
import { takeOver } from "../../../server/fleet/take-over.ts";
import { FakeBoard } from "../../firmware-bridge/fake-board.ts";
import { MemoryDocument } from "../../firmware-bridge/memory-document.ts";
import { freePort } from "../../support/free-ports.ts";
import { ManualClock, until } from "../../support/manual-clock.ts";
import { Mosquitto, mosquittoProgram } from "../../support/mosquitto.ts";

const { ack } = examples.ack;
const secret = "a secret of sufficient length";
const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

interface Hub {
  readonly link: HubMqttClient;
  readonly heard: string[];
  readonly logged: string[];
  readonly streams: Duplex[];
}

describe.skipIf(!mosquittoProgram)("several hubs at one Mosquitto", () => {
  let broker: Mosquitto;
  let port: number;
  let hubs: Hub[];
  let clients: MqttClient[];

  beforeAll(async () => {
    port = await freePort();
    broker = await Mosquitto.create(port);
  });
  afterAll(() => broker.remove());
  beforeEach(() => {
    // Only what mqtt.js waits with before it connects again.
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    hubs = [];
    clients = [];
  });
  afterEach(async () => {
    for (const { link } of hubs) await link.close();
    for (const client of clients) client.end(true);
    vi.useRealTimers();
  });

  /** A hub that hears; messages are `channel payload`, with a star where the broker kept them. */
  async function hub(): Promise<Hub> {
    const heard: string[] = [];
    const logged: string[] = [];
    const streams: Duplex[] = [];
    const note = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
    const link = connectHubMqttClient({
      openStream: () => {
        const stream = connect({ port, host: "127.0.0.1", noDelay: true });
        streams.push(stream);
        return stream;
      },
      clientId: `Hub:${hubs.length}`,
      login: { username: "Hub", password: "the password of all hubs" },
      clock: systemClock,
      log: { debug: note, info: note, warn: note, error: note },
    });
    link.onMessage((topic, payload, { retained }) =>
      heard.push(`${parseUpTopic(topic)?.channel} ${Buffer.from(payload).toString()}${retained ? "*" : ""}`),
    );
    const made = { link, heard, logged, streams };
    hubs.push(made);
    await until(() => link.connected);
    return made;
  }

  async function client(clientId: string, options: mqtt.IClientOptions = {}): Promise<MqttClient> {
    const made = await mqtt.connectAsync({ host: "127.0.0.1", port, clientId, reconnectPeriod: 0, ...options });
    clients.push(made);
    return made;
  }

  async function cabinet(clientId: string, options: mqtt.IClientOptions = {}): Promise<MqttClient> {
    return client(clientId, { protocolVersion: 4, ...options });
  }

  /** Everything that the broker has taken so far is with whoever hears it. */
  async function delivered(): Promise<void> {
    const last = `mark-${Math.random()}`;
    const cabinet = await client("marker", { protocolVersion: 4 });
    for (let n = 0; n < hubs.length; n++) await cabinet.publishAsync("c/marker/up/health", last, { qos: 1 });
    await until(() => hubs.flatMap(({ heard }) => heard).filter((text) => text.includes(last)).length >= hubs.length);
    for (const { heard } of hubs) heard.splice(0, heard.length, ...heard.filter((text) => !text.includes("mark-")));
    await cabinet.endAsync();
  }

  test("each message goes to one of them, the presence of a cabinet too", async () => {
    const all = [await hub(), await hub(), await hub()];
    const shop = await cabinet("shop-1");
    const events = Array.from({ length: 30 }, (_, n) => `event ${n}`);
    for (const event of events) await shop.publishAsync("c/shop-1/up/event", event, { qos: 1 });
    await shop.publishAsync("c/shop-1/up/presence", "birth", { qos: 1, retain: true });
    await delivered();
    const heard = all.flatMap((hub) => hub.heard);
    expect(heard.toSorted()).toEqual([...events.map((event) => `event ${event}`), "presence birth"].toSorted());
    expect(all.every((hub) => hub.heard.length >= 5)).toBe(true);
    await shop.publishAsync("c/shop-1/up/presence", "", { qos: 1, retain: true });
  });

  test("a hub that comes hears once what the broker kept of presences, marked as old, and nothing else of the past", async () => {
    const shop = await cabinet("shop-1");
    await shop.publishAsync("c/shop-1/up/presence", "birth", { qos: 1, retain: true });
    await shop.publishAsync("c/shop-1/up/snapshot", "snapshot", { qos: 1 });
    const [first, second] = [await hub(), await hub()];
    await until(() => first.heard.length > 0 && second.heard.length > 0);
    await delivered();
    expect([first.heard, second.heard]).toEqual([["presence birth*"], ["presence birth*"]]);
    await shop.publishAsync("c/shop-1/up/presence", "", { qos: 1, retain: true });
  });

  test("a command is for a cabinet that is there: it is not kept, not queued, and has an end", async () => {
    const { link } = await hub();
    const kept = { protocolVersion: 5, clean: false, properties: { sessionExpiryInterval: 60 } } as const;
    const gone = await client("shop-1", kept);
    await gone.subscribeAsync("c/shop-1/down/#", { qos: 1 });
    await gone.endAsync();
    const listener = await client("listener", { protocolVersion: 5 });
    await listener.subscribeAsync("c/+/down/#", { qos: 1 });
    const packet = new Promise<IPublishPacket>((resolve) => listener.once("message", (_t, _p, got) => resolve(got)));
    expect(await link.publish("shop-1", "ack", ack)).toBe(true);
    expect(await packet).toMatchObject({ qos: 0, retain: false, properties: { messageExpiryInterval: 60 } });
    const back = await client("shop-1", kept);
    const late = await client("late");
    const received: string[] = [];
    for (const one of [back, late]) one.on("message", (_topic, payload) => received.push(payload.toString()));
    await late.subscribeAsync("c/shop-1/down/#");
    await link.publish("shop-1", "ack", { ...ack, committed: 8 });
    await until(() => received.length === 2);
    expect(received.map((text) => (JSON.parse(text) as typeof ack).committed)).toEqual([8, 8]);
    await back.endAsync(false, { properties: { sessionExpiryInterval: 0 } });
  });

  test("a hub that stops hears no more while another one does, and still sends", async () => {
    const [going, staying] = [await hub(), await hub()];
    const shop = await cabinet("shop-1");
    await shop.subscribeAsync("c/shop-1/down/ack");
    const received = new Promise<string>((resolve) => shop.once("message", (_t, payload) => resolve(String(payload))));
    await going.link.stopHearing();
    for (let n = 0; n < 10; n++) await shop.publishAsync("c/shop-1/up/event", String(n), { qos: 1 });
    await until(() => staying.heard.length === 10);
    expect(going.heard).toEqual([]);
    expect(await going.link.publish("shop-1", "ack", ack)).toBe(true);
    await going.link.close();
    expect(JSON.parse(await received)).toEqual(ack);
  });

  test("what was published is written before the connection ends", async () => {
    const { link } = await hub();
    const shop = await cabinet("shop-1");
    const received: number[] = [];
    shop.on("message", (_topic, payload) => received.push((JSON.parse(payload.toString()) as typeof ack).committed));
    await shop.subscribeAsync("c/shop-1/down/ack");
    for (let committed = 1; committed <= 500; committed++) await link.publish("shop-1", "ack", { ...ack, committed });
    await link.close();
    await until(() => received.length === 500);
  });

  test("after a restart of the broker the hub is there again by itself", async () => {
    const { link, heard, logged } = await hub();
    await broker.kill();
    await until(() => !link.connected);
    expect(await link.publish("shop-1", "ack", ack)).toBe(false);
    await broker.start();
    await until(() => {
      vi.advanceTimersByTime(1000);
      return link.connected;
    });
    const shop = await cabinet("shop-1");
    await shop.publishAsync("c/shop-1/up/event", "afterwards", { qos: 1 });
    await until(() => heard.includes("event afterwards"));
    expect(logged.filter((line) => line.startsWith("connected"))).toHaveLength(2);
    expect(logged).toContainEqual(expect.stringContaining("is lost"));
  });

  test("an event in the hands of a hub that dies is told to another one", async () => {
    const [first, second] = [await hub(), await hub()];
    const { sealKey } = cabinetKeys(secret);
    const stored: number[] = [];
    let bootId = "";
    let told = 0;
    for (const { link, streams } of [first, second]) {
      link.onMessage((_topic, payload) => {
        const presence = decode("presence", payload);
        if (presence.ok && presence.message.state === "birth") {
          const { nonce, journal } = presence.message;
          bootId = presence.message.bootId;
          const welcome = { v: 1, bootId, nonce, hubTime: clock.now(), journalId: journal.id, committed: 0 } as const;
          void link.publish("shop-1", "welcome", seal(sealKey, "shop-1", welcome));
        }
        const event = decode("event", payload);
        if (!event.ok) return;
        told += 1;
        // Whoever hears it first dies with it.
        if (told === 1) return void streams.at(-1)?.destroy();
        const { journalId, seq } = event.message;
        const ack = { v: 2, bootId, journalId, committed: seq } as const;
        stored.push(seq);
        void link.publish("shop-1", "ack", seal(sealKey, "shop-1", ack));
      });
    }
    const clock = new ManualClock();
    const board = new FakeBoard({ 1: "BANK1" });
    const document = new MemoryDocument<JournalData>({
      ...newJournal("journal-one"),
      completeSince: { at: 0, uncertainty: 0 },
    });
    let ids = 0;
    const bridge = await startBridge(
      { cabinetId: "shop-1", secret },
      {
        clock,
        newId: () => `some-id-${++ids}`,
        random: () => 0,
        log: silent,
        document,
        dialHub: () => connect({ port, host: "127.0.0.1", noDelay: true }),
        boards: [{ protocol: "gzxj", slots: 4, openLine: board.openLine, openDriver: board.openDriver }],
        onDiskFault: (error) => {
          throw error;
        },
        software: "jiehuan/test",
        restart: () => {},
      },
    );
    const snapshots = () => hubs.flatMap(({ heard }) => heard).filter((text) => text.startsWith("snapshot"));
    await until(() => snapshots().length > 0);
    await board.receive(2, "BANK2");
    await until(() => told === 1);
    expect(stored).toEqual([]);
    // The bridge waits so long for a word that its event is stored. Until the broker has noticed that the hub is gone it
    // may give it the next one too.
    while (stored.length === 0) {
      await clock.pass(5000);
      await delay(50);
    }
    await until(() => document.data.committed === stored[0]);
    expect(hubs.filter(({ link }) => link.connected)).toHaveLength(1);
    await bridge.stop();
    const cleaner = await cabinet("shop-1");
    await cleaner.publishAsync("c/shop-1/up/presence", "", { qos: 1, retain: true });
  });

  test("a cabinet's connection is taken over by whoever has its new password", async () => {
    const old = await cabinet("shop-1", { username: "shop-1", password: "old" });
    const closed = new Promise<void>((resolve) => old.once("close", () => resolve()));
    const openStream = () => connect({ port, host: "127.0.0.1" });
    expect(await takeOver({ openStream, cabinetId: "shop-1", password: "new", clock: systemClock })).toBe(true);
    await closed;
  });
});
