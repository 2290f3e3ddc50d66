import { AppError } from "../../platform/app-error.ts";
import type { Log } from "../../platform/log.ts";
import { cabinetSecret } from "../../server/fleet/cabinet-secret.ts";
import { fen } from "../../server/rental/money.ts";
import { commandIdOf } from "../../server/rental/order.ts";
import type { Tariff } from "../../server/rental/tariff.ts";
import { orderTable } from "../../server/store/order-table.ts";
import type { Box, Witness } from "./box.ts";
import { contentOf, fullSlots } from "./box.ts";
import { CabinetMachine } from "./cabinet-machine.ts";
import { Checker, type Violation } from "./checker.ts";
import { type FaultKind, type FaultPlan, Faults } from "./faults.ts";
import { GzxjBox } from "./gzxj-box.ts";
import { HubProcess, hubSecret, riderLimit, sealKeyOf } from "./hub-process.ts";
import { Life } from "./life.ts";
import { ModelBox } from "./model-box.ts";
import { Random } from "./random.ts";
import { Riders } from "./riders.ts";
import { type Downward, type Seams, soundSeams } from "./seams.ts";
import { SimulatedBroker } from "./simulated-broker.ts";
import { type NoticeForm, SimulatedGateway } from "./simulated-gateway.ts";
import { SimulatedDisk } from "./simulated-store.ts";
import { Trace } from "./trace.ts";
import { beginTroubles } from "./troubles.ts";
import { underVirtualTimers, VirtualTime } from "./virtual-time.ts";
import { watchCredit } from "./watch-credit.ts";

export interface Plan {
  readonly seed: number;
  readonly loans: number;
  readonly faults: FaultPlan;
  /** Loans that are left out, by their number from 0. */
  readonly skipped: ReadonlySet<number>;
  readonly seams: Seams;
  readonly keepTrace: boolean;
}

export interface Outcome {
  readonly violation: Violation | undefined;
  /** How many loans had begun at the end, or at the violation. */
  readonly begun: number;
  readonly traceHash: string;
  readonly timeline: readonly string[];
  readonly faults: ReadonlyMap<FaultKind, number>;
  readonly faultInstances: readonly string[];
  readonly steps: ReadonlyMap<string, number>;
  readonly checks: number;
  /** ms of virtual time. */
  readonly lasted: number;
  readonly warnings: ReadonlyMap<string, number>;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 10, 23, 0, 0, 0);
/** After so long a bridge that is connected has been welcomed, whatever was lost. */
const settlingIn = 5 * minute;
/** A welcomed bridge compares clocks with the hub once an hour. */
const birthAgain = hour;
const slotCount = 12;
const stock = 8;
const gzxjEvery = 8;
/** Loans an hour at one cabinet. */
const pace = 9;
/** What a business needs after its last fault, and what the slowest collection takes (product document 3.3). */
const recovery = 2 * hour;
const slowestMoney = 14 * day;

export const tariff: Tariff = {
  version: "simulated-1",
  freeMinutes: 5,
  unit: "hour",
  pricePerUnit: fen(300),
  dailyCap: fen(2000),
  totalCap: fen(5000),
  longestLoanHours: 120,
};

export const soundPlan = { skipped: new Set<number>(), seams: soundSeams, keepTrace: false };

/** Runs the whole system through `plan.loans` loans in virtual time and judges every step. Same plan, same history. */
export function simulate(plan: Plan): Promise<Outcome> {
  const time = new VirtualTime(start);
  return underVirtualTimers(time, () => new Simulation(plan, time).run());
}

class Simulation {
  readonly #plan: Plan;
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #faults: Faults;
  readonly #trace: Trace;
  readonly #disk = new SimulatedDisk();
  readonly #checker: Checker;
  readonly #gateway: SimulatedGateway;
  readonly #broker: SimulatedBroker;
  readonly #machines: CabinetMachine[] = [];
  readonly #machineOf = new Map<string, CabinetMachine>();
  readonly #riders: Riders;
  readonly #codes = new Map<string, string>();
  readonly #warnings = new Map<string, number>();
  #hub: HubProcess | undefined;
  #orders = 0;
  #begun = 0;
  #arriving = true;
  #hubSince = 0;
  #closing = false;
  #over = false;

