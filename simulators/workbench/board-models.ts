import type { Static, TSchema } from "typebox";
import { Value } from "typebox/value";
import { protocols } from "../../firmware-bridge/board-settings.ts";
import { dialectOf } from "../../firmware-bridge/drivers/pb60/wiring.ts";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { A8Boards } from "../board/a8/board.ts";
import { Aa55Board } from "../board/aa55/board.ts";
import { Cu16Boards } from "../board/cu16/board.ts";
import { Board as GzxjBoard } from "../board/gzxj/board.ts";
import { BoardState as GzxjState, newBoard as newGzxjBoard } from "../board/gzxj/board-state.ts";
import { CabinetState, newCabinet, stockItem } from "../board/kit/cabinet-state.ts";
import { checkItemId, decimalNumber, type ReadableIds, stationId, tagNumber } from "../board/kit/item-numbers.ts";
import type { SimulatedBoard, SimulatedBoardParts } from "../board/kit/simulated-board.ts";
import { Lock8aBoards } from "../board/lock8a/board.ts";
import { ModbusBoards } from "../board/modbus/board.ts";
import { Station } from "../board/pb60/board.ts";
import { newStation, StationState } from "../board/pb60/station-state.ts";
import { TagReaders } from "../board/umbrella/tag-readers.ts";
import { readState, writeState } from "./state-file.ts";

/** What a simulated board is made of, whatever its protocol. */
export interface BoardParts {
  readonly clock: Clock;
  /** What the ids of its items begin with; undefined: what is usual for the protocol. */
  readonly boardId: string | undefined;
  /** undefined: as many as the state file has, 12 in a new one. */
  readonly slots: number | undefined;
  /** Goes on from this file and keeps it; undefined: nothing is kept. */
  readonly state: string | undefined;
  /** How the boards are wired, as the driver's settings say it; what is missing has the driver's default. */
  readonly options: object;
  /** Called after each change of the state. */
  readonly changed: () => void;
}

/** Opens a board. @throws AppError store/damaged; request/invalid where the state file has another number of slots */
type OpenBoard = (parts: BoardParts) => SimulatedBoard;

/** The protocols of the boards that are simulated. A further one is a name here and a line in `boardModels`. */
export const simulatedProtocols = [
  "gzxj",
  "lock8a",
  "cu16",
  "modbus",
  "pb60",
  "a8",
  "aa55",
  "lock8arfid",
  "cu16rfid",
  "modbusrfid",
] as const;

export type SimulatedProtocol = (typeof simulatedProtocols)[number];

/** How boards of a protocol are made. */
interface Model<State extends CabinetState> {
  readonly schema: TSchema;
  readonly create: (boardId: string, slots: number) => State;
  /** The id of a new board, where none is given, and the ids that items of these boards may have. */
  readonly usualId: string;
  readonly itemIds?: ReadableIds;
  readonly open: (parts: SimulatedBoardParts<State>, options: object) => SimulatedBoard<State>;
}

const anyIds = { schema: CabinetState, create: newCabinet, usualId: "SIM" } as const;
const tagIds = { schema: CabinetState, create: newCabinet, usualId: "AA55", itemIds: tagNumber } as const;

const openLocks = {
  lock8a: (parts: SimulatedBoardParts, options: object) =>
    new Lock8aBoards(parts, wired(protocols.lock8a.wiring, options)),
  cu16: (parts: SimulatedBoardParts, options: object) => new Cu16Boards(parts, wired(protocols.cu16.wiring, options)),
  modbus: (parts: SimulatedBoardParts, options: object) =>
    new ModbusBoards(parts, wired(protocols.modbus.wiring, options)),
} as const;

/** The simulated boards, by the names that the bridge's settings have for their protocols. */
export const boardModels: Readonly<Record<SimulatedProtocol, OpenBoard>> = {
  gzxj: modelOf({ ...anyIds, schema: GzxjState, create: newGzxjBoard, open: (parts) => new GzxjBoard(parts) }),
  lock8a: modelOf({ ...anyIds, open: openLocks.lock8a }),
  cu16: modelOf({ ...anyIds, open: openLocks.cu16 }),
  modbus: modelOf({ ...anyIds, open: openLocks.modbus }),
  pb60: modelOf({
    schema: StationState,
    create: (boardId, slots) => newStation(slots, boardId),
    usualId: "DCHA5400",
    itemIds: stationId,
    open: (parts, options) => new Station(dialectOf(wired(protocols.pb60.wiring, options)), parts),
  }),
  a8: modelOf({
    ...anyIds,
    usualId: "850",
    itemIds: decimalNumber,
    open: (parts, options) => new A8Boards(parts, wired(protocols.a8.wiring, options)),
  }),
  aa55: modelOf({
    ...tagIds,
    open: (parts, options) => new Aa55Board(parts, wired(protocols.aa55.wiring, options).controllerSn),
  }),
  lock8arfid: umbrellaStand("lock8a"),
  cu16rfid: umbrellaStand("cu16"),
  modbusrfid: umbrellaStand("modbus"),
};

/** Readers are on the line of the latches: the simulated cabinet has one line. */
function umbrellaStand(latches: keyof typeof openLocks): OpenBoard {
  const open = (parts: SimulatedBoardParts, options: object) => {
    const wiring = wired(protocols[`${latches}rfid`].wiring, options);
    if ("framing" in wiring && wiring.framing === "tcp")
      throw new AppError(
        "request/invalid",
        "option framing tcp: a line with Modbus TCP frames has no room for readers",
      );
    const board = openLocks[latches](parts, options);
    board.attach((host) => new TagReaders(host, wiring));
    return board;
  };
  return modelOf({ ...tagIds, open });
}

function modelOf<State extends CabinetState>(model: Model<State>): OpenBoard {
  return ({ clock, boardId = model.usualId, slots, state: path, options, changed }) => {
    const kept = path === undefined ? undefined : (readState(path, model.schema) as State | undefined);
    if (kept !== undefined && slots !== undefined && kept.slots.length !== slots)
      throw new AppError("request/invalid", `the board in ${path} has ${kept.slots.length} slots, not ${slots}`);
    if (model.itemIds) checkItemId(stockItem(boardId, 1).itemId, model.itemIds);
    const state = kept ?? model.create(boardId, slots ?? 12);
    const keep = () => {
      if (path !== undefined) writeState(path, state);
    };
    keep();
    const keepAndTell = () => {
      keep();
      changed();
    };
    return model.open({ clock, state, changed: keepAndTell }, options);
  };
}

/** @throws AppError request/invalid, which names the option */
function wired<Schema extends TSchema>(schema: Schema, options: object): Static<Schema> {
  const wiring = Value.Default(schema, Value.Convert(schema, { ...options }));
  if (Value.Check(schema, wiring)) return wiring;
  const [mistake] = Value.Errors(schema, wiring);
  throw new AppError("request/invalid", `option ${mistake?.instancePath} ${mistake?.message}`);
}
