import { afterEach, beforeEach, expect, test } from "vitest";
import { Journal } from "../../firmware-bridge/journal.ts";
import { newJournal } from "../../firmware-bridge/journal-data.ts";
import { Outbox } from "../../firmware-bridge/outbox.ts";
import type { Clock } from "../../platform/clock.ts";
import { ManualClock, settle, until } from "../support/manual-clock.ts";
import { Cabinet } from "./cabinet.ts";
import { MemoryDocument } from "./memory-document.ts";

let cabinet: Cabinet;

beforeEach(async () => {
  cabinet = await Cabinet.build();
});

afterEach(() => cabinet.takeDown());

/** An item came back, and the hub has stored neither the event nor its repetition. */
async function sentTwice(): Promise<void> {
  cabinet.hub.acknowledges = false;
  await cabinet.startWelcomed();
  await cabinet.board.receive(3, "BANK3");
  await until(() => cabinet.hub.all("event").length === 1);
  await cabinet.clock.pass(5000);
  await until(() => cabinet.hub.all("event").length === 2);
}

test("events are sent again until the hub has stored them", async () => {
  await sentTwice();
  expect(cabinet.hub.all("event")[1]).toEqual(cabinet.hub.all("event")[0]);
  cabinet.hub.acknowledges = true;
  await cabinet.clock.pass(5000);
  await until(() => cabinet.document.data.events.length === 0);
  await cabinet.clock.pass(20_000);
  expect(cabinet.hub.all("event")).toHaveLength(3);
});

test("once the hub has stored what had to be sent again, it is shown the slots again, once", async () => {
  await sentTwice();
  const shown = () => cabinet.hub.all("snapshot").filter(({ cause }) => cause === "late");
  expect(shown()).toEqual([]);
  cabinet.hub.acknowledges = true;
  await cabinet.clock.pass(5000);
  await until(() => shown().length === 1);
  expect(shown()[0]?.slots).toContainEqual(expect.objectContaining({ slot: 3, itemId: "BANK3" }));
  await cabinet.board.receive(4, "BANK4");
  await until(() => cabinet.document.data.events.length === 0);
  await cabinet.clock.pass(20_000);
  expect(shown()).toHaveLength(1);
});

test("nothing waits where nothing is on its way to the hub", async () => {
  const clock = new ManualClock();
  let timers = 0;
  const counted: Clock = {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    after: (delay, work) => {
      timers++;
      return clock.after(delay, work);
    },
  };
  const journal = new Journal(new MemoryDocument(newJournal("journal-one")), () => {});
  const sent: number[] = [];
  const outbox = new Outbox({
    journal,
    clock: counted,
    send: ({ seq }) => sent.push(seq),
    onStoredLate: () => sent.push(Number.NaN),
    onUnheard: () => {},
  });
  journal.startSending();
  outbox.open();
  outbox.flush();
  expect(timers).toBe(0);
  journal.append({ kind: "abnormal", what: "lid open" }, { at: 0, uncertainty: 0 });
  await journal.save();
  outbox.flush();
  await clock.pass(4000);
  journal.commit(1);
  outbox.flush();
  await clock.pass(20_000);
  expect(sent).toEqual([1]);
  expect(timers).toBe(1);
});

test("events are not dropped by what the hub says of another journal", async () => {
  cabinet.hub.acknowledges = false;
  await cabinet.startWelcomed();
  await cabinet.board.receive(3, "BANK3");
  await until(() => cabinet.hub.all("event").length === 1);
  cabinet.hub.ack({ journalId: "journal-other", committed: 1 });
  cabinet.hub.ack({ journalId: "journal-one", committed: 2 });
  cabinet.hub.welcome({ ...cabinet.hub.lastBirth, journalId: "journal-other", committed: 99 });
  await until(() => cabinet.hub.all("event").length === 2);
  expect(cabinet.document.data.events).toHaveLength(1);
  expect(cabinet.hub.all("presence")).toHaveLength(1);
});

