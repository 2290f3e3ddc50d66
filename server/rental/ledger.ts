import type { EpochMs } from "../../protocol/ids.ts";
import { type Fen, fen } from "./money.ts";
import type { Charge, Order } from "./order.ts";
import { serviceFee } from "./service-fee.ts";
import { hasEnded } from "./transitions.ts";

/**
 * receivable: what riders owe · rent, damages: what was earned · collected: money at the provider's receiving account ·
 * service-fee: what the provider kept of it · collected-by-hand: money that operators took · written-off: claims given up ·
 * refunds: given back · deposits-frozen, deposits-of-riders: a pair that notes what is frozen in riders' own accounts.
 */
export const accounts = [
  "receivable",
  "rent",
  "damages",
  "collected",
  "service-fee",
  "collected-by-hand",
  "written-off",
  "refunds",
  "deposits-frozen",
  "deposits-of-riders",
] as const;
export type Account = (typeof accounts)[number];

/** What an entry books, in the order in which it comes about. */
export const bookings = [
  "charge",
  "waiver",
  "collection",
  "collection-by-hand",
  "write-off",
  "refund",
  "deposit-frozen",
  "deposit-captured",
  "deposit-released",
] as const;
export type Booking = (typeof bookings)[number];

/** `amount` in fen: a debit is positive, a credit negative. */
export interface LedgerLine {
  readonly account: Account;
  readonly amount: number;
}

/** One entry of the double-entry ledger; its lines add up to 0. */
export interface LedgerEntry {
  /** When it happened, as far as that is known: a payment is dated as such, and may be entered later. */
  readonly at: EpochMs;
  readonly what: Booking;
  readonly lines: readonly LedgerLine[];
  /** Of a collection: what rounding added to the fee, in thousandths of a fen. */
  readonly feeRounding?: number;
}

/** What is booked of an order under one heading; an amount of 0 is none. */
type Position = Partial<Record<Account, number>>;

/** What the books must hold of an order as it stands, under each heading. */
const positions: Record<Booking, (order: Order) => Position> = {
  // What the tariff asked for: lowering it later gives a claim up, and does not make the claim smaller.
  charge: ({ charge }) => transfer(earnedAs(charge), "receivable", charge ? charge.amount + waived(charge) : 0),
  waiver: ({ charge }) => transfer("receivable", "written-off", charge ? waived(charge) : 0),
  collection(order) {
    const gross = collectedByProvider(order);
    const { fee } = serviceFee(gross);
    const net = gross - fee;
    return { collected: net, "service-fee": fee, receivable: -(net + fee) };
  },
  "collection-by-hand": ({ charge }) => transfer("receivable", "collected-by-hand", charge?.collectedByHand ?? 0),
  "write-off": ({ charge }) =>
    transfer(
      "receivable",
      "written-off",
      charge?.collectedByHand === undefined ? 0 : charge.amount - charge.collectedByHand,
    ),
  // Given back out of where it came in: what the provider collected, in the receiving account's back office.
  refund: ({ charge, refund }) =>
    transfer(charge?.collectedByHand === undefined ? "collected" : "collected-by-hand", "refunds", refund?.amount ?? 0),
  "deposit-frozen": (order) => transfer("deposits-of-riders", "deposits-frozen", frozenDeposit(order)),
  "deposit-captured": (order) => transfer("deposits-frozen", "deposits-of-riders", captured(order)),
  "deposit-released": (order) =>
    transfer(
      "deposits-frozen",
      "deposits-of-riders",
      hasEnded(order.state) ? frozenDeposit(order) - captured(order) : 0,
    ),
};

/**
 * What one change of an order adds to the books: for each heading the difference between what must stand there after
 * and before. So the entries of a whole life always add up to the order as it stands, whatever changed and how often.
 * @param at when it changed
 */
export function postings(before: Order | undefined, after: Order, at: EpochMs): LedgerEntry[] {
  return bookings.flatMap((what) => {
    const lines = difference(positions[what](after), before ? positions[what](before) : {});
    if (lines.length === 0) return [];
    return [{ at: happenedAt(what, after) ?? at, what, lines, ...(what === "collection" && rounded(before, after)) }];
  });
}

/** The sum of each account that the entries touch, fen. */
export function balances(entries: readonly LedgerEntry[]): ReadonlyMap<Account, number> {
  const sums = new Map<Account, number>();
  for (const { lines } of entries)
    for (const { account, amount } of lines) sums.set(account, (sums.get(account) ?? 0) + amount);
  return sums;
}

/**
 * Why an order's money does not add up (promise S10): an entry that does not balance, books that say something else than
 * the order, more charged than was authorised, more given back than came in, a claim left over at the end. Undefined: it
 * adds up.
 */
export function moneyAddsUp(order: Order, entries: readonly LedgerEntry[]): string | undefined {
  const unbalanced = entries.find(({ lines }) => lines.reduce((sum, { amount }) => sum + amount, 0) !== 0);
  if (unbalanced) return `the entry "${unbalanced.what}" of ${unbalanced.at} does not add up to 0`;
  for (const what of bookings) {
    const booked = balances(entries.filter((entry) => entry.what === what));
    const [wrong] = difference(positions[what](order), Object.fromEntries(booked));
    if (wrong) return `the books miss ${wrong.amount} fen of "${what}" in ${wrong.account}`;
  }
  const sums = balances(entries);
  const charged = collectedByProvider(order);
  if (charged > order.deposit) return `${charged} fen were charged, but only ${order.deposit} authorised`;
  const given = sums.get("refunds") ?? 0;
  const received = charged + (order.charge?.collectedByHand ?? 0);
  if (given > received) return `${given} fen were given back of ${received}`;
  const owed = sums.get("receivable") ?? 0;
  if (hasEnded(order.state) && owed !== 0) return `the order is ${order.state}, but ${owed} fen are still owed`;
  return undefined;
}

function earnedAs(charge: Charge | undefined): Account {
  return charge?.kind === "damage" ? "damages" : "rent";
}

function waived({ lines }: Charge): number {
  return -lines.reduce((sum, { what, amount }) => (what === "waived" ? sum + amount : sum), 0);
}

function collectedByProvider({ charge }: Order): Fen {
  return charge?.state === "paid" && charge.collectedByHand === undefined ? charge.amount : fen(0);
}

/** The rider was not admitted without a deposit: it is frozen in his own account (product document 2.3.2). */
function frozenDeposit({ credit, deposit }: Order): number {
  return credit?.admitted === false ? deposit : 0;
}

/** What is charged to a rider whose deposit is frozen is taken out of it; the rest is given back in the same moment. */
function captured(order: Order): number {
  return hasEnded(order.state) ? Math.min(collectedByProvider(order), frozenDeposit(order)) : 0;
}

function happenedAt(what: Booking, { charge, refund }: Order): EpochMs | undefined {
  if (what === "collection") return charge?.paidAt;
  return what === "refund" ? refund?.at : undefined;
}

function rounded(before: Order | undefined, after: Order): { feeRounding: number } {
  return { feeRounding: roundingOf(after) - (before ? roundingOf(before) : 0) };
}

function roundingOf(order: Order): number {
  return serviceFee(collectedByProvider(order)).rounding;
}

function transfer(from: Account, to: Account, amount: number): Position {
  return { [from]: -amount, [to]: amount };
}

function difference(after: Position, before: Position): LedgerLine[] {
  return accounts.flatMap((account) => {
    const amount = (after[account] ?? 0) - (before[account] ?? 0);
    return amount === 0 ? [] : [{ account, amount }];
  });
}
