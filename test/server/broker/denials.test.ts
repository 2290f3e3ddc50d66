import { beforeEach, expect, test } from "vitest";
import { Denials } from "../../../server/broker/denials.ts";
import { ManualClock } from "../../support/manual-clock.ts";

let clock: ManualClock;
let lines: Record<string, unknown>[];
let counted: string[];
let denials: Denials;

beforeEach(() => {
  clock = new ManualClock();
  lines = [];
  counted = [];
  const line = (fields: object) => void lines.push({ ...fields });
  denials = new Denials({
    clock,
    log: { debug: line, info: line, warn: line, error: line },
    denied: (reason) => counted.push(reason),
  });
});

test("every denial is counted, and logged once a minute with its number", async () => {
  for (let count = 0; count < 100; count++) denials.note("wrong-login", { cabinetId: "shop-1", address: "192.0.2.1" });
  expect(counted).toHaveLength(100);
  expect(lines).toEqual([{ cabinetId: "shop-1", address: "192.0.2.1", reason: "wrong-login" }]);
  await clock.pass(60_000);
  expect(lines.slice(1)).toEqual([{ cabinetId: "shop-1", address: "192.0.2.1", reason: "wrong-login", count: 99 }]);
});

test("a flood from one IPv6 customer under ever new addresses and ids writes few lines", () => {
  for (let count = 0; count < 1000; count++) {
    const address = `2001:db8::${count.toString(16)}`;
    denials.note("wrong-login", { cabinetId: `shop-${count}`, address });
    denials.note("crowded-out", { address });
    denials.failed("connect did not arrive in time", { address });
  }
  denials.flush();
  expect(counted).toHaveLength(2000);
  expect(lines.length).toBeLessThan(120);
});

test("a stranger's id can't fill the log", () => {
  denials.note("id-not-login", { cabinetId: "x".repeat(60_000) });
  expect(lines).toEqual([{ cabinetId: "x".repeat(64), reason: "id-not-login" }]);
});
