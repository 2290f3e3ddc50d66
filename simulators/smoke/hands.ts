import { setTimeout as delay } from "node:timers/promises";
import type { ItemSeen } from "../riders/rider.ts";
import { getJson, postJson } from "./json.ts";

interface BoardSlot {
  readonly slot: number;
  readonly itemId: string | null;
  readonly looseItemId: string | null;
  readonly jammed: boolean;
  readonly motorMovements: number;
}

/** The rider's hands at a cabinet: they take what comes out, keep it, and put it back one by one into other slots. */
export class Hands {
  readonly #front: string;
  readonly #before: readonly BoardSlot[];
  readonly #keepFor: number;
  #held: { itemId: string; from: number }[] | undefined;
  readonly #returned: { itemId: string; from: number; to: number }[] = [];

  private constructor(front: string, before: readonly BoardSlot[], keepFor: number) {
    this.#front = front;
    this.#before = before;
    this.#keepFor = keepFor;
  }

  /** @param front the control of the cabinet's board @param keepFor ms */
  static async at(front: string, keepFor: number): Promise<Hands> {
    return new Hands(front, await slotsOf(front), keepFor);
  }

  /** A slot that something can be borrowed from. */
  get fullSlot(): number | undefined {
    return this.#before.find(({ itemId, jammed }) => itemId !== null && !jammed)?.slot;
  }

  get done(): readonly { readonly itemId: string; readonly from: number; readonly to: number }[] {
    return this.#returned;
  }

  /** What is to be done with the order's items as they are: the next one goes back once the hub knows of the last. */
  async act(items: readonly ItemSeen[]): Promise<void> {
    const out = items.filter(({ state }) => state === "lent");
    if (!this.#held) {
      this.#held = [];
      for (const { slot } of out) this.#held.push(await this.#take(slot));
      await delay(this.#keepFor);
    }
    const next = out.length === this.#held.length ? this.#held.shift() : undefined;
    if (next) await this.#putBack(next);
  }

  /** What the board shows that is not as it must be; empty is right. */
  async mistakes(): Promise<string[]> {
    const after = await slotsOf(this.#front);
    return this.#returned.flatMap(({ itemId, from, to }) => {
      const moved = movements(after, from) - movements(this.#before, from);
      return [
        ...(moved === 1 ? [] : [`the motor of slot ${from} moved ${moved} times`]),
        ...(after.some((slot) => slot.slot === to && slot.itemId === itemId) ? [] : [`${itemId} is not in slot ${to}`]),
      ];
    });
  }

  async #take(slot: number): Promise<{ itemId: string; from: number }> {
    const itemId = this.#before.find((other) => other.slot === slot)?.itemId;
    if (itemId === undefined || itemId === null) throw new Error(`slot ${slot} opened, and nothing was in it`);
    await postJson(`${this.#front}/slots/${slot}/take`, {});
    return { itemId, from: slot };
  }

  async #putBack({ itemId, from }: { itemId: string; from: number }): Promise<void> {
    const slots = await slotsOf(this.#front);
    const free = slots.find((slot) => slot.itemId === null && slot.looseItemId === null && slot.slot !== from);
    if (!free) throw new Error("the cabinet has no slot to return to");
    await postJson(`${this.#front}/slots/${free.slot}/insert`, { itemId });
    this.#returned.push({ itemId, from, to: free.slot });
  }
}

async function slotsOf(front: string): Promise<readonly BoardSlot[]> {
  return (await getJson<{ slots: BoardSlot[] }>(`${front}/slots`)).slots;
}

function movements(slots: readonly BoardSlot[], slot: number): number {
  return slots.find((other) => other.slot === slot)?.motorMovements ?? 0;
}
