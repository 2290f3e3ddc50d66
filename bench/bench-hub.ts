import { randomBytes } from "node:crypto";
import { systemClock } from "../platform/clock.ts";
import { type Broker, startBroker } from "../server/broker/broker.ts";
import { usualLimits } from "../server/broker/limits.ts";
import { buildCore, type Core, startCore } from "../server/core.ts";
import { connectHubMqttClient, type HubMqttClient } from "../server/fleet/hub-mqtt-client.ts";
import { Registry } from "../server/fleet/registry.ts";
import { publishIn } from "../server/pricing/publish.ts";
import { usualLowestLevel } from "../server/rental/availability.ts";
import type { Order } from "../server/rental/order.ts";
import { AuditLog } from "../server/store/audit-table.ts";
import { cabinetStateTable } from "../server/store/cabinet-state-table.ts";
import { orderTable } from "../server/store/order-table.ts";
import type { Store } from "../server/store/store.ts";
import { cabinetIds } from "../simulators/fleet/enrolment.ts";
import { Fleet } from "../simulators/fleet/fleet.ts";
import { exampleTariff, terms } from "./example-terms.ts";
import { hubSecret } from "./measured-system.ts";
import { ModelCredit } from "./model-credit.ts";

/** How long each part of a loan took; ms. */
export interface LoanTimes {
  /** From the provider's answer "borrowed" to the opening that is durable. */
  readonly unlock: number;
  /** From the request to the collected rent that is durable. */
  readonly whole: number;
}

const slots = 12;
/** Enough cabinets that none sends more snapshots than the hub accepts from one. */
const ids = cabinetIds("bench", 24);
const log = { debug() {}, info() {}, warn() {}, error: (fields: object, text: string) => console.error(text, fields) };
const patience = 60_000;

/**
 * The hub between provider and cabinet, with real store, broker and runner, and its cabinets in a process of their own; without
 * HTTP, and with a provider in this process.
 */
export class BenchHub {
  readonly #store: Store;
  readonly #core: Core;
  readonly #credit: ModelCredit;
  readonly #link: HubMqttClient;
  readonly #broker: Broker;
  readonly #fleet: Fleet;
  /** When the provider first answered that an order is borrowed; ms of performance.now(). */
  readonly #borrowedAt = new Map<string, number>();
  #orders = 0;

