import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HttpFixture, metricsToken, operator } from "../../support/http-fixture.ts";

let fixture: HttpFixture;
beforeEach(async () => {
  fixture = await HttpFixture.open();
});
afterEach(() => fixture.close());

const reader = { authorization: `Bearer ${metricsToken}` };

describe("/metrics", () => {
  it.each([
    ["an operator's token", operator],
    ["the token of its own", reader],
  ])("is shown for %s", async (_whose, headers) => {
    const answer = await fixture.app.inject({ url: "/metrics", headers });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(answer.body).toContain("\njiehuan_cabinets_known 1\n");
  });

  it("is not shown without one, wherever the request comes from", async () => {
    for (const headers of [{}, { authorization: "Bearer x" }]) {
      const answer = await fixture.app.inject({ url: "/metrics", headers, remoteAddress: "127.0.0.1" });
      expect([answer.statusCode, answer.json()]).toEqual([
        401,
        expect.objectContaining({ code: "operator/not-known" }) as object,
      ]);
    }
  });

  it("has a token that is good for nothing else", async () => {
    const answer = await fixture.app.inject({ url: "/api/operator/cabinets", headers: reader });
    expect(answer.statusCode).toBe(401);
  });
});

describe("requests", () => {
  it("are counted and timed by the template of their route, never by what stands in it", async () => {
    await fixture.app.inject({ url: "/api/rider/orders/20261123120000000001" });
    await fixture.app.inject({ url: "/no/such/page?order=20261123120000000001" });
    await fixture.app.inject({
      method: "DELETE",
      url: "/api/operator/codes/some-code",
      headers: operator,
      payload: { reason: "it was lost" },
    });
    await fixture.app.inject("/healthz");
    await fixture.app.inject("/healthz");
    const { body } = await fixture.app.inject({ url: "/metrics", headers: reader });
    const lines = body.split("\n");
    expect(lines.filter((line) => line.startsWith("jiehuan_http_requests_total"))).toEqual([
      'jiehuan_http_requests_total{method="GET",route="/api/rider/orders/:orderNo",status="401"} 1',
      'jiehuan_http_requests_total{method="GET",route="none",status="404"} 1',
      'jiehuan_http_requests_total{method="DELETE",route="/api/operator/codes/:id",status="404"} 1',
      'jiehuan_http_requests_total{method="GET",route="/healthz",status="200"} 2',
    ]);
    expect(lines).toContain('jiehuan_http_request_duration_seconds_count{route="/healthz"} 2');
    expect(body).not.toContain("20261123120000000001");
    expect(body).not.toContain("some-code");
  });
});
