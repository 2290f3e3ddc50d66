import { expect, test } from "vitest";
import { readPlan } from "../../bench/plan.ts";

test("by default everything is measured on the embedded store, with many cabinets and orders", () => {
  expect(readPlan([])).toEqual({
    only: ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12", "R13"],
    store: "sqlite",
    quick: false,
    cabinets: 4000,
    finished: 100_000,
    open: 10_000,
  });
});

test("a quick run makes the numbers smaller, but for those that are given", () => {
  const plan = readPlan(["--quick", "--finished", "1000000", "--store", "postgres", "--only", "R4,R1"]);
  expect(plan).toMatchObject({ only: ["R4", "R1"], store: "postgres", cabinets: 800, finished: 1_000_000, open: 1000 });
});

test.each([
  [["--only", "R14"], "R14"],
  [["--store", "lowdb"], "--store"],
  [["--cabinets", "many"], "--cabinets"],
  [["--cabinets", "20000"], "--cabinets"],
  [["--fast"], "--fast"],
])("the command line %j is refused", (args, why) => {
  // By this code the program ends with 64.
  expect(() => readPlan(args)).toThrow(/\(request\/invalid\)$/);
  expect(() => readPlan(args)).toThrow(why);
});
