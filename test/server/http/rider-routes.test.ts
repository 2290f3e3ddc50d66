import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HttpBench, ours } from "../../support/http-bench.ts";
import { cabinetId } from "../../support/hub-bench.ts";

let bench: HttpBench;
let cookie: string;
const stranger = "user/2088000000000002";

beforeEach(async () => {
  bench = await HttpBench.open();
  cookie = await bench.logIn();
});

afterEach(() => bench.close());

const get = (url: string, as = cookie) => bench.app.inject({ url, headers: { cookie: as } });
const post = (url: string, payload?: object, headers: Record<string, string> = { cookie, ...ours }) =>
  bench.app.inject({ method: "POST", url, headers, ...(payload && { payload }) });

/** The order that this rider asks for at slot 7. */
async function order(): Promise<string> {
  const answer = await post("/api/rider/orders", { code: await bench.code() });
  return answer.json<{ orderNo: string }>().orderNo;
}

function problem(answer: { statusCode: number; headers: object; body: string; json: () => unknown }) {
  expect(answer.headers).toMatchObject({ "content-type": "application/problem+json; charset=utf-8" });
  expect(answer.body).not.toMatch(/\.ts\b|\.js\b|node_modules|at \w+ \(/);
  const { status, code } = answer.json() as { status: number; code: string };
  expect(status).toBe(answer.statusCode);
  return [status, code];
}

describe("every rider's route", () => {
  const routes = [
    ["GET", "/api/rider/codes/x"],
    ["POST", "/api/rider/orders"],
    ["GET", "/api/rider/orders/20261123120000000001"],
    ["POST", "/api/rider/orders/20261123120000000001/give-up"],
    ["GET", "/api/rider/orders/20261123120000000001/events"],
  ] as const;

  it.each(routes)("%s %s asks who it is", async (method, url) => {
    const payload = url.endsWith("orders") ? { payload: { code: "x" } } : {};
    expect(problem(await bench.app.inject({ method, url, headers: ours, ...payload }))).toEqual([
      401,
      "rider/not-known",
    ]);
  });

  it.each(routes.filter(([method]) => method === "POST"))(
    "%s %s is closed to forms of other sites",
    async (method, url) => {
      for (const headers of [{ cookie }, { cookie, "x-requested-with": "XMLHttpRequest" }]) {
        const answer = await bench.app.inject({ method, url, headers, payload: { code: "x" } });
        expect(problem(answer)).toEqual([403, "request/forbidden"]);
      }
    },
  );

  it.each(["2026", "2026112312000000000A", "1".repeat(21), "..%2f..%2fetc"])(
    "refuses %s as an order number",
    async (no) => {
      for (const answer of [
        await get(`/api/rider/orders/${no}`),
        await get(`/api/rider/orders/${no}/events`),
        await post(`/api/rider/orders/${no}/give-up`),
      ])
        expect(problem(answer)).toEqual([400, "request/invalid"]);
    },
  );
});

describe("a scanned slot", () => {
  it("is shown with its place, its price and what lies in it", async () => {
    await bench.hub.snapshot([{ slot: 7, state: "occupied", itemId: "BANK07", level: 82 }]);
    const code = await bench.code();
    const answer = await get(`/api/rider/codes/${code}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      code,
      place: { cabinetId, name: "咖啡馆", address: "人民路1号" },
      slot: 7,
      availability: "ready",
      level: 82,
      tariff: expect.objectContaining({ pricePerUnit: 300 }) as object,
    });
  });

  it("names the rider's live order, so that the page can show it instead", async () => {
    const orderNo = await order();
    const code = await bench.code(8);
    expect((await get(`/api/rider/codes/${code}`)).json()).toMatchObject({ liveOrderNo: orderNo });
    const other = await get(`/api/rider/codes/${code}`, await bench.logIn(stranger));
    expect(other.json()).not.toHaveProperty("liveOrderNo");
  });

  it("is not found by a code that is not ours, that is too long or that was revoked", async () => {
    const code = await bench.code();
    expect(problem(await get("/api/rider/codes/x"))).toEqual([404, "code/unknown"]);
    expect(problem(await get(`/api/rider/codes/${code.slice(0, -1)}A`))).toEqual([404, "code/unknown"]);
    expect(problem(await get(`/api/rider/codes/${"x".repeat(81)}`))).toEqual([400, "request/invalid"]);
    await bench.hub.codes.revoke(code.split(".")[0] ?? "");
    expect(problem(await get(`/api/rider/codes/${code}`))).toEqual([410, "code/revoked"]);
  });
});

describe("asking for an item", () => {
  it("makes an order and says where to confirm it", async () => {
    const answer = await post("/api/rider/orders", { code: await bench.code() });
    expect(answer.statusCode).toBe(201);
    const { orderNo, walletUrl } = answer.json<{ orderNo: string; walletUrl: string }>();
    expect(walletUrl).toBe(`https://wallet.example/confirm?out_order_no=${orderNo}`);
    expect((await bench.hub.record(orderNo)).order).toMatchObject({
      state: "requested",
      riderId: "user/2088000000000001",
    });
  });

  it("twice at the same slot gives the same order", async () => {
    const code = await bench.code();
    const [one, two] = [await post("/api/rider/orders", { code }), await post("/api/rider/orders", { code })];
    expect(two.json()).toEqual(one.json());
  });

  it.each([
    ["nothing", undefined],
    ["no code", {}],
    ["a number", { code: 7 }],
    ["a code that is too long", { code: "x".repeat(81) }],
    ["a field that is not known", { code: "x", riderId: stranger }],
    ["a list", []],
  ])("with %s is refused", async (_what, payload) => {
    expect(problem(await post("/api/rider/orders", payload))).toEqual([400, "request/invalid"]);
  });

  it("with text that is not JSON is refused", async () => {
    const answer = await bench.app.inject({
      method: "POST",
      url: "/api/rider/orders",
      headers: { cookie, ...ours, "content-type": "application/json" },
      payload: "{",
    });
    expect(problem(answer)).toEqual([400, "request/invalid"]);
  });

  it("while another rider takes the item is refused, without a word about the other", async () => {
    const orderNo = await order();
    const other = await bench.logIn(stranger);
    const answer = await post("/api/rider/orders", { code: await bench.code() }, { cookie: other, ...ours });
    expect(problem(answer)).toEqual([409, "slot/taken"]);
    expect(answer.body).not.toContain(orderNo);
  });

  it("that collides in the store says nothing about whose it is", async () => {
    const orderNo = await order();
    // Nothing but a fault of ours makes the store refuse what was looked at in the same transaction.
    bench.hub.startOrder.start = async () => {
      const { order } = await bench.hub.record(orderNo);
      const request = { ...order, orderNo: "20261123120000999999", slots: [{ slot: 7 }] };
      return bench.hub.store.transact((tx) => bench.hub.desk.requestIn(tx, request, "hub"));
    };
    const answer = await post("/api/rider/orders", { code: await bench.code() });
    expect(problem(answer)).toEqual([409, "store/conflict"]);
    expect(answer.body).not.toMatch(/2026|2088/);
  });

  it("while the disk is full is a fault of ours that names no file", async () => {
    const code = await bench.code();
    bench.hub.breakDisk();
    const answer = await post("/api/rider/orders", { code });
    bench.hub.mendDisk();
    expect(problem(answer)).toEqual([503, "store/write-failed"]);
    expect(answer.body).not.toMatch(/live\.json|disk is full/);
    expect(JSON.stringify(bench.logged)).toContain("the disk is full");
  });
});

describe("an order", () => {
  it("is shown to its rider with the way to the wallet while it can be confirmed", async () => {
    const orderNo = await order();
    const shown = await get(`/api/rider/orders/${orderNo}`);
    expect(shown.json()).toMatchObject({
      orderNo,
      phase: "confirm",
      slot: 7,
      amount: 0,
      walletUrl: `https://wallet.example/confirm?out_order_no=${orderNo}`,
      now: bench.hub.clock.now(),
    });
    bench.hub.runner.start();
    await bench.hub.confirm(orderNo);
    const opening = (await get(`/api/rider/orders/${orderNo}`)).json<object>();
    expect(opening).toMatchObject({ phase: "opening" });
    expect(opening).not.toHaveProperty("walletUrl");
  });

  it("of somebody else is as unknown as one that there is not", async () => {
    const orderNo = await order();
    const other = await bench.logIn(stranger);
    const answers = [];
    for (const no of [orderNo, "20990101000000000000"]) {
      for (const answer of [
        await get(`/api/rider/orders/${no}`, other),
        await get(`/api/rider/orders/${no}/events`, other),
        await post(`/api/rider/orders/${no}/give-up`, undefined, { cookie: other, ...ours }),
      ]) {
        expect(problem(answer)).toEqual([404, "order/unknown"]);
        answers.push(answer.body);
      }
    }
    expect(new Set(answers).size).toBe(1);
    expect((await bench.hub.record(orderNo)).audit).toHaveLength(1);
  });
});

describe("the page that the wallet sends the rider back to", () => {
  const asked = (orderNo: string) => bench.hub.credit.calls.filter((call) => call === `query ${orderNo}`).length;

  it("makes the hub ask the provider at once, without a notification, and proves nothing by itself", async () => {
    const orderNo = await order();
    bench.hub.runner.start();
    // After it the next look is a long way off.
    await bench.hub.clock.pass(64_000);
    const before = asked(orderNo);
    await get(`/o/${orderNo}?biz_content=%7B%22success%22%3Atrue%7D`);
    await bench.hub.clock.pass(0);
    expect(asked(orderNo)).toBe(before + 1);
    expect(bench.hub.link.openings).toEqual([]);
    bench.hub.credit.confirm(orderNo, bench.hub.clock.now());
    await get(`/o/${orderNo}`);
    await bench.hub.clock.pass(0);
    expect(bench.hub.link.openings).toHaveLength(1);
  });

  it("is the same for a stranger, an order that there is not and one that is confirmed, but asks nothing", async () => {
    const orderNo = await order();
    const other = await bench.logIn(stranger);
    bench.hub.runner.start();
    expect((await get(`/o/${orderNo}`, other)).statusCode).toBe(200);
    expect((await get("/o/20990101000000000000")).statusCode).toBe(200);
    await bench.hub.clock.pass(0);
    expect(asked(orderNo)).toBe(0);
    await bench.hub.confirm(orderNo);
    expect((await get(`/o/${orderNo}`)).statusCode).toBe(200);
    await bench.hub.clock.pass(0);
    expect(asked(orderNo)).toBe(1);
  });
});

describe("giving up", () => {
  it("ends an order that is not confirmed yet", async () => {
    const orderNo = await order();
    expect((await post(`/api/rider/orders/${orderNo}/give-up`)).statusCode).toBe(200);
    bench.hub.runner.start();
    await bench.hub.clock.pass(0);
    expect((await get(`/api/rider/orders/${orderNo}`)).json()).toMatchObject({ phase: "lapsed" });
    expect((await bench.hub.record(orderNo)).audit.at(1)).toMatchObject({ actor: "rider/user/2088000000000001" });
  });

  it("is refused afterwards", async () => {
    const orderNo = await order();
    bench.hub.runner.start();
    await bench.hub.confirm(orderNo);
    expect(problem(await post(`/api/rider/orders/${orderNo}/give-up`))).toEqual([409, "order/not-cancellable"]);
  });
});
