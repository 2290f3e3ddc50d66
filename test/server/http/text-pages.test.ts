import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HttpFixture, operator, ours } from "../../support/http-fixture.ts";

let fixture: HttpFixture;

beforeEach(async () => {
  fixture = await HttpFixture.open();
});
afterEach(() => fixture.close());

const publish = (kind: string, text: object) =>
  fixture.app.inject({
    method: "POST",
    url: `/api/operator/texts/${kind}`,
    headers: operator,
    payload: { text, reason: "a test" },
  });
const read = (path: string, language = "zh-CN") =>
  fixture.app.inject({ url: path, headers: { accept: "text/html", "accept-language": language } });
const listed = async () =>
  (await fixture.app.inject({ url: "/api/operator/texts", headers: operator })).json<
    { kind: string; version: number }[]
  >();

describe("a text of the operator", () => {
  it("is published as a version of its own, and the versions before it stay as they were", async () => {
    const first = await publish("terms", { zh: "一" });
    expect([first.statusCode, first.json()]).toMatchObject([201, { kind: "terms", version: 1 }]);
    await publish("terms", { zh: "二" });
    await publish("prices", { zh: "三" });
    expect((await listed()).map(({ kind, version }) => `${kind} ${version}`)).toEqual([
      "prices 1",
      "terms 1",
      "terms 2",
    ]);
    const kept = await fixture.app.inject({ url: String(first.headers.location), headers: operator });
    expect(kept.json()).toMatchObject({ version: 1, text: { zh: "一" } });
    const audit = await fixture.app.inject({ url: "/api/operator/audit?limit=1", headers: operator });
    expect(audit.json()).toMatchObject([{ act: { what: "text-published", kind: "prices", version: 1 } }]);
  });

  it("of a version that was never published is not found", async () => {
    const answer = await fixture.app.inject({ url: "/api/operator/texts/terms/1", headers: operator });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, "text/unknown"]);
  });

  it.each([
    ["without Chinese", "terms", { en: "x" }],
    ["that is empty", "terms", { zh: "" }],
    ["with a NUL in it", "terms", { zh: "a\u0000" }],
    ["that is too long", "terms", { zh: "字".repeat(10_001) }],
    ["of another kind", "imprint", { zh: "一" }],
  ])("%s is refused", async (_what, kind, text) => {
    expect((await publish(kind, text)).statusCode).toBe(400);
  });
});

describe("the page of a text", () => {
  it("shows the newest version in the reader's language, without a login", async () => {
    await publish("terms", { zh: "旧", en: "old" });
    await publish("terms", { zh: "# 借用\n\n**先**读\n\n- 一", en: "# Borrowing\n\n**Read** first" });
    const chinese = await read("/terms");
    expect(chinese.statusCode).toBe(200);
    expect(chinese.body).toContain('<html lang="zh-CN">');
    expect(chinese.body).toContain("<h1>用户服务协议</h1><p>第 2 版，");
    expect(chinese.body).toContain("<h2>借用</h2>\n<p><strong>先</strong>读</p>\n<ul>\n<li>一</li>");
    const english = await read("/terms", "en");
    expect(english.body).toContain('<html lang="en">');
    expect(english.body).toContain("<h2>Borrowing</h2>\n<p><strong>Read</strong> first</p>");
    expect((await read("/terms?language=en")).body).toContain("Terms of service");
    expect((await read("/terms?language=zh", "en")).body).toContain("用户服务协议");
  });

  it("shows an old version where that is asked for", async () => {
    await publish("prices", { zh: "旧" });
    await publish("prices", { zh: "新" });
    expect((await read("/prices?version=1")).body).toContain("<p>旧</p>");
    expect((await read("/prices?version=2")).body).toContain("<p>新</p>");
    expect((await read("/prices?version=3")).statusCode).toBe(404);
  });

  it("shows Chinese to readers of English where there is nothing else", async () => {
    await publish("privacy", { zh: "隐私" });
    const answer = await read("/privacy", "en");
    expect(answer.body).toContain('<html lang="zh-CN">');
    expect(answer.body).toContain("<p>隐私</p>");
  });

  it.each([
    ["/terms", "zh-CN", "运营商尚未发布这项内容。"],
    ["/privacy", "en", "The operator has not published this text."],
  ])("%s says in %s that there is none where the operator has published none", async (path, language, said) => {
    const answer = await read(path, language);
    expect([answer.statusCode, answer.headers["content-type"]]).toEqual([404, "text/html; charset=utf-8"]);
    expect(answer.body).toContain(said);
  });

  it("lets no script, no picture and no HTML of the text through", async () => {
    await publish("terms", {
      zh: '<script>alert(1)</script>\n\n[x](javascript:alert(1))\n\n![p](https://evil.example/p.png)\n\n<img src="x">',
    });
    const { body, headers } = await read("/terms");
    for (const harm of ["<script", "<img", 'href="javascript']) expect(body).not.toContain(harm);
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("script-src");
    expect((await fixture.app.inject("/assets/text.css")).headers["content-type"]).toContain("text/css");
  });

  it("escapes the operator's name", async () => {
    await fixture.app.inject({
      method: "PUT",
      url: "/api/operator/profile",
      headers: operator,
      payload: { brand: { zh: "<b>店</b>", en: "x" }, reason: "a test" },
    });
    await publish("terms", { zh: "一" });
    expect((await read("/terms")).body).toContain("&lt;b&gt;店&lt;/b&gt;");
  });
});

