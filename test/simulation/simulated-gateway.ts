import { createHmac, generateKeyPairSync } from "node:crypto";
import type { AlipaySdkCommonResult } from "alipay-sdk";
import { VerifiedSdk } from "../../server/credit/zhima/verified-sdk.ts";
import { BusinessFailure } from "../../simulators/zhima/business-failure.ts";
import { callRentMethod, type RentMethod } from "../../simulators/zhima/exec-methods.ts";
import { type Completion, OrderBook } from "../../simulators/zhima/order-book.ts";
import { readRentRequest } from "../../simulators/zhima/rent-request.ts";
import { emptyState, type Notice, nextNumber, type Order } from "../../simulators/zhima/state.ts";
import { fromBeijing } from "../../simulators/zhima/wire-values.ts";
import type { Faults } from "./faults.ts";
import type { Trace } from "./trace.ts";
import type { VirtualTime } from "./virtual-time.ts";

export type NoticeForm = Readonly<Record<string, string>>;
/** Posts a form to the hub's address for notifications; answers its text, undefined: nobody answered. */
export type PostNotice = (form: NoticeForm) => Promise<string | undefined>;

export interface SimulatedGatewayParts {
  readonly time: VirtualTime;
  readonly faults: Faults;
  readonly trace: Trace;
  readonly post: PostNotice;
  /** After each change of the books. */
  readonly booked: (order: Order) => void;
  /** A gateway that lets an order be completed again. */
  readonly completesTwice: boolean;
}

const second = 1000;
const minute = 60 * second;
/** A request that is dated farther from now is refused; the gateway simulator has the same; ms. */
export const timestampWindow = 15 * minute;
/** Alipay's ladder of repetitions. */
const ladder = [4, 10, 10, 60, 120, 360, 900].map((minutes) => minutes * minute);
const noticeKey = "the provider's key for notifications";
export const appId = "2026000000000001";

/** Zhima as seen from outside: the books of the gateway simulator, a network that fails, and notifications. */
export class SimulatedGateway {
  readonly sdk: VerifiedSdk;
  /** Ids of the notifications that the provider really sent. */
  readonly genuine = new Set<string>();
  readonly #parts: SimulatedGatewayParts;
  readonly #state = emptyState();
  readonly #book: OrderBook;
  /** How many more withholdings of a completion, by its text, find no money: a purse stays empty for days. */
  readonly #emptyFor = new Map<string, number>();
  #completing = "";
  /** Notifications and payments that are under way. */
  #underWay = 0;

  constructor(parts: SimulatedGatewayParts) {
    this.#parts = parts;
    const { time } = parts;
    const around = {
      now: () => time.now(),
      withholdingFails: () => this.#withholdingFails(),
      announce: (order: Order, type: Notice["type"]) => this.#announce(order, type),
    };
    this.#book = parts.completesTwice ? new ForgetfulBook(this.#state, around) : new OrderBook(this.#state, around);
    this.sdk = new GatewayLine((method, bizContent, timestamp) => this.#call(method, bizContent, timestamp));
  }

  /** Whether nothing more comes from it by itself. */
  get isStill(): boolean {
    return this.#underWay === 0;
  }

  orders(): readonly Order[] {
    return Object.values(this.#state.orders);
  }

  order(outOrderNo: string): Order | undefined {
    return this.#state.orders[outOrderNo];
  }

  byOrderNo(orderNo: string): Order | undefined {
    try {
      return this.#book.byOrderNo(orderNo);
    } catch {
      return undefined;
    }
  }

  /** Whether the wallet shows the page: it refuses an address that is dated far from now. */
  opens(url: string): boolean {
    return this.#isDatedNow(new URL(url).searchParams.get("timestamp") ?? "");
  }

  #isDatedNow(timestamp: string): boolean {
    return Math.abs((fromBeijing(timestamp) ?? 0) - this.#parts.time.now()) <= timestampWindow;
  }

  /** The rider confirms on the wallet page. @returns whether the page let them */
  confirm(url: string, userId: string): boolean {
    const { time, trace, faults } = this.#parts;
    const request = readRentRequest(new URL(url).searchParams.get("biz_content") ?? "", time.now());
    if (typeof request === "string") throw new Error(`the wallet shows an error page: ${request}`);
    const score = faults.strikes("the rider is not admitted") ? 550 : 700;
    this.#state.users[userId] ??= { score, overdue: false, signed: false };
    const order = this.#unlessRefused(() => this.#book.confirm(request, userId));
    if (!order) return false;
    trace.note(
      order.outOrderNo,
      `confirmed in the wallet by ${userId}, ${order.admitted ? "admitted" : "deposit frozen"}`,
    );
    this.#parts.booked(order);
    return true;
  }

  /** The rider pays for an item in the wallet that he will not bring back. @param amount fen */
  compensate(outOrderNo: string, amount: number): void {
    this.#inWallet(outOrderNo, `pays ${amount} for what is lost`, () => this.#book.compensate(outOrderNo, amount));
  }

  #inWallet(outOrderNo: string, what: string, act: () => Order): void {
    const order = this.#unlessRefused(act);
    if (!order) return;
    this.#parts.trace.note(outOrderNo, `the rider ${what} in the wallet`);
    this.#parts.booked(order);
  }

  #unlessRefused(act: () => Order): Order | undefined {
    try {
      return act();
    } catch (error) {
      if (error instanceof BusinessFailure) return undefined;
      throw error;
    }
  }

