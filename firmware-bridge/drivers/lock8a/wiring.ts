import { Type } from "typebox";

/** How lock boards of the family 8A are wired (lock8a §6.1); no frame tells it. */
export const lock8aWiring = Type.Object({
  locksPerBoard: Type.Integer({
    minimum: 1,
    maximum: 50,
    default: 24,
    description: "how many slots each board on the line has; the board with the address 1 has the first ones",
  }),
  closedContact: Type.Union([Type.Literal("locked"), Type.Literal("open")], {
    default: "locked",
    description: "what a closed contact says of its lock: `locked` or `open`",
  }),
});

export type Lock8aWiring = Type.Static<typeof lock8aWiring>;
