import type { FastifyRequest } from "fastify";
import type { ClockSource } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { SteadyClock } from "../../platform/steady-clock.ts";
import { cabinetKeys } from "../../protocol/seal.ts";
import type { CreditProvider } from "../../server/credit/credit-provider.ts";
import { readNotice } from "../../server/credit/zhima/notice.ts";
import type { VerifiedSdk } from "../../server/credit/zhima/verified-sdk.ts";
import { createZhimaCredit } from "../../server/credit/zhima/zhima-credit.ts";
import { askCabinets } from "../../server/fleet/ask-cabinets.ts";
import { CabinetMessages } from "../../server/fleet/cabinet-messages.ts";
import { cabinetSecret } from "../../server/fleet/cabinet-secret.ts";
import { EventIntake } from "../../server/fleet/event-intake.ts";
import { chooseSlot } from "../../server/fleet/free-slots.ts";
import type { Link } from "../../server/fleet/link.ts";
import { LivenessTimeout } from "../../server/fleet/liveness-timeout.ts";
import { Registry } from "../../server/fleet/registry.ts";
import { MqttSlotCommands } from "../../server/fleet/slot-commands.ts";
import { creditRoutes } from "../../server/http/credit-routes.ts";
import type { EventStreams } from "../../server/http/event-streams.ts";
import { operatorOrderRoutes } from "../../server/http/operator-order-routes.ts";
import { riderRoutes } from "../../server/http/rider-routes.ts";
import type { RiderSession } from "../../server/http/rider-session.ts";
import { StartOrder } from "../../server/http/start-order.ts";
import { HubMetrics } from "../../server/metrics/hub-metrics.ts";
import { SlotCodes } from "../../server/qr/slot-codes.ts";
import { usualLowestLevel } from "../../server/rental/availability.ts";
import type { OrderEvent } from "../../server/rental/event.ts";
import type { OrderTerms } from "../../server/rental/order.ts";
import type { RatePlan } from "../../server/rental/rate-plan.ts";
import { Runner } from "../../server/runner/runner.ts";
import { AuditLog } from "../../server/store/audit-table.ts";
import type { Store } from "../../server/store/store.ts";
import { keepTariffs } from "../../server/store/tariff-table.ts";
import { HubTime } from "../../server/time/hub-time.ts";
import type { HubClocks } from "./hub-clocks.ts";
import type { HubEnd } from "./hub-ends.ts";
import type { Life } from "./life.ts";
import type { Random } from "./random.ts";
import { type RouteRequest, RouteTable } from "./route-table.ts";
import type { Heard, HubSide, Seams } from "./seams.ts";
import type { SimulatedBroker } from "./simulated-broker.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";
import { appId, type NoticeForm } from "./simulated-gateway.ts";
import { UnwiredGateway } from "./unwired-gateway.ts";
import type { VirtualTime } from "./virtual-time.ts";
import { WatchedOrderService } from "./watched-order-service.ts";

export const hubSecret = "the simulated hub's secret, 32 characters";
export const riderLimit = 2;
const providerTimeout = 10_000;
const minute = 60_000;
const bridgeConfig = { snapshotEvery: 30 * minute, healthEvery: 120 * minute };
/** More than one snapshot late. */
export const silentAfter = 65 * minute;
const redialAfter = 1000;
/** Between two comparisons of the clocks: the hub as built compares each second, which here would take most of the time; ms. */
const checkEvery = 10_000;
const texts = { publicUrl: "https://hub.example" };

export interface HubProcessParts {
  readonly time: VirtualTime;
  readonly life: Life;
  /** Of the machine on which it runs. */
  readonly clocks: HubClocks;
  readonly disk: SimulatedDisk;
  readonly openStore: (clock: SteadyClock) => Store;
  readonly broker: SimulatedBroker;
  readonly sdk: VerifiedSdk;
  readonly seams: Seams;
  readonly plans: readonly RatePlan[];
  readonly terms: OrderTerms;
  readonly random: Random;
  readonly newOrderNo: () => string;
  readonly log: Log;
  /** Sees the calls to the provider with their answers. */
  readonly watchCredit: (credit: CreditProvider) => CreditProvider;
  /** Of every event that an order took. */
  readonly told: (event: OrderEvent) => void;
}

/** What a hub has before everything else. */
interface Ground {
  readonly clock: SteadyClock;
  readonly hubTime: HubTime;
  readonly store: Store;
}

/** Nobody reads the metrics of a simulated hub. */
const noMetrics = new HubMetrics();

