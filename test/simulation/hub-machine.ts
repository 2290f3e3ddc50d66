import { AppError } from "../../platform/app-error.ts";
import type { Log } from "../../platform/log.ts";
import { stepThreshold } from "../../platform/steady-clock.ts";
import type { RatePlan } from "../../server/rental/rate-plan.ts";
import { clockStepTable, heartbeatTable } from "../../server/store/clock-tables.ts";
import type { Checker } from "./checker.ts";
import type { Faults } from "./faults.ts";
import { HubClocks } from "./hub-clocks.ts";
import type { HubHome } from "./hub-home.ts";
import { HubProcess } from "./hub-process.ts";
import { Life, type WallClock } from "./life.ts";
import type { Random } from "./random.ts";
import type { Seams } from "./seams.ts";
import type { SimulatedBroker } from "./simulated-broker.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";
import type { NoticeForm, SimulatedGateway } from "./simulated-gateway.ts";
import type { Trace } from "./trace.ts";
import type { VirtualTime } from "./virtual-time.ts";
import { watchCredit } from "./watch-credit.ts";

export interface HubMachineParts {
  /** Which of the hubs, from 1. */
  readonly number: number;
  readonly home: HubHome;
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
/** A broker gives up a hub from which it hears nothing for so long. */
const brokerPatience = 45 * second;
export const terms = {
  confirmWithin: 3 * minute,
  openWithin: 10 * second,
  lostAfter: 6 * hour,
  collectionRetries: [minute, day, 3 * day, 7 * day],
};

/** A computer on which a hub runs, halts, dies and is started again. */
export class HubMachine {
  readonly #parts: HubMachineParts;
  readonly #name: string;
  readonly #clocks: HubClocks;
  #life: Life | undefined;
  #hub: HubProcess | undefined;
  /** When it last started or went on, epoch ms. */
  #since = 0;
  #orders = 0;
  #putRight = 0;
  #closed = false;

  constructor(parts: HubMachineParts) {
    this.#parts = parts;
    this.#name = `hub ${parts.number}`;
    this.#clocks = new HubClocks(parts.time, this.#name);
  }

  get number(): number {
    return this.#parts.number;
  }

  /** Its machine's wall clock. */
  get wall(): WallClock {
    return this.#clocks.wall;
  }

  /** Somebody puts its machine's wall clock right. */
  putClockRight(): void {
    this.#clocks.wall.error = 0;
    this.#putRight++;
  }

  /** How often somebody has put its machine's wall clock right. */
  get timesPutRight(): number {
    return this.#putRight;
  }

  /** undefined: it is down. */
  get hub(): HubProcess | undefined {
    return this.#hub?.life.alive ? this.#hub : undefined;
  }

  /** Since when it runs, epoch ms; undefined: it is down or halted. */
  get runningSince(): number | undefined {
    return this.hub?.life.runs ? this.#since : undefined;
  }

  /** `kill -9`. */
  kill(): void {
    this.#life?.end();
  }

  /**
   * The machine is started again. Its wall clock stays wrong only where the hub knows that from its heartbeat: what happens to it while
   * nothing runs no heartbeat tells, and the machine's own means put it right before the hub starts (docs/guides/run.md).
   */
  reboot(clockStaysWrong: boolean): void {
    this.#parts.trace.note(this.#name, "its machine is started again");
    if (!clockStaysWrong || !this.#heartbeatKnowsClock) this.putClockRight();
    this.#clocks.boot();
    this.kill();
  }

  get #heartbeatKnowsClock(): boolean {
    const { disk, broker } = this.#parts;
    const [beat] = disk.rows(heartbeatTable);
    if (!broker.livesInHub || !beat) return false;
    const adopted = disk.rows(clockStepTable).reduce((sum, { by }) => sum + by, 0);
    return Math.abs(this.wall.error - adopted - beat.off) < stepThreshold;
  }

  /** As systemd stops it; started again at once. */
  async stopInOrder(): Promise<void> {
    const { hub } = this;
    if (!hub?.life.runs) return;
    // An operator does not stop one of several hubs before its clock is right (docs/guides/run.md).
    if (!this.#parts.broker.livesInHub) this.putClockRight();
    await hub.stop();
    hub.life.end();
  }

  /** `kill -STOP`, and after `duration` ms `kill -CONT`. */
  halt(duration: number): void {
    const { time, trace } = this.#parts;
    const { hub } = this;
    if (!hub?.life.runs) return;
    trace.note(this.#name, `halts for ${duration} ms`);
    hub.life.halt();
    if (duration > brokerPatience) time.after(brokerPatience, () => hub.loseBroker());
    time.after(duration, () => {
      this.#since = time.now();
      hub.life.goOn();
    });
  }

  /** Its line to an outside broker breaks. */
  loseBroker(): void {
    this.#hub?.loseBroker();
  }

  /** Posts a notification of the provider. @returns the answer; undefined: nobody answered */
  async post(form: NoticeForm): Promise<string | undefined> {
    const { hub } = this;
    if (!hub) return undefined;
    const { gateway, checker } = this.#parts;
    const { notify_id = "", out_order_no = "" } = form;
    const answered = hub.takeNotice(form).catch((error: unknown) => {
      if (error instanceof AppError && error.code.startsWith("store/")) return "error";
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

  /** @returns the hub; never resolves where it does not come up */
  async start(): Promise<void> {
    if (this.#closed) return;
    const { time, faults, random, trace, disk, home, broker, gateway, checker, seams, plans, log, number } =
      this.#parts;
    const life = new Life((point) => {
      const killed = faults.strikes("the hub is killed between two steps");
      if (killed) trace.note(this.#name, `is killed ${point}`);
      const kind = "a hub is halted between two steps";
      if (!killed && !broker.livesInHub && faults.strikes(kind))
        this.halt(faults.details(kind).between(5 * second, minute));
      return killed;
    });
    this.#life = life;
    // Before its first step, at which it may die.
    life.onEnd(() => {
      trace.note(this.#name, "ends");
      time.after(random.between(second, 60 * second), () => void this.start());
    });
    trace.note(this.#name, "starts");
    const opening = HubProcess.open({
      time,
      life,
      clocks: this.#clocks,
      disk,
      openStore: (clock) => home.openStore(life, clock),
      broker,
      sdk: gateway.sdk,
      seams,
      plans,
      terms,
      random: random.fork(`${this.#name} ${time.now()}`),
      newOrderNo: () => `20261123${number}${String(++this.#orders).padStart(11, "0")}`,
      log,
      watchCredit: (credit) => watchCredit(credit, checker.credit, this.#name),
      told: (event) => checker.told(event),
    });
    try {
      const hub = await opening;
      this.#hub = hub;
      this.#since = time.now();
      await hub.start();
    } catch {
      // A hub that can't start ends, and is started again.
      life.end();
    }
  }
}
