import { Type } from "typebox";

/** Where our books and the provider's do not agree. */
export const Difference = Type.Object({
  orderNo: Type.Optional(
    Type.String({ description: "ours; absent where the provider's file names none that we know" }),
  ),
  creditOrderNo: Type.Optional(Type.String({ description: "the provider's number of the order" })),
  line: Type.Optional(Type.Integer({ description: "line of the provider's file" })),
  what: Type.Union([
    Type.Literal("not-there", { description: "ours, and the provider does not have it" }),
    Type.Literal("not-here", { description: "the provider has it, and we don't" }),
    Type.Literal("borrowed-there", { description: "ended here, or being ended; still borrowed there" }),
    Type.Literal("restored-there", { description: "completed there, and we don't know of it" }),
    Type.Literal("cancelled-there", { description: "cancelled there, and we don't know of it" }),
    Type.Literal("paid-there", { description: "paid there and not here" }),
    Type.Literal("not-paid-there", { description: "paid here and not there" }),
    Type.Literal("amount-differs"),
    Type.Literal("kind-differs"),
    Type.Literal("fee-differs", { description: "by more than 1 fen: how it is rounded is not documented" }),
    Type.Literal("other-day", { description: "the same movement, on another day" }),
    Type.Literal("twice", { description: "an order may be charged once" }),
    Type.Literal("other-rider"),
    Type.Literal("other-credit-order", { description: "the provider names another credit order for our number" }),
    Type.Literal("no-answer", { description: "the provider gave no definite answer" }),
  ]),
  ours: Type.String({ description: "what our books say, for a person" }),
  theirs: Type.String({ description: "what the provider says, for a person" }),
});
export type Difference = Type.Static<typeof Difference>;
