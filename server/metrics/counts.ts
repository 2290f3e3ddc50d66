import type { HubMetrics } from "./hub-metrics.ts";

/** What this process has counted since its start, as far as alarms ask for it. */
export async function countsOf(metrics: Pick<HubMetrics, "commandsAnswered" | "wrongTokens" | "creditCalls">) {
  const [answers, guesses, calls] = await Promise.all([
    metrics.commandsAnswered.get(),
    metrics.wrongTokens.get(),
    metrics.creditCalls.get(),
  ]);
  const counts = calls.values.filter(({ metricName }) => metricName?.endsWith("_count"));
  return {
    opened: sum(answers.values.filter(({ labels }) => labels.outcome === "opened")),
    notOpened: sum(answers.values.filter(({ labels }) => labels.outcome !== "opened")),
    // What was not looked at came from somebody who had guessed: it counts too.
    guesses: sum(guesses.values.filter(({ labels }) => labels.kind === "operator" || labels.kind === "sign-in")),
    definiteCalls: sum(counts.filter(({ labels }) => labels.outcome !== "unknown")),
    unknownCalls: sum(counts.filter(({ labels }) => labels.outcome === "unknown")),
  };
}

function sum(values: readonly { readonly value: number }[]): number {
  return values.reduce((total, { value }) => total + value, 0);
}
