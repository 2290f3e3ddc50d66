import type { SlotNumber } from "../protocol/ids.ts";
import type { Board } from "./board.ts";
import { isWithin, type SlotRange } from "./slot-range.ts";
import type { Slots } from "./slots.ts";

/** One line to boards with what it serves. */
export interface BoardUnit {
  readonly board: Board;
  readonly slots: Slots;
  readonly range: SlotRange;
}

/** All boards of the cabinet. Each has its own line: one that is dead takes only its own slots along. */
export class Boards {
  readonly units: readonly BoardUnit[];

  constructor(units: readonly BoardUnit[]) {
    this.units = units;
  }

  get slotCount(): number {
    return this.units.reduce((sum, { range }) => sum + range.count, 0);
  }

  /** What serves a slot; undefined for one that the cabinet has not. */
  of(slot: SlotNumber): BoardUnit | undefined {
    return this.units.find(({ range }) => isWithin(range, slot));
  }

  /** Whether no board speaks. */
  get areAllSilent(): boolean {
    return this.units.every(({ board }) => board.isSilent);
  }

  /** Whether it is known of each board if it answers; true within a minute of the start. */
  get areJudged(): boolean {
    return this.units.every(({ board }) => board.answers || board.isSilent);
  }

  /** The boards that answer, by their first slots. */
  get answering(): readonly number[] {
    return this.units.filter(({ board }) => board.answers).map(({ range }) => range.first);
  }

  /** Whether those of these boards answer that the cabinet still has. @param firstSlots by which they are named */
  doAnswer(firstSlots: readonly number[]): boolean {
    return this.units.every(({ board, range }) => board.answers || !firstSlots.includes(range.first));
  }

  /** When the board that was not heard for the longest time was heard, by the wall clock; undefined: never. */
  heardAt(): number | undefined {
    const times = this.units.map(({ board }) => board.heardAt());
    return times.some((time) => time === undefined) ? undefined : Math.min(...times.map((time) => time ?? 0));
  }

  start(): void {
    for (const { board } of this.units) board.start();
  }

  stop(): void {
    for (const { board } of this.units) board.stop();
  }

  /** Tells all who wait for a driver that none will come. */
  sendAway(): void {
    for (const { board } of this.units) board.sendAway();
  }
}
