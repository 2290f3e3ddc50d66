import { describe, expect, test, vi } from "vitest";
import { Journal, mostEvents } from "../../firmware-bridge/journal.ts";
import { type JournalData, journalFormat, newJournal } from "../../firmware-bridge/journal-data.ts";
import { AppError } from "../../platform/app-error.ts";
import { encodeDocument } from "../../platform/document-format.ts";
import { settle } from "../support/manual-clock.ts";
import { MemoryDocument } from "./memory-document.ts";

const at = { at: 5000, uncertainty: 10 };
const abnormal = { kind: "abnormal", what: "lid open" } as const;

/** A journal that no hub has welcomed yet. */
function unheard(data: JournalData = newJournal("journal-one")) {
  const document = new MemoryDocument(data);
  const onFault = vi.fn<(error: unknown) => void>();
  return { document, onFault, journal: new Journal(document, onFault) };
}

function open(data?: JournalData) {
  const opened = unheard(data);
  opened.journal.startSending();
  return opened;
}

test("an event is fit to be sent only once it is on disk", async () => {
  const { document, journal } = open();
  const release = document.hold();
  journal.append(abnormal, at);
  const saved = journal.save();
  expect(journal.after(0, 10)).toEqual([]);
  release();
  await saved;
  expect(journal.after(0, 10)).toEqual([
    { v: 1, journalId: "journal-one", seq: 1, at: { latest: 5000, uncertainty: 10 }, body: abnormal },
  ]);
});

test("an event recorded during a save waits for the next one", async () => {
  const { journal } = open();
  journal.append(abnormal, at);
  const saved = journal.save();
  journal.append(abnormal, at);
  await saved;
  expect(journal.after(0, 10).map((event) => event.seq)).toEqual([1]);
});

test("the next process goes on with the next number", async () => {
  const first = open();
  first.journal.append(abnormal, at);
  await first.journal.save();
  const second = open(first.document.onDisk);
  expect(second.journal.after(0, 10)).toEqual(first.journal.after(0, 10));
  second.journal.append(abnormal, at);
  await second.journal.save();
  expect(second.journal.after(0, 10).map((event) => event.seq)).toEqual([1, 2]);
});

test("what the hub has stored is dropped, and its numbers are never given again", async () => {
  const { journal, document } = open();
  for (let count = 0; count < 3; count++) journal.append(abnormal, at);
  await journal.save();
  journal.commit(2);
  journal.commit(1);
  expect(journal.after(0, 10).map((event) => event.seq)).toEqual([3]);
  journal.commit(3);
  await journal.close();
  const next = open(document.onDisk);
  next.journal.append(abnormal, at);
  await next.journal.save();
  expect(next.journal.after(0, 10).map((event) => event.seq)).toEqual([4]);
});

test("an event is as uncertain as the less certain of its two moments", async () => {
  const { journal } = open();
  journal.append(abnormal, at, { at: 4000, uncertainty: 30 });
  journal.append(abnormal, at, { at: 4000, uncertainty: null });
  await journal.save();
  expect(journal.after(0, 10).map((event) => event.at)).toEqual([
    { latest: 5000, earliest: 4000, uncertainty: 30 },
    { latest: 5000, earliest: 4000, uncertainty: null },
  ]);
});

test("an event never begins after its end, even where the clock was set back meanwhile", async () => {
  const { journal } = open();
  journal.append(abnormal, at, { at: 5001, uncertainty: 10 });
  await journal.save();
  expect(journal.after(0, 10)[0]?.at).toMatchObject({ latest: 5000, earliest: 5000 });
});

const returned = (slot: number) => ({ kind: "returned", slot, source: "report" }) as const;
const removed = (slot: number) => ({ kind: "removed", slot, source: "report" }) as const;

