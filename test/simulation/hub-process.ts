import type { FastifyRequest } from "fastify";
import type { Clock, ClockSource } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { SteadyClock } from "../../platform/steady-clock.ts";
import { cabinetKeys } from "../../protocol/seal.ts";
import { buildCore, type Core, type CoreSeams, startCore } from "../../server/core.ts";
import type { CreditProvider } from "../../server/credit/credit-provider.ts";
import { readNotice } from "../../server/credit/zhima/notice.ts";
import type { VerifiedSdk } from "../../server/credit/zhima/verified-sdk.ts";
import { createZhimaCredit } from "../../server/credit/zhima/zhima-credit.ts";
import { drain } from "../../server/drain.ts";
import { askCabinets } from "../../server/fleet/ask-cabinets.ts";
import { cabinetSecret } from "../../server/fleet/cabinet-secret.ts";
import type { Link } from "../../server/fleet/link.ts";
import { Registry } from "../../server/fleet/registry.ts";
import { creditRoutes } from "../../server/http/credit-routes.ts";
import type { EventStreams } from "../../server/http/event-streams.ts";
import { operatorOrderRoutes } from "../../server/http/operator-order-routes.ts";
import { riderRoutes } from "../../server/http/rider-routes.ts";
import type { RiderSession } from "../../server/http/rider-session.ts";
import { HubMetrics } from "../../server/metrics/hub-metrics.ts";
import { pricesRowIn } from "../../server/pricing/prices-table.ts";
import type { SlotCodes } from "../../server/qr/slot-codes.ts";
import { usualLowestLevel } from "../../server/rental/availability.ts";
import type { OrderEvent } from "../../server/rental/event.ts";
import type { OrderTerms } from "../../server/rental/order.ts";
import type { RatePlan } from "../../server/rental/rate-plan.ts";
import { AuditLog } from "../../server/store/audit-table.ts";
import { orderTable, out } from "../../server/store/order-table.ts";
import type { Search } from "../../server/store/search.ts";
import type { Store } from "../../server/store/store.ts";
import { HubTime } from "../../server/time/hub-time.ts";
import { noLifeAccount } from "../support/no-life-account.ts";
import { putPrices } from "../support/put-prices.ts";
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
/** As HUB_STOP_WITHIN is left; ms. */
const stopWithin = 20_000;
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

/** A real hub between its sockets, with simulated sockets around it. */
export class HubProcess {
  readonly life: Life;
  readonly #parts: HubProcessParts;
  readonly #ground: Ground;
  readonly #core: Core;
  readonly #plans: readonly RatePlan[];
  readonly #end: HubEnd;
  readonly #routes = new RouteTable();
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
    const { life, broker, sdk, seams, terms, random, newOrderNo, log } = parts;
    const { hubTime, store } = ground;
    const clock = seams.clock(ground.clock, source);
    this.#parts = parts;
    this.#ground = ground;
    this.life = life;
    // A dead hub sends nothing, and may die before or after it has sent.
    this.#end = broker.newHub();
    const link = survivableLink(broker.linkOf(this.#end), life);
    const credit = seams.credit(parts.watchCredit(survivable(simulatedCredit(sdk, source), life)));
    const plans = parts.plans.map((plan) => ({ ...plan, tariff: seams.tariff(plan.tariff) }));
    const { coreSeams, side } = this.#wrapped(clock, link, source);
    this.#core = buildCore(
      {
        store,
        clock,
        reliableSince: () => ground.clock.reliableSince(),
        registry: new Registry(store, clock, hubSecret),
        link,
        credit,
        hubSecret,
        terms: seams.terms(terms),
        riderLimit,
        lowestLevel: usualLowestLevel,
        bridgeConfig,
        silentAfter,
        newOrderNo,
        randomBytes: (count) => Buffer.from(Array.from({ length: count }, () => random.between(0, 255))),
        logOf: () => log,
      },
      coreSeams,
    );
    this.#side = side();
    this.#plans = plans;
    const { slotCommands, livenessTimeout } = this.#core;
    hubTime.listen({
      askCabinets: () => askCabinets(store, slotCommands, log),
      beginSilenceAnew: () => livenessTimeout.beginAnew(),
    });
    this.#serve(clock, credit);
  }

