import type { Duplex } from "node:stream";
import { generate, type Packet, type Parser, parser, type QoS } from "mqtt-packet";
import type { Clock } from "../../platform/clock.ts";

export interface LineLogin {
  readonly clientId: string;
  readonly password?: string;
  readonly will?: { readonly topic: string; readonly payload: Buffer };
  readonly topics: readonly string[];
}

export interface LineHandlers {
  /** Logged in and subscribed. */
  up(): void;
  /** Closed, whether it was up or not. */
  down(): void;
  message(topic: string, payload: Buffer): void;
}

/** Seconds, as the bridge has it. */
const keepalive = 30;
/** A broker's answer to a subscription that it does not allow (MQTT 3.1.1 §3.9.3). */
const refused = 128;

/**
 * One MQTT connection (3.1.1) with a clean session. A client library would cost a load generator five times the memory
 * for each of thousands of connections, for queues and stores that a clean session does not need.
 */
export class MqttLine {
  readonly #stream: Duplex;
  readonly #login: LineLogin;
  readonly #handlers: LineHandlers;
  readonly #clock: Clock;
  readonly #parser: Parser = parser();
  #nextId = 1;
  #cancelPing: () => void = () => {};

  /** @param stream a connection to the broker that has just been begun */
  constructor(stream: Duplex, login: LineLogin, handlers: LineHandlers, clock: Clock) {
    this.#stream = stream;
    this.#login = login;
    this.#handlers = handlers;
    this.#clock = clock;
    this.#parser.on("packet", (packet: Packet) => this.#receive(packet));
    this.#parser.on("error", () => stream.destroy());
    stream.on("data", (bytes: Buffer) => this.#parser.parse(bytes));
    // `close` follows.
    stream.on("error", () => {});
    stream.once("close", () => {
      this.#cancelPing();
      handlers.down();
    });
    const { clientId, password, will } = login;
    this.#write({
      cmd: "connect",
      protocolId: "MQTT",
      protocolVersion: 4,
      clean: true,
      clientId,
      keepalive,
      ...(password !== undefined && { username: clientId, password: Buffer.from(password) }),
      ...(will && { will: { ...will, qos: 1, retain: true } }),
    });
  }

  publish(topic: string, payload: Buffer, { retain }: { readonly retain: boolean }): void {
    this.#write({ cmd: "publish", topic, payload, qos: 1, retain, dup: false, messageId: this.#newId() });
  }

  /** Without a goodbye, as when the power fails: the broker sends the last will. */
  cut(): void {
    this.#stream.destroy();
  }

  #receive(packet: Packet): void {
    // The broker's acknowledgements of messages mean nothing here: the hub's are messages of their own.
    if (packet.cmd === "connack") {
      if (packet.returnCode === 0) this.#subscribe();
      else this.cut();
    } else if (packet.cmd === "suback") {
      if (packet.granted.some((granted) => granted === refused)) this.cut();
      else this.#begin();
    } else if (packet.cmd === "publish") {
      if (packet.qos === 1) this.#write({ cmd: "puback", messageId: packet.messageId ?? 0 });
      this.#handlers.message(packet.topic, Buffer.from(packet.payload));
    }
  }

  #begin(): void {
    this.#ping();
    this.#handlers.up();
  }

  #subscribe(): void {
    const subscriptions = this.#login.topics.map((topic) => ({ topic, qos: 1 as QoS }));
    this.#write({ cmd: "subscribe", messageId: this.#newId(), subscriptions });
  }

  #ping(): void {
    this.#cancelPing = this.#clock.after(keepalive * 1000, () => {
      this.#write({ cmd: "pingreq" });
      this.#ping();
    });
  }

  #newId(): number {
    const id = this.#nextId;
    this.#nextId = (id % 65_535) + 1;
    return id;
  }

  #write(packet: Packet): void {
    if (!this.#stream.destroyed) this.#stream.write(generate(packet));
  }
}
