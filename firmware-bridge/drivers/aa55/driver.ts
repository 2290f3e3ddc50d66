import { AppError } from "../../../platform/app-error.ts";
import type { CommandId, ItemId, SlotNumber } from "../../../protocol/ids.ts";
import type { DoubtReason, EventSource, OpeningResult, RefusalReason, SlotReport } from "../../../protocol/upward.ts";
import type { BoardReports, Driver, DriverParts } from "../driver.ts";
import { ReportingLine } from "../kit/reporting-line.ts";
import { Channels } from "./channels.ts";
import { type Aa55Frame, aa55Codec, aa55Command } from "./codec.ts";
import { aa55Status, isInDoubt, refusalOf } from "./status.ts";
import type { Aa55Wiring } from "./wiring.ts";

/** How long the controller may take to read an umbrella, and to let it go (aa55 §8.1); ms. */
const takeTimeout = 30_000;
const outTimeout = 30_000;

/** An inspection moves nothing: it is asked twice; ms. */
const inspectTimeout = 3_000;
const inspectTries = 2;

/** A sensor that contradicts what was reported is asked again after so long; ms. */
const debounce = 1_500;

/** The controller ends a line on which it is not tested; three tests without an answer end it here (aa55 §8.1). */
const testEvery = 15_000;
const testsOfDeadLine = 3;

const replyBit = 0x80;

export type Aa55Line = Aa55Wiring & { readonly slots: number };

/**
 * Drives an umbrella controller (aa55 §8.1). An opening has two steps: `take` reads the umbrella in the channel and lets
 * nothing go, `out` with that umbrella's number lets it go.
 */
export function aa55Driver(wiring: Aa55Line): (parts: DriverParts) => Driver {
  return (parts) => new Aa55Driver(wiring, parts);
}

class Aa55Driver implements Driver {
  readonly #wiring: Aa55Line;
  readonly #clock: DriverParts["clock"];
  readonly #reports: BoardReports;
  readonly #line: ReportingLine<Aa55Frame>;
  readonly #channels: Channels;
  /** Returns that are being kept: the controller repeats them meanwhile. */
  readonly #keeping = new Set<string>();
  /** Channels with something in them that has no number, of which the hub knows. */
  readonly #unnumbered = new Set<SlotNumber>();
  /** Umbrellas that were to leave, as long as no answer came: the controller may let them go, or have done so. */
  readonly #unanswered = new Map<SlotNumber, ItemId>();
  #work: Promise<unknown> = Promise.resolve();
  #seq = 0;
  #testsUnanswered = 0;
  #cancelTest: () => void = () => {};

  constructor(wiring: Aa55Line, parts: DriverParts) {
    this.#wiring = wiring;
    this.#clock = parts.clock;
    this.#reports = parts.reports;
    this.#channels = new Channels(wiring.slots, wiring.emptyLatch);
    this.#line = new ReportingLine(parts, aa55Codec, (frame) => this.#hear(frame));
    this.#testLater();
  }

  open(slot: SlotNumber, _key: CommandId, mayStillOpen: () => boolean): Promise<OpeningResult> {
    return this.#afterOthers(() => this.#open(slot, mayStillOpen));
  }

  async snapshot(): Promise<readonly SlotReport[]> {
    const reports = await this.#afterOthers(() => this.#inspectAll());
    if (reports === undefined) throw new AppError("serial/unavailable", "the umbrella controller does not answer");
    return reports;
  }

  heardAt(): number | undefined {
    return this.#line.heardAt;
  }

  close(): void {
    this.#cancelTest();
    this.#line.close();
  }

