import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OrderView } from "../../../server/http/rider-api.ts";
import { HttpFixture, operator, ours } from "../../support/http-fixture.ts";
import { riderId } from "../../support/hub-fixture.ts";

// What a rider can say of an order, and what comes of it.

let fixture: HttpFixture;
let cookie: string;
let taps = 0;

beforeEach(async () => {
  fixture = await HttpFixture.open();
  cookie = await fixture.logIn();
});
afterEach(() => fixture.close());

const post = (orderNo: string, what: string, payload: object, key = `tap-${String(++taps).padStart(8, "0")}`) =>
  fixture.app.inject({
    method: "POST",
    url: `/api/rider/orders/${orderNo}/${what}`,
    headers: { ...ours, cookie, "idempotency-key": key },
    payload,
  });
const view = async (orderNo: string) =>
  (await fixture.app.inject({ url: `/api/rider/orders/${orderNo}`, headers: { cookie } })).json<OrderView>();
const act = (orderNo: string, payload: object) =>
  fixture.app.inject({
    method: "POST",
    url: `/api/operator/orders/${orderNo}/acts`,
    headers: operator,
    payload: { act: payload, reason: "looked at" },
  });
const queue = async () =>
  (await fixture.app.inject({ url: "/api/operator/queue", headers: { ...operator, "accept-language": "zh" } })).json<{
    objections: object[];
  }>();
const codeOf = (answer: { body: string }) => (JSON.parse(answer.body) as { code: string }).code;

describe("an item that is lost", () => {
  it("shows what it costs, and is bought for that", async () => {
    const orderNo = await fixture.hub.lent();
    const { buyOut = 0 } = (await view(orderNo)).items[0] ?? {};
    expect(buyOut).toBe(9900);
    const wrong = await post(orderNo, "lost", { loanNo: 1, amount: 1 });
    expect([wrong.statusCode, codeOf(wrong)]).toEqual([409, "order/price-differs"]);
    const answer = await post(orderNo, "lost", { loanNo: 1, amount: buyOut }, "tap-of-the-loss");
    const { now } = answer.json<OrderView>();
    expect(answer.json()).toMatchObject({
      amount: 9900,
      items: [{ state: "lost", amount: 9900 }],
      lines: [{ what: "lost", count: 1, amount: 9900 }],
      statements: [{ what: "lost", loanNo: 1, at: now, outcome: "confirmed", decidedAt: now }],
    });
    expect(answer.json<OrderView>().items[0]).not.toHaveProperty("buyOut");
    for (const key of ["tap-of-the-loss", "another-tap"])
      expect((await post(orderNo, "lost", { loanNo: 1, amount: buyOut }, key)).statusCode).toBe(200);
    const { audit } = await fixture.hub.record(orderNo);
    expect(audit.filter(({ cause }) => cause.type === "rider-declared-lost")).toMatchObject([
      { actor: `rider/${riderId}`, cause: { loanNo: 1 } },
    ]);
  });

  it("can't be one that is back, or that nobody took", async () => {
    const orderNo = await fixture.hub.lent();
    const refused = await post(orderNo, "lost", { loanNo: 2, amount: 9900 });
    expect([refused.statusCode, codeOf(refused)]).toEqual([409, "order/not-losable"]);
  });
});

describe("an objection", () => {
  it("stands in the operator's queue, and its outcome on the rider's page", async () => {
    const orderNo = await fixture.hub.lent();
    expect((await view(orderNo)).mayObjectTo).toEqual(["price-wrong", "item-broken", "other"]);
    const answer = await post(orderNo, "objections", { kind: "item-broken", text: "充不进电" });
    const { now } = answer.json<OrderView>();
    const said = { what: "item-broken", text: "充不进电", at: now, outcome: "open" };
    expect(answer.json()).toMatchObject({
      phase: "lent",
      paused: false,
      statements: [said],
      mayObjectTo: ["price-wrong", "other"],
    });
    expect((await queue()).objections).toEqual([
      {
        about: expect.objectContaining({ orderNo }) as object,
        orderNo,
        objectionNo: 1,
        code: "item-broken",
        text: "充不进电",
        at: now,
        why: "用户反映物品损坏或不能充电",
        advice: expect.stringContaining("close-objection") as string,
      },
    ]);
    await fixture.hub.clock.pass(60_000);
    await act(orderNo, { act: "close-objection", objectionNo: 1, outcome: "upheld", answer: "已换新" });
    const decided = { outcome: "confirmed", decidedAt: fixture.hub.clock.now(), answer: "已换新" };
    expect((await view(orderNo)).statements).toEqual([{ ...said, ...decided }]);
    expect((await queue()).objections).toEqual([]);
    await post(orderNo, "objections", { kind: "other" });
    await act(orderNo, { act: "close-objection", objectionNo: 2, outcome: "rejected" });
    expect((await view(orderNo)).statements[1]).toMatchObject({ what: "other", outcome: "refuted" });
  });

  it("is possible after the order has ended, and brings it back into the queue", async () => {
    const orderNo = await fixture.hub.lent();
    await fixture.hub.clock.pass(3_600_000);
    await fixture.hub.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" });
    await fixture.hub.snapshot();
    await fixture.hub.clock.pass(1000);
    expect((await view(orderNo)).phase).toBe("settled");
    expect((await post(orderNo, "objections", { kind: "price-wrong" })).statusCode).toBe(200);
    expect((await queue()).objections).toMatchObject([{ orderNo, code: "price-wrong" }]);
    await act(orderNo, { act: "record-refund", amount: 100 });
    await act(orderNo, { act: "close-objection", objectionNo: 1, outcome: "upheld" });
    expect((await queue()).objections).toEqual([]);
    expect(await view(orderNo)).toMatchObject({ refund: 100, statements: [{ outcome: "confirmed" }] });
    await fixture.hub.clock.pass(30 * 24 * 3_600_000);
    cookie = await fixture.logIn();
    const late = await post(orderNo, "objections", { kind: "price-wrong" });
    expect([late.statusCode, codeOf(late)]).toEqual([409, "order/not-objectionable"]);
  });

  it("of the same kind waits for the decision of the first one", async () => {
    const orderNo = await fixture.hub.lent();
    await post(orderNo, "objections", { kind: "other" }, "tap-of-the-first");
    expect((await post(orderNo, "objections", { kind: "other" }, "tap-of-the-first")).statusCode).toBe(200);
    expect((await post(orderNo, "objections", { kind: "other" })).statusCode).toBe(409);
    expect((await view(orderNo)).statements).toHaveLength(1);
  });

  it("counts with the reports of the rider, of which there are twelve in a day", async () => {
    const orderNo = await fixture.hub.lent();
    for (let no = 1; no <= 8; no++) {
      expect((await post(orderNo, "objections", { kind: "other" })).statusCode).toBe(200);
      await act(orderNo, { act: "close-objection", objectionNo: no, outcome: "rejected" });
    }
    for (let told = 0; told < 4; told++)
      await post(orderNo, "report", { loanNo: 1, claim: told % 2 ? "returned" : "not-opened" });
    const refused = await post(orderNo, "objections", { kind: "other" });
    expect([refused.statusCode, codeOf(refused)]).toEqual([429, "rider/too-many-reports"]);
  });

  it.each([
    ["of no kind", { kind: "colour" }],
    ["with too many words", { kind: "other", text: "字".repeat(201) }],
  ])("%s is refused", async (_what, body) => {
    expect((await post(await fixture.hub.lent(), "objections", body)).statusCode).toBe(400);
  });
});