  constructor(plan: Plan, time: VirtualTime) {
    this.#plan = plan;
    this.#time = time;
    this.#random = new Random(`${plan.seed}`);
    this.#faults = new Faults(plan.faults, this.#random.fork("faults"));
    this.#trace = new Trace(() => time.now(), plan.keepTrace);
    this.#checker = new Checker({
      now: () => time.now(),
      disk: this.#disk,
      creditOrder: (orderNo) => this.#gateway.order(orderNo),
      creditOrders: () => this.#gateway.orders(),
      byCreditOrderNo: (creditOrderNo) => this.#gateway.byOrderNo(creditOrderNo),
      isKept: (cabinetId, slot) => this.#machineOf.get(cabinetId)?.file.read().slots[slot]?.state === "occupied",
      tariff,
      riderLimit,
      trace: this.#trace,
    });
    const { seams } = plan;
    this.#gateway = new SimulatedGateway({
      time,
      faults: this.#faults,
      trace: this.#trace,
      post: (form) => this.#post(form),
      booked: (order) => this.#checker.booked(order),
      completesTwice: seams.gatewayCompletesTwice,
    });
    this.#broker = new SimulatedBroker({
      time,
      faults: this.#faults,
      trace: this.#trace,
      // The memory of this process is no part of the history.
      tracedPayload: (payload) => payload.toString().replace(/"memory":\d+/, '"memory":0'),
      sent: (cabinetId, channel, message) => this.#checker.sent(cabinetId, channel, message),
      command: (command, cabinetId) => seams.command(command, this.#downward(cabinetId)),
      welcome: (welcome, cabinetId) => seams.welcome(welcome, this.#downward(cabinetId)),
    });
    const cabinets = Math.min(24, Math.max(4, Math.ceil(plan.loans / 25)));
    this.#buildCabinets(cabinets);
    this.#riders = new Riders({
      time,
      faults: this.#faults,
      random: this.#random.fork("riders"),
      trace: this.#trace,
      gateway: this.#gateway,
      boxes: this.#machines.map(({ box }) => box),
      hub: () => (this.#hub?.life.alive ? this.#hub : undefined),
      homeBefore: start + (plan.loans / (pace * cabinets)) * hour + 6 * hour,
      codeOf: (cabinetId, slot) => this.#codes.get(`${cabinetId}/${slot}`) ?? "",
    });
  }

  async run(): Promise<Outcome> {
    const surprised = (error: unknown) => this.#checker.fail("fault", `nobody caught ${String(error)}`);
    process.on("unhandledRejection", surprised);
    try {
      await this.#live();
    } catch (error) {
      this.#checker.fail("fault", `the simulation itself: ${error instanceof Error ? error.stack : String(error)}`);
    } finally {
      process.off("unhandledRejection", surprised);
      this.#over = true;
      this.#stopBoards();
    }
    return this.#outcome();
  }

  async #live(): Promise<void> {
    const time = this.#time;
    const failed = () => this.#checker.violation !== undefined;
    void this.#open();
    await time.passUntil(start + 10 * minute, failed);
    if (this.#codes.size < this.#machines.length * slotCount) throw new Error("the hub did not come up");
    this.#faults.begin();
    beginTroubles({
      time,
      faults: this.#faults,
      trace: this.#trace,
      broker: this.#broker,
      machines: this.#machines,
      killHub: () => this.#hub?.life.end(),
      insertForeign: (random, name) => this.#riders.insertForeign(random, name),
      forgeCommand: (machine, random) => this.#forgeCommand(machine, random),
    });
    this.#watchPresence();
    void this.#arrivals();
    const lastReturn = time.now() + 60 * day;
    await time.passUntil(lastReturn, () => failed() || (!this.#arriving && this.#riders.busy === 0));
    if (failed()) return;
    if (this.#riders.busy > 0) throw new Error(`${this.#riders.busy} riders never came to an end`);
    this.#faults.end();
    await time.passUntil(time.now() + recovery, failed);
    if (failed()) return;
    for (const { box } of this.#machines) this.#checker.pictureMustMatch(box.cabinetId, contentOf(box));
    this.#closing = true;
    for (const machine of this.#machines) void machine.close();
    await time.passUntil(time.now() + minute, failed);
    this.#stopBoards();
    await time.passUntil(time.now() + slowestMoney, failed);
    if (!failed()) this.#checker.atTheEnd();
  }

  async #arrivals(): Promise<void> {
    const random = this.#random.fork("arrivals");
    for (let index = 0; index < this.#plan.loans; index++) {
      await this.#time.sleep(random.around(hour / (pace * this.#machines.length)));
      if (this.#plan.skipped.has(index)) continue;
      this.#begun++;
      void this.#riders.loan(index);
    }
    this.#arriving = false;
  }

  /** Who has been connected for some minutes, to a hub that has been there as long, must be online. */
  #watchPresence(): void {
    const time = this.#time;
    time.after(settlingIn, () => {
      if (this.#closing) return;
      for (const { box, running } of this.#machines) {
        const since = Math.max(this.#broker.connectedSince(box.cabinetId) ?? Infinity, this.#hubSince);
        // A welcome goes out before the presence is on disk: where that write fails, the next birth brings it.
        const patience = this.#disk.failedAt >= since ? birthAgain + settlingIn : settlingIn;
        if (running && this.#hub?.life.alive && time.now() - since > patience)
          this.#checker.mustBeOnline(box.cabinetId);
      }
      this.#watchPresence();
    });
  }

  #stopBoards(): void {
    for (const { box } of this.#machines) if (box instanceof GzxjBox) box.stop();
  }

  /** The first start: cabinets are registered, stickers printed, bridges switched on. */
  async #open(): Promise<void> {
    this.#startHub();
    const hub = this.#hub;
    if (!hub) return;
    for (const { box } of this.#machines) {
      const { cabinetId } = box;
      await hub.registry.register({ cabinetId, name: `店${cabinetId}`, address: "人民路1号", slots: slotCount });
      for (let slot = 1; slot <= slotCount; slot++)
        this.#codes.set(`${cabinetId}/${slot}`, (await hub.codes.issue(cabinetId, slot)).text);
    }
    for (const machine of this.#machines) machine.start();
  }

  #startHub(): void {
    if (this.#over) return;
    const { seams } = this.#plan;
    const time = this.#time;
    const life = new Life((point) => {
      const killed = this.#codes.size > 0 && this.#faults.strikes("the hub is killed between two steps");
      if (killed) this.#trace.note("hub", `is killed ${point}`);
      return killed;
    });
    for (const record of this.#disk.rows(orderTable)) {
      const kept = seams.kept(record);
      if (kept !== record) this.#disk.write([{ table: orderTable.name, key: record.order.orderNo, row: kept }]);
    }
    this.#hub = new HubProcess({
      time,
      life,
      disk: this.#disk,
      faults: this.#faults,
      broker: this.#broker,
      sdk: this.#gateway.sdk,
      seams,
      tariff,
      terms: { confirmWithin: 3 * minute, openWithin: 10 * second, lostAfter: day },
      random: this.#random.fork(`hub ${time.now()}`),
      newOrderNo: () => `20261123${String(++this.#orders).padStart(12, "0")}`,
      log: this.#log("hub"),
      watchCredit: (credit) => watchCredit(credit, this.#checker),
    });
    life.onEnd(() => {
      this.#trace.note("hub", "ends");
      time.after(this.#random.between(second, 60 * second), () => this.#startHub());
    });
    this.#hubSince = time.now();
    this.#trace.note("hub", "starts");
    // A hub that can't start ends, and is started again.
    this.#hub.start().catch(() => life.end());
  }

  #buildCabinets(count: number): void {
    const time = this.#time;
    for (let index = 0; index < count; index++) {
      const cabinetId = `shop-${index + 1}`;
      const witness: Witness = {
        motorStarted: (...seen) => this.#checker.motorStarted(...seen),
        ejected: (...seen) => {
          this.#checker.ejected(...seen);
          const [, slot, itemId, commandId] = seen;
          this.#riders.ejected(box, slot, itemId, commandId);
        },
        inserted: (...seen) => this.#checker.inserted(...seen),
        returnConfirmed: (...seen) => this.#checker.returnConfirmed(...seen),
      };
      const kind = "power is cut while a motor runs";
      const cutPower = () => machine.cutPower(this.#faults.details(kind).between(10 * second, 10 * minute));
      const box: Box =
        index % gzxjEvery === gzxjEvery - 1
          ? new GzxjBox({ cabinetId, slotCount, time, witness })
          : new ModelBox({ cabinetId, slotCount, stock, time, faults: this.#faults, witness, cutPower });
      const machine = new CabinetMachine({
        box,
        secret: cabinetSecret(hubSecret, cabinetId, 1),
        time,
        faults: this.#faults,
        broker: this.#broker,
        random: this.#random.fork(cabinetId),
        trace: this.#trace,
        seams: this.#plan.seams,
        log: this.#log(cabinetId),
      });
      this.#machines.push(machine);
      this.#machineOf.set(cabinetId, machine);
    }
  }

  #downward(cabinetId: string): Downward {
    const now = this.#time.now();
    const cabinetTime = now + (this.#machineOf.get(cabinetId)?.wall.error ?? 0);
    return { cabinetId, sealKey: sealKeyOf(cabinetId), now, cabinetTime };
  }

  async #post(form: NoticeForm): Promise<string | undefined> {
    const hub = this.#hub;
    if (!hub?.life.alive) return undefined;
    const { notify_id = "", out_order_no = "" } = form;
    const answer = await hub.takeNotice(form).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "store/write-failed") return "error";
      throw error;
    });
    this.#checker.noticeAnswered(this.#gateway.genuine.has(notify_id), answer, out_order_no);
    return answer;
  }

  /** A broker in wrong hands wants a slot opened. */
  #forgeCommand({ box }: CabinetMachine, random: Random): void {
    const slot = random.pick(fullSlots(box));
    if (slot === undefined) return;
    const orderNo = "20261199000000000000";
    const now = this.#time.now();
    this.#broker.inject(box.cabinetId, "command", {
      v: 1,
      action: "open",
      id: commandIdOf(orderNo, random.between(1, 99_999)),
      orderNo,
      slot,
      issuedAt: now,
      expiresAt: now + 10 * second,
      ttl: 10 * second,
      seal: "A".repeat(43),
    });
  }

  #log(who: string): Log {
    const count = (message: string) => this.#warnings.set(message, (this.#warnings.get(message) ?? 0) + 1);
    const failure = (fields: object, message: string) => {
      const { err } = fields as { err?: unknown };
      count(message);
      // What the faults themselves cause is expected; anything else is a fault of a part.
      if (err instanceof AppError && err.code.startsWith("store/")) return;
      this.#checker.fail("fault", `${who}: ${message}: ${err instanceof Error ? err.stack : String(err)}`, who);
    };
    const quiet = () => {};
    return { debug: quiet, info: quiet, warn: (_fields, message) => count(message), error: failure };
  }

  #outcome(): Outcome {
    const { violation } = this.#checker;
    return {
      violation,
      begun: this.#begun,
      timeline: violation ? this.#trace.timeline(violation.names) : [],
      traceHash: this.#trace.digest(),
      faults: this.#faults.struck,
      faultInstances: this.#faults.instances,
      steps: this.#checker.steps,
      checks: this.#checker.checks,
      lasted: this.#time.now() - start,
      warnings: this.#warnings,
    };
  }
}
