import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { App } from "./typed-app.ts";

const minute = 60_000;
/** Networks that are counted at once; each takes some hundred bytes. */
const mostNetworks = 100_000;

/**
 * Counts the requests of each network. All networks' minutes begin together, so that whoever is turned away waits a minute
 * at most, and nothing is kept of a network for longer.
 */
export class RequestLimit {
  readonly #clock: Clock;
  readonly #perMinute: number;
  readonly #counts = new Map<string, number>();
  #ends = 0;

  constructor(clock: Clock, perMinute: number) {
    this.#clock = clock;
    this.#perMinute = perMinute;
  }

  /** Counts one request; answers the seconds to wait where it is one too many. */
  take(address: string): number | undefined {
    const now = this.#clock.monotonic();
    if (now >= this.#ends || this.#counts.size >= mostNetworks) {
      this.#counts.clear();
      this.#ends = now + minute;
    }
    const network = networkOf(address);
    const count = (this.#counts.get(network) ?? 0) + 1;
    this.#counts.set(network, count);
    return count > this.#perMinute ? Math.ceil((this.#ends - now) / 1000) : undefined;
  }
}

/** Refuses what is too much of the routes that are registered afterwards. */
export function limitRequests(app: App, limit: RequestLimit): void {
  app.addHook("onRequest", (request, reply, done) => {
    const wait = limit.take(request.ip);
    if (wait === undefined) return done();
    reply.header("retry-after", wait);
    done(new AppError("request/too-many"));
  });
}

/** An IPv4 address as it is, of an IPv6 address the first 64 bits: a household has all addresses that begin with them. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const mapped = /^::ffff:([\d.]+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const last = tail === "" ? [] : tail.split(":");
    groups.push(...Array.from({ length: Math.max(0, 8 - groups.length - last.length) }, () => "0"), ...last);
  }
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
