import { afterEach, beforeEach, expect, test } from "vitest";
import { consolePage, HttpFixture } from "../../support/http-fixture.ts";

let fixture: HttpFixture;
beforeEach(async () => {
  fixture = await HttpFixture.open();
});
afterEach(() => fixture.close());

test.each(["/console", "/console/", "/console/orders", "/console/orders/20261123120000000001?tab=money"])(
  "%s is answered with the console's document",
  async (url) => {
    const answer = await fixture.app.inject({ url, headers: { accept: "text/html" } });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe(consolePage);
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(answer.headers["cache-control"]).toBe("no-store");
  },
);

test("no script may stand in the console's document, and no other site may frame it", async () => {
  const { headers } = await fixture.app.inject({ url: "/console" });
  const policy = String(headers["content-security-policy"]).split(";");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
});

test("styles may stand in the console's document alone, not in the riders' pages", async () => {
  const policyOf = async (url: string) =>
    String((await fixture.app.inject({ url, headers: { accept: "text/html" } })).headers["content-security-policy"]);
  expect(await policyOf("/console")).toContain("style-src 'self' 'unsafe-inline'");
  expect(await policyOf("/q/any")).not.toContain("unsafe-inline");
});

test("the console's files may be kept by browsers, because their names change with their content", async () => {
  const answer = await fixture.app.inject({ url: "/console/assets/main-1a2b.js" });
  expect(answer.body).toBe("// the console's script");
  expect(answer.headers["cache-control"]).toContain("immutable");
});

test("a file that the console does not have is not answered with its document", async () => {
  const answer = await fixture.app.inject({ url: "/console/assets/gone-1a2b.js" });
  expect(answer.statusCode).toBe(404);
});
