import { duplexPair } from "node:stream";
import { Aedes, type AedesPublishPacket } from "aedes";
import { afterEach, beforeEach, expect, test } from "vitest";
import { decode, type Message } from "../../../protocol/messages.ts";
import { cabinetKeys, seal, type UnsealedAck } from "../../../protocol/seal.ts";
import { downTopic, parseUpTopic, type UpChannel } from "../../../protocol/topics.ts";
import { emptyTally, type FleetTally } from "../../../simulators/fleet/fleet-tally.ts";
import { SimulatedCabinet } from "../../../simulators/fleet/simulated-cabinet.ts";
import { ManualClock } from "../../support/manual-clock.ts";

const cabinetId = "sim-00001";
const secret = "the secret of a cabinet";
const { sealKey } = cabinetKeys(secret);

let broker: Aedes;
let clock: ManualClock;
let tally: FleetTally;
let cabinet: SimulatedCabinet;
let heard: { channel: UpChannel; message: unknown }[];
let connections: boolean[];
let losses: number;
let lastBoot: string;
let wake: () => void;

beforeEach(async () => {
  broker = await Aedes.createBroker();
  clock = new ManualClock();
  tally = emptyTally();
  heard = [];
  connections = [];
  losses = 0;
  wake = () => {};
  let ids = 0;
  cabinet = new SimulatedCabinet({
    cabinetId,
    secret,
    slots: 3,
    answerAfter: 0,
    dial: () => {
      const [mine, theirs] = duplexPair();
      mine.once("close", () => theirs.destroy());
      broker.handle(theirs);
      return mine;
    },
    clock,
    newId: () => `id-${String(++ids).padStart(8, "0")}`,
    tally,
  });
  const hear = (packet: AedesPublishPacket, done: () => void) => {
    const place = parseUpTopic(packet.topic);
    const decoded = place && decode(place.channel, Buffer.from(packet.payload));
    if (place && !decoded?.ok) throw new Error(`not of the contract: ${decoded?.why}`);
    if (place && decoded?.ok) heard.push({ channel: place.channel, message: decoded.message });
    done();
    wake();
  };
  await new Promise<void>((resolve) => broker.subscribe("c/+/up/+", hear, resolve));
});

afterEach(async () => {
  cabinet.disconnect();
  await new Promise<void>((resolve) => broker.close(resolve));
});

