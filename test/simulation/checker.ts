import { decode, type Message } from "../../protocol/messages.ts";
import { type DownChannel, parseUpTopic } from "../../protocol/topics.ts";
import type { OrderEvent } from "../../server/rental/event.ts";
import { type CabinetState, cabinetStateTable } from "../../server/store/cabinet-state-table.ts";
import { type Cabinet, cabinetTable } from "../../server/store/cabinet-table.ts";
import { type OrderRecord, orderTable } from "../../server/store/order-table.ts";
import { type StrayEvent, strayTable } from "../../server/store/stray-table.ts";
import { slotCount } from "./cabinets.ts";
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
import { Verdict } from "./verdict.ts";

export type CheckerParts = Omit<Evidence, "verdict" | "seenBorrowed">;

/** Judges every step by the design's promises, from the outside. */
export class Checker {
  readonly verdict = new Verdict();
  readonly doors: DoorJudge;
  readonly credit: CreditJudge;
  readonly fleet: FleetJudge;
  readonly orders: OrderJudge;
  readonly history: HistoryJudge;
  readonly money: MoneyJudge;
  readonly hostile: HostileJudge;
  readonly riders: RiderJudge;
  readonly #evidence: Evidence;

  constructor(parts: CheckerParts) {
    this.#evidence = { ...parts, verdict: this.verdict, seenBorrowed: new Set() };
    this.doors = new DoorJudge(this.#evidence);
    this.credit = new CreditJudge(this.#evidence);
    this.fleet = new FleetJudge(this.#evidence);
    this.orders = new OrderJudge(this.#evidence);
    this.history = new HistoryJudge(this.#evidence);
    this.money = new MoneyJudge(this.#evidence);
    this.riders = new RiderJudge(this.#evidence);
    this.hostile = new HostileJudge(this.#evidence, slotCount);
    parts.disk.onWritten(({ table, row }, before) => {
      if (row === undefined) return;
      if (table === orderTable.name) this.#orderWritten(row as OrderRecord);
      if (table === cabinetTable.name) this.fleet.cabinetWritten(row as Cabinet);
      if (table === cabinetStateTable.name)
        this.fleet.stateWritten(row as CabinetState, before as CabinetState | undefined);
      if (table === strayTable.name) this.fleet.strayWritten(row as StrayEvent);
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
    if (!place || !decoded?.ok) return;
    this.fleet.snapshotPassed(place.cabinetId, decoded.message);
    this.hostile.snapshotPassed(place.cabinetId, decoded.message);
  }

  /** The hub sends a message to a cabinet. */
  sent<C extends DownChannel>(cabinetId: string, channel: C, message: Message<C>): void {
    if (channel === "command") this.doors.commandSent(cabinetId, message as Message<"command">);
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

  #orderWritten(record: OrderRecord): void {
    this.credit.written(record);
    this.orders.written(record);
    this.money.written(record);
    this.hostile.written(record);
    this.riders.written(record);
    this.history.written(record);
  }
}