  /** The parts that a seam wraps, and what each seam may reach once they are built. */
  #wrapped(clock: Clock, link: Link, source: ClockSource): { coreSeams: CoreSeams; side: () => HubSide } {
    const { disk, seams, told } = this.#parts;
    const { store } = this.#ground;
    let side: HubSide | undefined;
    const known = () => {
      if (!side) throw new Error("a seam reaches for the hub while it is built");
      return side;
    };
    const coreSeams: CoreSeams = {
      orderService(of) {
        const orderService = new WatchedOrderService(seams.deskStore(of, known), clock, told);
        side = { store, disk, orderService, link, sealKeyOf, clock };
        return orderService;
      },
      orderEvents: (orderService) => seams.fleetOrders(orderService, known()),
      intake: (orders, real) => seams.intake(known(), orders, real),
      runner: ({ clock: ofRunner, reliableSince, ...parts }) => {
        const time = seams.runnerTime({ clock: ofRunner, reliableSince }, source);
        const { reliableSince: since, clock: wrapped } = time;
        const runnerTime = since ? { clock: wrapped, reliableSince: since } : { clock: wrapped };
        return { ...parts, store: seams.runnerStore(store), ...runnerTime };
      },
      startOrder: (parts) => ({ ...parts, store: seams.startStore(store) }),
    };
    return { coreSeams, side: known };
  }

  /** The routes that pages, operators and the provider reach. */
  #serve(clock: Clock, credit: CreditProvider): void {
    const { seams, random } = this.#parts;
    const { store } = this.#ground;
    const { app } = this.#routes;
    const { orderService, codes, scans, startOrder, directory } = this.#core;
    const riderDesk = seams.riderDesk(orderService, this.#side);
    const rider = { store, orderService: riderDesk, scans, session, clock, startOrder, directory, credit, texts };
    // Counts for operators, on which no order depends.
    const scanLog = { note: () => undefined, flush: async () => undefined };
    riderRoutes(app, { ...rider, streams: noStreams, scanLog });
    let entries = 0;
    const run = random.between(0, 1_000_000);
    const audit = new AuditLog(clock, () => `${run}/${++entries}`);
    const search = { search: ofAllThatIsOut(store) };
    operatorOrderRoutes(
      app,
      { store, search, orderService, clock, audit },
      ({ operator }) => `operator/${operator.name}`,
    );
    const noticeDesk = seams.noticeDesk(orderService, this.#side);
    const life = { lifeAccount: noLifeAccount, codes, scans, texts };
    creditRoutes(app, { store, orderService: noticeDesk, credit, activation: () => undefined, ...life });
  }

  get registry(): Registry {
    return this.#core.registry;
  }

  get codes(): SlotCodes {
    return this.#core.codes;
  }

  /** All steps that it has taken over, ms: how much more its clock shows than it would if nobody had ever set it. */
  get stepped(): number {
    return this.#ground.hubTime.steps.total;
  }

  /** By its own clock, epoch ms. */
  now(): number {
    return this.#ground.clock.now();
  }

  async start(): Promise<void> {
    const { store } = this.#ground;
    const { newest } = await store.transact(pricesRowIn);
    if (newest === 0) await putPrices(store, this.#plans);
    const { broker, life } = this.#parts;
    if (broker.livesInHub) await this.registry.nobodyIsConnected();
    this.#comeToBroker();
    life.onEnd(() => this.#end.go());
    startCore(this.#core);
  }

  /** Its line to an outside broker breaks; it dials again. */
  loseBroker(): void {
    this.#end.go();
    this.#dialAgain();
  }

  /** Stops in order. */
  stop(): Promise<void> {
    this.#stopping = true;
    const { store, hubTime, clock } = this.#ground;
    return drain({
      core: this.#core,
      background: [],
      web: { refuseOrders: () => {}, close: () => Promise.resolve() },
      retention: undefined,
      link: { stopHearing: async () => this.#end.go(), close: () => Promise.resolve() },
      line: { stop: () => Promise.resolve() },
      time: hubTime,
      store,
      clock,
      log: this.#parts.log,
      stopWithin,
    });
  }

  #comeToBroker(): void {
    const { seams, life } = this.#parts;
    const receive = (message: Heard) => {
      const heard = seams.heard(message, this.#side);
      this.#core.cabinetMessages.receive(heard.topic, heard.payload, heard);
    };
    this.#end.come(
      (topic, payload, retained) => life.whenItRuns(() => receive({ topic, payload, retained })),
      () => this.#dialAgain(),
    );
  }

  #dialAgain(): void {
    this.#ground.clock.after(redialAfter, () => {
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
    await this.#core.orderService.apply(
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

function simulatedCredit(sdk: VerifiedSdk, source: ClockSource): CreditProvider {
  const zhima = createZhimaCredit(new UnwiredGateway(sdk, source, providerTimeout));
  return { ...zhima, readNotice: (form) => readNotice(sdk, appId, form) };
}

function survivableLink(line: Link, life: Life): Link {
  return {
    publish: (cabinetId, channel, message) => life.step("a message", () => line.publish(cabinetId, channel, message)),
  };
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

/** The simulated stores can't search: all orders with an item out come, whatever is asked for. */
function ofAllThatIsOut(store: Store): Search["search"] {
  return async (table) => {
    if (table.name !== orderTable.name) throw new Error(`nobody searches ${table.name} here`);
    return { rows: await store.transact((tx) => tx.find(table, out)) };
  };
}
