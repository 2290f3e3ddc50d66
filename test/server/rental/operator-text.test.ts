import { expect, test } from "vitest";
import { seenVersions, supersededFor } from "../../../server/rental/operator-text.ts";

const now = 1_764_000_000_000;

test("an order keeps the version that the rider was shown where it was the newest within the last hour", () => {
  const superseded = { terms: now - supersededFor + 1 };
  const seen = seenVersions({ terms: 1, prices: 3 }, { terms: 2, prices: 3 }, superseded, now);
  expect(seen).toEqual({ terms: 1, prices: 3 });
});

test.each([
  ["an hour ago", now - supersededFor],
  ["by a clock that was an hour ahead", now + supersededFor],
  ["at an unknown time", undefined],
])("an order keeps the newest version where the one that it names was superseded %s", (_what, terms) => {
  expect(seenVersions({ terms: 1 }, { terms: 3 }, terms === undefined ? {} : { terms }, now)).toEqual({ terms: 3 });
});

test("an order keeps the newest versions where nothing is said of what was shown", () => {
  expect(seenVersions({}, { terms: 2, privacy: 1 }, {}, now)).toEqual({ terms: 2, privacy: 1 });
});

test("a version that was never published counts for nothing", () => {
  expect(seenVersions({ terms: 9, privacy: 1 }, { terms: 2 }, { terms: now }, now)).toEqual({ terms: 2 });
});
