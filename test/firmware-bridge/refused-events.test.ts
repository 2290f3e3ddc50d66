import { afterEach, beforeEach, expect, test } from "vitest";
import { settle, until } from "../support/manual-clock.ts";
import { Cabinet } from "./cabinet.ts";

const journalId = "journal-one";
let cabinet: Cabinet;

beforeEach(async () => {
  cabinet = await Cabinet.build();
  cabinet.hub.acknowledges = false;
  await cabinet.startWelcomed();
  // The hub is not asked for the time twice in a row.
  await cabinet.clock.pass(5000);
});

afterEach(() => cabinet.takeDown());

const seqs = () => cabinet.hub.all("event").map(({ seq }) => seq);
const kept = () => cabinet.document.data.events.map(({ seq }) => seq);

/** Two events that the hub has heard and said nothing to. */
async function twoEvents(): Promise<void> {
  await cabinet.board.receive(3, "BANK3");
  await cabinet.board.receive(4, "BANK4");
  await until(() => seqs().length === 2);
}

test("an event that the hub keeps as invalid is told and passed, and the next ones go on", async () => {
  await twoEvents();
  cabinet.hub.ack({ journalId, committed: 1, refused: { seq: 1, reason: "invalid" } });
  await until(() => kept().length === 1);
  expect(kept()).toEqual([2]);
  expect(cabinet.logged.at(-1)).toMatchObject({ fields: { seq: 1, reason: "invalid" } });
});

test("events that came to the hub with a gap are sent again at once from where it stands", async () => {
  await twoEvents();
  cabinet.hub.ack({ journalId, committed: 0, refused: { seq: 2, reason: "gap" } });
  await until(() => seqs().length === 3);
  expect(seqs()).toEqual([1, 2, 1]);
  expect(kept()).toEqual([1, 2]);
});

test("a gap before events that are no longer kept is answered by a birth, which tells the hub where the journal begins", async () => {
  await twoEvents();
  cabinet.hub.ack({ journalId, committed: 1 });
  await until(() => kept().length === 1);
  cabinet.hub.ack({ journalId, committed: 0, refused: { seq: 2, reason: "gap" } });
  await until(() => cabinet.hub.births.length === 2);
  expect(cabinet.hub.births[1]?.journal).toEqual({ id: journalId, first: 2, last: 2 });
  expect(kept()).toEqual([2]);
});

test("a journal that was set back goes on under another id, and what is kept is sent under it", async () => {
  await twoEvents();
  cabinet.hub.ack({ journalId, committed: 9, refused: { seq: 1, reason: "journal-set-back" } });
  await until(() => seqs().length === 4);
  const { id } = cabinet.hub.births[1]?.journal ?? {};
  expect(id).not.toBe(journalId);
  expect(cabinet.hub.births[1]?.journal).toEqual({ id, first: 1, last: 2 });
  expect(cabinet.document.onDisk.journalId).toBe(id);
  const again = cabinet.hub.all("event").slice(2);
  expect(again.map((event) => [event.journalId, event.seq])).toEqual([
    [id, 1],
    [id, 2],
  ]);
  expect(again.map(({ body }) => "itemId" in body && body.itemId)).toEqual(["BANK3", "BANK4"]);
});

test("a late copy of what the hub has stored, refused as of a journal that was set back, changes nothing", async () => {
  await twoEvents();
  cabinet.hub.ack({ journalId, committed: 1 });
  await until(() => kept().length === 1);
  cabinet.hub.ack({ journalId, committed: 1, refused: { seq: 1, reason: "journal-set-back" } });
  cabinet.hub.look();
  await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "asked"));
  expect(cabinet.document.data.journalId).toBe(journalId);
  expect(kept()).toEqual([2]);
});

test("an acknowledgement of more than was ever sent drops nothing: the hub is asked, and its welcome tells", async () => {
  await twoEvents();
  cabinet.hub.committed.set(journalId, 9);
  cabinet.hub.ack({ journalId, committed: 9 });
  await until(() => cabinet.document.data.journalId !== journalId);
  await until(() => seqs().length === 4);
  expect(cabinet.hub.all("event").at(-1)).toMatchObject({ seq: 2, body: { itemId: "BANK4" } });
});

test("an event that the hub can't read is sent once more, then left out with a line in the log", async () => {
  await twoEvents();
  cabinet.hub.ack({ journalId, committed: 0, refused: { reason: "unreadable" } });
  await settle();
  expect(kept()).toEqual([1, 2]);
  await cabinet.clock.pass(5000);
  await until(() => seqs().length >= 3);
  expect(seqs()[2]).toBe(1);
  cabinet.hub.ack({ journalId, committed: 0, refused: { reason: "unreadable" } });
  await until(() => kept().length === 1);
  expect(kept()).toEqual([2]);
  expect(cabinet.logged.some(({ message }) => message.startsWith("an event that the hub could not read"))).toBe(true);
  await until(() => cabinet.hub.births.length === 2);
  expect(cabinet.hub.births[1]?.journal).toEqual({ id: journalId, first: 2, last: 2 });
});

test("an acknowledgement with a wrong seal forgets nothing and is counted", async () => {
  await twoEvents();
  cabinet.hub.ack({ journalId, committed: 2 }, Buffer.from("another key"));
  cabinet.hub.ack({ journalId, committed: 9, refused: { reason: "journal-set-back" } }, Buffer.from("another key"));
  await settle();
  await cabinet.clock.pass(60_000);
  await until(() => cabinet.hub.all("health").length > 0);
  expect(cabinet.hub.all("health").at(-1)?.sealsBroken).toBe(2);
  expect(kept()).toEqual([1, 2]);
  expect(cabinet.document.data.journalId).toBe(journalId);
});

test("a genuine acknowledgement of an earlier start of the bridge, or of another journal, forgets nothing", async () => {
  await twoEvents();
  const births = cabinet.hub.births.length;
  cabinet.hub.ack({ journalId, committed: 2, bootId: "start-0-id-1" });
  cabinet.hub.ack({ journalId: "journal-none", committed: 2 });
  cabinet.hub.ack({ journalId, committed: 9, bootId: "start-0-id-1", refused: { reason: "journal-set-back" } });
  cabinet.hub.look();
  await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "asked"));
  expect(kept()).toEqual([1, 2]);
  expect(cabinet.document.data.journalId).toBe(journalId);
  expect(cabinet.hub.births.length).toBe(births);
});

test.each([
  ["with a wrong seal", { key: Buffer.from("another key") }],
  ["of an earlier start of the bridge", { bootId: "start-0-id-1" }],
])("settings %s change nothing", async (_what, { key, bootId }: { key?: Buffer; bootId?: string }) => {
  const { hub, clock } = cabinet;
  hub.config({ snapshotEvery: 1000, healthEvery: 1000, ...(bootId && { bootId }) }, key);
  hub.look();
  await until(() => hub.all("snapshot").some(({ cause }) => cause === "asked"));
  const told = hub.all("health").length;
  await clock.pass(10_000);
  expect(hub.all("health").length).toBe(told);
});
