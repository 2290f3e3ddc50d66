import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync, hkdfSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Signer } from "@fastify/cookie";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { generate, type Packet } from "mqtt-packet";
import { systemClock } from "../../platform/clock.ts";
import { decode, encode } from "../../protocol/messages.ts";
import { cabinetKeys } from "../../protocol/seal.ts";
import { downTopic, upTopic } from "../../protocol/topics.ts";
import { Registry } from "../../server/fleet/registry.ts";
import { OrderService } from "../../server/orders/order-service.ts";
import { openSqliteStore } from "../../server/store/sqlite/open-sqlite.ts";
import { hubTables } from "../../server/tables.ts";
import { request, tariff } from "../server/rental/examples.ts";
import { endClosedStores } from "../support/closed-stores.ts";
import { putOperatorToken } from "../support/operator-token.ts";
import { putPrices } from "../support/put-prices.ts";

const operatorToken = randomBytes(24).toString("base64url");
const keys = [0, 1].map(() => generateKeyPairSync("rsa", { modulusLength: 2048 }));

/** JIEHUAN_ATTACKED_BUILD: another build than this one, to compare it. */
const build = process.env["JIEHUAN_ATTACKED_BUILD"] ?? "dist";

interface Choices {
  /** How many descriptors the system lets the hub open. */
  readonly openFiles?: number;
  /** Riders who have an order each that waits for their confirmation. */
  readonly riders?: readonly string[];
}

/** The hub as built, in a process of its own, with some cabinets registered. */
export class AttackedHub {
  readonly #folder: string;
  readonly #process: ChildProcess;
  readonly #passwords: ReadonlyMap<string, string>;
  readonly #hubSecret: string;
  #ports = { http: 0, mqtt: 0 };
  /** Everything that the hub wrote to its log. */
  log = "";

  private constructor(
    folder: string,
    process: ChildProcess,
    passwords: ReadonlyMap<string, string>,
    hubSecret: string,
  ) {
    this.#hubSecret = hubSecret;
    this.#folder = folder;
    this.#process = process;
    this.#passwords = passwords;
  }