/** The hub between its sockets, as `server/hub.ts` puts it together. */
export class HubProcess {
  readonly life: Life;
  readonly registry: Registry;
  readonly codes: SlotCodes;
  readonly #store: Store;
  readonly #orderService: WatchedOrderService;
  readonly #plans: readonly RatePlan[];
  readonly #clock: SteadyClock;
  readonly #hubTime: HubTime;
  readonly #end: HubEnd;
  readonly #runner: Runner;
  readonly #cabinetMessages: CabinetMessages;
  readonly #livenessTimeout: LivenessTimeout;
  readonly #routes = new RouteTable();
  readonly #parts: HubProcessParts;
  readonly #side: HubSide;
  #stopping = false;

  /** Finds its time, and builds all that needs it. */
  static async open(parts: HubProcessParts): Promise<HubProcess> {
    const { life, clocks, broker, seams, log } = parts;
    const source = clocks.readBy(life);
    const clock = new SteadyClock(source, { checkEvery });
    const opened = parts.openStore(clock);
    const { bootId } = clocks;
    // A hub whose broker lives in it has its store to itself.
    const shared = !broker.livesInHub;
    const timeStore = seams.timeStore(opened);
    const hubTime = await HubTime.start({ store: timeStore, source, clock, bootId, shared, metrics: noMetrics, log });
    const store = seams.steppedStore(opened, hubTime.steps);
    return new HubProcess(parts, { clock, hubTime, store }, source);
  }

