import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { OperatorAct } from "../../server/rental/operator-act.ts";
import type { OrderState } from "../../server/rental/transitions.ts";
import type { OrderRecord } from "../../server/store/order-table.ts";
import type { Motion } from "../../simulators/board/kit/motion-log.ts";
import {
  type Demo,
  type DemoEnvironment,
  type DemoParts,
  type HubName,
  type ProgramName,
  startDemo,
} from "../../simulators/demo/demo.ts";
import { apiTokenOf, type CabinetLinks } from "../../simulators/demo/demo-files.ts";
import { type BookDifference, Operator } from "../../simulators/demo/operator.ts";
import { portsFrom } from "../../simulators/demo/settings.ts";
import { Rider } from "../../simulators/riders/rider.ts";
import { Balancer } from "./balancer.ts";
import { freePorts } from "./free-ports.ts";
import { Mosquitto } from "./mosquitto.ts";
import { PostgresServer } from "./postgres-server.ts";

const patience = 90_000;
/** ms; so that looking for as long as that stays within what one address, token or session may ask in a minute. */
const lookEvery = 200;

interface BoardSlot {
  readonly slot: number;
  readonly itemId: string | null;
  readonly motorMovements: number;
}

/** The gateway's own record of an order; fen and epoch ms. */
export interface GatewayOrder {
  readonly useState: "borrow" | "restore" | "cancel";
  readonly payStatus?: string;
  readonly notices: readonly { readonly type: string; readonly attempts: readonly { readonly answer: string }[] }[];
  readonly borrowTime: number;
  readonly expiryTime: number;
  readonly restoreTime?: number;
  readonly deposit: { readonly held: number; readonly captured: number; readonly released: number };
  readonly charges: readonly {
    readonly amount: number;
    readonly outcome: string;
    readonly from: string;
    readonly kind: string;
  }[];
  /** How often each method was called for it. */
  readonly calls: Readonly<Record<string, number>>;
}

export type Goods = CabinetLinks["goods"];

/** What stands behind a port of a system. */
export type SystemPort = "http" | "mqtt" | "gateway" | "database" | "board";

/** Of what a system is made. */
export interface SystemPlan {
  /** Settings of the hubs, HUB_… */
  readonly environment: Readonly<Record<string, string>>;
  /** Rate plans by which the hubs lend at first; absent: the demo's. */
  readonly prices?: readonly object[];
  /** Several need PostgreSQL and Mosquitto: they share both. */
  readonly hubs: 1 | 3;
  readonly store: "sqlite" | "postgres";
  readonly broker: "embedded" | "mosquitto";
  /** Environment of a program beyond the demo's own. @param ports what stands behind the system's ports */
  readonly environmentOf: (
    name: ProgramName,
    data: string,
    ports: Readonly<Record<number, SystemPort>>,
  ) => Readonly<Record<string, string>>;
  /** Of how many days there are invented loans; undefined: none. */
  readonly history?: number;
  /** After how many ms a program that died is started again. */
  readonly restartAfter: number;
}

interface ShownCabinet {
  readonly cabinetId: string;
  readonly snapshot?: {
    readonly at: number;
    readonly slots: readonly { readonly slot: number; readonly state: string }[];
  };
}

/** The whole system in real processes from the build, with a hand on every part of it. */
export class DeployedSystem {
  #demo: Demo;
  readonly #parts: DemoParts;
  readonly database: PostgresServer | undefined;
  readonly broker: Mosquitto | undefined;
  readonly #balancer: Balancer | undefined;

  private constructor(
    demo: Demo,
    parts: DemoParts,
    around: Pick<DeployedSystem, "database" | "broker">,
    balancer?: Balancer,
  ) {
    this.#demo = demo;
    this.#parts = parts;
    this.database = around.database;
    this.broker = around.broker;
    this.#balancer = balancer;
  }

  /** One hub with its own broker and store. */
  static open(
    plan: Partial<Pick<SystemPlan, "environment" | "prices" | "environmentOf">> = {},
  ): Promise<DeployedSystem> {
    const usual = { hubs: 1, store: "sqlite", broker: "embedded", restartAfter: 1000 } as const;
    return DeployedSystem.build({ ...usual, environment: {}, environmentOf: () => ({}), ...plan });
  }

