import { Type } from "typebox";
import { EpochMs } from "../../protocol/ids.ts";

const LoanNo = Type.Integer({ minimum: 1, description: "which loan of the order" });
const strict = { additionalProperties: false };

/** What a person decides about an order. */
export const OperatorAct = Type.Union([
  Type.Object({ act: Type.Literal("pause-billing") }, strict),
  Type.Object({ act: Type.Literal("resume-billing") }, strict),
  Type.Object({ act: Type.Literal("mark-returned"), loanNo: LoanNo, at: EpochMs }, strict),
  Type.Object({ act: Type.Literal("mark-not-opened"), loanNo: LoanNo }, strict),
  Type.Object({ act: Type.Literal("mark-lost"), loanNo: LoanNo }, strict),
  Type.Object(
    { act: Type.Literal("lower-amount"), amount: Type.Integer({ minimum: 0, description: "fen; 0 waives it" }) },
    strict,
  ),
  Type.Object({ act: Type.Literal("close-review") }, strict),
]);
export type OperatorAct = Type.Static<typeof OperatorAct>;
