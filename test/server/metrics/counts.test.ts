import { expect, test } from "vitest";
import { countsOf } from "../../../server/metrics/counts.ts";
import { HubMetrics } from "../../../server/metrics/hub-metrics.ts";

test("a hub that has done nothing has counted nothing", async () => {
  const none = { opened: 0, notOpened: 0, guesses: 0, definiteCalls: 0, unknownCalls: 0 };
  expect(await countsOf(new HubMetrics())).toEqual(none);
});

test("openings, guesses of operators and calls are counted by how they went", async () => {
  const metrics = new HubMetrics();
  metrics.commandsAnswered.inc({ outcome: "opened" }, 7);
  metrics.commandsAnswered.inc({ outcome: "refused" }, 2);
  metrics.commandsAnswered.inc({ outcome: "unknown" });
  metrics.wrongTokens.inc({ kind: "sign-in", outcome: "wrong" }, 4);
  metrics.wrongTokens.inc({ kind: "operator", outcome: "not-looked-at" }, 5);
  metrics.wrongTokens.inc({ kind: "broker", outcome: "wrong" }, 100);
  metrics.creditCalls.observe({ method: "query", outcome: "ok" }, 0.1);
  metrics.creditCalls.observe({ method: "query", outcome: "refused" }, 0.1);
  metrics.creditCalls.observe({ method: "complete", outcome: "unknown" }, 9);
  expect(await countsOf(metrics)).toEqual({
    opened: 7,
    notOpened: 3,
    guesses: 9,
    definiteCalls: 2,
    unknownCalls: 1,
  });
});
