import { expect, it } from "vitest";
import { LoginCodes } from "../../../simulators/zhima/login.ts";
import { ManualClock } from "../../support/manual-clock.ts";

it("a login code lives for three minutes, for the grant that it is meant for", async () => {
  const clock = new ManualClock();
  let ids = 0;
  const codes = new LoginCodes(clock, () => `id${++ids}`);
  const redeem = (code: string, grant = "authorization_code") => codes.redeem({ grant_type: grant, code });
  const [kept, late, misused] = [codes.issue("a"), codes.issue("b"), codes.issue("c")];
  expect(redeem(misused, "refresh_token")).toBeUndefined();
  await clock.pass(180_000);
  expect(redeem(kept)).toMatchObject({ user_id: "a" });
  await clock.pass(1);
  expect(redeem(late)).toBeUndefined();
});
