import { expect, test } from "vitest";
import { versionsOf } from "../../../kiosk-ui/console/pages/updates/bridge-versions.ts";
import { releaseFiles } from "../../../kiosk-ui/console/pages/updates/release-files.ts";
import { countsOf, rowsOf, updateStates } from "../../../kiosk-ui/console/pages/updates/rollout-rows.ts";
import type { FleetRow, RolloutView } from "../../../kiosk-ui/console/pages/updates/update-types.ts";
import { words as chinese } from "../../../kiosk-ui/console/pages/updates/words-chinese.ts";
import { words as english } from "../../../kiosk-ui/console/pages/updates/words-english.ts";
import { errorTable } from "../../../platform/app-error.ts";
import { RollbackReason, UpdateFailure } from "../../../protocol/upward.ts";
import { cabinetUpdateTransitions } from "../../../server/updates/update-machines.ts";

const row = (cabinetId: string, condition: FleetRow["condition"], software?: string) =>
  ({ cabinetId, name: `${cabinetId} 号柜`, condition, ...(software !== undefined && { software }) }) as FleetRow;

const rollout = (changes: Partial<RolloutView> = {}): RolloutView => ({
  rolloutId: "R00000001",
  version: "0.3.0",
  state: "running",
  percent: 100,
  createdAt: 0,
  waiting: [],
  notUpdatable: [],
  cabinets: [],
  acts: [],
  ...changes,
});

test("the versions in use are counted, the newest first, without cabinets out of service", () => {
  const fleet = [
    row("a", "online", "jiehuan/0.9.0"),
    row("b", "offline", "jiehuan/0.9.0"),
    row("c", "distrusted", "jiehuan/0.10.0"),
    row("d", "never-seen"),
    row("e", "out-of-service", "jiehuan/0.1.0"),
  ];
  expect(versionsOf(fleet)).toEqual([
    { version: "0.10.0", cabinets: 1, online: 1 },
    { version: "0.9.0", cabinets: 2, online: 1 },
    { version: undefined, cabinets: 1, online: 0 },
  ]);
});

test("cabinets that rolled back or failed stand first in a rollout, those that are done last", () => {
  const cabinets: RolloutView["cabinets"] = [
    { cabinetId: "done", state: "healthy", changedAt: 1 },
    { cabinetId: "back", state: "rolled-back", reason: "crashed", changedAt: 1 },
    { cabinetId: "load", state: "downloading", received: 5, changedAt: 1 },
    { cabinetId: "full", state: "failed", reason: "disk-full", changedAt: 1 },
  ];
  const rows = rowsOf(rollout({ waiting: ["away"], cabinets }), [row("back", "online", "jiehuan/0.2.0")]);
  expect(rows.map(({ cabinetId }) => cabinetId)).toEqual(["back", "full", "load", "away", "done"]);
  expect(rows[0]).toMatchObject({ name: "back 号柜", software: "jiehuan/0.2.0", reason: "crashed" });
  expect(countsOf([...rows, ...rows.slice(0, 1)])).toEqual([
    { state: "rolled-back", count: 2 },
    { state: "failed", count: 1 },
    { state: "downloading", count: 1 },
    { state: "waiting", count: 1 },
    { state: "healthy", count: 1 },
  ]);
});

test("a waiting cabinet says for what it waits", () => {
  const fleet = [row("here", "online"), row("gone", "offline"), row("new", "never-seen")];
  const reasons = (state: RolloutView["state"]) =>
    rowsOf(rollout({ state, waiting: ["here", "gone", "new", "old"], notUpdatable: ["old"] }), fleet).map(
      ({ reason }) => reason,
    );
  expect(reasons("running")).toEqual([undefined, "away", "away", "not-updatable"]);
  for (const state of ["paused", "halted"] as const)
    expect(reasons(state)).toEqual(["rollout-stopped", "away", "away", "not-updatable"]);
  expect(reasons("ended")).toEqual(["rollout-ended", "rollout-ended", "rollout-ended", "rollout-ended"]);
});

test("every state of an update that the hub knows has a place in the list", () => {
  const known = cabinetUpdateTransitions.flatMap(({ from, to }) => [from, to]);
  expect([...new Set([...known, "waiting"])].toSorted()).toEqual([...updateStates].toSorted());
});

test("every reason for which a bridge fails or rolls back has a sentence in both languages", () => {
  const reasons = [...UpdateFailure.anyOf, ...RollbackReason.anyOf].map((reason) => reason.const);
  for (const words of [chinese, english]) {
    expect(Object.keys(words.reasons)).toEqual(expect.arrayContaining(reasons));
    expect(Object.keys(words.reasons)).toEqual(
      expect.arrayContaining(["away", "not-updatable", "rollout-stopped", "rollout-ended"]),
    );
  }
});

test("every error of releases and rollouts that an operator can meet has a sentence in both languages", () => {
  // Only bridges are told that a rollout is paused.
  const codes = Object.keys(errorTable).filter(
    (code) => /^(release|rollout)\//.test(code) && code !== "rollout/paused",
  );
  for (const words of [chinese, english]) expect(Object.keys(words.problems)).toEqual(expect.arrayContaining(codes));
});

test("the three files of a release are found whatever their order, and nothing else is taken for them", () => {
  const file = (name: string) => new File([], name);
  const files = [file("bridge-0.3.0.tgz"), file("manifest.sig"), file("manifest.json")];
  expect(releaseFiles(files)).toEqual({ archive: files[0], signature: files[1], manifest: files[2] });
  expect(releaseFiles(files.slice(1))).toBeUndefined();
  expect(releaseFiles([...files, file("notes.txt")])).toBeUndefined();
});
