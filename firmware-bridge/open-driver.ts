import { AppError } from "../platform/app-error.ts";
import type { BoardSettings, Protocol } from "./board-settings.ts";
import { a8Driver } from "./drivers/a8/driver.ts";
import { aa55Driver } from "./drivers/aa55/driver.ts";
import { cu16Driver } from "./drivers/cu16/driver.ts";
import type { Driver, DriverParts } from "./drivers/driver.ts";
import { openGzxjDriver } from "./drivers/gzxj/driver.ts";
import { lock8aDriver } from "./drivers/lock8a/driver.ts";
import { modbusDriver } from "./drivers/modbus/driver.ts";
import { pb60Driver } from "./drivers/pb60/driver.ts";
import { type TaggedLatchParts, taggedLatchDriver } from "./drivers/tagged-latch/driver.ts";
import { openLine } from "./transport.ts";

/** Opens a driver on a line that is open. */
export type OpenDriver = (parts: DriverParts) => Driver;

const drivers: { readonly [Name in Protocol]: (board: BoardSettings<Name>) => OpenDriver } = {
  gzxj: () => openGzxjDriver,
  lock8a: lock8aDriver,
  cu16: cu16Driver,
  modbus: modbusDriver,
  pb60: pb60Driver,
  a8: a8Driver,
  aa55: aa55Driver,
  lock8arfid: (board) => taggedLatchDriver({ ...board, openLatch: lock8aDriver(board), ...readerLineOf(board) }),
  cu16rfid: (board) => taggedLatchDriver({ ...board, openLatch: cu16Driver(board), ...readerLineOf(board) }),
  modbusrfid: (board) => {
    if (board.framing === "tcp" && board.readerLine === undefined)
      throw new AppError(
        "config/invalid",
        "modbusrfid: a line with Modbus TCP frames carries nothing else; the RFID readers need readerLine (BRIDGE_READER_LINE)",
      );
    return taggedLatchDriver({ ...board, openLatch: modbusDriver(board), ...readerLineOf(board) });
  },
};

/**
 * What opens the driver of a board on each line that is opened to it.
 * @throws AppError config/invalid where the settings don't fit together
 */
export function driverOf<Name extends Protocol>(board: BoardSettings<Name>): OpenDriver {
  const open: (board: BoardSettings<Name>) => OpenDriver = drivers[board.driver];
  return open(board);
}

/** RFID readers answer at 9600 baud unless their line says otherwise. */
function readerLineOf({ readerLine }: { readonly readerLine?: string }): Pick<TaggedLatchParts, "openReaderLine"> {
  return readerLine === undefined ? {} : { openReaderLine: () => openLine(readerLine, 9600) };
}
