import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../../platform/clock.ts";
import { systemClock } from "../../../platform/clock.ts";
import type { CreditRequest, Notice } from "../../../server/credit/credit-provider.ts";
import { createZhima, type Zhima } from "../../../server/credit/zhima/zhima.ts";
import { fen } from "../../../server/rental/money.ts";
import { startZhimaSimulator, type ZhimaSimulator } from "../../../simulators/zhima/simulator.ts";
import type { Order } from "../../../simulators/zhima/state.ts";

export const hour = 3_600_000;
export const appId = "2021000000000001";
export const merchantKeys = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const gatewayKeys = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const keys = { gatewayPrivateKey: gatewayKeys.privateKey, merchantPublicKey: merchantKeys.publicKey };

export type ControlOrder = Order & { readonly calls: Readonly<Record<string, number>> };

/** A merchant with our adapter, who receives notifications and answers them as the test says. */
export class Merchant {
  readonly zhima: Zhima;
  readonly clock: Clock;
  readonly simulator: ZhimaSimulator;
  /** What was posted to the gateway address, read by the adapter. */
  readonly notices: Notice[] = [];
  answer: { status: number; text: string } = { status: 200, text: "success" };
  notifyUrl = "";
  #closeServer = async () => {};
  #orders = 0;
  #stopped: Promise<void> | undefined;

  private constructor(simulator: ZhimaSimulator, clock: Clock) {
    this.simulator = simulator;
    this.clock = clock;
    this.zhima = this.adapter(10_000);
  }

  /** @param timeout ms for one call */
  adapter(timeout: number): Zhima {
    return createZhima(
      {
        appId,
        privateKey: merchantKeys.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
        alipayPublicKey: createPublicKey(gatewayKeys.privateKey).export({ type: "spki", format: "pem" }).toString(),
        gatewayUrl: `${this.simulator.url}/gateway.do`,
        loginPageUrl: `${this.simulator.url}/oauth2/publicAppAuthorize.htm`,
        loginReturnUrl: "http://hub.example/login",
        timeout,
      },
      // Calls have a real time limit; only the hour is the test's.
      { ...systemClock, now: () => this.clock.now() },
    );
  }

  /** @param notify whether the simulator is told where to send notifications */
  static async start({
    clock = systemClock,
    stateFile,
    speed = 1,
    notify = true,
  }: {
    clock?: Clock;
    stateFile?: string;
    speed?: number;
    notify?: boolean;
  } = {}) {
    const simulator = await startZhimaSimulator({
      host: "127.0.0.1",
      port: 0,
      keys,
      appId,
      clock,
      speed,
      ...(stateFile && { stateFile }),
    });
    const merchant = new Merchant(simulator, clock);
    await merchant.#listen();
    if (notify) await merchant.control("PUT", "notify-url", { url: merchant.notifyUrl });
    return merchant;
  }

  /** A second call waits for the first. */
  stop(): Promise<void> {
    this.#stopped ??= this.simulator.stop().then(() => this.#closeServer());
    return this.#stopped;
  }

  newRequest(change: Partial<CreditRequest> = {}): CreditRequest {
    this.#orders += 1;
    const now = this.clock.now();
    return {
      orderNo: `20260301203000${String(this.#orders).padStart(6, "0")}`,
      goodsName: "充电宝",
      items: 1,
      rentInfo: ["前5分钟免费"],
      rentUnit: "hour",
      rentAmount: fen(250),
      depositAmount: fen(9900),
      depositAllowed: true,
      collectedBy: "provider",
      borrowedAt: now - 2 * hour,
      expiresAt: now + 72 * hour,
      shopName: "文三路门店",
      returnUrl: "http://hub.example/orders/1?lang=zh",
      ...change,
    };
  }

  /** Confirms like a script would, without the page in between. */
  async consent(
    url: string,
    { user, decision = "confirm" }: { user?: string; decision?: string } = {},
  ): Promise<Response> {
    const form = { request: new URL(url).search.slice(1), decision, ...(user && { user }) };
    return fetch(`${this.simulator.url}/consent`, {
      method: "POST",
      body: new URLSearchParams(form),
      redirect: "manual",
    });
  }

  /** A confirmed loan, which began two hours ago. */
  async borrow(change: Partial<CreditRequest> = {}, user?: string): Promise<ControlOrder> {
    const request = this.newRequest(change);
    const response = await this.consent(this.zhima.confirmationUrl(request), user ? { user } : {});
    if (response.status !== 302) throw new Error(await response.text());
    return this.order(request.orderNo);
  }

  async order(orderNo: string): Promise<ControlOrder> {
    return (await (await this.control("GET", `orders/${orderNo}`)).json()) as ControlOrder;
  }

  async control(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`${this.simulator.url}/control/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
  }

  async #listen(): Promise<void> {
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () => {
        this.notices.push(this.zhima.readNotice(Object.fromEntries(new URLSearchParams(body))));
        response.statusCode = this.answer.status;
        response.end(this.answer.text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.notifyUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`;
    this.#closeServer = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
  }
}
