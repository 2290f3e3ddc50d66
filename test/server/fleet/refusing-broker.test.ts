import { type Duplex, duplexPair } from "node:stream";
import { generate, type IConnackPacket, type Packet, parser } from "mqtt-packet";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectHubMqttClient, type HubMqttClient } from "../../../server/fleet/hub-mqtt-client.ts";
import { ManualClock, until } from "../../support/manual-clock.ts";

const mqtt5 = { protocolVersion: 5 };

let clock: ManualClock;
let link: HubMqttClient;
let logged: string[];
let streams: Duplex[];
let received: Packet[];
/** What the broker answers to each packet, and what it leaves unanswered. */
let answers: (packet: Packet) => Packet | undefined;

const greeting = (properties: IConnackPacket["properties"] = {}): Packet => ({
  cmd: "connack",
  reasonCode: 0,
  sessionPresent: false,
  properties,
});

function granting(packet: Packet): Packet | undefined {
  if (packet.cmd === "connect") return greeting();
  if (packet.cmd === "subscribe") return { cmd: "suback", messageId: packet.messageId ?? 0, granted: [1] };
  return undefined;
}

beforeEach(() => {
  clock = new ManualClock();
  logged = [];
  streams = [];
  received = [];
  answers = granting;
});
afterEach(async () => {
  const closed = link.close();
  await clock.pass(3000);
  await closed;
});

/** A link to a broker of which only the bytes are there. */
function start(): void {
  const note = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  link = connectHubMqttClient({
    openStream() {
      const [mine, theirs] = duplexPair();
      const incoming = parser(mqtt5);
      incoming.on("packet", (packet) => {
        received.push(packet);
        const answer = answers(packet);
        if (answer) theirs.write(generate(answer, mqtt5));
      });
      theirs.on("data", (bytes: Buffer) => incoming.parse(bytes));
      streams.push(mine);
      return mine;
    },
    clientId: "Hub:1",
    login: { username: "Hub", password: "the password of all hubs" },
    clock,
    log: { debug: note, info: note, warn: note, error: note },
  });
}

const of = (cmd: Packet["cmd"]) => received.filter((packet) => packet.cmd === cmd);

test("the hub asks for MQTT 5, for nothing to be kept, and for whole messages only", async () => {
  start();
  await until(() => link.connected);
  expect(of("connect")).toMatchObject([
    {
      protocolVersion: 5,
      clean: true,
      username: "Hub",
      properties: { sessionExpiryInterval: 0, receiveMaximum: 1000, maximumPacketSize: 66_560 },
    },
  ]);
  expect(of("subscribe")).toMatchObject([
    { subscriptions: [{ topic: "$share/jiehuan/c/+/up/+", qos: 1, rh: 2 }], properties: { subscriptionIdentifier: 1 } },
    { subscriptions: [{ topic: "c/+/up/presence", qos: 1, rh: 0 }], properties: { subscriptionIdentifier: 2 } },
  ]);
});

test.each([
  ["shared subscriptions", { sharedSubscriptionAvailable: false }],
  ["subscription identifiers", { subscriptionIdentifiersAvailable: false }],
  [
    "shared subscriptions and no wildcards",
    { sharedSubscriptionAvailable: false, wildcardSubscriptionAvailable: false },
  ],
])("a broker without %s is no connection, and the log says so", async (what, properties) => {
  answers = (packet) => (packet.cmd === "connect" ? greeting(properties) : granting(packet));
  start();
  await until(() => logged.length > 0);
  expect(logged).toEqual([`the broker does not let the hub hear the cabinets {"why":"the broker has no ${what}"}`]);
  expect([link.connected, streams[0]?.destroyed, of("subscribe")]).toEqual([false, true, []]);
});

describe.each([
  ["the shared subscription", 1, 0x9e, "Shared Subscriptions not supported"],
  ["the kept presences", 2, 0x87, "Not authorized"],
])("a broker that refuses %s", (_what, identifier, reason, why) => {
  test("is no connection, and the log says so", async () => {
    answers = (packet) =>
      packet.cmd === "subscribe" && packet.properties?.subscriptionIdentifier === identifier
        ? { cmd: "suback", messageId: packet.messageId ?? 0, granted: [reason] }
        : granting(packet);
    start();
    await until(() => logged.length > 0);
    expect(logged).toEqual([`the broker does not let the hub hear the cabinets {"why":"Subscribe error: ${why}"}`]);
    expect([link.connected, streams[0]?.destroyed]).toEqual([false, true]);
  });
});

test("a wrong password is said", async () => {
  answers = (packet) =>
    packet.cmd === "connect" ? { cmd: "connack", reasonCode: 0x86, sessionPresent: false } : undefined;
  start();
  await until(() => logged.length > 0);
  expect(logged).toEqual([`the broker can't be reached {"why":"Connection refused: Bad User Name or Password"}`]);
});

test("a broker that says nothing any more holds a stop up for three seconds at a time, and no longer", async () => {
  start();
  await until(() => link.connected);
  const steps: string[] = [];
  const stopped = link
    .stopHearing()
    .then(() => steps.push("deaf"))
    .then(() => link.close())
    .then(() => steps.push("closed"));
  await clock.pass(2999);
  expect([steps, of("unsubscribe")]).toMatchObject([[], [{}]]);
  await clock.pass(1);
  expect(steps).toEqual(["deaf"]);
  await clock.pass(2999);
  expect(steps).toEqual(["deaf"]);
  await clock.pass(1);
  await stopped;
  expect(steps).toEqual(["deaf", "closed"]);
  expect(streams[0]?.destroyed).toBe(true);
});
