import { AppError } from "../../platform/app-error.ts";
import type { Log } from "../../platform/log.ts";
import { hasEnded } from "../../server/rental/transitions.ts";
import { type OrderRecord, orderTable } from "../../server/store/order-table.ts";
import { hubTables } from "../../server/tables.ts";
import { boardMakes } from "./board-makes.ts";
import { contentOf, type Witness } from "./box.ts";
import { Cabinets, slotCount } from "./cabinets.ts";
import { Checker } from "./checker.ts";
import { Faults, hubClockFaults } from "./faults.ts";
import { Hostility } from "./hostility.ts";
import { homeInDatabase, homeOnDisk } from "./hub-home.ts";
import { terms } from "./hub-machine.ts";
import { riderLimit, silentAfter } from "./hub-process.ts";
import { Hubs } from "./hubs.ts";
import { Operators } from "./operators.ts";
import type { Outcome, Plan } from "./plan.ts";
import { Random } from "./random.ts";
import { Riders } from "./riders.ts";
import { SimulatedBroker } from "./simulated-broker.ts";
import { SimulatedDatabase } from "./simulated-database.ts";
import { SimulatedDisk } from "./simulated-disk.ts";
import { SimulatedGateway } from "./simulated-gateway.ts";
import { Tariffs } from "./tariffs.ts";
import { Trace } from "./trace.ts";
import { beginTroubles } from "./troubles.ts";
import { VirtualTime } from "./virtual-time.ts";
import { underVirtualTimers } from "./virtual-timers.ts";
import { WitnessBook } from "./witness-book.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 10, 23, 0, 0, 0);
/** After so long a bridge that is connected has been welcomed, whatever was lost. */
const settlingIn = 5 * minute;
/** After so long nobody takes a cabinet without a bridge for one that is there: the watch looks five times in its time. */
const goneFor = silentAfter * 1.2 + settlingIn;
/** Loans an hour at one cabinet. */
const pace = 9;
/** A cabinet for so many loans: more of them only wait longer for the last. */
const loansOfACabinet = 65;
/** After the last loan, the last items come home: late enough for a rent to meet its daily cap. */
const lastHome = 6 * hour;
/** What a business needs after its last fault, and what the slowest collection takes (product document 3.3). */
const recovery = 3 * hour;
const slowestMoney = 21 * day;

/**
 * Runs the whole system through `plan.loans` loans in virtual time and judges every step. Same plan, same history. One
 * history at a time: a second one waits for the first.
 * @param signal ends it at once; the outcome is then of what was reached
 */
export function simulate(plan: Plan, signal?: AbortSignal): Promise<Outcome> {
  const time = new VirtualTime(start);
  return underVirtualTimers(time, () => new Simulation(plan, time, signal).run());
}

class Simulation {
  readonly #plan: Plan;
  readonly #time: VirtualTime;
  readonly #signal: AbortSignal | undefined;
  readonly #random: Random;
  readonly #faults: Faults;
  readonly #trace: Trace;
  readonly #disk = new SimulatedDisk();
  readonly #checker: Checker;
  readonly #gateway: SimulatedGateway;
  readonly #broker: SimulatedBroker;
  readonly #cabinets: Cabinets;
  readonly #hubs: Hubs;
  readonly #database: SimulatedDatabase | undefined;
  readonly #riders: Riders;
  readonly #operators: Operators;
  readonly #book = new WitnessBook();
  readonly #hostility: Hostility;
  readonly #warnings = new Map<string, number>();
  #begun = 0;
  #arriving = true;
  #closing = false;

