import { createHmac, hkdfSync, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { connectAsync, type MqttClient } from "mqtt";
import { Compile, type Validator } from "typebox/compile";

/*
 * A cabinet by somebody who has read docs/asyncapi.json and nothing else: topics, schemas, examples and the texts of the
 * seals come from there. What is missing for it belongs into the document.
 */

export type Json = Readonly<Record<string, unknown>>;
type Channel = "presence" | "snapshot" | "event" | "health" | "welcome" | "command" | "ack" | "config";

interface AsyncApi {
  readonly info: { readonly description: string };
  readonly servers: { readonly broker: { readonly bindings: { readonly mqtt: { readonly lastWill: LastWill } } } };
  readonly channels: Readonly<Record<Channel, { readonly address: string }>>;
  readonly operations: Readonly<Record<string, { readonly bindings: { readonly mqtt: Delivery } }>>;
  readonly components: { readonly messages: Readonly<Record<Channel, Message>> };
}
interface LastWill {
  readonly topic: string;
  readonly qos: 0 | 1;
  readonly message: string;
  readonly retain: boolean;
}
interface Delivery {
  readonly qos: 0 | 1;
  readonly retain: boolean;
}
interface Message {
  readonly payload: Json;
  readonly examples: readonly { readonly summary: string; readonly payload: Json }[];
}

/** The document, with what a reader takes from its text. */
export class CabinetContract {
  readonly #document: AsyncApi;
  readonly #validators = new Map<Channel, Validator>();

  private constructor(document: AsyncApi) {
    this.#document = document;
  }

  static async read(path = "docs/asyncapi.json"): Promise<CabinetContract> {
    return new CabinetContract(JSON.parse(await readFile(path, "utf8")) as AsyncApi);
  }

  topic(channel: Channel, cabinetId: string): string {
    return this.#document.channels[channel].address.replace("{cabinetId}", cabinetId);
  }

  example(channel: Channel, summary: string): Json {
    const found = this.examples(channel).find((example) => example.summary === summary);
    if (!found) throw new Error(`the document has no example of ${channel}: ${summary}`);
    return found.payload;
  }

  examples(channel: Channel): Message["examples"] {
    return this.#document.components.messages[channel].examples;
  }

  /** What breaks the schema of the channel; undefined: nothing. */
  mistake(channel: Channel, message: unknown): string | undefined {
    const known = this.#validators.get(channel);
    const validator = known ?? Compile(this.#document.components.messages[channel].payload);
    this.#validators.set(channel, validator);
    return validator.Check(message) ? undefined : JSON.stringify(validator.Errors(message)[0]);
  }

  delivery(channel: Channel): Delivery {
    const { mqtt } = this.#operation(`receive${channel.charAt(0).toUpperCase()}${channel.slice(1)}`).bindings;
    return { qos: mqtt.qos, retain: mqtt.retain };
  }

  lastWill(cabinetId: string, changes: Json) {
    const { topic, message, qos, retain } = this.#document.servers.broker.bindings.mqtt.lastWill;
    const payload = Buffer.from(JSON.stringify({ ...(JSON.parse(message) as Json), ...changes }));
    return { topic: topic.replace("{cabinetId}", cabinetId), payload, qos, retain };
  }

  /** *Keys*: HKDF-SHA256 with an empty salt and 32 bytes of output. */
  password(secret: string): string {
    return derived(secret, this.#quoted(/info `([^`]+)`: the password/)).toString("base64url");
  }

  /** The cabinet of the examples, whose seals are real. */
  get exampleCabinet(): { readonly cabinetId: string; readonly secret: string; readonly password: string } {
    const text = this.#document.info.description.replaceAll("\n", " ");
    const [, cabinetId = "", secret = "", password = ""] =
      /belong to cabinet `([^`]+)` with the secret\s+`([^`]+)`, whose password is `([^`]+)`/.exec(text) ?? [];
    return { cabinetId, secret, password };
  }

  /** The seal that a message of the hub must have. */
  seal(secret: string, cabinetId: string, message: Json): string {
    const fields = [...this.#sealed(kindOf(message)), ...this.#sealedBesides(message)];
    const values = fields.map((field) => this.#valueOf(field, cabinetId, message));
    const key = derived(secret, this.#quoted(/info `([^`]+)`: the key of the seals/));
    return createHmac("sha256", key).update(JSON.stringify(values)).digest("base64url");
  }

  /** The array of a kind of message, as the text has it: `["ack", v, cabinetId, …]`. */
  #sealed(kind: string): string[] {
    const text = this.#document.info.description;
    const [, array] = new RegExp(`\`\\[("${kind}"[^\\]]*)\\]\``).exec(text) ?? [];
    if (array === undefined) throw new Error(`the document does not say what the seal of ${kind} covers`);
    return array.split(", ");
  }

  #sealedBesides(message: Json): string[] {
    if (message["action"] === "open") return ["orderNo", "slot"];
    if (message["action"] === "open-for-service") return ["slot"];
    if (message["action"] === "update") return ["rollout", "address", "manifest", "signature"];
    if (message["action"] === "cancel-update") return ["rollout", "version"];
    return message["refused"] === undefined ? [] : ["refused.seq", "refused.reason"];
  }

  #valueOf(field: string, cabinetId: string, message: Json): unknown {
    if (field.startsWith('"')) return JSON.parse(field);
    if (field === "cabinetId") return cabinetId;
    const [first = "", inner] = field.split(".");
    return inner === undefined ? message[first] : ((message[first] as Json)[inner] ?? null);
  }

  #operation(name: string) {
    const found = this.#document.operations[name];
    if (!found) throw new Error(`the document has no operation ${name}`);
    return found;
  }

  #quoted(pattern: RegExp): string {
    const [, found] = pattern.exec(this.#document.info.description) ?? [];
    if (found === undefined) throw new Error(`the document does not say ${pattern.source}`);
    return found;
  }
}

