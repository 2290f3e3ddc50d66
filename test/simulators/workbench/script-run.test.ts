import { expect, test } from "vitest";
import type { Action } from "../../../simulators/workbench/actions.ts";
import { checkScript, type Script, stepText } from "../../../simulators/workbench/script.ts";
import { ScriptRun, type ScriptTarget } from "../../../simulators/workbench/script-run.ts";
import type { CabinetView, Comparison, SlotView } from "../../../simulators/workbench/views.ts";
import { ManualClock, settle } from "../../support/manual-clock.ts";

const full = { slot: 1, content: "item", itemId: "A1", looseItemId: null } as SlotView;
const empty = { slot: 1, content: "empty", itemId: null, looseItemId: null } as SlotView;

/** A cabinet that holds what a test says, and remembers what was done. */
function target(hub: Comparison["hub"] = null) {
  const done: Action[] = [];
  const state = { slot: full, known: { state: "occupied", itemId: "A1" }, differs: false };
  const target: ScriptTarget = {
    perform: async (action) => void done.push(action),
    view: () => ({ slots: [state.slot] }) as unknown as CabinetView,
    compare: async () => ({
      cabinet: "shop-1",
      slots: [{ slot: 1, board: state.known, bridge: state.known, hub: state.known, differs: state.differs }],
      journal: null,
      hub,
    }),
  };
  return { target, done, state };
}

function start(script: Script, at: ScriptTarget) {
  const clock = new ManualClock();
  const run = new ScriptRun(script, { target: at, clock, onProgress: () => {} });
  return { clock, run, ended: run.run() };
}

test("the steps of a script are done one after the other, and it passes", async () => {
  const { target: at, done } = target();
  const { ended } = start(
    {
      name: "jam",
      steps: [
        { do: "jam", slot: 1 },
        { do: "say", text: "look" },
        { do: "free", slot: 1 },
      ],
    },
    at,
  );
  expect(await ended).toMatchObject({
    passed: true,
    steps: [{ outcome: "done" }, { text: "look" }, { text: "free 1" }],
  });
  expect(done.map((action) => action.do)).toEqual(["jam", "free"]);
});

test("an expectation waits until it is met", async () => {
  const { target: at, state } = target();
  const { clock, run, ended } = start(
    { name: "take", steps: [{ do: "expect", slot: 1, board: { content: "empty" } }] },
    at,
  );
  await settle();
  expect(run.view).toMatchObject({ isRunning: true, steps: [{ outcome: "running" }] });
  state.slot = empty;
  await clock.pass(500);
  expect(await ended).toMatchObject({ passed: true });
});

test("an expectation that is not met in time fails, says why, and ends the script", async () => {
  const { target: at, done } = target();
  const steps: Script["steps"] = [
    { do: "expect", slot: 1, board: { content: "empty" }, within: 1000 },
    { do: "jam", slot: 1 },
  ];
  const { clock, ended } = start({ name: "take", steps }, at);
  for (let look = 0; look < 3; look++) {
    await settle();
    await clock.pass(500);
  }
  expect(await ended).toMatchObject({
    passed: false,
    steps: [{ outcome: "failed", why: "the board has content item" }],
  });
  expect(done).toEqual([]);
});

test.each([
  [{ hub: { state: "empty" } } as const, "the hub has state occupied"],
  [{ bridge: { itemId: "B2" } } as const, "the bridge has itemId A1"],
  [{ differs: true } as const, "all agree"],
  [{ online: true } as const, "the cabinet is offline"],
])("an expectation %j that the hub or the bridge does not meet says what they have", async (expected, why) => {
  const { target: at } = target({ online: false, snapshotAt: null, drift: [] });
  const { ended } = start({ name: "hub", steps: [{ do: "expect", slot: 1, within: 0, ...expected }] }, at);
  expect(await ended).toMatchObject({ passed: false, steps: [{ why }] });
});

test("an expectation of a hub that does not answer fails with the reason", async () => {
  const { target: at } = target({ why: "fetch failed" });
  const steps: Script["steps"] = [{ do: "expect", slot: 1, hub: { state: "occupied" }, within: 0 }];
  expect(await start({ name: "hub", steps }, at).ended).toMatchObject({ steps: [{ why: "the hub: fetch failed" }] });
});

test("an action that is refused fails the script with the refusal", async () => {
  const { target: at } = target();
  at.perform = () => Promise.reject(new Error("nothing lies loose in slot 1"));
  expect(await start({ name: "take", steps: [{ do: "take", slot: 1 }] }, at).ended).toMatchObject({
    passed: false,
    steps: [{ why: "nothing lies loose in slot 1" }],
  });
});

test("a script that is stopped ends after the step under way", async () => {
  const { target: at, done } = target();
  const { clock, run, ended } = start(
    {
      name: "wait",
      steps: [
        { do: "wait", ms: 1000 },
        { do: "jam", slot: 1 },
      ],
    },
    at,
  );
  run.stop();
  await settle();
  await clock.pass(1000);
  expect(await ended).toMatchObject({ passed: false, steps: [{ outcome: "done" }, { why: "stopped" }] });
  expect(done).toEqual([]);
});

test.each([
  [[], /a name and a list of steps/],
  [{ name: "x", steps: [{ do: "wait", ms: 1 }, { do: "dance" }] }, /step 2 is none: \{"do":"dance"\}/],
  [{ name: "x", steps: [], colour: "red" }, /a field that scripts have not/],
])("%j is refused as a script with what is wrong", (given, why) => {
  expect(() => checkScript(given)).toThrow(why);
});

test("each kind of step reads as a line of text", () => {
  const steps: Script["steps"] = [
    { do: "insert", cabinet: "shop-1", slot: 3, itemId: "X1" },
    { do: "board", mode: "mute", split: true, corruptNext: 2, delay: 40 },
    { do: "network", cut: true },
    { do: "noise", hex: "FF" },
    { do: "open", slot: 1 },
    { do: "look" },
    { do: "wait", ms: 5 },
    { do: "expect", cabinet: "shop-1", slot: 2, board: { content: "loose" }, hub: { state: "empty" }, differs: false },
    { do: "expect", online: true },
  ];
  expect(checkScript({ name: "all", steps }).steps.map(stepText)).toEqual([
    "shop-1 insert 3 X1",
    "mute, split on, corrupt 2, delay 40",
    "network cut",
    "noise FF",
    "open 1",
    "look",
    "wait 5 ms",
    "shop-1 expect slot 2: board loose, hub empty, no difference",
    "expect online",
  ]);
});