test("events that the hub does not have are sent in order after each welcome, and the numbers go on", async () => {
  cabinet.hub.acknowledges = false;
  await cabinet.startWelcomed();
  await cabinet.board.receive(3, "BANK3");
  await cabinet.board.receive(4, "BANK4");
  await cabinet.kill();
  cabinet.hub.committed.set("journal-one", 1);
  const before = cabinet.hub.all("event").length;
  await cabinet.startWelcomed();
  await cabinet.board.reports?.abnormal("lid\nopen\u202E!", 1);
  await until(() => cabinet.hub.all("event").length >= before + 2);
  const sent = cabinet.hub.all("event").slice(before);
  expect(sent.map(({ seq }) => seq)).toEqual([2, 3]);
  expect(sent[1]?.body).toEqual({ kind: "abnormal", slot: 1, what: "lid?open?!" });
  expect(cabinet.hub.all("presence").at(-1)).toMatchObject({ journal: { id: "journal-one", first: 1, last: 2 } });
});

test("events fill a window, not the network", async () => {
  cabinet.hub.acknowledges = false;
  cabinet.hub.reachable = false;
  await cabinet.start();
  await until(() => cabinet.board.reports !== undefined);
  for (let count = 0; count < 40; count++) await cabinet.board.reports?.abnormal(`report ${count}`);
  cabinet.hub.reachable = true;
  await cabinet.clock.pass(2000);
  await until(() => cabinet.hub.all("event").length === 32);
  await settle();
  expect(cabinet.hub.all("event")).toHaveLength(32);
  cabinet.hub.acknowledges = true;
  await cabinet.clock.pass(5000);
  await until(() => cabinet.document.data.events.length === 0);
  expect(cabinet.hub.all("event").at(-1)?.seq).toBe(40);
});

test("events that overtook one another go one by one, at once, until all are stored; then together again", async () => {
  cabinet.hub.acknowledges = false;
  await cabinet.startWelcomed();
  const happens = (count: number) => cabinet.board.reports?.abnormal(`report ${count}`);
  const sent = () => cabinet.hub.all("event").map(({ seq }) => seq);
  const stored = (committed: number) => cabinet.hub.ack({ journalId: "journal-one", committed });
  for (let count = 1; count <= 4; count++) await happens(count);
  await until(() => sent().length === 4);

  stored(1);
  // The third came before the second.
  stored(1);
  await until(() => sent().length === 5);
  // So did the fourth, but the second is under way again already.
  stored(1);
  for (const committed of [2, 3, 4]) {
    await until(() => sent().at(-1) === committed);
    stored(committed);
  }
  await until(() => cabinet.document.data.events.length === 0);
  for (let count = 5; count <= 6; count++) await happens(count);
  await until(() => sent().length === 9);
  expect(sent()).toEqual([1, 2, 3, 4, 2, 3, 4, 5, 6]);
});

test("an answer that comes twice while one event is on its way sends nothing again", async () => {
  cabinet.hub.acknowledges = false;
  await cabinet.startWelcomed();
  for (let count = 1; count <= 2; count++) await cabinet.board.reports?.abnormal(`report ${count}`);
  await until(() => cabinet.hub.all("event").length === 2);
  for (const committed of [1, 1, 2]) cabinet.hub.ack({ journalId: "journal-one", committed });
  await until(() => cabinet.document.data.events.length === 0);
  expect(cabinet.hub.all("event")).toHaveLength(2);
});

test("events go on under a new journal where the disk was set back behind what the hub has stored", async () => {
  cabinet.hub.committed.set("journal-one", 57);
  await cabinet.start();
  await until(() => cabinet.hub.all("presence").length === 2);
  await until(() => cabinet.hub.all("snapshot").length > 0);
  expect(cabinet.hub.all("presence")[1]).toMatchObject({ journal: { id: "start-1-id-3", first: 1, last: 0 } });
  await cabinet.board.receive(3, "BANK3");
  await until(() => cabinet.hub.all("event").length === 1);
  expect(cabinet.hub.all("event")[0]).toMatchObject({ journalId: "start-1-id-3", seq: 1 });
});