function kindOf(message: Json): string {
  if ("action" in message) return "command";
  if ("newest" in message) return "outnumbered";
  if ("nonce" in message) return "welcome";
  return "committed" in message ? "ack" : "config";
}

function derived(secret: string, info: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", info, 32));
}

export interface DocumentCabinetParts {
  readonly contract: CabinetContract;
  readonly port: number;
  readonly cabinetId: string;
  readonly secret: string;
  /** The items that lie in it, in slots from 1; undefined: the slot is empty. */
  readonly items: (string | undefined)[];
  /** Takes what of the hub's messages did not follow the document. */
  readonly complain: (what: string) => void;
}

/** What was done about a command. */
interface Recorded {
  readonly result: Json;
  readonly slot: number;
  readonly at: Json;
}

/** One start of the cabinet; its connections, its journal and its slots. */
export class DocumentCabinet {
  readonly #parts: DocumentCabinetParts;
  readonly #bootId = randomUUID();
  readonly #journalId = randomUUID();
  readonly #commands = new Map<string, Recorded>();
  #client: MqttClient | undefined;
  #connection = Math.floor(Date.now() / 1000);
  #nonce = "";
  #bornAt = 0;
  /** The hub's time less that of the monotonic clock, ms; `since`: when it was told. */
  #hubClock: { readonly offset: number; readonly uncertainty: number; readonly since: number } | undefined;
  #seq = 0;
  #snapshots = 0;
  #committed = 0;
  /** The hub's messages, oldest first. */
  readonly heard: { readonly channel: Channel; readonly message: Json }[] = [];
  /** The cabinet opens, and answers an open command only once its expiry has passed. */
  answersLate = false;

  constructor(parts: DocumentCabinetParts) {
    this.#parts = parts;
  }

  get connection(): number {
    return this.#connection;
  }

  get committed(): number {
    return this.#committed;
  }

  of(channel: Channel): Json[] {
    return this.heard.filter((one) => one.channel === channel).map(({ message }) => message);
  }

