import { expect, test } from "vitest";
import { contractRules } from "../../protocol/contract-rules.ts";
import { maxMessageBytes } from "../../protocol/messages.ts";
import { refusesLogin } from "../../server/broker/access.ts";
import { usualLimits } from "../../server/broker/limits.ts";
import { embeddedBroker } from "../../server/fleet/broker-dialect.ts";
import { clockTolerance, longestUncertainty } from "../../server/rental/reported-time.ts";

const spaced = (value: number) => value.toLocaleString("en-US");
/** Without line breaks, which say nothing in Markdown. */
const rules = contractRules.replaceAll(/\s+/g, " ");

test("the contract names the limits that the broker keeps", () => {
  const limits = usualLimits;
  for (const said of [
    `The keepalive is 1 to ${limits.keepalive} seconds`,
    `| ${limits.connectWithin / 1000} s | | MQTT packets`,
    `| ${limits.packetsPerSecond} per second, ${limits.packetBurst} in one burst |`,
    `| ${spaced(limits.bytesPerSecond)} per second, ${spaced(limits.byteBurst)} in one burst |`,
    `| ${limits.loginsPerSecond} per second, ${limits.loginBurst} in one burst; a connection that was ended for its behaviour costs ${limits.loginsPerCut} |`,
    `| ${spaced(limits.unreadBytes)}, and none for longer than ${limits.drainWithin / 1000} s |`,
    `of at most ${maxMessageBytes} bytes`,
  ])
    expect(rules).toContain(said);
  expect(limits.refuseAfter).toBe(500);
});

test("the contract says with which QoS the hub sends", () => {
  expect(rules).toContain(`The hub sends with QoS ${embeddedBroker.publishing.qos}.`);
});

test("the contract names the bounds of a claimed time", () => {
  expect(rules).toContain(`or above ${longestUncertainty / 60_000} minutes`);
  expect(rules).toContain(`more than its uncertainty and ${clockTolerance / 1000} seconds`);
});

test("the contract explains each reason for which a cabinet's login is refused", () => {
  const reasons = [...contractRules.matchAll(/`([a-z-]+)`/g)].map(([, word]) => word ?? "");
  const explained = new Set(reasons);
  for (const reason of [
    "id-not-login",
    "session-kept",
    "keepalive-too-long",
    "foreign-will",
    "wrong-login",
    "cabinet-disabled",
    "login-unavailable",
    "too-many-logins",
  ] as const) {
    expect(refusesLogin(reason)).toBe(true);
    expect(explained, reason).toContain(reason);
  }
});