describe("what a rider has reported", () => {
  it("stays on the page with its outcome, and can be reported again", async () => {
    const orderNo = await fixture.hub.lent();
    await fixture.hub.clock.pass(3_600_000);
    const first = (await post(orderNo, "report", { loanNo: 1, claim: "returned" })).json<OrderView>();
    expect(first.statements).toEqual([{ what: "returned", loanNo: 1, at: first.now, outcome: "open" }]);
    await fixture.hub.clock.pass(20 * 60_000);
    await act(orderNo, { act: "close-review" });
    const refuted = { ...first.statements[0], outcome: "refuted", decidedAt: fixture.hub.clock.now() };
    expect((await view(orderNo)).statements).toEqual([refuted]);
    expect((await view(orderNo)).items[0]?.mayReport).toContain("returned");
    const again = (await post(orderNo, "report", { loanNo: 1, claim: "returned" })).json<OrderView>();
    expect(again.statements).toEqual([refuted, { what: "returned", loanNo: 1, at: again.now, outcome: "open" }]);
    await fixture.hub.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" });
    expect((await view(orderNo)).statements[1]).toMatchObject({ outcome: "confirmed" });
  });
});

describe("a receipt", () => {
  it("says when it was paid, who charges, how to get an invoice, and what each item came to", async () => {
    const invoiceHint = { zh: "请致电客服", en: "Call us" };
    await fixture.app.inject({
      method: "PUT",
      url: "/api/operator/profile",
      headers: operator,
      payload: { brand: { zh: "街借", en: "Jiejie" }, merchantName: "示例公司", invoiceHint, reason: "a test" },
    });
    const orderNo = await fixture.hub.lent();
    await fixture.hub.clock.pass(3_600_000);
    await fixture.hub.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" });
    await fixture.hub.snapshot();
    await fixture.hub.clock.pass(1000);
    const receipt = await view(orderNo);
    expect(receipt).toMatchObject({ phase: "settled", merchantName: "示例公司", invoiceHint });
    expect(receipt.paidAt).toBe((await fixture.hub.record(orderNo)).order.charge?.paidAt);
    expect(receipt.items.map(({ amount }) => amount)).toEqual([receipt.amount]);
  });

  it("that could not be collected says when it is tried again", async () => {
    const orderNo = await fixture.hub.lent();
    await fixture.hub.clock.pass(3_600_000);
    fixture.hub.credit.script("complete", { outcome: "refused", reason: "payment-failed", providerCode: "PAY_FAILED" });
    await fixture.hub.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" });
    await fixture.hub.snapshot();
    await fixture.hub.clock.pass(0);
    const due = await view(orderNo);
    expect(due.phase).toBe("payment-due");
    const next = (await fixture.hub.record(orderNo)).effects.find(({ type }) => type === "complete-credit")?.dueAt;
    expect([due.nextTryAt, next]).toEqual([next, expect.any(Number)]);
  });

  it("has no amount of single items where the charge was not made of them", async () => {
    const orderNo = await fixture.hub.lent();
    await post(orderNo, "lost", { loanNo: 1, amount: 9900 });
    await fixture.hub.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" });
    const receipt = await view(orderNo);
    expect(receipt.amount).toBe(9900);
    expect(receipt.items[0]).not.toHaveProperty("amount");
  });
});
