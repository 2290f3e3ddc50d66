import { type Box, freeSlots } from "./box.ts";
import type { Cheating, Hand } from "./cheating.ts";
import type { Random } from "./random.ts";
import type { RiderActs, RidersParts, Visit } from "./rider-visit.ts";

/** An item that a slot gave out. */
export interface Given {
  readonly box: Box;
  readonly slot: number;
  readonly itemId: string;
  readonly loanNo: number;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** What people do with an item that is theirs for a while. */
export class Borrower {
  readonly #parts: RidersParts;
  readonly #riders: RiderActs;
  readonly #cheating: Cheating;

  constructor(parts: RidersParts, riders: RiderActs, cheating: Cheating) {
    this.#parts = parts;
    this.#riders = riders;
    this.#cheating = cheating;
  }

  /** From the open slot until it is back, or will not be. */
  async carry(visit: Visit, given: Given): Promise<void> {
    const { time, faults } = this.#parts;
    const { box, slot, itemId, loanNo } = given;
    const random = visit.random.fork(`item ${loanNo}`);
    if (faults.strikes("the rider leaves the item")) return this.#riders.pushBackLater(box, slot, itemId);
    await time.sleep(random.between(second, 6 * second));
    if (box.take(slot) !== itemId) return;
    if (faults.strikes("the rider pushes the item back at once")) {
      await time.sleep(random.between(second, 5 * second));
      if (box.insert(slot, itemId)) return;
    }
    if (faults.strikes("the item never comes back")) return this.#lose(visit, random, given);
    const forDays = faults.strikes("the item comes back after days");
    const hand: Hand = { itemId };
    this.#cheating.takes(hand);
    const keep = forDays ? random.between(20 * hour, 48 * hour) : keepFor(random);
    await this.#use(visit, random, loanNo, Math.min(keep, Math.max(minute, this.#parts.homeBefore - time.now())));
    this.#cheating.givesBack(hand, random);
    await this.#bringBack(visit, random, { ...given, itemId: hand.itemId });
  }

  /** Has the item for `keep` ms. */
  async #use(visit: Visit, random: Random, loanNo: number, keep: number): Promise<void> {
    const { time, faults } = this.#parts;
    const until = time.now() + keep;
    const later = () => time.sleep(Math.floor(random.next() * (until - time.now())));
    if (faults.strikes("the rider lies that nothing opened")) {
      await later();
      await this.#riders.act(visit, "report", { loanNo, claim: "not-opened" });
    }
    if (faults.strikes("the rider objects")) {
      await later();
      await this.#riders.act(visit, "objections", { kind: random.pick(["price-wrong", "item-broken", "other"]) });
    }
    if (faults.strikes("the rider renews")) {
      await later();
      await this.#riders.act(visit, "renew");
    }
    if (faults.strikes("the rider lies that it is back")) {
      await later();
      const code = this.#cheating.falsePlace(random);
      await this.#riders.act(visit, "report", { loanNo, claim: "returned", ...(code !== undefined && { code }) });
    }
    if (faults.strikes("the rider alternates reports")) {
      const tillWhen = Math.max(until, time.now() + random.between(40 * minute, 100 * minute));
      await this.#cheating.alternate(visit, random, loanNo, tillWhen);
    }
    await time.sleep(until - time.now());
  }

  async #bringBack(visit: Visit, random: Random, { box: home, itemId, loanNo }: Given): Promise<void> {
    const { time, boxes, faults } = this.#parts;
    const elsewhere = faults.strikes("the item goes back elsewhere");
    for (let place = elsewhere ? undefined : home; ; place = undefined) {
      const box = place ?? random.pick(boxes);
      const slot = box && random.pick(freeSlots(box));
      if (box && slot !== undefined && box.insert(slot, itemId))
        return this.#lookAfter(visit, random, loanNo, box, slot);
      await time.sleep(random.between(minute, 5 * minute));
    }
  }

  /** The rider looks whether the page knows that the item is back, and says so if it does not. */
  async #lookAfter(visit: Visit, random: Random, loanNo: number, box: Box, slot: number): Promise<void> {
    const { time, faults, codeOf } = this.#parts;
    if (!faults.strikes("the rider looks after a return")) return;
    await time.sleep(random.between(20 * second, 3 * minute));
    const item = (await this.#riders.orderPage(visit))?.items.find((other) => other.loanNo === loanNo);
    if (!item?.mayReport.includes("returned")) return;
    const code = random.chance(0.7) ? codeOf(box.cabinetId, slot) : undefined;
    await this.#riders.act(visit, "report", { loanNo, claim: "returned", ...(code !== undefined && { code }) });
  }

  /** The item is gone, and the rider buys it, in the wallet or on the order's page. */
  async #lose(visit: Visit, random: Random, { itemId, loanNo }: Given): Promise<void> {
    const { time, faults, gateway } = this.#parts;
    if (faults.strikes("the rider declares a lost item")) {
      await time.sleep(random.between(hour, 10 * hour));
      const item = (await this.#riders.orderPage(visit))?.items.find((other) => other.loanNo === loanNo);
      if (item?.buyOut !== undefined) await this.#riders.act(visit, "lost", { loanNo, amount: item.buyOut });
    }
    if (faults.strikes("the rider pays for a lost item")) {
      await time.sleep(random.between(hour, 16 * hour));
      const view = await this.#riders.orderPage(visit);
      if (view) gateway.compensate(visit.orderNo, random.chance(0.5) ? view.deposit.amount : view.tariff.totalCap);
    }
    if (!faults.strikes("a lost item comes back")) return;
    await time.sleep(random.between(4 * hour, 36 * hour));
    for (;;) {
      const box = random.pick(this.#parts.boxes);
      const slot = box && random.pick(freeSlots(box));
      if (box && slot !== undefined && box.insert(slot, itemId)) return;
      await time.sleep(random.between(minute, 5 * minute));
    }
  }
}

/** Most bring it back soon, some the same day. */
function keepFor(random: Random): number {
  return minute + (random.chance(0.92) ? random.around(25 * minute) : random.around(5 * hour));
}
