import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { alipayApp, HttpFixture } from "../../support/http-fixture.ts";
import { appId, ours, signature, zhimaAt } from "../credit/zhima/fake-gateway.ts";

const zhima = zhimaAt("http://127.0.0.1:9/gateway.do");
let fixture: HttpFixture;
let orderNo: string;

beforeEach(async () => {
  // The scripted provider, but real signatures.
  fixture = await HttpFixture.open({
    credit: ({ credit }) =>
      Object.assign(Object.create(credit) as typeof credit, { readNotice: zhima.readNotice.bind(zhima) }),
    activation: (form) => zhima.answerGatewayCheck(form),
  });
  orderNo = await fixture.hub.request();
});

afterEach(() => fixture.close());

type Form = Record<string, string>;

function signed(changes: Form = {}, key = undefined as Parameters<typeof signature>[1]): Form {
  const form: Form = {
    app_id: appId,
    charset: "utf-8",
    notify_id: "2026112300001",
    notify_time: "2026-11-23 12:00:20",
    notify_type: "ORDER_CREATE_NOTIFY",
    order_no: "Z1",
    out_order_no: orderNo,
    version: "1.0",
    ...changes,
  };
  const text = Object.keys(form)
    .toSorted()
    .map((name) => `${name}=${form[name]}`)
    .join("&");
  return { ...form, sign_type: "RSA2", sign: signature(text, key) };
}

async function notify(form: Form | string, type = "application/x-www-form-urlencoded") {
  const payload = typeof form === "string" ? form : new URLSearchParams(form).toString();
  const answer = await fixture.app.inject({
    method: "POST",
    url: "/callbacks/zhima",
    headers: { "content-type": type },
    payload,
  });
  return { status: answer.statusCode, body: answer.body, type: answer.headers["content-type"] };
}

const queries = () => fixture.hub.credit.calls.filter((call) => call.startsWith("query"));

describe("a genuine notification", () => {
  it("is answered with the word success, makes the hub look, and changes nothing by itself", async () => {
    const before = await fixture.hub.record(orderNo);
    const answer = await notify(signed());
    expect(answer).toMatchObject({ status: 200, body: "success" });
    expect(answer.type).toMatch(/^text\/plain/);
    const after = await fixture.hub.record(orderNo);
    expect(after.order).toEqual(before.order);
    expect(after.audit).toEqual(before.audit);
    fixture.hub.runner.start();
    await fixture.hub.clock.pass(0);
    expect(queries()).toEqual([`query ${orderNo}`]);
    // Nobody has confirmed: what the notification says is no confirmation.
    expect((await fixture.hub.record(orderNo)).order.state).toBe("requested");
    expect(fixture.hub.link.openings).toEqual([]);
  });

  it("of a confirmed order opens the slot by what the query says", async () => {
    fixture.hub.runner.start();
    fixture.hub.credit.confirm(orderNo, fixture.hub.clock.now());
    await notify(signed());
    await fixture.hub.clock.pass(0);
    expect(fixture.hub.link.openings).toHaveLength(1);
  });

  it("that comes again is answered alike and opens nothing a second time", async () => {
    fixture.hub.runner.start();
    fixture.hub.credit.confirm(orderNo, fixture.hub.clock.now());
    for (let time = 0; time < 3; time++) {
      expect(await notify(signed())).toMatchObject({ status: 200, body: "success" });
      await fixture.hub.clock.pass(0);
    }
    expect(fixture.hub.link.openings).toHaveLength(1);
    expect((await fixture.hub.record(orderNo)).audit.map(({ state }) => state)).toEqual(["requested", "confirmed"]);
  });

  it("that comes again after the end is answered and not even looked into", async () => {
    await fixture.hub.lent();
    await fixture.hub.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" });
    await fixture.hub.clock.pass(0);
    expect((await fixture.hub.record(orderNo)).order.state).toBe("settled");
    const before = [await fixture.hub.record(orderNo), queries().length];
    expect(await notify(signed({ notify_type: "ORDER_COMPLETE_NOTIFY" }))).toMatchObject({ body: "success" });
    await fixture.hub.clock.pass(60_000);
    expect([await fixture.hub.record(orderNo), queries().length]).toEqual(before);
  });

  it("that can't be stored is not answered with success", async () => {
    fixture.hub.breakDisk();
    const answer = await notify(signed());
    fixture.hub.mendDisk();
    expect(answer.status).toBe(503);
    expect(answer.body).not.toContain("success");
    expect(await notify(signed())).toMatchObject({ body: "success" });
  });
});

