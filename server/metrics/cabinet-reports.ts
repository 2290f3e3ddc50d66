import { decode } from "../../protocol/messages.ts";
import { parseUpTopic } from "../../protocol/topics.ts";
import type { Health } from "../../protocol/upward.ts";
import { boundedAge } from "../rental/reported-time.ts";
import type { HubMetrics } from "./hub-metrics.ts";

/** A board is asked something once a minute at least; ms. */
const silence = 300_000;
/** No cabinet counts for more than this in a sum of the whole fleet. */
const mostCounted = 10_000;

/** What each cabinet last said of itself, summed up into gauges: one of a thousand cabinets has no series of its own. */
export class CabinetReports {
  readonly #metrics: Pick<HubMetrics, "eventsUnacknowledged" | "boardsSilent" | "sealsBroken">;
  readonly #last = new Map<string, Health>();

  constructor(metrics: Pick<HubMetrics, "eventsUnacknowledged" | "boardsSilent" | "sealsBroken">) {
    this.#metrics = metrics;
  }

  /** Takes any message of a cabinet; its health counts until it goes away. */
  note(topic: string, payload: Uint8Array): void {
    const place = parseUpTopic(topic);
    if (place?.channel === "presence" && hasGone(payload)) this.#last.delete(place.cabinetId);
    if (place?.channel !== "health") return;
    const decoded = decode("health", payload);
    if (decoded.ok) this.#last.set(place.cabinetId, decoded.message);
  }

  sumUp(): void {
    const { eventsUnacknowledged, boardsSilent, sealsBroken } = this.#metrics;
    const last = [...this.#last.values()];
    eventsUnacknowledged.set(last.reduce((sum, { journalDepth }) => sum + Math.min(journalDepth, mostCounted), 0));
    sealsBroken.set(last.reduce((sum, report) => sum + Math.min(report.sealsBroken, mostCounted), 0));
    boardsSilent.set(last.filter(isSilent).length);
  }
}

function hasGone(payload: Uint8Array): boolean {
  const decoded = decode("presence", payload);
  return decoded.ok && decoded.message.state !== "birth";
}

/** Only the difference of the two times counts: the cabinet's clock may be years off. */
function isSilent({ at, boardHeardAt, uptime }: Health): boolean {
  return boardHeardAt === null || boundedAge(at, boardHeardAt, uptime) > silence;
}
