import type { FastifyReply, FastifyRequest } from "fastify";
import type { Log } from "../../platform/log.ts";
import { cabinetKeys } from "../../protocol/seal.ts";
import type { CreditProvider } from "../../server/credit/credit-provider.ts";
import { readNotice } from "../../server/credit/zhima/notice.ts";
import type { VerifiedSdk } from "../../server/credit/zhima/verified-sdk.ts";
import { createZhimaCredit } from "../../server/credit/zhima/zhima-credit.ts";
import { ZhimaGateway } from "../../server/credit/zhima/zhima-gateway.ts";
import { CabinetDoors } from "../../server/fleet/cabinet-doors.ts";
import { cabinetSecret } from "../../server/fleet/cabinet-secret.ts";
import { EventIntake } from "../../server/fleet/event-intake.ts";
import { chooseSlot } from "../../server/fleet/free-slots.ts";
import { Reception } from "../../server/fleet/reception.ts";
import { Registry } from "../../server/fleet/registry.ts";
import { creditRequest } from "../../server/http/credit-request.ts";
import { creditRoutes } from "../../server/http/credit-routes.ts";
import { StartOrder } from "../../server/http/start-order.ts";
import type { App } from "../../server/http/typed-app.ts";
import { slotCodeTable } from "../../server/qr/slot-code-table.ts";
import { SlotCodes } from "../../server/qr/slot-codes.ts";
import type { Order, OrderTerms } from "../../server/rental/order.ts";
import { usualItemKind } from "../../server/rental/rate-plan.ts";
import type { Tariff } from "../../server/rental/tariff.ts";
import { OrderDesk } from "../../server/runner/order-desk.ts";
import { Runner } from "../../server/runner/runner.ts";
import { cabinetTable } from "../../server/store/cabinet-table.ts";
import { orderTable } from "../../server/store/order-table.ts";
import { strayTable } from "../../server/store/stray-table.ts";
import { tariffTable } from "../../server/store/tariff-table.ts";
import type { Faults } from "./faults.ts";
import { type Life, ProcessClock } from "./life.ts";
import type { Random } from "./random.ts";
import type { HubSide, Seams } from "./seams.ts";
import type { SimulatedBroker } from "./simulated-broker.ts";
import { appId, type NoticeForm } from "./simulated-gateway.ts";
import { type SimulatedDisk, SimulatedStore } from "./simulated-store.ts";
import type { VirtualTime } from "./virtual-time.ts";

export const hubSecret = "the simulated hub's secret, 32 characters";
export const riderLimit = 1;
const providerTimeout = 10_000;
const texts = { publicUrl: "https://hub.example" };

export interface HubProcessParts {
  readonly time: VirtualTime;
  readonly life: Life;
  readonly disk: SimulatedDisk;
  readonly faults: Faults;
  readonly broker: SimulatedBroker;
  readonly sdk: VerifiedSdk;
  readonly seams: Seams;
  readonly tariff: Tariff;
  readonly terms: OrderTerms;
  readonly random: Random;
  readonly newOrderNo: () => string;
  readonly log: Log;
  /** Sees the calls to the provider with their answers. */
  readonly watchCredit: (credit: CreditProvider) => CreditProvider;
}

/** The hub between its sockets, as `server/hub.ts` puts it together. */
export class HubProcess {
  readonly life: Life;
  readonly registry: Registry;
  readonly codes: SlotCodes;
  readonly #store: SimulatedStore;
  readonly #credit: CreditProvider;
  readonly #desk: OrderDesk;
  readonly #startOrder: StartOrder;
  readonly #runner: Runner;
  readonly #reception: Reception;
  readonly #notice: (form: NoticeForm) => Promise<string>;
  readonly #parts: HubProcessParts;
  readonly #side: HubSide;

