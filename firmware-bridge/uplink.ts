import type { Duplex } from "node:stream";
import { MqttClient } from "mqtt";
import type { Clock } from "../platform/clock.ts";
import { connectionPatience } from "../platform/dial.ts";
import type { Log } from "../platform/log.ts";
import type { CabinetId } from "../protocol/ids.ts";
import { decode, encode, type Message } from "../protocol/messages.ts";
import {
  type DownChannel,
  downChannels,
  downTopic,
  parseDownTopic,
  type UpChannel,
  upTopic,
} from "../protocol/topics.ts";
import type { Presence } from "../protocol/upward.ts";
import type { Backoff } from "./backoff.ts";
import { whyNoHub } from "./hub-connection.ts";

export interface UplinkParts {
  readonly cabinetId: CabinetId;
  /** Asked for each connection. */
  readonly password: () => string;
  /** Numbers the next connection, higher than all before it. */
  readonly nextConnection: () => Promise<number>;
  /** What the broker says of this cabinet when the connection is lost. */
  readonly lastWill: (connection: number) => Presence;
  readonly dial: () => Duplex;
  readonly clock: Clock;
  readonly backoff: Backoff;
  readonly log: Log;
}

export interface UplinkHandlers {
  /** Connected and subscribed. */
  connected(): void;
  disconnected(): void;
  /** The broker refused the password, or the cabinet. */
  refused(): void;
  received: { readonly [C in DownChannel]: (message: Message<C>) => void };
}

/** Seconds; the broker says `lost` after one and a half of it. */
const keepalive = 30;
/** Return codes of a login that is wrong (MQTT 3.1.1 §3.2.2.3); the others say that it may be tried again later. */
const refusals: readonly unknown[] = [4, 5];
/** How long a stop waits for the broker to take the last message. */
const farewellTimeout = 3000;
/** A broker answers a ping each half minute, an attempt fails within 20 s, and the next follows within 30 s; ms. */
const hangsAfter = 300_000;

/**
 * The connection to the hub's broker. Each attempt has a client of its own, so that nothing written before a
 * disconnection can be sent after it.
 */
export class Uplink {
  readonly #parts: UplinkParts;
  readonly #handlers: UplinkHandlers;
  #client: MqttClient | undefined;
  #connection = 0;
  #actedAt: number;
  #ready = false;
  #stopped = false;
  #cancelRetry: () => void = () => {};

  constructor(parts: UplinkParts, handlers: UplinkHandlers) {
    this.#parts = parts;
    this.#handlers = handlers;
    this.#actedAt = parts.clock.monotonic();
  }

  /** Of the connection that there is, or of the last one; 0 before the first. */
  get connection(): number {
    return this.#connection;
  }

  /** Whether nothing was heard from the broker and nothing was tried for so long that only a new start helps. */
  get hangs(): boolean {
    return this.#parts.clock.monotonic() - this.#actedAt > hangsAfter;
  }

  start(): void {
    const { nextConnection, log } = this.#parts;
    nextConnection().then(
      (connection) => this.#connect(connection),
      (error: unknown) => log.error({ err: error }, "the connection could not be numbered"),
    );
  }

  #connect(connection: number): void {
    if (this.#stopped) return;
    this.#connection = connection;
    this.#acted();
    const { cabinetId, password, lastWill, dial } = this.#parts;
    const will = encode("presence", lastWill(connection));
    const failed = this.#onFailure();
    const begin = () => {
      const stream = dial();
      // mqtt.js tells of some errors only, and of none that a name with several addresses or a certificate ends with.
      stream.on("error", failed);
      return stream;
    };
    const client = new MqttClient(begin, {
      protocolId: "MQTT",
      protocolVersion: 4,
      clean: true,
      clientId: cabinetId,
      username: cabinetId,
      password: password(),
      keepalive,
      connectTimeout: connectionPatience,
      reconnectPeriod: 0,
      resubscribe: false,
      queueQoSZero: false,
      will: { topic: upTopic(cabinetId, "presence"), payload: will, qos: 1, retain: true },
    });
    this.#client = client;
    client.on("connect", () => void this.#subscribe(client));
    client.on("message", (topic, payload) => this.#receive(topic, payload));
    client.on("packetreceive", () => this.#acted());
    client.on("error", failed);
    client.on("error", (error) => {
      if ("code" in error && refusals.includes(error.code)) this.#handlers.refused();
    });
    client.once("close", () => this.#lost(client));
  }

  /** Says once why a connection failed. */
  #onFailure(): (error: Error) => void {
    let isTold = false;
    return (error) => {
      if (isTold) return;
      isTold = true;
      const code = "code" in error ? { code: error.code } : {};
      this.#parts.log.warn(code, `the connection to the hub failed: ${whyNoHub(error)}`);
    };
  }

  /** Sends a message, or drops it while there is no connection. */
  publish<C extends UpChannel>(channel: C, message: Message<C>): void {
    if (!this.#ready) return;
    const { cabinetId, log } = this.#parts;
    const options = { qos: 1, retain: channel === "presence" } as const;
    this.#client?.publish(upTopic(cabinetId, channel), encode(channel, message), options, (error) => {
      if (error) log.debug({ err: error, channel }, "a message did not reach the broker");
    });
  }

  /** Ends this connection and makes another one, under a higher number. */
  reconnect(): void {
    this.#client?.stream.destroy();
  }

  /** Says goodbye, so that the broker keeps its last will to itself, and ends the connection. */
  async stop(left: Presence): Promise<void> {
    this.#stopped = true;
    this.#cancelRetry();
    const client = this.#client;
    if (client === undefined) return;
    this.publish("presence", left);
    this.#ready = false;
    // A graceful end waits for the broker to take what was published.
    await new Promise<void>((resolve) => {
      const cancel = this.#parts.clock.after(farewellTimeout, () => client.stream.destroy());
      client.once("close", resolve);
      client.end(!client.connected, () => {
        cancel();
        resolve();
      });
    });
  }

  async #subscribe(client: MqttClient): Promise<void> {
    const { cabinetId, log, backoff } = this.#parts;
    try {
      const topics = downChannels.map((channel) => downTopic(cabinetId, channel));
      await client.subscribeAsync(topics, { qos: 1 });
    } catch (error) {
      log.warn({ err: error }, "the subscriptions of this cabinet failed");
      client.end(true);
      return;
    }
    backoff.reset();
    this.#ready = true;
    log.info({}, "connected to the hub");
    this.#handlers.connected();
  }

  #receive(topic: string, payload: Buffer): void {
    const channel = parseDownTopic(this.#parts.cabinetId, topic);
    if (channel === undefined) return;
    this.#deliver(channel, payload, this.#handlers.received[channel]);
  }

  #deliver<C extends DownChannel>(channel: C, payload: Buffer, take: UplinkHandlers["received"][C]): void {
    const decoded = decode(channel, payload);
    if (decoded.ok) take(decoded.message);
    else this.#parts.log.warn({ channel, why: decoded.why }, "a message of the hub is not well formed");
  }

  #acted(): void {
    this.#actedAt = this.#parts.clock.monotonic();
  }

  #lost(client: MqttClient): void {
    client.end(true);
    this.#client = undefined;
    if (this.#ready) this.#handlers.disconnected();
    this.#ready = false;
    if (this.#stopped) return;
    this.#acted();
    const delay = this.#parts.backoff.next();
    this.#parts.log.warn({ delay }, "no connection to the hub");
    this.#cancelRetry = this.#parts.clock.after(delay, () => this.start());
  }
}
