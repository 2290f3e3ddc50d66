import type { Static, TSchema } from "typebox";
import { Value } from "typebox/value";
import { cu16Wiring } from "../../firmware-bridge/drivers/cu16/wiring.ts";
import { lock8aWiring } from "../../firmware-bridge/drivers/lock8a/wiring.ts";
import { modbusWiring } from "../../firmware-bridge/drivers/modbus/wiring.ts";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { Cu16Boards } from "../board/cu16/board.ts";
import { Board as GzxjBoard } from "../board/gzxj/board.ts";
import { BoardState as GzxjState, newBoard as newGzxjBoard } from "../board/gzxj/board-state.ts";
import { CabinetState, newCabinet } from "../board/kit/cabinet-state.ts";
import type { SimulatedBoard, SimulatedBoardParts } from "../board/kit/simulated-board.ts";
import { Lock8aBoards } from "../board/lock8a/board.ts";
import { ModbusBoards } from "../board/modbus/board.ts";
import { readState, writeState } from "./state-file.ts";

/** What a simulated board is made of, whatever its protocol. */
export interface BoardParts {
  readonly clock: Clock;
  /** What the ids of its items begin with. */
  readonly boardId: string;
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
export const simulatedProtocols = ["gzxj", "lock8a", "cu16", "modbus"] as const;

export type SimulatedProtocol = (typeof simulatedProtocols)[number];

/** The simulated boards, by the names that `npm run decode` has for their protocols. */
export const boardModels: Readonly<Record<SimulatedProtocol, OpenBoard>> = {
  gzxj: modelOf(GzxjState, newGzxjBoard, (parts) => new GzxjBoard(parts)),
  lock8a: modelOf(CabinetState, newCabinet, (parts, options) => new Lock8aBoards(parts, wired(lock8aWiring, options))),
  cu16: modelOf(CabinetState, newCabinet, (parts, options) => new Cu16Boards(parts, wired(cu16Wiring, options))),
  modbus: modelOf(CabinetState, newCabinet, (parts, options) => new ModbusBoards(parts, wired(modbusWiring, options))),
};

function modelOf<State extends CabinetState>(
  schema: TSchema,
  create: (boardId: string, slots: number) => State,
  open: (parts: SimulatedBoardParts<State>, options: object) => SimulatedBoard<State>,
): OpenBoard {
  return ({ clock, boardId, slots, state: path, options, changed }) => {
    const kept = path === undefined ? undefined : (readState(path, schema) as State | undefined);
    if (kept !== undefined && slots !== undefined && kept.slots.length !== slots)
      throw new AppError("request/invalid", `the board in ${path} has ${kept.slots.length} slots, not ${slots}`);
    const state = kept ?? create(boardId, slots ?? 12);
    const keep = () => {
      if (path !== undefined) writeState(path, state);
    };
    keep();
    const keepAndTell = () => {
      keep();
      changed();
    };
    return open({ clock, state, changed: keepAndTell }, options);
  };
}

/** @throws AppError request/invalid, which names the option */
function wired<Schema extends TSchema>(schema: Schema, options: object): Static<Schema> {
  const wiring = Value.Default(schema, Value.Convert(schema, { ...options }));
  if (Value.Check(schema, wiring)) return wiring;
  const [mistake] = Value.Errors(schema, wiring);
  throw new AppError("request/invalid", `option ${mistake?.instancePath} ${mistake?.message}`);
}
