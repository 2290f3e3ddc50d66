import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "../../platform/app-error.ts";
import type { Log } from "../../platform/log.ts";
import { examples } from "../../protocol/examples.ts";
import { encode, type Message } from "../../protocol/messages.ts";
import { type UpChannel, upTopic } from "../../protocol/topics.ts";
import type { Birth, CabinetEvent, HappeningBody, Presence, SlotReport, Snapshot } from "../../protocol/upward.ts";
import { buildCore, type Core } from "../../server/core.ts";
import type { CabinetMessages } from "../../server/fleet/cabinet-messages.ts";
import { cabinetView } from "../../server/fleet/cabinet-view.ts";
import { Registry } from "../../server/fleet/registry.ts";
import type { StartOrder } from "../../server/http/start-order.ts";
import type { OrderService } from "../../server/orders/order-service.ts";
import { pricesRowIn } from "../../server/pricing/prices-table.ts";
import type { SlotCodes } from "../../server/qr/slot-codes.ts";
import { usualLowestLevel } from "../../server/rental/availability.ts";
import type { OrderTerms } from "../../server/rental/order.ts";
import type { RatePlan } from "../../server/rental/rate-plan.ts";
import type { Runner } from "../../server/runner/runner.ts";
import { cabinetStateTable } from "../../server/store/cabinet-state-table.ts";
import { cabinetTable } from "../../server/store/cabinet-table.ts";
import { type OrderRecord, orderTable } from "../../server/store/order-table.ts";
import type { Search } from "../../server/store/search.ts";
import { openSqliteStore } from "../../server/store/sqlite/open-sqlite.ts";
import type { Store } from "../../server/store/store.ts";
import { unmatchedEventTable } from "../../server/store/unmatched-event-table.ts";
import { hubTables } from "../../server/tables.ts";
import { tariff } from "../server/rental/examples.ts";
import { FakeLink } from "./fake-link.ts";
import { HeldDatabase } from "./held-database.ts";
import { ManualClock } from "./manual-clock.ts";
import { putPrices } from "./put-prices.ts";
import { ScriptedCredit } from "./scripted-credit.ts";

export const hubSecret = "a secret of at least 32 characters for tests";
export const cabinetId = "shop-1";
export const bootId = "boot-0001";
export const journalId = "journal-0001";
export const riderId = "user/2088000000000001";
export const terms: OrderTerms = {
  confirmWithin: 180_000,
  openWithin: 10_000,
  lostAfter: 2_592_000_000,
  collectionRetries: [60_000, 86_400_000, 259_200_000, 604_800_000],
};

/** By this it lends at first. */
export const usualPlan: RatePlan = { tariff, itemKind: "power-bank" };

/** What outlives a killed hub: the disk, and the world outside. */
interface Remains {
  readonly folder: string;
  readonly clock: ManualClock;
  readonly credit: ScriptedCredit;
  readonly link: FakeLink;
  readonly orders: number;
  readonly connection: number;
}

type Departure = Exclude<Presence, Birth>;

/** The parts of a hub between the credit provider and the broker, which are modelled, on a disk that is one too. */
export class HubFixture {
  readonly clock: ManualClock;
  readonly credit: ScriptedCredit;
  readonly link: FakeLink;
  readonly disk: HeldDatabase;
  readonly store: Store;
  readonly core: Core;
  readonly registry: Registry;
  readonly orderService: OrderService;
  readonly codes: SlotCodes;
  readonly cabinetMessages: CabinetMessages;
  readonly runner: Runner;
  readonly startOrder: StartOrder;
  readonly log: Log;
  /** What was logged: `level message`, with the code or the error's message where there is one. */
  readonly logged: string[] = [];
  readonly #folder: string;
  #orders: number;
  #drawn = 0;
  #seq = 0;
  #snapshots = 0;
  /** Number of the cabinet's last connection. */
  connection: number;

  private constructor(store: Store, disk: HeldDatabase, { folder, clock, credit, link, orders, connection }: Remains) {
    const log = this.#log();
    this.log = log;
    this.clock = clock;
    this.credit = credit;
    this.link = link;
    this.disk = disk;
    this.store = store;
    this.#folder = folder;
    this.#orders = orders;
    this.connection = connection;
    this.registry = new Registry(store, clock, hubSecret);
    this.core = this.newCore();
    this.orderService = this.core.orderService;
    this.codes = this.core.codes;
    this.cabinetMessages = this.core.cabinetMessages;
    this.runner = this.core.runner;
    this.startOrder = this.core.startOrder;
  }

