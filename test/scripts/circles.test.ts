import { expect, test } from "vitest";
import { circlesOf, withoutDetours } from "../../scripts/circles.ts";

test("a graph without circles has none", () => {
  const graph = new Map([
    ["top", ["left", "right", "outside"]],
    ["left", ["end"]],
    ["right", ["end"]],
    ["end", []],
  ]);
  expect(circlesOf(graph)).toEqual([]);
});

test("each circle is found once, the shortest way round", () => {
  const graph = new Map([
    ["start", ["a", "x"]],
    ["a", ["b", "c"]],
    ["b", ["c"]],
    ["c", ["a"]],
    ["x", ["y"]],
    ["y", ["x", "c"]],
  ]);
  expect(circlesOf(graph)).toEqual([
    ["a", "c"],
    ["x", "y"],
  ]);
});

test("an arrow that follows from others is left out", () => {
  const graph = new Map([
    ["a", ["b", "c", "d"]],
    ["b", ["c"]],
    ["c", ["d"]],
    ["d", []],
  ]);
  expect([...withoutDetours(graph)]).toEqual([
    ["a", ["b"]],
    ["b", ["c"]],
    ["c", ["d"]],
    ["d", []],
  ]);
});