describe("on a disk that can't be written", () => {
  const failure = new AppError("store/write-failed");

  test("a save rejects, and the fault and its end are told once", async () => {
    const { document, journal, onFault } = open();
    document.break(failure);
    journal.append(abnormal, at);
    await expect(journal.save()).rejects.toBe(failure);
    await expect(journal.save()).rejects.toBe(failure);
    expect([journal.isFailing, journal.after(0, 10)]).toEqual([true, []]);
    document.break(undefined);
    await journal.save();
    await journal.save();
    expect(journal.isFailing).toBe(false);
    expect(onFault.mock.calls).toEqual([[failure], [undefined]]);
    expect(document.onDisk.events).toHaveLength(1);
  });

  test("what is kept may be sent once the hub has welcomed the bridge, and not before", async () => {
    const { document, journal } = unheard();
    document.break(failure);
    journal.append(returned(1), at);
    await journal.keep();
    expect(journal.after(0, 10)).toEqual([]);
    journal.startSending();
    await journal.keep();
    expect(journal.after(0, 10)).toMatchObject([{ seq: 1, body: returned(1) }]);
    await journal.close();
  });

  test("a return is secure when the hub has stored it", async () => {
    const { document, journal } = open();
    document.break(failure);
    journal.append(returned(1), at);
    let isSecure = false;
    const secured = journal.secure().finally(() => {
      isSecure = true;
    });
    await settle();
    expect(isSecure).toBe(false);
    journal.commit(1);
    await secured;
  });

  test("a return is secure when the disk can be written again", async () => {
    const { document, journal } = open();
    document.break(failure);
    journal.append(returned(1), at);
    const secured = journal.secure();
    await settle();
    document.break(undefined);
    await journal.keep();
    await secured;
    expect(document.onDisk.events).toMatchObject([{ seq: 1 }]);
  });

  test("a return is secure when the hub has stored it under the journal's new id", async () => {
    const { document, journal } = open();
    document.break(failure);
    journal.append(returned(1), at);
    const secured = journal.secure();
    await settle();
    journal.renew("journal-two", at, 0);
    journal.commit(1);
    await secured;
    expect(journal.depth).toBe(0);
  });
});

describe("a journal with too many events", () => {
  const events = (journal: Journal) => journal.data.events.map(({ seq, body }) => ({ seq, kind: body.kind }));

  test("drops what is removed before any return, and its numbers stay without gaps", () => {
    const { journal } = unheard();
    journal.append(removed(9), at);
    for (let count = 1; count < mostEvents; count++) journal.append(returned(count % 90), at);
    journal.append(returned(91), at);
    expect(journal.depth).toBe(mostEvents);
    expect(journal.data.events.every(({ seq, body }, index) => seq === index + 1 && body.kind === "returned")).toBe(
      true,
    );
    expect([journal.data.last, journal.droppedLately(at)]).toEqual([mostEvents, 1]);
  });

  test("keeps of each slot the first and the last return", () => {
    const { journal } = unheard();
    journal.append({ ...returned(3), itemId: "BANK3" }, at);
    for (let count = 0; count < 2 * mostEvents; count++) journal.append(returned(4), { ...at, at: count });
    const ofSlot4 = journal.data.events.filter(({ body }) => body.kind === "returned" && body.slot === 4);
    expect([journal.depth, ofSlot4[0]?.latest.at, ofSlot4.at(-1)?.latest.at]).toEqual([
      mostEvents,
      0,
      2 * mostEvents - 1,
    ]);
    expect(events(journal)[0]).toEqual({ seq: 1, kind: "returned" });
  });

  test("drops nothing that the hub may have, and takes a return all the same", async () => {
    const { journal } = open();
    for (let count = 0; count < mostEvents; count++) journal.append(returned(4), at);
    await journal.save();
    journal.append(removed(5), at);
    journal.append(returned(6), at);
    expect([journal.depth, journal.data.last, journal.droppedLately(at)]).toEqual([mostEvents + 1, mostEvents + 1, 1]);
    expect(events(journal).at(-1)).toEqual({ seq: mostEvents + 1, kind: "returned" });
  });

  test("tells for a day that events were dropped", () => {
    const { journal } = unheard();
    for (let count = 0; count < mostEvents + 3; count++) journal.append(returned(4), at);
    const day = 24 * 3_600_000;
    expect([at.at, at.at + day - 1, at.at + day].map((now) => journal.droppedLately({ ...at, at: now }))).toEqual([
      3, 3, 0,
    ]);
  });

  test("has a file of less than 4 MB, however long its events are", () => {
    const { journal } = unheard();
    for (let count = 0; count < 500; count++) journal.append({ kind: "abnormal", what: "\u{10FFFF}".repeat(100) }, at);
    for (let count = 0; count < mostEvents; count++)
      journal.append({ ...returned(96), itemId: "B".repeat(32), level: 100 }, { at: 8e15, uncertainty: 1e9 }, at, true);
    expect(encodeDocument(journalFormat, journal.data).length).toBeLessThan(4 * 1_048_576);
  });
});

test("a board gone mad does not fill the disk, and returns are kept all the same", async () => {
  const { journal } = open();
  for (let count = 0; count < 600; count++) journal.append(abnormal, at);
  journal.append({ kind: "returned", slot: 1, source: "report" }, at);
  await journal.save();
  expect(journal.depth).toBe(501);
  expect(journal.after(500, 10)[0]).toMatchObject({ seq: 501, body: { kind: "returned" } });
});