  async #call(method: RentMethod, bizContent: string, timestamp: string): Promise<unknown> {
    const { faults, time, trace } = this.#parts;
    const travel = () => time.sleep(40);
    await travel();
    if (!this.#isDatedNow(timestamp)) {
      await travel();
      return { code: "40002", sub_code: "isv.invalid-timestamp" };
    }
    if (faults.strikes("a call times out before")) return new Promise<never>(() => {});
    if (faults.strikes("the gateway answers 5xx")) {
      if (faults.details("the gateway answers 5xx").chance(0.5)) this.#execute(method, bizContent);
      throw new Error("HTTP status 502");
    }
    if (faults.strikes("the gateway refuses")) return { code: "40006", sub_code: "isv.insufficient-isv-permissions" };
    if (faults.strikes("a call is carried out late")) {
      await time.sleep(30 * second);
      trace.note("gateway", `a late ${method} is carried out`);
      return this.#execute(method, bizContent);
    }
    const node = this.#execute(method, bizContent);
    if (faults.strikes("a call times out after")) return new Promise<never>(() => {});
    await travel();
    return node;
  }

  #execute(method: RentMethod, bizContent: string): unknown {
    let about = "";
    if (method === "complete") this.#completing = bizContent;
    const answer = () => {
      try {
        return {
          code: "10000",
          ...callRentMethod(this.#book, method, bizContent, (outOrderNo) => (about = outOrderNo)),
        };
      } catch (error) {
        if (error instanceof BusinessFailure) return { code: error.code, sub_code: error.subCode };
        throw error;
      }
    };
    const node = answer();
    const order = this.order(about);
    if (order && method === "complete") {
      if (node.code === "10000") this.#perhapsInProgress(order);
      else if (order.payStatus === "PAY_FAILED") this.#perhapsPaidByRider(order);
    }
    this.#parts.trace.note(about, `gateway: ${method} ${JSON.stringify(node)}`);
    if (order && method !== "query") this.#parts.booked(order);
    return node;
  }

  /** The rider has to answer an SMS first (product document 2.3.1). */
  #perhapsInProgress(order: Order): void {
    const { faults } = this.#parts;
    const charge = order.charges.at(-1);
    const withheld = charge?.outcome === "paid" && charge.from === "withholding";
    if (withheld && faults.strikes("the payment stays in progress")) {
      charge.outcome = "waits-for-sms";
      order.payStatus = "PAY_INPROGRESS";
    }
    if (order.payStatus !== "PAY_INPROGRESS") return;
    this.#later(faults.details("the payment stays in progress").between(minute, 600 * minute), () => {
      const confirmed = !faults.strikes("a text message is refused");
      this.#parts.booked(this.#book.answerSms(order.outOrderNo, confirmed));
      if (!confirmed) this.#perhapsPaidByRider(order);
    });
  }

  /** Product document 3.3: the rider may pay what could not be withheld. */
  #perhapsPaidByRider({ outOrderNo }: Order): void {
    const { faults } = this.#parts;
    const kind = "the rider pays what could not be withheld";
    if (!faults.strikes(kind)) return;
    this.#later(faults.details(kind).between(minute, 3 * 24 * 60 * minute), () =>
      this.#inWallet(outOrderNo, "pays what is due", () => this.#book.payByRider(outOrderNo)),
    );
  }

  #later(delay: number, work: () => void): void {
    this.#underWay++;
    this.#parts.time.after(delay, () => {
      this.#underWay--;
      work();
    });
  }

  #withholdingFails(): boolean {
    const { faults } = this.#parts;
    const kind = "the money can't be withheld";
    const order = this.#completing;
    const left = this.#emptyFor.get(order) ?? (faults.strikes(kind) ? faults.details(kind).between(1, 5) : 0);
    this.#emptyFor.set(order, Math.max(0, left - 1));
    return left > 0;
  }

  #announce(order: Order, type: Notice["type"]): void {
    const { faults, time } = this.#parts;
    const noticeId = String(nextNumber(this.#state)).padStart(32, "0");
    this.genuine.add(noticeId);
    const fields = {
      app_id: appId,
      notify_id: noticeId,
      notify_type: type,
      order_no: order.orderNo,
      out_order_no: order.outOrderNo,
    };
    const form = signed(fields);
    this.#falsify(fields, form);
    if (faults.strikes("a notice never comes")) return;
    const early = faults.strikes("a notice comes before the answer");
    const late = faults.strikes("a notice comes late");
    const delay = late ? faults.details("a notice comes late").between(minute, 120 * minute) : early ? 1 : 300;
    this.#underWay++;
    time.after(delay, () => void this.#deliver(form, 0, faults.strikes("a notice comes eight times")));
  }

  #falsify(fields: NoticeForm, form: NoticeForm): void {
    const { faults, time } = this.#parts;
    const send = (false_: NoticeForm) => time.after(200, () => void this.#parts.post(false_));
    const id = { notify_id: `F${fields["notify_id"]}` };
    if (faults.strikes("a notice is forged")) send({ ...fields, ...id, sign: "0".repeat(64), sign_type: "RSA2" });
    if (faults.strikes("a notice is altered")) send({ ...form, ...id, pay_amount: "0.01" });
    if (faults.strikes("a notice is for another application"))
      send(signed({ ...fields, ...id, app_id: "2026000000000666" }));
  }

  async #deliver(form: NoticeForm, attempt: number, stubborn: boolean): Promise<void> {
    const { time, trace, post } = this.#parts;
    const answer = await post(form);
    trace.note(form["out_order_no"] ?? "", `notice ${form["notify_type"]} answered ${answer ?? "by nobody"}`);
    const gap = ladder[attempt];
    if ((answer === "success" && !stubborn) || gap === undefined) this.#underWay--;
    else time.after(gap, () => void this.#deliver(form, attempt + 1, stubborn));
  }
}

/** A gateway that takes a second completion of an order, for hubs that must not rely on its refusal. */
class ForgetfulBook extends OrderBook {
  override complete(orderNo: string, completion: Completion): Order {
    const order = this.byOrderNo(orderNo);
    if (order.useState === "restore") order.useState = "borrow";
    return super.complete(orderNo, completion);
  }
}

/** The SDK wants some; nothing here is signed or checked with them. */
const { privateKey, publicKey: alipayPublicKey } = generateKeyPairSync("rsa", {
  modulusLength: 512,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

type GatewayCall = (method: RentMethod, bizContent: string, timestamp: string) => Promise<unknown>;

/** The SDK with its line to the gateway in memory; instead of RSA, notifications carry a keyed hash, which is cheap. */
class GatewayLine extends VerifiedSdk {
  readonly #call: GatewayCall;

  constructor(call: GatewayCall) {
    super({ appId, privateKey, alipayPublicKey });
    this.#call = call;
  }

  override async exec(
    method: string,
    params: { bizContent?: object; timestamp?: string } = {},
  ): Promise<AlipaySdkCommonResult> {
    const name = method.slice(method.lastIndexOf(".") + 1) as RentMethod;
    const { bizContent, timestamp = "" } = params;
    return (await this.#call(name, JSON.stringify(bizContent), timestamp)) as AlipaySdkCommonResult;
  }

  override pageExecute(method: string, ...rest: unknown[]): string {
    const [, { bizContent, timestamp }] = rest as [string, { bizContent: object; timestamp: string }];
    const query = new URLSearchParams({ method, timestamp, biz_content: JSON.stringify(bizContent) });
    return `https://wallet.example/?${query.toString()}`;
  }

  override isGenuine(form: NoticeForm): boolean {
    const { sign, ...fields } = form;
    return sign === noticeMac(fields);
  }
}

function signed(fields: NoticeForm): NoticeForm {
  const form = { ...fields, sign_type: "RSA2" };
  return { ...form, sign: noticeMac(form) };
}

function noticeMac(form: NoticeForm): string {
  const text = Object.keys(form)
    .toSorted()
    .map((key) => `${key}=${form[key]}`)
    .join("&");
  return createHmac("sha256", noticeKey).update(text).digest("hex");
}
