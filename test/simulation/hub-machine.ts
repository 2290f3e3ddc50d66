import { AppError } from "../../platform/app-error.ts";
import type { Log } from "../../platform/log.ts";
import type { RatePlan } from "../../server/rental/rate-plan.ts";
import { orderTable } from "../../server/store/order-table.ts";
import type { Checker } from "./checker.ts";
import type { Faults } from "./faults.ts";
import { HubProcess } from "./hub-process.ts";
import { Life } from "./life.ts";
import type { Random } from "./random.ts";
import type { Seams } from "./seams.ts";
import type { SimulatedBroker } from "./simulated-broker.ts";
import type { NoticeForm, SimulatedGateway } from "./simulated-gateway.ts";
import type { SimulatedDisk } from "./simulated-store.ts";
import type { Trace } from "./trace.ts";
import type { VirtualTime } from "./virtual-time.ts";
import { watchCredit } from "./watch-credit.ts";

export interface HubMachineParts {
  readonly time: VirtualTime;
  readonly faults: Faults;
  readonly random: Random;
  readonly trace: Trace;
  readonly disk: SimulatedDisk;
  readonly broker: SimulatedBroker;
  readonly gateway: SimulatedGateway;
  readonly checker: Checker;
  readonly seams: Seams;
  readonly plans: readonly RatePlan[];
  readonly log: Log;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
export const terms = {
  confirmWithin: 3 * minute,
  openWithin: 10 * second,
  lostAfter: 6 * hour,
  collectionRetries: [minute, day, 3 * day, 7 * day],
};

/** The computer on which the hub runs, dies and is started again; its disk stays. */
export class HubMachine {
  readonly #parts: HubMachineParts;
  readonly #codes = new Map<string, string>();
  #hub: HubProcess | undefined;
  /** When it was last started, epoch ms. */
  #since = 0;
  #orders = 0;
  #isSetUp = false;
  #closed = false;

  constructor(parts: HubMachineParts) {
    this.#parts = parts;
  }

  /** undefined: it is down. */
  get hub(): HubProcess | undefined {
    return this.#hub?.life.alive ? this.#hub : undefined;
  }

  /** Since when it runs, epoch ms; undefined: it is down. */
  get runningSince(): number | undefined {
    return this.hub && this.#since;
  }

  /** Whether all cabinets are registered and all codes printed. */
  get isSetUp(): boolean {
    return this.#isSetUp;
  }

  /** The first start: cabinets are registered, codes printed. */
  async setUp(cabinetIds: readonly string[], slots: number): Promise<void> {
    this.#start();
    const hub = this.#hub;
    if (!hub) return;
    for (const cabinetId of cabinetIds) {
      await hub.registry.register({ cabinetId, name: `店${cabinetId}`, address: "人民路1号", slots });
      for (let slot = 1; slot <= slots; slot++)
        this.#codes.set(`${cabinetId}/${slot}`, (await hub.codes.issue(cabinetId, slot)).text);
    }
    this.#isSetUp = true;
  }

  /** The text of the code on a slot. */
  codeOf(cabinetId: string, slot: number): string {
    return this.#codes.get(`${cabinetId}/${slot}`) ?? "";
  }

  /** `kill -9`. */
  kill(): void {
    this.#hub?.life.end();
  }

  /** Posts a notification of the provider. @returns the answer; undefined: nobody answered */
  async post(form: NoticeForm): Promise<string | undefined> {
    const { hub } = this;
    if (!hub) return undefined;
    const { gateway, checker } = this.#parts;
    const { notify_id = "", out_order_no = "" } = form;
    const answered = hub.takeNotice(form).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "store/write-failed") return "error";
      throw error;
    });
    const answer = await Promise.race([answered, hub.life.ended.then(() => undefined)]);
    checker.credit.noticeAnswered(gateway.genuine.has(notify_id), answer, out_order_no);
    return answer;
  }

  /** It is not started again. */
  close(): void {
    this.#closed = true;
  }

  #start(): void {
    if (this.#closed) return;
    const { time, faults, random, trace, disk, broker, gateway, checker, seams, plans, log } = this.#parts;
    const life = new Life((point) => {
      const killed = faults.strikes("the hub is killed between two steps");
      if (killed) trace.note("hub", `is killed ${point}`);
      return killed;
    });
    this.#passThroughSeam();
    const hub = new HubProcess({
      time,
      life,
      disk,
      faults,
      broker,
      sdk: gateway.sdk,
      seams,
      plans,
      terms,
      random: random.fork(`hub ${time.now()}`),
      newOrderNo: () => `20261123${String(++this.#orders).padStart(12, "0")}`,
      log,
      watchCredit: (credit) => watchCredit(credit, checker.credit),
      told: (event) => checker.told(event),
    });
    life.onEnd(() => {
      trace.note("hub", "ends");
      time.after(random.between(second, 60 * second), () => this.#start());
    });
    this.#hub = hub;
    this.#since = time.now();
    trace.note("hub", "starts");
    // A hub that can't start ends, and is started again.
    hub.start().catch(() => life.end());
  }

  #passThroughSeam(): void {
    const { disk, seams } = this.#parts;
    for (const record of disk.rows(orderTable)) {
      const kept = seams.kept(record);
      if (kept !== record) disk.write([{ table: orderTable.name, key: record.order.orderNo, row: kept }]);
    }
  }
}
