import { type Problem, problemOf } from "./client.ts";

/** What is followed: how to ask for it, and what its values mean. */
export interface Followed<Value> {
  /** Of the hub's stream of server-sent events. */
  readonly address: string;
  /** The event of that stream that carries a value. */
  readonly event: string;
  /** Asks for the value as it is now. @throws Problem */
  readonly ask: () => Promise<Value>;
  /** Asks the first time, where that is another question. @throws Problem */
  readonly askFirst?: () => Promise<Value>;
  /** The hub's clock when a value was made, epoch ms: an older one than the last is left aside. */
  readonly madeAt: (value: Value) => number;
  /** Whether a rider waits in front of the slot, so that silence is noticed within seconds. */
  readonly isUrgent: (value: Value) => boolean;
  /** Whether nothing more will happen to it. */
  readonly hasEnded: (value: Value) => boolean;
  /** After how long the hub is asked although it said nothing, ms; undefined: it says all by itself. */
  readonly changesIn: (value: Value) => number | undefined;
  /** Whether asking again won't help. */
  readonly isFinal: (problem: Problem) => boolean;
}

export interface FollowListener<Value> {
  value(value: Value): void;
  /** It can't be shown. Unless the problem is final, it is tried again. */
  problem(problem: Problem): void;
  /** Whether what is shown is what the hub says at the moment. */
  connected(connected: boolean): void;
}

/** ms between two tries where the browser does not reconnect by itself, and the least time between two planned questions */
const pause = 5_000;
/** ms; while a rider waits in front of a slot the page asks by itself too */
const closeLook = 3_000;
/** ms; a stream in whose place another page has one is left to that page, and the hub asked now and then */
const standbyLook = 15_000;
/** ms without a word from the hub, of whose streams each beats every 15 s, until the page says so: two beats may be late */
const longestSilence = 40_000;
const longestUrgentSilence = 8_000;
/** ms after which a beat is late: a page that is looked at again opens its stream anew */
const lateBeat = 20_000;

/** setTimeout's limit: a longer delay would fire at once. */
const longestDelay = 2 ** 31 - 1;

/** Why the hub ends a stream for good. */
interface End {
  readonly reason: "order-ended" | "session-over" | "replaced" | "screen-revoked";
}

/**
 * Follows a value by the hub's events. A stream may look open with nothing behind it: a proxy or a phone that slept. So the
 * hub's heartbeat is watched, and without it the page says so, asks, and opens the stream anew.
 */
export class Follower<Value> {
  private readonly followed: Followed<Value>;
  private readonly listener: FollowListener<Value>;
  private stopped = false;
  private resting = false;
  private latest: Value | undefined;
  private source: EventSource | undefined;
  private changing: number | undefined;
  private readonly watching: number;
  /** Another page has the stream. */
  private standby = false;
  private asking = 0;
  /** Values that the stream brought. */
  private told = 0;
  private askedAt = Date.now();
  private openedAt = Date.now();
  private heardAt = Date.now();
  /** When the stream said something, or was opened. */
  private streamAt = Date.now();
  private watchedAt = Date.now();

  constructor(followed: Followed<Value>, listener: FollowListener<Value>) {
    this.followed = followed;
    this.listener = listener;
    this.watching = window.setInterval(() => this.watch(), 1000);
    document.addEventListener("visibilitychange", this.lookAgain);
    window.addEventListener("pageshow", this.shown);
    window.addEventListener("online", this.lookAgain);
    window.addEventListener("offline", this.offline);
    void this.ask((followed.askFirst ?? followed.ask)());
    this.open();
  }

  /** Asks the hub now. */
  refresh(): void {
    void this.ask(this.followed.ask());
  }

  /** Takes a value that came on another way; an older one than the last is left aside. */
  take(value: Value): void {
    const { madeAt, hasEnded, changesIn } = this.followed;
    if (this.stopped || (this.latest !== undefined && madeAt(value) < madeAt(this.latest))) return;
    this.latest = value;
    this.listener.value(value);
    window.clearTimeout(this.changing);
    const wait = changesIn(value);
    if (hasEnded(value)) this.rest();
    else if (wait !== undefined)
      this.changing = window.setTimeout(() => this.refresh(), Math.min(Math.max(wait, pause), longestDelay));
  }

  stop(): void {
    this.stopped = true;
    this.rest();
    document.removeEventListener("visibilitychange", this.lookAgain);
    window.removeEventListener("pageshow", this.shown);
    window.removeEventListener("online", this.lookAgain);
    window.removeEventListener("offline", this.offline);
  }

