import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reconcileDay } from "../../../server/books/reconcile-day.ts";
import { reconcileOpen } from "../../../server/books/reconcile-open.ts";
import { readSettlementFile } from "../../../server/books/settlement-file.ts";
import { OrderService } from "../../../server/orders/order-service.ts";
import type { EffectOf } from "../../../server/rental/effect.ts";
import type { OrderEvent } from "../../../server/rental/event.ts";
import { moneyAddsUp } from "../../../server/rental/ledger.ts";
import { fen } from "../../../server/rental/money.ts";
import { orderTable } from "../../../server/store/order-table.ts";
import { Shelf } from "../../server/books/shelf.ts";
import { place, request, start } from "../../server/rental/examples.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { hour, Merchant } from "./merchant.ts";

const poor = "2088000000000002";
const bookedDay = "2026-11-23";

/** A hub's books beside the simulated provider's, over a day of rentals. */
class Fixture {
  readonly clock = new ManualClock(start);
  readonly merchant: Merchant;
  readonly shelf: Shelf;
  readonly #orderService: OrderService;
  #orders = 0;

  private constructor(merchant: Merchant, shelf: Shelf, clock: ManualClock) {
    this.merchant = merchant;
    this.shelf = shelf;
    this.clock = clock;
    this.#orderService = new OrderService(shelf.store, clock);
  }

  static async open(): Promise<Fixture> {
    const clock = new ManualClock(start);
    const merchant = await Merchant.start({ clock, notify: false });
    await merchant.control("PUT", `users/${poor}`, { score: 500 });
    return new Fixture(merchant, await Shelf.open(), clock);
  }

  async close(): Promise<void> {
    await this.merchant.stop();
    await this.shelf.close();
  }

  /** A loan that has begun. */
  async lend(user = "2088000000000001"): Promise<string> {
    const { outOrderNo: orderNo } = await this.merchant.borrow({ borrowedAt: this.clock.now() }, user);
    const seat = ++this.#orders;
    const asked = { ...request, orderNo, seat, riderId: `user/${user}`, slots: [{ slot: seat }] };
    await this.shelf.store.transact((tx) => this.#orderService.requestIn(tx, asked, "hub"));
    await this.look(orderNo);
    const result = { outcome: "opened" } as const;
    await this.#tell(orderNo, { type: "slot-answered", loanNo: 1, result, at: this.clock.now() });
    // Nobody runs the effects here: what the order still asks for is done.
    const { effects } = await this.record(orderNo);
    for (const { id } of effects) await this.#orderService.performed(orderNo, id);
    return orderNo;
  }

  /** The item goes in now; the rent is collected. */
  async giveBack(orderNo: string): Promise<void> {
    await this.#tell(orderNo, { type: "item-returned", loanNo: 1, place, slot: 3, at: this.clock.now() });
    const { effects } = await this.record(orderNo);
    const completion = effects.find((effect): effect is typeof effect & EffectOf<"complete-credit"> => {
      return effect.type === "complete-credit";
    });
    if (!completion) throw new Error("no completion");
    const answer = await this.merchant.zhima.complete(completion.creditOrderNo, completion);
    await this.#tell(orderNo, { type: "credit-completed", answer, attempt: 0 });
    await this.look(orderNo);
  }

  async look(orderNo: string): Promise<void> {
    await this.#tell(orderNo, { type: "credit-seen", answer: await this.merchant.zhima.query(orderNo), attempt: 0 });
  }

  async record(orderNo: string) {
    const record = await this.shelf.store.transact((tx) => tx.get(orderTable, orderNo));
    if (!record) throw new Error(`no order ${orderNo}`);
    return record;
  }

  async file(ofDay = bookedDay): Promise<string> {
    return (await this.merchant.control("GET", `settlements/${ofDay}`)).text();
  }

  /** What the hub finds in a file, as order and difference. */
  async found(file: string, ofDay = bookedDay): Promise<[orderNo: string | undefined, what: string][]> {
    const rows = await readSettlementFile(new TextEncoder().encode(file));
    const differences = await reconcileDay(this.shelf.store, ofDay, rows);
    return differences.map(({ orderNo, what }) => [orderNo, what]);
  }

  async #tell(orderNo: string, event: OrderEvent): Promise<void> {
    await this.#orderService.apply(orderNo, event, "hub");
  }
}

let fixture: Fixture;
let onCredit: string;
let onDeposit: string;
let free: string;
let failing: string;
let nextDay: string;

beforeAll(async () => {
  fixture = await Fixture.open();
  free = await fixture.lend();
  await fixture.giveBack(free);
  onCredit = await fixture.lend();
  onDeposit = await fixture.lend(poor);
  failing = await fixture.lend();
  nextDay = await fixture.lend();
  await fixture.clock.pass(2 * hour);
  await fixture.giveBack(onCredit);
  await fixture.giveBack(onDeposit);
  await fixture.merchant.control("POST", "faults", { kind: "withholding-fails" });
  await fixture.giveBack(failing);
  await fixture.clock.pass(10 * hour);
  await fixture.giveBack(nextDay);
});
afterAll(() => fixture.close());

