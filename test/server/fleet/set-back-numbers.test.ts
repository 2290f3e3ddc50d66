import { type Duplex, duplexPair } from "node:stream";
import { Aedes } from "aedes";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startBridge } from "../../../firmware-bridge/bridge.ts";
import { type JournalData, newJournal } from "../../../firmware-bridge/journal-data.ts";
import type { Log } from "../../../platform/log.ts";
import { encode } from "../../../protocol/messages.ts";
import { downTopic } from "../../../protocol/topics.ts";
import { cabinetStateTable } from "../../../server/store/cabinet-state-table.ts";
import { FakeBoard } from "../../firmware-bridge/fake-board.ts";
import { MemoryDocument } from "../../firmware-bridge/memory-document.ts";
import { HubFixture } from "../../support/hub-fixture.ts";
import { ManualClock, settle } from "../../support/manual-clock.ts";

/* A whole bridge, whose disk or clock was set back, against the hub's intake, over a real broker. */

const cabinetId = "lobby-7";
let fixture: HubFixture;
let broker: Aedes;
let secret: string;
let bridge: { stop(): Promise<void> } | undefined;
let wires: Duplex[];

beforeEach(async () => {
  fixture = await HubFixture.open();
  ({ secret } = await fixture.registry.register({ cabinetId, name: "书店", address: "人民路2号", slots: 4 }));
  wires = [];
  broker = await Aedes.createBroker();
  broker.on("publish", ({ topic, payload }) => {
    if (topic.startsWith("c/") && topic.includes("/up/"))
      fixture.cabinetMessages.receive(topic, Buffer.from(payload), { retained: false });
  });
  const publish = fixture.link.publish.bind(fixture.link);
  fixture.link.publish = async (to, channel, message) => {
    const payload = encode(channel, message);
    broker.publish(
      { cmd: "publish", topic: downTopic(to, channel), payload, qos: 0, retain: false, dup: false },
      () => {},
    );
    return publish(to, channel, message);
  };
});

afterEach(async () => {
  await bridge?.stop();
  for (const wire of wires) wire.destroy();
  await new Promise<void>((resolve) => broker.close(() => resolve()));
  await fixture.close();
});

function dial(): Duplex {
  const [cabinetEnd, hubEnd] = duplexPair();
  cabinetEnd.once("close", () => hubEnd.destroy());
  hubEnd.once("close", () => cabinetEnd.destroy());
  for (const end of [cabinetEnd, hubEnd]) end.on("error", () => {});
  wires.push(hubEnd);
  broker.handle(hubEnd);
  return cabinetEnd;
}

/** Starts a bridge on a disk that knows of no connection; the hub knows one with this number. */
async function start(newest: number, clock: ManualClock, knownBoot = "boot-0001"): Promise<void> {
  const journal = { id: "journal-0001", first: 1, last: 0 };
  await fixture.birth({ connection: newest, bootId: knownBoot, slots: 4, journal }, cabinetId);
  const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const board = new FakeBoard({ 1: "BANK1", 2: "BANK2" });
  let ids = 0;
  bridge = await startBridge(
    { cabinetId, secret },
    {
      clock,
      newId: () => `image-id-${++ids}`,
      random: () => 0,
      log,
      document: new MemoryDocument<JournalData>(newJournal("journal-0001")),
      dialHub: dial,
      boards: [{ protocol: "gzxj", slots: 4, openLine: board.openLine, openDriver: board.openDriver }],
      software: "jiehuan/test",
      restart: () => {},
    },
  );
}

const stateNow = () => fixture.store.transact((tx) => tx.get(cabinetStateTable, cabinetId));

/** Passes time in small steps until the bridge is there with its slots. @returns how long that took, ms */
async function untilThere(clock: ManualClock, within: number): Promise<number> {
  for (let passed = 0; passed <= within; passed += 500) {
    for (let turn = 0; turn < 20; turn++) await settle();
    const state = await stateNow();
    if (state?.presence.bootId === "image-id-1" && state.snapshot) return passed;
    await clock.pass(500);
    if (clock !== fixture.clock) await fixture.clock.pass(500);
  }
  throw new Error("the bridge was not welcomed");
}

test("a bridge whose numbers were set back learns the newest one and is there within seconds", async () => {
  const newest = Math.floor(fixture.clock.now() / 1000) + 864_000;
  await start(newest, fixture.clock);
  expect(await untilThere(fixture.clock, 4000)).toBeLessThanOrEqual(4000);
  expect(await stateNow()).toMatchObject({ connection: newest + 1, presence: { online: true } });
});

test("a bridge that uses the number of another start once more takes the next one", async () => {
  const seconds = Math.floor(fixture.clock.now() / 1000);
  await start(seconds, fixture.clock);
  await untilThere(fixture.clock, 4000);
  expect((await stateNow())?.connection).toBe(seconds + 1);
});

test("a bridge that starts in 1970 from an old disk image learns number and time in one answer", async () => {
  const clock = new ManualClock(20_000);
  const newest = Math.floor(fixture.clock.now() / 1000) - 60;
  await start(newest, clock);
  await untilThere(clock, 4000);
  expect((await stateNow())?.connection).toBeGreaterThan(newest);
  expect(Math.abs(((await stateNow())?.snapshot?.at ?? 0) - fixture.clock.now())).toBeLessThan(5000);
});

test("a bridge that can't exceed the newest number is taken back all the same, for it repeats its births", async () => {
  await start(Number.MAX_SAFE_INTEGER, fixture.clock);
  await untilThere(fixture.clock, 310_000);
  expect((await stateNow())?.connection).toBeLessThan(Number.MAX_SAFE_INTEGER);
});
