import { Type } from "typebox";

/** How Kerong boards are wired (cu16 §6.2); no frame tells it. */
export const cu16Wiring = Type.Object({
  locksPerBoard: Type.Integer({
    minimum: 1,
    maximum: 16,
    default: 16,
    description: "how many slots each board on the line has; the board with the lowest address has the first ones",
  }),
  firstAddress: Type.Integer({
    minimum: 0,
    maximum: 15,
    default: 0,
    description: "the address of the board that has the first slots; the others follow it",
  }),
  itemSensors: Type.Boolean({
    default: false,
    description: "whether infrared sensors that see the items are connected",
  }),
});

export type Cu16Wiring = Type.Static<typeof cu16Wiring>;
