import type { Clock } from "../../platform/clock.ts";
import type { Ack } from "../../protocol/downward.ts";
import type { CabinetEvent, HappeningBody } from "../../protocol/upward.ts";
import type { FleetTally } from "./fleet-tally.ts";

/** An event that the hub has not acknowledged after this many ms is sent again. */
const patience = 5000;

/** The events of a simulated cabinet that the hub has not stored yet, in memory. */
export class CabinetJournal {
  readonly #id: string;
  readonly #clock: Clock;
  readonly #send: (event: CabinetEvent) => void;
  readonly #tally: FleetTally;
  #kept: CabinetEvent[] = [];
  #last = 0;
  /** Whether the hub has welcomed this connection. */
  #open = false;
  #cancelResend: (() => void) | undefined;

  constructor(id: string, clock: Clock, send: (event: CabinetEvent) => void, tally: FleetTally) {
    this.#id = id;
    this.#clock = clock;
    this.#send = send;
    this.#tally = tally;
  }

  get range(): { id: string; first: number; last: number } {
    return { id: this.#id, first: this.#last - this.#kept.length + 1, last: this.#last };
  }

  append(body: HappeningBody, at: CabinetEvent["at"]): void {
    const event: CabinetEvent = { v: 1, journalId: this.#id, seq: ++this.#last, at, body };
    this.#kept.push(event);
    this.#tally.unacknowledged += 1;
    if (!this.#open) return;
    this.#send(event);
    this.#awaitStorage();
  }

  /** @param committed how far the hub says that it has the journal */
  open(journalId: string, committed: number): void {
    this.#open = true;
    this.acknowledge({ v: 1, journalId, committed });
    this.#resend();
  }

  close(): void {
    this.#open = false;
    this.#cancelResend?.();
    this.#cancelResend = undefined;
  }

  acknowledge({ journalId, committed }: Ack): void {
    if (journalId !== this.#id) return;
    const left = this.#kept.filter(({ seq }) => seq > committed);
    this.#tally.unacknowledged -= this.#kept.length - left.length;
    this.#kept = left;
    if (left.length === 0) {
      this.#cancelResend?.();
      this.#cancelResend = undefined;
    }
  }

  #resend(): void {
    for (const event of this.#kept) this.#send(event);
    this.#awaitStorage();
  }

  #awaitStorage(): void {
    if (this.#kept.length === 0) return;
    this.#cancelResend ??= this.#clock.after(patience, () => {
      this.#cancelResend = undefined;
      this.#resend();
    });
  }
}
