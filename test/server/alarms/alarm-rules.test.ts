import { expect, test } from "vitest";
import {
  conditionsIn,
  conditionsOfHub,
  type HubSigns,
  limits,
  type Picture,
} from "../../../server/alarms/alarm-rules.ts";
import { CountWindow } from "../../../server/alarms/hub-counts.ts";
import type { Order } from "../../../server/rental/order.ts";
import { Story } from "../rental/examples.ts";

const now = 1_800_000_000_000;
const hour = 3_600_000;
const nothing: Picture = { cabinets: [], states: [], reviews: [], notCollected: [], unmatchedReturns: [] };
const kindsIn = (picture: Partial<Picture>) => conditionsIn({ ...nothing, ...picture }, now).map(({ kind }) => kind);

const cabinet = { cabinetId: "shop-1", name: "East", address: "1 Road", slots: 8, keyGeneration: 1 };
const state = (online: boolean, since: number) => ({
  cabinetId: "shop-1",
  presence: { online, bootId: "boot-0001", since },
  connection: 1,
  ended: false,
  heardAt: since,
  drift: [],
});
const inReview = (since: number): Order => ({
  ...new Story().order,
  review: { since, reason: { code: "reported-by-rider" } } as unknown as NonNullable<Order["review"]>,
});

test("a cabinet is alarmed of when it has been away for ten minutes, and not while it is there", () => {
  const cabinets = [cabinet];
  expect(kindsIn({ cabinets, states: [state(false, now - limits.cabinetSilent)] })).toEqual(["cabinet-silent"]);
  expect(kindsIn({ cabinets, states: [state(false, now - limits.cabinetSilent + 1)] })).toEqual([]);
  expect(kindsIn({ cabinets, states: [state(true, now - hour)] })).toEqual([]);
});

const healthy = {
  at: now,
  heardAt: now,
  uptime: 1,
  boardHeardAt: now,
  journalDepth: 0,
  clockOffset: 0,
  sealsBroken: 0,
  memory: 1,
};

test("a bridge whose disk fails, and one that dropped events or nearly must, are alarmed of while they are there", () => {
  const kindsOf = (health: object, online = true) =>
    kindsIn({ cabinets: [cabinet], states: [{ ...state(online, now), health: { ...healthy, ...health } }] });
  expect(kindsOf({})).toEqual([]);
  expect(kindsOf({ disk: "failing", journalLimit: 5000, journalDropped: 0 })).toEqual(["cabinet-disk"]);
  expect(kindsOf({ disk: "ok", journalLimit: 5000, journalDropped: 1 })).toEqual(["cabinet-journal"]);
  expect(kindsOf({ disk: "ok", journalLimit: 5000, journalDropped: 0, journalDepth: 2501 })).toEqual([
    "cabinet-journal",
  ]);
  expect(kindsOf({ disk: "ok", journalLimit: 5000, journalDropped: 0, journalDepth: 2500 })).toEqual([]);
  expect(kindsOf({ disk: "failing" }, false)).toEqual([]);
});

test("a cabinet out of service, or removed, may be silent", () => {
  const disabled = { since: 1, actor: "operator/lin", reason: "winter" } as const;
  const states = [state(false, now - hour)];
  expect(kindsIn({ cabinets: [{ ...cabinet, disabled }], states })).toEqual([]);
  expect(kindsIn({ states })).toEqual([]);
});

test("a review is alarmed of when it has waited for a day, with how many wait and since when", () => {
  const reviews = [inReview(now - 30 * hour), inReview(now - 25 * hour), inReview(now - hour)];
  expect(conditionsIn({ ...nothing, reviews }, now)).toEqual([
    { kind: "review-waits", subject: "all", facts: { count: 2, since: now - 30 * hour } },
  ]);
});

test("charges that fail are alarmed of from the third one on", () => {
  const { order } = new Story();
  expect(kindsIn({ notCollected: [order, order] })).toEqual([]);
  expect(kindsIn({ notCollected: [order, order, order] })).toEqual(["charges-fail"]);
});

test("a return that fits no order is alarmed of after an hour", () => {
  expect(kindsIn({ unmatchedReturns: [now - hour + 1] })).toEqual([]);
  expect(kindsIn({ unmatchedReturns: [now - hour] })).toEqual(["return-unmatched"]);
});

const calm: HubSigns = { opened: 0, notOpened: 0, guesses: 0, definiteCalls: 0, unknownCalls: 0, notReady: [] };
const kindsOf = (signs: Partial<HubSigns>) => conditionsOfHub("hub a:1", { ...calm, ...signs }).map(({ kind }) => kind);

test("openings are alarmed of where enough of them fail, and not where one of few does", () => {
  expect(kindsOf({ opened: 7, notOpened: 3 })).toEqual(["openings-fail"]);
  expect(kindsOf({ opened: 8, notOpened: 2 })).toEqual([]);
  expect(kindsOf({ opened: 0, notOpened: 4 })).toEqual([]);
});

test("guessing is alarmed of from twenty wrong tries in a quarter of an hour on", () => {
  expect(kindsOf({ guesses: 19 })).toEqual([]);
  expect(kindsOf({ guesses: 20 })).toEqual(["guessing"]);
});

test("the provider counts as away where every other call has no definite answer", () => {
  expect(kindsOf({ definiteCalls: 3, unknownCalls: 3 })).toEqual(["provider-away"]);
  expect(kindsOf({ definiteCalls: 4, unknownCalls: 3 })).toEqual([]);
  expect(kindsOf({ unknownCalls: 4 })).toEqual([]);
});

test("a hub that is not ready says why", () => {
  expect(conditionsOfHub("hub a:1", { ...calm, notReady: ["broker/away", "hub/clock-stepped"] })).toEqual([
    { kind: "hub-not-ready", subject: "hub a:1", facts: { reasons: "broker/away, hub/clock-stepped" } },
  ]);
});

test("counters are compared with what they were a quarter of an hour ago", () => {
  const counts = (guesses: number) => ({ opened: 0, notOpened: 0, guesses, definiteCalls: 0, unknownCalls: 0 });
  const window = new CountWindow(counts(5));
  expect(window.grown(counts(30)).guesses).toBe(25);
  for (let minute = 0; minute < 14; minute++) expect(window.grown(counts(30)).guesses).toBe(25);
  expect(window.grown(counts(30)).guesses).toBe(0);
});
