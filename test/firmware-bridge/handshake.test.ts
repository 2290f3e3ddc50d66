import { beforeEach, expect, test } from "vitest";
import { Handshake } from "../../firmware-bridge/handshake.ts";
import { HubClock } from "../../firmware-bridge/hub-clock.ts";
import { Journal } from "../../firmware-bridge/journal.ts";
import { newJournal } from "../../firmware-bridge/journal-data.ts";
import { Outbox } from "../../firmware-bridge/outbox.ts";
import type { CabinetEvent } from "../../protocol/upward.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";
import { MemoryDocument } from "./memory-document.ts";

const abnormal = { kind: "abnormal", what: "lid open" } as const;

let clock: ManualClock;
let hubClock: HubClock;
let document: MemoryDocument<ReturnType<typeof newJournal>>;
let journal: Journal;
let sent: CabinetEvent[];
let handshake: Handshake;
let nonce: string;

beforeEach(() => {
  clock = new ManualClock();
  hubClock = new HubClock(clock);
  document = new MemoryDocument(newJournal("journal-one"));
  journal = new Journal(document, () => {});
  sent = [];
  let ids = 0;
  const outbox = new Outbox({
    journal,
    clock,
    send: (event) => sent.push(event),
    onStoredLate: () => {},
    onUnheard: () => {},
  });
  journal.onDurable = () => outbox.flush();
  handshake = new Handshake({
    bootId: "boot-one",
    driver: "gzxj",
    slotCount: 4,
    actions: ["open"],
    software: "jiehuan/test",
    clock,
    hubClock,
    journal,
    outbox,
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    connection: () => hubClock.seconds(),
    reconnect: () => {},
    newId: () => `random-${++ids}`,
    sendBirth: (birth) => {
      ({ nonce } = birth);
    },
    connectAbove: () => {},
    onWelcome: () => {},
  });
});

function welcome(): Promise<void> {
  const hubTime = clock.now() + 7000;
  const seal = "checked before";
  return handshake.welcome({ v: 1, bootId: "boot-one", nonce, hubTime, journalId: "journal-one", committed: 0, seal });
}

test("a time that the first welcome put right is on disk before it is sent", async () => {
  journal.append(abnormal, hubClock.now());
  await journal.save();
  handshake.begin();
  const release = document.hold();
  const welcomed = welcome();
  await settle();
  expect(sent).toEqual([]);
  release();
  await welcomed;
  expect(sent[0]?.at).toEqual({ latest: clock.now() + 7000, uncertainty: 0 });
  expect(document.onDisk.events[0]?.latest).toEqual({ at: clock.now() + 7000, uncertainty: 0 });
});

test("a connection that is lost while its welcome is being saved sends nothing", async () => {
  journal.append(abnormal, hubClock.now());
  await journal.save();
  handshake.begin();
  const release = document.hold();
  const welcomed = welcome();
  handshake.end();
  release();
  await welcomed;
  expect(sent).toEqual([]);
});

test("nothing is sent between a loss and the next welcome", async () => {
  handshake.begin();
  await welcome();
  handshake.end();
  handshake.begin();
  journal.append(abnormal, hubClock.now());
  await journal.save();
  expect(sent).toEqual([]);
  expect(document.onDisk.sentCeiling).toBe(0);
  await welcome();
  expect(sent.map(({ seq }) => seq)).toEqual([1]);
});
