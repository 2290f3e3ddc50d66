import { expect, test } from "vitest";
import { stateDiagram } from "../../scripts/state-diagram.ts";

test("a table is drawn from its first state to its last ones", () => {
  const table = [
    { from: "asked", to: "open", when: "the bridge says opened" },
    { from: "asked", to: "not-open", when: "refused" },
  ];
  expect(stateDiagram(table).split("\n")).toEqual([
    "```mermaid",
    "stateDiagram-v2",
    '  state "not-open" as not_open',
    "  [*] --> asked",
    "  asked --> open: the bridge says opened",
    "  asked --> not_open: refused",
    "  open --> [*]",
    "  not_open --> [*]",
    "```",
  ]);
});