  private constructor(
    store: Store,
    core: Core,
    credit: ModelCredit,
    link: HubMqttClient,
    broker: Broker,
    fleet: Fleet,
  ) {
    this.#store = store;
    this.#core = core;
    this.#credit = credit;
    this.#link = link;
    this.#broker = broker;
    this.#fleet = fleet;
    credit.onBorrowed = (orderNo) => {
      if (!this.#borrowedAt.has(orderNo)) this.#borrowedAt.set(orderNo, performance.now());
    };
  }

  static async open(store: Store): Promise<BenchHub> {
    const clock = systemClock;
    const registry = new Registry(store, clock, hubSecret);
    await registry.nobodyIsConnected();
    const plans = [{ tariff: exampleTariff(), itemKind: "power-bank" }];
    const who = { actor: "command", reason: "for the bench" } as const;
    const audit = new AuditLog(clock, () => "bench");
    await store.transact((tx) => publishIn(tx, { plans, effectiveAt: 0 }, { audit, who, now: clock.now() }));
    const cabinets: { readonly cabinetId: string; readonly secret: string }[] = [];
    for (const cabinetId of ids) {
      const { secret } = await registry.register({ cabinetId, name: "咖啡馆", address: "人民路 1 号", slots });
      cabinets.push({ cabinetId, secret });
    }
    const broker = await startBroker({
      plain: { host: "127.0.0.1", port: 0, beyondLoopback: false },
      passwordOf: (id) => registry.passwordOf(id),
      limits: usualLimits,
      clock,
      log,
      denied: () => {},
    });
    const link = connectHubMqttClient({
      openStream: () => broker.connectInProcess(),
      clientId: "Hub:bench",
      clock,
      log,
    });
    const credit = new ModelCredit();
    const core = buildCore({
      store,
      clock,
      registry,
      link,
      credit,
      hubSecret,
      terms,
      riderLimit: 1,
      lowestLevel: usualLowestLevel,
      bridgeConfig: { snapshotEvery: 3_600_000, healthEvery: 3_600_000 },
      silentAfter: 7_200_000,
      newOrderNo: () => "",
      randomBytes,
      logOf: () => log,
    });
    link.onMessage((topic, payload, about) => core.cabinetMessages.receive(topic, payload, about));
    startCore(core);
    const fleet = await Fleet.open(
      { cabinets, broker: `mqtt://127.0.0.1:${broker.plainPort}`, slots, answerAfter: 0 },
      1,
    );
    await fleet.want(ids.length);
    const hub = new BenchHub(store, core, credit, link, broker, fleet);
    await Promise.all(
      ids.map((cabinetId) =>
        hub.#when(`the birth of ${cabinetId}`, cabinetStateTable.name, cabinetId, async () => {
          const state = await store.transact((tx) => tx.get(cabinetStateTable, cabinetId));
          return state?.presence.online === true && state.snapshot !== undefined;
        }),
      ),
    );
    return hub;
  }

  /** One loan from the request to the collected rent, of another slot and rider than the loans before it. */
  async lend(): Promise<LoanTimes> {
    const store = this.#store;
    const lane = this.#orders % (ids.length * slots);
    const number = ++this.#orders;
    const cabinetId = ids[lane % ids.length] ?? "";
    const slot = Math.floor(lane / ids.length) + 1;
    // Digits that order numbers of real days don't begin with.
    const orderNo = `99${String(number).padStart(18, "0")}`;
    const riderId = `user/2088000000000${String(lane).padStart(3, "0")}`;
    const place = { cabinetId, name: "咖啡馆", address: "人民路 1 号" };
    const slotChoice = { slot, expectedItemId: `${cabinetId}.${slot}` };
    const request = { orderNo, riderId, seat: 0, place, slots: [slotChoice], tariff: exampleTariff(), terms };
    const stateIs = (is: (order: Order) => boolean) => async () => {
      const record = await store.transact((tx) => tx.get(orderTable, orderNo));
      return record !== undefined && is(record.order);
    };

    const begun = performance.now();
    await store.transact((tx) => this.#core.orderService.requestIn(tx, request, `rider/${riderId}`));
    this.#credit.confirm(orderNo, riderId, systemClock.now());
    const open = this.#when(
      `the opening of order ${orderNo}`,
      orderTable.name,
      orderNo,
      stateIs(({ loans }) => loans[0]?.state === "lent"),
    );
    const created = { type: "credit-noticed", about: "created", noticeId: `n${orderNo}` } as const;
    await this.#core.orderService.apply(orderNo, created, "credit-provider");
    const openedAt = await open;
    const settled = this.#when(
      `the settlement of order ${orderNo}`,
      orderTable.name,
      orderNo,
      stateIs(({ state }) => state === "settled"),
    );
    if (!(await this.#fleet.putBack(cabinetId, slot))) throw new Error(`nothing came out of slot ${slot}`);
    const borrowedAt = this.#borrowedAt.get(orderNo) ?? Number.NaN;
    this.#borrowedAt.delete(orderNo);
    return { unlock: openedAt - borrowedAt, whole: (await settled) - begun };
  }

  async close(): Promise<void> {
    await this.#fleet.close();
    const { runner, livenessTimeout, cabinetMessages } = this.#core;
    await runner.stop();
    await livenessTimeout.stop();
    await this.#link.close();
    await this.#broker.stop();
    await cabinetMessages.idle();
  }

  /** When the commit was announced after which it is so; ms of performance.now(). Looked at now, and after each change. */
  #when(what: string, table: string, key: string, is: () => Promise<boolean>): Promise<number> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => end(() => reject(new Error(`${what} did not happen`))), patience);
      const look = () => {
        const seenAt = performance.now();
        is().then(
          (so) => so && end(() => resolve(seenAt)),
          (error: unknown) => end(() => reject(error instanceof Error ? error : new Error(String(error)))),
        );
      };
      const unwatch = this.#store.watch((change) => {
        if (change.table === table && change.key === key) look();
      }, look);
      const end = (tell: () => void) => {
        clearTimeout(late);
        unwatch();
        tell();
      };
      look();
    });
  }
}
