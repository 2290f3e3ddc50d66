import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { SampledLog } from "../../platform/sampled-log.ts";
import type { CabinetId } from "../../protocol/ids.ts";

/** Why something that a cabinet said was not taken as it was said. */
export type RefusalKind =
  | "message-invalid"
  | "event-invalid"
  | "event-unreadable"
  | "event-gap"
  | "journal-set-back"
  | "journal-skipped"
  | "journal-impossible"
  | "snapshot-impossible"
  | "unmatched-dropped"
  | "budget-spent";

const sentences: Readonly<Record<RefusalKind, string>> = {
  "message-invalid": "a message was refused",
  "event-invalid": "an event that breaks its schema was kept for an operator",
  "event-unreadable": "an event without a readable number was refused",
  "event-gap": "an event was refused: one before it is missing",
  "journal-set-back": "a cabinet's journal was set back: it must begin a new one",
  "journal-skipped": "a cabinet's journal has lost events that the hub never got",
  "journal-impossible": "a birth with an impossible journal was refused",
  "snapshot-impossible": "a snapshot that can't be true was dropped",
  "unmatched-dropped": "events that belong to no order were not kept: the cabinet has too many",
  "budget-spent": "a cabinet says more than it may: messages were dropped",
};

/** Counts what cabinets say in vain, and logs it: the first of a kind and cabinet, then one line a minute. */
export class Refusals {
  readonly #sampled: SampledLog;
  readonly #count: (kind: RefusalKind) => void;

  constructor(log: Log, clock: Clock, count: (kind: RefusalKind) => void = () => {}) {
    this.#sampled = new SampledLog({ log, clock });
    this.#count = count;
  }

  /** Counts one that a line in the log tells of already. */
  count(kind: RefusalKind): void {
    this.#count(kind);
  }

  note(kind: RefusalKind, cabinetId: CabinetId, fields: object = {}): void {
    this.#count(kind);
    this.#sampled.warn(kind, cabinetId, { cabinetId, ...fields }, sentences[kind]);
  }
}
