import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  allUpTopics,
  downChannels,
  downTopic,
  parseDownTopic,
  parseUpTopic,
  upChannels,
  upTopic,
} from "../../protocol/topics.ts";

test("a cabinet's topics stand under c/<id>/up and c/<id>/down", () => {
  expect(upTopic("sh-0042", "event")).toBe("c/sh-0042/up/event");
  expect(downTopic("sh-0042", "command")).toBe("c/sh-0042/down/command");
});

test("every up topic of the contract is taken apart into what it was made of", () => {
  for (const channel of upChannels) {
    expect(parseUpTopic(upTopic("sh-0042", channel))).toEqual({ cabinetId: "sh-0042", channel });
  }
});

test("every down topic of the contract names its channel to its own cabinet only", () => {
  for (const channel of downChannels) {
    expect(parseDownTopic("sh-0042", downTopic("sh-0042", channel))).toBe(channel);
    expect(parseDownTopic("sh-0043", downTopic("sh-0042", channel))).toBeUndefined();
  }
});

test.each([
  ["another root", "d/sh-0042/up/event"],
  ["the other direction", "c/sh-0042/down/command"],
  ["a down channel under up", "c/sh-0042/up/command"],
  ["an unknown channel", "c/sh-0042/up/toString"],
  ["a level too many", "c/sh-0042/up/event/"],
  ["a level too few", "c/sh-0042/up"],
  ["an empty cabinet id", "c//up/event"],
  ["a wildcard for a cabinet id", "c/+/up/event"],
  ["a cabinet id that no cabinet can have", "c/SH_0042/up/event"],
  ["a leading slash", "/c/sh-0042/up/event"],
  ["nothing", ""],
])("%s is not one of the contract's up topics", (_what, topic) => {
  expect(parseUpTopic(topic)).toBeUndefined();
});

test("whatever is taken apart was an up topic letter for letter", () => {
  const level = fc.constantFrom("c", "d", "up", "down", "event", "health", "sh-0042", "x", "", "+", "#", "a/b");
  fc.assert(
    fc.property(fc.array(level, { maxLength: 6 }), (levels) => {
      const topic = levels.join("/");
      const parsed = parseUpTopic(topic);
      if (parsed) expect(upTopic(parsed.cabinetId, parsed.channel)).toBe(topic);
    }),
  );
});

test("the hub's subscription covers every up topic and no down topic", () => {
  const covered = new RegExp(`^${allUpTopics.replaceAll("+", "[^/]+")}$`);
  for (const channel of upChannels) expect(upTopic("sh-0042", channel)).toMatch(covered);
  for (const channel of downChannels) expect(downTopic("sh-0042", channel)).not.toMatch(covered);
});
