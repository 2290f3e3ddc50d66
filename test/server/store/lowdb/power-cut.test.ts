import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openLowdbStore } from "../../../../server/store/lowdb/lowdb-store.ts";
import { checkStore } from "../../../../server/store/lowdb/store-files.ts";
import type { RowExport } from "../../../../server/store/row-export.ts";
import type { Store, Table } from "../../../../server/store/store.ts";
import { type Step, type Tearing, VolatileDisk } from "../../../support/volatile-disk.ts";

interface Note {
  readonly no: number;
  readonly text: string;
  readonly done: boolean;
}

const notes: Table<Note> = {
  name: "notes",
  key: ({ no }) => String(no).padStart(4, "0"),
  unique: ({ text }) => (text === "" ? [] : [text]),
  index: () => [],
  dueAt: () => undefined,
  restsIn: ({ done }) => (done ? "2026-11" : undefined),
  durable: true,
};

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "power-"));
});
afterEach(() => rm(root, { recursive: true }));

const open = (disk: VolatileDisk, folder = join(root, "data")) => openLowdbStore(folder, [notes], disk);

/** So long that a log with a few of them is followed by a checkpoint. */
const long = (letter: string) => letter.repeat(500_000);

/**
 * All that the store does with its files: a log, a checkpoint that is due, a move to the archive, rows of the archive that
 * wake and are deleted, the last checkpoint. Each is one transaction; the answer is the notes after it.
 */
const story: readonly ((held: ReadonlyMap<number, string>) => Map<number, string>)[] = [
  (held) => new Map([...held, [1, "one"], [2, "two"]]),
  (held) => new Map([...held, [1, "two"], [2, "one"]]),
  (held) => new Map([...held, [3, long("a")]]),
  (held) => new Map([...held, [3, long("b")]]),
  (held) => new Map([...held, [3, long("c")]]),
  (held) => new Map([...held, [3, ""]]),
  (held) => new Map([...held, ...Array.from({ length: 500 }, (_, n): [number, string] => [1000 + n, ""])]),
  (held) => new Map([...held, [4, "four"]]),
  (held) => new Map([...held, [1007, "awake"]]),
  (held) => new Map([...held].filter(([no]) => no !== 1008 && no !== 2)),
  (held) => new Map([...held, [5, "one"]]),
];

/** Makes the store what `after` says. */
const apply = (store: Store, before: ReadonlyMap<number, string>, after: ReadonlyMap<number, string>) =>
  store.transact(async (tx) => {
    for (const no of before.keys()) if (!after.has(no)) await tx.delete(notes, String(no).padStart(4, "0"));
    const changed = [...after].filter(([no, text]) => before.get(no) !== text);
    // Two notes may exchange their texts, of which each may be there once.
    for (const [no] of changed) await tx.put(notes, { no, text: "", done: false });
    for (const [no, text] of changed) await tx.put(notes, { no, text, done: no >= 1000 && text === "" });
  });

const held = async (store: RowExport) =>
  new Map((await store.rows(notes, 10_000)).toReversed().map(({ no, text }) => [no, text]));

/** Lives the story up to the first refusal. What was answered, and what might have been. */
async function live(store: Store): Promise<Map<number, string>[]> {
  let answered = new Map<number, string>();
  for (const chapter of story) {
    const next = chapter(answered);
    try {
      await apply(store, answered, next);
    } catch {
      return [answered, next];
    }
    answered = next;
    // What the store does by itself has its turn.
    for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
  return [answered];
}

/** How often the story touches the disk, after the store has opened. */
async function stepsOf(): Promise<Step[]> {
  const disk = new VolatileDisk();
  const store = await open(disk);
  const before = disk.steps.length;
  expect(await live(store)).toHaveLength(1);
  await store.close();
  return disk.steps.slice(before);
}

test("the story goes through all that the store does with its files", async () => {
  const disk = new VolatileDisk();
  const paths = new Set<string>();
  disk.before = (step, path) => void paths.add(`${step} ${path.slice(root.length + "/data".length)}`);
  const store = await open(disk);
  expect(await live(store)).toHaveLength(1);
  await store.close();
  for (const done of [
    "create /live.000001.log",
    "rename /live.json",
    "link /live.json.previous",
    "create /live.000002.log",
    "create /archive/2026-11/notes-000001.segment",
    "create /live.000003.log",
    "remove /live.000001.log",
  ])
    expect(paths).toContain(done);
});

/** @param steps before which it makes a difference */
const cuts: readonly { left: string; names: "kept" | "lost"; tear: Tearing; steps?: readonly Step[] }[] = [
  { left: "nothing", names: "lost", tear: (synced) => synced },
  { left: "nothing", names: "kept", tear: (synced) => synced },
  { left: "everything", names: "lost", tear: (_, content) => content, steps: ["write", "sync"] },
  {
    left: "the first half",
    names: "kept",
    tear: (synced, content) => content.subarray(0, (synced.length + content.length) >> 1),
    steps: ["write", "sync"],
  },
  {
    left: "the last sector",
    names: "kept",
    tear: (synced, content) => {
      const lastSector = Math.floor((content.length - 1) / 512) * 512;
      return Buffer.from(content).fill(0, synced.length, Math.max(synced.length, lastSector));
    },
    steps: ["write", "sync"],
  },
];

describe("after the power went at any step of the disk, what was answered is there, and nothing by half", () => {
  for (const { left, names, tear, steps } of cuts)
    test(`where ${left} of unsynced bytes is left and unsynced names are ${names}`, async () => {
      const all = await stepsOf();
      for (const [last, step] of all.entries()) {
        if (steps?.includes(step) === false) continue;
        const disk = new VolatileDisk();
        const store = await open(disk);
        let stepsLeft = last;
        disk.before = () => {
          if (stepsLeft-- <= 0) throw new Error("the power is gone");
        };
        const possible = await live(store);
        await store.close();
        disk.cutPower(names, tear);
        disk.before = () => undefined;
        const again = await open(disk);
        const found = await held(again);
        expect(possible.map(sizes), `before step ${last}, ${step}`).toContainEqual(sizes(found));
        await apply(again, found, new Map([...found, [6, "six"]]));
        await again.close();
        expect((await checkStore(join(root, "data"), disk)).damages).toEqual([]);
      }
    });
});

describe("after any one step of the disk failed, nothing is lost and what was refused is not there", () => {
  for (const ending of ["killed", "closed"] as const)
    test(`when the process is ${ending}`, async () => {
      const steps = await stepsOf();
      for (let failing = 0; failing < steps.length; failing++) {
        const disk = new VolatileDisk();
        const store = await open(disk);
        let stepsLeft = failing;
        disk.before = () => {
          if (stepsLeft-- === 0) throw new Error("EIO");
        };
        const [answered = new Map<number, string>()] = await live(store);
        const files = disk.copy(join(root, "data"), join(root, `copy-${failing}`));
        if (ending === "closed") await store.close();
        const again = ending === "closed" ? await open(disk) : await open(files, join(root, `copy-${failing}`));
        expect(sizes(await held(again)), `at step ${failing}, ${steps[failing]}`).toEqual(sizes(answered));
        await again.close();
        if (ending === "killed") await store.close();
      }
    });
});

/** Long texts make a failing comparison unreadable. */
function sizes(notes: ReadonlyMap<number, string>): [number, string][] {
  return [...notes].map(([no, text]): [number, string] => [no, text.slice(0, 9)]).toSorted(([a], [b]) => a - b);
}
