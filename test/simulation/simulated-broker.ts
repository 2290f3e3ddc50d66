import { type Duplex, duplexPair } from "node:stream";
import { type IConnectPacket, type Packet, parser } from "mqtt-packet";
import { encode, type Message } from "../../protocol/messages.ts";
import { type DownChannel, downTopic } from "../../protocol/topics.ts";
import type { Link } from "../../server/fleet/link.ts";
import { BrokerConnection } from "./broker-connection.ts";
import type { Faults } from "./faults.ts";
import { type HubEnd, type HubEnds, InProcessEnds, SharedEnds } from "./hub-ends.ts";
import type { Random } from "./random.ts";
import type { Trace } from "./trace.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface SimulatedBrokerParts {
  readonly time: VirtualTime;
  readonly faults: Faults;
  readonly random: Random;
  readonly trace: Trace;
  /** In the process of the one hub; else it has a machine of its own. */
  readonly livesInHub: boolean;
  /** A cabinet's message has come in. */
  readonly passed: (topic: string, payload: Buffer) => void;
  /** The hub sends a message to a cabinet. */
  readonly sent: <C extends DownChannel>(cabinetId: string, channel: C, message: Message<C>) => void;
  /** What the network makes of a command, and of a welcome. */
  readonly command: (command: Message<"command">, cabinetId: string) => Message<"command">;
  readonly welcome: (welcome: Message<"welcome">, cabinetId: string) => Message<"welcome">;
}

/** Hears what the hub says to the cabinet whose login he has. */
export type Impostor = <C extends DownChannel>(channel: C, message: Message<C>) => void;

const latency = 25;
const second = 1000;
/** A connection without a word for one and a half of its keepalive of 30 s is lost. */
const silence = 45 * second;

/** Longer no copy of a presence message is under way, ms. */
const presenceUnderWay = 60 * second;

/**
 * MQTT between bridges and hubs: clean sessions, QoS 1 acknowledged at once (as Aedes does), last wills, retained
 * presence, and a network that loses, delays, doubles and holds up. The bridges' own MQTT clients speak to it in bytes.
 */
export class SimulatedBroker {
  readonly #parts: SimulatedBrokerParts;
  readonly #connections = new Map<string, BrokerConnection>();
  readonly #cutOff = new Map<string, number>();
  readonly #retained = new Map<string, Buffer>();
  readonly #hubs: HubEnds;
  /** Who speaks as a cabinet in its bridge's place, and what he is told. */
  readonly #impostors = new Map<string, Impostor>();
  #downUntil = 0;

  constructor(parts: SimulatedBrokerParts) {
    this.#parts = parts;
    const { livesInHub } = parts;
    this.#hubs = livesInHub ? new InProcessEnds(() => this.#forget()) : new SharedEnds(parts, () => this.#retained);
  }

  /** Whether cabinets and hubs can reach it. */
  get runs(): boolean {
    return this.livesInHub ? this.#hubs.isAnyThere : this.#parts.time.now() >= this.#downUntil;
  }

  get livesInHub(): boolean {
    return this.#parts.livesInHub;
  }

  newHub(): HubEnd {
    return this.#hubs.newEnd();
  }

  /** An outside broker is killed, and runs again after `duration` ms. Nobody says of anybody that he was lost. */
  restart(duration: number, keepsRetained: boolean): void {
    this.#downUntil = this.#parts.time.now() + duration;
    if (!keepsRetained) this.#retained.clear();
    this.#forget();
    this.#hubs.breakAll();
  }

