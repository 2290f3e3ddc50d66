import type { Clock } from "../../platform/clock.ts";
import type { CreditProvider } from "../credit/credit-provider.ts";
import type { Order } from "../rental/order.ts";
import { type CreditTexts, creditRequest } from "./credit-request.ts";

interface Signed {
  readonly url: string;
  readonly order: Order;
  readonly until: number;
}

/** Providers take a request only for some minutes after it was signed; ms. */
const freshFor = 300_000;
/** Addresses that are remembered; some MB. */
const mostRemembered = 5000;

/** Where riders confirm their orders: signed once for each order, since a signature costs as much as a hundred views. */
export class WalletAddresses {
  readonly #credit: Pick<CreditProvider, "confirmationUrl">;
  readonly #texts: CreditTexts;
  readonly #clock: Clock;
  readonly #signed = new Map<string, Signed>();

  constructor(credit: Pick<CreditProvider, "confirmationUrl">, texts: CreditTexts, clock: Clock) {
    this.#credit = credit;
    this.#texts = texts;
    this.#clock = clock;
  }

  of(order: Order): string {
    const now = this.#clock.monotonic();
    const known = this.#signed.get(order.orderNo);
    if (known && now < known.until && isSameRequest(known.order, order)) return known.url;
    const url = this.#credit.confirmationUrl(creditRequest(order, this.#texts));
    if (this.#signed.size >= mostRemembered) this.#signed.clear();
    const wait = Math.max(0, order.confirmBefore - this.#clock.now());
    this.#signed.set(order.orderNo, { url, order, until: now + Math.min(wait, freshFor) });
    return url;
  }
}

/** While an order waits for its confirmation, only its times can change: when the hub's clock is put right. */
function isSameRequest(one: Order, other: Order): boolean {
  return (
    one.createdAt === other.createdAt &&
    one.expiresAt === other.expiresAt &&
    one.deposit === other.deposit &&
    one.loans.length === other.loans.length
  );
}
