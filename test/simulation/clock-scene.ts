import { decide } from "../../server/rental/decide.ts";
import type { OrderEvent } from "../../server/rental/event.ts";
import { requestOrder } from "../../server/rental/request.ts";
import { type ClockStep, clockStepTable } from "../../server/store/clock-tables.ts";
import { type OrderRecord, orderTable } from "../../server/store/order-table.ts";
import { answered, credit, place, request, returned, seenAs, start } from "../server/rental/examples.ts";
import { ClockJudge } from "./clock-judge.ts";
import type { Evidence } from "./evidence.ts";
import { Hostility } from "./hostility.ts";
import { SimulatedDisk } from "./simulated-disk.ts";
import { Trace } from "./trace.ts";
import { TrueTimes } from "./true-times.ts";
import { Verdict } from "./verdict.ts";
import { WitnessBook } from "./witness-book.ts";

/** A hub's disk, the true time, and a hub whose clock may show another one: for tests of what judges make of steps. */
export class ClockScene {
  readonly disk = new SimulatedDisk();
  readonly book = new WitnessBook();
  readonly verdict = new Verdict();
  readonly times: TrueTimes;
  readonly judge: ClockJudge;
  /** True time, epoch ms. */
  now = start;
  /** Whether somebody has set a clock: until then the judge says nothing. */
  haveClocksStepped = true;
  /** What the hub's clock shows more than the truth and its steps, ms. */
  deviation = 0;
  #steps = 0;

  constructor() {
    const now = () => this.now;
    this.times = new TrueTimes(this.disk, now, () => [this.deviation]);
    const evidence: Partial<Evidence> = {
      now,
      verdict: this.verdict,
      book: this.book,
      disk: this.times,
      terms: request.terms,
      isInService: () => true,
      boardsReadIds: true,
      hostility: new Hostility(now),
      trace: new Trace(now, false),
    };
    this.judge = new ClockJudge(evidence as Evidence, () => this.haveClocksStepped);
  }

  /** How many steps the hub has taken over. */
  get steps(): number {
    return this.#steps;
  }

  /** What the hub's clock shows, epoch ms. */
  get hubTime(): number {
    return this.now + this.deviation + this.times.offset();
  }

  /** The hub takes over a step. */
  step(by: number): void {
    const no = ++this.#steps;
    const row: ClockStep = { no, by, at: this.hubTime + by };
    this.disk.write([{ table: clockStepTable.name, key: clockStepTable.key(row), row }]);
    this.times.stepWritten();
  }

  /** The record as the hub reads it after all steps so far. */
  caughtUp(record: OrderRecord): OrderRecord {
    const steps = this.disk.rows(clockStepTable).slice(record.steps ?? 0);
    return steps.reduce(
      (before, { by, at, no }) => ({ ...applied(before, { type: "clock-stepped", by }, at), steps: no }),
      record,
    );
  }

  /** The hub writes the order down, by the steps that it has taken over. @returns the judged record */
  write(record: OrderRecord): OrderRecord {
    const written = { ...record, steps: this.#steps };
    this.disk.write([{ table: orderTable.name, key: record.order.orderNo, row: written }]);
    this.times.written(written);
    const inTruth = this.times.ofOrder(written);
    this.judge.written(inTruth, written);
    return inTruth;
  }
}

/** The record after an event at a time by the hub's clock. */
export function applied(record: OrderRecord, cause: OrderEvent, at: number): OrderRecord {
  const { order } = decide(record.order, cause, at);
  return { ...record, order, audit: [...record.audit, { at, actor: "hub", cause, state: order.state }] };
}

/** An order that is requested now and lent some seconds later, written at each step. @returns its last record */
export function lend(scene: ClockScene): OrderRecord {
  const { order } = requestOrder(request, scene.hubTime);
  let record: OrderRecord = { order, effects: [], nextEffectId: 1, audit: [], ledger: [], steps: scene.steps };
  scene.write(record);
  scene.now += 20_000;
  record = applied(scene.caughtUp(record), credit(seenAs()), scene.hubTime);
  scene.write(record);
  scene.now += 2000;
  const opened = answered({ outcome: "opened", itemId }, scene.hubTime);
  record = applied(record, opened, scene.hubTime);
  scene.book.ejected({ commandId: commandOf(record), cabinetId, slot: 3, itemId, ejectedAt: scene.now });
  scene.write(record);
  return record;
}

/** The item goes into its slot now, and the hub hears of it. @param at when, by the hub */
export function giveBack(scene: ClockScene, before: OrderRecord, at = scene.hubTime): OrderRecord {
  scene.book.inserted(itemId, { cabinetId, slot: 3, at: scene.now, readable: true, lag: 0 });
  const record = applied(scene.caughtUp(before), returned(at), scene.hubTime);
  scene.write(record);
  return record;
}

const { cabinetId } = place;
const itemId = "BANK07";

function commandOf({ order }: OrderRecord): string {
  return order.loans[0]?.command?.id ?? "";
}
