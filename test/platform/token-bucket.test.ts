import { expect, test } from "vitest";
import { TokenBucket } from "../../platform/token-bucket.ts";

function bucketOf(perSecond: number, burst: number) {
  let time = 5000;
  const clock = { now: () => 0, monotonic: () => time, after: () => () => {} };
  const bucket = new TokenBucket(perSecond, burst, clock);
  return { bucket, pass: (ms: number) => (time += ms) };
}

test("a burst passes, and then what the rate allows", () => {
  const { bucket, pass } = bucketOf(10, 3);
  expect([bucket.take(3), bucket.take(1)]).toEqual([true, false]);
  pass(99);
  expect(bucket.take(1)).toBe(false);
  pass(1);
  expect([bucket.take(1), bucket.take(1)]).toEqual([true, false]);
});

test("a long silence earns one burst and no more", () => {
  const { bucket, pass } = bucketOf(10, 3);
  pass(3_600_000);
  expect([bucket.take(3), bucket.take(1)]).toEqual([true, false]);
});