describe("the settlement file of a simulated day", () => {
  it("has every payment of the day and nothing else", async () => {
    const lines = (await fixture.file()).split("\n");
    expect(lines.slice(0, 2)).toEqual([
      "# payments of 2026-11-23, Beijing time; amounts in yuan",
      "out_order_no,order_no,fund_no,kind,gross,fee,net,paid_at",
    ]);
    expect(lines.slice(2, -1).map((line) => line.replace(/,\d{8},\d{20},/, ",…,"))).toEqual([
      `${onCredit},…,RENT,6.00,0.04,5.96,2026-11-23 14:00:00`,
      `${onDeposit},…,RENT,6.00,0.04,5.96,2026-11-23 14:00:00`,
    ]);
    expect((await fixture.file("2026-11-24")).split("\n")[2]).toContain(nextDay);
  });

  it("is refused for what is no day", async () => {
    const response = await fixture.merchant.control("GET", "settlements/2026-02-30");
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "request/invalid" });
  });
});

it("a payment that waited for the user's SMS stands in the file of the day on which it was made", async () => {
  const clock = new ManualClock(start);
  const merchant = await Merchant.start({ clock, notify: false });
  const linesOf = async (ofDay: string) =>
    (await (await merchant.control("GET", `settlements/${ofDay}`)).text()).split("\n").slice(2, -1);
  try {
    const { orderNo, outOrderNo } = await merchant.borrow({ depositAmount: fen(60_000) });
    const settlement = { kind: "damage", amount: fen(60_000), restoredAt: clock.now(), shopName: "" } as const;
    await merchant.zhima.complete(orderNo, settlement);
    await clock.pass(24 * hour);
    expect(await linesOf("2026-11-24")).toEqual([]);
    await merchant.control("POST", `orders/${outOrderNo}/sms-confirm`);
    expect(await linesOf(bookedDay)).toEqual([]);
    expect(await linesOf("2026-11-24")).toEqual([
      expect.stringContaining("DAMAGE,600.00,3.60,596.40,2026-11-24 12:00:00"),
    ]);
  } finally {
    await merchant.stop();
  }
});

describe("the hub's books", () => {
  it("agree with it, day by day, and add up", async () => {
    expect(await fixture.found(await fixture.file())).toEqual([]);
    expect(await fixture.found(await fixture.file("2026-11-24"), "2026-11-24")).toEqual([]);
    for (const { order, ledger } of await fixture.shelf.all()) expect(moneyAddsUp(order, ledger)).toBeUndefined();
  });

  it.each<[what: string, change: (file: string) => string]>([
    ["not-there", (file) => file.replace(new RegExp(`^${onCredit}.*\n`, "m"), "")],
    ["amount-differs", (file) => file.replace("6.00,0.04,5.96", "5.00,0.03,4.97")],
    ["fee-differs", (file) => file.replace("6.00,0.04,5.96", "6.00,0.06,5.94")],
    ["kind-differs", (file) => file.replace("RENT", "DAMAGE")],
    ["twice", (file) => file.replace(new RegExp(`^${onCredit}.*\n`, "m"), "$&$&")],
    ["other-day", (file) => file.replace("2026-11-23 14", "2026-11-24 00")],
  ])("find a planted difference: %s", async (what, change) => {
    expect(await fixture.found(change(await fixture.file()))).toEqual([[onCredit, what]]);
  });

  it("find a payment of an order that is not theirs, and one that they don't know of", async () => {
    const file = await fixture.file();
    const [, , line = ""] = file.split("\n");
    const foreign = line.replace(onCredit, "20990101000000000000");
    const unpaid = line.replace(onCredit, failing);
    expect(await fixture.found(`${file}${foreign}\n${unpaid}\n`)).toEqual([
      ["20990101000000000000", "not-here"],
      [failing, "not-here"],
    ]);
  });
});

it("open orders agree with the provider until it knows more than we do", async () => {
  const reconcile = () =>
    reconcileOpen({ store: fixture.shelf.store, credit: fixture.merchant.zhima, clock: fixture.clock });
  const before = await reconcile();
  expect(before).toEqual({ compared: 4, inMotion: [failing], differences: [] });
  const lent = await fixture.lend();
  const bought = await fixture.lend();
  await fixture.merchant.control("POST", `orders/${bought}/compensate`);
  expect((await reconcile()).differences.map(({ orderNo, what }) => [orderNo, what])).toEqual([
    [bought, "restored-there"],
    [bought, "paid-there"],
  ]);
  await fixture.look(bought);
  await fixture.look(lent);
  expect((await reconcile()).differences).toEqual([]);
  expect(await fixture.found(await fixture.file("2026-11-24"), "2026-11-24")).toEqual([]);
});
