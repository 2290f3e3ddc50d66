import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { apiTokenTable } from "../server/accounts/api-token-table.ts";
import { secretHash } from "../server/accounts/secret-hash.ts";
import { Operator } from "../simulators/demo/operator.ts";
import { AskedProcess } from "../simulators/fleet/asked-process.ts";
import { openKeyFolder } from "../simulators/zhima/key-folder.ts";
import { ratePlans } from "./example-terms.ts";
import type { ProbeAnswer, ProbeQuestion } from "./probe.ts";
import { openStore, type StorePlace, type StoreUnderTest } from "./store-under-test.ts";

const build = join(import.meta.dirname, "..");
const appId = "2021000000000001";
export const hubSecret = "a secret of more than 32 characters for benches";
const operatorToken = "a-token-of-the-bench-0001";
const startWithin = 120_000;
const lookEvery = 10;

export type ProbedProcess = AskedProcess<ProbeQuestion, ProbeAnswer>;

export interface MeasuredHub {
  readonly url: string;
  readonly process: ProbedProcess;
  /** From the start of the process until it said that it is ready; ms. */
  readonly readyAfter: number;
}

/** Hubs and a wallet in processes of their own, as an operator has them on one machine or several. */
export class MeasuredSystem {
  readonly #folder: string;
  readonly #ports: { readonly hub: number; readonly mqtt: number; readonly wallet: number };
  readonly #processes: ProbedProcess[] = [];
  readonly #hubSettings: Readonly<Record<string, string>>;
  readonly #store: StorePlace;
  #isTokenMade = false;

  /**
   * @param folder an empty one
   * @param firstPort of three in a row, and one more for each further hub
   * @param hubSettings beside the usual ones; of several hubs: the outside broker's, whose cabinets meet it at `broker`
   */
  constructor(folder: string, firstPort: number, store: StoreUnderTest, hubSettings: Record<string, string> = {}) {
    this.#folder = folder;
    this.#store = store.place;
    this.#ports = { hub: firstPort, mqtt: firstPort + 1, wallet: firstPort + 2 };
    this.#hubSettings = { ...store.hubSettings, ...hubSettings };
    mkdirSync(folder, { recursive: true });
    openKeyFolder(join(folder, "keys"));
  }

  get hubUrl(): string {
    return `http://127.0.0.1:${this.#ports.hub}`;
  }

  get wallet(): string {
    return `http://127.0.0.1:${this.#ports.wallet}`;
  }

  get broker(): string {
    return `mqtt://127.0.0.1:${this.#ports.mqtt}`;
  }

  /** The API token of an admin. */
  get operatorToken(): string {
    return operatorToken;
  }

  get operator(): Operator {
    return new Operator(this.hubUrl, operatorToken);
  }

  /** Of the processes that run. */
  get pids(): number[] {
    return this.#processes.flatMap(({ running, pid }) => (running && pid !== undefined ? [pid] : []));
  }

  async startWallet(): Promise<void> {
    const args = ["--port", String(this.#ports.wallet), "--app-id", appId, "--keys", join(this.#folder, "keys")];
    const notify = ["--notify-url", `${this.hubUrl}/callbacks/zhima`];
    const wallet = this.#start("wallet", "simulators/zhima/main.js", [...args, ...notify], process.env);
    await this.#until(wallet, "wallet", `${this.wallet}/control/orders`);
  }

  /** @param further which one it is after the first, that the wallet knows */
  async startHub(further = 0): Promise<MeasuredHub> {
    const port = further === 0 ? this.#ports.hub : this.#ports.wallet + further;
    const url = `http://127.0.0.1:${port}`;
    const keys = join(this.#folder, "keys");
    await this.#makeToken();
    const begun = performance.now();
    const process = this.#start("hub", "server/main.js", [], {
      HUB_PUBLIC_URL: url,
      HUB_HTTP_PORT: String(port),
      HUB_MQTT_PORT: String(this.#ports.mqtt),
      HUB_SECRET: hubSecret,
      HUB_REQUESTS_PER_MINUTE: "100000000",
      HUB_OPERATOR_REQUESTS_PER_MINUTE: "100000000",
      HUB_ALIPAY_APP_ID: appId,
      HUB_ALIPAY_PRIVATE_KEY_FILE: join(keys, "merchant-private.pem"),
      HUB_ALIPAY_PUBLIC_KEY_FILE: join(keys, "gateway-public.pem"),
      HUB_ALIPAY_GATEWAY: `${this.wallet}/gateway.do`,
      HUB_ALIPAY_LOGIN: `${this.wallet}/oauth2/publicAppAuthorize.htm`,
      HUB_ALIPAY_APP_ONLY: "false",
      HUB_LOG_LEVEL: "warn",
      ...this.#hubSettings,
    });
    await this.#until(process, "hub", `${url}/readyz`);
    const readyAfter = performance.now() - begun;
    if ((await this.operator.prices()).newest === 0) await this.operator.publishPrices(ratePlans);
    return { url, process, readyAfter };
  }

  /** The value of one of the hub's metrics, as its line begins. */
  async metric(line: string): Promise<number> {
    const response = await fetch(`${this.hubUrl}/metrics`, { headers: { authorization: `Bearer ${operatorToken}` } });
    const found = (await response.text()).split("\n").find((other) => other.startsWith(`${line} `));
    if (found === undefined) throw new Error(`the hub does not measure ${line}`);
    return Number(found.slice(line.length + 1));
  }

  /** Before the first hub starts, which then has the store. */
  async #makeToken(): Promise<void> {
    if (this.#isTokenMade) return;
    this.#isTokenMade = true;
    const store = await openStore(this.#store);
    const made = { createdAt: 0, createdBy: "command", endsAt: 4_000_000_000_000 };
    const token = { id: "bench", name: "bench", role: "admin", hash: secretHash(operatorToken), ...made } as const;
    await store.transact((tx) => tx.put(apiTokenTable, token));
    await store.close();
  }

  async close(): Promise<void> {
    for (const process of this.#processes) await process.end("SIGKILL");
  }

  #start(
    name: string,
    script: string,
    args: readonly string[],
    env: Record<string, string | undefined>,
  ): ProbedProcess {
    const output = openSync(join(this.#folder, `${name}.log`), "a");
    try {
      const probed = new AskedProcess<ProbeQuestion, ProbeAnswer>({
        script: join(build, script),
        args,
        env: { ...env, PATH: process.env["PATH"] },
        execArgv: ["--expose-gc", "--import", new URL("./probe.js", import.meta.url).href],
        output,
      });
      this.#processes.push(probed);
      return probed;
    } finally {
      closeSync(output);
    }
  }

  async #until(process: ProbedProcess, name: string, url: string): Promise<void> {
    for (const end = performance.now() + startWithin; performance.now() < end; await delay(lookEvery)) {
      if (await isThere(url)) return;
      if (process.running) continue;
      const log = readFileSync(join(this.#folder, `${name}.log`), "utf8")
        .trimEnd()
        .split("\n");
      throw new Error(`${name} did not start: ${log.slice(-4).join(" ")}`);
    }
    throw new Error(`${name} did not become ready`);
  }
}

export async function isThere(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