/** The next message of a channel that was not taken yet. */
async function next<C extends UpChannel>(channel: C): Promise<Message<C>> {
  for (;;) {
    const at = heard.findIndex((other) => other.channel === channel);
    if (at >= 0) return heard.splice(at, 1)[0]?.message as Message<C>;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
}

function tell(channel: "welcome" | "command" | "ack", message: object): Promise<void> {
  const topic = downTopic(cabinetId, channel);
  const packet = {
    cmd: "publish",
    topic,
    payload: JSON.stringify(message),
    qos: 0,
    retain: false,
    dup: false,
  } as const;
  return new Promise((resolve, reject) =>
    broker.publish(packet, (error) => (error ? reject(error) : setImmediate(resolve))),
  );
}

function connect(): void {
  cabinet.connect(
    (connected) => connections.push(connected),
    () => {
      losses += 1;
      wake();
    },
  );
}

function ack(answer: Pick<UnsealedAck, "journalId" | "committed">): Promise<void> {
  return tell("ack", seal(sealKey, cabinetId, { v: 2, bootId: lastBoot, ...answer }));
}

async function welcome(key = sealKey): Promise<void> {
  const birth = await next("presence");
  if (birth.state !== "birth") throw new Error("no birth");
  const { bootId, nonce, journal } = birth;
  lastBoot = bootId;
  const committed = journal.first - 1;
  const hubTime = clock.now();
  await tell("welcome", seal(key, cabinetId, { v: 1, bootId, nonce, hubTime, journalId: journal.id, committed }));
}

async function come(): Promise<void> {
  connect();
  await welcome();
  await next("snapshot");
}

async function open(slot: number, id = "K001", changes: { expiresAt?: number } = {}): Promise<void> {
  const now = clock.now();
  const command = { v: 1, id, action: "open", orderNo: "20261123120000000001", slot, issuedAt: now } as const;
  await tell("command", seal(sealKey, cabinetId, { ...command, expiresAt: now + 10_000, ttl: 10_000, ...changes }));
}

test("a cabinet is connected once it was welcomed, and shows its slots then", async () => {
  connect();
  expect(await next("presence")).toMatchObject({ state: "birth", slots: 3, journal: { first: 1, last: 0 } });
  expect(connections).toEqual([]);
  cabinet.disconnect();
  expect(await next("presence")).toMatchObject({ state: "lost" });
  await come();
  expect(connections).toEqual([false, true]);
});

test("each connection has a higher number than the one before, and each snapshot too", async () => {
  connect();
  const { connection } = await next("presence");
  cabinet.disconnect();
  expect(await next("presence")).toMatchObject({ state: "lost", connection });
  await come();
  await open(2);
  expect(await next("snapshot")).toMatchObject({ connection: connection + 1, no: 2 });
});

test("a welcome under another key is no welcome", async () => {
  connect();
  await welcome(Buffer.alloc(32, 1));
  expect(connections).toEqual([]);
  expect(tally.sealsBroken).toBe(1);
});

test("a slot opens once for a command, and a repeated command gets the recorded answer", async () => {
  await come();
  await open(2);
  const opened = { kind: "result", commandId: "K001", slot: 2, result: { outcome: "opened", itemId: "sim-00001.2" } };
  expect(await next("event")).toMatchObject({ seq: 1, body: opened });
  expect((await next("snapshot")).slots.map(({ state }) => state)).toEqual(["occupied", "empty", "occupied"]);
  await open(2);
  expect(await next("event")).toMatchObject({ seq: 2, body: opened });
  expect(tally.opened).toBe(1);
});

test.each([
  [2, { expiresAt: 1 }, "expired"],
  [4, {}, "no-such-slot"],
])("slot %i with %o is refused: %s", async (slot, changes, reason) => {
  await come();
  await open(slot, "K001", changes);
  expect(await next("event")).toMatchObject({ body: { result: { outcome: "refused", reason } } });
  expect(tally).toMatchObject({ opened: 0, refused: 1 });
});

test("an item goes back into the slot that it came out of, and into no other", async () => {
  await come();
  await open(2);
  await next("event");
  expect(cabinet.putBack(1)).toBe(false);
  expect(cabinet.putBack(2)).toBe(true);
  expect(cabinet.putBack(2)).toBe(false);
  expect(await next("event")).toMatchObject({ body: { kind: "returned", slot: 2, itemId: "sim-00001.2" } });
});

test("once an event that was sent again is stored, the slots are shown again, once", async () => {
  await come();
  cabinet.reportAbnormal();
  const { journalId, seq } = await next("event");
  await clock.pass(5000);
  await next("event");
  await ack({ journalId, committed: seq });
  expect(await next("snapshot")).toMatchObject({ cause: "late" });
  cabinet.reportAbnormal();
  await next("event");
  await ack({ journalId, committed: seq + 1 });
  await open(2);
  expect(await next("snapshot")).toMatchObject({ cause: "opening" });
});

test("the word that an event is stored counts only with its seal and for this start of the cabinet", async () => {
  await come();
  cabinet.reportAbnormal();
  const { journalId, seq: committed } = await next("event");
  const forged = seal(Buffer.alloc(32), cabinetId, { v: 2, bootId: lastBoot, journalId, committed });
  await tell("ack", forged);
  await tell("ack", seal(sealKey, cabinetId, { v: 2, bootId: "another-start", journalId, committed }));
  expect(tally).toMatchObject({ unacknowledged: 1, sealsBroken: 1 });
  await ack({ journalId, committed });
  expect(tally.unacknowledged).toBe(0);
});

test("a cabinet that is told to take the time again says its birth again", async () => {
  await come();
  const at = clock.now();
  const sync = {
    v: 1,
    id: "sync1",
    action: "sync",
    issuedAt: at - 90_000,
    expiresAt: at - 80_000,
    ttl: 10_000,
  } as const;
  await tell("command", seal(sealKey, cabinetId, sync));
  expect(await next("presence")).toMatchObject({ state: "birth" });
});

test("an event is sent again, in time and after a lost connection, until the hub has stored it", async () => {
  await come();
  cabinet.reportAbnormal();
  const event = await next("event");
  await clock.pass(5000);
  expect(await next("event")).toEqual(event);
  cabinet.disconnect();
  expect(await next("presence")).toMatchObject({ state: "lost" });
  await come();
  expect(losses).toBe(1);
  expect(await next("event")).toEqual(event);
  expect(tally.unacknowledged).toBe(1);
  await ack({ journalId: event.journalId, committed: 1 });
  expect(tally.unacknowledged).toBe(0);
  await clock.pass(60_000);
  expect(heard.filter(({ channel }) => channel === "event")).toEqual([]);
});

test("events that overtook each other on their way to several hubs go one by one until all are stored", async () => {
  await come();
  const seen = () => heard.splice(0).flatMap(({ channel, message }) => (channel === "event" ? [message] : []));
  for (let report = 0; report < 3; report++) cabinet.reportAbnormal();
  const events = [await next("event"), await next("event"), await next("event")];
  const [{ journalId } = { journalId: "" }] = events;
  const stored = (committed: number) => ack({ journalId, committed });
  // The third came first, and the hub says again what it has.
  await stored(0);
  expect(await next("event")).toEqual(events[0]);
  await stored(0);
  expect(seen()).toEqual([]);
  await stored(1);
  expect(await next("event")).toEqual(events[1]);
  expect(seen()).toEqual([]);
  await stored(2);
  expect(await next("event")).toEqual(events[2]);
  await stored(3);
  expect(tally.unacknowledged).toBe(0);
  for (let report = 0; report < 2; report++) cabinet.reportAbnormal();
  expect([await next("event"), await next("event")]).toMatchObject([{ seq: 4 }, { seq: 5 }]);
});

test("what the hub must not say is counted and ignored", async () => {
  await come();
  await tell("ack", { committed: "all" });
  expect(tally.malformed).toBe(1);
});