  static async build(plan: SystemPlan): Promise<DeployedSystem> {
    const data = await mkdtemp(join(tmpdir(), "jiehuan-town-"));
    const first = await freePorts(12);
    const ports = portsFrom(first);
    const [hub2, hub3, balancerPort, brokerPort] = [first + 8, first + 9, first + 10, first + 11];
    const several: DemoEnvironment["hubs"] = { hub: ports.hub, "hub-2": hub2, "hub-3": hub3 };
    const hubs: DemoEnvironment["hubs"] = plan.hubs === 1 ? { hub: ports.hub } : several;
    const database = plan.store === "postgres" ? await PostgresServer.create() : undefined;
    const broker = plan.broker === "mosquitto" ? await Mosquitto.create(brokerPort) : undefined;
    const balancer = plan.hubs === 1 ? undefined : new Balancer(Object.values(hubs));
    await balancer?.listen(balancerPort);
    const behind: Readonly<Record<number, SystemPort>> = {
      ...Object.fromEntries(Object.values(hubs).map((port) => [port, "http"])),
      [ports.wallet]: "gateway",
      [ports.board]: "board",
      [ports["umbrella-board"]]: "board",
      [broker ? brokerPort : ports.mqtt]: "mqtt",
      ...(database && { [new URL(database.url()).port]: "database" }),
    };
    const parts: DemoParts = {
      settings: {
        data,
        ports,
        host: "127.0.0.1",
        pty: true,
        watch: false,
        ...(plan.history !== undefined && { history: plan.history }),
      },
      environment: {
        ...(database && { HUB_DATABASE_URL: database.url() }),
        ...(broker && {
          HUB_MQTT_URL: `mqtt://127.0.0.1:${brokerPort}`,
          HUB_MQTT_USER: "Hub",
          HUB_MQTT_PASSWORD: "hub of the tests",
        }),
        // Tests ask again and again until something is so.
        HUB_OPERATOR_REQUESTS_PER_MINUTE: "1000000",
        ...plan.environment,
      },
      ...(plan.prices && { prices: plan.prices }),
      build: resolve("dist"),
      say: () => {},
      signal: new AbortController().signal,
      surroundings: {
        hubs,
        publicUrl: `http://127.0.0.1:${balancer ? balancerPort : ports.hub}`,
        mqttPort: broker ? brokerPort : ports.mqtt,
        environmentOf: (name) => plan.environmentOf(name, data, behind),
        restartAfter: plan.restartAfter,
      },
    };
    try {
      return new DeployedSystem(await startDemo(parts), parts, { database, broker }, balancer);
    } catch (error) {
      await Promise.all([balancer?.close(), broker?.remove(), database?.remove()]);
      throw error;
    }
  }

  /** Stops everything in order, and starts it again with the same data. @param meanwhile done while nothing runs */
  async restart(meanwhile = async () => {}): Promise<void> {
    await this.#demo.stop();
    await meanwhile();
    this.#demo = await startDemo(this.#parts);
  }

  /** Ends everything. @param keep leaves data and logs where they are, for whoever must find out what went wrong */
  async close(keep = false): Promise<void> {
    await this.#demo.stop();
    await this.#balancer?.close();
    await this.broker?.remove();
    await this.database?.remove();
    if (!keep) await rm(this.data, { recursive: true });
  }

  get data(): string {
    return this.#parts.settings.data;
  }

  get mqttPort(): number {
    return this.#parts.settings.ports.mqtt;
  }

  /** Where riders and operators find the hub, or whichever of the hubs is there. */
  get hub(): string {
    return this.#demo.links.hub;
  }

