import { EventEmitter, once } from "node:events";
import { type Duplex, duplexPair } from "node:stream";
import { Aedes } from "aedes";
import type { Clock } from "../../platform/clock.ts";
import { decode, encode, type Message } from "../../protocol/messages.ts";
import {
  cabinetKeys,
  seal,
  type UnsealedAck,
  type UnsealedCommand,
  type UnsealedConfig,
  type UnsealedWelcome,
} from "../../protocol/seal.ts";
import { type DownChannel, downTopic, parseUpTopic, type UpChannel } from "../../protocol/topics.ts";

export const cabinetId = "lobby-7";
export const secret = "a secret of sufficient length";
const keys = cabinetKeys(secret);

/** A real broker in this process, and what the hub behind it has heard and says. Its clock is ahead of the cabinet's. */
export class TestHub {
  readonly #broker: Aedes;
  readonly #clock: Pick<Clock, "now">;
  ahead = 7000;
  /** Down: every attempt to connect fails. */
  reachable = true;
  /** Connections are accepted at once; otherwise by `acceptWaiting`. */
  quick = true;
  dials = 0;
  /** Answers births with a welcome. */
  welcomes = true;
  /** Says that it has stored each event. */
  acknowledges = true;
  /** A topic that the broker lets nobody subscribe to. */
  refused: string | undefined;
  /** Whether a password is the cabinet's; left out: that of the usual secret is. */
  logsIn: (password: string) => boolean = (password) => password === keys.password;
  readonly committed = new Map<string, number>();
  readonly heard: { channel: UpChannel; message: Message<UpChannel>; retain: boolean }[] = [];
  readonly subscriptions: string[] = [];
  #wires: Duplex[] = [];
  readonly #waiting: Duplex[] = [];
  readonly #ear = new EventEmitter();

  private constructor(broker: Aedes, clock: Pick<Clock, "now">) {
    this.#broker = broker;
    this.#clock = clock;
  }

