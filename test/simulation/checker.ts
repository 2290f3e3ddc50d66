import { decode, type Message } from "../../protocol/messages.ts";
import { type DownChannel, parseUpTopic } from "../../protocol/topics.ts";
import type { OrderEvent } from "../../server/rental/event.ts";
import { type CabinetState, cabinetStateTable } from "../../server/store/cabinet-state-table.ts";
import { type Cabinet, cabinetTable } from "../../server/store/cabinet-table.ts";
import { clockStepTable } from "../../server/store/clock-tables.ts";
import { type OrderRecord, orderTable } from "../../server/store/order-table.ts";
import { type UnmatchedEvent, unmatchedEventTable } from "../../server/store/unmatched-event-table.ts";
import { slotCount } from "./cabinets.ts";
import { ClockJudge } from "./clock-judge.ts";
import { CreditJudge } from "./credit-judge.ts";
import { DoorJudge } from "./door-judge.ts";
import { judgeTheEnd } from "./end-judge.ts";
import type { Evidence } from "./evidence.ts";
import { FleetJudge } from "./fleet-judge.ts";
import { HistoryJudge } from "./history-judge.ts";
import { HostileJudge } from "./hostile-judge.ts";
import { MoneyJudge } from "./money-judge.ts";
import { OrderJudge } from "./order-judge.ts";
import { RiderJudge } from "./rider-judge.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";
import { TrueTimes } from "./true-times.ts";
import { Verdict } from "./verdict.ts";

export interface CheckerParts extends Omit<Evidence, "verdict" | "seenBorrowed" | "disk"> {
  readonly disk: SimulatedDisk;
  /** How much the clocks of the hubs that run show more than the truth and the steps that they have taken over, ms. */
  readonly deviations: () => readonly number[];
  /** Whether a hub's clock has stepped: until then what is late or early has another cause, which the other judges name. */
  readonly haveClocksStepped: () => boolean;
}

/** Judges every step by the design's promises, from the outside. */
export class Checker {
  readonly verdict = new Verdict();
  readonly slotCommands: DoorJudge;
  readonly credit: CreditJudge;
  readonly fleet: FleetJudge;
  readonly orders: OrderJudge;
  readonly history: HistoryJudge;
  readonly money: MoneyJudge;
  readonly hostile: HostileJudge;
  readonly riders: RiderJudge;
  readonly times: TrueTimes;
  readonly #clock: ClockJudge;
  readonly #evidence: Evidence;

  constructor(parts: CheckerParts) {
    this.times = new TrueTimes(parts.disk, parts.now, parts.deviations);
    this.#evidence = { ...parts, disk: this.times, verdict: this.verdict, seenBorrowed: new Set() };
    this.#clock = new ClockJudge(this.#evidence, parts.haveClocksStepped);
    this.slotCommands = new DoorJudge(this.#evidence);
    this.credit = new CreditJudge(this.#evidence);
    this.fleet = new FleetJudge(this.#evidence);
    this.orders = new OrderJudge(this.#evidence);
    this.history = new HistoryJudge(this.#evidence);
    this.money = new MoneyJudge(this.#evidence);
    this.riders = new RiderJudge(this.#evidence);
    this.hostile = new HostileJudge(this.#evidence, slotCount);
    parts.disk.onWritten(({ table, row }, before) => {
      if (row === undefined) return;
      if (table === clockStepTable.name) this.times.stepWritten();
      if (table === orderTable.name) this.#orderWritten(row as OrderRecord);
      if (table === cabinetTable.name) this.fleet.cabinetWritten(row as Cabinet);
      if (table === cabinetStateTable.name)
        this.fleet.stateWritten(row as CabinetState, before as CabinetState | undefined);
      if (table === unmatchedEventTable.name)
        this.fleet.unmatchedWritten(row as UnmatchedEvent, before as UnmatchedEvent | undefined);
    });
  }

  get failed(): boolean {
    return this.verdict.violation !== undefined;
  }

  /** A part threw or logged what it must not. */
  fault(what: string, ...names: string[]): void {
    this.verdict.must("fault", false, () => what, ...names);
  }

  /** A cabinet's message has come to the broker. */
  passed(topic: string, payload: Buffer): void {
    const place = parseUpTopic(topic);
    const decoded = place?.channel === "snapshot" ? decode("snapshot", payload) : undefined;
    const event = place?.channel === "event" ? decode("event", payload) : undefined;
    if (place && event?.ok) this.#clock.cabinetSaid(place.cabinetId, event.message);
    if (!place || !decoded?.ok) return;
    this.fleet.snapshotPassed(place.cabinetId, decoded.message);
    this.hostile.snapshotPassed(place.cabinetId, decoded.message);
  }

  /** The hub sends a message to a cabinet. */
  sent<C extends DownChannel>(cabinetId: string, channel: C, message: Message<C>): void {
    if (channel === "command") this.slotCommands.commandSent(cabinetId, message as Message<"command">);
    if (channel === "ack") this.fleet.ackSent(cabinetId, message as Message<"ack">);
  }

  /** An order took an event. */
  told(event: OrderEvent): void {
    this.history.told(event);
  }

  /** After all faults have ended and everything had its time. */
  atTheEnd(): void {
    judgeTheEnd(this.#evidence);
    this.money.atTheEnd();
  }

  #orderWritten(written: OrderRecord): void {
    this.times.written(written);
    const record = this.times.ofOrder(written);
    this.#clock.written(record, written);
    this.credit.written(record);
    this.orders.written(record);
    this.money.written(record);
    this.hostile.written(record);
    this.riders.written(record);
    this.history.written(written);
  }
}