  private constructor(parts: HubProcessParts, ground: Ground, source: ClockSource) {
    const { life, disk, broker, sdk, seams, terms, random, newOrderNo, log } = parts;
    const { hubTime, store } = ground;
    const clock = seams.clock(ground.clock, source);
    this.#parts = parts;
    this.#hubTime = hubTime;
    this.life = life;
    const registry = new Registry(store, clock, hubSecret);
    const orderService = new WatchedOrderService(
      seams.deskStore(store, () => this.#side),
      clock,
      parts.told,
    );
    // A dead hub sends nothing, and may die before or after it has sent.
    this.#end = broker.newHub();
    const line = broker.linkOf(this.#end);
    const link: Link = {
      publish: (cabinetId, channel, message) => life.step("a message", () => line.publish(cabinetId, channel, message)),
    };
    const randomBytes = (count: number) => Buffer.from(Array.from({ length: count }, () => random.between(0, 255)));
    let looks = 0;
    const run = random.between(0, 1_000_000);
    const slotCommands = new MqttSlotCommands(link, registry, clock, () => `K${run}L${++looks}`);
    this.#side = { store, disk, orderService, link, sealKeyOf, clock };
    const orders = seams.fleetOrders(orderService, this.#side);
    const intake = seams.intake(this.#side, orders, () => new EventIntake(store, orders, clock, log));
    this.#cabinetMessages = new CabinetMessages({ store, registry, orders, intake, link, clock, log, bridgeConfig });
    const zhima = createZhimaCredit(new UnwiredGateway(sdk, source, providerTimeout));
    const credit: CreditProvider = { ...zhima, readNotice: (form) => readNotice(sdk, appId, form) };
    const watched = seams.credit(parts.watchCredit(survivable(credit, life)));
    this.#livenessTimeout = new LivenessTimeout({ store, clock, log, silentAfter });
    const reliableSince = () => ground.clock.reliableSince();
    const { reliableSince: since, ...rest } = seams.runnerTime({ clock, reliableSince }, source);
    const runnerTime = since ? { ...rest, reliableSince: since } : rest;
    this.#runner = new Runner({
      store: seams.runnerStore(store),
      orderService,
      credit: watched,
      slotCommands,
      chooseSlot: (order) => chooseSlot(store, order, usualLowestLevel),
      ...runnerTime,
      log,
    });
    hubTime.listen({
      askCabinets: () => askCabinets(store, slotCommands, log),
      beginSilenceAnew: () => this.#livenessTimeout.beginAnew(),
    });
    this.codes = new SlotCodes({ store, clock, hubSecret, randomBytes });
    const plans = parts.plans.map((plan) => ({ ...plan, tariff: seams.tariff(plan.tariff) }));
    const startOrder = new StartOrder({
      store: seams.startStore(store),
      registry,
      codes: this.codes,
      orderService,
      newOrderNo,
      plans,
      terms: seams.terms(terms),
      riderLimit,
      lowestLevel: usualLowestLevel,
      clock,
    });
    const { app } = this.#routes;
    const riderDesk = seams.riderDesk(orderService, this.#side);
    const rider = {
      store,
      orderService: riderDesk,
      codes: this.codes,
      session,
      clock,
      startOrder,
      credit: watched,
      texts,
    };
    riderRoutes(app, { ...rider, streams: noStreams });
    const audit = new AuditLog(clock, () => String(++looks));
    operatorOrderRoutes(app, { store, orderService, clock, audit }, (request) => `operator/${whoAsks(request)}`);
    const noticeDesk = seams.noticeDesk(orderService, this.#side);
    creditRoutes(app, { store, orderService: noticeDesk, credit: watched, activation: () => undefined });
    this.#plans = plans;
    this.#clock = ground.clock;
    this.registry = registry;
    this.#store = store;
    this.#orderService = orderService;
  }

  /** All steps that it has taken over, ms: how much more its clock shows than it would if nobody had ever set it. */
  get stepped(): number {
    return this.#hubTime.steps.total;
  }

  /** By its own clock, epoch ms. */
  now(): number {
    return this.#clock.now();
  }

  async start(): Promise<void> {
    const tariffs = this.#plans.map(({ tariff }) => tariff);
    await keepTariffs(this.#store, tariffs, this.#clock.now());
    const { broker, life } = this.#parts;
    if (broker.livesInHub) await this.registry.nobodyIsConnected();
    this.#comeToBroker();
    life.onEnd(() => this.#end.go());
    this.#livenessTimeout.start();
    this.#runner.start();
  }

  /** Its line to an outside broker breaks; it dials again. */
  loseBroker(): void {
    this.#end.go();
    this.#dialAgain();
  }

  /** Stops as `server/hub.ts` does: no new work; what runs is finished. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#runner.stop();
    await this.#livenessTimeout.stop();
    this.#end.go();
    await this.#cabinetMessages.idle();
    await this.#hubTime.stop();
    await this.#store.close();
  }

  #comeToBroker(): void {
    const { seams, life } = this.#parts;
    const receive = (message: Heard) => {
      const heard = seams.heard(message, this.#side);
      this.#cabinetMessages.receive(heard.topic, heard.payload, heard);
    };
    this.#end.come(
      (topic, payload, retained) => life.whenItRuns(() => receive({ topic, payload, retained })),
      () => this.#dialAgain(),
    );
  }

  #dialAgain(): void {
    this.#clock.after(redialAfter, () => {
      if (this.#stopping || this.#end.isThere()) return;
      if (this.#parts.broker.runs) this.#comeToBroker();
      else this.#dialAgain();
    });
  }

  /**
   * What a page of a rider or an operator asks for.
   * @param route `POST /api/rider/orders`
   */
  async call<Answer>(route: string, request: RouteRequest): Promise<Answer> {
    return (await this.#routes.call(route, request)) as Answer;
  }

  /** The wallet has sent the rider back. */
  async cameBack(orderNo: string, riderId: string, refused: boolean): Promise<void> {
    await this.#orderService.apply(
      orderNo,
      { type: "rider-came-back", ...(refused && { refused }) },
      `rider/${riderId}`,
    );
  }

  async takeNotice(form: NoticeForm): Promise<string> {
    return (await this.#routes.call("POST /callbacks/zhima", { body: form })) as string;
  }
}

/** No page is open in the simulation. */
const noStreams = {} as EventStreams;

/** Whoever has come in by the login. */
const session = {
  requireRider: whoAsks,
  requireSession: (request: FastifyRequest) => ({ riderId: whoAsks(request), expiresAt: Number.MAX_SAFE_INTEGER }),
} as unknown as RiderSession;

function whoAsks({ headers }: FastifyRequest): string {
  return String(headers["who"]);
}

/** Of a cabinet as it was registered first. */
export function sealKeyOf(cabinetId: string): Buffer {
  return cabinetKeys(cabinetSecret(hubSecret, cabinetId, 1)).sealKey;
}

/** A hub can die before a call, and after it without the answer. */
function survivable(credit: CreditProvider, life: Life): CreditProvider {
  return {
    ...credit,
    query: (orderNo) => life.step("a query", () => credit.query(orderNo)),
    complete: (creditOrderNo, settlement) =>
      life.step("a completion", () => credit.complete(creditOrderNo, settlement)),
    cancel: (creditOrderNo) => life.step("a cancellation", () => credit.cancel(creditOrderNo)),
    modify: (creditOrderNo, times) => life.step("a modification", () => credit.modify(creditOrderNo, times)),
  };
}
