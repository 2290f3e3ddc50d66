import { EventEmitter, once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import type { Clock } from "../../../platform/clock.ts";
import { examples } from "../../../protocol/examples.ts";
import { encode } from "../../../protocol/messages.ts";
import type { BrokerLimits } from "../../../server/broker/limits.ts";
import { until } from "../../support/manual-clock.ts";
import {
  type BrokerFixture,
  closed,
  connected,
  hubClient,
  nextMessage,
  refusalOf,
  startBrokerFixture,
} from "./fixture.ts";

let fixture: BrokerFixture;

afterEach(async () => {
  await fixture.close();
});

async function start(limits: Partial<BrokerLimits> = {}): Promise<void> {
  fixture = await startBrokerFixture(limits);
}

test("a cabinet logs in with its id and its password", async () => {
  await start();
  await connected(fixture.cabinet("shop-1"));
  expect(fixture.denials).toEqual([]);
});

test.each([
  ["a wrong password", "shop-1", { password: "pw of shop-2" }],
  ["no password", "shop-1", { password: "" }],
  ["an unknown cabinet", "shop-9", { password: "pw of shop-9" }],
  ["an unknown cabinet with an empty password", "shop-9", { password: "" }],
])("%s is refused", async (_what, cabinetId, options) => {
  await start();
  expect(await refusalOf(fixture.cabinet(cabinetId, options))).toBe(5);
  expect(fixture.denials).toEqual(["wrong-login"]);
  expect(fixture.logged).toEqual([{ cabinetId, address: "127.0.0.1", reason: "wrong-login" }]);
});

test("a cabinet that is out of service is refused for that, and a wrong password tells nobody of it", async () => {
  fixture = await startBrokerFixture({}, { isDisabled: async (cabinetId) => cabinetId === "shop-1" });
  expect(await refusalOf(fixture.cabinet("shop-1"))).toBe(5);
  expect(await refusalOf(fixture.cabinet("shop-1", { password: "guessed" }))).toBe(5);
  expect(fixture.denials).toEqual(["cabinet-disabled", "wrong-login"]);
  await connected(fixture.cabinet("shop-2"));
});

test.each([
  ["a client id that is not the login", { clientId: "shop-2" }, "id-not-login"],
  ["a kept session", { clean: false }, "session-kept"],
  ["no keepalive", { keepalive: 0 }, "keepalive-too-long"],
  ["a longer keepalive than the limit", { keepalive: 121 }, "keepalive-too-long"],
  ["a will in another cabinet's name", { will: will("c/shop-2/up/presence") }, "foreign-will"],
  ["a will that is kept beside presence", { will: will("c/shop-1/up/event") }, "foreign-will"],
  ["a will downwards", { will: will("c/shop-1/down/command") }, "foreign-will"],
])("%s is refused at CONNECT, with another code than a wrong password", async (_what, options, reason) => {
  await start();
  expect(await refusalOf(fixture.cabinet("shop-1", options))).toBe(2);
  expect(fixture.denials).toEqual([reason]);
});

test.each(["HUB", "Shop-1", "shop/1", "+", "$SYS", "a".repeat(40)])(
  "no id but a cabinet's is let in from outside: %s",
  async (id) => {
    fixture = await startBrokerFixture({}, { passwordOf: async () => "same" });
    expect(await refusalOf(fixture.cabinet(id, { password: "same" }))).toBe(2);
    expect(fixture.denials).toEqual(["id-not-login"]);
  },
);

test("a stranger's id can't fill the log", async () => {
  await start();
  await refusalOf(fixture.cabinet("a".repeat(5000)));
  expect(fixture.logged).toMatchObject([{ cabinetId: "a".repeat(64) }]);
});

test("all refused logins are answered at one time, whatever the look-up took", async () => {
  const clock = steppedClock();
  fixture = await startBrokerFixture(
    { refuseAfter: 500 },
    {
      clock,
      passwordOf: async (cabinetId) => {
        // A known cabinet costs 200 ms more.
        if (cabinetId === "shop-1") clock.step(200);
        return cabinetId === "shop-1" ? "right" : undefined;
      },
    },
  );
  for (const cabinetId of ["shop-1", "shop-9"]) {
    const asked = clock.monotonic();
    const waiting = new Promise<void>((resolve) => {
      clock.onWait = resolve;
    });
    const refused = refusalOf(fixture.cabinet(cabinetId, { password: "wrong" }));
    await waiting;
    expect(clock.dueAt()).toBe(asked + 500);
    clock.step(500);
    expect(await refused).toBe(5);
  }
});

test("a login that can't be looked up may be tried again", async () => {
  fixture = await startBrokerFixture({}, { passwordOf: () => Promise.reject(new Error("the store is away")) });
  expect(await refusalOf(fixture.cabinet("shop-1"))).toBe(3);
  expect(fixture.logged).toMatchObject([{ reason: "login-unavailable", err: new Error("the store is away") }]);
});

test("who takes a cabinet's id without its secret does not disturb it", async () => {
  await start();
  const first = await connected(fixture.cabinet("shop-1"));
  expect(await refusalOf(fixture.cabinet("shop-1", { password: "guess" }))).toBe(5);
  await first.subscribeAsync("c/shop-1/down/ack");
  const hub = await fixture.hub();
  const heard = nextMessage(first);
  hub.publish("c/shop-1/down/ack", "still here");
  expect(await heard).toEqual({ topic: "c/shop-1/down/ack", payload: "still here", retain: false });
});

test("a cabinet that comes back replaces its dead connection", async () => {
  await start();
  const first = await connected(fixture.cabinet("shop-1"));
  await connected(fixture.cabinet("shop-1"));
  await closed(first);
  expect(fixture.denials).toEqual([]);
});

test("the hub's own client may not bear a cabinet's id", async () => {
  await start();
  const client = hubClient(fixture.broker, "shop-1");
  expect(await refusalOf(client)).toBe(5);
  expect(fixture.denials).toEqual(["hub-id-of-cabinet"]);
});

test("a revoked cabinet is cut off at once, and the hub hears its will", async () => {
  await start();
  const hub = await fixture.hub();
  const cabinet = await connected(fixture.cabinet("shop-1", { will: will("c/shop-1/up/presence") }));
  const other = await connected(fixture.cabinet("shop-2"));
  const [heard] = await Promise.all([nextMessage(hub), fixture.broker.disconnect("shop-1"), closed(cabinet)]);
  expect(heard.topic).toBe("c/shop-1/up/presence");
  expect(fixture.denials).toEqual(["revoked"]);
  expect(other.connected).toBe(true);
});

test("a cabinet that is revoked while it logs in stays out", async () => {
  const store = new EventEmitter();
  const passwordOf = async () => {
    const answer = once(store, "answer");
    store.emit("asked");
    await answer;
    return "pw of shop-1";
  };
  fixture = await startBrokerFixture({}, { passwordOf });
  const asked = once(store, "asked");
  const refused = refusalOf(fixture.cabinet("shop-1"));
  await asked;
  await fixture.broker.disconnect("shop-1");
  store.emit("answer");
  expect(await refused).toBe(undefined);
  expect(fixture.denials).toEqual(["revoked"]);
});

test("MQTT 5 is refused", async () => {
  await start();
  const client = fixture.cabinet("shop-1", { protocolVersion: 5 });
  await closed(client);
  expect(fixture.logged).toMatchObject([{ why: "unacceptable protocol version" }]);
});

describe("the end of a cabinet's connection is told to the hub", () => {
  const birth = (connection: number) =>
    encode("presence", { ...examples.presence.birth, connection, bootId: "boot-0001" });
  const lost = (connection: number) => ({ v: 1, state: "lost", bootId: "boot-0001", connection });

  /** What the hub hears of presences, births aside. */
  async function listening(): Promise<unknown[]> {
    await start();
    const hub = await fixture.hub();
    const heard: unknown[] = [];
    hub.on("message", (_topic, payload) => {
      const message = JSON.parse(payload.toString()) as { state: string };
      if (message.state !== "birth") heard.push(message);
    });
    return heard;
  }

  test.each([
    ["no will", {}],
    ["a will that is no `lost`", { will: { ...will("c/shop-1/up/health"), retain: false } }],
  ])("with %s, after a clean DISCONNECT", async (_what, options) => {
    const heard = await listening();
    const cabinet = await connected(fixture.cabinet("shop-1", options));
    await cabinet.publishAsync("c/shop-1/up/presence", birth(7), { qos: 1, retain: true });
    await cabinet.endAsync();
    await until(() => heard.length > 0);
    expect(heard).toEqual([lost(7)]);
  });

  test("where it was cut off, or said nothing but a snapshot", async () => {
    const heard = await listening();
    const cabinet = await connected(fixture.cabinet("shop-1"));
    const snapshot = encode("snapshot", {
      ...examples.snapshot["after a connect"],
      bootId: "boot-0001",
      connection: 8,
    });
    await cabinet.publishAsync("c/shop-1/up/snapshot", snapshot, { qos: 1 });
    await fixture.broker.disconnect("shop-1");
    await until(() => heard.length > 1);
    expect(heard.at(-1)).toEqual(lost(8));
  });

  test("before the birth over the connection that takes its place", async () => {
    await start();
    const hub = await fixture.hub();
    const heard: string[] = [];
    hub.on("message", (_topic, payload) => {
      const { state, connection } = JSON.parse(payload.toString()) as { state: string; connection: number };
      heard.push(`${state} ${connection}`);
    });
    const first = await connected(fixture.cabinet("shop-1"));
    await first.publishAsync("c/shop-1/up/presence", birth(1), { qos: 1, retain: true });
    const second = await connected(fixture.cabinet("shop-1"));
    await second.publishAsync("c/shop-1/up/presence", birth(2), { qos: 1, retain: true });
    await until(() => heard.length === 3);
    expect(heard).toEqual(["birth 1", "lost 1", "birth 2"]);
  });

  test("but not of one that said `left`, nor of one that said nothing", async () => {
    const heard = await listening();
    const left = encode("presence", { v: 1, state: "left", bootId: "boot-0001", connection: 9 });
    const cabinet = await connected(fixture.cabinet("shop-1"));
    await cabinet.publishAsync("c/shop-1/up/presence", birth(9), { qos: 1, retain: true });
    await cabinet.publishAsync("c/shop-1/up/presence", left, { qos: 1, retain: true });
    await cabinet.endAsync();
    await (await connected(fixture.cabinet("shop-2"))).endAsync();
    const other = await connected(fixture.cabinet("shop-1"));
    await other.publishAsync("c/shop-1/up/presence", birth(10), { qos: 1, retain: true });
    await other.endAsync();
    await until(() => heard.length > 1);
    expect(heard).toEqual([JSON.parse(left.toString()), lost(10)]);
  });
});

function will(topic: string) {
  return { topic, payload: Buffer.from("gone"), qos: 1 as const, retain: true };
}

interface SteppedClock extends Clock {
  step(ms: number): void;
  dueAt(): number | undefined;
  onWait: () => void;
}

function steppedClock(): SteppedClock {
  let now = 0;
  let due: { at: number; work: () => void } | undefined;
  return {
    now: () => now,
    monotonic: () => now,
    after(delay, work) {
      due = { at: now + delay, work };
      this.onWait();
      return () => {};
    },
    step(ms) {
      now += ms;
      if (due && due.at <= now) {
        due.work();
        due = undefined;
      }
    },
    dueAt: () => due?.at,
    onWait: () => {},
  };
}
