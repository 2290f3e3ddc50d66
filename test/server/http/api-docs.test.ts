import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HttpFixture } from "../../support/http-fixture.ts";

let fixture: HttpFixture;

beforeAll(async () => {
  fixture = await HttpFixture.open();
});
afterAll(() => fixture.close());

describe("the interface as a page", () => {
  it("is served with all that it loads, from the hub alone", async () => {
    const page = await fixture.app.inject("/api/docs");
    expect(page.statusCode).toBe(200);
    expect(page.headers["content-type"]).toMatch(/^text\/html/);
    expect(page.headers["content-security-policy"]).toContain("script-src 'self'");
    const loaded = Array.from(page.body.matchAll(/(?:src|href)="([^"]+)"/g), ([, address = ""]) => address);
    expect(loaded).toContainEqual(expect.stringMatching(/swagger-initializer\.js$/));
    for (const address of loaded) {
      const file = await fixture.app.inject(new URL(address, "http://hub/api/docs").pathname);
      expect(file.statusCode, address).toBe(200);
    }
    expect(page.body).not.toMatch(/<script>|<script [^>]*>[^<\s]/);
  });

  it("shows the document that programs are made from", async () => {
    const script = await fixture.app.inject("/api/docs/static/swagger-initializer.js");
    expect(script.body).toContain('"url":"/openapi.json"');
  });

  it("is no operation of the interface itself", async () => {
    const { paths } = (await fixture.app.inject("/openapi.json")).json<{ paths: object }>();
    expect(Object.keys(paths).filter((path) => path.startsWith("/api/docs"))).toEqual([]);
  });
});
