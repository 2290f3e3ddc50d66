import { expect, test } from "vitest";
import { HttpFixture, operator } from "../../support/http-fixture.ts";

/** The greatest that the schema of times admits; epoch ms. */
const lastMoment = 8.64e15;

test.each(["en", "zh-CN"])(
  "a cabinet that reports the last moment that has a date does not take the operators' queue away in %s",
  async (language) => {
    const fixture = await HttpFixture.open();
    const orderNo = await fixture.hub.lent();
    await fixture.hub.clock.pass(600_000);
    const at = { latest: lastMoment, uncertainty: 0 };
    await fixture.hub.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" }, { at });
    const { order } = await fixture.hub.record(orderNo);
    const headers = { ...operator, "accept-language": language };
    const answer = await fixture.app.inject({ url: "/api/operator/queue", headers });
    await fixture.close();
    expect(order.review?.reason).toMatchObject({ code: "time-implausible", claimed: lastMoment });
    expect(answer.statusCode).toBe(200);
  },
);
