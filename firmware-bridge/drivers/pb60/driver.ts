import { AppError } from "../../../platform/app-error.ts";
import type { CommandId, ItemId, SlotNumber } from "../../../protocol/ids.ts";
import type { DoubtReason, OpeningResult, RefusalReason, SlotReport } from "../../../protocol/upward.ts";
import type { BoardReports, Driver, DriverParts } from "../driver.ts";
import { MessageLine } from "../kit/message-line.ts";
import { type Pb60Frame, type Pb60Payload, type Pb60Record, pb60Command } from "./codec.ts";
import { isReadable } from "./slot-status.ts";
import { type KnownSlot, SlotTable } from "./slot-table.ts";
import { stationCodec, stationFrame } from "./station-codec.ts";
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
const lookAgain = 3;

/** What the station reports may be lost on the line, and it does not say it again (pb60 §9). */
const pollEvery = 30_000;

/** Segments of a frame that travel through a tunnel may come that far apart; ms. */
const quietWithin = 2_000;

/** An order that came so soon after a return may be followed by a repetition of its report; ms. */
const mayBeSaidAgain = 30_000;

/** So many frames of garbage do not have a right checksum by chance before the first good frame. */
const tokensToBeSure = 3;

/** Results in the answer to a return (pb60 §2.3). */
const returnResult = { failed: 0, ok: 1, duplicate: 3, invalidId: 4 } as const;

/** Results in the answer to an order, and in that to a login: all others are failures (pb60 §2.3). */
const success = 1;

/** What the station says unasked: a lock moved without a command, or something went in that it could not read (pb60 §2.3). */
const abnormalEvent = { unlocked: 1, unread: 2 } as const;

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
  const toldOnce = new Set<string>();
  return (parts) => new Pb60Driver(wiring, dialect, toldOnce, parts);
}

class Pb60Driver implements Driver {
  readonly #dialect: Pb60Dialect;
  readonly #order: number;
  readonly #clock: DriverParts["clock"];
  readonly #reports: BoardReports;
  readonly #line: MessageLine<Pb60Frame>;
  readonly #table: SlotTable;
  readonly #toldOnce: Set<string>;
  /** Lists that were asked for and have not come: the next ones may be theirs, since no frame has a number. */
  #listsDue = 0;
  #opening: Opening | undefined;
  /** Returns that are being kept. */
  readonly #keeping = new Set<string>();
  /** Slots whose neighbour's lock reported something at their last opening. */
  readonly #neighbourTold = new Set<SlotNumber>();
  readonly #suspicions: { slot: SlotNumber; event: number; before: KnownSlot | undefined }[] = [];
  #work: Promise<unknown> = Promise.resolve();
  #cancelPoll: () => void = () => {};
  #cancelCheck: () => void = () => {};

  constructor(wiring: Pb60Line, dialect: Pb60Dialect, toldOnce: Set<string>, parts: DriverParts) {
    this.#dialect = dialect;
    this.#order = pb60Command[wiring.openingCommand];
    this.#toldOnce = toldOnce;
    this.#clock = parts.clock;
    this.#reports = parts.reports;
    this.#table = new SlotTable(wiring.slots, levelUnitOf(wiring), parts.clock);
    this.#line = new MessageLine(parts, stationCodec(dialect), quietWithin);
    this.#line.listen((frame) => this.#hear(frame));
    this.#pollLater();
  }

  open(slot: SlotNumber, _key: CommandId, mayStillOpen: () => boolean): Promise<OpeningResult> {
    return this.#afterOthers(() => this.#open(slot, mayStillOpen));
  }

