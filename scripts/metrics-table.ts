import { HubMetrics } from "../server/metrics/hub-metrics.ts";
import { StateGauges } from "../server/metrics/state-gauges.ts";

/** The hub's own metrics, in Markdown: name, labels and help text. */
export function metricsTable(): string {
  const metrics = [new HubMetrics().registry, new StateGauges().registry]
    .flatMap((registry) => registry.getMetricsAsArray())
    .filter(({ name }) => name.startsWith("jiehuan_"))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const rows = metrics.map((metric) => {
    // prom-client keeps the names and does not declare them.
    const { labelNames = [] } = metric as { labelNames?: readonly string[] };
    const labels = labelNames.map((label) => `\`${label}\``).join(", ");
    return `| \`${metric.name}\` | ${labels} | ${metric.help.replaceAll("|", "\\|")} |`;
  });
  return ["| metric | labels | what it is |", "| --- | --- | --- |", ...rows].join("\n");
}
