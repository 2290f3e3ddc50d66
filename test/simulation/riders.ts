import { AppError } from "../../platform/app-error.ts";
import { commandIdOf } from "../../server/rental/order.ts";
import { type Box, freeSlots, fullSlots } from "./box.ts";
import type { Faults } from "./faults.ts";
import type { HubProcess } from "./hub-process.ts";
import type { Random } from "./random.ts";
import type { SimulatedGateway } from "./simulated-gateway.ts";
import type { Trace } from "./trace.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface RidersParts {
  readonly time: VirtualTime;
  readonly faults: Faults;
  readonly random: Random;
  readonly trace: Trace;
  readonly gateway: SimulatedGateway;
  readonly boxes: readonly Box[];
  readonly hub: () => HubProcess | undefined;
  /** When the last items come home, epoch ms. */
  readonly homeBefore: number;
  /** The text of the code on a slot. */
  readonly codeOf: (cabinetId: string, slot: number) => string;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
/** How long a rider looks at a page that does not answer, and at a slot that does not open. */
const patience = 20 * second;
const slotPatience = 90 * second;

interface Asked {
  readonly orderNo: string;
  readonly walletUrl: string;
  readonly userId: string;
}

/** People: they scan, confirm, take, carry about and bring back, each in their own way. */
export class Riders {
  readonly #parts: RidersParts;
  readonly #waiting = new Map<string, () => void>();
  #busy = 0;

  constructor(parts: RidersParts) {
    this.#parts = parts;
  }

  /** How many people are still about. */
  get busy(): number {
    return this.#busy;
  }

  /** A slot gave an item out; if nobody waits there, somebody pushes it back in after a while. */
  ejected(cabinetId: string, slot: number, itemId: string, commandId: string): void {
    const waiting = this.#waiting.get(commandId);
    const box = this.#parts.boxes.find((other) => other.cabinetId === cabinetId);
    if (waiting) waiting();
    else if (box) this.#pushBackLater(box, slot, itemId);
  }

  /** One loan from the scan to the return. */
  async loan(index: number): Promise<void> {
    this.#busy++;
    try {
      await this.#loan(this.#parts.random.fork(`loan ${index}`), index);
    } finally {
      this.#busy--;
    }
  }

  /** Somebody finds an item of another make and pushes it in. */
  insertForeign(random: Random, name: string): void {
    const box = random.pick(this.#parts.boxes.filter((other) => freeSlots(other).length > 2));
    const slot = box && random.pick(freeSlots(box));
    if (box && slot !== undefined) box.insert(slot, name);
  }

  async #loan(random: Random, index: number): Promise<void> {
    const { time, faults } = this.#parts;
    for (let scan = 0; scan < 10; scan++) {
      const box = random.pick(this.#parts.boxes.filter((other) => fullSlots(other).length > 0));
      const slot = box && random.pick(fullSlots(box));
      if (!box || slot === undefined) {
        await time.sleep(5 * minute);
        continue;
      }
      const userId = userIdOf(2 * index);
      const asks = [this.#ask(box, slot, userId)];
      if (faults.strikes("the code is scanned twice")) asks.push(this.#ask(box, slot, userId));
      if (faults.strikes("two riders want the slot")) asks.push(this.#ask(box, slot, userIdOf(2 * index + 1)));
      const asked = (await Promise.all(asks)).find((answer) => answer !== undefined);
      if (asked) return this.#confirmAndTake(random, box, slot, asked);
      await time.sleep(random.between(10 * second, 60 * second));
    }
  }

  async #confirmAndTake(random: Random, box: Box, slot: number, asked: Asked): Promise<void> {
    const { time, faults, gateway } = this.#parts;
    const { orderNo, walletUrl, userId } = asked;
    if (faults.strikes("the rider gives up")) {
      if (random.chance(0.5)) return;
      await this.#answered((hub) => hub.giveUp(orderNo, `user/${userId}`));
      if (random.chance(0.7)) return;
    }
    const late = faults.strikes("the rider confirms late");
    await time.sleep(late ? random.between(181 * second, 5 * hour) : random.between(4 * second, 40 * second));
    const person = faults.strikes("another person confirms") ? userIdOf(90_000_000 + random.between(0, 1e6)) : userId;
    const opened = new Promise<boolean>((resolve) => {
      this.#waiting.set(commandIdOf(orderNo, 1), () => resolve(true));
    });
    gateway.confirm(walletUrl, person);
    const isOpen = await Promise.race([opened, time.sleep(slotPatience).then(() => false)]);
    this.#waiting.delete(commandIdOf(orderNo, 1));
    if (isOpen) await this.#takeAndReturn(random, box, slot);
  }

  async #takeAndReturn(random: Random, box: Box, slot: number): Promise<void> {
    const { time, faults } = this.#parts;
    const loose = box.looseIn(slot);
    if (loose !== undefined && faults.strikes("the rider leaves the item"))
      return this.#pushBackLater(box, slot, loose);
    await time.sleep(random.between(second, 6 * second));
    const itemId = box.take(slot);
    if (itemId === undefined) return;
    if (faults.strikes("the rider pushes the item back at once")) {
      await time.sleep(random.between(second, 5 * second));
      if (box.insert(slot, itemId)) return;
    }
    if (faults.strikes("the item never comes back")) return;
    const forDays = faults.strikes("the item comes back after days");
    const keep = forDays ? random.between(24 * hour, 96 * hour) : keepFor(random);
    await time.sleep(Math.min(keep, Math.max(minute, this.#parts.homeBefore - time.now())));
    await this.#bringBack(random, faults.strikes("the item goes back elsewhere") ? undefined : box, itemId);
  }

  async #bringBack(random: Random, home: Box | undefined, itemId: string): Promise<void> {
    const { time, boxes } = this.#parts;
    for (let place = home; ; place = undefined) {
      const box = place ?? random.pick(boxes);
      const slot = box && random.pick(freeSlots(box));
      if (box && slot !== undefined && box.insert(slot, itemId)) return;
      await time.sleep(random.between(minute, 5 * minute));
    }
  }

  #pushBackLater(box: Box, slot: number, itemId: string): void {
    const { time, random } = this.#parts;
    this.#busy++;
    time.after(random.between(5 * minute, 40 * minute), () => {
      this.#busy--;
      if (box.looseIn(slot) === itemId && !box.insert(slot, itemId)) this.#pushBackLater(box, slot, itemId);
    });
  }

  async #ask(box: Box, slot: number, userId: string): Promise<Asked | undefined> {
    const { trace, codeOf } = this.#parts;
    const answer = await this.#answered((hub) => hub.ask(codeOf(box.cabinetId, slot), `user/${userId}`));
    if (!answer) return undefined;
    const { orderNo } = answer.order;
    trace.note(orderNo, `${userId} asks for slot ${slot} of ${box.cabinetId}`);
    return { orderNo, walletUrl: answer.walletUrl, userId };
  }

  /** undefined: the hub refused, or did not answer in time. */
  async #answered<Value>(work: (hub: HubProcess) => Promise<Value>): Promise<Value | undefined> {
    const hub = this.#parts.hub();
    if (!hub) return undefined;
    const asked = work(hub).catch((error: unknown) => {
      if (error instanceof AppError) return undefined;
      throw error;
    });
    return Promise.race([asked, this.#parts.time.sleep(patience).then(() => undefined)]);
  }
}

/** Most bring it back soon, some the same day. */
function keepFor(random: Random): number {
  return minute + (random.chance(0.92) ? random.around(25 * minute) : random.around(5 * hour));
}

function userIdOf(number: number): string {
  return `2088${String(number).padStart(12, "0")}`;
}
