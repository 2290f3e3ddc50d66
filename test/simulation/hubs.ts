import type { Faults } from "./faults.ts";
import { HubMachine, type HubMachineParts } from "./hub-machine.ts";
import type { HubProcess } from "./hub-process.ts";
import type { Random } from "./random.ts";
import type { NoticeForm } from "./simulated-gateway.ts";

export interface HubsParts extends Omit<HubMachineParts, "number"> {
  readonly count: number;
}

const second = 1000;
/** Between the starts of the first hub and of the others. */
const startsApart = 5 * second;

/** All hubs of the system. Whoever wants one is given any that runs, as a load balancer does. */
export class Hubs {
  readonly machines: readonly HubMachine[];
  readonly #parts: HubsParts;
  readonly #balancer: Random;
  readonly #faults: Faults;
  readonly #codes = new Map<string, string>();
  #isSetUp = false;

  constructor(parts: HubsParts) {
    this.#parts = parts;
    this.#balancer = parts.random.fork("balancer");
    this.#faults = parts.faults;
    this.machines = Array.from({ length: parts.count }, (_, index) => new HubMachine({ ...parts, number: index + 1 }));
  }

  /** undefined: all are down. A halted one may be asked too: nobody can tell. */
  get any(): HubProcess | undefined {
    return this.#balancer.pick(this.machines.flatMap(({ hub }) => hub ?? []));
  }

  /** How much the clocks of those that run show more than the truth and the steps that they have taken over, ms. */
  get deviations(): readonly number[] {
    const now = this.#parts.time.now();
    return this.machines.flatMap(({ hub }) => (hub ? hub.now() - hub.stepped - now : []));
  }

  /** Since when there is one that runs, epoch ms; undefined: there is none. */
  get runningSince(): number | undefined {
    const times = this.machines.flatMap(({ runningSince }) => runningSince ?? []);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** Whether all cabinets are registered and all codes printed. */
  get isSetUp(): boolean {
    return this.#isSetUp;
  }

  /** The first starts: cabinets are registered, codes printed. */
  async setUp(cabinetIds: readonly string[], slots: number): Promise<void> {
    const [first, ...others] = this.machines;
    for (const [index, machine] of others.entries())
      this.#parts.time.after((index + 1) * startsApart, () => void machine.start());
    await first?.start();
    const hub = first?.hub;
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

  kill(): void {
    this.#some("the hub is killed")?.kill();
  }

  reboot(random: Random): void {
    this.#some("a hub's machine is started again")?.reboot(random.chance(0.5));
  }

  stopInOrder(): void {
    void this.#some("a hub is stopped in order")?.stopInOrder();
  }

  halt(duration: number): void {
    this.#some("a hub is halted")?.halt(duration);
  }

  loseBroker(): void {
    this.#some("a hub loses the broker")?.loseBroker();
  }

  /** Posts a notification of the provider. @returns the answer; undefined: nobody answered */
  async post(form: NoticeForm): Promise<string | undefined> {
    return this.#balancer.pick(this.machines.filter(({ hub }) => hub !== undefined))?.post(form);
  }

  /** None is started again. */
  close(): void {
    for (const machine of this.machines) machine.close();
  }

  #some(kind: Parameters<Faults["details"]>[0]): HubMachine | undefined {
    return this.#faults.details(kind).pick(this.machines);
  }
}
