import { expect, it } from "vitest";
import { networkOf, RequestLimit } from "../../../server/http/request-limit.ts";
import { ManualClock } from "../../support/manual-clock.ts";

const perMinute = 3;

function exhausted(address: string, clock = new ManualClock()): RequestLimit {
  const limit = new RequestLimit(clock, perMinute);
  for (let request = 0; request < perMinute; request++) expect(limit.take(address)).toBeUndefined();
  return limit;
}

it("whoever asks too much is told how long to wait, and is served again then", async () => {
  const clock = new ManualClock();
  const limit = exhausted("203.0.113.9", clock);
  await clock.pass(20_001);
  expect(limit.take("203.0.113.9")).toBe(40);
  expect(limit.take("203.0.113.10")).toBeUndefined();
  await clock.pass(39_998);
  expect(limit.take("203.0.113.9")).toBe(1);
  await clock.pass(1);
  for (let request = 0; request < perMinute; request++) expect(limit.take("203.0.113.9")).toBeUndefined();
  expect(limit.take("203.0.113.9")).toBe(60);
});

it("a clock that somebody sets back holds nobody up", async () => {
  const clock = new ManualClock();
  const limit = exhausted("203.0.113.9", clock);
  clock.setWall(0);
  await clock.pass(60_000);
  expect(limit.take("203.0.113.9")).toBeUndefined();
});

it("another address of the same household does not help", () => {
  const limit = exhausted("2001:db8:1:2::a");
  expect(limit.take("2001:db8:1:2:ffff:1:2:3")).toBe(60);
  expect(limit.take("2001:db8:1:3::a")).toBeUndefined();
});

it("no crowd of addresses makes it remember ever more of them", () => {
  const limit = exhausted("203.0.113.9");
  for (let other = 1; other < 100_000; other++) limit.take(`2001:db8:${other.toString(16)}::`);
  // It began anew instead.
  expect(limit.take("203.0.113.9")).toBeUndefined();
});

it.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["::FFFF:203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:0DB8:0001:0002::6", "2001:db8:1:2"],
  ["2001:db8::5:6", "2001:db8:0:0"],
  ["2001:db8::", "2001:db8:0:0"],
  ["1:2:3::5:6:7:8", "1:2:3:0"],
  ["::1", "0:0:0:0"],
  ["::", "0:0:0:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
])("the network of %s is %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
