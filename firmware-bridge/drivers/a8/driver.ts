import { AppError } from "../../../platform/app-error.ts";
import type { CommandId, ItemId, SlotNumber } from "../../../protocol/ids.ts";
import type { DoubtReason, EventSource, OpeningResult, RefusalReason, SlotReport } from "../../../protocol/upward.ts";
import type { BoardReports, Driver, DriverParts } from "../driver.ts";
import { ReportingLine } from "../kit/reporting-line.ts";
import { type A8Frame, a8Codec, a8Command } from "./codec.ts";
import { type A8Place, boardSilent, itemIdOf, levelOf, Places } from "./holes.ts";
import { popState, refusalOf, returnFault } from "./states.ts";
import type { A8Wiring } from "./wiring.ts";

/** An opening takes a second, and the board checks itself for 3 s after it (a8 §5); ms. */
const popTimeout = 10_000;

/** After an opening the boards are left alone for so long (a8 §5); ms. */
const restAfterPop = 5_000;

/** A report of 18 holes takes 300 ms at 9600 baud; asking moves nothing, so it is asked twice; ms. */
const reportTimeout = 3_000;
const reportTries = 2;

/** A report that is not older than this needs no other one before an opening; ms. */
const freshFor = 5_000;

/** The boards report by themselves every 20 minutes, which is too seldom to notice that they are off; ms. */
const pollEvery = 30_000;

export type A8Line = A8Wiring & { readonly slots: number };

type Values = Readonly<Record<string, number>>;

/**
 * Drives the boards inside a power-bank cabinet of the family A8 (a8 §5).
 * @throws AppError config/invalid where boards have no address, or two the same
 */
export function a8Driver(wiring: A8Line): (parts: DriverParts) => Driver {
  const places = new Places(wiring);
  return (parts) => new A8Driver(wiring, places, parts);
}

class A8Driver implements Driver {
  readonly #wiring: A8Line;
  readonly #clock: DriverParts["clock"];
  readonly #reports: BoardReports;
  readonly #line: ReportingLine<A8Frame>;
  readonly #places: Places;
  #picture: ReadonlyMap<SlotNumber, SlotReport> | undefined;
  /** On the monotonic clock: when the picture was reported, and when a motor was last told to run. */
  #picturedAt = 0;
  #poppedAt: number | undefined;
  /** Returns that were reported, by slot: boards say them twice. Ended by what empties the slot. */
  readonly #returned = new Map<SlotNumber, ItemId>();
  /** Items of openings that were not answered: the board may still obey (a8 §5). */
  readonly #unanswered = new Map<SlotNumber, ItemId | undefined>();
  /** Slots with an item in them that has no number, of which the hub knows. */
  readonly #unnumbered = new Set<SlotNumber>();
  #work: Promise<unknown> = Promise.resolve();
  #cancelPoll: () => void = () => {};

  constructor(wiring: A8Line, places: Places, parts: DriverParts) {
    this.#wiring = wiring;
    this.#clock = parts.clock;
    this.#reports = parts.reports;
    this.#places = places;
    this.#line = new ReportingLine(parts, a8Codec(wiring.holesPerBoard), (frame) => this.#hear(frame));
    this.#pollLater();
  }

  open(slot: SlotNumber, _key: CommandId, mayStillOpen: () => boolean): Promise<OpeningResult> {
    return this.#afterOthers(() => this.#open(slot, mayStillOpen));
  }

  async snapshot(): Promise<readonly SlotReport[]> {
    const picture = await this.#afterOthers(() => this.#look());
    if (picture === undefined) throw new AppError("serial/unavailable", "no board of the cabinet answers");
    return [...picture.values()];
  }

  heardAt(): number | undefined {
    return this.#line.heardAt;
  }

  close(): void {
    this.#cancelPoll();
    this.#line.close();
  }