  /** @param connection its number; left out: one more than the last */
  async connect(connection = this.#connection + 1): Promise<void> {
    const { contract, port, cabinetId, secret } = this.#parts;
    this.#connection = connection;
    this.#client = await connectAsync({
      host: "127.0.0.1",
      port,
      protocol: "mqtt",
      protocolVersion: 4,
      clean: true,
      keepalive: 30,
      reconnectPeriod: 0,
      clientId: cabinetId,
      username: cabinetId,
      password: contract.password(secret),
      will: contract.lastWill(cabinetId, { bootId: this.#bootId, connection }),
    });
    this.#client.on("message", (topic, payload) => this.#hear(topic, payload));
    this.#client.on("error", (error) => this.#parts.complain(error.message));
    for (const channel of ["welcome", "command", "ack", "config"] as const)
      await this.#client.subscribeAsync(contract.topic(channel, cabinetId), { qos: 1 });
    this.#nonce = randomUUID();
    this.#bornAt = performance.now();
    const journal = { id: this.#journalId, first: this.#committed + 1, last: this.#seq };
    const slots = this.#parts.items.length;
    this.#send("presence", "birth", { connection, bootId: this.#bootId, slots, journal, nonce: this.#nonce });
  }

  async leave(): Promise<void> {
    this.#send("presence", "left", { connection: this.#connection, bootId: this.#bootId });
    await this.#client?.endAsync();
  }

  /** A rider puts an item in. */
  takeIn(slot: number, itemId: string, changes: Json = {}): void {
    this.#parts.items[slot - 1] = itemId;
    const body = { kind: "returned", slot, itemId, level: 80, source: "report", ...changes };
    this.#happens("returned, reported by the board", body);
    this.#snapshot("after a return");
  }

  #hear(topic: string, payload: Buffer): void {
    const { contract, cabinetId, secret } = this.#parts;
    const channel = (["welcome", "command", "ack", "config"] as const).find(
      (known) => contract.topic(known, cabinetId) === topic,
    );
    const message = JSON.parse(payload.toString("utf8")) as Json;
    const mistake = channel ? contract.mistake(channel, message) : `a message on ${topic}`;
    if (!channel || mistake !== undefined) {
      this.#parts.complain(mistake ?? topic);
      return;
    }
    if (message["seal"] !== contract.seal(secret, cabinetId, message)) {
      this.#parts.complain(`a wrong seal: ${payload.toString("utf8")}`);
      return;
    }
    this.heard.push({ channel, message });
    if (channel === "welcome") this.#welcome(message);
    if (channel === "command") this.#obey(message);
    if (channel === "ack" && message["journalId"] === this.#journalId) this.#committed = Number(message["committed"]);
  }

  /** Of the last birth only, and only within ten seconds of it. */
  #welcome({ v, nonce, bootId, hubTime, newest }: Json): void {
    const now = performance.now();
    if (nonce !== this.#nonce || bootId !== this.#bootId || now - this.#bornAt > 10_000) return;
    const half = (now - this.#bornAt) / 2;
    this.#hubClock = { offset: Number(hubTime) + half - now, uncertainty: half, since: now };
    if (v !== 2) {
      this.#snapshot("after a connect");
      return;
    }
    this.#client?.end(true);
    void this.connect(Number(newest) + 1).catch((error: unknown) => this.#parts.complain(String(error)));
  }

  /** The rules of *Commands never wait*, in their order. */
  #obey(command: Json): void {
    if (command["action"] === "look" && !this.answersLate) this.#snapshot("asked for");
    if (command["action"] !== "open") return;
    const id = String(command["id"]);
    const slot = Number(command["slot"]);
    const isLate = this.#now() > Number(command["expiresAt"]);
    const recorded = this.#commands.get(id);
    if (recorded) {
      if (this.answersLate && !isLate) return;
      this.answersLate = false;
      this.#answer(id, recorded);
      return;
    }
    const itemId = this.#parts.items[slot - 1];
    const result = isLate
      ? { outcome: "refused", reason: "expired" }
      : itemId === undefined
        ? { outcome: "refused", reason: "slot-empty" }
        : { outcome: "opened", itemId };
    if (!isLate) this.#parts.items[slot - 1] = undefined;
    const done = { result, slot, at: this.#at() };
    this.#commands.set(id, done);
    if (!this.answersLate) this.#answer(id, done);
  }

  #answer(commandId: string, { result, slot, at }: Recorded): void {
    this.#happens("opened", { kind: "result", commandId, slot, result }, at);
    this.#snapshot("after an opening");
  }

  #happens(like: string, body: Json, at: Json = this.#at()): void {
    this.#seq += 1;
    this.#send("event", like, { journalId: this.#journalId, seq: this.#seq, at, body });
  }

  #snapshot(like: string): void {
    const slots = this.#parts.items.map((itemId, index) =>
      itemId === undefined
        ? { slot: index + 1, state: "empty" }
        : { slot: index + 1, state: "occupied", itemId, level: 90 },
    );
    this.#snapshots += 1;
    const told = { bootId: this.#bootId, connection: this.#connection, no: this.#snapshots, at: this.#now(), slots };
    this.#send("snapshot", like, told);
  }

  /** Sends an example of the document with changes. */
  #send(channel: Channel, like: string, changes: Json): void {
    const { contract, cabinetId } = this.#parts;
    const message = { ...contract.example(channel, like), ...changes };
    this.#client?.publish(contract.topic(channel, cabinetId), JSON.stringify(message), contract.delivery(channel));
  }

  #now(): number {
    return Math.round(performance.now() + (this.#hubClock?.offset ?? 0));
  }

  #at(): Json {
    const { uncertainty = 0, since = 0 } = this.#hubClock ?? {};
    const off = Math.ceil(uncertainty + (performance.now() - since) / 10_000);
    return { latest: this.#now(), uncertainty: this.#hubClock ? off : null };
  }
}