  /** A bridge begins a connection. */
  dial(cabinetId: string): Duplex {
    const { time } = this.#parts;
    const [near, far] = duplexPair();
    far.on("error", () => {});
    near.on("error", () => {});
    const connection = new BrokerConnection(near, far);
    if (this.#isCutOff(cabinetId)) return near;
    if (!this.runs) {
      time.after(latency, () => connection.destroy());
      return near;
    }
    const packets = parser({ protocolVersion: 4 });
    packets.on("packet", (packet: Packet) => this.#inOrder(cabinetId, connection, packet));
    far.on("data", (bytes: Buffer) => packets.parse(bytes));
    near.on("close", () => {
      if (!connection.halfOpen) time.after(latency, () => this.#closed(cabinetId, connection));
    });
    return near;
  }

  /** The cable is pulled, or the machine loses power: nobody hears of the end of the connection. */
  halfOpen(cabinetId: string): void {
    const connection = this.#connections.get(cabinetId);
    if (connection) connection.halfOpen = true;
  }

  break(cabinetId: string): void {
    this.#connections.get(cabinetId)?.destroy();
  }

  breakAll(): void {
    for (const connection of this.#connections.values()) connection.destroy();
  }

  /** Nothing goes through for `duration` ms. */
  cutOff(cabinetId: string, duration: number): void {
    this.#cutOff.set(cabinetId, this.#parts.time.now() + duration);
    this.halfOpen(cabinetId);
  }

  /** Since when the cabinet is connected, without a doubt; undefined: it is not. */
  connectedSince(cabinetId: string): number | undefined {
    const connection = this.#connections.get(cabinetId);
    return connection === undefined || connection.halfOpen || this.#isCutOff(cabinetId) ? undefined : connection.since;
  }

  /** A hub's line. @param end whose connection it needs */
  linkOf = (end: HubEnd): Link => ({
    publish: async (cabinetId, channel, message) => {
      if (!end.isThere()) return false;
      this.#parts.sent(cabinetId, channel, message);
      this.#sendDown(cabinetId, channel, message);
      return true;
    },
  });

  /** A broker that is not the hub's friend sends what it likes. */
  inject<C extends DownChannel>(cabinetId: string, channel: C, message: Message<C>): void {
    this.#down(cabinetId, channel, message, undefined);
  }

  /** Somebody has a cabinet's login: its own connection ends, and what is said to it he hears; undefined: he goes. */
  impersonate(cabinetId: string, impostor: Impostor | undefined): void {
    this.break(cabinetId);
    if (impostor) this.#impostors.set(cabinetId, impostor);
    else this.#impostors.delete(cabinetId);
  }

  /** What somebody with a cabinet's login says, in its order. */
  sayAs(cabinetId: string, topic: string, payload: Buffer): void {
    this.#parts.time.after(latency, () => {
      if (this.#impostors.has(cabinetId)) this.#publish(topic, payload, false);
    });
  }

  #sendDown<C extends DownChannel>(cabinetId: string, channel: C, message: Message<C>): void {
    const { time, faults } = this.#parts;
    const impostor = this.#impostors.get(cabinetId);
    if (impostor) time.after(latency, () => impostor(channel, message));
    const connection = this.#connections.get(cabinetId);
    if (!connection || faults.strikes("a message is lost")) return;
    const held = faults.strikes("a message is held up for minutes");
    const delay = this.#delay();
    if (held) {
      // Held up and let go later, to whatever connection there is then.
      const until = faults.details("a message is held up for minutes").between(11 * second, 300 * second);
      time.after(until, () => this.#down(cabinetId, channel, message, undefined));
      return;
    }
    connection.down(time, delay, () => this.#down(cabinetId, channel, message, connection));
    if (faults.strikes("a message comes twice"))
      time.after(delay + faults.details("a message comes twice").between(1, 9 * second), () =>
        this.#down(cabinetId, channel, message, undefined),
      );
  }

  #down<C extends DownChannel>(
    cabinetId: string,
    channel: C,
    message: Message<C>,
    only: BrokerConnection | undefined,
  ): void {
    const connection = this.#connections.get(cabinetId);
    if (!connection || connection.halfOpen || (only !== undefined && only !== connection)) return;
    const payload = encode(channel, this.#changed(cabinetId, channel, message));
    const topic = downTopic(cabinetId, channel);
    this.#parts.trace.note(cabinetId, `${channel} ${traced(payload)}`);
    connection.write({ cmd: "publish", topic, payload, qos: 0, dup: false, retain: false });
  }

  #changed<C extends DownChannel>(cabinetId: string, channel: C, message: Message<C>): Message<C> {
    if (channel === "command") return this.#parts.command(message as Message<"command">, cabinetId) as Message<C>;
    if (channel === "welcome") return this.#parts.welcome(message as Message<"welcome">, cabinetId) as Message<C>;
    return message;
  }

  #delay(): number {
    const kind = "a message is delayed";
    const { faults } = this.#parts;
    return faults.strikes(kind) ? faults.details(kind).between(200, 8 * second) : latency;
  }

  /** One connection is a stream: what is sent first comes first. */
  #inOrder(cabinetId: string, connection: BrokerConnection, packet: Packet): void {
    connection.up(this.#parts.time, this.#delay(), () => this.#take(cabinetId, connection, packet));
  }

  #take(cabinetId: string, connection: BrokerConnection, packet: Packet): void {
    if (connection.halfOpen || !this.runs) return;
    connection.heard = this.#parts.time.now();
    if (packet.cmd === "connect") this.#connect(cabinetId, connection, packet);
    if (packet.cmd === "pingreq") connection.write({ cmd: "pingresp" });
    if (packet.cmd === "disconnect") connection.will = undefined;
    if (packet.cmd === "subscribe") {
      const granted = packet.subscriptions.map(() => 1 as const);
      connection.write({ cmd: "suback", granted, messageId: packet.messageId ?? 0 });
    }
    if (packet.cmd === "publish") {
      if (packet.qos === 1) connection.write({ cmd: "puback", messageId: packet.messageId ?? 0 });
      this.#publish(packet.topic, Buffer.from(packet.payload), packet.retain);
    }
  }

  #connect(cabinetId: string, connection: BrokerConnection, { will }: IConnectPacket): void {
    if (connection.closed) return;
    const old = this.#connections.get(cabinetId);
    if (old) {
      this.#connections.delete(cabinetId);
      old.destroy();
      this.#sayWill(old);
    }
    connection.will = will && { topic: will.topic, payload: Buffer.from(will.payload) };
    connection.since = this.#parts.time.now();
    this.#connections.set(cabinetId, connection);
    connection.write({ cmd: "connack", returnCode: 0, sessionPresent: false });
    this.#watch(cabinetId, connection);
  }

