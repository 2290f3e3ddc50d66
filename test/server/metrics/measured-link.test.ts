import { expect, test } from "vitest";
import { examples } from "../../../protocol/examples.ts";
import { encode } from "../../../protocol/messages.ts";
import { upTopic } from "../../../protocol/topics.ts";
import type { FirstHealth } from "../../../protocol/upward.ts";
import type { HubMqttClient, MessageHandler } from "../../../server/fleet/hub-mqtt-client.ts";
import { CabinetReports } from "../../../server/metrics/cabinet-reports.ts";
import { HubMetrics } from "../../../server/metrics/hub-metrics.ts";
import { measuredLink } from "../../../server/metrics/measured-link.ts";
import { FakeLink } from "../../support/fake-link.ts";
import { samples } from "./values.ts";

const seal = "s".repeat(43);
const look = { v: 1, id: "K00000001", action: "look", issuedAt: 0, expiresAt: 1, ttl: 1, seal } as const;
const open = { ...look, action: "open", orderNo: "20261123120000000001", slot: 7 } as const;
const health: FirstHealth = {
  v: 1,
  bootId: "boot-0001",
  at: 1_800_000_000_000,
  uptime: 600_000,
  boardHeardAt: 1_800_000_000_000,
  journalDepth: 0,
  clockOffset: 0,
  sealsBroken: 0,
  memory: 1,
};

function measured() {
  const inner = new FakeLink();
  const state = { connected: true, closed: false, hears: true };
  const handlers: MessageHandler[] = [];
  const link: HubMqttClient = {
    get connected() {
      return state.connected;
    },
    publish: async (...message) => (await inner.publish(...message)) && state.connected,
    onMessage: (handler) => void handlers.push(handler),
    stopHearing: async () => {
      state.hears = false;
    },
    close: async () => {
      state.closed = true;
    },
  };
  const metrics = new HubMetrics();
  const reports = new CabinetReports(metrics);
  const hear = (topic: string, payload: Uint8Array) => {
    for (const handler of handlers) handler(topic, payload, { retained: false });
  };
  return { link: measuredLink(link, metrics, reports), inner, state, metrics, reports, hear };
}

test("commands that the broker took are counted by what they ask for", async () => {
  const { link, inner, state, metrics } = measured();
  expect(await link.publish("shop-1", "command", open)).toBe(true);
  await link.publish("shop-1", "command", look);
  await link.publish("shop-1", "command", open);
  await link.publish("shop-1", "ack", examples.ack.ack);
  state.connected = false;
  expect(link.connected).toBe(false);
  expect(await link.publish("shop-1", "command", open)).toBe(false);
  expect(inner.published).toHaveLength(5);
  expect(await samples(metrics.registry)).toEqual({
    'jiehuan_commands_sent_total{action="open"}': 2,
    'jiehuan_commands_sent_total{action="look"}': 1,
  });
  await link.stopHearing();
  expect(state.hears).toBe(false);
  await link.close();
  expect(state.closed).toBe(true);
});

test.each<[string, Partial<FirstHealth>, number]>([
  ["in the board's future", { boardHeardAt: 8_640_000_000_000_000 }, 0],
  ["before the bridge's start", { boardHeardAt: 0, uptime: 299_999 }, 0],
  ["in 1970, by a clock that was never set", { at: 300_002, boardHeardAt: 1 }, 1],
  ["in the year 275760, by a clock that is wrong", { at: 8_640_000_000_000_000 }, 1],
])("a health time %s makes a board silent for no longer than its bridge runs", async (_what, changes, silent) => {
  const { metrics, reports, hear, link } = measured();
  link.onMessage(() => {});
  hear(upTopic("shop-1", "health"), encode("health", { ...health, ...changes }));
  reports.sumUp();
  expect((await samples(metrics.registry))["jiehuan_boards_silent"] ?? 0).toBe(silent);
});

test("what cabinets last said of themselves is summed up, and every message is passed on", async () => {
  const { link, metrics, reports, hear } = measured();
  const heard: string[] = [];
  link.onMessage((topic) => heard.push(topic));
  const says = (cabinetId: string, changes: Partial<FirstHealth>) =>
    hear(upTopic(cabinetId, "health"), encode("health", { ...health, ...changes }));
  says("shop-1", { journalDepth: 9, sealsBroken: 1 });
  says("shop-1", { journalDepth: 2, sealsBroken: 1, boardHeardAt: health.at - 300_001 });
  says("shop-2", { journalDepth: 3, sealsBroken: 2, boardHeardAt: null });
  says("shop-3", { boardHeardAt: health.at - 300_000 });
  hear(upTopic("shop-4", "health"), Buffer.from("{}"));
  hear(upTopic("shop-4", "snapshot"), encode("health", { ...health, journalDepth: 100 }));
  hear("somewhere/else", Buffer.from(""));
  reports.sumUp();
  expect(await samples(metrics.registry)).toEqual({
    jiehuan_cabinet_events_unacknowledged: 5,
    jiehuan_seals_broken: 3,
    jiehuan_boards_silent: 2,
  });
  expect(heard).toHaveLength(7);
});
