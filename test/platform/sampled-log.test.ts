import { beforeEach, expect, test } from "vitest";
import { SampledLog } from "../../platform/sampled-log.ts";
import { ManualClock } from "../support/manual-clock.ts";

let clock: ManualClock;
let lines: object[];
let sampled: SampledLog;

beforeEach(() => {
  clock = new ManualClock();
  lines = [];
  const log = { warn: (fields: object, message: string) => void lines.push({ ...fields, message }) };
  sampled = new SampledLog({ log, clock, every: 60_000, keys: 3 });
});

const note = (source: string, id = source) => sampled.warn("wrong-login", source, { id }, "denied");

test("the first occurrence is logged immediately, and further ones once a minute with their number", async () => {
  note("a", "first");
  for (let count = 0; count < 1000; count++) note("a", `later-${count}`);
  expect(lines).toEqual([{ id: "first", message: "denied" }]);
  await clock.pass(60_000);
  expect(lines.slice(1)).toEqual([{ id: "later-999", count: 1000, message: "denied" }]);
  note("a", "next");
  await clock.pass(60_000);
  expect(lines.slice(2)).toEqual([{ id: "next", count: 1, message: "denied" }]);
});

test("a key without an occurrence for a minute is logged immediately again", async () => {
  note("a");
  await clock.pass(120_000);
  expect(lines).toHaveLength(1);
  note("a");
  expect(lines).toHaveLength(2);
});

test("different sources are told apart, but not more of them than the log has keys", async () => {
  for (const source of ["a", "b", "c", "d", "e", "f"]) note(source);
  expect(lines.map((line) => ("id" in line ? line.id : ""))).toEqual(["a", "b", "c", "d"]);
  await clock.pass(60_000);
  expect(lines.slice(4)).toEqual([{ id: "f", count: 2, message: "denied" }]);
});

test("a flush writes what was only counted, and nothing is due afterwards", async () => {
  note("a");
  note("a");
  sampled.flush();
  expect(lines.slice(1)).toEqual([{ id: "a", count: 1, message: "denied" }]);
  await clock.pass(120_000);
  expect(lines).toHaveLength(2);
});
