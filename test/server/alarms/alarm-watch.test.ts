import { afterEach, beforeEach, expect, test } from "vitest";
import type { HubSigns } from "../../../server/alarms/alarm-rules.ts";
import { toldAlarm } from "../../../server/alarms/alarm-texts.ts";
import { AlarmWatch } from "../../../server/alarms/alarm-watch.ts";
import { alarmTable, everyAlarm, openAlarms } from "../../../server/store/alarm-table.ts";
import { cabinetStateTable } from "../../../server/store/cabinet-state-table.ts";
import { cabinetTable } from "../../../server/store/cabinet-table.ts";
import { until } from "../../support/manual-clock.ts";
import { WebhookFixture } from "../webhooks/webhook-fixture.ts";

const minute = 60_000;
const calm: HubSigns = { opened: 0, notOpened: 0, guesses: 0, definiteCalls: 0, unknownCalls: 0, notReady: [] };

let fixture: WebhookFixture;
let signs: Record<string, HubSigns>;
let drawn: number;
let troubles: string[];

beforeEach(async () => {
  fixture = await WebhookFixture.open({ events: ["alarm.raised", "alarm.cleared"] });
  signs = {};
  drawn = 0;
  troubles = [];
  const cabinet = { cabinetId: "shop-1", name: "East", address: "1 Road", slots: 8, keyGeneration: 1 };
  await fixture.raw.transact((tx) => tx.put(cabinetTable, cabinet));
});
afterEach(() => fixture.close());

const watch = (hub = "hub a") =>
  new AlarmWatch({
    store: fixture.told,
    clock: fixture.clock,
    log: { warn() {}, info() {}, error: (_, message) => void troubles.push(message) },
    hub,
    signs: async () => signs[hub] ?? calm,
    tellIn: (tx, type, alarm) => fixture.outbox.noteIn(tx, type, alarm.subject, toldAlarm(alarm)),
    newId: () => String(++drawn).padStart(8, "0"),
  });
const goes = (online: boolean) => {
  const presence = { online, bootId: "boot-0001", since: fixture.clock.now() };
  const state = { cabinetId: "shop-1", presence, connection: 1, ended: false, heardAt: 1, drift: [] };
  return fixture.raw.transact((tx) => tx.put(cabinetStateTable, state));
};
const open = () => fixture.raw.transact((tx) => tx.find(alarmTable, openAlarms));
const kinds = async () => (await open()).map(({ kind }) => kind);
const passes = (time: number) => fixture.clock.setWall(fixture.clock.now() + time);

test("what is wrong is raised once and cleared once, and each is told of once", async () => {
  const one = watch();
  await goes(false);
  await one.look();
  expect(await kinds()).toEqual([]);
  for (let minutes = 0; minutes < 12; minutes++) {
    passes(minute);
    await one.look();
  }
  expect(await kinds()).toEqual(["cabinet-silent"]);
  await goes(true);
  for (let minutes = 0; minutes < 3; minutes++) {
    passes(minute);
    await one.look();
  }
  expect(await kinds()).toEqual([]);
  expect(await fixture.types()).toEqual(["alarm.raised", "alarm.cleared"]);
  const all = await fixture.raw.transact((tx) => tx.page(alarmTable, everyAlarm, 10));
  expect(all).toMatchObject([{ kind: "cabinet-silent", subject: "shop-1", clearedAt: expect.any(Number) as number }]);
});

test("two hubs of a store raise the same alarm once", async () => {
  const [one, other] = [watch("hub a"), watch("hub b")];
  await goes(false);
  passes(11 * minute);
  await one.look();
  passes(minute);
  await other.look();
  passes(minute);
  await one.look();
  expect(await kinds()).toEqual(["cabinet-silent"]);
  expect(await fixture.types()).toEqual(["alarm.raised"]);
});

test("a hub raises and clears what is wrong with itself, whatever the others say of themselves", async () => {
  const [one, other] = [watch("hub a"), watch("hub b")];
  signs["hub a"] = { ...calm, guesses: 40 };
  await one.look();
  await other.look();
  expect(await open()).toMatchObject([{ kind: "guessing", subject: "hub a", facts: { count: 40 } }]);
  passes(minute);
  signs["hub a"] = calm;
  await other.look();
  expect(await kinds()).toEqual(["guessing"]);
  await one.look();
  expect(await kinds()).toEqual([]);
});

test("what a hub said of itself is cleared by the others five minutes after the hub was ended", async () => {
  signs["hub a"] = { ...calm, notReady: ["broker/away"] };
  await watch("hub a").look();
  const other = watch("hub b");
  passes(5 * minute);
  await other.look();
  expect(await kinds()).toEqual(["hub-not-ready"]);
  passes(minute);
  await other.look();
  expect(await kinds()).toEqual([]);
});

test("the watch looks once a minute until it is stopped", async () => {
  let looks = 0;
  const one = new AlarmWatch({
    store: fixture.told,
    clock: fixture.clock,
    log: { warn() {}, info() {}, error: (_, message) => void troubles.push(message) },
    hub: "hub a",
    signs: () => {
      looks++;
      return looks === 1 ? Promise.reject(new Error("a look that fails")) : Promise.resolve(calm);
    },
    tellIn: () => Promise.resolve(),
    newId: () => "00000001",
  });
  one.start();
  await fixture.clock.pass(minute - 1);
  expect(looks).toBe(0);
  await fixture.clock.pass(1);
  await until(() => troubles.length === 1);
  expect(troubles).toEqual(["alarms could not be looked for"]);
  await fixture.clock.pass(minute);
  expect(looks).toBe(2);
  await one.stop();
  await fixture.clock.pass(10 * minute);
  expect(looks).toBe(2);
});

test("an alarm that can't be told of is not raised, and is raised at the next look", async () => {
  await goes(false);
  passes(11 * minute);
  let fails = true;
  const one = new AlarmWatch({
    store: fixture.told,
    clock: fixture.clock,
    log: { warn() {}, info() {}, error() {} },
    hub: "hub a",
    signs: async () => calm,
    tellIn: async () => {
      if (fails) throw new Error("the outbox fails");
    },
    newId: () => "00000001",
  });
  await expect(one.look()).rejects.toThrow("the outbox fails");
  expect(await kinds()).toEqual([]);
  fails = false;
  passes(minute);
  await one.look();
  expect(await kinds()).toEqual(["cabinet-silent"]);
});