test("a journal that was set back goes on under a new id, with numbers from 1", async () => {
  const { journal, document } = open();
  for (let count = 0; count < 3; count++) journal.append(abnormal, at);
  await journal.save();
  journal.commit(2);
  journal.renew("journal-two", { at: 7, uncertainty: 0 }, 9);
  expect(journal.after(0, 10)).toEqual([]);
  expect(document.onDisk).toMatchObject({ sentCeiling: 3 });
  await journal.save();
  expect(journal.after(0, 10)).toMatchObject([{ journalId: "journal-two", seq: 1 }]);
  expect(document.onDisk).toMatchObject({ journalId: "journal-two", last: 1, committed: 0 });
});

test("a save of the old numbers does not make new ones fit to be sent", async () => {
  const { journal, document } = open();
  for (let count = 0; count < 5; count++) journal.append(abnormal, at);
  const release = document.hold();
  const saved = journal.save();
  journal.commit(5);
  journal.renew("journal-two", { at: 7, uncertainty: 0 }, 9);
  journal.append(abnormal, at);
  release();
  await saved;
  expect(journal.after(0, 10)).toEqual([]);
});

describe("a journal that grows before the hub is heard", () => {
  const image = () => ({ ...newJournal("journal-one"), last: 50, committed: 50, sentCeiling: 50 });
  const record = async ({ journal }: ReturnType<typeof unheard>, count: number) => {
    for (let left = count; left > 0; left--) journal.append(abnormal, at);
    await journal.save();
  };

  test("knows after any number of starts that its disk was set back, and keeps what it recorded", async () => {
    let started = unheard(image());
    for (let starts = 0; starts < 3; starts++) {
      await record(started, 5);
      expect(started.journal.isBehind(51)).toBe(true);
      expect(started.journal.isBehind(50)).toBe(false);
      started = unheard(started.document.onDisk);
    }
    expect(started.journal.isBehind(60)).toBe(true);
    started.journal.renew("journal-two", { at: 7, uncertainty: 0 }, 60);
    expect(started.journal.depth).toBe(15);
  });

  test("knows it too where an earlier version wrote the disk, from its last number when it was first opened", async () => {
    const { sentCeiling: _, ...former } = image();
    const first = unheard(former);
    await record(first, 15);
    const second = unheard(first.document.onDisk);
    expect(second.journal.isBehind(50)).toBe(false);
    expect(second.journal.isBehind(51)).toBe(true);
  });

  test("sends nothing before it is on disk that it may be sent, which is one write for all of it", async () => {
    const started = unheard(image());
    await record(started, 3);
    expect(started.journal.after(50, 10)).toEqual([]);
    expect(started.journal.startSending()).toBe(true);
    expect(started.journal.after(50, 10)).toEqual([]);
    await started.journal.save();
    expect(started.document.onDisk.sentCeiling).toBe(53);
    expect(started.journal.after(50, 10).map(({ seq }) => seq)).toEqual([51, 52, 53]);
    expect(started.journal.startSending()).toBe(false);
  });

  test("writes with each event that it may be sent, until the hub is lost", async () => {
    const started = unheard(image());
    expect(started.journal.startSending()).toBe(false);
    await record(started, 2);
    expect(started.document.onDisk.sentCeiling).toBe(52);
    started.journal.stopSending();
    await record(started, 2);
    expect(started.document.onDisk).toMatchObject({ last: 54, sentCeiling: 52 });
  });

  test("sends events that an earlier run may have sent without another write", () => {
    const events = [{ seq: 51, latest: at, body: abnormal }];
    const { journal } = unheard({ ...image(), last: 51, sentCeiling: 51, events });
    expect(journal.startSending()).toBe(false);
    expect(journal.after(50, 10).map(({ seq }) => seq)).toEqual([51]);
  });
});

test("finished commands are forgotten by age, but never one that has not expired or not ended", () => {
  const { journal } = open();
  const done = { state: "done", result: { outcome: "opened" }, at } as const;
  journal.remember({ id: "open", slot: 1, expiresAt: 10, state: "started" }, 0);
  journal.remember({ id: "live", slot: 1, expiresAt: 9000, ...done }, 0);
  for (let count = 0; count < 600; count++)
    journal.remember({ id: `past${count}`, slot: 1, expiresAt: 10, ...done }, 1000);
  expect(journal.command("open")).toBeDefined();
  expect(journal.command("live")).toBeDefined();
  expect(journal.command("past0")).toBeUndefined();
  expect(journal.command("past599")).toBeDefined();
  expect(journal.data.commands.length).toBeLessThanOrEqual(502);
});
