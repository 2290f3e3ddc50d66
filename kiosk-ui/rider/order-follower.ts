import type { OrderView } from "../shared/rider-types.ts";
import { doorMoves, hasEnded } from "./order-phase.ts";
import { cameBack, fetchOrder, isFinal, orderAddress, type Problem, problemOf } from "./rider-client.ts";
import { takeWalletAnswer } from "./wallet-visit.ts";

export interface OrderListener {
  view(view: OrderView): void;
  /** The order can't be shown. Unless the problem is `isFinal`, it is tried again. */
  problem(problem: Problem): void;
  /** Whether what is shown is what the hub says at the moment. */
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
/** ms; while a slot opens the rider stands in front of it, and the page asks by itself too */
const closeLook = 3_000;
/** ms; a stream in whose place another page of the rider has one is left to that page, and the hub asked now and then */
const standbyLook = 15_000;
/** ms without a word from the hub, of whose streams each beats every 15 s, until the page says so: two beats may be late */
const longestSilence = 40_000;
const longestSilenceAtDoor = 8_000;
/** ms after which a beat is late: a page that is looked at again opens its stream anew */
const lateBeat = 20_000;

/** setTimeout's limit: a longer delay would fire at once. */
const longestDelay = 2 ** 31 - 1;

/** Why the hub ends a stream for good. */
interface End {
  reason: "order-ended" | "session-over" | "replaced";
}

/**
 * Follows an order by the hub's events. A stream may look open with nothing behind it: a proxy or a phone that slept. So the
 * hub's heartbeat is watched, and without it the page says so, asks, and opens the stream anew.
 */
export function followOrder(orderNo: string, listener: OrderListener): OrderFollower {
  let stopped = false;
  let latest: OrderView | undefined;
  let source: EventSource | undefined;
  let growing: number | undefined;
  /** Another page has the stream. */
  let standby = false;
  let asking = 0;
  let askedAt = Date.now();
  let openedAt = Date.now();
  let heardAt = Date.now();
  /** When the stream said something, or was opened. */
  let streamAt = Date.now();
  let watchedAt = Date.now();

  function heardByStream(): void {
    streamAt = Date.now();
    heard();
  }

  function heard(): void {
    heardAt = Date.now();
    if (!stopped) listener.connected(true);
  }

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

  async function ask(question: Promise<OrderView>): Promise<void> {
    asking++;
    askedAt = Date.now();
    try {
      const view = await question;
      heard();
      take(view);
    } catch (error) {
      notAnswered(problemOf(error));
    }
    asking--;
  }

  /** What was shown before stays, unless asking again won't help. */
  function notAnswered(problem: Problem): void {
    if (stopped) return;
    if (latest && !isFinal(problem)) {
      if (problem.code === "network/unreachable") listener.connected(false);
      return;
    }
    if (isFinal(problem)) stop();
    listener.problem(problem);
  }

  function refresh(): void {
    void ask(fetchOrder(orderNo));
  }

  function open(): void {
    source?.close();
    standby = false;
    openedAt = Date.now();
    streamAt = openedAt;
    const stream = new EventSource(`${orderAddress(orderNo)}/events`);
    source = stream;
    // What happened while nobody listened is not sent again; a proxy opens streams with nothing behind them too.
    stream.addEventListener("open", refresh);
    stream.addEventListener("order", (event) => {
      heardByStream();
      take(JSON.parse((event as MessageEvent<string>).data) as OrderView);
    });
    stream.addEventListener("heartbeat", heardByStream);
    stream.addEventListener("end", (event) => {
      stream.close();
      const { reason } = JSON.parse((event as MessageEvent<string>).data) as End;
      standby = reason === "replaced";
      // The answer says who must log in again.
      if (reason === "session-over") refresh();
    });
    stream.addEventListener("error", () => {
      if (source === stream) listener.connected(false);
    });
  }

  /** Once a second, where the phone lets timers run. */
  function watch(): void {
    const now = Date.now();
    const slept = now - watchedAt > pause;
    watchedAt = now;
    if (slept) {
      // What came meanwhile is read first.
      heardAt = Math.max(heardAt, now - longestSilenceAtDoor + closeLook);
      refresh();
      return;
    }
    const atDoor = latest !== undefined && doorMoves(latest.phase);
    const silent = now - heardAt > (atDoor ? longestSilenceAtDoor : longestSilence);
    if (silent) listener.connected(false);
    const live = source?.readyState === EventSource.OPEN && !silent;
    const look = standby ? standbyLook : atDoor ? closeLook : live ? longestDelay : pause;
    if (now - askedAt >= look && (asking === 0 || silent)) refresh();
    // A browser gives up for good when it is answered with an error, as by a hub that restarts behind a proxy.
    const over = source?.readyState === EventSource.CLOSED || silent || now - streamAt > longestSilence;
    if (over && !standby && now - openedAt >= pause) open();
  }

  /** A phone in the pocket runs no timers and drops its connections, often without a word. */
  function lookAgain(): void {
    if (document.visibilityState !== "visible") return;
    refresh();
    if (standby || Date.now() - streamAt > lateBeat || source?.readyState === EventSource.CLOSED) open();
  }

  function offline(): void {
    listener.connected(false);
  }

  function stop(): void {
    stopped = true;
    source?.close();
    window.clearInterval(watching);
    window.clearTimeout(growing);
    document.removeEventListener("visibilitychange", lookAgain);
    window.removeEventListener("pageshow", shown);
    window.removeEventListener("online", lookAgain);
    window.removeEventListener("offline", offline);
  }

  /** Some browsers show a page as it was left. */
  function shown(event: PageTransitionEvent): void {
    if (event.persisted) lookAgain();
  }

  const watching = window.setInterval(watch, 1000);
  document.addEventListener("visibilitychange", lookAgain);
  window.addEventListener("pageshow", shown);
  window.addEventListener("online", lookAgain);
  window.addEventListener("offline", offline);
  void ask(cameBack(orderNo, takeWalletAnswer(orderNo)));
  open();
  return { refresh, take, stop };
}
