import { AppError } from "../../platform/app-error.ts";
import type { OrderView } from "../../server/http/rider-api.ts";
import { orderOfCommand } from "../../server/rental/order.ts";
import { Borrower, type Given } from "./borrower.ts";
import { type Box, freeSlots, fullSlots } from "./box.ts";
import { Cheating } from "./cheating.ts";
import type { HubProcess } from "./hub-process.ts";
import type { Random } from "./random.ts";
import type { RiderAct, RiderActs, RidersParts, Visit } from "./rider-visit.ts";
import type { RouteRequest } from "./route-table.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
/** How long a rider looks at a page that does not answer. */
const patience = 20 * second;
/** How long a rider stands before the slots: in between he looks at the page, at the end he goes. */
const looks = [15 * second, 15 * second, 20 * second, 40 * second];

/** People: they scan, confirm, take, carry about and bring back, each in their own way. */
export class Riders implements RiderActs {
  readonly #parts: RidersParts;
  readonly #waiting = new Map<string, (given: Given) => void>();
  readonly #cheating: Cheating;
  readonly #borrower: Borrower;
  #busy = 0;
  #taps = 0;

  constructor(parts: RidersParts) {
    this.#parts = parts;
    this.#cheating = new Cheating(parts, this);
    this.#borrower = new Borrower(parts, this, this.#cheating);
  }

  /** How many people are still about. */
  get busy(): number {
    return this.#busy;
  }

  /** A slot gave an item out; if nobody waits there, somebody pushes it back in after a while. */
  ejected(cabinetId: string, slot: number, itemId: string, commandId: string): void {
    const waiting = this.#waiting.get(orderOfCommand(commandId) ?? "");
    const box = this.#parts.boxes.find((other) => other.cabinetId === cabinetId);
    if (!box) return;
    if (waiting) waiting({ box, slot, itemId, loanNo: Number(commandId.split("L")[1]) });
    else this.pushBackLater(box, slot, itemId);
  }

  /** One order from the scan to the last return. */
  loan(index: number): Promise<void> {
    return this.#while(() => this.#visit(this.#parts.random.fork(`loan ${index}`), index));
  }

  /** Somebody finds an item of another make and pushes it in. */
  insertForeign(random: Random, name: string): void {
    const box = random.pick(this.#parts.boxes.filter((other) => freeSlots(other).length > 2));
    const slot = box && random.pick(freeSlots(box));
    if (box && slot !== undefined) box.insert(slot, name);
  }

  pushBackLater(box: Box, slot: number, itemId: string): void {
    const { time, random } = this.#parts;
    this.#busy++;
    time.after(random.between(5 * minute, 40 * minute), () => {
      this.#busy--;
      if (box.looseIn(slot) === itemId && !box.insert(slot, itemId)) this.pushBackLater(box, slot, itemId);
    });
  }

  /** What a rider's page asks for. undefined: the hub refused, or did not answer in time. */
  async page<Answer>(userId: string, route: string, request: Omit<RouteRequest, "who">): Promise<Answer | undefined> {
    return this.#answered((hub) => hub.call<Answer>(route, { ...request, who: `user/${userId}` }));
  }

  /** The order's own page. */
  orderPage({ userId, orderNo }: Visit): Promise<OrderView | undefined> {
    return this.page<OrderView>(userId, "GET /api/rider/orders/:orderNo", { params: { orderNo } });
  }

  /** What a rider does with the order. */
  act({ userId, orderNo }: Visit, what: RiderAct, body: object = {}): Promise<unknown> {
    this.#parts.trace.note(orderNo, `the rider: ${what} ${JSON.stringify(body)}`);
    const key = `tap-${String(++this.#taps).padStart(8, "0")}`;
    return this.page(userId, `POST /api/rider/orders/:orderNo/${what}`, { params: { orderNo }, body, key });
  }

  async #visit(random: Random, index: number): Promise<void> {
    const { time, faults } = this.#parts;
    const again = faults.strikes("the rider wants another order") && index > 2;
    const userId = userIdOf(2 * (again ? index - random.between(1, 3) : index));
    const items = faults.strikes("the rider wants several items") ? random.between(2, 3) : 1;
    for (let scan = 0; scan < 10; scan++) {
      const box = random.pick(this.#parts.boxes.filter((other) => fullSlots(other).length > 0));
      const slot = box && random.pick(fullSlots(box));
      if (!box || slot === undefined) {
        await time.sleep(5 * minute);
        continue;
      }
      const ask = { random, box, slot, items };
      if (faults.strikes("the rider gives up again and again"))
        return this.#cheating.holdForNothing(random, userId, () => this.#ask({ ...ask, userId }));
      const asks = [this.#ask({ ...ask, userId })];
      if (faults.strikes("the code is scanned twice")) asks.push(this.#ask({ ...ask, userId }));
      if (faults.strikes("two riders want the slot"))
        asks.push(this.#ask({ ...ask, userId: userIdOf(2 * index + 1), items: 1 }));
      const asked = (await Promise.all(asks)).find((answer) => answer !== undefined);
      if (asked) return this.#confirmAndTake(asked);
      await time.sleep(random.between(10 * second, 60 * second));
    }
  }

  async #confirmAndTake(visit: Visit): Promise<void> {
    const { time, faults, gateway } = this.#parts;
    const { random } = visit;
    if (!gateway.opens(visit.walletUrl)) return;
    if (faults.strikes("the rider gives up")) {
      if (random.chance(0.5)) return;
      await this.act(visit, "give-up");
      if (random.chance(0.7)) return;
    }
    if (faults.strikes("a refusal is forged")) await this.#comeBack(visit, true);
    const late = faults.strikes("the rider confirms late");
    await time.sleep(late ? random.between(181 * second, 5 * hour) : random.between(4 * second, 40 * second));
    if (faults.strikes("the rider refuses in the wallet")) return this.#comeBack(visit, true);
    await this.#standBeforeSlots(visit);
  }

  /** Confirms and waits for the items; each is carried away as it comes. */
  async #standBeforeSlots(visit: Visit): Promise<void> {
    const { time, faults, gateway } = this.#parts;
    const { random, orderNo, walletUrl, items } = visit;
    const given: Given[] = [];
    let isServed = () => {};
    const served = new Promise<true>((resolve) => {
      isServed = () => resolve(true);
    });
    this.#waiting.set(orderNo, (item) => {
      given.push(item);
      void this.#while(() => this.#borrower.carry(visit, item));
      if (given.length >= items) isServed();
    });
    const someoneElse = userIdOf(90_000_000 + random.between(0, 1e6));
    const person = faults.strikes("another person confirms") ? someoneElse : visit.userId;
    const confirmed = gateway.confirm(walletUrl, person);
    if (!confirmed || faults.strikes("the rider comes back from the wallet")) void this.#comeBack(visit, !confirmed);
    for (const glance of confirmed ? looks : [])
      if (!(await Promise.race([served, time.sleep(glance).then(() => false)]))) await this.#lookAtPage(visit);
    this.#waiting.delete(orderNo);
    if (confirmed && given.length === 0) await this.#leave(visit);
    if (confirmed && given.length < items) await this.#complain(visit, given);
  }

