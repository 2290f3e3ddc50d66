/** What the audit log says of cabinets that a program has set up. */
const reason = "set up by a program, for a demo or a test";

/** The hub's operator interface, as far as demo and smoke run need it. */
export class Operator {
  readonly #hub: string;
  readonly #token: string;

  constructor(hub: string, token: string) {
    this.#hub = hub;
    this.#token = token;
  }

  /** Answers the secret of a cabinet that is new: nobody is shown it again. */
  register(
    cabinetId: string,
    details: { name: string; address: string; slots: number; itemKind: string },
  ): Promise<{ secret?: string }> {
    return this.#json("PUT", `/api/operator/cabinets/${cabinetId}`, { ...details, reason });
  }

  /** Voids a cabinet's secret; answers the new one. */
  renewSecret(cabinetId: string): Promise<{ secret: string }> {
    return this.#json("POST", `/api/operator/cabinets/${cabinetId}/secret`, { reason });
  }

  /** What riders see of the operator. */
  profile(): Promise<{ merchantName?: string }> {
    return this.#json("GET", "/api/operator/profile");
  }

  describe(profile: object): Promise<object> {
    return this.#json("PUT", "/api/operator/profile", { ...profile, reason });
  }

  /** The versions of the texts that are published. */
  texts(): Promise<readonly object[]> {
    return this.#json("GET", "/api/operator/texts");
  }

  publish(kind: string, text: object): Promise<object> {
    return this.#json("POST", `/api/operator/texts/${kind}`, { text, reason });
  }

  /** The number of the newest price list; 0: none was published. */
  prices(): Promise<{ newest: number }> {
    return this.#json("GET", "/api/operator/prices");
  }

  /** Publishes rate plans, which take effect immediately. */
  async publishPrices(plans: readonly object[]): Promise<void> {
    await this.#json("POST", "/api/operator/prices/import", { id: "first", plans, reason });
    await this.#json("POST", "/api/operator/prices/drafts/first/publish", { revision: 1, reason });
  }

  codes(cabinetId: string): Promise<{ slot: number; url: string }[]> {
    return this.#json("POST", `/api/operator/cabinets/${cabinetId}/codes`, { reason });
  }

  cabinets(): Promise<{ cabinetId: string; presence: { online: boolean }; snapshot?: object }[]> {
    return this.#json("GET", "/api/operator/cabinets");
  }

  /** What each item of an order costs; fen. */
  async bill(orderNo: string): Promise<readonly { loanNo: number; amount: number }[]> {
    const { bill } = await this.#json<{ bill: { items: { loanNo: number; amount: number }[] } }>(
      "GET",
      `/api/operator/orders/${orderNo}`,
    );
    return bill.items;
  }

  /** The sums of the orders that were booked on a Beijing day (2026-11-23); fen, a debit is positive. */
  books(day: string): Promise<DayBook> {
    return this.#json("GET", `/api/operator/books/${day}`);
  }

  /** What the books of a day and the provider's settlement file don't agree about. */
  reconcile(day: string, settlementFile: string): Promise<BookDifference[]> {
    return this.#call("POST", `/api/operator/books/${day}/reconcile`, { type: "text/csv", text: settlementFile });
  }

  #json<T>(method: string, path: string, body?: object): Promise<T> {
    return this.#call(method, path, body && { type: "application/json", text: JSON.stringify(body) });
  }

  async #call<T>(method: string, path: string, body?: { type: string; text: string }): Promise<T> {
    const response = await fetch(this.#hub + path, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, ...(body && { "content-type": body.type }) },
      ...(body && { body: body.text }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path} answers ${response.status}: ${JSON.stringify(answer)}`);
    return answer as T;
  }
}

export interface DayBook {
  readonly orders: readonly {
    readonly orderNo: string;
    readonly accounts: readonly { readonly account: string; readonly amount: number }[];
  }[];
}

export interface BookDifference {
  readonly what: string;
  readonly orderNo?: string;
  readonly ours: string;
  readonly theirs: string;
}
