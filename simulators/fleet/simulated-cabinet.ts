import type { Duplex } from "node:stream";
import type { Clock } from "../../platform/clock.ts";
import { version } from "../../platform/version.ts";
import type {
  Ack,
  BridgeConfig,
  Command,
  OpenCommand,
  RestartCommand,
  ServiceOpenCommand,
  Welcome,
} from "../../protocol/downward.ts";
import { decode, encode, type Message } from "../../protocol/messages.ts";
import { type CabinetKeys, cabinetKeys, type Downward, isSealed } from "../../protocol/seal.ts";
import { downChannels, downTopic, parseDownTopic, type UpChannel, upTopic } from "../../protocol/topics.ts";
import type { HappeningBody, OpeningResult, RestartResult, Snapshot } from "../../protocol/upward.ts";
import { CabinetJournal } from "./cabinet-journal.ts";
import type { Member } from "./crowd.ts";
import type { FleetTally } from "./fleet-tally.ts";
import { MqttLine } from "./mqtt-line.ts";

export interface CabinetParts {
  readonly cabinetId: string;
  readonly secret: string;
  readonly slots: number;
  /** How long the board takes to open a slot; ms. */
  readonly answerAfter: number;
  readonly dial: () => Duplex;
  readonly clock: Clock;
  /** Fresh and random each time, 8 to 40 letters, digits and hyphens. */
  readonly newId: () => string;
  readonly tally: FleetTally;
}

type OpeningCommand = OpenCommand | ServiceOpenCommand;

const actions: readonly Command["action"][] = ["open", "open-for-service", "look", "sync", "restart"];

/** Of so many opened slots the result is remembered, against repeated commands. */
const remembered = 100;

/** A cabinet, bridge and board in one, that obeys at once. It speaks to the hub as the bridge does; its journal is in memory. */
export class SimulatedCabinet implements Member {
  readonly #parts: CabinetParts;
  readonly #keys: CabinetKeys;
  #bootId: string;
  readonly #journal: CabinetJournal;
  readonly #out = new Set<number>();
  readonly #results = new Map<string, OpeningResult>();
  readonly #restarts = new Map<string, RestartResult>();
  #line: MqttLine | undefined;
  #nonce = "";
  /** They start at the clock, as the bridge's do, so that another fleet's cabinets of the same names had lower ones. */
  #connection: number;
  #snapshots = 0;
  #welcomed: (() => void) | undefined;
  #birthSentAt = 0;
  /** What must be added to this machine's clock to have the hub's, and how far off that may be; undefined before a welcome. */
  #clockError: { readonly ms: number; readonly uncertainty: number } | undefined;
  #cancelReports: () => void = () => {};
  #snapshotEvery = 0;

