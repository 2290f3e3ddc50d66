import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { Ack, Welcome } from "../protocol/downward.ts";
import type { DescribedBirth } from "../protocol/upward.ts";
import type { HubClock } from "./hub-clock.ts";
import type { Journal } from "./journal.ts";
import type { Outbox } from "./outbox.ts";

export interface HandshakeParts {
  readonly bootId: string;
  readonly driver: string;
  readonly slotCount: number;
  /** Name and version of this program. */
  readonly software: string;
  /** The actions of all commands that it knows. */
  readonly actions: readonly string[];
  readonly clock: Clock;
  readonly hubClock: HubClock;
  readonly journal: Journal;
  readonly outbox: Outbox;
  readonly log: Log;
  readonly newId: () => string;
  readonly sendBirth: (birth: Omit<DescribedBirth, "connection">) => void;
  /** The number of the connection, which the hub compares with those that it knows. */
  readonly connection: () => number;
  /** The hub knows a connection with this number: connect again, under a higher one. */
  readonly connectAbove: (newest: number) => void;
  /** The hub may know a higher number than that of this connection: connect again, under a higher one. */
  readonly reconnect: () => void;
  readonly onWelcome: () => void;
}

/** A slower round trip says too little about the hub's time: the bridge asks again. */
const longestRoundTrip = 10_000;
/** An unanswered birth is repeated, and an answered one too, since clocks drift apart. In ms. */
const birthAgain = 30_000;
const clockAgain = 3_600_000;
/** The first births of a connection may be refused because of its number: they are repeated sooner; ms. */
const firstBirthAgain = 5_000;
/** After so many unanswered births a connection gets another number, so often until a hub has answered. */
const birthsBeforeReconnect = 2;
const mostReconnects = 4;
/** The hub is asked for the time at most so often because of what it said, and its answer is waited for so long; ms. */
const askAgain = 5_000;
const answerWithin = 3_000;
/** A connection is numbered by the seconds of the clock; one that is further behind the hub's was numbered by a wrong one. */
const furthestBehind = 300;
/** So that some numbers are left above it. */
const highestToExceed = Number.MAX_SAFE_INTEGER - 1_000_000;

/** What bridge and hub agree on after each connection: who this is, what time it is, how far the hub has the journal. */
export class Handshake {
  readonly #parts: HandshakeParts;
  #birth: { nonce: string; sentAt: number } | undefined;
  /** Connected, whether or not the hub has answered. */
  #isConnected = false;
  #wasWelcomed = false;
  #unanswered = 0;
  #reconnects = 0;
  /** The number of the event that the hub could not read, which was sent once more. */
  #unreadable: number | undefined;
  readonly #waiting = new Set<() => void>();
  #cancelBirth: () => void = () => {};

  constructor(parts: HandshakeParts) {
    this.#parts = parts;
  }

  /** Whether the hub is there: it has answered a birth of this connection. */
  get isWelcomed(): boolean {
    return this.#isConnected && this.#wasWelcomed;
  }

  /** Connected to the broker. */
  begin(): void {
    this.#isConnected = true;
    this.#wasWelcomed = false;
    this.#unanswered = 0;
    this.#sendBirth();
  }

  end(): void {
    this.#isConnected = false;
    this.#birth = undefined;
    this.#cancelBirth();
    this.#parts.outbox.close();
    this.#parts.journal.stopSending();
    this.#tellWaiting();
  }

