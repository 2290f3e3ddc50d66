import { expect, it } from "vitest";
import { RefusedLogins } from "../../../server/fleet/refused-logins.ts";
import { ManualClock } from "../../support/manual-clock.ts";

it("refused logins are counted by cabinet, with the last reason and its time", async () => {
  const clock = new ManualClock();
  const refused = new RefusedLogins(clock);
  refused.note("shop-1", "wrong-login");
  await clock.pass(1000);
  refused.note("shop-1", "cabinet-disabled");
  expect(refused.of("shop-1")).toEqual({ count: 2, lastReason: "cabinet-disabled", lastAt: clock.now() });
  expect(refused.of("shop-2")).toBeUndefined();
});

it("ids that strangers make up fill no memory, and a cabinet that is still refused is not forgotten for them", () => {
  const refused = new RefusedLogins(new ManualClock());
  for (let no = 0; no < 30_000; no++) {
    refused.note(`stranger-${no}`, "wrong-login");
    if (no % 1000 === 0) refused.note("shop-1", "wrong-login");
  }
  expect(refused.of("shop-1")?.count).toBe(30);
  expect(refused.of("stranger-0")).toBeUndefined();
});