  /** Nothing more is expected. Who comes back to the page, or acts on it, still sees what became of it. */
  private rest(): void {
    this.resting = true;
    this.source?.close();
    window.clearInterval(this.watching);
    window.clearTimeout(this.changing);
  }

  private heard(): void {
    this.heardAt = Date.now();
    if (!this.stopped) this.listener.connected(true);
  }

  private heardByStream(): void {
    this.streamAt = Date.now();
    this.heard();
  }

  private isNewer(value: Value): boolean {
    const { madeAt } = this.followed;
    return this.latest === undefined || madeAt(value) > madeAt(this.latest);
  }

  private async ask(question: Promise<Value>): Promise<void> {
    const { told } = this;
    this.asking++;
    this.askedAt = Date.now();
    try {
      const value = await question;
      this.heard();
      // An answer that was overtaken by the stream may be older than what that said.
      if (this.told === told || this.isNewer(value)) this.take(value);
    } catch (error) {
      this.notAnswered(problemOf(error));
    }
    this.asking--;
  }

  /** What was shown before stays, unless asking again won't help. */
  private notAnswered(problem: Problem): void {
    if (this.stopped) return;
    const final = this.followed.isFinal(problem);
    if (this.latest !== undefined && !final) {
      if (problem.code === "network/unreachable") this.listener.connected(false);
      return;
    }
    if (final) this.stop();
    this.listener.problem(problem);
  }

  private open(): void {
    this.source?.close();
    this.standby = false;
    this.openedAt = Date.now();
    this.streamAt = this.openedAt;
    const stream = new EventSource(this.followed.address);
    this.source = stream;
    // What happened while nobody listened is not sent again; a proxy opens streams with nothing behind them too.
    stream.addEventListener("open", () => this.refresh());
    stream.addEventListener(this.followed.event, (event) => {
      this.heardByStream();
      this.told++;
      this.take(dataOf(event) as Value);
    });
    stream.addEventListener("heartbeat", () => this.heardByStream());
    stream.addEventListener("end", (event) => {
      stream.close();
      const { reason } = dataOf(event) as End;
      this.standby = reason === "replaced";
      // The answer says who must log in again, or be paired.
      if (reason === "session-over" || reason === "screen-revoked") this.refresh();
    });
    stream.addEventListener("error", () => {
      if (this.source === stream) this.listener.connected(false);
    });
  }

  /** Once a second, where the device lets timers run. */
  private watch(): void {
    const now = Date.now();
    const slept = now - this.watchedAt > pause || now < this.watchedAt;
    this.watchedAt = now;
    if (slept) {
      this.afterSleep(now);
      return;
    }
    const urgent = this.latest !== undefined && this.followed.isUrgent(this.latest);
    const silent = now - this.heardAt > (urgent ? longestUrgentSilence : longestSilence);
    if (silent) this.listener.connected(false);
    const live = this.source?.readyState === EventSource.OPEN && !silent;
    const look = this.standby ? standbyLook : urgent ? closeLook : live ? longestDelay : pause;
    if (now - this.askedAt >= look && (this.asking === 0 || silent)) this.refresh();
    // A browser gives up for good when it is answered with an error, as by a hub that restarts behind a proxy.
    const over = this.isClosed() || silent || now - this.streamAt > longestSilence;
    if (over && !this.standby && now - this.openedAt >= pause) this.open();
  }

  /** The device slept, or its clock was set, backwards perhaps: what came meanwhile is read first, and every time begins anew. */
  private afterSleep(now: number): void {
    const backwards = now < this.heardAt;
    this.heardAt = Math.max(backwards ? 0 : this.heardAt, now - longestUrgentSilence + closeLook);
    if (backwards) {
      this.streamAt = now;
      this.openedAt = now;
    }
    this.refresh();
  }

  private isClosed(): boolean {
    return this.source?.readyState === EventSource.CLOSED;
  }

  /** A phone in the pocket runs no timers and drops its connections, often without a word. */
  private readonly lookAgain = () => {
    if (document.visibilityState !== "visible") return;
    this.refresh();
    if (this.resting) return;
    if (this.standby || Date.now() - this.streamAt > lateBeat || this.isClosed()) this.open();
  };

  private readonly offline = () => this.listener.connected(false);

  /** Some browsers show a page as it was left. */
  private readonly shown = (event: PageTransitionEvent) => {
    if (event.persisted) this.lookAgain();
  };
}

/** Follows a value until it has ended, or `stop`. */
export function follow<Value>(followed: Followed<Value>, listener: FollowListener<Value>): Follower<Value> {
  return new Follower(followed, listener);
}

function dataOf(event: Event): unknown {
  return JSON.parse((event as MessageEvent<string>).data);
}
