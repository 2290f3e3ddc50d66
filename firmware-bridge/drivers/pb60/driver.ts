import { AppError } from "../../../platform/app-error.ts";
import type { CommandId, SlotNumber } from "../../../protocol/ids.ts";
import type { OpeningResult, SlotReport } from "../../../protocol/upward.ts";
import type { Driver, DriverParts } from "../driver.ts";
import { MessageLine } from "../kit/message-line.ts";
import { AbnormalReports } from "./abnormal-reports.ts";
import { type Pb60Frame, type Pb60Payload, pb60Command } from "./codec.ts";
import { Returns } from "./returns.ts";
import { isReadable } from "./slot-status.ts";
import { SlotTable } from "./slot-table.ts";
import { stationCodec, stationFrame } from "./station-codec.ts";
import { Suspicions } from "./suspicions.ts";
import { judge, opened, refused, unknown } from "./verdict.ts";
import { dialectOf, levelUnitOf, type Pb60Dialect, type Pb60Wiring } from "./wiring.ts";

/** A station on one line. */
export type Pb60Line = Pb60Wiring & { readonly slots: number };

/** Orders were answered within 1.3 s (pb60 §2.4). */
const openingTimeout = 5_000;

/** The slowest list came after 7.6 s (pb60 §2.4). Asked twice, since asking moves nothing. */
const listTimeout = 8_000;
const listTries = 2;

/** A contact bounces, and telemetry is there moments after an item: a doubtful list is asked for again after so long; ms. */
const debounce = 1_500;
const furtherLists = 3;

/** What the station reports may be lost on the line, and it does not say it again (pb60 §9). */
const pollEvery = 30_000;

/** Segments of a frame that travel through a tunnel may come that far apart; ms. */
const quietWithin = 2_000;

/** What goes into a slot so soon after a return there may be a repetition of its report; ms. */
const mayBeSaidAgain = 30_000;

/** So many frames of garbage do not have a right checksum by chance before the first good frame. */
const tokensToBeSure = 3;

/** In the answer to an order, and in that to a login; all other results are failures (pb60 §2.3). */
const success = 1;

type Ejected = Extract<Pb60Payload, { kind: "ejected" }>;

interface Opening {
  readonly slot: SlotNumber;
  /** After the order something went into the slot. */
  cameBack: boolean;
}

/**
 * Drives stations of the 0x60 family (pb60 §2).
 * @throws AppError config/invalid where version 2 has no key
 */
export function pb60Driver(wiring: Pb60Line): (parts: DriverParts) => Driver {
  const dialect = dialectOf(wiring);
  // Every line of a station with another key has wrong tokens; the hub is told once.
  const warned = { wrongTokens: false };
  return (parts) => new Pb60Driver(wiring, dialect, warned, parts);
}

class Pb60Driver implements Driver {
  readonly #dialect: Pb60Dialect;
  readonly #order: number;
  readonly #clock: DriverParts["clock"];
  readonly #line: MessageLine<Pb60Frame>;
  readonly #table: SlotTable;
  readonly #abnormal: AbnormalReports;
  readonly #returns: Returns;
  readonly #suspicions: Suspicions;
  readonly #warned: { wrongTokens: boolean };
  /** Lists that were asked for and have not come: the next ones may be theirs, since no frame has a number. */
  #listsDue = 0;
  #opening: Opening | undefined;
  /** Slots whose neighbour's lock reported something at their last opening. */
  readonly #neighbourTold = new Set<SlotNumber>();
  #work: Promise<unknown> = Promise.resolve();
  #cancelPoll: () => void = () => {};
  #cancelCheck: () => void = () => {};

  constructor(wiring: Pb60Line, dialect: Pb60Dialect, warned: { wrongTokens: boolean }, parts: DriverParts) {
    const { clock, reports } = parts;
    this.#dialect = dialect;
    this.#order = pb60Command[wiring.openingCommand];
    this.#warned = warned;
    this.#clock = clock;
    const table = new SlotTable(wiring.slots, levelUnitOf(wiring), clock);
    const abnormal = new AbnormalReports(reports, clock);
    this.#table = table;
    this.#abnormal = abnormal;
    this.#returns = new Returns({ table, reports, abnormal, answer: (frame, payload) => this.#answer(frame, payload) });
    this.#suspicions = new Suspicions({ table, reports, abnormal });
    this.#line = new MessageLine(parts, stationCodec(dialect), quietWithin);
    this.#line.listen((frame) => this.#hear(frame));
    this.#pollLater();
  }

