import { expect, test } from "vitest";
import { HubMetrics } from "../../../server/metrics/hub-metrics.ts";
import { measuredCredit } from "../../../server/metrics/measured-credit.ts";
import { fen } from "../../../server/rental/money.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { ScriptedCredit } from "../../support/scripted-credit.ts";
import { samples } from "./values.ts";

const name = "jiehuan_credit_call_duration_seconds";

test("each call is timed under its method and outcome, and its answer is passed on", async () => {
  const clock = new ManualClock();
  const provider = new ScriptedCredit();
  const metrics = new HubMetrics();
  const credit = measuredCredit(provider, metrics, clock);

  provider.confirm("20261123120000000001", clock.now());
  expect(await credit.query("20261123120000000001")).toMatchObject({ outcome: "ok" });
  provider.script("modify", { outcome: "unknown", why: "no answer" });
  expect(await credit.modify("Z1", {})).toEqual({ outcome: "unknown", why: "no answer" });
  const settlement = { kind: "rent", amount: fen(100), restoredAt: clock.now(), shopName: "shop" } as const;
  expect(await credit.complete("Z9", settlement)).toMatchObject({ outcome: "refused" });
  const release = provider.hold("cancel");
  const cancelled = credit.cancel("Z1");
  await clock.pass(1500);
  release();
  expect(await cancelled).toMatchObject({ outcome: "ok" });

  expect(provider.calls).toEqual(["query 20261123120000000001", "modify Z1", "complete Z9 100", "cancel Z1"]);
  expect(await samples(metrics.registry)).toEqual({
    [`${name}_count{method="query",outcome="ok"}`]: 1,
    [`${name}_count{method="modify",outcome="unknown"}`]: 1,
    [`${name}_count{method="complete",outcome="refused"}`]: 1,
    [`${name}_count{method="cancel",outcome="ok"}`]: 1,
    [`${name}_sum{method="cancel",outcome="ok"}`]: 1.5,
  });
});

test("what is no call is passed on", () => {
  const credit = measuredCredit(new ScriptedCredit(), new HubMetrics(), new ManualClock());
  expect(credit.readNotice({ genuine: "yes", orderNo: "1" })).toEqual({ orderNo: "1" });
  expect(() => credit.readNotice({})).toThrow("notification/not-genuine");
  const request = { orderNo: "20261123120000000001" } as Parameters<typeof credit.confirmationUrl>[0];
  expect(credit.confirmationUrl(request)).toContain("20261123120000000001");
});
