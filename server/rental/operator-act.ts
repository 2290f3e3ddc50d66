import { Type } from "typebox";
import { EpochMs, plainText } from "../../protocol/ids.ts";
import type { Fen } from "./money.ts";
import { ObjectionOutcome } from "./objection.ts";

const LoanNo = Type.Integer({ minimum: 1, description: "which loan of the order" });
const amount = (description: string) =>
  Type.Unsafe<Fen>(Type.Integer({ minimum: 0, maximum: 100_000_000, description: `fen: ${description}` }));
const strict = { additionalProperties: false };

/** What an operator decides about an order. */
export const OperatorAct = Type.Union([
  Type.Object({ act: Type.Literal("pause-billing") }, strict),
  Type.Object({ act: Type.Literal("resume-billing") }, strict),
  Type.Object({ act: Type.Literal("mark-returned"), loanNo: LoanNo, at: EpochMs }, strict),
  Type.Object(
    { act: Type.Literal("mark-not-returned"), loanNo: LoanNo },
    {
      ...strict,
      description: "the reported return was false: the item is still out; only before the order is charged",
    },
  ),
  Type.Object({ act: Type.Literal("mark-not-opened"), loanNo: LoanNo }, strict),
  Type.Object({ act: Type.Literal("mark-lost"), loanNo: LoanNo }, strict),
  Type.Object({ act: Type.Literal("lower-amount"), amount: amount("the most that the order may cost") }, strict),
  Type.Object({ act: Type.Literal("waive") }, strict),
  Type.Object({ act: Type.Literal("extend"), until: EpochMs }, strict),
  Type.Object(
    { act: Type.Literal("shorten"), until: EpochMs },
    { ...strict, description: "an earlier due time on our side; the provider keeps the later one that it was told" },
  ),
  Type.Object({ act: Type.Literal("cancel") }, strict),
  Type.Object(
    { act: Type.Literal("end-by-hand") },
    { ...strict, description: "the credit order was ended in the provider's back office" },
  ),
  Type.Object({ act: Type.Literal("retry-settlement") }, strict),
  Type.Object(
    { act: Type.Literal("mark-collected"), amount: amount("what was collected outside; the rest is written off") },
    strict,
  ),
  Type.Object({ act: Type.Literal("record-refund"), amount: amount("what was given back outside") }, strict),
  Type.Object(
    {
      act: Type.Literal("close-objection"),
      objectionNo: Type.Integer({ minimum: 1, description: "which objection of the order" }),
      outcome: ObjectionOutcome,
      answer: Type.Optional(plainText(200, "what the rider reads")),
    },
    { ...strict, description: "decides what the rider objected to; it changes no price, other acts do" },
  ),
  Type.Object({ act: Type.Literal("close-review") }, strict),
]);
export type OperatorAct = Type.Static<typeof OperatorAct>;