  open(slot: SlotNumber, _key: CommandId, mayStillOpen: () => boolean): Promise<OpeningResult> {
    return this.#afterOthers(() => this.#open(slot, mayStillOpen));
  }

  async snapshot(): Promise<readonly SlotReport[]> {
    let isListed = await this.#afterOthers(() => this.#list());
    for (let more = 0; more < furtherLists && isListed && this.#table.isSettling; more++) {
      await this.#pause();
      isListed = await this.#afterOthers(() => this.#list());
    }
    if (!isListed) throw new AppError("serial/unavailable", "the station does not answer");
    return this.#table.reports;
  }

  heardAt(): number | undefined {
    return this.#line.heardAt;
  }

  close(): void {
    this.#cancelPoll();
    this.#cancelCheck();
    this.#line.close();
  }

  /** The station works orders off one after the other, and no answer bears a number: so is it asked. */
  #afterOthers<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#work.then(work);
    this.#work = result;
    return result;
  }

  #pollLater(): void {
    this.#cancelPoll = this.#clock.after(pollEvery, () => {
      if (this.#line.ended) return;
      this.#warnOfTokens();
      void this.#afterOthers(() => this.#list());
      this.#pollLater();
    });
  }

  /**
   * Asks for the occupied slots. The table has them when this resolves with true.
   * @param fresh whether only a list that was asked for now will do. The station answers in order, so that the last one of
   * those that are due is
   */
  async #list(fresh = false): Promise<boolean> {
    let came = false;
    const list = this.#line.expect(({ payload }) => {
      if (payload.kind !== "inventory") return false;
      came = true;
      return !fresh || this.#listsDue === 0;
    });
    try {
      for (let tries = 0; tries < listTries; tries++) {
        this.#listsDue++;
        if (!this.#ask(pb60Command.inventory, { kind: "empty" })) return false;
        if (await list.within(listTimeout)) return true;
        // Nothing has come for so long: what is due was lost, and what came last was asked for last.
        if (came) break;
      }
      if (came) this.#listsDue = 0;
      return came;
    } finally {
      list.end();
    }
  }

  async #open(slot: SlotNumber, mayStillOpen: () => boolean): Promise<OpeningResult> {
    if (!this.#table.has(slot)) return refused("no-such-slot");
    // What a key took out is not reported, and an order for an empty slot would fail: then its emptiness would prove nothing.
    if (!(await this.#list())) return refused(mayStillOpen() ? "board-silent" : "expired");
    if (!this.#table.has(slot)) return refused("no-such-slot");
    const before = this.#table.report(slot);
    if (before?.state === "empty") return refused("slot-empty");
    if (!mayStillOpen()) return refused("expired");
    return this.#sendOrder(slot, before);
  }

  /** The order is sent once: a station does a repeated one again, and would eject what a rider has just pushed in. */
  async #sendOrder(slot: SlotNumber, before: SlotReport | undefined): Promise<OpeningResult> {
    const known = this.#table.known(slot);
    const mayHearOldReturn = this.#table.sinceReturn(slot) < mayBeSaidAgain;
    const opening: Opening = { slot, cameBack: false };
    const answer = this.#line.expect(({ payload }) => payload.kind === "ejected" && payload.slot === slot);
    this.#opening = opening;
    this.#table.opened(slot, before?.itemId);
    try {
      if (!this.#ask(this.#order, { kind: "slot", slot })) return refused("board-silent");
      await answer.within(openingTimeout);
      const isListed = isSuccess(answer.arrived) || (await this.#listUntilItLeft(slot));
      if (isSuccess(answer.arrived)) return this.#conclude(answer.arrived.payload, before);
      if (!isListed) return unknown("board-silent");
      const isAnswered = answer.arrived !== undefined;
      // What went in had come out before.
      if (opening.cameBack && !isAnswered) return mayHearOldReturn ? unknown("unclear") : opened(before?.itemId);
      const isLocked = this.#dialect.version === "v1" ? undefined : this.#table.isLocked(slot);
      const result = judge({ before, after: this.#table.report(slot), isAnswered, isLocked });
      if (result.outcome === "refused") this.#table.stayed(slot, known);
      return result;
    } finally {
      answer.end();
      this.#opening = undefined;
    }
  }

  /** One list may be too early for a contact that bounces. @returns false: the station does not list its slots */
  async #listUntilItLeft(slot: SlotNumber): Promise<boolean> {
    if (!(await this.#list(true))) return false;
    if (this.#table.report(slot)?.state === "empty") return true;
    await this.#pause();
    return this.#list(true);
  }

  #conclude({ slot, id, tail }: Ejected, before: SlotReport | undefined): OpeningResult {
    // Own lock, neighbour's lock, and a byte that no source explains; the neighbour's was set in good openings too (pb60 §9).
    const neighbour = Number.parseInt(tail.slice(2, 4) || "0", 16);
    if (neighbour === 0) this.#neighbourTold.delete(slot);
    else if (!this.#neighbourTold.has(slot)) {
      this.#neighbourTold.add(slot);
      this.#abnormal.tell(`the lock beside the slot reported ${neighbour} when it opened`, slot);
    }
    return opened(isReadable(id) ? id : before?.itemId);
  }

  #hear(frame: Pb60Frame): void {
    const { cmd, payload } = frame;
    switch (payload.kind) {
      case "login":
        this.#welcome(frame, payload);
        break;
      case "empty":
        if (cmd === pb60Command.heartbeat) this.#answer(frame, payload);
        break;
      case "inventory":
        this.#listsDue = Math.max(0, this.#listsDue - 1);
        this.#returns.list(payload.records, payload.slots);
        break;
      case "ejected":
        // What was asked for before the order has been answered before it.
        if (this.#opening?.slot === payload.slot) this.#listsDue = 0;
        if (payload.res === success) this.#table.opened(payload.slot, isReadable(payload.id) ? payload.id : undefined);
        break;
      case "returned":
        this.#takeBack(frame, payload.record);
        break;
      case "returned-v1":
        this.#takeBack(frame, payload);
        break;
      case "abnormal":
        this.#answer(frame, { kind: "empty" });
        if (this.#suspicions.add(payload)) this.#checkLater();
        break;
      // Of the host, or answers to questions that this one does not ask.
      case "result":
      case "slot":
      case "return-reply":
      case "server":
      case "value":
      case "data":
        break;
    }
  }

  /** The time in a login is that of the last answer to one: it says nothing of now (pb60 §2.3). */
  #welcome(frame: Pb60Frame, { uptime, slots, records }: Extract<Pb60Payload, { kind: "login" }>): void {
    const time = { nonce: uptime, ts: Math.floor(this.#clock.now() / 1000) % 2 ** 32 };
    this.#answer(frame, { kind: "result", res: success, ...(this.#dialect.version === "v2" && time) });
    // A station that was just connected, or has restarted, has forgotten what it was asked.
    this.#listsDue = 0;
    this.#returns.list(records, slots);
  }

  #takeBack(frame: Pb60Frame, item: { readonly slot: SlotNumber; readonly id: string }): void {
    const wentIn = this.#returns.report(frame, item);
    if (wentIn && this.#opening?.slot === item.slot) this.#opening.cameBack = true;
  }

  #checkLater(): void {
    this.#cancelCheck = this.#clock.after(debounce, () => {
      void this.#afterOthers(async () => this.#suspicions.check(await this.#list()));
    });
  }

  #warnOfTokens(): void {
    const isSure = this.#line.heardAt === undefined && this.#line.dropped["wrong-token"] >= tokensToBeSure;
    if (!isSure || this.#warned.wrongTokens) return;
    this.#warned.wrongTokens = true;
    this.#abnormal.tell("every frame of the station has a wrong token: its key, or its version, is another one");
  }

  #ask(cmd: number, payload: Pb60Payload): boolean {
    return this.#line.write(stationFrame(this.#dialect, { cmd, payload }));
  }

  #answer({ cmd, ver }: Pb60Frame, payload: Pb60Payload): void {
    this.#line.write(stationFrame(this.#dialect, { cmd, ver, payload }));
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.after(debounce, resolve);
    });
  }
}

function isSuccess(answer: Pb60Frame | undefined): answer is Pb60Frame & { payload: Ejected } {
  return answer?.payload.kind === "ejected" && answer.payload.res === success;
}