  static async start(clock: Pick<Clock, "now">): Promise<TestHub> {
    const broker = await Aedes.createBroker({
      authenticate: (client, username, password, done) =>
        done(null, client.id === cabinetId && username === cabinetId && hub.logsIn(password?.toString() ?? "")),
    });
    const hub = new TestHub(broker, clock);
    broker.authorizeSubscribe = (_client, subscription, done) =>
      done(null, subscription.topic === hub.refused ? null : subscription);
    broker.on("publish", ({ topic, payload, retain }) => hub.#hear(topic, Buffer.from(payload), retain));
    broker.on("subscribe", (subscriptions) => hub.subscriptions.push(...subscriptions.map(({ topic }) => topic)));
    return hub;
  }

  readonly dial = (): Duplex => {
    const [cabinetEnd, hubEnd] = duplexPair();
    // A pair does not tell one end that the other was destroyed; a socket does.
    cabinetEnd.once("close", () => hubEnd.destroy());
    hubEnd.once("close", () => cabinetEnd.destroy());
    cabinetEnd.on("error", () => {});
    hubEnd.on("error", () => {});
    this.dials += 1;
    if (this.reachable && !this.quick) this.#waiting.push(hubEnd);
    else if (this.reachable) this.accept(hubEnd);
    else setImmediate(() => hubEnd.destroy());
    return cabinetEnd;
  };

  acceptWaiting(): void {
    for (const wire of this.#waiting.splice(0)) this.accept(wire);
  }

  accept(wire: Duplex): void {
    this.#wires.push(wire);
    this.#broker.handle(wire);
  }

  get time(): number {
    return this.#clock.now() + this.ahead;
  }

  /** Resolves once `condition` holds for what was heard; the test's own time limit ends a wait in vain. */
  async hears(condition: () => boolean): Promise<void> {
    while (!condition()) await once(this.#ear, "message");
  }

  /** All messages of a channel so far, oldest first. */
  all<C extends UpChannel>(channel: C): Message<C>[] {
    return this.heard.filter((heard) => heard.channel === channel).map(({ message }) => message as Message<C>);
  }

  say<C extends DownChannel>(channel: C, message: Message<C>): void {
    this.sayRaw(channel, encode(channel, message));
  }

  sayRaw(channel: DownChannel, payload: Buffer): void {
    const topic = downTopic(cabinetId, channel);
    this.#broker.publish({ cmd: "publish", topic, payload, qos: 1, retain: false, dup: false }, () => {});
  }

  /** Answers a birth, sealed with the cabinet's key unless another one is given. */
  welcome(
    answer: Pick<UnsealedWelcome, "bootId" | "nonce" | "journalId"> & Partial<UnsealedWelcome>,
    sealKey = keys.sealKey,
  ): void {
    const committed = this.committed.get(answer.journalId) ?? 0;
    this.say("welcome", seal(sealKey, cabinetId, { v: 1, hubTime: this.time, committed, ...answer }));
  }

  /** The last birth, as the answer to it names it. */
  get lastBirth(): Pick<UnsealedWelcome, "bootId" | "nonce" | "journalId"> {
    const birth = this.all("presence").findLast((message) => message.state === "birth");
    if (!birth) throw new Error("no birth was heard");
    return { bootId: birth.bootId, nonce: birth.nonce, journalId: birth.journal.id };
  }

  /** Sends a sealed command that is fresh but for what is given. */
  command(given: { id: string; slot?: number; issuedAt?: number; expiresAt?: number; ttl?: number }): void {
    this.say("command", this.sealed(given));
  }

  sealed(given: { id: string; slot?: number; expiresAt?: number; ttl?: number }): Message<"command"> {
    return seal(keys.sealKey, cabinetId, this.unsealed(given));
  }

  unsealed({ slot = 2, ...given }: { id: string; slot?: number; expiresAt?: number; ttl?: number }): UnsealedCommand {
    const times = { issuedAt: this.time, expiresAt: this.time + 30_000, ttl: 20_000 };
    return { v: 1, action: "open", orderNo: "20270115080000000001", slot, ...times, ...given };
  }

  /** Acknowledges events, sealed for the bridge of the last birth unless another one is given. */
  ack(answer: Pick<UnsealedAck, "journalId" | "committed"> & Partial<UnsealedAck>, sealKey = keys.sealKey): void {
    this.say("ack", seal(sealKey, cabinetId, { v: 2, bootId: this.lastBirth.bootId, ...answer }));
  }

  config(
    settings: Pick<UnsealedConfig, "snapshotEvery" | "healthEvery"> & Partial<UnsealedConfig>,
    sealKey = keys.sealKey,
  ): void {
    this.say("config", seal(sealKey, cabinetId, { v: 2, bootId: this.lastBirth.bootId, ...settings }));
  }

  sync(): void {
    const frame = { v: 1, id: "sync1", issuedAt: this.time, expiresAt: this.time + 30_000, ttl: 20_000 } as const;
    this.say("command", seal(keys.sealKey, cabinetId, { ...frame, action: "sync" }));
  }

  /** Sends an opening for service, or a restart, fresh but for what is given. */
  service(action: "open-for-service" | "restart", given: { id: string; issuedAt?: number; expiresAt?: number }): void {
    const times = { issuedAt: this.time, expiresAt: this.time + 30_000, ttl: 20_000 };
    const frame = { v: 1, ...times, ...given } as const;
    const command = action === "restart" ? { ...frame, action } : { ...frame, action, slot: 2 };
    this.say("command", seal(keys.sealKey, cabinetId, command));
  }

  /** Sends a sealed command of a test's own. */
  send(command: UnsealedCommand): void {
    this.say("command", seal(keys.sealKey, cabinetId, command));
  }

  /** The births so far, oldest first. */
  get births(): (Message<"presence"> & { state: "birth" })[] {
    return this.all("presence").filter((message) => message.state === "birth");
  }

  look(expiresAt = this.time + 30_000): void {
    const frame = { v: 1, id: "look1", issuedAt: this.time, expiresAt, ttl: 20_000 } as const;
    this.say("command", seal(keys.sealKey, cabinetId, { ...frame, action: "look" }));
  }

  /** The network between is cut. */
  cut(): void {
    for (const wire of this.#wires.splice(0)) wire.destroy();
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#broker.close(() => resolve()));
  }

  #hear(topic: string, payload: Buffer, retain: boolean): void {
    const channel = parseUpTopic(topic)?.channel;
    if (channel === undefined) return;
    const decoded = decode(channel, payload);
    if (!decoded.ok) throw new Error(`${channel}: ${decoded.why}`);
    const { message } = decoded;
    this.heard.push({ channel, message, retain });
    this.#ear.emit("message");
    if ("state" in message && message.state === "birth" && this.welcomes) {
      const { bootId, nonce, journal } = message;
      this.welcome({ bootId, nonce, journalId: journal.id });
    }
    if ("seq" in message && this.acknowledges) {
      const { journalId, seq } = message;
      this.committed.set(journalId, Math.max(seq, this.committed.get(journalId) ?? 0));
      this.ack({ journalId, committed: this.committed.get(journalId) ?? 0 });
    }
  }
}
