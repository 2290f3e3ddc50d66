import { setTimeout as delay } from "node:timers/promises";
import type { SlotView } from "../../simulators/workbench/views.ts";
import type { DeployedSystem, Goods } from "../support/deployed-system.ts";

/** All riders' hands at one cabinet: nobody reaches into another's slot. */
export class CabinetHands {
  readonly #system: DeployedSystem;
  readonly #goods: Goods;
  readonly #reserved = new Set<number>();

  constructor(system: DeployedSystem, goods: Goods) {
    this.#system = system;
    this.#goods = goods;
  }

  /** Waits for a slot with an item that nobody else wants; it is this rider's until `release`. */
  reserveFull(): Promise<number> {
    return this.#reserve(({ itemId, jammed }) => itemId !== null && !jammed);
  }

  release(slot: number): void {
    this.#reserved.delete(slot);
  }

  async hasEjected(orderNo: string): Promise<boolean> {
    const motions = await this.#system.motions(this.#goods);
    return motions.some(({ what, orderId }) => what === "ejected" && orderId?.startsWith(`${orderNo}L`) === true);
  }

  async take(slot: number): Promise<void> {
    await this.#act(slot, "take");
  }

  /** @returns what was pushed back into the slot that it came out of */
  async pushBack(slot: number): Promise<string> {
    const itemId = (await this.#slots()).find((other) => other.slot === slot)?.looseItemId ?? "";
    await this.#act(slot, "insert");
    return itemId;
  }

  /** Puts what came out of `from` into another slot that is free, or into the same where none is. */
  async putBack(from: number): Promise<{ itemId: string; to: number }> {
    const motions = await this.#system.motions(this.#goods);
    const itemId = motions.findLast(({ what, slot }) => what === "taken" && slot === from)?.itemId;
    if (itemId === undefined) throw new Error(`nothing was taken out of slot ${from}`);
    const to = await this.#reserve(isFree);
    try {
      await this.#act(to, "insert", { itemId });
    } finally {
      this.release(to);
    }
    return { itemId, to };
  }

  async jam(slot: number, jammed: boolean): Promise<void> {
    await this.#act(slot, jammed ? "jam" : "free");
  }

  async setMode(mode: "normal" | "mute"): Promise<void> {
    await this.#system.board("/board", { mode }, this.#goods);
  }

  async #reserve(fits: (slot: SlotView) => boolean): Promise<number> {
    for (;;) {
      const slots = await this.#slots();
      const fit = slots.find((view) => fits(view) && !this.#reserved.has(view.slot));
      if (fit) {
        this.#reserved.add(fit.slot);
        return fit.slot;
      }
      await delay(100);
    }
  }

  async #slots(): Promise<readonly SlotView[]> {
    return (await this.#system.board<{ slots: SlotView[] }>("/slots", undefined, this.#goods)).slots;
  }

  #act(slot: number, action: string, body: object = {}): Promise<unknown> {
    return this.#system.board(`/slots/${slot}/${action}`, body, this.#goods);
  }
}

function isFree({ itemId, looseItemId }: SlotView): boolean {
  return itemId === null && looseItemId === null;
}
