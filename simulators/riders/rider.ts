import { randomUUID } from "node:crypto";
import { createParser } from "eventsource-parser";
import { Browser } from "./browser.ts";
import { Refusal } from "./refusal.ts";

/** What the page shows of an order; the hub's OpenAPI document has all of it. */
export interface OrderSeen {
  readonly orderNo: string;
  readonly phase: string;
  readonly amount: number;
  readonly items: readonly ItemSeen[];
  readonly deposit: { readonly amount: number; readonly frozen: boolean };
  /** Whether billing pauses. */
  readonly paused: boolean;
  /** While the rider may keep the items longer. */
  readonly renewal?: { readonly until: number; readonly left: number };
  readonly lapseReason?: string;
  /** While `confirm`: where the rider confirms. */
  readonly walletUrl?: string;
  /** The hub's clock, epoch ms. */
  readonly now: number;
}

/** What the rider's list of orders shows of each. */
export type OrderListed = Pick<OrderSeen, "orderNo" | "phase" | "amount">;

export interface ItemSeen {
  readonly loanNo: number;
  readonly slot: number;
  readonly state: string;
}

export interface SlotSeen {
  readonly availability: string;
  /** How many items one order may take from there now. */
  readonly itemsReady: number;
}

/** What a rider does with an order, beyond asking and confirming. */
export type RiderAct =
  | { readonly act: "give-up" | "renew" }
  | { readonly act: "offer"; readonly accepted: boolean }
  | {
      readonly act: "report";
      readonly loanNo: number;
      readonly claim: "not-opened" | "returned";
      /** The code of the slot in which the item lies. */
      readonly code?: string;
    };

/** A virtual rider: scans, confirms in the simulated wallet and watches the order, over HTTP and nothing else. */
export class Rider {
  readonly #browser = new Browser();

  /** @param wallet the simulated wallet's address @param userId whose phone this is */
  static async arrive(wallet: string, userId: string): Promise<Rider> {
    const rider = new Rider();
    // The wallet's cookie remembers who holds the phone; the page itself is of no interest here.
    await (await rider.#browser.request(`${wallet}/records?user=${userId}`)).body?.cancel();
    return rider;
  }

  /** Scans a slot's code: logs in silently and sees the slot. */
  async scan(url: string): Promise<SlotSeen> {
    const { response } = await this.#browser.open(url);
    await response.body?.cancel();
    if (!response.ok) throw new Refusal("the code's page", response.status);
    return this.#json(`${new URL(url).origin}/api/rider/codes/${codeOf(url)}`);
  }

  /** Asks for the item in the slot, and for others of its cabinet; nothing opens before the wallet's confirmation. */
  ask(url: string, items = 1): Promise<{ orderNo: string; walletUrl: string }> {
    return this.#json(`${new URL(url).origin}/api/rider/orders`, { code: codeOf(url), items });
  }

  /** Confirms in the wallet; answers the page that the wallet sends the rider back to. */
  confirm(walletUrl: string): Promise<string> {
    return this.#decide(walletUrl, "confirm");
  }

  /** Goes back from the wallet's page to ours, as does a rider whom the wallet does not let borrow. */
  async goBack(walletUrl: string): Promise<void> {
    await this.comeBack(await this.#decide(walletUrl, "refuse"));
  }

  /** Opens the page that the wallet sends the rider back to. */
  async comeBack(url: string): Promise<void> {
    const { response } = await this.#browser.open(url);
    await response.body?.cancel();
    if (!response.ok) throw new Refusal("the page after the wallet", response.status);
    // As the page does when it is opened.
    const { origin, pathname, searchParams } = new URL(url);
    const errorCode = searchParams.get("error_code");
    await this.#json(`${origin}/api/rider/orders/${pathname.split("/").at(-1)}/came-back`, {
      ...(errorCode !== null && { errorCode }),
    });
  }

  /** One look at the order. */
  order(hub: string, orderNo: string): Promise<OrderSeen> {
    return this.#json(`${hub}/api/rider/orders/${orderNo}`);
  }

  /** The rider's orders, the newest first. */
  async orders(hub: string): Promise<readonly OrderListed[]> {
    return (await this.#json<{ orders: OrderListed[] }>(`${hub}/api/rider/orders`)).orders;
  }

  /** Answers the order as it is afterwards. */
  act(hub: string, orderNo: string, { act, ...body }: RiderAct): Promise<OrderSeen> {
    return this.#json(`${hub}/api/rider/orders/${orderNo}/${act}`, body, { "idempotency-key": randomUUID() });
  }

  /** The order's live state, from now on until the caller has seen enough. */
  async *watch(hub: string, orderNo: string): AsyncGenerator<OrderSeen> {
    const response = await this.#browser.request(`${hub}/api/rider/orders/${orderNo}/events`, {
      headers: { accept: "text/event-stream" },
    });
    if (!response.ok || !response.body) throw new Refusal("the order's events", response.status);
    const seen: OrderSeen[] = [];
    const parser = createParser({
      onEvent: ({ event, data }) => void (event === "order" && seen.push(JSON.parse(data) as OrderSeen)),
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body) {
      parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
      yield* seen.splice(0);
    }
  }

  async #decide(walletUrl: string, decision: "confirm" | "refuse"): Promise<string> {
    const wallet = new URL(walletUrl);
    await (await this.#browser.request(walletUrl)).body?.cancel();
    const answer = await this.#browser.request(`${wallet.origin}/consent`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ request: wallet.search.slice(1), decision }).toString(),
    });
    await answer.body?.cancel();
    const back = answer.headers.get("location");
    if (answer.status !== 302 || back === null) throw new Refusal(`the wallet, asked to "${decision}",`, answer.status);
    return back;
  }

  async #json<T>(url: string, body?: object, headers: Record<string, string> = {}): Promise<T> {
    const response = await this.#browser.request(
      url,
      body && {
        method: "POST",
        headers: { "content-type": "application/json", "x-requested-with": "jiehuan", ...headers },
        body: JSON.stringify(body),
      },
    );
    const answer: unknown = await response.json();
    if (!response.ok) throw new Refusal(new URL(url).pathname, response.status, answer);
    return answer as T;
  }
}

/** What stands in a sticker's address. */
export function codeOf(url: string): string {
  return url.split("/q/")[1] ?? "";
}