  /**
   * Asks the hub for its time by a birth, unless it was asked just now. Resolves when it has answered, or when it does
   * not answer within a few seconds.
   */
  async askTime(): Promise<void> {
    if (!this.#isConnected) return;
    const { clock } = this.#parts;
    const asked = this.#birth?.sentAt;
    if (asked === undefined || clock.monotonic() - asked >= askAgain) this.#sendBirth();
    else if (this.#unanswered === 0) return;
    await new Promise<void>((resolve) => {
      const settled = () => {
        cancel();
        this.#waiting.delete(settled);
        resolve();
      };
      const cancel = clock.after(answerWithin, settled);
      this.#waiting.add(settled);
    });
  }

  async welcome(answer: Welcome): Promise<void> {
    const { hubClock, journal, outbox, onWelcome, connectAbove } = this.#parts;
    const { bootId, nonce, hubTime } = answer;
    const birth = this.#birth;
    if (birth === undefined || bootId !== this.#parts.bootId || nonce !== birth.nonce) return;
    // The broker keeps a birth, so a hub that starts later answers one of long ago; or somebody held the answer up.
    if (this.#parts.clock.monotonic() - birth.sentAt > longestRoundTrip) return this.#sendBirth();
    const dated = hubClock.set(hubTime, birth.sentAt);
    if (answer.v === 2) {
      if (dated) await journal.keep();
      // Above the highest number there is none: then the hub takes a bridge back that repeats its births.
      if (this.#birth === birth && answer.newest <= highestToExceed) connectAbove(answer.newest);
      return;
    }
    const { journalId, committed } = answer;
    const setBack = journalId === journal.data.journalId && journal.isBehind(committed);
    if (setBack) this.#renewJournal(committed);
    const isDue = !setBack && journal.startSending();
    // Moments that have become right are so on disk before they are sent, and so are the numbers that may be sent.
    if (dated || setBack || isDue) await journal.keep();
    if (this.#birth !== birth) return;
    if (this.#isNumberedTooLow()) return this.#parts.reconnect();
    if (setBack) return this.#sendBirth();
    this.#unanswered = 0;
    this.#reconnects = 0;
    this.#wasWelcomed = true;
    if (journalId === journal.data.journalId) {
      journal.commit(committed);
      journal.proveCurrent();
    }
    this.#sendBirthIn(clockAgain);
    outbox.open();
    this.#tellWaiting();
    onWelcome();
  }

  acknowledge({ bootId, journalId, committed, refused }: Ack): void {
    const { journal } = this.#parts;
    if (bootId !== this.#parts.bootId || journalId !== journal.data.journalId) return;
    if (refused) this.#heed(refused, committed);
    else this.#take(committed);
  }

  #take(committed: number): void {
    const { journal, outbox } = this.#parts;
    // Only a welcome, which answers a question of now, says that the disk was set back.
    if (journal.isBehind(committed)) {
      this.sayBirthAgain();
      return;
    }
    if (committed === journal.data.committed) outbox.overtaken();
    journal.commit(committed);
    outbox.flush();
  }

  /** Events get no answer: the hub may know another journal of this cabinet, or another start of its bridge. */
  sayBirthAgain(): void {
    void this.askTime();
  }

  #heed(refused: NonNullable<Ack["refused"]>, committed: number): void {
    const { journal, log } = this.#parts;
    switch (refused.reason) {
      case "gap":
        if (committed < journal.data.committed) this.sayBirthAgain();
        else this.#take(committed);
        return;
      case "journal-set-back":
        // A copy of what the hub has stored long ago was late.
        if (refused.seq !== undefined && refused.seq <= journal.data.committed) return;
        void this.#goOnUnderNewJournal(committed);
        return;
      case "invalid":
        log.error({ ...refused, committed }, "the hub keeps an event that it can't understand for an operator");
        this.#take(committed);
        return;
      case "unreadable":
        this.#passUnreadable();
    }
  }

  /** It may have been spoilt on its way: it is sent once more, and after that it would hold up all that come after it. */
  #passUnreadable(): void {
    const { journal, log } = this.#parts;
    const [event] = journal.after(journal.data.committed, 1);
    if (event === undefined) return;
    if (this.#unreadable !== event.seq) {
      this.#unreadable = event.seq;
      return;
    }
    log.error({ event }, "an event that the hub could not read twice is left out");
    journal.commit(event.seq);
    this.#sendBirth();
  }

  async #goOnUnderNewJournal(committed: number): Promise<void> {
    this.#renewJournal(committed);
    await this.#parts.journal.keep();
    if (this.#isConnected) this.#sendBirth();
  }

  #renewJournal(committed: number): void {
    const { journal, outbox, hubClock, newId, log } = this.#parts;
    log.warn({ committed, last: journal.data.last }, "the journal was set back, as by a backup; a new one begins");
    outbox.close();
    journal.stopSending();
    journal.renew(newId(), hubClock.now(), committed);
  }

  #isNumberedTooLow(): boolean {
    const { hubClock, connection } = this.#parts;
    return !this.#wasWelcomed && connection() < hubClock.seconds() - furthestBehind;
  }

  #sendBirth(): void {
    const { bootId, driver, slotCount, clock, journal, newId, sendBirth, software, actions } = this.#parts;
    const { journalId, committed, last } = journal.data;
    const nonce = newId();
    this.#birth = { nonce, sentAt: clock.monotonic() };
    this.#unanswered += 1;
    this.#sendBirthIn(!this.#wasWelcomed && this.#unanswered <= birthsBeforeReconnect ? firstBirthAgain : birthAgain);
    const range = { id: journalId, first: committed + 1, last };
    const of = { bootId, driver, slots: slotCount, journal: range, nonce, software, actions: [...actions] };
    sendBirth({ v: 2, state: "birth", ...of });
  }

  #sendBirthIn(delay: number): void {
    this.#cancelBirth();
    this.#cancelBirth = this.#parts.clock.after(delay, () => {
      const isUnheard = !this.#wasWelcomed && this.#unanswered === birthsBeforeReconnect;
      if (!isUnheard || this.#reconnects === mostReconnects) return this.#sendBirth();
      this.#reconnects += 1;
      this.#parts.reconnect();
    });
  }

  #tellWaiting(): void {
    for (const settled of this.#waiting) settled();
  }
}
