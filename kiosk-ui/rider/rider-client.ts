import type { OrderList, OrderStarted, OrderView, Report, SlotView } from "../shared/rider-types.ts";

/** Why the hub did not do what was asked: its code, or `network/unreachable` if it could not be asked. */
export class Problem extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = "Problem";
    this.code = code;
  }
}

/** ms; longer than a slow mobile network needs, shorter than a rider's patience */
const patience = 15_000;

/** Each call answers with the hub's data. @throws Problem */
export const fetchSlot = (code: string) => call<SlotView>("GET", `/api/rider/codes/${encodeURIComponent(code)}`);
export const startOrder = (code: string, items: number) =>
  call<OrderStarted>("POST", "/api/rider/orders", { code, items });
export const fetchOrders = () => call<OrderList>("GET", "/api/rider/orders");
export const fetchOrder = (orderNo: string) => call<OrderView>("GET", orderAddress(orderNo));
/** @param errorCode the wallet's, where it refused */
export const cameBack = (orderNo: string, errorCode: string | undefined) =>
  call<OrderView>("POST", `${orderAddress(orderNo)}/came-back`, { ...(errorCode !== undefined && { errorCode }) });
export const giveUp = (orderNo: string) => call<OrderView>("POST", `${orderAddress(orderNo)}/give-up`, {});
export const leave = (orderNo: string) => call<OrderView>("POST", `${orderAddress(orderNo)}/leave`, {});
export const answerOffer = (orderNo: string, accepted: boolean) =>
  call<OrderView>("POST", `${orderAddress(orderNo)}/offer`, { accepted });
export const renew = (orderNo: string, key: string) =>
  call<OrderView>("POST", `${orderAddress(orderNo)}/renew`, {}, key);
export const report = (orderNo: string, said: Report, key: string) =>
  call<OrderView>("POST", `${orderAddress(orderNo)}/report`, said, key);

/** By this the hub knows a request that is made again because its answer was lost. */
export function newKey(): string {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function orderAddress(orderNo: string): string {
  return `/api/rider/orders/${encodeURIComponent(orderNo)}`;
}

/** Where an order's page stands. */
export function orderPage(orderNo: string): string {
  return `/o/${encodeURIComponent(orderNo)}`;
}

async function call<Answer>(method: "GET" | "POST", address: string, body?: object, key?: string): Promise<Answer> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), patience);
  try {
    const response = await fetch(address, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      signal: abort.signal,
      headers: {
        accept: "application/json",
        ...(body && { "content-type": "application/json", ...ownHeader }),
        ...(key !== undefined && { "idempotency-key": key }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Problem(await codeOf(response));
    return (await response.json()) as Answer;
  } catch (error) {
    throw error instanceof Problem ? error : new Problem("network/unreachable");
  } finally {
    clearTimeout(timer);
  }
}

/** A foreign page can't send it, so the hub knows that the rider's own page asks. */
const ownHeader = { "x-requested-with": "jiehuan" };

/** A proxy in between answers with pages of its own: those have no code. */
async function codeOf(response: Response): Promise<string> {
  try {
    const { code } = (await response.json()) as { code?: unknown };
    if (typeof code === "string") return code;
  } catch {}
  return `http/${response.status}`;
}

/** What an error means to the page: our own problems stay, anything else is a fault of the page. */
export function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem("page/fault");
}

/** Asking again won't help. */
export function isFinal({ code }: Problem): boolean {
  if (code === "rider/pause" || code === "rider/too-many-reports" || code === "rider/unconfirmed") return false;
  return /^(rider|code)\/|^order\/unknown$|^request\/not-found$/.test(code);
}