  constructor(parts: CabinetParts) {
    this.#parts = parts;
    this.#keys = cabinetKeys(parts.secret);
    this.#bootId = parts.newId();
    this.#connection = Math.floor(parts.clock.now() / 1000);
    this.#journal = new CabinetJournal({
      id: parts.newId(),
      clock: parts.clock,
      send: (event) => this.#publish("event", event),
      onStoredLate: () => this.#sendSnapshot("late"),
      tally: parts.tally,
    });
  }

  get cabinetId(): string {
    return this.#parts.cabinetId;
  }

  /** An item has no better name than its cabinet and its slot: it always goes back to where it was. */
  itemOf(slot: number): string {
    return `${this.cabinetId.slice(-24)}.${slot}`;
  }

  /** Connected means welcomed by the hub. */
  connect(settled: (connected: boolean) => void, lost: () => void): void {
    const { cabinetId, dial, clock } = this.#parts;
    let welcomed = false;
    this.#welcomed = () => {
      welcomed = true;
      this.#welcomed = undefined;
      settled(true);
    };
    this.#connection += 1;
    const will = encode("presence", { v: 1, state: "lost", bootId: this.#bootId, connection: this.#connection });
    this.#line = new MqttLine(
      dial(),
      {
        clientId: cabinetId,
        password: this.#keys.password,
        will: { topic: upTopic(cabinetId, "presence"), payload: will },
        topics: downChannels.map((channel) => downTopic(cabinetId, channel)),
      },
      {
        up: () => this.#sendBirth(),
        down: () => {
          this.#line = undefined;
          this.#cancelReports();
          this.#snapshotEvery = 0;
          this.#journal.close();
          if (welcomed) lost();
          else settled(false);
        },
        message: (topic, payload) => this.#receive(topic, payload),
      },
      clock,
    );
  }

  disconnect(): void {
    this.#line?.cut();
  }

  /** A rider pushes the item that came out of the slot back into it. @returns false where the slot is not empty */
  putBack(slot: number): boolean {
    if (!this.#out.delete(slot)) return false;
    this.#happens({ kind: "returned", slot, itemId: this.itemOf(slot), source: "report" });
    this.#sendSnapshot("return");
    return true;
  }

  reportAbnormal(): void {
    this.#happens({ kind: "abnormal", what: "the simulated board reports something" });
  }

  #sendBirth(): void {
    const { slots, newId } = this.#parts;
    const connection = this.#connection;
    this.#nonce = newId();
    this.#birthSentAt = this.#parts.clock.now();
    const journal = this.#journal.range;
    const birth = { v: 2, state: "birth", bootId: this.#bootId, connection, driver: "simulated", slots } as const;
    const abilities = { software: `jiehuan-simulated/${version}`, actions: [...actions] };
    this.#publish("presence", { ...birth, journal, nonce: this.#nonce, ...abilities });
  }

  #receive(topic: string, payload: Buffer): void {
    const channel = parseDownTopic(this.cabinetId, topic);
    switch (channel) {
      case "welcome":
        this.#take(decode(channel, payload), (welcome) => this.#receiveWelcome(welcome));
        break;
      case "command":
        this.#take(decode(channel, payload), (command) => this.#receiveCommand(command));
        break;
      case "ack":
        this.#take(decode(channel, payload), (ack) => this.#isMine(ack) && this.#journal.acknowledge(ack));
        break;
      case "config":
        this.#take(
          decode(channel, payload),
          (config) => this.#isMine(config) && this.#reportEvery(config.snapshotEvery),
        );
        break;
      case undefined:
    }
  }

  #take<M>(decoded: { ok: true; message: M } | { ok: false }, take: (message: M) => unknown): void {
    if (decoded.ok) take(decoded.message);
    else this.#parts.tally.malformed += 1;
  }

  #isMine(message: Ack | BridgeConfig): boolean {
    return this.#isSealed(message) && message.bootId === this.#bootId;
  }

  #isSealed(message: Downward): boolean {
    const genuine = isSealed(this.#keys.sealKey, this.cabinetId, message);
    if (!genuine) this.#parts.tally.sealsBroken += 1;
    return genuine;
  }

  #receiveWelcome(welcome: Welcome): void {
    const { bootId, nonce, hubTime } = welcome;
    if (!this.#isSealed(welcome) || bootId !== this.#bootId || nonce !== this.#nonce) return;
    if (welcome.v === 2) {
      this.#connection = Math.max(this.#connection, welcome.newest);
      this.disconnect();
      return;
    }
    const { journalId, committed } = welcome;
    const now = this.#parts.clock.now();
    // The hub answered at some time between the birth and now.
    const halfRoundTrip = Math.ceil((now - this.#birthSentAt) / 2);
    this.#clockError = { ms: hubTime + halfRoundTrip - now, uncertainty: halfRoundTrip + 1 };
    this.#journal.open(journalId, committed);
    this.#sendSnapshot("connect");
    this.#welcomed?.();
  }

  #receiveCommand(command: Command): void {
    if (!this.#isSealed(command)) return;
    switch (command.action) {
      case "look":
        this.#sendSnapshot("asked");
        break;
      case "sync":
        this.#sendBirth();
        break;
      case "open":
      case "open-for-service":
        this.#receiveOpen(command);
        break;
      case "restart":
        this.#receiveRestart(command);
        break;
      // Its birth names neither.
      case "update":
      case "cancel-update":
        break;
    }
  }

  /** A simulated bridge has no process to end: it connects again under another boot id. */
  #receiveRestart({ id, expiresAt }: RestartCommand): void {
    const known = this.#restarts.get(id);
    const judged: RestartResult =
      this.#now > expiresAt ? { outcome: "refused", reason: "expired" } : { outcome: "restarting" };
    const result = known ?? judged;
    keepNewest(this.#restarts, id, result);
    this.#happens({ kind: "restart", commandId: id, result });
    if (known || result.outcome === "refused") return;
    this.#bootId = this.#parts.newId();
    this.#snapshots = 0;
    this.disconnect();
  }

  #receiveOpen(command: OpeningCommand): void {
    const { clock, answerAfter } = this.#parts;
    const known = this.#results.get(command.id);
    if (known) this.#answer(command, known);
    else if (answerAfter === 0) this.#open(command);
    else clock.after(answerAfter, () => this.#open(command));
  }

  #open(command: OpeningCommand): void {
    const { tally } = this.#parts;
    if (this.#results.has(command.id)) return;
    const result = this.#resultOf(command);
    keepNewest(this.#results, command.id, result);
    if (result.outcome === "opened") {
      this.#out.add(command.slot);
      tally.opened += 1;
    } else tally.refused += 1;
    this.#answer(command, result);
    this.#sendSnapshot("opening");
  }

  #resultOf({ expiresAt, slot }: OpeningCommand): OpeningResult {
    if (this.#now > expiresAt) return { outcome: "refused", reason: "expired" };
    if (slot > this.#parts.slots) return { outcome: "refused", reason: "no-such-slot" };
    if (this.#out.has(slot)) return { outcome: "refused", reason: "slot-empty" };
    return { outcome: "opened", itemId: this.itemOf(slot) };
  }

  #answer({ id, slot }: OpeningCommand, result: OpeningResult): void {
    this.#happens({ kind: "result", commandId: id, slot, result });
  }

  #happens(body: HappeningBody): void {
    this.#journal.append(body, { latest: this.#now, uncertainty: this.#clockError?.uncertainty ?? null });
  }

  #reportEvery(every: number): void {
    if (every === this.#snapshotEvery) return;
    this.#snapshotEvery = every;
    this.#cancelReports();
    const report = () => {
      this.#cancelReports = this.#parts.clock.after(every, () => {
        this.#sendSnapshot("periodic");
        report();
      });
    };
    report();
  }

  #sendSnapshot(cause: Snapshot["cause"]): void {
    const slots = Array.from({ length: this.#parts.slots }, (_, index) => {
      const slot = index + 1;
      return this.#out.has(slot)
        ? ({ slot, state: "empty" } as const)
        : ({ slot, state: "occupied", itemId: this.itemOf(slot), level: 90 } as const);
    });
    const [connection, no] = [this.#connection, ++this.#snapshots];
    this.#publish("snapshot", { v: 1, bootId: this.#bootId, connection, no, at: this.#now, cause, slots });
  }

  get #now(): number {
    return this.#parts.clock.now() + (this.#clockError?.ms ?? 0);
  }

  #publish<C extends UpChannel>(channel: C, message: Message<C>): void {
    this.#line?.publish(upTopic(this.cabinetId, channel), encode(channel, message), { retain: channel === "presence" });
  }
}

function keepNewest<Value>(map: Map<string, Value>, id: string, value: Value): void {
  map.set(id, value);
  const [oldest] = map.keys();
  if (map.size > remembered && oldest !== undefined) map.delete(oldest);
}