  /** Of the embedded store; another one need not have it. */
  get search(): Search {
    return this.store as Store & Search;
  }

  /** The parts of this hub, or of another one on the same store. */
  newCore(): Core {
    return buildCore({
      store: this.store,
      clock: this.clock,
      registry: this.registry,
      link: this.link,
      credit: this.credit,
      hubSecret,
      terms,
      riderLimit: 1,
      lowestLevel: usualLowestLevel,
      bridgeConfig: { snapshotEvery: 180_000, healthEvery: 60_000 },
      silentAfter: 200_000,
      newOrderNo: () => `20261123120000${String(++this.#orders).padStart(6, "0")}`,
      randomBytes: (count) => Buffer.alloc(count, ++this.#drawn),
      logOf: () => this.log,
    });
  }

  /** @param other a store in place of the embedded one; it is not on the disk that is modelled */
  static async open(from: Partial<Remains> = {}, other?: Store): Promise<HubFixture> {
    const folder = from.folder ?? (await mkdtemp(join(tmpdir(), "hub-fixture-")));
    const world = { clock: new ManualClock(), credit: new ScriptedCredit(), link: new FakeLink() };
    const remains = { ...world, orders: 0, connection: 0, ...from, folder };
    if (other) {
      await putUsualPrices(other);
      return new HubFixture(other, new HeldDatabase(join(folder, "unused.db")), remains);
    }
    const disks: HeldDatabase[] = [];
    const store = await openSqliteStore(folder, hubTables, undefined, (path) => {
      const disk = new HeldDatabase(path);
      disks.push(disk);
      return disk;
    });
    await putUsualPrices(store);
    return new HubFixture(store, disks[0] as HeldDatabase, remains);
  }

  /** A hub with one cabinet of eight slots, all full, that is there. */
  static async withCabinet(): Promise<HubFixture> {
    const fixture = await HubFixture.open();
    await fixture.registry.register({ cabinetId, name: "咖啡馆", address: "人民路1号", slots: 8 });
    await fixture.birth();
    await fixture.snapshot();
    return fixture;
  }

  /** From now on it lends by these plans. */
  lendBy(...plans: readonly RatePlan[]): Promise<void> {
    return putPrices(this.store, plans);
  }

  async close(): Promise<void> {
    await this.runner.stop();
    await this.cabinetMessages.idle();
    await this.store.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** What the next process finds after a kill at this moment. This one goes on, but nothing it does reaches the other. */
  async killed(): Promise<HubFixture> {
    const folder = await mkdtemp(join(tmpdir(), "hub-fixture-"));
    await cp(this.#folder, folder, { recursive: true });
    const { clock, credit, link, connection } = this;
    return HubFixture.open({ folder, clock, credit, link, orders: this.#orders, connection });
  }

  /** From now on nothing reaches the disk until the answer is called. */
  holdDisk(): () => void {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.disk.before = () => held;
    return () => {
      this.disk.before = () => undefined;
      release();
    };
  }

  breakDisk(): void {
    this.disk.before = () => {
      throw new AppError("store/write-failed", "the disk is full");
    };
  }

  mendDisk(): void {
    this.disk.before = () => undefined;
  }

  /** A message of a cabinet arrives and is taken in. */
  async hear<C extends UpChannel>(channel: C, message: Message<C>, from = cabinetId): Promise<void> {
    this.cabinetMessages.receive(upTopic(from, channel), encode(channel, message), { retained: false });
    await this.cabinetMessages.idle();
  }

  /** The cabinet connects anew and is born. */
  birth(changes: Partial<Birth> = {}, from = cabinetId): Promise<void> {
    return this.bornAgain({ connection: this.connection + 1, ...changes }, from);
  }

  /** A birth over the connection that there is. */
  bornAgain(changes: Partial<Birth> = {}, from = cabinetId): Promise<void> {
    const { connection = this.connection } = changes;
    this.connection = connection;
    const journal = { id: journalId, first: 1, last: 0 };
    const birth = { v: 1, state: "birth", bootId, connection, driver: "gzxj", slots: 8, journal } as const;
    return this.hear("presence", { ...birth, nonce: "nonce-0001", ...changes } as Birth, from);
  }

  snapshot(reports: readonly SlotReport[] = [], at = this.clock.now(), boot = bootId): Promise<void> {
    const full = Array.from({ length: 8 }, (_, index): SlotReport => {
      const slot = index + 1;
      return reports.find((report) => report.slot === slot) ?? { slot, state: "occupied", itemId: itemIn(slot) };
    });
    return this.shows(full, { bootId: boot, at });
  }

  /** The cabinet sends a snapshot of exactly these slots. */
  shows(slots: readonly SlotReport[], changes: Partial<Snapshot> = {}, from = cabinetId): Promise<void> {
    const { connection } = this;
    const told = { v: 1, bootId, connection, no: ++this.#snapshots, at: this.clock.now(), cause: "periodic" } as const;
    return this.hear("snapshot", { ...told, slots: [...slots], ...changes }, from);
  }

  /** The cabinet's bridge says whether it can write its disk. */
  bridgeDisk(disk: "ok" | "failing", from = cabinetId): Promise<void> {
    const told = examples.health["of a bridge that says how its disk and its journal are"] as Message<"health">;
    return this.hear("health", { ...told, bootId, at: this.clock.now(), disk } as Message<"health">, from);
  }

  /** The cabinet's connection ends. */
  departs(changes: Partial<Departure> = {}, from = cabinetId): Promise<void> {
    const { connection } = this;
    return this.hear("presence", { v: 1, state: "lost", bootId, connection, ...changes }, from);
  }

  /** The next event of the cabinet's journal happens now. */
  happens(body: HappeningBody, changes: Partial<CabinetEvent> = {}): Promise<void> {
    return this.hear("event", this.event(body, changes));
  }

  event(body: HappeningBody, changes: Partial<CabinetEvent> = {}): CabinetEvent {
    const seq = changes.seq ?? this.#seq + 1;
    this.#seq = Math.max(this.#seq, seq);
    return { v: 1, journalId, seq, at: { latest: this.clock.now(), uncertainty: 0 }, body, ...changes };
  }

  /** A rider asks for the item in a slot, and for others of the cabinet. */
  async request(slot = 7, rider = riderId, items = 1): Promise<string> {
    const { text } = await this.codes.issue(cabinetId, slot);
    return (await this.startOrder.start(text, { riderId: rider }, items)).orderNo;
  }

  /** The rider confirms, and the hub hears of it. */
  async confirm(orderNo: string): Promise<void> {
    // What was due when the runner started may have been done by one before it, which it asks about first.
    await this.clock.pass(1);
    this.credit.confirm(orderNo, this.clock.now());
    await this.orderService.apply(
      orderNo,
      { type: "credit-noticed", about: "created", noticeId: "n1" },
      "credit-provider",
    );
    await this.clock.pass(0);
  }

  /** The cabinet answers the last open command. */
  async opens(): Promise<void> {
    const command = this.link.openings.at(-1);
    if (!command) throw new Error("no open command was sent");
    const { id: commandId, slot } = command;
    await this.happens({ kind: "result", commandId, slot, result: { outcome: "opened", itemId: itemIn(slot) } });
  }

  /** A rider with an item of slot 7 in hand; the runner runs. */
  async lent(): Promise<string> {
    this.runner.start();
    const orderNo = await this.request();
    await this.confirm(orderNo);
    await this.opens();
    return orderNo;
  }

  async record(orderNo: string): Promise<OrderRecord> {
    const record = await this.store.transact((tx) => tx.get(orderTable, orderNo));
    if (!record) throw new Error(`no order ${orderNo}`);
    return record;
  }

  async cabinet(id = cabinetId) {
    const [cabinet, state] = await this.store.transact(async (tx) => [
      await tx.get(cabinetTable, id),
      await tx.get(cabinetStateTable, id),
    ]);
    if (!cabinet) throw new Error(`no cabinet ${id}`);
    return cabinetView(cabinet, state);
  }

  unmatchedEvents() {
    return this.store.transact((tx) => tx.all(unmatchedEventTable));
  }

  #log(): Log {
    const line = (level: string) => (fields: object, message: string) => {
      const { err, code } = fields as { err?: unknown; code?: string };
      const why = err instanceof Error ? err.message : code;
      this.logged.push([level, message, ...(why === undefined ? [] : [why])].join(" "));
    };
    return { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };
  }
}

/** A hub that is started again lends by what it lent by before. */
async function putUsualPrices(store: Store): Promise<void> {
  const { newest } = await store.transact(pricesRowIn);
  if (newest === 0) await putPrices(store, [usualPlan]);
}

/** The item that lies in a slot at first. */
export function itemIn(slot: number): string {
  return `BANK0${slot}`;
}