  async snapshot(): Promise<readonly SlotReport[]> {
    let seen = await this.#afterOthers(() => this.#look());
    for (let more = 0; more < lookAgain && seen && this.#table.isSettling; more++) {
      await this.#pause();
      seen = await this.#afterOthers(() => this.#look());
    }
    if (!seen) throw new AppError("serial/unavailable", "the station does not answer");
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
      this.#tellWrongTokens();
      void this.#afterOthers(() => this.#look());
      this.#pollLater();
    });
  }

  /**
   * Asks for the occupied slots. The table has them when this resolves with true.
   * @param fresh whether only a list that was asked for now will do. The station answers in order, so that the last one of
   * those that are due is
   */
  async #look(fresh = false): Promise<boolean> {
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
    if (!(await this.#look())) return refused(mayStillOpen() ? "board-silent" : "expired");
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
      if (!this.#ask(this.#order, { kind: "slot", slot })) {
        this.#table.stayed(slot, known);
        return refused("board-silent");
      }
      await answer.within(openingTimeout);
      const isSeen = isSuccess(answer.arrived) || (await this.#lookWhetherItStays(slot));
      if (isSuccess(answer.arrived)) return this.#conclude(answer.arrived.payload, before);
      if (!isSeen) return unknown("board-silent");
      if (opening.cameBack) return mayHearOldReturn ? unknown("unclear") : opened(before?.itemId);
      const result = this.#judge(slot, before, answer.arrived !== undefined);
      if (result.outcome === "refused") this.#table.stayed(slot, known);
      return result;
    } finally {
      answer.end();
      this.#opening = undefined;
    }
  }

  /** @returns false: the station does not list its slots */
  async #lookWhetherItStays(slot: SlotNumber): Promise<boolean> {
    if (!(await this.#look(true))) return false;
    if (this.#table.report(slot)?.state === "empty") return true;
    await this.#pause();
    return this.#look(true);
  }

  #conclude({ slot, id, tail }: Ejected, before: SlotReport | undefined): OpeningResult {
    // Own lock, neighbour's lock, and a byte that no source explains; the neighbour's was set in good openings too (pb60 §9).
    const neighbour = Number.parseInt(tail.slice(2, 4) || "0", 16);
    if (neighbour === 0) this.#neighbourTold.delete(slot);
    else if (!this.#neighbourTold.has(slot)) {
      this.#neighbourTold.add(slot);
      this.#tellAbnormal(`the lock beside the slot reported ${neighbour} when it opened`, slot);
    }
    return opened(isReadable(id) ? id : before?.itemId);
  }

  /** What the list after a failed order, or after one without an answer, says of it. */
  #judge(slot: SlotNumber, before: SlotReport | undefined, isAnswered: boolean): OpeningResult {
    const after = this.#table.report(slot);
    if (after?.state === "empty") return opened(before?.itemId);
    if (before?.itemId === undefined) return isAnswered ? refused("item-unreadable") : unknown("unclear");
    if (after?.state !== "occupied") return unknown("unclear");
    if (after.itemId !== before.itemId) return opened(before.itemId);
    // Version 1 has no status: there the item may lie loose, if the station did not say that it failed.
    const isStuck = this.#table.isLocked(slot) || (this.#dialect.version === "v1" && isAnswered);
    return isStuck ? refused("lock-fault") : unknown("unclear");
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
        this.#learn(payload.records, payload.slots);
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
        this.#suspect(payload);
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
    this.#listsDue = 0;
    this.#learn(records, slots);
  }

  #learn(records: readonly Pb60Record[], slots: number | undefined): void {
    for (const { slot, item } of this.#table.list(records, slots)) {
      this.#table.returned(slot, item.itemId);
      this.#reports.returned(slot, item, "snapshot").catch(() => this.#table.forgetReturn(slot));
    }
  }

  /** Telemetry of a return is filler: only its slot and id count, the rest comes with the next list (pb60 §2.5). */
  #takeBack(frame: Pb60Frame, item: { slot: SlotNumber; id: ItemId }): void {
    const { slot, id } = item;
    if (!this.#table.has(slot)) {
      this.#answerReturn(frame, returnResult.failed);
      this.#tellAbnormal(`a return in slot ${slot}, which the cabinet does not have`);
      return;
    }
    if (!isReadable(id)) {
      this.#answerReturn(frame, returnResult.invalidId);
      this.#tellAbnormal("what was pushed in has no id that can be read", slot);
      return;
    }
    const key = `${slot} ${id}`;
    // The answer to the first one is under way.
    if (this.#keeping.has(key)) return;
    if (this.#opening?.slot === slot) this.#opening.cameBack = true;
    const before = this.#table.returned(slot, id);
    if (before?.is === "occupied" && before.itemId === id && before.told) {
      this.#answerReturn(frame, returnResult.duplicate);
      return;
    }
    this.#keeping.add(key);
    void this.#keep(slot, id, before)
      .then(() => this.#answerReturn(frame, returnResult.ok))
      // Unanswered, and found again by the next list.
      .catch(() => this.#table.forgetReturn(slot))
      .finally(() => this.#keeping.delete(key));
  }

  async #keep(slot: SlotNumber, itemId: ItemId, before: KnownSlot | undefined): Promise<void> {
    if (before?.is === "occupied" && before.itemId !== itemId) await this.#reports.removed(slot, before.itemId);
    await this.#reports.returned(slot, { itemId }, "report");
  }

  #answerReturn(frame: Pb60Frame, res: number): void {
    const { payload } = frame;
    if (payload.kind === "returned")
      this.#answer(frame, { kind: "return-reply", slot: payload.record.slot, res, record: payload.record, tail: "" });
    else if (payload.kind === "returned-v1")
      this.#answer(frame, { kind: "return-reply", slot: payload.slot, res, tail: "" });
  }

  /** It is a hint: of the items that stations said to be unlocked most lay in place afterwards. The next list decides (pb60 §2.5). */
  #suspect({ event, slot }: { event: number; slot: SlotNumber }): void {
    this.#suspicions.push({ event, slot, before: this.#table.known(slot) });
    if (this.#suspicions.length > 1) return;
    this.#cancelCheck = this.#clock.after(debounce, () => {
      void this.#afterOthers(async () => {
        const isSeen = await this.#look();
        for (const suspicion of this.#suspicions.splice(0)) if (isSeen) this.#check(suspicion);
      });
    });
  }

  #check({ event, slot, before }: { event: number; slot: SlotNumber; before: KnownSlot | undefined }): void {
    const state = this.#table.report(slot)?.state;
    const where = this.#table.has(slot) ? slot : undefined;
    if (event === abnormalEvent.unlocked) {
      const now = this.#table.known(slot);
      const isGone = before?.is === "occupied" && now?.is === "empty" && now.given === undefined;
      if (isGone) this.#reports.removed(slot, before.itemId).catch(() => {});
    } else if (event === abnormalEvent.unread) {
      if (state !== "occupied") this.#tellAbnormal("something was pushed in that has no id", where);
    } else {
      this.#tellAbnormal(`the station reports event ${event}`, where);
    }
  }

  #tellWrongTokens(): void {
    const what = "every frame of the station has a wrong token: its key, or its version, is another one";
    if (this.#line.heardAt !== undefined || this.#line.dropped["wrong-token"] < tokensToBeSure) return;
    if (this.#toldOnce.has(what)) return;
    this.#toldOnce.add(what);
    this.#tellAbnormal(what);
  }

  /** What can't be kept ends the bridge; there is nothing to be done about it here. */
  #tellAbnormal(what: string, slot?: SlotNumber): void {
    this.#reports.abnormal(what, slot).catch(() => {});
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

function opened(itemId: ItemId | undefined): OpeningResult {
  return itemId === undefined ? { outcome: "opened" } : { outcome: "opened", itemId };
}

function refused(reason: RefusalReason): OpeningResult {
  return { outcome: "refused", reason };
}

function unknown(reason: DoubtReason): OpeningResult {
  return { outcome: "unknown", reason };
}