  /** One channel moves at a time, and nothing is asked meanwhile. */
  #afterOthers<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#work.then(work);
    this.#work = result;
    return result;
  }

  async #open(slot: SlotNumber, mayStillOpen: () => boolean): Promise<OpeningResult> {
    if (!this.#channels.has(slot)) return refused("no-such-slot");
    const before = await this.#inspect(slot);
    if (before === undefined) return refused(mayStillOpen() ? "board-silent" : "expired");
    if (before.state === "empty") return refused("slot-empty");
    if (!mayStillOpen()) return refused("expired");
    const taken = await this.#ask(aa55Command.take, slot, takeTimeout);
    // Without `out` nothing leaves the channel, whatever became of the answer.
    if (taken === undefined) return refused("board-silent");
    if (taken.status !== aa55Status.ok) return this.#notTaken(slot, taken.status, mayStillOpen);
    if (taken.sn === undefined || !isNumbered(taken.sn)) return refused("item-unreadable");
    if (this.#channels.isUnseen(slot, taken.sn)) return this.#foundReturn(slot, taken.sn);
    return mayStillOpen() ? this.#letGo(slot, taken.sn, mayStillOpen) : refused("expired");
  }

  async #letGo(slot: SlotNumber, itemId: ItemId, mayStillOpen: () => boolean): Promise<OpeningResult> {
    // What goes in from now on came out before, even if no answer says so.
    this.#unanswered.set(slot, itemId);
    const answer = await this.#ask(aa55Command.out, slot, outTimeout, itemId);
    if (answer !== undefined) this.#unanswered.delete(slot);
    if (answer?.status === aa55Status.ok) return this.#opened(slot, itemId);
    if (answer !== undefined && !isInDoubt(answer.status)) return refused(refusalOf(answer.status));
    if (answer !== undefined) this.#channels.failed(slot, answer.status);
    const after = await this.#inspect(slot);
    if (after?.state === "empty") return this.#opened(slot, itemId);
    if (answer === undefined) return unknown(after === undefined ? "board-silent" : "unclear");
    await this.#rescue(slot, mayStillOpen);
    const isInPlace = after?.state === "occupied" || answer.status === aa55Status.lockFault;
    return isInPlace ? refused(refusalOf(answer.status)) : unknown("unclear");
  }

  #opened(slot: SlotNumber, itemId: ItemId): OpeningResult {
    this.#channels.wentOut(slot, itemId);
    this.#forget(slot);
    return { outcome: "opened", itemId };
  }

  #forget(slot: SlotNumber): void {
    this.#unanswered.delete(slot);
    this.#unnumbered.delete(slot);
  }

  async #notTaken(slot: SlotNumber, status: number, mayStillOpen: () => boolean): Promise<OpeningResult> {
    this.#channels.failed(slot, status);
    if (isInDoubt(status)) await this.#rescue(slot, mayStillOpen);
    return refused(refusalOf(status));
  }

  /** The umbrella that would be lent is one whose return was missed: it is returned first (aa55 §8.1), and lent next time. */
  #foundReturn(slot: SlotNumber, itemId: ItemId): OpeningResult {
    this.#channels.cameIn(slot, itemId);
    // The report is kept only after the opening has ended: waiting for it here would wait for ever.
    this.#reports.returned(slot, { itemId }, "snapshot").catch(() => {});
    return refused("board-refused");
  }

  /** Brings a latch that stands half-way back to its place. It may move, and so is forbidden once the command has expired. */
  async #rescue(slot: SlotNumber, mayStillOpen: () => boolean): Promise<void> {
    if (mayStillOpen()) await this.#ask(aa55Command.rescueChannel, slot, takeTimeout);
  }

  async #inspectAll(): Promise<readonly SlotReport[] | undefined> {
    const reports: SlotReport[] = [];
    for (let slot = 1; slot <= this.#channels.count; slot++) {
      const report = await this.#inspect(slot);
      // One controller has all channels: where it is silent for one it is silent for all.
      if (report === undefined) return undefined;
      reports.push(report);
    }
    return reports;
  }

  async #inspect(slot: SlotNumber): Promise<SlotReport | undefined> {
    const first = await this.#askPosition(slot);
    if (first === undefined || !this.#channels.contradicts(slot, first)) return this.#report(slot, first);
    await new Promise<void>((resolve) => {
      this.#clock.after(debounce, resolve);
    });
    return this.#report(slot, (await this.#askPosition(slot)) ?? first);
  }

  #report(slot: SlotNumber, status: number | undefined): SlotReport | undefined {
    return status === undefined ? undefined : this.#channels.report(slot, status);
  }

  async #askPosition(slot: SlotNumber): Promise<number | undefined> {
    for (let tries = 0; tries < inspectTries && !this.#line.ended; tries++) {
      const answer = await this.#ask(aa55Command.inspectChannel, slot, inspectTimeout);
      if (answer !== undefined) return answer.status;
    }
    return undefined;
  }

  async #ask(cmd: number, channel: number, ms: number, sn?: ItemId): Promise<Reply | undefined> {
    const seq = this.#nextSeq();
    const body = sn === undefined ? { data: "" } : { sn };
    const isAnswer = (frame: Aa55Frame) =>
      frame.seq === seq && frame.cmd === (cmd | replyBit) && frame.channel === channel && "status" in frame;
    const answer = await this.#line.ask({ seq, cmd, channel, ...body }, isAnswer, ms);
    if (answer !== undefined) this.#testsUnanswered = 0;
    return answer as Reply | undefined;
  }

  /** From 1 to 255; 0 is that of active tests. */
  #nextSeq(): number {
    this.#seq = (this.#seq % 255) + 1;
    return this.#seq;
  }

  #testLater(): void {
    this.#cancelTest = this.#clock.after(testEvery, () => {
      if (this.#line.ended) return;
      if (this.#testsUnanswered >= testsOfDeadLine) this.#line.close();
      else this.#test();
    });
  }

  #test(): void {
    this.#testsUnanswered++;
    this.#line.write({ seq: 0, cmd: aa55Command.activeTest, channel: 0, data: "" });
    this.#testLater();
  }

  /** Frames that nothing waits for: what the controller says by itself, and answers that came too late. */
  #hear(frame: Aa55Frame): void {
    this.#testsUnanswered = 0;
    switch (frame.cmd) {
      case aa55Command.login:
        if ("box" in frame) this.#logIn(frame);
        break;
      case aa55Command.activeTest:
        this.#line.write({ seq: frame.seq, cmd: frame.cmd | replyBit, channel: 0, status: aa55Status.ok });
        break;
      case aa55Command.in:
      case aa55Command.inspectUmbrella:
        if ("sn" in frame && frame.sn !== undefined) this.#cameIn({ ...frame, sn: frame.sn });
        break;
      case aa55Command.out | replyBit:
        this.#openedLate(frame);
        break;
    }
  }

  #logIn({ seq, cmd, box }: { seq: number; cmd: number; box: string }): void {
    const isOurs = this.#wiring.controllerSn === undefined || this.#wiring.controllerSn === box;
    const status = isOurs ? aa55Status.ok : aa55Status.illegalEquipment;
    this.#line.write({ seq, cmd: cmd | replyBit, channel: 0, status });
    if (!isOurs) this.#line.close();
  }

  /** The controller hears that a return is known only once it is kept; until then it says so again. */
  #cameIn({ seq, cmd, channel = 0, sn }: { seq: number; cmd: number; channel?: number; sn: ItemId }): void {
    const answer = (status: number) => {
      this.#line.write({ seq, cmd: cmd | replyBit, channel, sn, status });
    };
    const isReport = cmd === aa55Command.in;
    const known = isReport ? aa55Status.ok : aa55Status.alreadyReturned;
    if (!this.#channels.has(channel)) answer(aa55Status.mismatch);
    else if (!isNumbered(sn)) {
      this.#cameInUnnumbered(channel);
      answer(aa55Status.illegalUmbrella);
    } else if (this.#channels.holds(channel, sn) && !this.#unanswered.has(channel)) {
      // A second return in the same channel is none (aa55 §8.1).
      answer(known);
    } else this.#keep(channel, sn, isReport ? "report" : "snapshot", () => answer(known));
  }

  #keep(channel: SlotNumber, itemId: ItemId, source: EventSource, kept: () => void): void {
    const key = `${channel} ${itemId}`;
    if (this.#keeping.has(key)) return;
    this.#keeping.add(key);
    void this.#keepNow(channel, itemId, source, kept)
      .catch(() => {})
      .finally(() => this.#keeping.delete(key));
  }

  async #keepNow(channel: SlotNumber, itemId: ItemId, source: EventSource, kept: () => void): Promise<void> {
    await this.#reports.returned(channel, { itemId }, source);
    this.#channels.cameIn(channel, itemId);
    this.#forget(channel);
    kept();
  }

  #cameInUnnumbered(slot: SlotNumber): void {
    if (this.#unnumbered.has(slot)) return;
    this.#unnumbered.add(slot);
    this.#reports.abnormal("what was pushed in has no number", slot).catch(() => {});
  }

  /** The controller obeyed an order long after it was given: the umbrella is gone now. */
  #openedLate(frame: Aa55Frame): void {
    const { channel = 0 } = frame;
    if (!("status" in frame) || frame.status !== aa55Status.ok || !this.#channels.has(channel)) return;
    const itemId = this.#unanswered.get(channel);
    if (itemId === undefined || (frame.sn !== undefined && frame.sn !== itemId)) return;
    this.#opened(channel, itemId);
    this.#reports.removed(channel, itemId).catch(() => {});
  }
}

type Reply = Extract<Aa55Frame, { readonly status: number }>;

/** A reader that reads nothing gives a number of all zeros or all ones. */
function isNumbered(sn: ItemId): boolean {
  return sn !== "00000000" && sn !== "FFFFFFFF";
}

function refused(reason: RefusalReason): OpeningResult {
  return { outcome: "refused", reason };
}

function unknown(reason: DoubtReason): OpeningResult {
  return { outcome: "unknown", reason };
}