  constructor(parts: HubProcessParts) {
    const { time, life, disk, faults, broker, sdk, seams, tariff, terms, random, newOrderNo, log } = parts;
    this.#parts = parts;
    this.life = life;
    const clock = new ProcessClock(time, life, { error: 0 });
    const tables = [seams.orders(orderTable), cabinetTable, slotCodeTable, strayTable, tariffTable];
    const store = new SimulatedStore({ disk, tables, life, clock, faults });
    const registry = new Registry(store, clock, hubSecret);
    const desk = new OrderDesk(
      seams.deskStore(store, () => this.#side),
      clock,
    );
    // A dead hub sends nothing, and may die before or after it has sent.
    const link: typeof broker.link = {
      publish: (cabinetId, channel, message) =>
        life.step("a message", () => broker.link.publish(cabinetId, channel, message)),
    };
    const randomBytes = (count: number) => Buffer.from(Array.from({ length: count }, () => random.between(0, 255)));
    let looks = 0;
    const run = random.between(0, 1_000_000);
    const doors = new CabinetDoors(link, registry, clock, () => `K${run}L${++looks}`);
    this.#side = { store, disk, desk, link, sealKeyOf, clock };
    const orders = seams.fleetOrders(desk, this.#side);
    const intake = seams.intake(this.#side, orders, () => new EventIntake(store, orders, clock, log));
    const bridgeConfig = { snapshotEvery: 1_800_000, healthEvery: 7_200_000 };
    this.#reception = new Reception({ store, registry, orders, intake, link, clock, log, bridgeConfig });
    const zhima = createZhimaCredit(new ZhimaGateway(sdk, clock, providerTimeout));
    const credit: CreditProvider = { ...zhima, readNotice: (form) => readNotice(sdk, appId, form) };
    this.#credit = seams.credit(parts.watchCredit(survivable(credit, life)));
    this.#runner = new Runner({
      store,
      desk,
      credit: this.#credit,
      doors,
      chooseSlot: (order) => chooseSlot(store, order),
      clock,
      log,
    });
    this.codes = new SlotCodes({ store, clock, hubSecret, randomBytes });
    this.#startOrder = new StartOrder({
      store: seams.startStore(store),
      registry,
      codes: this.codes,
      desk,
      newOrderNo,
      plans: [{ tariff: seams.tariff(tariff), itemKind: usualItemKind }],
      terms,
      riderLimit,
      clock,
    });
    this.#notice = noticeHandler((app) =>
      creditRoutes(app, {
        store,
        desk: seams.noticeDesk(desk, this.#side),
        credit: this.#credit,
        activation: () => undefined,
      }),
    );
    this.registry = registry;
    this.#store = store;
    this.#desk = desk;
  }

  async start(): Promise<void> {
    await this.registry.nobodyIsConnected();
    const { broker, seams, life } = this.#parts;
    broker.hubCame((topic, payload) => {
      seams.heard(topic, payload, this.#side);
      this.#reception.receive(topic, payload);
    });
    life.onEnd(() => broker.hubWent());
    this.#runner.start();
  }

  /** Stops as `server/hub.ts` does: no new work; what runs is finished. */
  async stop(): Promise<void> {
    await this.#runner.stop();
    this.#parts.broker.hubWent();
    await this.#reception.idle();
    await this.#store.close();
  }

  /** What the rider's page does after a scan. @returns the order, and the wallet's page for it */
  async ask(code: string, riderId: string): Promise<{ order: Order; walletUrl: string }> {
    const order = await this.#startOrder.start(code, riderId, 1);
    return { order, walletUrl: this.#credit.confirmationUrl(creditRequest(order, texts)) };
  }

  async giveUp(orderNo: string, riderId: string): Promise<void> {
    await this.#desk.apply(orderNo, { type: "given-up" }, `rider/${riderId}`);
  }

  takeNotice(form: NoticeForm): Promise<string> {
    return this.#notice(form);
  }
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
  };
}

/** The route's own handler, without the web server around it. */
function noticeHandler(register: (app: App) => void): (form: NoticeForm) => Promise<string> {
  let handler: ((request: FastifyRequest, reply: FastifyReply) => Promise<unknown>) | undefined;
  const app = {
    post: (_path: string, _options: object, given: typeof handler) => {
      handler = given;
    },
  };
  register(app as unknown as App);
  return async (form) => {
    let answer = "";
    const reply = {
      type: () => reply,
      code: () => reply,
      send: (text: string) => {
        answer = text;
        return reply;
      },
    };
    const request = { body: form, log: { warn: () => {} } };
    await handler?.(request as unknown as FastifyRequest, reply as unknown as FastifyReply);
    return answer;
  };
}
