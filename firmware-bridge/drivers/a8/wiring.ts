import { Type } from "typebox";

/** How boards of the family A8 are wired in a cabinet (a8 §5); no frame tells it. */
export const a8Wiring = Type.Object({
  holesPerBoard: Type.Integer({
    minimum: 1,
    maximum: 12,
    default: 4,
    description: "how many slots each board has, 4 and 6 are common",
  }),
  boardAddresses: Type.Optional(
    Type.String({
      pattern: "^[0-9A-Fa-f]{2}(,[0-9A-Fa-f]{2})*$",
      description:
        "addresses of the boards, hexadecimal, in the order of the slots: `10,20,30`; 01, 02, … where it is not set",
    }),
  ),
  holeNumbers: Type.Union([Type.Literal("cabinet"), Type.Literal("board")], {
    default: "cabinet",
    description: "whether the numbers of holes go on from board to board (`cabinet`) or begin with 1 on each (`board`)",
  }),
  popBy: Type.Union([Type.Literal("hole"), Type.Literal("sn")], {
    default: "hole",
    description: "whether a slot is opened by its `hole` (20) or by the number of its item, `sn` (30)",
  }),
});

export type A8Wiring = Type.Static<typeof a8Wiring>;