  #watch(cabinetId: string, connection: BrokerConnection): void {
    const { time } = this.#parts;
    time.at(connection.heard + silence, () => {
      if (this.#connections.get(cabinetId) !== connection) return;
      if (time.now() - connection.heard < silence) this.#watch(cabinetId, connection);
      else {
        connection.destroy();
        this.#closed(cabinetId, connection);
      }
    });
  }

  #closed(cabinetId: string, connection: BrokerConnection): void {
    if (this.#connections.get(cabinetId) !== connection) return;
    this.#connections.delete(cabinetId);
    const kind = "a last will comes late";
    const { faults, time } = this.#parts;
    const delay = faults.strikes(kind) ? faults.details(kind).between(second, 60 * second) : 0;
    time.after(delay, () => this.#sayWill(connection));
  }

  #sayWill({ will }: BrokerConnection): void {
    if (will) this.#publish(will.topic, will.payload, true);
  }

  #publish(topic: string, payload: Buffer, retain: boolean): void {
    const { time, faults, trace, livesInHub } = this.#parts;
    if (!this.runs) return;
    trace.note(topic.split("/")[1] ?? "", `${topic.split("/")[3]} ${traced(payload)}`);
    this.#parts.passed(topic, payload);
    if (retain) this.#retained.set(topic, payload);
    this.#hubs.hand(topic, payload);
    if (faults.strikes("a message comes twice")) {
      const isPresence = topic.endsWith("/presence");
      const longest = isPresence ? presenceUnderWay : 600 * second;
      const later = faults.details("a message comes twice").between(1, longest);
      // Of one hub's own broker presence comes in its order: it does not repeat what a newer message has replaced.
      if (!isPresence || !livesInHub) time.after(later, () => this.#hubs.hand(topic, payload));
    }
  }

  /** All connections and wills end with the broker. */
  #forget(): void {
    for (const connection of this.#connections.values()) {
      connection.halfOpen = true;
      connection.destroy();
    }
    this.#connections.clear();
  }

  #isCutOff(cabinetId: string): boolean {
    return (this.#cutOff.get(cabinetId) ?? 0) > this.#parts.time.now();
  }
}

/** The memory of this process is no part of the history. */
function traced(payload: Buffer): string {
  return payload.toString().replace(/"memory":\d+/, '"memory":0');
}
