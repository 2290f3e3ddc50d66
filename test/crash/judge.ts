import { isDeepStrictEqual } from "node:util";
import { replay } from "../../server/orders/order-service.ts";
import { moneyAddsUp } from "../../server/rental/ledger.ts";
import type { Loan } from "../../server/rental/order.ts";
import { price } from "../../server/rental/price.ts";
import { hasEnded } from "../../server/rental/transitions.ts";
import type { OrderRecord } from "../../server/store/order-table.ts";
import type { Motion } from "../../simulators/board/kit/motion-log.ts";
import type { PromiseName } from "../simulation/verdict.ts";
import type { GatewayOrder } from "../support/deployed-system.ts";
import { tariffOf } from "./crash-tariffs.ts";
import type { CabinetTestimony, RideTestimony, Testimony } from "./testimony.ts";

export interface Broken {
  readonly promise: PromiseName;
  readonly what: string;
  readonly orderNo?: string;
}

/** A bridge knows the hub's time no better than this, and a board tells it nothing at once; ms. */
const clockUncertainty = 1000;
/** A board that runs one motor lets the next order wait for so long; ms. */
const motorQueue = 2000;

interface Outing {
  readonly out: Motion;
  readonly back: Motion | undefined;
  readonly cabinetId: string | undefined;
}

/** Judges a run by the promises of the design, after the faults have ended and everything had its time. */
export class Judge {
  readonly broken: Broken[] = [];
  /** How often each promise was checked. */
  readonly checks = new Map<PromiseName, number>();
  readonly #testimony: Testimony;

  constructor(testimony: Testimony) {
    this.#testimony = testimony;
    for (const ride of testimony.rides) this.#judgeRide(ride);
    for (const cabinet of testimony.cabinets) this.#judgeCabinet(cabinet);
    const { differences } = testimony;
    const told = () => differences.map(({ what, orderNo, ours, theirs }) => `${what} ${orderNo}: ${ours} | ${theirs}`);
    this.#must("S10", differences.length === 0, () => `the books differ from the gateway's: ${told().join("; ")}`);
  }

  #judgeRide({ ride, orderNo, record, credit }: RideTestimony): void {
    const must = (promise: PromiseName, kept: boolean, what: () => string) => this.#must(promise, kept, what, orderNo);
    must("S11", record !== undefined, () => "an acknowledged order is gone");
    if (!record) return;
    const { order } = record;
    const motions = this.#testimony.cabinets.flatMap((cabinet) => cabinet.motions);
    const motors = motions.filter(({ orderId }) => orderId?.startsWith(`${orderNo}L`) === true);
    const outing = this.#outingOf(motors);

    must("L1", hasEnded(order.state) || order.review !== undefined, () => `the order is ${order.state} for good`);
    must("L1", credit?.useState !== "borrow" || order.review !== undefined, () => "the credit order is borrowed still");
    must("L4", isAttended(record), () => `due and not done: ${record.effects.map(({ type }) => type).join(", ")}`);
    const replayed = isDeepStrictEqual(replay(record.audit), order);
    must("S9", replayed, () => "the audit entries do not make the order's state");

