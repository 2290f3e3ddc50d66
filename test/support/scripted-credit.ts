import { AppError } from "../../platform/app-error.ts";
import type {
  CreditProvider,
  CreditRequest,
  Notice,
  RiderLogin,
  Settlement,
} from "../../server/credit/credit-provider.ts";
import type { Answer, CreditView } from "../../server/rental/credit-view.ts";

type Call = "query" | "complete" | "cancel" | "modify" | "login";

const noSuchOrder = { outcome: "refused", reason: "no-such-order", providerCode: "ORDER_NOT_EXIST" } as const;

/** A credit provider that keeps its word, but where the test scripts another answer or makes it wait. */
export class ScriptedCredit implements CreditProvider, RiderLogin {
  /** Every call, in its order: `query 2026…`, `complete Z1 600`. */
  readonly calls: string[] = [];
  /** The credit orders there are, by our order number. */
  readonly views = new Map<string, CreditView>();
  /** Who comes back from the login. */
  riderId = "user/2088000000000001";
  /** Another id of the rider that the login names too. */
  riderAlias: string | undefined;
  readonly #scripted: { call: Call; answer: Answer<never> }[] = [];
  readonly #held = new Map<Call, Promise<void>>();

  /** The next calls of this kind are answered so, in this order, and do nothing. */
  script(call: Call, ...answers: Answer<never>[]): void {
    this.#scripted.push(...answers.map((answer) => ({ call, answer })));
  }

  /** The answers of this kind of call wait until the returned function is called. */
  hold(call: Call): () => void {
    let release = () => {};
    this.#held.set(
      call,
      new Promise((resolve) => {
        release = () => {
          this.#held.delete(call);
          resolve();
        };
      }),
    );
    return release;
  }

  /** The rider confirms in the wallet. */
  confirm(orderNo: string, borrowedAt: number, riderId = this.riderId): void {
    const creditOrderNo = `Z${this.views.size + 1}`;
    this.views.set(orderNo, { creditOrderNo, useState: "borrowed", borrowedAt, riderId });
  }

  confirmationUrl({ orderNo }: CreditRequest): string {
    return `https://wallet.example/confirm?out_order_no=${orderNo}`;
  }

  query(orderNo: string): Promise<Answer<CreditView>> {
    return this.#answer("query", orderNo, () => {
      const value = this.views.get(orderNo);
      return value ? { outcome: "ok", value } : noSuchOrder;
    });
  }

  complete(creditOrderNo: string, { kind, amount }: Settlement): Promise<Answer<{ fundNo?: string }>> {
    return this.#answer("complete", `${creditOrderNo} ${amount}`, () =>
      this.#end(
        creditOrderNo,
        "already-completed",
        { useState: "restored", payment: "paid", payKind: kind, payAmount: amount },
        {},
      ),
    );
  }

  cancel(creditOrderNo: string): Promise<Answer<null>> {
    return this.#answer("cancel", creditOrderNo, () =>
      this.#end(creditOrderNo, "already-cancelled", { useState: "cancelled" }, null),
    );
  }

  modify(creditOrderNo: string): Promise<Answer<null>> {
    return this.#answer("modify", creditOrderNo, () => ({ outcome: "ok", value: null }));
  }

  readNotice(form: Readonly<Record<string, unknown>>): Notice {
    const { genuine, ...notice } = form;
    if (genuine !== "yes") throw new AppError("notification/not-genuine");
    return notice as unknown as Notice;
  }

  loginUrl(state: string): string {
    return `https://login.example/?state=${state}`;
  }

  riderOf(code: string): Promise<Answer<{ riderId: string; riderAlias?: string }>> {
    const { riderId, riderAlias } = this;
    const value = { riderId, ...(riderAlias !== undefined && { riderAlias }) };
    return this.#answer("login", code, () => ({ outcome: "ok", value }));
  }

  #end<Value>(
    creditOrderNo: string,
    over: "already-completed" | "already-cancelled",
    end: Partial<CreditView>,
    value: Value,
  ): Answer<Value> {
    const [orderNo, view] = [...this.views].find(([, other]) => other.creditOrderNo === creditOrderNo) ?? [];
    if (orderNo === undefined || !view) return noSuchOrder;
    if (view.useState !== "borrowed") return { outcome: "refused", reason: over, providerCode: over };
    this.views.set(orderNo, { ...view, ...end });
    return { outcome: "ok", value };
  }

  async #answer<Value>(call: Call, about: string, usual: () => Answer<Value>): Promise<Answer<Value>> {
    this.calls.push(`${call} ${about}`);
    const at = this.#scripted.findIndex((scripted) => scripted.call === call);
    // Decided when it arrives: an answer that is long under way tells of an older state.
    const answer = at < 0 ? usual() : this.#scripted.splice(at, 1)[0]?.answer;
    await this.#held.get(call);
    if (!answer) throw new Error("no answer");
    return answer;
  }
}
