import { hkdfSync } from "node:crypto";
import { Signer } from "@fastify/cookie";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HttpFixture, ours } from "../../support/http-fixture.ts";
import { hubSecret } from "../../support/hub-fixture.ts";

// Ant knows one person by two ids. A login may name both, and an order's answer the other one only.

let fixture: HttpFixture;

beforeEach(async () => {
  fixture = await HttpFixture.open();
  fixture.hub.runner.start();
});

afterEach(() => fixture.close());

const riderId = "user/2088000000000001";
const riderAlias = "open/074a1CcTG1LelxKe4xQC0z";

async function logIn(): Promise<string> {
  fixture.hub.credit.riderAlias = riderAlias;
  return fixture.logIn(riderId);
}

async function orderWith(cookie: string): Promise<string> {
  const payload = { code: await fixture.code(), items: 1 };
  const headers = { cookie, ...ours };
  const answer = await fixture.app.inject({ method: "POST", url: "/api/rider/orders", headers, payload });
  expect(answer.statusCode).toBe(201);
  return answer.json<{ orderNo: string }>().orderNo;
}

/** The provider says that somebody confirmed; how many slots the hub opens for that. */
async function openingsFor(orderNo: string, confirmedBy: string): Promise<number> {
  const { credit, clock, orderService, link } = fixture.hub;
  await clock.pass(1);
  credit.confirm(orderNo, clock.now(), confirmedBy);
  await orderService.apply(orderNo, { type: "credit-noticed", about: "created", noticeId: "n1" }, "credit-provider");
  await clock.pass(0);
  return link.openings.length;
}

/** A rider's cookie as it was signed before it carried a second id. */
function olderCookie(): string {
  const key = Buffer.from(hkdfSync("sha256", hubSecret, "", "jiehuan rider cookie", 32));
  return `rider=${encodeURIComponent(new Signer(key).sign(`${riderId}|${fixture.hub.clock.now() + 1000}`))}`;
}

describe("an order of a rider whose login named two ids", () => {
  it.each([riderId, riderAlias])("opens the slot when %s has confirmed", async (confirmedBy) => {
    const orderNo = await orderWith(await logIn());
    expect((await fixture.hub.record(orderNo)).order).toMatchObject({ riderId, riderAlias });
    expect(await openingsFor(orderNo, confirmedBy)).toBe(1);
  });

  it.each(["user/2088000000000009", "open/somebody-else", "life/other-kind"])(
    "opens nothing when %s has confirmed",
    async (confirmedBy) => {
      const orderNo = await orderWith(await logIn());
      expect(await openingsFor(orderNo, confirmedBy)).toBe(0);
      expect((await fixture.hub.record(orderNo)).order.cancelReason).toBe("other-rider");
    },
  );
});

describe("a cookie without a second id", () => {
  it("is valid, and its order opens for the id that it names", async () => {
    const orderNo = await orderWith(olderCookie());
    expect((await fixture.hub.record(orderNo)).order).not.toHaveProperty("riderAlias");
    expect(await openingsFor(orderNo, riderId)).toBe(1);
  });

  it("gives an order that opens nothing for an id that nobody has proved to be the rider's", async () => {
    const orderNo = await orderWith(olderCookie());
    expect(await openingsFor(orderNo, riderAlias)).toBe(0);
  });

  it("can't be given a second id by its bearer", async () => {
    const cookie = olderCookie().replace(/\.(?=[^.]*$)/, encodeURIComponent(`|${riderAlias}.`));
    const answer = await fixture.app.inject({ url: "/api/rider/orders", headers: { cookie } });
    expect(answer.statusCode).toBe(401);
  });
});