  constructor(plan: Plan, time: VirtualTime, signal: AbortSignal | undefined) {
    this.#plan = plan;
    this.#time = time;
    this.#signal = signal;
    const { seams } = plan;
    const now = () => time.now();
    const random = new Random(`${plan.seed}/${plan.history}`);
    const faults = new Faults(plan.faults, random.fork("faults"));
    const trace = new Trace(now, plan.keepTrace);
    const disk = this.#disk;
    const hostility = new Hostility(now);
    const checker: Checker = new Checker({
      now,
      disk,
      creditOrder: (orderNo) => gateway.order(orderNo),
      creditOrders: () => gateway.orders(),
      byCreditOrderNo: (creditOrderNo) => gateway.byOrderNo(creditOrderNo),
      deviations: () => hubs.deviations,
      haveClocksStepped: () => hubClockFaults.some((kind) => faults.struck.has(kind)),
      isInService: (cabinetId) => cabinets.isInService(cabinetId),
      isKept: (cabinetId, slot) => cabinets.isKept(cabinetId, slot),
      boardsReadIds: plan.board === undefined || boardMakes[plan.board].readable,
      book: this.#book,
      tariffAt: (cabinetId, at) => tariffs.at(cabinetId, at),
      terms,
      riderLimit,
      trace,
      hostility,
    });
    const gateway: SimulatedGateway = new SimulatedGateway({
      time,
      faults,
      trace,
      post: (form) => hubs.post(form),
      booked: (order) => checker.credit.booked(order),
      completesTwice: seams.gatewayCompletesTwice,
    });
    const broker: SimulatedBroker = new SimulatedBroker({
      time,
      faults,
      random: random.fork("broker"),
      trace,
      livesInHub: plan.kind === "one hub",
      passed: (topic, payload) => checker.passed(topic, payload),
      sent: (cabinetId, channel, message) => checker.sent(cabinetId, channel, message),
      command: (command, cabinetId) => seams.command(command, cabinets.downward(cabinetId)),
      welcome: (welcome, cabinetId) => seams.welcome(welcome, cabinets.downward(cabinetId)),
    });
    // A board's every byte costs time.
    const fewest = plan.board === undefined ? 4 : 2;
    const count = Math.min(24, Math.max(fewest, Math.ceil(plan.loans / loansOfACabinet)));
    const { slotCommands } = checker;
    const witness: Witness = {
      motorStarted: (...seen) => slotCommands.motorStarted(...seen),
      ejected: (cabinetId, slot, itemId, commandId) => {
        slotCommands.ejected(cabinetId, slot, itemId, commandId);
        riders.ejected(cabinetId, slot, itemId, commandId);
      },
      inserted: (...seen) => slotCommands.inserted(...seen),
      stayed: (...seen) => slotCommands.stayed(...seen),
      returnConfirmed: (...seen) => slotCommands.returnConfirmed(...seen),
    };
    const logOf = (who: string) => this.#log(who);
    const cabinets: Cabinets = new Cabinets(count, {
      time,
      faults,
      random,
      trace,
      broker,
      witness,
      seams,
      board: plan.board,
      logOf,
    });
    const tariffs: Tariffs = new Tariffs(
      cabinets.boxes.map(({ cabinetId }) => cabinetId),
      start,
    );
    const tables = hubTables.map((table) => (table === orderTable ? seams.orders(orderTable) : table));
    const database = plan.kind === "one hub" ? undefined : new SimulatedDatabase({ time, faults, disk, tables });
    const hubs: Hubs = new Hubs({
      count: database ? random.fork("hubs").between(2, 3) : 1,
      home: database ? homeInDatabase(database, tables, time, faults) : homeOnDisk(disk, tables, faults, seams.kept),
      time,
      faults,
      random: random.fork("hub"),
      trace,
      disk,
      broker,
      gateway,
      checker,
      seams,
      plans: tariffs.plans,
      log: logOf("hub"),
    });
    const riders: Riders = new Riders({
      time,
      faults,
      random: random.fork("riders"),
      trace,
      gateway,
      boxes: cabinets.boxes,
      hub: () => hubs.any,
      homeBefore: start + (plan.loans / (pace * count)) * hour + lastHome,
      ahead: () => checker.times.offset(),
      codeOf: (cabinetId, slot) => hubs.codeOf(cabinetId, slot),
    });
    this.#operators = new Operators({
      time,
      faults,
      random: random.fork("operators"),
      trace,
      gateway,
      book: this.#book,
      hub: () => hubs.any,
      ahead: () => checker.times.offset(),
      orderNos: () => disk.rows(orderTable).map(({ order }) => order.orderNo),
    });
    this.#hostility = hostility;
    this.#random = random;
    this.#faults = faults;
    this.#trace = trace;
    this.#checker = checker;
    this.#gateway = gateway;
    this.#broker = broker;
    this.#cabinets = cabinets;
    this.#hubs = hubs;
    this.#database = database;
    this.#riders = riders;
  }

  async run(): Promise<Outcome> {
    const surprised = (error: unknown) => this.#checker.fault(`nobody caught ${String(error)}`);
    process.on("unhandledRejection", surprised);
    try {
      await this.#live();
    } catch (error) {
      this.#checker.fault(`the simulation itself: ${error instanceof Error ? error.stack : String(error)}`);
    } finally {
      process.off("unhandledRejection", surprised);
      this.#hubs.close();
      this.#cabinets.stopBoards();
    }
    return this.#outcome();
  }

  async #live(): Promise<void> {
    const time = this.#time;
    const cabinetIds = this.#cabinets.boxes.map(({ cabinetId }) => cabinetId);
    void this.#hubs.setUp(cabinetIds, slotCount).then(() => this.#cabinets.start());
    await time.passUntil(start + 10 * minute, () => this.#isOver());
    if (this.#isOver()) return;
    if (!this.#hubs.isSetUp) throw new Error("the hub did not come up");
    this.#faults.begin();
    const endTroubles = beginTroubles({
      time,
      faults: this.#faults,
      trace: this.#trace,
      broker: this.#broker,
      hubs: this.#hubs,
      database: this.#database,
      machines: this.#cabinets.machines,
      disk: this.#disk,
      hostility: this.#hostility,
      insertForeign: (random, name) => this.#riders.insertForeign(random, name),
      forgeCommand: (machine, random) => this.#cabinets.forgeCommand(machine, random),
    });
    this.#watchPresence();
    this.#operators.begin();
    void this.#arrivals();
    const lastReturn = time.now() + 60 * day;
    await time.passUntil(lastReturn, () => this.#isOver() || (!this.#arriving && this.#riders.busy === 0));
    if (this.#isOver()) return;
    if (this.#riders.busy > 0) throw new Error(`${this.#riders.busy} riders never came to an end`);
    this.#faults.end();
    endTroubles();
    await time.passUntil(time.now() + recovery, () => this.#isOver());
    if (this.#isOver()) return;
    for (const box of this.#cabinets.boxes) this.#checker.fleet.pictureMustMatch(box, contentOf(box));
    this.#checker.orders.billingHasStopped(this.#lying());
    this.#closing = true;
    this.#cabinets.close();
    await time.passUntil(time.now() + minute, () => this.#isOver());
    this.#cabinets.stopBoards();
    await this.#untilNothingIsLeftToDo();
    if (!this.#isOver()) this.#checker.atTheEnd();
  }

  async #untilNothingIsLeftToDo(): Promise<void> {
    const time = this.#time;
    const end = time.now() + slowestMoney;
    let wasStill = false;
    while (time.now() < end && !this.#isOver()) {
      await time.passUntil(time.now() + hour, () => this.#isOver());
      const isStill = this.#gateway.isStill && this.#disk.rows(orderTable).every(isDone);
      if (isStill && wasStill) return;
      wasStill = isStill;
    }
  }

  /** What has lain in a slot for so long that every cabinet has shown it twice. */
  #lying(): { itemId: string; since: number }[] {
    const longAgo = this.#time.now() - hour;
    const content = this.#cabinets.boxes.flatMap(contentOf);
    return this.#book.all().flatMap(({ itemId, back }) => {
      const isLying = back?.readable === true && back.at < longAgo && content.includes(itemId);
      return isLying ? [{ itemId, since: back.at }] : [];
    });
  }

  #isOver(): boolean {
    return this.#checker.failed || this.#signal?.aborted === true;
  }

  async #arrivals(): Promise<void> {
    const random = this.#random.fork("arrivals");
    for (let index = 0; index < this.#plan.loans; index++) {
      await this.#time.sleep(random.around(hour / (pace * this.#cabinets.machines.length)));
      if (this.#plan.skipped.has(index)) continue;
      this.#begun++;
      void this.#riders.loan(index);
    }
    this.#arriving = false;
  }

  /** Who has been connected for some minutes, to hubs that have been there as long, must be online; who has gone, offline. */
  #watchPresence(): void {
    const time = this.#time;
    time.after(settlingIn, () => {
      if (this.#closing) return;
      // A hub that has taken over a step waits anew for cabinets that are silent.
      const since = Math.max(this.#inOrderSince(), this.#checker.times.lastStepAt);
      for (const { box, inService, ranAt } of this.#cabinets.machines) {
        const { cabinetId } = box;
        if (this.#hostility.wasHostile(cabinetId, time.now() - goneFor)) continue;
        const connected = this.#broker.connectedSince(cabinetId);
        const isLonger = (duration: number, from: number) => time.now() > Math.max(from, since) + duration;
        if (isLonger(goneFor, ranAt)) this.#checker.fleet.mustBeOffline(cabinetId);
        if (inService && connected !== undefined && isLonger(settlingIn, connected))
          this.#checker.fleet.mustBeOnline(cabinetId);
      }
      this.#watchPresence();
    });
  }

  /** Since when there are a hub, a database and a broker, epoch ms; infinity: one of them is not there. */
  #inOrderSince(): number {
    const never = Number.POSITIVE_INFINITY;
    const database = this.#database;
    const databaseSince = database ? (database.thereSince ?? never) : 0;
    return Math.max(this.#hubs.runningSince ?? never, databaseSince);
  }

  #log(who: string): Log {
    const count = (message: string) => this.#warnings.set(message, (this.#warnings.get(message) ?? 0) + 1);
    const failure = (fields: object, message: string) => {
      const { err } = fields as { err?: unknown };
      count(message);
      // What the faults themselves cause is expected; anything else is a fault of a part.
      if (err instanceof AppError && err.code.startsWith("store/")) return;
      if ((fields as { code?: unknown }).code === "hub/clock-stepped") return;
      this.#checker.fault(`${who}: ${message}: ${err instanceof Error ? err.stack : String(err)}`, who);
    };
    const quiet = () => {};
    return { debug: quiet, info: quiet, warn: (_fields, message) => count(message), error: failure };
  }

  #outcome(): Outcome {
    const { verdict, history } = this.#checker;
    const { violation, checks } = verdict;
    return {
      violation,
      begun: this.#begun,
      timeline: violation ? this.#trace.timeline(violation.names) : [],
      traceHash: this.#trace.digest(),
      faults: this.#faults.struck,
      faultInstances: this.#faults.instances,
      steps: history.steps,
      checks,
      lasted: this.#time.now() - start,
      warnings: this.#warnings,
    };
  }
}

function isDone({ order, effects }: OrderRecord): boolean {
  return effects.length === 0 && hasEnded(order.state) && !order.review;
}
