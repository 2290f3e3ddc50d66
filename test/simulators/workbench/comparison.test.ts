import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { encodeDocument } from "../../../platform/document-format.ts";
import { readJournal } from "../../../simulators/workbench/bridge-journal.ts";
import { compare } from "../../../simulators/workbench/comparison.ts";
import type { CabinetView, KnownContent, SlotView } from "../../../simulators/workbench/views.ts";

const slot = (content: SlotView["content"], itemId: string | null) => ({ slot: 1, content, itemId }) as SlotView;
const occupied: KnownContent = { state: "occupied", itemId: "A1" };

function differs(board: SlotView, bridge?: KnownContent, hub?: KnownContent): boolean | undefined {
  const view = { last: 0, committed: 0, events: [], commands: [], online: true, snapshotAt: 1, drift: [] };
  const known = (content?: KnownContent) => ({ view, slots: new Map(content ? [[1, content] as const] : []) });
  const cabinet = { name: "shop-1", slots: [board] } as unknown as CabinetView;
  return compare(cabinet, { journal: known(bridge), hub: known(hub) }).slots[0]?.differs;
}

test.each([
  ["all know the same item", slot("item", "A1"), occupied, occupied, false],
  ["the hub has not heard of the item", slot("item", "A1"), occupied, { state: "empty" }, true],
  ["the item was swapped", slot("item", "B2"), occupied, occupied, true],
  [
    "what was ejected lies loose, and the bridge has it as gone",
    slot("loose", null),
    { state: "empty" },
    undefined,
    false,
  ],
  ["the board reads no ids", slot("item", "A1"), { state: "occupied" }, { state: "occupied" }, false],
  ["the hub can't tell", slot("item", "A1"), occupied, { state: "unreadable" }, false],
  ["nobody was asked", slot("item", "A1"), undefined, undefined, false],
  [
    "bridge and hub disagree about a board that was not read",
    slot("unknown", null),
    occupied,
    { state: "empty" },
    true,
  ],
] as const)("where %s, the difference is told rightly", (_case, board, bridge, hub, expected) => {
  expect(differs(board, bridge, hub)).toBe(expected);
});

test("a journal is read with its events, commands and slots, and nothing else of it", () => {
  const folder = mkdtempSync(join(tmpdir(), "workbench-journal-"));
  try {
    expect(readJournal(folder)).toContain("ENOENT");
    const events = [{ seq: 4, latest: { at: 7, uncertainty: 1 }, body: { kind: "returned", slot: 2, itemId: "A1" } }];
    const commands = [
      { id: "cmd1", state: "done", slot: 2, result: { outcome: "opened" }, expiresAt: 9, at: { at: 8 } },
      { id: "cmd2", state: "started", slot: 3, expiresAt: 9 },
      { id: "cmd3", state: "done", slot: 3, result: { outcome: "refused", reason: "lock-fault" }, at: { at: 8 } },
    ];
    const slots = { 2: { state: "occupied", itemId: "A1", seen: { at: 7 } }, 3: { state: "empty", seen: { at: 7 } } };
    const data = { journalId: "private", last: 4, committed: 3, events, commands, slots };
    writeFileSync(join(folder, "journal.json"), encodeDocument("journal/1", data));
    const read = readJournal(folder);
    expect(read).toEqual({
      view: {
        last: 4,
        committed: 3,
        events: [{ seq: 4, at: 7, kind: "returned", slot: 2 }],
        commands: [
          { id: "cmd1", state: "done", slot: 2, result: "opened" },
          { id: "cmd2", state: "started", slot: 3 },
          { id: "cmd3", state: "done", slot: 3, result: "refused", reason: "lock-fault" },
        ],
      },
      slots: new Map([
        [2, { state: "occupied", itemId: "A1" }],
        [3, { state: "empty" }],
      ]),
    });
    writeFileSync(join(folder, "journal.json"), "half");
    expect(readJournal(folder)).toContain("does not begin as a journal/1 document");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
