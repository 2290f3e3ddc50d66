import { type Booking, balances, moneyAddsUp } from "../../server/rental/ledger.ts";
import { hasEnded } from "../../server/rental/transitions.ts";
import { type OrderRecord, orderTable } from "../../server/store/order-table.ts";
import type { Evidence } from "./evidence.ts";

/** Judges the hub's books of an order by themselves and by what the provider really did with the rider's money. */
export class MoneyJudge {
  readonly #evidence: Evidence;

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  written(record: OrderRecord): void {
    const { verdict } = this.#evidence;
    const { order, ledger } = record;
    const why = moneyAddsUp(order, ledger);
    verdict.must("S10", why === undefined, () => why ?? "", order.orderNo);
    if (order.state === "settled" || order.state === "cancelled") this.#compare(record);
  }

  /** After everything had its time: each order, and all together. */
  atTheEnd(): void {
    const { disk, creditOrders, verdict } = this.#evidence;
    for (const record of disk.rows(orderTable)) this.#compare(record);
    const open = creditOrders().filter(({ deposit }) => deposit.held > 0);
    const what = () => "a deposit is frozen still";
    verdict.must("S10", open.length === 0, what, ...open.map(({ outOrderNo }) => outOrderNo));
  }

  #compare({ order, ledger, audit }: OrderRecord): void {
    const { verdict, creditOrder } = this.#evidence;
    const credit = creditOrder(order.orderNo);
    // Whoever ended it by hand has seen to the provider's side there, and answers for it.
    const byHand = audit.some(({ cause }) => cause.type === "operator-acted" && cause.act.act === "end-by-hand");
    // Of one that was never seen as confirmed the books know nothing: L1 judges it.
    if (!credit || byHand || !order.credit || !hasEnded(order.state)) return;
    const { deposit, request, admitted, charges } = credit;
    const booked = (what: Booking) => balances(ledger.filter((entry) => entry.what === what));
    const deposits = (what: Booking) => Math.abs(booked(what).get("deposits-frozen") ?? 0);
    const collection = booked("collection");
    const collected = (collection.get("collected") ?? 0) + (collection.get("service-fee") ?? 0);
    const paid = charges.filter(({ outcome }) => outcome === "paid");
    const byRider = paid.some(({ from }) => from === "rider");
    const compare = (name: string, ours: number, theirs: number) =>
      verdict.must("S10", ours === theirs, () => `${name}: ${ours} in the books, ${theirs} in truth`, order.orderNo);
    // A rider may pay in the wallet what an operator has collected: the reconciliation with the provider shows that.
    if (!byRider || order.charge?.collectedByHand === undefined) compare("collected", collected, sumOf(paid));
    compare("frozen", deposits("deposit-frozen"), admitted ? 0 : request.depositAmount);
    const [captured, released] = [deposits("deposit-captured"), deposits("deposit-released")];
    // Whether a rider pays for a lost item out of the deposit the product document does not say.
    if (byRider) compare("captured or released", captured + released, deposit.captured + deposit.released);
    else {
      compare("captured", captured, deposit.captured);
      compare("released", released, deposit.released);
    }
  }
}

function sumOf(charges: readonly { readonly amount: number }[]): number {
  return charges.reduce((sum, { amount }) => sum + amount, 0);
}
