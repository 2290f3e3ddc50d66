import type { KeyObject } from "node:crypto";
import type { Clock } from "../../platform/clock.ts";
import type { Faults } from "./faults.ts";
import { noticeText, sign } from "./signing.ts";
import { type Notice, nextNumber, type Order } from "./state.ts";
import type { StateFile } from "./state-file.ts";
import { toBeijing } from "./wire-values.ts";

const minute = 60_000;

/** Gaps between the sends of a notification that is not answered `success` (Alipay's ladder, about 25 hours). */
const ladder = [4, 10, 10, 60, 120, 360, 900].map((minutes) => minutes * minute);

/** A receiver that takes longer has not answered. */
const patience = 10_000;

/** Posts notifications to the application's gateway address until they are answered, also after a restart. */
export class Notifier {
  readonly #file: StateFile;
  readonly #appId: string;
  readonly #privateKey: KeyObject;
  readonly #faults: Faults;
  readonly #clock: Clock;
  readonly #speed: number;
  readonly #timers = new Map<Notice, () => void>();
  readonly #sending = new Set<Promise<void>>();
  readonly #stopped = new AbortController();

  /** @param speed divides the gaps of the ladder */
  constructor(file: StateFile, appId: string, privateKey: KeyObject, faults: Faults, clock: Clock, speed: number) {
    this.#file = file;
    this.#appId = appId;
    this.#privateKey = privateKey;
    this.#faults = faults;
    this.#clock = clock;
    this.#speed = speed;
  }

  announce(order: Order, type: Notice["type"]): void {
    const delay = this.#faults.take(["notices-delayed"])?.ms ?? 0;
    const noticeId = String(nextNumber(this.#file.state)).padStart(32, "0");
    const notice: Notice = { noticeId, type, attempts: [], nextAt: this.#clock.now() + delay };
    order.notices.push(notice);
    this.#schedule(order, notice);
  }

  /** Goes on with what an earlier process left unanswered. */
  resume(): void {
    for (const order of Object.values(this.#file.state.orders))
      for (const notice of order.notices) this.#schedule(order, notice);
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    await Promise.all(this.#sending);
  }

  #schedule(order: Order, notice: Notice): void {
    if (notice.nextAt === undefined || this.#stopped.signal.aborted) return;
    const cancel = this.#clock.after(Math.max(0, notice.nextAt - this.#clock.now()), () => {
      this.#timers.delete(notice);
      const sending = this.#attempt(order, notice).finally(() => this.#sending.delete(sending));
      this.#sending.add(sending);
    });
    this.#timers.set(notice, cancel);
  }

  async #attempt(order: Order, notice: Notice): Promise<void> {
    const swallowed = this.#faults.take(["notices-off"]) !== undefined;
    const answer = swallowed ? "not sent" : await this.#post(order, notice);
    // What was under way when the simulator stopped is sent again by the next one.
    if (this.#stopped.signal.aborted && answer !== "success") return;
    if (answer === "success" && this.#faults.take(["notices-duplicated"])) await this.#post(order, notice);
    const gap = answer === "success" ? undefined : ladder[notice.attempts.length];
    notice.attempts.push({ at: this.#clock.now(), answer });
    if (gap === undefined) delete notice.nextAt;
    else notice.nextAt = this.#clock.now() + Math.round(gap / this.#speed);
    await this.#file.save();
    this.#schedule(order, notice);
  }

  /** What the receiver said, shortened; never throws. */
  async #post(order: Order, notice: Notice): Promise<string> {
    const { notifyUrl } = this.#file.state;
    if (notifyUrl === undefined) return "no notify address is set";
    const fields = {
      app_id: this.#appId,
      charset: "utf-8",
      notify_id: notice.noticeId,
      notify_time: toBeijing(this.#clock.now()),
      notify_type: notice.type,
      order_no: order.orderNo,
      out_order_no: order.outOrderNo,
      version: "1.0",
    };
    const body = new URLSearchParams({
      ...fields,
      sign_type: "RSA2",
      sign: sign(noticeText(fields), this.#privateKey),
    });
    try {
      const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(patience)]);
      // A redirect is a failure, like any body but the seven letters.
      const response = await fetch(notifyUrl, { method: "POST", body, redirect: "manual", signal });
      const text = await response.text();
      return response.status === 200 && text === "success" ? "success" : `${response.status} ${text}`.slice(0, 80);
    } catch (error) {
      return error instanceof Error ? `no answer: ${error.message}` : "no answer";
    }
  }
}