describe("the versions of the texts", () => {
  const begin = async (body: object) => {
    const cookie = await fixture.logIn();
    const code = await fixture.code();
    const look = await fixture.app.inject({ url: `/api/rider/codes/${code}`, headers: { cookie } });
    const started = await fixture.app.inject({
      method: "POST",
      url: "/api/rider/orders",
      headers: { ...ours, cookie },
      payload: { code, ...body },
    });
    const { orderNo } = started.json<{ orderNo: string }>();
    const view = await fixture.app.inject({ url: `/api/rider/orders/${orderNo}`, headers: { cookie } });
    const record = await fixture.app.inject({ url: `/api/operator/orders/${orderNo}`, headers: operator });
    return {
      shown: look.json<{ texts: object }>().texts,
      kept: view.json<{ texts: object }>().texts,
      record: record.json<{ order: { texts?: object } }>().order.texts,
    };
  };

  it("stand beside the price, and the order keeps the newest ones", async () => {
    await publish("terms", { zh: "一" });
    await publish("prices", { zh: "一" });
    const texts = { terms: 1, prices: 1 };
    expect(await begin({})).toEqual({ shown: texts, kept: texts, record: texts });
    expect((await fixture.app.inject("/api/rider/operator")).json()).toMatchObject({ texts });
  });

  it("that the rider was shown are kept, although there are newer ones by now", async () => {
    await publish("terms", { zh: "一" });
    await publish("terms", { zh: "二" });
    expect((await begin({ texts: { terms: 1 } })).record).toEqual({ terms: 1 });
  });

  it("that were superseded an hour ago count for nothing, and the newest are kept", async () => {
    await publish("terms", { zh: "一" });
    await publish("terms", { zh: "二" });
    await fixture.hub.clock.pass(3_600_000);
    await publish("terms", { zh: "三" });
    expect((await begin({ texts: { terms: 1 } })).record).toEqual({ terms: 3 });
  });

  it("that the rider was shown within the hour are kept, however many came since", async () => {
    await publish("terms", { zh: "一" });
    await publish("terms", { zh: "二" });
    await publish("terms", { zh: "三" });
    expect((await begin({ texts: { terms: 1 } })).record).toEqual({ terms: 1 });
  });

  it("are not there where the operator has published none", async () => {
    expect(await begin({ texts: { terms: 4 } })).toEqual({ shown: {}, kept: {}, record: undefined });
  });
});
