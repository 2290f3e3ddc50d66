import { duplexPair } from "node:stream";
import type { Client } from "aedes";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../platform/clock.ts";
import { maxMessageBytes } from "../../../protocol/messages.ts";
import { Connection } from "../../../server/broker/connection.ts";
import { InFlightMessages } from "../../../server/broker/in-flight-messages.ts";
import { usualLimits } from "../../../server/broker/limits.ts";
import { brokerRules } from "../../../server/broker/rules.ts";
import { type BrokerFixture, closed, connected, nextMessage, startBrokerFixture } from "./fixture.ts";

let fixture: BrokerFixture;

beforeEach(async () => {
  fixture = await startBrokerFixture();
});

afterEach(async () => {
  await fixture.close();
});

describe("a cabinet", () => {
  test.each(["presence", "snapshot", "event", "health"])("publishes its own %s", async (channel) => {
    const hub = await fixture.hub();
    const cabinet = await connected(fixture.cabinet("shop-1"));
    const heard = nextMessage(hub);
    await cabinet.publishAsync(`c/shop-1/up/${channel}`, "something", { qos: 1 });
    expect(await heard).toEqual({ topic: `c/shop-1/up/${channel}`, payload: "something", retain: false });
  });

  test.each([
    ["another cabinet's event", "c/shop-2/up/event", {}, "foreign-topic"],
    ["a command to itself", "c/shop-1/down/command", {}, "foreign-topic"],
    ["an unknown channel", "c/shop-1/up/other", {}, "foreign-topic"],
    ["below a channel", "c/shop-1/up/event/more", {}, "foreign-topic"],
    ["a system topic", "$SYS/x/new/clients", {}, "foreign-topic"],
    ["a kept event", "c/shop-1/up/event", { retain: true }, "retained"],
    ["with QoS 2", "c/shop-1/up/event", { qos: 2 as const }, "qos-2"],
  ])("may not publish: %s", async (_what, topic, options, reason) => {
    const hub = await fixture.hub();
    const messages: string[] = [];
    hub.on("message", (topic) => messages.push(topic));
    const cabinet = await connected(fixture.cabinet("shop-1"));
    cabinet.publish(topic, "something", options);
    await closed(cabinet);
    expect(fixture.denials).toEqual([reason]);
    expect(messages).toEqual([]);
  });

  test.each([
    "c/shop-2/down/command",
    "c/shop-1/up/event",
    "c/shop-1/down/other",
    "c/shop-1/down/+",
    "c/shop-1/down/#",
    "c/+/down/command",
    "#",
    "+/shop-1/down/command",
    "$share/group/c/shop-1/down/command",
    "$SYS/#",
  ])("may not subscribe to %s", async (filter) => {
    const cabinet = await connected(fixture.cabinet("shop-1"));
    cabinet.subscribe(filter, () => {});
    await closed(cabinet);
    expect(fixture.denials).toEqual(["foreign-subscription"]);
  });

  test("loses its connection for one wrong subscription among right ones", async () => {
    const cabinet = await connected(fixture.cabinet("shop-1"));
    cabinet.subscribe(["c/shop-1/down/command", "c/shop-2/down/command"], () => {});
    await closed(cabinet);
    expect(fixture.denials).toEqual(["foreign-subscription"]);
  });

  test("hears what the hub sends to it, and nothing for another one", async () => {
    const hub = await fixture.hub();
    const cabinet = await connected(fixture.cabinet("shop-1"));
    await cabinet.subscribeAsync(
      ["welcome", "command", "ack", "config"].map((channel) => `c/shop-1/down/${channel}`),
      { qos: 1 },
    );
    const heard = nextMessage(cabinet);
    hub.publish("c/shop-2/down/command", "for shop-2");
    hub.publish("c/shop-1/down/command", "for shop-1");
    expect(await heard).toMatchObject({ topic: "c/shop-1/down/command", payload: "for shop-1" });
  });
});

test("a kept presence is there for a hub that comes later", async () => {
  const cabinet = await connected(fixture.cabinet("shop-1"));
  await cabinet.publishAsync("c/shop-1/up/presence", "birth", { qos: 1, retain: true });
  const hub = await fixture.hub();
  const heard = nextMessage(hub);
  expect(await heard).toEqual({ topic: "c/shop-1/up/presence", payload: "birth", retain: true });
});

test("what is as long as a message may be goes through", async () => {
  const hub = await fixture.hub();
  const cabinet = await connected(fixture.cabinet("shop-1"));
  const heard = nextMessage(hub);
  await cabinet.publishAsync("c/shop-1/up/snapshot", "x".repeat(maxMessageBytes), { qos: 1 });
  expect((await heard).payload).toHaveLength(maxMessageBytes);
});

test("one byte more than a message may have is denied", async () => {
  const cabinet = await connected(fixture.cabinet("shop-1"));
  cabinet.publish("c/shop-1/up/snapshot", "x".repeat(maxMessageBytes + 1));
  await closed(cabinet);
  expect(fixture.denials).toEqual(["message-too-long"]);
});

describe("the hub", () => {
  test.each([
    ["in a cabinet's name", "c/shop-1/up/event", {}, "foreign-topic"],
    ["outside of the contract", "other", {}, "foreign-topic"],
    ["a command that the broker would keep", "c/shop-1/down/command", { retain: true }, "retained"],
  ])("may not publish %s", async (_what, topic, options, reason) => {
    const hub = await fixture.hub();
    hub.publish(topic, "something", options);
    await closed(hub);
    expect(fixture.denials).toEqual([reason]);
  });

  test("subscribes to all cabinets and to nothing else", async () => {
    const hub = await fixture.hub();
    hub.subscribe("#", () => {});
    await closed(hub);
    expect(fixture.denials).toEqual(["foreign-subscription"]);
  });
});

describe("without leaning on the broker's order of questions", () => {
  const connection = new Connection({
    stream: duplexPair()[0],
    origin: { address: "192.0.2.1" },
    denials: { note: () => {} },
  });
  const rules = brokerRules({
    inFlight: new InFlightMessages(),
    logins: { take: () => true },
    connectionOf: () => connection,
    passwordOf: async () => undefined,
    limits: usualLimits,
    clock: systemClock,
  });
  const client = { closed: false } as Client;
  const packet = {
    cmd: "publish",
    topic: "c/shop-1/up/event",
    payload: "",
    qos: 0,
    retain: false,
    dup: false,
  } as const;

  const handed = (topic: string) =>
    rules.authorizeForward(client, { ...packet, topic, brokerId: "", brokerCounter: 0 });

  test("nobody may do anything before the login", () => {
    const errors: unknown[] = [];
    rules.authorizePublish(client, packet, (error) => errors.push(error?.message));
    rules.authorizePublish(null, packet, (error) => errors.push(error?.message));
    rules.authorizeSubscribe(client, { topic: "c/shop-1/down/ack", qos: 0 }, (error) => errors.push(error?.message));
    expect(errors).toEqual(["not-logged-in", "not-logged-in", "not-logged-in"]);
  });

  test("a cabinet is handed nothing but its own down topics, whatever it has subscribed to", () => {
    expect(handed("c/shop-1/down/welcome")).toBe(null);
    connection.logIn({ kind: "cabinet", cabinetId: "shop-1" });
    expect(handed("c/shop-1/down/welcome")).toMatchObject({ topic: "c/shop-1/down/welcome" });
    expect(handed("c/shop-2/down/welcome")).toBe(null);
    expect(handed("c/shop-1/up/event")).toBe(null);
  });
});
