import { Value } from "typebox/value";
import { describe, expect, it } from "vitest";
import { OperatorAct } from "../../../server/rental/operator-act.ts";

describe("what an operator decides about an order", () => {
  it.each([
    { act: "waive" },
    { act: "mark-returned", loanNo: 1, at: 0 },
    { act: "mark-not-returned", loanNo: 1 },
    { act: "lower-amount", amount: 0 },
  ])("is understood: %j", (act) => {
    expect(Value.Check(OperatorAct, act)).toBe(true);
  });

  it.each([
    { act: "open-slot", slot: 1 },
    { act: "waive", amount: 3 },
    { act: "mark-not-returned" },
    { act: "mark-not-returned", loanNo: 0 },
    { act: "lower-amount", amount: -1 },
    { act: "lower-amount", amount: 1.5 },
    { act: "lower-amount", amount: 100_000_001 },
    { act: "mark-returned", loanNo: 1, at: "now" },
  ])("is refused: %j", (act) => {
    expect(Value.Check(OperatorAct, act)).toBe(false);
  });
});
