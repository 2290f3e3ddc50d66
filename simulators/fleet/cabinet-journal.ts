import type { Clock } from "../../platform/clock.ts";
import type { Ack } from "../../protocol/downward.ts";
import type { CabinetEvent, HappeningBody } from "../../protocol/upward.ts";
import type { FleetTally } from "./fleet-tally.ts";

/** An event that the hub has not acknowledged after this many ms is sent again. */
const patience = 5000;
/** So many events may be on their way, as the bridge has it. */
const widest = 32;

export interface CabinetJournalParts {
  readonly id: string;
  readonly clock: Clock;
  readonly send: (event: CabinetEvent) => void;
  /** All is stored, and some of it only after it was sent again. */
  readonly onStoredLate: () => void;
  readonly tally: FleetTally;
}

/** The events of a simulated cabinet that the hub has not stored yet, in memory. */
export class CabinetJournal {
  readonly #parts: CabinetJournalParts;
  #kept: CabinetEvent[] = [];
  #last = 0;
  /** The newest event sent; undefined: the hub has not welcomed this connection. */
  #sent: number | undefined;
  #window = widest;
  #cancelResend: (() => void) | undefined;
  /** Since all was stored last, something was sent again on the same connection. */
  #isLate = false;

  constructor(parts: CabinetJournalParts) {
    this.#parts = parts;
  }

  get range(): { id: string; first: number; last: number } {
    return { id: this.#parts.id, first: this.#last - this.#kept.length + 1, last: this.#last };
  }

  append(body: HappeningBody, at: CabinetEvent["at"]): void {
    const event: CabinetEvent = { v: 1, journalId: this.#parts.id, seq: ++this.#last, at, body };
    this.#kept.push(event);
    this.#parts.tally.unacknowledged += 1;
    this.#flush();
  }

  /** @param committed how far the hub says that it has the journal */
  open(journalId: string, committed: number): void {
    this.#sent = undefined;
    this.acknowledge({ journalId, committed });
    this.#resend();
  }

  close(): void {
    this.#sent = undefined;
    this.#isLate = false;
    this.#cancelResend?.();
    this.#cancelResend = undefined;
  }

  acknowledge({ journalId, committed }: Pick<Ack, "journalId" | "committed">): void {
    const { id, tally, onStoredLate } = this.#parts;
    if (journalId !== id) return;
    if (committed === this.#committed) this.#overtaken();
    const left = this.#kept.filter(({ seq }) => seq > committed);
    tally.unacknowledged -= this.#kept.length - left.length;
    this.#kept = left;
    if (left.length === 0) {
      this.#window = widest;
      if (this.#isLate) onStoredLate();
      this.#isLate = false;
      this.#cancelResend?.();
      this.#cancelResend = undefined;
    }
    this.#flush();
  }

  get #committed(): number {
    return this.#last - this.#kept.length;
  }

  /** Of several events on their way to several hubs a later one came first and was refused: they go one by one now. */
  #overtaken(): void {
    if (this.#window === 1 || this.#sent === undefined || this.#sent <= this.#committed + 1) return;
    this.#window = 1;
    this.#sent = this.#committed;
  }

  #resend(): void {
    this.#sent = this.#committed;
    this.#flush();
  }

  #flush(): void {
    if (this.#sent === undefined) return;
    const sent = Math.max(this.#sent, this.#committed);
    for (const event of this.#kept.slice(sent - this.#committed, this.#window)) {
      this.#parts.send(event);
      this.#sent = event.seq;
    }
    this.#awaitStorage();
  }

  #awaitStorage(): void {
    if (this.#kept.length === 0) return;
    this.#cancelResend ??= this.#parts.clock.after(patience, () => {
      this.#cancelResend = undefined;
      this.#isLate = true;
      this.#resend();
    });
  }
}
