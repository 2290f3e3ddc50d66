import type { OrderView } from "../../server/http/rider-api.ts";
import { hasEnded } from "./order-phase.ts";
import { fetchOrder, isFinal, orderAddress, type Problem, problemOf } from "./rider-client.ts";

export interface OrderListener {
  view(view: OrderView): void;
  /** The order can't be shown. Unless the problem is `isFinal`, it is tried again. */
  problem(problem: Problem): void;
  /** Whether the hub's events arrive at the moment. */
  connected(connected: boolean): void;
}

export interface OrderFollower {
  /** Asks the hub now. */
  refresh(): void;
  /** Takes a view that came on another way; an older one than the last is left aside. */
  take(view: OrderView): void;
  stop(): void;
}

/** ms between two tries where the browser does not reconnect by itself, and the least time between two looks at the rent */
const pause = 5_000;

/** setTimeout's limit: a longer delay would fire at once. */
const longestDelay = 2 ** 31 - 1;

/**
 * Follows an order by the hub's events. The browser reconnects a broken stream by itself, but gives up for good when it is
 * answered with an error (a hub that restarts behind a proxy): then the stream is opened anew.
 */
export function followOrder(orderNo: string, listener: OrderListener): OrderFollower {
  let stopped = false;
  let latest: OrderView | undefined;
  let source: EventSource | undefined;
  let reopening: number | undefined;
  let growing: number | undefined;

  function take(view: OrderView): void {
    if (stopped || (latest && view.now < latest.now)) return;
    latest = view;
    listener.view(view);
    window.clearTimeout(growing);
    if (hasEnded(view.phase)) {
      stop();
    } else if (view.amountChangesAt !== undefined) {
      const delay = Math.max(view.amountChangesAt - view.now, pause);
      growing = window.setTimeout(refresh, Math.min(delay, longestDelay));
    }
  }

  function refresh(): void {
    fetchOrder(orderNo)
      .then(take)
      .catch((error: unknown) => {
        const problem = problemOf(error);
        if (stopped || (latest && !isFinal(problem))) return;
        if (isFinal(problem)) stop();
        listener.problem(problem);
      });
  }

  function open(): void {
    source = new EventSource(`${orderAddress(orderNo)}/events`);
    source.addEventListener("open", () => {
      listener.connected(true);
      // What happened while nobody listened is not sent again.
      refresh();
    });
    source.addEventListener("order", (event) => take(JSON.parse((event as MessageEvent<string>).data) as OrderView));
    source.addEventListener("error", () => {
      listener.connected(false);
      if (source?.readyState !== EventSource.CLOSED) return;
      window.clearTimeout(reopening);
      reopening = window.setTimeout(() => {
        refresh();
        open();
      }, pause);
    });
  }

  /** A phone in the pocket runs no timers and drops its connections. */
  function lookAgain(): void {
    if (document.visibilityState === "visible") refresh();
  }

  function stop(): void {
    stopped = true;
    source?.close();
    window.clearTimeout(reopening);
    window.clearTimeout(growing);
    document.removeEventListener("visibilitychange", lookAgain);
  }

  document.addEventListener("visibilitychange", lookAgain);
  refresh();
  open();
  return { refresh, take, stop };
}