    must("S2", motors.length <= 1, () => `the motor moved ${motors.length} times`);
    const [motor] = motors;
    if (motor?.startedAt !== undefined) {
      const { startedAt } = motor;
      const isBorrowed = credit !== undefined && ride.confirmedAt !== undefined && startedAt >= ride.confirmedAt;
      must("S1", isBorrowed, () => "the motor moved before the credit order was borrowed");
      const loan = order.loans.find(({ command }) => command?.id === motor.orderId);
      must("S1", loan?.slot === motor.slot, () => `slot ${motor.slot} opened, the order has slot ${loan?.slot}`);
      const late = startedAt - (loan?.command?.expiresAt ?? 0);
      must("S3", late <= motorQueue, () => `the motor moved ${late} ms after the command's expiry`);
    }
    this.#judgeReturn(record, outing);
    if (credit) this.#judgeMoney(record, credit, outing);
    else must("S4", outing === undefined, () => "a slot opened for nobody");
  }

  #judgeReturn({ order }: OrderRecord, outing: Outing | undefined): void {
    const { orderNo } = order;
    const [loan] = order.loans.filter(({ returned }) => returned !== undefined);
    const must = (promise: PromiseName, kept: boolean, what: () => string) => this.#must(promise, kept, what, orderNo);
    if (!outing) {
      must("S7", loan === undefined, () => "an item came back that never went out");
      return;
    }
    const { out, back, cabinetId } = outing;
    if (!back) {
      must("S7", loan === undefined, () => `${out.itemId} is out, and its order is closed by a return`);
      return;
    }
    const isOwn = loan?.returned?.slot === back.slot && loan.returned.place.cabinetId === cabinetId;
    const isInPlace = back.slot === out.slot && order.loans.every(({ state }) => state === "not-opened");
    const isKept = isOwn || isInPlace || this.#isUnmatched(back, cabinetId) || order.review !== undefined;
    const where = loan?.returned ? `in slot ${loan.returned.slot}` : `not at all (${loan?.state ?? order.state})`;
    must("S6", isKept, () => `${back.itemId} went into slot ${back.slot}, the hub knows it ${where}`);
    if (!loan?.returned || !isOwn) return;
    const late = loan.returned.at - Math.max(back.at, loan.openedAt ?? 0);
    must("S6", late <= clockUncertainty, () => `the return is priced ${late} ms after it happened`);
    const early = out.at - loan.returned.at;
    const isDated = early <= clockUncertainty || isFree(loan);
    must("S5", isDated, () => `the return is priced ${early} ms before the item went out`);
  }

  #judgeMoney({ order, ledger }: OrderRecord, credit: GatewayOrder, outing: Outing | undefined): void {
    const { orderNo, charge, loans } = order;
    const must = (promise: PromiseName, kept: boolean, what: () => string) => this.#must(promise, kept, what, orderNo);
    const paid = credit.charges.filter(({ outcome }) => outcome === "paid");
    const collected = paid.reduce((sum, { amount }) => sum + amount, 0);
    must("S5", credit.charges.length <= 1, () => `charged ${credit.charges.length} times`);
    must("S4", collected === 0 || outing !== undefined, () => `charged ${collected} fen, and no slot opened`);
    const [loan] = loans.filter(({ openedAt }) => openedAt !== undefined);
    if (charge) {
      const rent = loan ? rentOf(loan, order.place.cabinetId, this.#testimony) : 0;
      must("S5", collected === rent, () => `collected ${collected} fen, by the tariff ${rent}`);
    } else must("S5", collected === 0, () => `collected ${collected} fen without a bill`);
    if (loan?.openedAt !== undefined && outing) {
      const early = outing.out.at - loan.openedAt;
      const isDated = early <= clockUncertainty || isFree(loan);
      must("S5", isDated, () => `billing begins ${early} ms before the slot opened`);
    }
    const { complete = 0, cancel = 0 } = credit.calls;
    must("L2", complete === (credit.useState === "restore" ? 1 : 0), () => `completed ${complete} times`);
    must("L2", cancel === (credit.useState === "cancel" ? 1 : 0), () => `cancelled ${cancel} times`);
    const ending = credit.useState === "restore" ? "settled" : "cancelled";
    must("S10", order.state === ending || order.review !== undefined, () => {
      return `the order is ${order.state}, the credit order ${credit.useState}`;
    });
    const why = moneyAddsUp(order, ledger);
    must("S10", why === undefined, () => why ?? "");
    must("S10", credit.deposit.held === 0, () => "a deposit is frozen still");
  }

  #judgeCabinet({ cabinetId, seen, slots }: CabinetTestimony): void {
    this.#must("L3", seen?.presence.online === true, () => `${cabinetId} is there, and shown as away`);
    const drift = seen?.drift.map(({ what }) => what).join("; ");
    this.#must("L3", drift === "", () => `${cabinetId} drifts: ${drift}`);
    for (const { slot, itemId } of slots) {
      const shown = seen?.snapshot?.slots.find((other) => other.slot === slot);
      const isRight = itemId === null ? shown?.state === "empty" : shown?.itemId === itemId;
      const what = () => `slot ${slot} of ${cabinetId} holds ${itemId}, the hub shows ${JSON.stringify(shown)}`;
      this.#must("L3", isRight, what);
    }
  }

  /** Where the item of an order went out, and came in again before it went out for another one. */
  #outingOf(motors: readonly Motion[]): Outing | undefined {
    const out = motors.find(({ what }) => what === "ejected");
    if (!out) return undefined;
    for (const { cabinetId, motions } of this.#testimony.cabinets) {
      const after = motions.slice(motions.indexOf(out) + 1);
      if (!motions.includes(out)) continue;
      const next = after.find(({ what, itemId }) => itemId === out.itemId && what !== "taken");
      return { out, back: next?.what === "inserted" ? next : undefined, cabinetId };
    }
    return { out, back: undefined, cabinetId: undefined };
  }

  #isUnmatched({ slot, itemId }: Motion, cabinetId: string | undefined): boolean {
    return this.#testimony.unmatchedEvents.some(
      ({ cabinetId: of, event: { body } }) => of === cabinetId && body.slot === slot && body.itemId === itemId,
    );
  }

  #must(promise: PromiseName, kept: boolean, what: () => string, orderNo?: string): void {
    this.checks.set(promise, (this.checks.get(promise) ?? 0) + 1);
    if (!kept) this.broken.push({ promise, what: what(), ...(orderNo && { orderNo }) });
  }
}

/** What came back before anybody knew that it was out is billed for no time at all. */
function isFree({ openedAt, returned }: Loan): boolean {
  return returned !== undefined && returned.at === openedAt;
}

/** What a loan costs by the tariff, from the times that are judged against the board's own. */
function rentOf({ openedAt, returned }: Loan, cabinetId: string, { cabinets }: Testimony): number {
  const goods = cabinets.find((cabinet) => cabinet.cabinetId === cabinetId)?.goods;
  if (openedAt === undefined || !returned || !goods) return 0;
  return price(tariffOf(goods), openedAt, returned.at, []).amount;
}

/** Work that is long due is work that nobody does. */
function isAttended({ order, effects }: OrderRecord): boolean {
  return hasEnded(order.state) || order.review !== undefined || effects.length > 0;
}
