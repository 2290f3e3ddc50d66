import type { Duplex } from "node:stream";
import type { Clock } from "../../platform/clock.ts";
import type { CommandId, ItemId, SlotNumber } from "../../protocol/ids.ts";
import type { EventSource, OpeningResult, SlotReport } from "../../protocol/upward.ts";

/** The seam between the bridge and a kind of board. One driver object serves one open line and is thrown away with it. */
export interface Driver {
  /**
   * Opens a slot. One motor action per board at a time: a second call waits for the first. After a time-out the driver
   * looks before it answers. Never rejects: what can't be told is `unknown`.
   * @param key the command's id; a board that caches orders gets it as order id, so that a repetition moves nothing
   * @param mayStillOpen false once the command has expired. Asked directly before each write that may move a motor, a
   * repetition too; where it forbids the first one the answer is `refused`, `expired`. A board that was not heard lately is
   * asked for its slots first: where it stays silent it gets no order, and the answer is `refused`, `board-silent`
   */
  open(slot: SlotNumber, key: CommandId, mayStillOpen: () => boolean): Promise<OpeningResult>;
  /** What the board says of every slot; rejects with AppError `serial/unavailable` where it stays silent. */
  snapshot(): Promise<readonly SlotReport[]>;
  /** When the board last said something well formed; undefined: never on this line. */
  heardAt(): number | undefined;
  /** Stops polling and ends the line. */
  close(): void;
}

/** What a board reports by itself. The driver confirms a return to the board only after the promise has resolved. */
export interface BoardReports {
  /** @param source `report`: the board told it at once; `snapshot`: found in a list of slots, so it may be older */
  returned(slot: SlotNumber, item: { itemId?: ItemId; level?: number }, source: EventSource): Promise<void>;
  removed(slot: SlotNumber, itemId?: ItemId): Promise<void>;
  abnormal(what: string, slot?: SlotNumber): Promise<void>;
}

/** Numbers that must never be given twice, across restarts too (gzxj §3.3 rule 1). */
export interface NumberSource {
  /** The next number, greater than every one before. */
  next(): Promise<number>;
  /** The board has shown this number: the next one is greater. */
  above(number: number): void;
  /** The board does not answer, perhaps because it knows greater numbers than the last one: the next one is far greater. */
  raise(): void;
  /** The board has answered. */
  heard(): void;
}

export interface DriverParts {
  readonly line: Duplex;
  readonly clock: Clock;
  readonly reports: BoardReports;
  readonly numbers: NumberSource;
}