  /** A slot did not open: is another one offered? */
  async #lookAtPage(visit: Visit): Promise<void> {
    const { faults, random } = this.#parts;
    const offered = (await this.orderPage(visit))?.items.find(({ state }) => state === "offered");
    if (!offered) return;
    if (faults.strikes("somebody else wants the offered slot")) {
      const userId = userIdOf(80_000_000 + random.between(0, 1e6));
      const other = await this.#ask({ ...visit, slot: offered.slot, userId, items: 1 });
      if (other) void this.#while(() => this.#standBeforeSlots(other));
    }
    if (faults.strikes("the rider ignores an offer")) return;
    await this.act(visit, "offer", { accepted: !faults.strikes("the rider declines an offer") });
  }

  /** Nobody knows whether a slot opened, and the rider does not want to wait. */
  async #leave(visit: Visit): Promise<void> {
    const { faults, time } = this.#parts;
    const { mayLeaveFrom } = (await this.orderPage(visit)) ?? {};
    if (mayLeaveFrom === undefined || mayLeaveFrom - this.#parts.ahead() > time.now()) return;
    if (faults.strikes("the rider leaves what is in doubt")) await this.act(visit, "leave");
  }

  /** The page says that an item is out which the rider never got. */
  async #complain(visit: Visit, given: readonly Given[]): Promise<void> {
    const kind = "the rider reports what did not open";
    for (const { loanNo, mayReport } of (await this.orderPage(visit))?.items ?? []) {
      const isMissing = mayReport.includes("not-opened") && given.every((item) => item.loanNo !== loanNo);
      if (isMissing && this.#parts.faults.strikes(kind))
        await this.act(visit, "report", { loanNo, claim: "not-opened" });
    }
  }

  async #comeBack({ orderNo, userId }: Visit, refused: boolean): Promise<void> {
    await this.#answered((hub) => hub.cameBack(orderNo, `user/${userId}`, refused));
  }

  async #ask(ask: Omit<Visit, "orderNo" | "walletUrl"> & { slot: number }): Promise<Visit | undefined> {
    const { trace, codeOf } = this.#parts;
    const { userId, box, slot, items } = ask;
    const body = { code: codeOf(box.cabinetId, slot), items };
    const answer = await this.page<{ orderNo: string; walletUrl: string }>(userId, "POST /api/rider/orders", { body });
    if (!answer) return undefined;
    trace.note(answer.orderNo, `${userId} asks for slot ${slot} of ${box.cabinetId} and ${items - 1} more`);
    return { ...ask, ...answer };
  }

  async #answered<Value>(work: (hub: HubProcess) => Promise<Value>): Promise<Value | undefined> {
    const hub = this.#parts.hub();
    if (!hub) return undefined;
    const asked = work(hub).catch((error: unknown) => {
      if (error instanceof AppError) return undefined;
      throw error;
    });
    return Promise.race([asked, this.#parts.time.sleep(patience).then(() => undefined)]);
  }

  async #while(work: () => Promise<void>): Promise<void> {
    this.#busy++;
    try {
      await work();
    } finally {
      this.#busy--;
    }
  }
}

function userIdOf(number: number): string {
  return `2088${String(number).padStart(12, "0")}`;
}
