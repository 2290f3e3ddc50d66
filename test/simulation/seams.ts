import type { BoardReports, Driver } from "../../firmware-bridge/drivers/driver.ts";
import type { JournalData } from "../../firmware-bridge/journal-data.ts";
import type { Clock, ClockSource } from "../../platform/clock.ts";
import type { SteadyClock } from "../../platform/steady-clock.ts";
import type { Command, Welcome } from "../../protocol/downward.ts";
import type { CreditProvider } from "../../server/credit/credit-provider.ts";
import type { EventIntake } from "../../server/fleet/event-intake.ts";
import type { Link } from "../../server/fleet/link.ts";
import type { OrderEvents } from "../../server/fleet/order-events.ts";
import type { OrderService } from "../../server/orders/order-service.ts";
import type { OrderTerms } from "../../server/rental/order.ts";
import type { Tariff } from "../../server/rental/tariff.ts";
import type { ReliableSince } from "../../server/runner/two-readings.ts";
import type { OrderRecord } from "../../server/store/order-table.ts";
import { type ClockSteps, steppedStore } from "../../server/store/stepped-store.ts";
import type { Store, Table } from "../../server/store/store.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";

/** What a seam of the hub may reach. */
export interface HubSide {
  readonly store: Store;
  readonly disk: SimulatedDisk;
  readonly orderService: OrderService;
  readonly link: Link;
  readonly sealKeyOf: (cabinetId: string) => Buffer;
  readonly clock: Clock;
}

/** The runner's clock, and since when nothing casts doubt on it. */
export interface RunnerTime {
  readonly clock: Clock;
  readonly reliableSince: ReliableSince | undefined;
}

/** A cabinet's message as it reaches a hub. */
export interface Heard {
  readonly topic: string;
  readonly payload: Buffer;
  /** The broker had kept it. */
  readonly retained: boolean;
}

/** What the network knows of a message to a cabinet. */
export interface Downward {
  readonly cabinetId: string;
  readonly sealKey: Buffer;
  /** The hub's time, and what the cabinet's own clock shows. */
  readonly now: number;
  readonly cabinetTime: number;
}

/**
 * Where a real part can be wrapped or replaced, so that a fault can be planted without a line in the product. Each seam
 * of `soundSeams` leaves the part as it is.
 */
export interface Seams {
  /** The clock of everything but the hub's time itself. */
  readonly clock: (clock: SteadyClock, source: ClockSource) => Clock;
  /** By what the runner knows what is due. */
  readonly runnerTime: (time: RunnerTime, source: ClockSource) => RunnerTime;
  /** The store in which the hub's time moves what a step moves. */
  readonly timeStore: (store: Store) => Store;
  readonly steppedStore: (store: Store, steps: ClockSteps) => Store;
  readonly tariff: (tariff: Tariff) => Tariff;
  readonly terms: (terms: OrderTerms) => OrderTerms;
  readonly orders: (table: Table<OrderRecord>) => Table<OrderRecord>;
  /** What of an order is on disk when a new hub starts. */
  readonly kept: (record: OrderRecord) => OrderRecord;
  readonly deskStore: (store: Store, hub: () => HubSide) => Store;
  /** The store that the start of an order asks. */
  readonly startStore: (store: Store) => Store;
  /** The store whose due work the runner does. */
  readonly runnerStore: (store: Store) => Store;
  readonly intake: (hub: HubSide, orders: OrderEvents, real: () => EventIntake) => EventIntake;
  readonly fleetOrders: (orders: OrderEvents, hub: HubSide) => OrderEvents;
  /** Before a message of a cabinet is taken in. */
  readonly heard: (message: Heard, hub: HubSide) => Heard;
  readonly credit: (credit: CreditProvider) => CreditProvider;
  readonly noticeDesk: (orderService: OrderService, hub: HubSide) => OrderService;
  /** The desk that riders' acts reach. */
  readonly riderDesk: (orderService: OrderService, hub: HubSide) => OrderService;
  /** What the network makes of a command, and of a welcome. */
  readonly command: (command: Command, about: Downward) => Command;
  readonly welcome: (welcome: Welcome, about: Downward) => Welcome;
  readonly journal: (data: JournalData) => JournalData;
  readonly driver: (driver: Driver) => Driver;
  readonly reports: (reports: BoardReports) => BoardReports;
  readonly gatewayCompletesTwice: boolean;
}

export const soundSeams: Seams = {
  clock: (clock) => clock,
  runnerTime: (time) => time,
  timeStore: (store) => store,
  steppedStore,
  tariff: (tariff) => tariff,
  terms: (terms) => terms,
  orders: (table) => table,
  kept: (record) => record,
  deskStore: (store) => store,
  startStore: (store) => store,
  runnerStore: (store) => store,
  intake: (_hub, _orders, real) => real(),
  fleetOrders: (orders) => orders,
  heard: (message) => message,
  credit: (credit) => credit,
  noticeDesk: (orderService) => orderService,
  riderDesk: (orderService) => orderService,
  command: (command) => command,
  welcome: (welcome) => welcome,
  journal: (data) => data,
  driver: (driver) => driver,
  reports: (reports) => reports,
  gatewayCompletesTwice: false,
};
