import { setTimeout as delay } from "node:timers/promises";
import { Refusal } from "../../simulators/riders/refusal.ts";
import type { Rider } from "../../simulators/riders/rider.ts";
import type { DeployedSystem, Goods } from "../support/deployed-system.ts";
import type { CabinetHands } from "./cabinet-hands.ts";
import type { Timeline } from "./timeline.ts";

/**
 * returns: keeps the item and puts it back · pushes-back: without having taken it out · gives-up: never confirms ·
 * jammed: the lock does not give the item out · mute: the board does all it is told and says nothing of it.
 */
export type Manner = "returns" | "pushes-back" | "gives-up" | "jammed" | "mute";

export interface RidePlan {
  /** Whose wallet; nobody else's. */
  readonly riderNo: number;
  readonly goods: Goods;
  readonly manner: Manner;
  /** ms, from the beginning of the run */
  readonly beginsAfter: number;
  /** ms between the order and its confirmation */
  readonly hesitates: number;
  /** ms */
  readonly keeps: number;
}

/** What the rider was doing last: what a process that died then was in the middle of. */
export type Stage = "coming" | "asking" | "confirming" | "opening" | "lent" | "settling" | "done";

const patience = 120_000;
const lookEvery = 60;
/** Longer than a command may be carried out; ms. */
const muteAtMost = 8000;

/** One rider and one order, as a person with a phone lives it: what fails is tried again. */
export class Ride {
  readonly plan: RidePlan;
  stage: Stage = "coming";
  /** As soon as the hub has acknowledged it. */
  orderNo: string | undefined;
  /** When the confirmation was sent to the wallet; epoch ms. */
  confirmedAt: number | undefined;
  readonly #system: DeployedSystem;
  readonly #hands: CabinetHands;
  readonly #timeline: Timeline;

  constructor(plan: RidePlan, system: DeployedSystem, hands: CabinetHands, timeline: Timeline) {
    this.plan = plan;
    this.#system = system;
    this.#hands = hands;
    this.#timeline = timeline;
  }

  /** Resolves when the rider has nothing more to do; the order may still have to be settled. */
  async live(): Promise<void> {
    const { goods, manner, beginsAfter, hesitates, riderNo } = this.plan;
    await delay(beginsAfter);
    const rider = await this.#system.rider(riderNo);
    const slot = await this.#hands.reserveFull();
    try {
      if (manner === "jammed") await this.#hands.jam(slot, true);
      this.#goOn("asking", `asks for the ${goods} in slot ${slot}`);
      const { orderNo, walletUrl } = await this.#ask(rider, slot);
      this.orderNo = orderNo;
      this.#timeline.note(`${this.#name} has order ${orderNo}`);
      await delay(hesitates);
      if (manner === "gives-up") await this.#giveUp(rider, orderNo);
      else await this.#borrow(rider, { orderNo, walletUrl, slot });
    } finally {
      if (manner === "jammed") await this.#hands.jam(slot, false);
      this.#hands.release(slot);
    }
    this.#goOn("done", "has done everything");
  }

  async #borrow(rider: Rider, { orderNo, walletUrl, slot }: { orderNo: string; walletUrl: string; slot: number }) {
    const { manner, keeps } = this.plan;
    if (manner === "mute") await this.#hands.setMode("mute");
    const spokenAgain = manner === "mute" ? this.#endMuteness(orderNo) : undefined;
    this.#goOn("confirming", "confirms");
    this.confirmedAt = Date.now();
    const back = await rider.confirm(walletUrl);
    this.#goOn("opening", "waits for the slot");
    // The page after the wallet may find no hub: nothing depends on it.
    await rider.comeBack(back).catch(() => {});
    const opened = await this.#awaitSlot(orderNo);
    await spokenAgain;
    if (!opened) return this.#timeline.note(`${this.#name} leaves: slot ${slot} does not open`);
    this.#goOn("lent", `slot ${slot} is open`);
    if (manner === "pushes-back") {
      this.#goOn("settling", `pushes ${await this.#hands.pushBack(slot)} back into slot ${slot}`);
    } else {
      await this.#hands.take(slot);
      await delay(keeps);
      const { itemId, to } = await this.#hands.putBack(slot);
      this.#goOn("settling", `puts ${itemId} into slot ${to}`);
    }
    // A return that nobody could date, since bridge and hub died around it, waits for an operator.
    await this.#until("the credit order is completed or an operator looks at it", async () => {
      const { useState } = await this.#system.gatewayOrder(orderNo);
      return useState !== "borrow" || (await this.#system.order(orderNo)).order.review !== undefined;
    });
  }

  /** As the page does: again where no hub answered, and on with the order where one had been made. */
  async #ask(rider: Rider, slot: number): Promise<{ orderNo: string; walletUrl: string }> {
    const { goods } = this.plan;
    const { hub } = this.#system;
    let found: { orderNo: string; walletUrl: string } | undefined;
    const code = this.#system.codeOf(slot, goods);
    await this.#until(`slot ${slot} can be borrowed from`, async () => {
      const { availability } = await rider.scan(code);
      const [made] = await rider.orders(hub);
      if (made) {
        const { walletUrl } = await rider.order(hub, made.orderNo);
        if (walletUrl === undefined) throw new Error(`${made.orderNo} is ${made.phase} before it was confirmed`);
        found = { orderNo: made.orderNo, walletUrl };
      } else if (availability === "ready") found = await rider.ask(code);
      return found !== undefined;
    });
    if (!found) throw new Error("no order");
    return found;
  }

  async #giveUp(rider: Rider, orderNo: string): Promise<void> {
    const { hub } = this.#system;
    await this.#until("the order is given up", async () => {
      if ((await rider.order(hub, orderNo)).phase === "lapsed") return true;
      return (await rider.act(hub, orderNo, { act: "give-up" })).phase === "lapsed";
    });
  }

  /** Once the motor has moved; or, where nobody ever told it to, when the time for that is long over. */
  async #endMuteness(orderNo: string): Promise<void> {
    const end = performance.now() + muteAtMost;
    while (performance.now() < end && !(await this.#hands.hasEjected(orderNo))) await delay(lookEvery);
    await this.#hands.setMode("normal");
  }

  /** @returns whether it opened */
  async #awaitSlot(orderNo: string): Promise<boolean> {
    let opened = false;
    await this.#until("the slot opens, or the order is cancelled", async () => {
      opened = await this.#hands.hasEjected(orderNo);
      return opened || (await this.#system.gatewayOrder(orderNo)).useState === "cancel";
    });
    return opened;
  }

  async #until(what: string, is: () => Promise<boolean>): Promise<void> {
    let why = "";
    for (const end = performance.now() + patience; performance.now() < end; await delay(lookEvery)) {
      try {
        if (await is()) return;
      } catch (error) {
        const said = error instanceof Refusal ? error.code : String(error);
        if (said !== why) this.#timeline.note(`${this.#name} tries again until ${what}: ${said}`);
        why = said;
      }
    }
    throw new Error(`${this.#name} waited in vain until ${what}: ${why}`);
  }

  #goOn(stage: Stage, what: string): void {
    this.stage = stage;
    this.#timeline.note(`${this.#name} ${what}`);
  }

  get #name(): string {
    return `rider ${this.plan.riderNo}`;
  }
}
