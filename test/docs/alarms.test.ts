import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { HubMetrics } from "../../server/metrics/hub-metrics.ts";
import { StateGauges } from "../../server/metrics/state-gauges.ts";

const rules = await readFile("deploy/prometheus-alerts.yaml", "utf8");
const page = await readFile("docs/guides/alarms.md", "utf8");
const guide = await readFile("docs/guides/run.md", "utf8");

test("every alarm is explained, and what is explained is an alarm", () => {
  const alarms = [...rules.matchAll(/- alert: (\w+)$/gm)].map(([, name]) => name);
  const explained = [...page.matchAll(/^\| `(\w+)` \| .{10,} \| .{10,} \|$/gm)];
  expect(alarms.length).toBeGreaterThan(10);
  expect(explained.map(([, name]) => name)).toEqual(alarms);
});

test("every metric of ours that alarms or documents name is one of the hub's", () => {
  const registries = [new HubMetrics().registry, new StateGauges().registry];
  const known = new Set(registries.flatMap((registry) => registry.getMetricsAsArray().map(({ name }) => name)));
  const named = new Set(`${rules}${page}${guide}`.match(/\bjiehuan_[a-z0-9_]*[a-z0-9]\b(?!_)/g));
  expect(named.size).toBeGreaterThan(15);
  for (const name of named) {
    expect([name, known.has(name) || known.has(name.replace(/_(bucket|sum|count)$/, ""))]).toEqual([name, true]);
  }
});
