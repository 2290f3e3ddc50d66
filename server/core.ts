import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { BridgeConfig } from "../protocol/downward.ts";
import type { OrderNo } from "../protocol/ids.ts";
import type { CreditProvider } from "./credit/credit-provider.ts";
import { CabinetDirectory } from "./fleet/cabinet-directory.ts";
import { CabinetMessages, type UpdateReports } from "./fleet/cabinet-messages.ts";
import { EventIntake } from "./fleet/event-intake.ts";
import { chooseSlot } from "./fleet/free-slots.ts";
import type { Link } from "./fleet/link.ts";
import { LivenessTimeout } from "./fleet/liveness-timeout.ts";
import type { OrderEvents } from "./fleet/order-events.ts";
import type { RefusalKind } from "./fleet/refusals.ts";
import type { Registry } from "./fleet/registry.ts";
import { MqttSlotCommands } from "./fleet/slot-commands.ts";
import { StartOrder, type StartOrderParts } from "./http/start-order.ts";
import { OrderService } from "./orders/order-service.ts";
import { ScannedCodes } from "./qr/scanned-codes.ts";
import { ScreenCodes } from "./qr/screen-codes.ts";
import { SlotCodes } from "./qr/slot-codes.ts";
import type { OrderTerms } from "./rental/order.ts";
import { Runner, type RunnerParts } from "./runner/runner.ts";
import type { ReliableSince } from "./runner/two-readings.ts";
import { Screens } from "./screens/screens.ts";
import type { Store } from "./store/store.ts";

export interface CoreParts {
  readonly store: Store;
  readonly clock: Clock;
  /** Absent: nobody sets the clock. */
  readonly reliableSince?: ReliableSince;
  readonly registry: Registry;
  readonly link: Link;
  readonly credit: CreditProvider;
  readonly hubSecret: string;
  readonly terms: OrderTerms;
  /** Live orders that one rider may have. */
  readonly riderLimit: number;
  /** The charge in percent below which a power bank is not lent. */
  readonly lowestLevel: number;
  readonly bridgeConfig: Pick<BridgeConfig, "snapshotEvery" | "healthEvery">;
  /** A cabinet that has said nothing for so long counts as away; ms. */
  readonly silentAfter: number;
  readonly newOrderNo: () => OrderNo;
  readonly randomBytes: (count: number) => Buffer;
  /** Absent: no bridge is updated over the air. */
  readonly updateReports?: UpdateReports;
  readonly countRefusal?: (kind: RefusalKind) => void;
  /** The log of a room. */
  readonly logOf: (room: "fleet" | "runner") => Log;
}

/** Everything of a hub between its sockets. */
export interface Core {
  readonly registry: Registry;
  readonly orderService: OrderService;
  readonly codes: SlotCodes;
  readonly screenCodes: ScreenCodes;
  readonly scans: ScannedCodes;
  readonly screens: Screens;
  /** The charge in percent below which a power bank is not lent. */
  readonly lowestLevel: number;
  readonly startOrder: StartOrder;
  readonly directory: CabinetDirectory;
  readonly slotCommands: MqttSlotCommands;
  readonly cabinetMessages: CabinetMessages;
  readonly livenessTimeout: LivenessTimeout;
  readonly runner: Runner;
}

/** Where the simulation wraps a part, or puts one with a planted fault in its place. */
export interface CoreSeams {
  orderService(store: Store, clock: Clock): OrderService;
  /** What the fleet tells orders. */
  orderEvents(orders: OrderService): OrderEvents;
  intake(orders: OrderEvents, real: () => EventIntake): EventIntake;
  runner(parts: RunnerParts): RunnerParts;
  startOrder(parts: StartOrderParts): StartOrderParts;
}

const noSeams: CoreSeams = {
  orderService: (store, clock) => new OrderService(store, clock),
  orderEvents: (orders) => orders,
  intake: (_orders, real) => real(),
  runner: (parts) => parts,
  startOrder: (parts) => parts,
};

/**
 * Builds what a hub is made of between store, clock, MQTT and credit provider. The hub, the simulation, the bench and the
 * fixtures of the tests are built here. Nothing runs before `startCore`.
 */
export function buildCore(parts: CoreParts, seams = noSeams): Core {
  const { store, clock, registry, hubSecret, randomBytes } = parts;
  const orderService = seams.orderService(store, clock);
  const codes = new SlotCodes({ store, clock, hubSecret, randomBytes });
  const screenCodes = new ScreenCodes(hubSecret);
  const scans = new ScannedCodes({ store, clock, hubSecret, codes, screenCodes });
  const fleet = buildFleet(parts, orderService, seams);
  const { terms, riderLimit, lowestLevel, newOrderNo } = parts;
  const start = { store, registry, scans, orderService, newOrderNo, terms, riderLimit, lowestLevel, clock };
  return {
    registry,
    orderService,
    codes,
    screenCodes,
    scans,
    screens: new Screens({ store, clock, randomBytes }),
    lowestLevel,
    ...fleet,
    startOrder: new StartOrder(seams.startOrder(start)),
    directory: new CabinetDirectory({ store, lowestLevel, clock }),
    runner: buildRunner(parts, orderService, fleet.slotCommands, seams),
  };
}

function buildFleet(parts: CoreParts, orderService: OrderService, seams: CoreSeams) {
  const { store, clock, registry, link, randomBytes, bridgeConfig, silentAfter, countRefusal, logOf, updateReports } =
    parts;
  const log = logOf("fleet");
  const orders = seams.orderEvents(orderService);
  const intake = seams.intake(orders, () => new EventIntake(store, orders, clock, log, countRefusal));
  return {
    slotCommands: new MqttSlotCommands(link, registry, clock, () => `K${randomBytes(10).toString("hex")}`),
    cabinetMessages: new CabinetMessages({
      store,
      registry,
      orders,
      intake,
      link,
      clock,
      log,
      bridgeConfig,
      updateReports,
    }),
    livenessTimeout: new LivenessTimeout({ store, clock, log, silentAfter }),
  };
}

function buildRunner(parts: CoreParts, orderService: OrderService, slotCommands: MqttSlotCommands, seams: CoreSeams) {
  const { store, clock, reliableSince, credit, lowestLevel, logOf } = parts;
  const runner: RunnerParts = {
    store,
    orderService,
    credit,
    slotCommands,
    chooseSlot: (order) => chooseSlot(store, order, lowestLevel, clock.now()),
    clock,
    ...(reliableSince && { reliableSince }),
    log: logOf("runner"),
  };
  return new Runner(seams.runner(runner));
}

/** Does what orders ask for from now on, and marks cabinets that fall silent as away. */
export function startCore({ runner, livenessTimeout }: Core): void {
  runner.start();
  livenessTimeout.start();
}
