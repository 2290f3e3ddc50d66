import { afterEach, beforeEach, expect, it } from "vitest";
import { auditPage } from "../../../server/store/audit-table.ts";
import { deliveryTable } from "../../../server/store/webhook-table.ts";
import { HttpFixture, operator } from "../../support/http-fixture.ts";

let fixture: HttpFixture;
const reason = "our accounting asks for it";
const wanted = { url: "https://accounting.example/hook", events: ["order.settled"], reason };

beforeEach(async () => {
  fixture = await HttpFixture.open({ webhookPrivate: "10.0.3.0/24" });
});
afterEach(() => fixture.close());

type Method = "GET" | "POST" | "PUT" | "DELETE";
const call = (method: Method, path: string, payload?: object) =>
  fixture.app.inject({
    method,
    url: `/api/operator/webhooks${path}`,
    headers: operator,
    ...(payload && { payload }),
  });
const codeOf = (answer: { statusCode: number; json: () => unknown }) => [
  answer.statusCode,
  (answer.json() as { code?: string }).code,
];
const add = async (more: object = {}) => (await call("POST", "", { ...wanted, ...more })).json<Made>();

interface Made {
  readonly id: string;
  readonly secret: string;
}
interface Sent {
  readonly id: string;
  readonly type: string;
  readonly state: string;
}

it("a webhook is added with a secret that is in this answer and in no other", async () => {
  const { id, secret } = await add();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const list = await call("GET", "");
  expect(list.json()).toEqual([{ id, url: wanted.url, events: ["order.settled"], paused: false, pending: 0 }]);
  expect(list.body).not.toContain(secret);
});

it("an address inside the operator's network is refused unless its subnet is allowed", async () => {
  for (const url of ["https://10.0.4.1/", "https://127.0.0.1/", "https://[fd00::1]/", "http://accounting.example/x#y"])
    expect(codeOf(await call("POST", "", { ...wanted, url }))).toEqual([422, "webhook/address-not-allowed"]);
  expect((await call("POST", "", { ...wanted, url: "http://10.0.3.7/hook" })).statusCode).toBe(201);
  const id = (await call("GET", "")).json<Made[]>()[0]?.id ?? "";
  const moved = await call("PUT", `/${id}`, { ...wanted, url: "https://169.254.169.254/", paused: false });
  expect(codeOf(moved)).toEqual([422, "webhook/address-not-allowed"]);
});

it("a webhook is changed, paused and removed, with what waited for it", async () => {
  const { id } = await add();
  const changed = await call("PUT", `/${id}`, { ...wanted, events: [], paused: true });
  expect(changed.json()).toMatchObject({ events: [], paused: true });
  await call("POST", `/${id}/test`, { reason });
  expect((await call("DELETE", `/${id}`, { reason })).statusCode).toBe(204);
  expect((await call("GET", "")).json()).toEqual([]);
  expect(await fixture.hub.store.transact((tx) => tx.all(deliveryTable))).toEqual([]);
  expect(codeOf(await call("DELETE", `/${id}`, { reason }))).toEqual([404, "webhook/unknown"]);
});

it("a renewed secret is another one", async () => {
  const { id, secret } = await add();
  const renewed = (await call("POST", `/${id}/secret`, { reason })).json<Made>();
  expect(renewed.id).toBe(id);
  expect(renewed.secret).not.toBe(secret);
});

it("an event of a test waits to be sent, is listed, and can be sent again with the same id", async () => {
  const { id } = await add();
  const sent = (await call("POST", `/${id}/test`, { reason })).json<Sent>();
  expect(sent).toMatchObject({ type: "webhook.test", state: "pending" });
  expect((await call("GET", "")).json()).toMatchObject([{ pending: 1 }]);
  await fixture.hub.store.transact(async (tx) => {
    const row = await tx.get(deliveryTable, sent.id);
    if (row) {
      const { dueAt: _, ...rest } = row;
      await tx.put(deliveryTable, { ...rest, state: "failed", tries: [{ at: 5, error: "no answer" }] });
    }
  });
  const failed = await call("GET", `/${id}/deliveries?state=failed`);
  expect(failed.json()).toMatchObject([{ id: sent.id, tries: [{ error: "no answer" }] }]);
  const replayed = await call("POST", `/${id}/deliveries/${sent.id}/replay`, { reason });
  expect(replayed.json()).toMatchObject({ id: sent.id, state: "pending", tries: [] });
  expect((await call("GET", `/${id}/deliveries?state=failed`)).json()).toEqual([]);
});

it("an event of another webhook can't be sent by this one", async () => {
  const one = await add();
  const other = await add({ url: "https://other.example/" });
  const sent = (await call("POST", `/${one.id}/test`, { reason })).json<Sent>();
  const wrong = await call("POST", `/${other.id}/deliveries/${sent.id}/replay`, { reason });
  expect(codeOf(wrong)).toEqual([404, "webhook/delivery-unknown"]);
});

it("more than twenty webhooks are refused", async () => {
  for (let no = 0; no < 20; no++) await add({ url: `https://accounting.example/${no}` });
  expect(codeOf(await call("POST", "", wanted))).toEqual([409, "webhook/too-many"]);
});

it("every act on a webhook is in the audit log with its reason, and no secret is", async () => {
  const { id, secret } = await add();
  await call("POST", `/${id}/secret`, { reason });
  await call("POST", `/${id}/test`, { reason });
  const rows = await fixture.hub.store.transact((tx) => auditPage(tx, { actor: "operator/lin" }, { limit: 50 }));
  expect(rows.map(({ act: { what }, reason: why }) => [what, why])).toEqual([
    ["webhook-tested", reason],
    ["webhook-secret-renewed", reason],
    ["webhook-added", reason],
  ]);
  expect(JSON.stringify(rows)).not.toContain(secret);
});
