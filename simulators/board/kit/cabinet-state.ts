import { Type } from "typebox";

/** An id that fits into the frames of every protocol that carries text: no comma, colon or brace (gzxj §3.2: about 16 characters). */
export const SimulatedItemId = Type.String({ pattern: "^[0-9A-Za-z_-]{1,32}$", description: "item id" });

const strict = { additionalProperties: false };

const Item = Type.Object({ itemId: SimulatedItemId, level: Type.Integer({ minimum: 0, maximum: 100 }) }, strict);

const SlotState = Type.Object(
  {
    item: Type.Optional(Item),
    /** ejected, but still lying in the opening: the board sees the slot empty */
    loose: Type.Optional(Item),
    /** whether the host has confirmed the return of what lies in it, for boards that want that */
    returnConfirmed: Type.Boolean(),
    jammed: Type.Boolean(),
    motorMovements: Type.Integer({ minimum: 0 }),
  },
  strict,
);

/** The slots of a board and what lies in and around them, whatever its protocol. */
export const CabinetState = Type.Object(
  {
    boardId: SimulatedItemId,
    slots: Type.Array(SlotState, { minItems: 1, maxItems: 96 }),
    /** items that riders carry */
    carried: Type.Array(Item),
    /** how often the board restarted by itself */
    resets: Type.Integer({ minimum: 0 }),
  },
  strict,
);

export type Item = Type.Static<typeof Item>;
export type SlotState = Type.Static<typeof SlotState>;
export type CabinetState = Type.Static<typeof CabinetState>;

/** A cabinet as it is put up: every sixth slot, at least the last one, is left free for returns. */
export function newCabinet(boardId: string, slotCount: number): CabinetState {
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
    resets: 0,
  };
}

/** Charges differ, so that a board that chooses by charge has a choice. */
export function stockItem(boardId: string, number: number): Item {
  return { itemId: `${boardId}${String(number).padStart(4, "0")}`, level: 100 - ((number * 7) % 40) };
}
