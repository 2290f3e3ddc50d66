import { AppError } from "../../../platform/app-error.ts";
import type { CommandId, SlotNumber } from "../../../protocol/ids.ts";
import type { DoubtReason, EventSource, OpeningResult, RefusalReason, SlotReport } from "../../../protocol/upward.ts";
import type { BoardReports, Driver, DriverParts } from "../driver.ts";
import { BoardLine } from "./board-line.ts";
import {
  type BoardFrame,
  type HostFrame,
  type InventoryFrame,
  type OpeningFrame,
  openingCode,
  returnCode,
} from "./codec.ts";
import { slotReport } from "./slot-report.ts";

/** How long the board may take to answer an order to open; motors are slow (gzxj §3.3). */
const openingTimeout = 10_000;

/** How long it may take to list its slots; asked twice, since asking moves nothing. */
const lookTimeout = 5_000;

/** A board that was heard within this time is there; one that was not is asked before it gets an order. */
const freshFor = 5_000;

/** The board resets itself, and may cut the host's power, after 10 minutes without a word from it (gzxj §3.3). */
const pollEvery = 30_000;

/** Drives a slot mainboard of the `{0@CMD,…}` protocol (gzxj §3). */
export function openGzxjDriver(parts: DriverParts): Driver {
  return new GzxjDriver(parts);
}

class GzxjDriver implements Driver {
  readonly #clock: DriverParts["clock"];
  readonly #reports: BoardReports;
  readonly #line: BoardLine;
  /** What the board last said of each slot; undefined until it said anything. */
  #picture: Map<SlotNumber, SlotReport> | undefined;
  /** Returns that are being kept: the board repeats them meanwhile. */
  readonly #keeping = new Set<string>();
  #work: Promise<unknown> = Promise.resolve();
  #cancelPoll: () => void;

  constructor(parts: DriverParts) {
    this.#clock = parts.clock;
    this.#reports = parts.reports;
    this.#line = new BoardLine(parts);
    this.#line.listen((frame) => this.#hear(frame));
    this.#cancelPoll = this.#clock.after(pollEvery, () => this.#poll());
  }

  open(slot: SlotNumber, key: CommandId, mayStillOpen: () => boolean): Promise<OpeningResult> {
    return this.#afterOthers(() => this.#open(slot, key, mayStillOpen));
  }

  async snapshot(): Promise<readonly SlotReport[]> {
    const picture = await this.#afterOthers(() => this.#look());
    if (picture === undefined) throw new AppError("serial/unavailable", "the board does not answer");
    return [...picture.values()];
  }

  heardAt(): number | undefined {
    return this.#line.heardAt;
  }

  close(): void {
    this.#cancelPoll();
    this.#line.close();
  }

