import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AppError } from "../../../platform/app-error.ts";
import { KeptAnswers } from "../../../server/http/kept-answers.ts";
import { auditEntry, auditTable } from "../../../server/store/audit-table.ts";
import { keptAnswerTable, keptFor } from "../../../server/store/kept-answer-table.ts";
import { HttpFixture, operator, otherOperatorToken } from "../../support/http-fixture.ts";
import { hubSecret } from "../../support/hub-fixture.ts";

const key = "key-0000000001";
const reason = "the box was opened";
let fixture: HttpFixture;

beforeEach(async () => {
  fixture = await HttpFixture.open();
});
afterEach(() => fixture.close());

const other = { authorization: `Bearer ${otherOperatorToken}` };
const post = (path: string, payload: object, headers: Record<string, string> = operator, drawn = key) =>
  fixture.app.inject({
    method: "POST",
    url: `/api/operator${path}`,
    headers: { ...headers, "idempotency-key": drawn },
    payload,
  });
const renew = (headers: Record<string, string> = operator, drawn = key, why = reason) =>
  post("/cabinets/shop-1/secret", { reason: why }, headers, drawn);
const renewals = async () => {
  const entry = auditEntry({ act: "secret-renewed" });
  return (await fixture.hub.store.transact((tx) => tx.page(auditTable, entry, 10))).length;
};
const rows = () => fixture.hub.store.transact((tx) => tx.all(keptAnswerTable));
const codeOf = (answer: { json: () => unknown }) => (answer.json() as { code?: string }).code;

describe("an operator's request that comes again with its key", () => {
  it("is done once, and gets the same answer", async () => {
    const [first, second] = [await renew(), await renew()];
    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect(second.body).toBe(first.body);
    expect([first.headers["idempotency-replayed"], second.headers["idempotency-replayed"]]).toEqual([
      undefined,
      "true",
    ]);
    expect(second.headers["content-type"]).toBe(first.headers["content-type"]);
    expect(await renewals()).toBe(1);
  });

  it("is refused where it asks for something else, at another address too", async () => {
    await renew();
    expect(codeOf(await renew(operator, key, "another reason"))).toBe("request/key-reused");
    expect(codeOf(await post("/cabinets/shop-1/disable", { reason }))).toBe("request/key-reused");
    expect(await renewals()).toBe(1);
  });

  it("is another one where another operator, or the same with another key, sends it", async () => {
    const answers = [await renew(), await renew(other), await renew(operator, "key-0000000002")];
    expect(new Set(answers.map(({ body }) => body)).size).toBe(3);
    expect(await renewals()).toBe(3);
  });

  it("is refused again as it was, whatever has changed meanwhile", async () => {
    const path = "/cabinets/shop-9/secret";
    expect(codeOf(await post(path, { reason }))).toBe("cabinet/unknown");
    const about = { name: "茶馆", address: "北京路3号", slots: 4, reason };
    await fixture.app.inject({
      method: "PUT",
      url: "/api/operator/cabinets/shop-9",
      headers: operator,
      payload: about,
    });
    expect(codeOf(await post(path, { reason }))).toBe("cabinet/unknown");
    expect((await post(path, { reason }, operator, "key-0000000002")).statusCode).toBe(200);
  });

  it("is tried again where the hub changed nothing, and not where nobody knows", async () => {
    const renewing = vi.spyOn(fixture.hub.registry, "renewSecretIn");
    renewing.mockRejectedValueOnce(new AppError("store/away"));
    expect(codeOf(await renew())).toBe("store/away");
    expect((await renew()).statusCode).toBe(200);
    renewing.mockRejectedValueOnce(new AppError("store/outcome-unknown"));
    expect(codeOf(await renew(operator, "key-0000000002"))).toBe("store/outcome-unknown");
    expect(codeOf(await renew(operator, "key-0000000002"))).toBe("request/in-progress");
    expect(await renewals()).toBe(1);
  });

  it("is answered though its answer could not be kept", async () => {
    vi.spyOn(KeptAnswers.prototype, "keep").mockRejectedValueOnce(new AppError("store/away"));
    expect((await renew()).statusCode).toBe(200);
    expect(codeOf(await renew())).toBe("request/in-progress");
  });
});

it("nothing is kept of requests that only ask, of those that are not allowed, or of those without a key", async () => {
  const orderNo = await fixture.hub.lent();
  const preview = await post(`/orders/${orderNo}/acts/preview`, { act: { act: "pause-billing" } });
  expect(preview.statusCode).toBe(200);
  const look = { url: "/api/operator/queue", headers: { ...operator, "idempotency-key": key } };
  expect((await fixture.app.inject(look)).statusCode).toBe(200);
  expect((await renew({})).statusCode).toBe(401);
  const payload = { reason };
  await fixture.app.inject({ method: "POST", url: "/api/operator/cabinets/shop-1/secret", headers: operator, payload });
  expect(await rows()).toEqual([]);
});

it("an answer is kept so that only who has the key can read it", async () => {
  const { secret } = (await renew()).json<{ secret: string }>();
  const text = JSON.stringify(await rows());
  expect(text).not.toContain(secret);
  expect(text).not.toContain(key);
});

describe("a request that has begun", () => {
  const request = { actor: "operator/lin", key, print: "x" };
  const kept = () => new KeptAnswers({ store: fixture.hub.store, clock: fixture.hub.clock, hubSecret });

  it("is under way for a minute, has an unknown outcome for a day, and is new after that", async () => {
    expect(await kept().begin(request)).toBeUndefined();
    await expect(kept().begin(request)).rejects.toMatchObject({ code: "request/in-progress", retryAfter: 1 });
    await fixture.hub.clock.pass(60_000);
    await expect(kept().begin(request)).rejects.toMatchObject({ code: "request/outcome-unknown" });
    await fixture.hub.clock.pass(keptFor);
    expect(await kept().begin(request)).toBeUndefined();
  });

  it("leaves no row behind for longer than a day", async () => {
    await kept().begin(request);
    await kept().keep(request, { status: 200, headers: {}, body: "{}" });
    await fixture.hub.clock.pass(keptFor);
    await kept().begin({ ...request, key: "key-0000000002" });
    expect(await rows()).toHaveLength(1);
  });
});
