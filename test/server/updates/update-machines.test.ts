import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Transition } from "../../../server/rental/transitions.ts";
import {
  cabinetUpdateTransitions,
  hasEnded,
  isInStage,
  mustHalt,
  rolloutTransitions,
} from "../../../server/updates/update-machines.ts";

test.each([
  ["rollout", rolloutTransitions, "running"],
  ["cabinet's update", cabinetUpdateTransitions, "announced"],
] as const)(
  "the first state of a %s leads to every other one",
  (_what, table: readonly Transition<string>[], first) => {
    const reached = new Set<string>([first]);
    for (const state of reached) for (const { from, to } of table) if (from === state) reached.add(to);
    expect(reached).toEqual(new Set(table.flatMap(({ from, to }) => [from, to])));
    expect(table[0]?.from).toBe(first);
  },
);

test("an update that has ended goes nowhere any more", () => {
  for (const { from } of cabinetUpdateTransitions) expect(hasEnded(from), from).toBe(false);
});

test("a larger percentage only adds cabinets, and 100 is all of them", () => {
  const version = fc.constantFrom("0.3.0", "0.3.1");
  const cabinet = fc.stringMatching(/^[a-z0-9]{3,8}$/);
  const percent = fc.integer({ min: 1, max: 99 });
  fc.assert(
    fc.property(version, cabinet, percent, percent, (of, cabinetId, one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      if (isInStage(of, cabinetId, less)) expect(isInStage(of, cabinetId, more)).toBe(true);
      expect(isInStage(of, cabinetId, 100)).toBe(true);
    }),
  );
});

test("a percentage takes about that share of the cabinets, and other ones for another release", () => {
  const ids = Array.from({ length: 2000 }, (_, at) => `shop-${at}`);
  const first = ids.filter((id) => isInStage("0.3.0", id, 10));
  expect(first.length).toBeGreaterThan(140);
  expect(first.length).toBeLessThan(260);
  expect(first.filter((id) => isInStage("0.4.0", id, 10)).length).toBeLessThan(60);
});

test.each([
  [2, 2, false],
  [3, 3, true],
  [3, 59, true],
  [3, 60, false],
  [50, 1000, false],
  [51, 1000, true],
])("with %d of %d ended cabinets rolled back, a rollout halts: %s", (rolledBack, ended, halts) => {
  expect(mustHalt(rolledBack, ended)).toBe(halts);
});
