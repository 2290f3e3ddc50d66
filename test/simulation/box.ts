import type { Duplex } from "node:stream";
import type { Driver, DriverParts } from "../../firmware-bridge/drivers/driver.ts";

/** How a board behaves. `mute`: does everything and says nothing. `silent`: hears and does nothing. */
export type BoardMode = "normal" | "mute" | "silent" | "off";

/** A cabinet as people and its bridge meet it: slots with items, a motor each, and a line. Outlives every bridge. */
export interface Box {
  readonly cabinetId: string;
  readonly slotCount: number;
  /** Whether its boards show the ids of items, at least of most, whenever they are asked. */
  readonly showsIds: boolean;
  mode: BoardMode;
  /** Locked in the slot. */
  itemIn(slot: number): string | undefined;
  /** Pushed out, lying in the opening. */
  looseIn(slot: number): string | undefined;
  /** A hand takes what lies loose. */
  take(slot: number): string | undefined;
  /** A hand pushes an item in. @returns whether the slot took it */
  insert(slot: number, itemId: string): boolean;
  openLine(): Promise<Duplex>;
  openDriver(parts: DriverParts): Driver;
}

/** What the board can know of an item that went in. */
export interface Sensor {
  /** Whether it can read the item's id. */
  readonly readable: boolean;
  /** For how long looks still show the slot as it was, or how late it is told, ms. */
  readonly lag: number;
}

/** Who stands beside the cabinets and sees what really happens. */
export interface Witness {
  /** The board has the order and its motor starts. */
  motorStarted(cabinetId: string, slot: number, commandId: string, startedAt: number): void;
  ejected(cabinetId: string, slot: number, itemId: string, commandId: string): void;
  inserted(cabinetId: string, slot: number, itemId: string, sensor: Sensor): void;
  /** The motor ran and the item did not move, whatever the board says. */
  stayed(cabinetId: string, slot: number, commandId: string): void;
  /** The board was told that a return is kept, and forgets it. */
  returnConfirmed(cabinetId: string, slot: number): void;
}

export function freeSlots(box: Box): number[] {
  return slotsOf(box).filter((slot) => box.itemIn(slot) === undefined && box.looseIn(slot) === undefined);
}

export function fullSlots(box: Box): number[] {
  return slotsOf(box).filter((slot) => box.itemIn(slot) !== undefined);
}

/** What lies in the slots, in their order. */
export function contentOf(box: Box): (string | undefined)[] {
  return slotsOf(box).map((slot) => box.itemIn(slot));
}

function slotsOf({ slotCount }: Box): number[] {
  return Array.from({ length: slotCount }, (_, index) => index + 1);
}
