import { Type } from "typebox";

/** What no frame of an umbrella controller tells (aa55 §8.1). Each channel is a slot and holds one umbrella. */
export const aa55Wiring = Type.Object({
  controllerSn: Type.Optional(
    Type.String({
      pattern: "^[!-~]{11}$",
      description: "number of the controller, 11 characters; one that logs in with another number is sent away",
    }),
  ),
  emptyLatch: Type.Union([Type.Literal("return"), Type.Literal("borrow")], {
    default: "return",
    description: "the position in which the latch of an empty channel stands: `return` or `borrow`",
  }),
});

export type Aa55Wiring = Type.Static<typeof aa55Wiring>;