  /** Openings and looks come one after the other: the line is half duplex, and one motor runs at a time. */
  #afterOthers<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#work.then(work);
    this.#work = result;
    return result;
  }

  #poll(): void {
    if (this.#line.ended) return;
    void this.#afterOthers(() => this.#look());
    this.#cancelPoll = this.#clock.after(pollEvery, () => this.#poll());
  }

  async #look(): Promise<ReadonlyMap<SlotNumber, SlotReport> | undefined> {
    const asked = new Set<number>();
    const answer = this.#line.expect(
      (frame): frame is InventoryFrame => frame.command === "AC" && asked.has(frame.msgId),
    );
    try {
      for (let tries = 0; tries < 2; tries++) {
        await this.#line.send((msgId) => {
          asked.add(msgId);
          return { command: "CQ", msgId, slot: 0 };
        });
        if (await answer.within(lookTimeout)) return this.#picture;
        this.#line.raiseNumbers();
      }
      return undefined;
    } finally {
      answer.end();
    }
  }

  async #open(slot: SlotNumber, key: CommandId, mayStillOpen: () => boolean): Promise<OpeningResult> {
    // What was not ordered did not happen: of a board that is off that is certain only before the first order.
    const picture = this.#picture && this.#line.heardWithin(freshFor) ? this.#picture : await this.#look();
    if (picture === undefined) return refused(mayStillOpen() ? "board-silent" : "expired");
    const before = picture.get(slot);
    if (before === undefined) return refused("no-such-slot");
    const answer = this.#line.expect((frame): frame is OpeningFrame => frame.command === "FB" && frame.orderId === key);
    const order = (msgId: number): HostFrame | undefined =>
      mayStillOpen() ? { command: "FB", msgId, orderId: key, slot } : undefined;
    try {
      // The same order with a new number: a board that has done it answers again and moves nothing (gzxj §3.3).
      for (let tries = 0; tries < 2; tries++) {
        if (!(await this.#line.send(order))) {
          if (tries === 0 && !mayStillOpen()) return refused("expired");
          break;
        }
        if (await answer.within(openingTimeout)) break;
        const seen = await this.#whatBecameOf(before);
        if (answer.arrived) break;
        if (seen !== "unchanged") return seen;
      }
      return answer.arrived ? await this.#conclude(answer.arrived, before) : unknown("board-silent");
    } finally {
      answer.end();
    }
  }

  async #conclude(answer: OpeningFrame, before: SlotReport): Promise<OpeningResult> {
    await this.#line.send((msgId) => ({ command: "BR", msgId, orderId: answer.orderId }));
    switch (answer.result) {
      case openingCode.ok:
        if (answer.slot !== before.slot) return unknown("unclear");
        this.#picture?.set(answer.slot, { slot: answer.slot, state: "empty" });
        return opened(answer.itemId ?? before.itemId);
      case openingCode.unavailable:
        return refused(before.state === "empty" ? "slot-empty" : "item-unreadable");
      case openingCode.lockFault:
        return refused("lock-fault");
      case openingCode.timeout: {
        const seen = await this.#whatBecameOf(before);
        return seen === "unchanged" ? refused("board-refused") : seen;
      }
      default:
        return refused("board-refused");
    }
  }

  async #whatBecameOf(before: SlotReport): Promise<OpeningResult | "unchanged"> {
    const picture = await this.#look();
    if (picture === undefined) return unknown("board-silent");
    const change = changeOf(before, picture.get(before.slot));
    switch (change) {
      case "left":
        return opened(before.itemId);
      case "unclear":
        return unknown("unclear");
      case "unchanged":
        return change;
    }
  }

  #hear(frame: BoardFrame): void {
    switch (frame.command) {
      case "AC":
        this.#picture = new Map(frame.slots.map((record) => [record.slot, slotReport(record)]));
        for (const record of frame.slots)
          if (!record.returnConfirmed && record.itemId !== undefined)
            this.#keep(record.slot, itemOf(record), "snapshot");
        break;
      case "RS": {
        const { slot, result } = frame;
        const item = itemOf(frame);
        if (result === returnCode.ok) this.#picture?.set(slot, { slot, state: occupancy(item), ...item });
        this.#keep(slot, item, result === returnCode.ok ? "report" : "failed");
        break;
      }
      case "BW":
      case "FB":
      case "FA":
      case "CM":
        break;
    }
  }

  /** The board hears that a return is known only once it is kept; until then it says so again. */
  #keep(slot: SlotNumber, item: ReadItem, known: EventSource | "failed"): void {
    const accepted = known !== "failed";
    const key = `${slot} ${accepted} ${item.itemId}`;
    if (this.#keeping.has(key)) return;
    this.#keeping.add(key);
    const kept = accepted
      ? this.#reports.returned(slot, item, known)
      : this.#reports.abnormal("the board could not take what was pushed in", slot);
    void kept
      .then(() => this.#line.send((msgId) => ({ command: "RS", msgId, slot, accepted })))
      .catch(() => {})
      .finally(() => this.#keeping.delete(key));
  }
}

type ReadItem = Pick<SlotReport, "itemId" | "level">;

function itemOf({ itemId, level }: ReadItem): ReadItem {
  return { ...(itemId === undefined ? {} : { itemId }), ...(level === undefined ? {} : { level }) };
}

function occupancy(item: ReadItem): "occupied" | "unreadable" {
  return item.itemId === undefined ? "unreadable" : "occupied";
}

/** What two looks at a slot say of the item that was in it at the first. */
function changeOf(before: SlotReport, after: SlotReport | undefined): "left" | "unchanged" | "unclear" {
  if (after === undefined || after.state === "unreadable") return "unclear";
  if (after.state === before.state && after.itemId === before.itemId) return "unchanged";
  if (after.state === "empty") return "left";
  return before.state === "occupied" ? "left" : "unclear";
}

function opened(itemId: string | undefined): OpeningResult {
  return itemId === undefined ? { outcome: "opened" } : { outcome: "opened", itemId };
}

function refused(reason: RefusalReason): OpeningResult {
  return { outcome: "refused", reason };
}

function unknown(reason: DoubtReason): OpeningResult {
  return { outcome: "unknown", reason };
}
