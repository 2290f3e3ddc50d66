import type { Clock } from "../platform/clock.ts";
import type { CabinetEvent } from "../protocol/upward.ts";
import type { Journal } from "./journal.ts";

/** So many events may be on their way; a long absence is caught up without flooding the broker. */
const widest = 32;
/** An event that the hub has not stored after this many ms is sent again. */
const patience = 5000;

/** Events that were sent so often and got no answer are of a journal, or of a start of the bridge, that the hub does not know. */
const unheardAfter = 3;

export interface OutboxParts {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly send: (event: CabinetEvent) => void;
  /** All is stored, and some of it only after it was sent again: what was sent beside it once may be lost. */
  readonly onStoredLate: () => void;
  /** Events were sent several times, and the hub says nothing. */
  readonly onUnheard: () => void;
}

/** Sends the journal's events in order, and again until the hub says that they are stored. */
export class Outbox {
  readonly #parts: OutboxParts;
  /** The newest event sent; undefined: the hub has not welcomed this connection. */
  #sent: number | undefined;
  #window = widest;
  /** undefined: nothing is on its way. */
  #cancelResend: (() => void) | undefined;
  /** How often in a row events were sent again in vain, and at which count the hub is asked next. */
  #resent = 0;
  #askAt = unheardAfter;
  /** Since all was stored last, something was sent again on the same connection. */
  #isLate = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Begins at the oldest event that the hub does not have: after each welcome. */
  open(): void {
    this.close();
    this.#resend();
  }

  /** Sends nothing until the next welcome. */
  close(): void {
    this.#sent = undefined;
    this.#isLate = false;
    this.#cancelResend?.();
    this.#cancelResend = undefined;
  }

  /** Sends what has become durable, or what the window has room for since the hub stored something. */
  flush(): void {
    if (this.#sent === undefined) return;
    const { journal, send, onStoredLate } = this.#parts;
    const { committed } = journal.data;
    const sent = Math.max(this.#sent, committed);
    this.#sent = sent;
    for (const event of journal.after(sent, Math.max(0, committed + this.#window - sent))) {
      send(event);
      this.#sent = event.seq;
    }
    if (this.#sent === committed) {
      this.#window = widest;
      if (this.#isLate) onStoredLate();
      this.#isLate = false;
    }
    this.#awaitStorage();
  }

  /**
   * The hub has said once more what it had said before: of several events on their way a later one came first, as it
   * happens where several hubs share the work, and was refused. Until all is stored they go one by one.
   */
  overtaken(): void {
    const { committed } = this.#parts.journal.data;
    if (this.#window === 1 || this.#sent === undefined || this.#sent <= committed + 1) return;
    this.#window = 1;
    this.#sent = committed;
  }

  #resend(): void {
    this.#sent = this.#parts.journal.data.committed;
    this.flush();
  }

  #awaitStorage(): void {
    const { journal, clock } = this.#parts;
    const { committed } = journal.data;
    if (this.#cancelResend || this.#sent === undefined || this.#sent <= committed) return;
    this.#cancelResend = clock.after(patience, () => {
      this.#cancelResend = undefined;
      if (journal.data.committed !== committed) {
        this.#resent = 0;
        this.#askAt = unheardAfter;
        return this.#awaitStorage();
      }
      this.#isLate = true;
      this.#resent += 1;
      this.#resend();
      if (this.#resent < this.#askAt) return;
      this.#askAt = 2 * this.#resent;
      this.#parts.onUnheard();
    });
  }
}
