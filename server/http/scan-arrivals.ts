import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { StartOrder } from "./start-order.ts";

const screenCodePage = /^\/q\/(s\.[\w.-]+)$/;

/** Leads riders who scanned a screen from its code, which is soon void, to the page of a ticket of their own. */
export class ScanArrivals {
  readonly #startOrder: Pick<StartOrder, "ticketFor">;
  readonly #clock: Pick<Clock, "now">;

  constructor(startOrder: Pick<StartOrder, "ticketFor">, clock: Pick<Clock, "now">) {
    this.#startOrder = startOrder;
    this.#clock = clock;
  }

  /**
   * The page to show. It is the same one where the code is not a screen's, or can't be used: that page says why.
   * @param ago when the rider arrived there, ms before now
   */
  async pageFor(page: string, riderId: string, ago = 0): Promise<string> {
    const [, code] = screenCodePage.exec(page) ?? [];
    if (code === undefined) return page;
    try {
      const ticket = await this.#startOrder.ticketFor(code, riderId, this.#clock.now() - ago);
      return ticket === undefined ? page : `/q/${ticket}`;
    } catch (error) {
      if (error instanceof AppError) return page;
      throw error;
    }
  }
}
