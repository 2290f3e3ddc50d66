import type { Clock } from "../platform/clock.ts";
import type { CabinetEvent } from "../protocol/upward.ts";
import type { Journal } from "./journal.ts";

/** So many events may be on their way; a long absence is caught up without flooding the broker. */
const window = 32;
/** An event that the hub has not stored after this many ms is sent again. */
const patience = 5000;

/** Sends the journal's events in order, and again until the hub says that they are stored. */
export class Outbox {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #send: (event: CabinetEvent) => void;
  /** The newest event sent; undefined: the hub has not welcomed this connection. */
  #sent: number | undefined;
  #cancelResend: () => void = () => {};

  constructor(journal: Journal, clock: Clock, send: (event: CabinetEvent) => void) {
    this.#journal = journal;
    this.#clock = clock;
    this.#send = send;
  }

  /** Begins at the oldest event that the hub does not have: after each welcome. */
  open(): void {
    this.#resend();
  }

  /** Sends nothing until the next welcome. */
  close(): void {
    this.#sent = undefined;
    this.#cancelResend();
  }

  /** Sends what has become durable, or what the window has room for since the hub stored something. */
  flush(): void {
    if (this.#sent === undefined) return;
    const { committed } = this.#journal.data;
    const sent = Math.max(this.#sent, committed);
    this.#sent = sent;
    for (const event of this.#journal.after(sent, Math.max(0, committed + window - sent))) {
      this.#send(event);
      this.#sent = event.seq;
    }
  }

  #resend(): void {
    const { committed } = this.#journal.data;
    this.#sent = committed;
    this.flush();
    this.#cancelResend();
    this.#cancelResend = this.#clock.after(patience, () => this.#checkProgress(committed));
  }

  #checkProgress(before: number): void {
    const { committed } = this.#journal.data;
    if (committed === before) this.#resend();
    else this.#cancelResend = this.#clock.after(patience, () => this.#checkProgress(committed));
  }
}
