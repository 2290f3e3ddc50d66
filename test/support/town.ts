import { randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { OrderRecord } from "../../server/store/order-table.ts";
import { type Demo, type DemoParts, type ProgramName, startDemo } from "../../simulators/demo/demo.ts";
import { openSecrets } from "../../simulators/demo/demo-files.ts";
import { Rider } from "../../simulators/riders/rider.ts";

const patience = 45_000;
const lookEvery = 50;

interface BoardSlot {
  readonly slot: number;
  readonly itemId: string | null;
  readonly motorMovements: number;
}

interface GatewayOrder {
  readonly charges: readonly { readonly amount: number; readonly outcome: string }[];
}

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
    const first = 26_000 + 5 * randomInt(1000);
    const ports = { hub: first, mqtt: first + 1, wallet: first + 2, board: first + 3, cabinet: first + 4 };
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

  codeOf(slot: number): string {
    const code = this.#demo.links.codes.find((other) => other.slot === slot);
    if (!code) throw new Error(`slot ${slot} has no code`);
    return code.url;
  }

  rider(number: number): Promise<Rider> {
    return Rider.arrive(this.#demo.links.wallet, `2088${String(number).padStart(12, "0")}`);
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

  /** A call to the board's control: a POST where there is a body. */
  board<T = unknown>(path: string, body?: object): Promise<T> {
    return json(this.#demo.links.cabinet + path, body ? { method: "POST", body } : {});
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

  /** What the gateway collected for an order, fen. */
  async charges(orderNo: string): Promise<number[]> {
    const { charges } = await this.wallet<GatewayOrder>(`/orders/${orderNo}`);
    return charges.filter(({ outcome }) => outcome === "paid").map(({ amount }) => amount);
  }

  /** The hub's whole record of an order. */
  order(orderNo: string): Promise<OrderRecord> {
    const { operatorToken } = openSecrets(this.#parts.settings.data);
    const headers = { authorization: `Bearer ${operatorToken}` };
    return json(`${this.#demo.links.hub}/api/operator/orders/${orderNo}`, { headers });
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

  /** Looks again and again, past every refused connection, until it is so. */
  async until(what: string, is: () => Promise<boolean>, found = () => "nothing else"): Promise<void> {
    for (const end = performance.now() + patience; performance.now() < end; await delay(lookEvery)) {
      if (await is().catch(() => false)) return;
    }
    throw new Error(`waited in vain until ${what}; found ${found()}`);
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