  /** The names of the hubs and the address of each. */
  get hubs(): readonly { readonly name: HubName; readonly url: string }[] {
    const entries = Object.entries(this.#parts.surroundings?.hubs ?? {}) as [HubName, number][];
    return entries.map(([name, port]) => ({ name, url: `http://127.0.0.1:${port}` }));
  }

  /** Where the simulated wallet is. */
  get walletUrl(): string {
    return this.#demo.links.wallet;
  }

  /** Where the workbench of the cabinets is. */
  get workbench(): string {
    return this.#demo.links.workbench;
  }

  codeOf(slot: number, goods: Goods = "power-bank"): string {
    const code = this.#cabinet(goods).codes.find((other) => other.slot === slot);
    if (!code) throw new Error(`slot ${slot} has no code`);
    return code.url;
  }

  /** A rider with a phone of his own. */
  rider(number: number): Promise<Rider> {
    return Rider.arrive(this.#demo.links.wallet, `2088${String(number).padStart(12, "0")}`);
  }

  /** The rider stands in front of a slot and asks, as soon as it is ready; nothing is confirmed yet. */
  async ask(
    rider: Rider,
    slot: number,
    { items = 1, goods = "power-bank" }: { items?: number; goods?: Goods } = {},
  ): Promise<{ orderNo: string; walletUrl: string }> {
    const code = this.codeOf(slot, goods);
    await this.until(`slot ${slot} is ready`, async () => (await rider.scan(code)).availability === "ready");
    return rider.ask(code, items);
  }

  /** The rider asks, confirms and takes what comes out. */
  async lend(rider: Rider, slot: number, goods: Goods = "power-bank"): Promise<OrderRecord> {
    const { orderNo, walletUrl } = await this.ask(rider, slot, { goods });
    await rider.confirm(walletUrl);
    const record = await this.orderIn(orderNo, "active");
    await this.board(`/slots/${slot}/take`, {}, goods);
    return record;
  }

  /**
   * Waits until the items of an order have been out for so long that the cabinet's clock knows it, however unsure that is:
   * what is shorter costs nothing (promise S6). The loan begins when the slot was surely open, and ends when the item may
   * already have been back.
   */
  async surelyOut({ order, audit }: OrderRecord): Promise<void> {
    const openedAt = Math.max(...order.loans.flatMap((loan) => loan.openedAt ?? []));
    const unsure = Math.max(...audit.flatMap(({ evidence }) => evidence?.at.uncertainty ?? []));
    if (!Number.isFinite(openedAt + unsure)) throw new Error("no cabinet said that it opened a slot for this order");
    await this.until("the items were surely out", async () => Date.now() > openedAt + 2 * unsure + 1000);
    // A bridge whose line is new does not believe that a return was told at once: it is dated after the last look.
    const isOwn = this.#demo.links.cabinets.some(({ cabinetId }) => cabinetId === order.place.cabinetId);
    if (isOwn) await this.#seenEmpty(order, openedAt + unsure);
  }

  /** Waits until the cabinet has shown that an order's items are out, later than at a time of the hub's clock. */
  async #seenEmpty({ place: { cabinetId }, loans }: OrderRecord["order"], after: number): Promise<void> {
    const out = loans.filter(({ state }) => state === "lent").map(({ slot }) => slot);
    const isSeen = async () => {
      const cabinet = (await this.operator<ShownCabinet[]>("/cabinets")).find((one) => one.cabinetId === cabinetId);
      const slots = cabinet?.snapshot?.slots.filter(({ slot }) => out.includes(slot)) ?? [];
      return (cabinet?.snapshot?.at ?? 0) > after && slots.every(({ state }) => state === "empty");
    };
    await this.until("the cabinet has seen that the items are out", async () => {
      await this.operator(`/cabinets/${cabinetId}/look`, { reason: "seen on the spot" });
      for (let looks = 0; looks < 10; looks++) {
        if (await isSeen()) return true;
        await delay(200);
      }
      return false;
    });
  }

  /** kill -9; the program is started again by itself. Resolves when it is there again. */
  async kill(name: ProgramName): Promise<void> {
    const before = this.pidOf(name);
    this.signal(name, "SIGKILL");
    await this.until(`${name} runs again`, async () => {
      const now = this.pidOf(name);
      return now !== undefined && now !== before && (await this.#answers(name));
    });
  }

  /** undefined: it died, and is not started again yet. */
  pidOf(name: ProgramName): number | undefined {
    return this.#demo.pidOf(name);
  }

  signal(name: ProgramName, signal: NodeJS.Signals): void {
    const pid = this.pidOf(name);
    if (pid === undefined) throw new Error(`${name} does not run`);
    process.kill(pid, signal);
  }

  /** A call to a board's control: a POST where there is a body. */
  board<T = unknown>(path: string, body?: object, goods: Goods = "power-bank"): Promise<T> {
    return json(this.#cabinet(goods).front + path, body ? { method: "POST", body } : {});
  }

  async slot(slot: number): Promise<BoardSlot> {
    const { slots } = await this.board<{ slots: BoardSlot[] }>("/slots");
    const found = slots.find((other) => other.slot === slot);
    if (!found) throw new Error(`no slot ${slot}`);
    return found;
  }

  /** A call to the simulated gateway's control. */
  wallet<T = unknown>(path: string, init: Call = {}): Promise<T> {
    return json(`${this.#demo.links.wallet}/control${path}`, init);
  }

  gatewayOrder(orderNo: string): Promise<GatewayOrder> {
    return this.wallet(`/orders/${orderNo}`);
  }

  /** What the gateway collected for an order, fen. */
  async charges(orderNo: string): Promise<number[]> {
    const { charges } = await this.gatewayOrder(orderNo);
    return charges.filter(({ outcome }) => outcome === "paid").map(({ amount }) => amount);
  }

  /** A call to the hub's operator interface: a POST where there is a body and nothing else is said. */
  operator<T>(path: string, body?: object, method = body ? "POST" : "GET"): Promise<T> {
    return json(`${this.hub}/api/operator${path}`, { method, headers: this.#asOperator, ...(body && { body }) });
  }

  /** What the hub shows to Prometheus. */
  async metrics(): Promise<string> {
    return (await fetch(`${this.hub}/metrics`, { headers: this.#asOperator })).text();
  }

  /** What the books of a Beijing day and the gateway's settlement file don't agree about. */
  async reconcile(day: string): Promise<BookDifference[]> {
    const file = await (await fetch(`${this.#demo.links.wallet}/control/settlements/${day}`)).text();
    return new Operator(this.hub, this.operatorToken).reconcile(day, file);
  }

  /** What motors and hands did at a cabinet, the oldest first, as the board knows it. */
  async motions(goods: Goods): Promise<Motion[]> {
    return (await this.board<{ motions: Motion[] }>("/motions", undefined, goods)).motions;
  }

  cabinetId(goods: Goods): string {
    return this.#cabinet(goods).cabinetId;
  }

  /** The hub's whole record of an order. */
  order(orderNo: string): Promise<OrderRecord> {
    return this.operator(`/orders/${orderNo}`);
  }

  /** An operator decides about an order. */
  decide(orderNo: string, act: OperatorAct): Promise<OrderRecord> {
    return this.operator(`/orders/${orderNo}/acts`, { act, reason: "seen on the spot" });
  }

  /** Waits until an order is as `is` says; answers it. */
  async orderWhen(orderNo: string, what: string, is: (record: OrderRecord) => boolean): Promise<OrderRecord> {
    let record: OrderRecord | undefined;
    const look = async () => {
      record = await this.order(orderNo);
      return is(record);
    };
    await this.until(what, look, () => JSON.stringify(record?.order, null, 1));
    if (!record) throw new Error("no record");
    return record;
  }

  /** Waits until an order is in this state. */
  orderIn(orderNo: string, state: OrderState): Promise<OrderRecord> {
    return this.orderWhen(orderNo, `the order is ${state}`, ({ order }) => order.state === state);
  }

  /** Looks again and again, past every refused connection, until it is so. */
  async until(what: string, is: () => Promise<boolean>, found = () => "nothing else"): Promise<void> {
    for (const end = performance.now() + patience; performance.now() < end; await delay(lookEvery)) {
      if (await is().catch(() => false)) return;
    }
    throw new Error(`waited in vain until ${what}; found ${found()}`);
  }

  /** The API token of the demo's own programs. */
  get operatorToken(): string {
    return apiTokenOf(this.data);
  }

  /** Who may use the console. */
  get admin(): { readonly name: string; readonly password: string } {
    return this.#demo.admin;
  }

  get #asOperator(): { authorization: string } {
    return { authorization: `Bearer ${this.operatorToken}` };
  }

  #cabinet(goods: Goods): CabinetLinks {
    const cabinet = this.#demo.links.cabinets.find((other) => other.goods === goods);
    if (!cabinet) throw new Error(`no cabinet with ${goods}s`);
    return cabinet;
  }

  /** A bridge has no address of its own: that it runs is all that can be seen. */
  async #answers(name: ProgramName): Promise<boolean> {
    const hub = this.hubs.find((other) => other.name === name);
    return hub === undefined || (await fetch(`${hub.url}/healthz`)).ok;
  }
}

interface Call {
  readonly method?: string;
  readonly body?: object;
  readonly headers?: Record<string, string>;
}

async function json<T>(url: string, { method = "GET", body, headers }: Call): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}
