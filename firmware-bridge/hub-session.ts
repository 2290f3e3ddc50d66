import type { Clock } from "../platform/clock.ts";
import type { Ack, Welcome } from "../protocol/downward.ts";
import type { Birth } from "../protocol/upward.ts";
import type { HubClock } from "./hub-clock.ts";
import type { Journal } from "./journal.ts";
import type { Outbox } from "./outbox.ts";

export interface HubSessionParts {
  readonly bootId: string;
  readonly driver: string;
  readonly slotCount: number;
  readonly clock: Clock;
  readonly hubClock: HubClock;
  readonly journal: Journal;
  readonly outbox: Outbox;
  readonly newId: () => string;
  readonly sendBirth: (birth: Omit<Birth, "connection">) => void;
  readonly onWelcome: () => void;
}

/** A slower round trip says too little about the hub's time: the bridge asks again. */
const longestRoundTrip = 10_000;
/** An unanswered birth is repeated, and an answered one too, since clocks drift apart. In ms. */
const birthAgain = 30_000;
const clockAgain = 3_600_000;

/** What bridge and hub agree on after each connection: who this is, what time it is, how far the hub has the journal. */
export class HubSession {
  readonly #parts: HubSessionParts;
  #birth: { nonce: string; sentAt: number } | undefined;
  #cancelBirth: () => void = () => {};

  constructor(parts: HubSessionParts) {
    this.#parts = parts;
  }

  /** Connected to the broker. */
  begin(): void {
    const { bootId, driver, slotCount, clock, journal, newId, sendBirth } = this.#parts;
    const { journalId, committed, last } = journal.data;
    const nonce = newId();
    this.#birth = { nonce, sentAt: clock.monotonic() };
    this.#beginAgainIn(birthAgain);
    const range = { id: journalId, first: committed + 1, last };
    sendBirth({ v: 1, state: "birth", bootId, driver, slots: slotCount, journal: range, nonce });
  }

  end(): void {
    this.#birth = undefined;
    this.#cancelBirth();
    this.#parts.outbox.close();
  }

  async welcome({ bootId, nonce, hubTime, journalId, committed }: Welcome): Promise<void> {
    const { hubClock, journal, outbox, newId, onWelcome } = this.#parts;
    const birth = this.#birth;
    if (birth === undefined || bootId !== this.#parts.bootId || nonce !== birth.nonce) return;
    // The broker keeps a birth, so a hub that starts later answers one of long ago; or somebody held the answer up.
    if (this.#parts.clock.monotonic() - birth.sentAt > longestRoundTrip) return this.begin();
    const first = !hubClock.isSet;
    hubClock.set(hubTime, birth.sentAt);
    const setBack = journalId === journal.data.journalId && committed > journal.data.last;
    if (setBack) {
      outbox.close();
      journal.renew(newId(), hubClock.now());
    }
    // The moments before the first welcome have become right, and are so on disk before they are sent.
    if (first || setBack) await journal.save();
    if (this.#birth !== birth) return;
    if (setBack) return this.begin();
    if (journalId === journal.data.journalId) journal.commit(committed);
    this.#beginAgainIn(clockAgain);
    outbox.open();
    onWelcome();
  }

  acknowledge({ bootId, journalId, committed }: Ack): void {
    const { journal, outbox } = this.#parts;
    if (bootId !== this.#parts.bootId || journalId !== journal.data.journalId || committed > journal.data.last) return;
    if (committed === journal.data.committed) outbox.overtaken();
    journal.commit(committed);
    outbox.flush();
  }

  #beginAgainIn(delay: number): void {
    this.#cancelBirth();
    this.#cancelBirth = this.#parts.clock.after(delay, () => this.begin());
  }
}
