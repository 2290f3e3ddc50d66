import { createParser } from "eventsource-parser";
import { Browser } from "./browser.ts";

/** What the page shows of an order; the hub's OpenAPI document has all of it. */
export interface OrderSeen {
  readonly orderNo: string;
  readonly phase: string;
  readonly amount: number;
  /** The hub's clock, epoch ms. */
  readonly now: number;
}

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
  async scan(url: string): Promise<{ availability: string }> {
    const { response } = await this.#browser.open(url);
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the code's page answers ${response.status}`);
    const code = url.split("/q/")[1] ?? "";
    return this.#json(`${new URL(url).origin}/api/rider/codes/${code}`);
  }

  /** Asks for the item in the slot; nothing opens before the wallet's confirmation. */
  ask(url: string): Promise<{ orderNo: string; walletUrl: string }> {
    return this.#json(`${new URL(url).origin}/api/rider/orders`, { code: url.split("/q/")[1] ?? "" });
  }

  /** Confirms in the wallet; answers the page that the wallet sends the rider back to. */
  async confirm(walletUrl: string): Promise<string> {
    const wallet = new URL(walletUrl);
    await (await this.#browser.request(walletUrl)).body?.cancel();
    const answer = await this.#browser.request(`${wallet.origin}/consent`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ request: wallet.search.slice(1), decision: "confirm" }).toString(),
    });
    await answer.body?.cancel();
    const back = answer.headers.get("location");
    if (answer.status !== 302 || back === null)
      throw new Error(`the wallet answers ${answer.status} to the confirmation`);
    return back;
  }

  /** The order's live state, from now on until the caller has seen enough. */
  async *watch(hub: string, orderNo: string): AsyncGenerator<OrderSeen> {
    const response = await this.#browser.request(`${hub}/api/rider/orders/${orderNo}/events`, {
      headers: { accept: "text/event-stream" },
    });
    if (!response.ok || !response.body) throw new Error(`the order's events answer ${response.status}`);
    const seen: OrderSeen[] = [];
    const parser = createParser({ onEvent: ({ data }) => seen.push(JSON.parse(data) as OrderSeen) });
    const decoder = new TextDecoder();
    for await (const chunk of response.body) {
      parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
      yield* seen.splice(0);
    }
  }

  async #json<T>(url: string, body?: object): Promise<T> {
    const response = await this.#browser.request(
      url,
      body && {
        method: "POST",
        headers: { "content-type": "application/json", "x-requested-with": "jiehuan" },
        body: JSON.stringify(body),
      },
    );
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${new URL(url).pathname} answers ${response.status}: ${JSON.stringify(answer)}`);
    return answer as T;
  }
}
