import { type Box, fullSlots } from "./box.ts";
import type { Random } from "./random.ts";
import type { RiderActs, RidersParts, Visit } from "./rider-visit.ts";

/** What a rider has in the hand; two riders may swap what they have. */
export interface Hand {
  itemId: string;
}

const second = 1000;
const minute = 60 * second;
/** After so many orders in a row even a cheat has had enough. */
const mostHolds = 8;

/** What riders do who want to pay less, or to keep others from paying at all. */
export class Cheating {
  readonly #parts: RidersParts;
  readonly #riders: RiderActs;
  readonly #hands = new Set<Hand>();

  constructor(parts: RidersParts, riders: RiderActs) {
    this.#parts = parts;
    this.#riders = riders;
  }

  takes(hand: Hand): void {
    this.#hands.add(hand);
  }

  /** Before an item goes back: somebody may offer another one for it. */
  givesBack(hand: Hand, random: Random): void {
    this.#hands.delete(hand);
    if (!this.#parts.faults.strikes("two riders swap their items")) return;
    const other = random.pick([...this.#hands]);
    if (other) [hand.itemId, other.itemId] = [other.itemId, hand.itemId];
  }

  /** Where a rider says that the item is, who knows that it is not there: where another one was put, or anywhere. */
  falsePlace(random: Random): string | undefined {
    const { faults, boxes, codeOf } = this.#parts;
    const box = random.pick(boxes);
    if (!box || random.chance(0.3)) return undefined;
    const anothers = faults.strikes("the rider names a slot where another's item lies")
      ? pickFull(box, random)
      : undefined;
    return codeOf(box.cabinetId, anothers ?? random.between(1, box.slotCount));
  }

  /** Says one thing, then the other, then the first again, whatever operators decide meanwhile, until `until`. */
  async alternate(visit: Visit, random: Random, loanNo: number, until: number): Promise<void> {
    const { time } = this.#parts;
    const claims = random.chance(0.5) ? ["returned", "not-opened"] : ["not-opened", "returned"];
    const patience = random.between(minute, 11 * minute);
    for (let turn = random.between(0, 1); time.now() < until; turn++) {
      const code = this.falsePlace(random);
      const claim = claims[turn % 2];
      await this.#riders.act(visit, "report", { loanNo, claim, ...(code !== undefined && { code }) });
      await time.sleep(random.between(second, patience));
    }
  }

  /** Orders and gives up, or lets the order lapse, and orders again: slots are held for nothing. */
  async holdForNothing(random: Random, userId: string, order: () => Promise<Visit | undefined>): Promise<void> {
    const { time, faults } = this.#parts;
    const fromAfar = faults.strikes("the rider holds slots from afar");
    for (let hold = 0; hold < mostHolds; hold++) {
      const visit = await order();
      const givesUp = visit && !fromAfar;
      await time.sleep(givesUp ? random.between(second, 20 * second) : random.between(minute, 4 * minute));
      if (givesUp) await this.#riders.act({ ...visit, userId }, "give-up");
    }
  }
}

function pickFull(box: Box, random: Random): number | undefined {
  return random.pick(fullSlots(box));
}
