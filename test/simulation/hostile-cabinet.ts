import { Buffer } from "node:buffer";
import type { Message } from "../../protocol/messages.ts";
import { type DownChannel, type UpChannel, upTopic } from "../../protocol/topics.ts";
import type { CabinetEvent, HappeningBody, SlotReport, Snapshot } from "../../protocol/upward.ts";
import type { CabinetMachine } from "./cabinet-machine.ts";
import type { Hostility } from "./hostility.ts";
import type { Random } from "./random.ts";
import type { SimulatedBroker } from "./simulated-broker.ts";
import type { Trace } from "./trace.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface HostileCabinetParts {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly trace: Trace;
  readonly broker: SimulatedBroker;
  readonly hostility: Hostility;
}

const minute = 60_000;

/**
 * Speaks with the login and secret of a cabinet whose bridge it has stopped. It keeps to the contract as far as it must to
 * be heard: it says birth, and numbers its events from what the hub acknowledged.
 */
export class HostileCabinet {
  readonly machine: CabinetMachine;
  /** Told of each command that the hub sends. */
  onCommand: (command: Message<"command">) => void = () => {};
  readonly #parts: HostileCabinetParts;
  readonly #bootId: string;
  #journalId: string;
  #last: number;
  #connection: number;
  #snapshots = 0;
  #nonces = 0;
  #isThere = false;

  constructor(machine: CabinetMachine, parts: HostileCabinetParts) {
    const { random, time } = parts;
    this.machine = machine;
    this.#parts = parts;
    this.#bootId = `${this.cabinetId}-hostile`;
    const { journalId, last } = machine.file.read();
    // Whoever has the disk goes on in its journal; whoever has only the secret begins one.
    const hasDisk = random.chance(0.5);
    this.#journalId = hasDisk ? journalId : `hostile-${this.cabinetId}`;
    this.#last = hasDisk ? last : 0;
    this.#connection = Math.floor(time.now() / 1000);
  }

  get cabinetId(): string {
    return this.machine.box.cabinetId;
  }

  /** Until it is released. */
  get isThere(): boolean {
    return this.#isThere;
  }

  seize(): void {
    const { broker, hostility, trace } = this.#parts;
    trace.note(this.cabinetId, "is in wrong hands");
    this.#isThere = true;
    this.machine.seize();
    hostility.begins(this.cabinetId);
    broker.impersonate(this.cabinetId, (channel, message) => this.#hear(channel, message));
    this.#keepComing();
  }

  /** The bridge runs again, with a new secret. */
  release(): void {
    if (!this.#isThere) return;
    const { broker, hostility, trace } = this.#parts;
    trace.note(this.cabinetId, "is in good hands again");
    this.#isThere = false;
    broker.impersonate(this.cabinetId, undefined);
    hostility.ends();
    this.machine.release();
  }

  birth(changes: object = {}): void {
    this.#connection += 1;
    this.say("presence", {
      v: 1,
      state: "birth",
      bootId: this.#bootId,
      connection: this.#connection,
      driver: "gzxj",
      slots: this.machine.box.slotCount,
      journal: { id: this.#journalId, first: 1, last: this.#last },
      nonce: `${this.#bootId}-${++this.#nonces}`,
      ...changes,
    });
  }

  /** @param gap how many numbers are left out before it, or, below 0, said again */
  event(body: HappeningBody, at: CabinetEvent["at"], gap = 0): void {
    this.#last = Math.max(1, this.#last + 1 + gap);
    this.say("event", { v: 1, journalId: this.#journalId, seq: this.#last, at, body });
  }

  snapshot(slots: readonly SlotReport[], at: number, cause: Snapshot["cause"]): void {
    const no = ++this.#snapshots;
    this.say("snapshot", { v: 1, bootId: this.#bootId, connection: this.#connection, no, at, cause, slots });
  }

  health(numbers: object): void {
    this.say("health", { v: 1, bootId: this.#bootId, ...numbers });
  }

  /** Whatever it is. */
  say(channel: UpChannel, message: unknown): void {
    if (!this.#isThere) return;
    const payload = typeof message === "string" ? message : JSON.stringify(message);
    this.#parts.broker.sayAs(this.cabinetId, upTopic(this.cabinetId, channel), Buffer.from(payload));
  }

  #hear<C extends DownChannel>(channel: C, message: Message<C>): void {
    if (channel === "command") this.onCommand(message as Message<"command">);
    if (channel !== "ack" && channel !== "welcome") return;
    const { journalId, committed } = message as { journalId: string; committed: number };
    if (journalId === this.#journalId) this.#last = committed;
  }

  /** Said again as an honest bridge does where the hub was away. */
  #keepComing(): void {
    if (!this.#isThere) return;
    this.birth();
    this.#parts.time.after(10 * minute, () => this.#keepComing());
  }
}