describe("a notification changes nothing and is not answered with success", () => {
  const forged: [string, () => Form | string][] = [
    ["that somebody else signed", () => signed({}, ours.privateKey)],
    ["without a signature", () => ({ ...signed(), sign: "" })],
    ["that was altered", () => ({ ...signed(), notify_type: "ORDER_COMPLETE_NOTIFY" })],
    [
      "that was altered to another order",
      () => ({ ...signed({ out_order_no: "20990101000000000000" }), out_order_no: orderNo }),
    ],
    ["with a field added", () => ({ ...signed(), use_state: "borrow" })],
    ["with a field given twice", () => `${new URLSearchParams(signed()).toString()}&out_order_no=${orderNo}`],
    ["for another app", () => signed({ app_id: "2021000000000002" })],
    ["of an order that there is not", () => signed({ out_order_no: "20990101000000000000" })],
    ["of another kind", () => signed({ notify_type: "TRADE_SUCCESS" })],
    ["that is empty", () => ""],
  ];

  it.each(forged)("%s", async (_what, form) => {
    const before = await fixture.hub.record(orderNo);
    const answer = await notify(form());
    expect(answer).toMatchObject({ status: 400, body: "error" });
    expect(await fixture.hub.record(orderNo)).toEqual(before);
    expect(JSON.stringify(fixture.logged)).toContain("notification/not-genuine");
    fixture.hub.runner.start();
    await fixture.hub.clock.pass(0);
    expect(queries()).toEqual([]);
  });

  it("with another credit order's number than the query gave", async () => {
    fixture.hub.runner.start();
    await fixture.hub.confirm(orderNo);
    const before = [await fixture.hub.record(orderNo), queries().length];
    expect(await notify(signed({ order_no: "Z2" }))).toMatchObject({ status: 400, body: "error" });
    await fixture.hub.clock.pass(0);
    expect([await fixture.hub.record(orderNo), queries().length]).toEqual(before);
  });

  it.each([
    ["JSON", "application/json", "[]"],
    ["JSON that is no form", "application/json", "7"],
  ])("as %s", async (_what, type, payload) => {
    expect(await notify(payload, type)).toMatchObject({ status: 400, body: "error" });
  });

  it.each([
    ["of another media type", "text/xml", "<a/>"],
    ["that is too long", "application/x-www-form-urlencoded", "x".repeat(70_000)],
  ])("%s", async (_what, type, payload) => {
    const answer = await notify(payload, type);
    expect([answer.status, answer.body]).toEqual(
      payload.length > 65_536
        ? [413, expect.stringContaining("request/too-large")]
        : [415, expect.stringContaining("request/unsupported-media-type")],
    );
  });

  it("whose parameters stand in the address", async () => {
    const answer = await fixture.app.inject({
      method: "POST",
      url: `/callbacks/zhima?${new URLSearchParams(signed()).toString()}`,
    });
    expect([answer.statusCode, answer.body]).toEqual([400, "error"]);
  });
});

it("the platform's check of this address is answered with a signed XML, also to a wrong signature", async () => {
  const form = {
    service: "alipay.service.check",
    sign_type: "RSA2",
    sign: "x",
    biz_content: "<EventType>verifygw</EventType>",
  };
  const answer = await notify(form);
  expect(answer.status).toBe(200);
  expect(answer.type).toMatch(/^text\/xml/);
  expect(answer.body).toContain("<success>false</success>");
});

describe("the wallet's return page", () => {
  it.each([
    "",
    "?order_status=CONFIRMED&order_no=Z1&out_order_no=1",
    "?success=true&code=10000&msg=Success&use_state=borrow",
    "?auth_code=x&state=y",
  ])("with %s shows the page; what it claims opens nothing", async (query) => {
    const { order } = await fixture.hub.record(orderNo);
    const cookie = await fixture.logIn();
    const calls = fixture.hub.credit.calls.length;
    fixture.hub.runner.start();
    for (const headers of [{ cookie }, alipayApp]) {
      const answer = await fixture.app.inject({ url: `/o/${orderNo}${query}`, headers });
      expect(answer.statusCode).toBe("cookie" in headers ? 200 : 302);
    }
    await fixture.hub.clock.pass(0);
    expect((await fixture.hub.record(orderNo)).order).toEqual(order);
    expect(fixture.hub.credit.calls.slice(calls)).toEqual([]);
    expect(fixture.hub.link.openings).toEqual([]);
  });
});
