import { randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { OperatorAct } from "../../server/rental/operator-act.ts";
import type { OrderState } from "../../server/rental/transitions.ts";
import type { OrderRecord } from "../../server/store/order-table.ts";
import { type Demo, type DemoParts, type ProgramName, startDemo } from "../../simulators/demo/demo.ts";
import { type CabinetLinks, openSecrets } from "../../simulators/demo/demo-files.ts";
import { type BookDifference, Operator } from "../../simulators/demo/operator.ts";
import { portsFrom } from "../../simulators/demo/settings.ts";
import { Rider } from "../../simulators/riders/rider.ts";

const patience = 45_000;
const lookEvery = 50;

interface BoardSlot {
  readonly slot: number;
  readonly itemId: string | null;
  readonly motorMovements: number;
}

/** The gateway's own record of an order; fen and epoch ms. */
export interface GatewayOrder {
  readonly useState: "borrow" | "restore" | "cancel";
  readonly payStatus?: string;
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

type Goods = CabinetLinks["goods"];

/** The whole system in real processes from the build, with a hand on every part of it. */
export class Town {
  #demo: Demo;
  readonly #parts: DemoParts;

  private constructor(demo: Demo, parts: DemoParts) {
    this.#demo = demo;
    this.#parts = parts;
  }

  /** @param environment settings of the hub, HUB_… */
  static async open(environment: Record<string, string>): Promise<Town> {
    const data = await mkdtemp(join(tmpdir(), "jiehuan-town-"));
    const ports = portsFrom(26_000 + 7 * randomInt(700));
    const { signal } = new AbortController();
    const parts = { settings: { data, ports, pty: true }, environment, build: resolve("dist"), say: () => {}, signal };
    return new Town(await startDemo(parts), parts);
  }

  /** Stops everything in order, and starts it again with the same data. */
  async restart(): Promise<void> {
    await this.#demo.stop();
    this.#demo = await startDemo(this.#parts);
  }

  async close(): Promise<void> {
    await this.#demo.stop();
    await rm(this.#parts.settings.data, { recursive: true });
  }

  get mqttPort(): number {
    return this.#parts.settings.ports.mqtt;
  }

  get hub(): string {
    return this.#demo.links.hub;
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

  /** kill -9; the program is started again by itself. Resolves when it is there again. */
  async kill(name: ProgramName): Promise<void> {
    const before = this.#demo.pidOf(name);
    this.signal(name, "SIGKILL");
    await this.until(`${name} runs again`, async () => {
      const now = this.#demo.pidOf(name);
      return now !== undefined && now !== before && (name !== "hub" || (await this.#hubAnswers()));
    });
  }

  signal(name: ProgramName, signal: NodeJS.Signals): void {
    const pid = this.#demo.pidOf(name);
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
    const headers = { authorization: `Bearer ${this.#operatorToken}` };
    return json(`${this.hub}/api/operator${path}`, { method, headers, ...(body && { body }) });
  }

  /** What the books of a Beijing day and the gateway's settlement file don't agree about. */
  async reconcile(day: string): Promise<BookDifference[]> {
    const file = await (await fetch(`${this.#demo.links.wallet}/control/settlements/${day}`)).text();
    return new Operator(this.hub, this.#operatorToken).reconcile(day, file);
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

  get #operatorToken(): string {
    return openSecrets(this.#parts.settings.data).operatorToken;
  }

  #cabinet(goods: Goods): CabinetLinks {
    const cabinet = this.#demo.links.cabinets.find((other) => other.goods === goods);
    if (!cabinet) throw new Error(`no cabinet with ${goods}s`);
    return cabinet;
  }

  async #hubAnswers(): Promise<boolean> {
    return (await fetch(`${this.#demo.links.hub}/healthz`)).ok;
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
