import type { Driver, DriverParts } from "../../firmware-bridge/drivers/driver.ts";
import { openGzxjDriver } from "../../firmware-bridge/drivers/gzxj/driver.ts";
import type { Clock } from "../../platform/clock.ts";
import { Board } from "../../simulators/board/gzxj/board.ts";
import { newBoard } from "../../simulators/board/gzxj/board-state.ts";
import type { SimulatedBoard } from "../../simulators/board/kit/simulated-board.ts";
import type { Sensor } from "./box.ts";

export interface NewBoardParts {
  readonly clock: Clock;
  readonly cabinetId: string;
  readonly slotCount: number;
  readonly changed: () => void;
}

/** A protocol of boards in the simulation: its board at the level of bytes, and the driver that ships. */
export interface BoardMake extends Sensor {
  newBoard(parts: NewBoardParts): SimulatedBoard;
  openDriver(slots: number): (parts: DriverParts) => Driver;
  /** The id of an item as these boards read it; of an id that they can read it is the same. */
  itemId(name: string): string;
}

export const boardProtocols = ["gzxj"] as const;
export type BoardProtocol = (typeof boardProtocols)[number];

const asItIs = (name: string) => name;

export const boardMakes: Readonly<Record<BoardProtocol, BoardMake>> = {
  gzxj: {
    readable: true,
    // A report that was lost is repeated after ten seconds.
    lag: 11_000,
    itemId: asItIs,
    newBoard: ({ clock, cabinetId, slotCount, changed }) =>
      new Board({ clock, changed, state: newBoard(stockName(cabinetId), slotCount) }),
    openDriver: () => openGzxjDriver,
  },
};

/** What the ids of a cabinet's items begin with. */
function stockName(cabinetId: string): string {
  return cabinetId.toUpperCase().slice(0, 10);
}
