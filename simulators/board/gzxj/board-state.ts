import { Type } from "typebox";

/** An id that fits into a frame: no comma, colon or brace (gzxj §3.2: at most about 16 characters). */
export const SimulatedItemId = Type.String({ pattern: "^[0-9A-Za-z_-]{1,32}$", description: "item id" });

const strict = { additionalProperties: false };

const Item = Type.Object({ itemId: SimulatedItemId, level: Type.Integer({ minimum: 0, maximum: 100 }) }, strict);

const SlotState = Type.Object(
  {
    item: Type.Optional(Item),
    /** ejected, but still lying in the opening: the board sees the slot empty */
    loose: Type.Optional(Item),
    returnConfirmed: Type.Boolean(),
    jammed: Type.Boolean(),
    motorMovements: Type.Integer({ minimum: 0 }),
  },
  strict,
);

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
    boardId: SimulatedItemId,
    slots: Type.Array(SlotState, { minItems: 1, maxItems: 48 }),
    /** items that riders carry */
    carried: Type.Array(Item),
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
    resets: Type.Integer({ minimum: 0 }),
  },
  strict,
);

export type Item = Type.Static<typeof Item>;
export type SlotState = Type.Static<typeof SlotState>;
export type Outcome = Type.Static<typeof Outcome>;
export type BoardState = Type.Static<typeof BoardState>;

/** A board as it is put up: every sixth slot, at least the last one, is left free for returns. */
export function newBoard(boardId: string, slotCount: number): BoardState {
  const free = Math.max(1, Math.floor(slotCount / 6));
  return {
    boardId,
    slots: Array.from({ length: slotCount }, (_, index) => ({
      ...(index < slotCount - free ? { item: stockItem(boardId, index + 1) } : {}),
      returnConfirmed: true,
      jammed: false,
      motorMovements: 0,
    })),
    carried: [],
    lastMsgId: 0,
    rules: {
      minLevel: 80,
      rentAuth: true,
      returnAuth: true,
      lockErrorBlocks: true,
      wireErrorBlocks: true,
      idErrorBlocks: true,
    },
    resets: 0,
  };
}

/** Charges differ, so that a board that chooses by charge has a choice. */
export function stockItem(boardId: string, number: number): Item {
  return { itemId: `${boardId}${String(number).padStart(4, "0")}`, level: 100 - ((number * 7) % 40) };
}