  static async start(
    cabinetIds: readonly string[],
    settings: Record<string, string> = {},
    { openFiles, riders = [] }: Choices = {},
  ): Promise<AttackedHub> {
    const folder = await mkdtemp(join(tmpdir(), "jiehuan-attacked-"));
    const hubSecret = randomBytes(33).toString("base64");
    const passwords = await registered(join(folder, "hub"), hubSecret, cabinetIds, riders);
    await endClosedStores();
    const env = {
      PATH: process.env["PATH"],
      HUB_PUBLIC_URL: "http://127.0.0.1",
      HUB_HTTP_PORT: "0",
      HUB_MQTT_PORT: "0",
      HUB_DATA: join(folder, "hub"),
      HUB_SECRET: hubSecret,
      HUB_ALIPAY_APP_ID: "2021000000000001",
      HUB_ALIPAY_PRIVATE_KEY: String(keys[0]?.privateKey.export({ type: "pkcs8", format: "pem" })),
      HUB_ALIPAY_PUBLIC_KEY: String(keys[1]?.publicKey.export({ type: "spki", format: "pem" })),
      ...settings,
    };
    const program = [process.execPath, resolve(build, "server/main.js")];
    const limit = openFiles === undefined ? "" : `ulimit -n ${openFiles}; `;
    const child = spawn("sh", ["-c", `${limit}exec "$@"`, "sh", ...program], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const hub = new AttackedHub(folder, child, passwords, hubSecret);
    await hub.#ready();
    // Now it hears its cabinets too.
    while (!(await fetch(`${hub.http}/readyz`)).ok) await new Promise((resolve) => setImmediate(resolve));
    return hub;
  }

  get httpPort(): number {
    return this.#ports.http;
  }

  /** The cookie of a rider who is logged in. */
  riderCookie(riderId: string): string {
    const key = Buffer.from(hkdfSync("sha256", this.#hubSecret, "", "jiehuan rider cookie", 32));
    const value = `${riderId}|${systemClock.now() + 3_600_000}`;
    return `rider=${encodeURIComponent(new Signer(key).sign(value))}`;
  }

  get mqttPort(): number {
    return this.#ports.mqtt;
  }

  get http(): string {
    return `http://127.0.0.1:${this.#ports.http}`;
  }

  async metrics(): Promise<string> {
    const answer = await fetch(`${this.http}/metrics`, { headers: { authorization: `Bearer ${operatorToken}` } });
    return answer.text();
  }

  /** How often the broker has denied something for this reason. */
  async denied(reason: string): Promise<number> {
    return Number(
      new RegExp(`^jiehuan_mqtt_denied_total\\{reason="${reason}"\\} (\\d+)$`, "m").exec(await this.metrics())?.[1] ??
        0,
    );
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, "close");
    this.#process.kill("SIGKILL");
    await ended;
    await rm(this.#folder, { recursive: true });
  }

  /** A cabinet with the right password, connected. */
  async cabinet(cabinetId: string, options: IClientOptions = {}): Promise<MqttClient> {
    const client = mqtt.connect({
      host: "127.0.0.1",
      port: this.mqttPort,
      protocolVersion: 4,
      clientId: cabinetId,
      username: cabinetId,
      password: this.#passwords.get(cabinetId) ?? "",
      reconnectPeriod: 0,
      ...options,
    });
    await new Promise<void>((connected, refused) => {
      client.once("connect", () => connected());
      client.once("close", () => refused(new Error(`${cabinetId} was not let in`)));
      client.on("error", () => undefined);
    });
    return client;
  }

  /** The packets with which a cabinet logs in and subscribes to what the hub says to it. */
  loginPackets(cabinetId: string): Packet[] {
    const password = Buffer.from(this.#passwords.get(cabinetId) ?? "");
    const subscriptions = (["welcome", "command", "ack", "config"] as const).map((channel) => ({
      topic: downTopic(cabinetId, channel),
      qos: 1 as const,
    }));
    return [
      {
        cmd: "connect",
        protocolId: "MQTT",
        protocolVersion: 4,
        clean: true,
        keepalive: 60,
        clientId: cabinetId,
        username: cabinetId,
        password,
      },
      { cmd: "subscribe", messageId: 1, subscriptions },
    ];
  }

  /** A bare connection to the broker's port. */
  async socket(): Promise<Socket> {
    const socket = connect({ host: "127.0.0.1", port: this.mqttPort });
    socket.on("error", () => undefined);
    await once(socket, "connect");
    return socket;
  }

  async #ready(): Promise<void> {
    const { stdout } = this.#process;
    if (!stdout) throw new Error("the hub has no output");
    stdout.setEncoding("utf8").on("data", (text: string) => {
      this.log += text;
    });
    for (;;) {
      const line = this.log.split("\n").find((text) => text.includes('"the hub is ready"'));
      if (line !== undefined) {
        this.#ports = JSON.parse(line) as { http: number; mqtt: number };
        return;
      }
      const more = once(stdout, "data").then(() => true);
      const ended = once(this.#process, "close").then(() => false);
      if (!(await Promise.race([more, ended]))) throw new Error(`the hub ended: ${this.log}`);
    }
  }
}

/** The order of the rider at this place in the list. */
export function orderNoOf(place: number): string {
  return `20260101120000${String(place).padStart(6, "0")}`;
}

async function registered(folder: string, hubSecret: string, cabinetIds: readonly string[], riders: readonly string[]) {
  const store = await openSqliteStore(folder, hubTables);
  await putPrices(store, [{ tariff, itemKind: "power-bank" }]);
  const registry = new Registry(store, systemClock, hubSecret);
  const passwords = new Map<string, string>();
  for (const cabinetId of cabinetIds) {
    const { secret } = await registry.register({ cabinetId, name: cabinetId, address: "a street", slots: 4 });
    passwords.set(cabinetId, cabinetKeys(secret).password);
  }
  const orderService = new OrderService(store, systemClock);
  for (const [place, riderId] of riders.entries()) {
    const { place: shop, tariff, terms } = request;
    const wanted = { orderNo: orderNoOf(place), riderId, seat: 0, place: shop, slots: [{ slot: place + 1 }], tariff };
    const asked = { ...wanted, terms: { ...terms, confirmWithin: 3_600_000 } };
    await store.transact((tx) => orderService.requestIn(tx, asked, "hub"));
  }
  await putOperatorToken(store, "attacked", operatorToken);
  await store.close();
  return passwords;
}

export function birth(connection: number): Buffer {
  const journal = { id: "journal-0001", first: 1, last: 0 };
  const begun = { v: 1, state: "birth", bootId: "boot-0001", connection, nonce: "nonce-0001" } as const;
  return Buffer.from(encode("presence", { ...begun, driver: "gzxj", slots: 4, journal }));
}

/** A cabinet that does what the contract says, and tells one event after the other. */
export class HonestCabinet {
  readonly #client: MqttClient;
  readonly #cabinetId: string;
  #seq = 0;

  private constructor(client: MqttClient, cabinetId: string) {
    this.#client = client;
    this.#cabinetId = cabinetId;
  }

  static async come(hub: AttackedHub, cabinetId: string): Promise<HonestCabinet> {
    const client = await hub.cabinet(cabinetId);
    const cabinet = new HonestCabinet(client, cabinetId);
    await client.subscribeAsync([downTopic(cabinetId, "welcome"), downTopic(cabinetId, "ack")], { qos: 1 });
    const welcomed = cabinet.#hears("welcome");
    client.publish(upTopic(cabinetId, "presence"), birth(1), { qos: 1, retain: true });
    await welcomed;
    return cabinet;
  }

  /** Tells an event, and waits until the hub has acknowledged it. @returns how long that took; ms */
  async event(): Promise<number> {
    this.#seq += 1;
    const acknowledged = this.#hears("ack");
    const at = { latest: systemClock.now(), uncertainty: 0 };
    const body = { kind: "abnormal", what: "lid open" } as const;
    const begun = systemClock.monotonic();
    const event = { v: 1, journalId: "journal-0001", seq: this.#seq, at, body } as const;
    this.#client.publish(upTopic(this.#cabinetId, "event"), encode("event", event), { qos: 1 });
    await acknowledged;
    return systemClock.monotonic() - begun;
  }

  async leave(): Promise<void> {
    await this.#client.endAsync(true);
  }

  #hears(channel: "welcome" | "ack"): Promise<void> {
    return new Promise((heard) => {
      const listen = (topic: string, payload: Buffer) => {
        if (topic !== downTopic(this.#cabinetId, channel) || !decode(channel, payload).ok) return;
        this.#client.off("message", listen);
        heard();
      };
      this.#client.on("message", listen);
    });
  }
}

export function bytes(packets: readonly Packet[]): Buffer {
  return Buffer.concat(packets.map((packet) => generate(packet)));
}
