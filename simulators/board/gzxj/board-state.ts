import { Type } from "typebox";
import { CabinetState, newCabinet } from "../kit/cabinet-state.ts";

const strict = { additionalProperties: false };

const Outcome = Type.Object(
  {
    command: Type.Union([Type.Literal("BW"), Type.Literal("FB")]),
    orderId: Type.String(),
    result: Type.Integer(),
    slot: Type.Integer(),
    itemId: Type.Optional(Type.String()),
    level: Type.Optional(Type.Integer()),
    lockStatus: Type.Integer(),
    wireStatus: Type.Integer(),
  },
  strict,
);

/** All that a board and what lies in and around it are: what a second start goes on from. */
export const BoardState = Type.Object(
  {
    ...CabinetState.properties,
    lastMsgId: Type.Integer({ minimum: 0 }),
    /** the answer to the latest order, which the board gives again when asked again (gzxj §3.3) */
    lastOutcome: Type.Optional(Outcome),
    rules: Type.Object(
      {
        minLevel: Type.Integer(),
        rentAuth: Type.Boolean(),
        returnAuth: Type.Boolean(),
        lockErrorBlocks: Type.Boolean(),
        wireErrorBlocks: Type.Boolean(),
        idErrorBlocks: Type.Boolean(),
      },
      strict,
    ),
  },
  strict,
);

export type Outcome = Type.Static<typeof Outcome>;
export type BoardState = Type.Static<typeof BoardState>;

/** A board as it is put up. */
export function newBoard(boardId: string, slotCount: number): BoardState {
  return {
    ...newCabinet(boardId, slotCount),
    lastMsgId: 0,
    rules: {
      minLevel: 80,
      rentAuth: true,
      returnAuth: true,
      lockErrorBlocks: true,
      wireErrorBlocks: true,
      idErrorBlocks: true,
    },
  };
}