  /** One motor runs at a time, and nothing is asked meanwhile. */
  #afterOthers<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#work.then(work);
    this.#work = result;
    return result;
  }

  #pollLater(): void {
    this.#cancelPoll = this.#clock.after(pollEvery, () => {
      void this.#afterOthers(() => this.#look()).finally(() => {
        if (!this.#line.ended) this.#pollLater();
      });
    });
  }

  async #look(): Promise<ReadonlyMap<SlotNumber, SlotReport> | undefined> {
    await this.#rest();
    for (let tries = 0; tries < reportTries; tries++) {
      const answer = await this.#line.ask({ cmd: a8Command.info, data: "" }, isReport, reportTimeout);
      if (answer !== undefined && "boards" in answer) return this.#learn(answer.boards);
    }
    return undefined;
  }

  async #rest(): Promise<void> {
    const left = this.#poppedAt === undefined ? 0 : this.#poppedAt + restAfterPop - this.#clock.monotonic();
    if (left <= 0) return;
    await new Promise<void>((resolve) => {
      this.#clock.after(left, resolve);
    });
  }

  #learn(boards: Extract<A8Frame, { boards: unknown }>["boards"]): ReadonlyMap<SlotNumber, SlotReport> {
    const picture = this.#places.reports(boards);
    this.#picture = picture;
    this.#picturedAt = this.#clock.monotonic();
    for (const [slot, { state }] of picture) if (state === "empty") this.#emptied(slot);
    return picture;
  }

  async #open(slot: SlotNumber, mayStillOpen: () => boolean): Promise<OpeningResult> {
    const place = this.#places.placeOf(slot);
    if (place === undefined) return refused("no-such-slot");
    const before = await this.#before(slot);
    if (before === undefined) return refused(mayStillOpen() ? "board-silent" : "expired");
    if (before.fault === boardSilent) return refused("board-silent");
    if (before.state === "empty") return refused("slot-empty");
    const order = this.#order(place, before.itemId);
    if (order === undefined) return refused("item-unreadable");
    await this.#rest();
    if (!mayStillOpen()) return refused("expired");
    this.#poppedAt = this.#clock.monotonic();
    // What goes in from now on came out before, even if no answer says so.
    this.#returned.delete(slot);
    const answer = await this.#line.ask(
      order,
      (frame) => popAnswer(frame, place, before.itemId) !== undefined,
      popTimeout,
    );
    const state = answer && popAnswer(answer, place, before.itemId);
    return this.#conclude(before, state);
  }

  async #before(slot: SlotNumber): Promise<SlotReport | undefined> {
    const isFresh = this.#picture !== undefined && this.#clock.monotonic() - this.#picturedAt <= freshFor;
    const picture = isFresh ? this.#picture : await this.#look();
    return picture?.get(slot);
  }

  /** undefined: the slot is to be opened by a number that nobody knows */
  #order({ board, hole }: A8Place, itemId: ItemId | undefined): A8Frame | undefined {
    if (this.#wiring.popBy === "hole") return { cmd: a8Command.pop, values: { board, hole } };
    return itemId === undefined ? undefined : { cmd: a8Command.popBySn, values: { board, sn: Number(itemId) } };
  }

  /** The order is given once. What the board does not say for certain, a look at the slot does. */
  async #conclude(before: SlotReport, state: number | undefined): Promise<OpeningResult> {
    if (state === popState.ok) return this.#opened(before);
    const reason = state === undefined ? undefined : refusalOf(state);
    if (reason !== undefined) return refused(reason);
    const after = (await this.#look())?.get(before.slot);
    if (hasLeft(before, after)) return this.#opened(before);
    if (state === undefined) this.#unanswered.set(before.slot, before.itemId);
    if (after === undefined || after.fault === boardSilent) return unknown("board-silent");
    const isUnchanged = after.itemId === before.itemId;
    return state !== undefined && isUnchanged ? refused("lock-fault") : unknown("unclear");
  }

  #opened({ slot, itemId }: SlotReport): OpeningResult {
    this.#emptied(slot);
    // What lies there now only a new report tells.
    this.#picture = undefined;
    return itemId === undefined ? { outcome: "opened" } : { outcome: "opened", itemId };
  }

  #emptied(slot: SlotNumber): void {
    this.#returned.delete(slot);
    this.#unanswered.delete(slot);
    this.#unnumbered.delete(slot);
  }

  /** Frames that nothing waits for: what boards say by themselves, and answers that came too late. */
  #hear(frame: A8Frame): void {
    if ("boards" in frame) this.#learn(frame.boards);
    else if ("values" in frame) this.#hearValues(frame.cmd, frame.values);
    // A cabinet whose heartbeat is not echoed restarts (a8 §5).
    else if (frame.cmd === a8Command.heartbeat) this.#line.write(frame);
  }

  #hearValues(cmd: number, values: Values): void {
    const { board = 0, hole = 0, sn = 0, state = 0, soc = 0 } = values;
    const slot = this.#places.slotAt({ board, hole });
    const itemId = itemIdOf(sn);
    if (cmd === a8Command.popped || cmd === a8Command.poppedBySn) this.#openedLate(slot, itemId, state);
    else if (slot === undefined) return;
    else if (cmd === a8Command.return) this.#cameIn(slot, itemId, state, soc);
    else if (cmd === a8Command.selfCheck) this.#checked(slot, itemId, soc);
  }

  #cameIn(slot: SlotNumber, itemId: ItemId | undefined, state: number, soc: number): void {
    this.#picture = undefined;
    const fault = returnFault(state);
    if (fault !== undefined) this.#tell(`what was pushed in was not taken: ${fault}`, slot);
    else if (itemId === undefined) this.#cameInUnnumbered(slot);
    else this.#keep(slot, itemId, soc, "report");
  }

  /**
   * Some minutes after a return the board looks at the item again: a return that was missed shows where a report had something else
   * in the slot. Without such a report the item may lie there since before the bridge was restarted; the bridge's next look compares.
   */
  #checked(slot: SlotNumber, itemId: ItemId | undefined, soc: number): void {
    const pictured = this.#picture?.get(slot);
    if (itemId === undefined) this.#cameInUnnumbered(slot);
    else if (pictured !== undefined && pictured.state !== "unreadable" && pictured.itemId !== itemId)
      this.#keep(slot, itemId, soc, "snapshot");
  }

  #cameInUnnumbered(slot: SlotNumber): void {
    if (this.#unnumbered.has(slot)) return;
    this.#unnumbered.add(slot);
    this.#tell("an item without a number is in the slot", slot);
  }

  #tell(what: string, slot: SlotNumber): void {
    this.#reports.abnormal(what, slot).catch(() => {});
  }

  #keep(slot: SlotNumber, itemId: ItemId, soc: number, source: EventSource): void {
    if (this.#returned.get(slot) === itemId) return;
    this.#returned.set(slot, itemId);
    this.#unanswered.delete(slot);
    // What could not be kept is kept when the board says it again, or found by the bridge's next look.
    this.#reports.returned(slot, { itemId, ...levelOf(soc) }, source).catch(() => this.#returned.delete(slot));
  }

  /** A board obeyed an order long after it was given: the item is gone now. */
  #openedLate(slot: SlotNumber | undefined, itemId: ItemId | undefined, state: number): void {
    if (state !== popState.ok) return;
    for (const [waiting, expected] of this.#unanswered)
      if (waiting === slot || (itemId !== undefined && itemId === expected)) {
        this.#opened({ slot: waiting, state: "occupied" });
        this.#reports.removed(waiting, expected).catch(() => {});
      }
  }
}

function isReport(frame: A8Frame): boolean {
  return "boards" in frame;
}

/** What a frame says of this opening; undefined: it is another one's answer, or none. */
function popAnswer(frame: A8Frame, { board, hole }: A8Place, itemId: ItemId | undefined): number | undefined {
  if (!("values" in frame)) return undefined;
  const { values } = frame;
  const isByHole = frame.cmd === a8Command.popped && values["board"] === board && values["hole"] === hole;
  const isBySn = frame.cmd === a8Command.poppedBySn && itemId !== undefined && itemIdOf(values["sn"] ?? 0) === itemId;
  return isByHole || isBySn ? values["state"] : undefined;
}

/** What two looks at a slot say of the item that was in it at the first. */
function hasLeft(before: SlotReport, after: SlotReport | undefined): boolean {
  if (after === undefined || after.state === "unreadable") return false;
  return after.state === "empty" || (before.itemId !== undefined && after.itemId !== before.itemId);
}

function refused(reason: RefusalReason): OpeningResult {
  return { outcome: "refused", reason };
}

function unknown(reason: DoubtReason): OpeningResult {
  return { outcome: "unknown", reason };
}
