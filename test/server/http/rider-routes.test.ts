import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OrderSummary, OrderView, SlotView } from "../../../server/http/rider-api.ts";
import { orderTable } from "../../../server/store/order-table.ts";
import { HttpFixture, ours } from "../../support/http-fixture.ts";
import { cabinetId } from "../../support/hub-fixture.ts";

let fixture: HttpFixture;
let cookie: string;
const stranger = "user/2088000000000002";

beforeEach(async () => {
  fixture = await HttpFixture.open();
  cookie = await fixture.logIn();
});

afterEach(() => fixture.close());

const get = (url: string, as = cookie) => fixture.app.inject({ url, headers: { cookie: as } });
const post = (url: string, payload?: object, headers: Record<string, string> = { cookie, ...ours }) =>
  fixture.app.inject({ method: "POST", url, headers, ...(payload && { payload }) });

/** The order that this rider asks for at slot 7. */
async function order(): Promise<string> {
  const answer = await post("/api/rider/orders", { code: await fixture.code() });
  return answer.json<{ orderNo: string }>().orderNo;
}

/** Whole numbers downwards. */
const range = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index);

function problem(answer: { statusCode: number; headers: object; body: string; json: () => unknown }) {
  expect(answer.headers).toMatchObject({ "content-type": "application/problem+json; charset=utf-8" });
  expect(answer.body).not.toMatch(/\.ts\b|\.js\b|node_modules|at \w+ \(/);
  const { status, code } = answer.json() as { status: number; code: string };
  expect(status).toBe(answer.statusCode);
  return [status, code];
}

describe("a cabinet whose bridge can't write its disk", () => {
  it("says at the scan that it lends nothing, and takes no order", async () => {
    const code = await fixture.code();
    await fixture.hub.bridgeDisk("failing");
    const seen = (await get(`/api/rider/codes/${encodeURIComponent(code)}`)).json<SlotView>();
    expect(seen).toMatchObject({ availability: "not-lending", itemsReady: 0 });
    expect(problem(await post("/api/rider/orders", { code }))).toEqual([409, "cabinet/not-lending"]);
  });
});

const powerBank = { id: "power-bank", name: { zh: "充电宝", en: "power bank" }, icon: "power-bank" };

describe("every rider's route", () => {
  const routes = [
    ["GET", "/api/rider/codes/x"],
    ["POST", "/api/rider/orders"],
    ["GET", "/api/rider/orders"],
    ["GET", "/api/rider/orders/20261123120000000001"],
    ["POST", "/api/rider/orders/20261123120000000001/give-up"],
    ["POST", "/api/rider/orders/20261123120000000001/offer"],
    ["POST", "/api/rider/orders/20261123120000000001/renew"],
    ["POST", "/api/rider/orders/20261123120000000001/report"],
    ["POST", "/api/rider/orders/20261123120000000001/came-back"],
    ["GET", "/api/rider/orders/20261123120000000001/events"],
  ] as const;

  it.each(routes)("%s %s asks who it is", async (method, url) => {
    const payload = {
      "came-back": {},
      orders: { code: "x" },
      offer: { accepted: true },
      report: { loanNo: 1, claim: "returned" },
    };
    const body = method === "POST" && payload[url.split("/").at(-1) as keyof typeof payload];
    expect(problem(await fixture.app.inject({ method, url, headers: ours, ...(body && { payload: body }) }))).toEqual([
      401,
      "rider/not-known",
    ]);
  });

  it.each(routes.filter(([method]) => method === "POST"))(
    "%s %s is closed to forms of other sites",
    async (method, url) => {
      for (const headers of [{ cookie }, { cookie, "x-requested-with": "XMLHttpRequest" }]) {
        const answer = await fixture.app.inject({ method, url, headers, payload: { code: "x" } });
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
    await fixture.hub.snapshot([{ slot: 7, state: "occupied", itemId: "BANK07", level: 82 }]);
    const code = await fixture.code();
    const answer = await get(`/api/rider/codes/${code}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      code,
      place: { cabinetId, name: "咖啡馆", address: "人民路1号" },
      slot: 7,
      itemKind: powerBank,
      texts: {},
      availability: "ready",
      level: 82,
      tariff: expect.objectContaining({ pricePerUnit: 300 }) as object,
      itemsReady: 4,
      liveOrders: [],
      mayOrder: true,
    });
  });

  it("names the rider's live orders, so that the page can lead there, and says whether there may be one more", async () => {
    const orderNo = await order();
    const code = await fixture.code(8);
    expect((await get(`/api/rider/codes/${code}`)).json()).toMatchObject({ liveOrders: [orderNo], mayOrder: false });
    const other = await get(`/api/rider/codes/${code}`, await fixture.logIn(stranger));
    expect(other.json()).toMatchObject({ liveOrders: [], mayOrder: true });
  });

  it("is not found by a code that is not ours, that is too long or that was revoked", async () => {
    const code = await fixture.code();
    expect(problem(await get("/api/rider/codes/x"))).toEqual([404, "code/unknown"]);
    expect(problem(await get(`/api/rider/codes/${code.slice(0, -1)}A`))).toEqual([404, "code/unknown"]);
    expect(problem(await get(`/api/rider/codes/${"x".repeat(81)}`))).toEqual([400, "request/invalid"]);
    await fixture.hub.codes.revoke(code.split(".")[0] ?? "");
    expect(problem(await get(`/api/rider/codes/${code}`))).toEqual([410, "code/revoked"]);
  });
});

describe("asking for an item", () => {
  it("makes an order and says where to confirm it", async () => {
    const answer = await post("/api/rider/orders", { code: await fixture.code() });
    expect(answer.statusCode).toBe(201);
    const { orderNo, walletUrl } = answer.json<{ orderNo: string; walletUrl: string }>();
    expect(answer.headers.location).toBe(`/api/rider/orders/${orderNo}`);
    expect(walletUrl).toBe(`https://wallet.example/confirm?out_order_no=${orderNo}`);
    expect((await fixture.hub.record(orderNo)).order).toMatchObject({
      state: "requested",
      riderId: "user/2088000000000001",
    });
  });

  it("twice at the same slot gives the same order", async () => {
    const code = await fixture.code();
    const [one, two] = [await post("/api/rider/orders", { code }), await post("/api/rider/orders", { code })];
    expect(two.json()).toEqual(one.json());
  });

  it.each([
    ["nothing", undefined],
    ["no code", {}],
    ["a number", { code: 7 }],
    ["a code that is too long", { code: "x".repeat(81) }],
    ["a field that is not known", { code: "x", riderId: stranger }],
    ["no items", { code: "x", items: 0 }],
    ["more items than one can carry", { code: "x", items: 5 }],
    ["half an item", { code: "x", items: 1.5 }],
    ["items as text", { code: "x", items: "2" }],
    ["a list", []],
  ])("with %s is refused", async (_what, payload) => {
    expect(problem(await post("/api/rider/orders", payload))).toEqual([400, "request/invalid"]);
  });

  it("with text that is not JSON is refused", async () => {
    const answer = await fixture.app.inject({
      method: "POST",
      url: "/api/rider/orders",
      headers: { cookie, ...ours, "content-type": "application/json" },
      payload: "{",
    });
    expect(problem(answer)).toEqual([400, "request/invalid"]);
  });

  it("while another rider takes the item is refused, without a word about the other", async () => {
    const orderNo = await order();
    const other = await fixture.logIn(stranger);
    const answer = await post("/api/rider/orders", { code: await fixture.code() }, { cookie: other, ...ours });
    expect(problem(answer)).toEqual([409, "slot/taken"]);
    expect(answer.body).not.toContain(orderNo);
  });

  it("that collides in the store says nothing about whose it is", async () => {
    const orderNo = await order();
    // Nothing but a fault of ours makes the store refuse what was looked at in the same transaction.
    fixture.hub.startOrder.start = async () => {
      const { order } = await fixture.hub.record(orderNo);
      const request = { ...order, orderNo: "20261123120000999999", slots: [{ slot: 7 }] };
      return fixture.hub.store.transact((tx) => fixture.hub.orderService.requestIn(tx, request, "hub"));
    };
    const answer = await post("/api/rider/orders", { code: await fixture.code() });
    expect(problem(answer)).toEqual([409, "store/conflict"]);
    expect(answer.body).not.toMatch(/2026|2088/);
  });

  it("while the disk is full is a fault of ours that names no file", async () => {
    const code = await fixture.code();
    fixture.hub.breakDisk();
    const answer = await post("/api/rider/orders", { code });
    fixture.hub.mendDisk();
    expect(problem(answer)).toEqual([503, "store/write-failed"]);
    expect(answer.body).not.toMatch(/store\.db|disk is full/);
    expect(JSON.stringify(fixture.logged)).toContain("the disk is full");
  });
});

describe("an order", () => {
  it("is shown to its rider with the way to the wallet while it can be confirmed", async () => {
    const orderNo = await order();
    const shown = await get(`/api/rider/orders/${orderNo}`);
    expect(shown.json()).toMatchObject({
      orderNo,
      phase: "confirm",
      items: [{ loanNo: 1, slot: 7, state: "waiting" }],
      amount: 0,
      walletUrl: `https://wallet.example/confirm?out_order_no=${orderNo}`,
      now: fixture.hub.clock.now(),
    });
    fixture.hub.runner.start();
    await fixture.hub.confirm(orderNo);
    const opening = (await get(`/api/rider/orders/${orderNo}`)).json<object>();
    expect(opening).toMatchObject({ phase: "opening" });
    expect(opening).not.toHaveProperty("walletUrl");
  });

  it("of somebody else is as unknown as one that there is not", async () => {
    const orderNo = await order();
    const other = await fixture.logIn(stranger);
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
    expect((await fixture.hub.record(orderNo)).audit).toHaveLength(1);
  });
});

describe("asking for several items", () => {
  const ask = async (items: number) => post("/api/rider/orders", { code: await fixture.code(), items });

  it("gives the scanned slot and the fullest others of the cabinet", async () => {
    await fixture.hub.snapshot([
      { slot: 2, state: "occupied", itemId: "BANK02", level: 70 },
      { slot: 5, state: "occupied", itemId: "BANK05", level: 90 },
      { slot: 7, state: "occupied", itemId: "BANK07", level: 10 },
    ]);
    const { orderNo } = (await ask(3)).json<{ orderNo: string }>();
    expect((await fixture.hub.record(orderNo)).order).toMatchObject({
      loans: [
        { loanNo: 1, slot: 7, expectedItemId: "BANK07" },
        { loanNo: 2, slot: 5, expectedItemId: "BANK05" },
        { loanNo: 3, slot: 2, expectedItemId: "BANK02" },
      ],
      deposit: 29_700,
    });
  });

  it("of which there are too few says how many there are, and takes none", async () => {
    await fixture.hub.snapshot([1, 2, 3, 4, 5].map((slot) => ({ slot, state: "empty" as const })));
    const answer = await ask(4);
    expect(problem(answer)).toEqual([409, "slot/too-few"]);
    expect(answer.json<{ detail: string }>().detail).toMatch(/\b3\b/);
    expect((await ask(3)).statusCode).toBe(201);
  });
});

describe("a rider's list of orders", () => {
  const list = async (as = cookie) => (await get("/api/rider/orders", as)).json<{ orders: OrderSummary[] }>().orders;

  it("holds what the rider has and had, newest first, and nobody else's", async () => {
    const first = await fixture.hub.lent();
    await fixture.hub.clock.pass(90 * 60_000);
    await fixture.hub.happens({ kind: "returned", slot: 3, itemId: "BANK07", source: "report" });
    await fixture.hub.clock.pass(1000);
    const second = await fixture.hub.request(8, undefined, 2);
    expect(await list()).toEqual([
      expect.objectContaining({ orderNo: second, phase: "confirm", items: 2, amount: 0 }),
      {
        orderNo: first,
        phase: "settled",
        place: { cabinetId, name: "咖啡馆", address: "人民路1号" },
        itemKind: powerBank,
        createdAt: (await fixture.hub.record(first)).order.createdAt,
        openedAt: (await fixture.hub.record(first)).order.loans[0]?.openedAt,
        items: 1,
        amount: 600,
      },
    ]);
    expect(await list(await fixture.logIn(stranger))).toEqual([]);
  });

  it("ends with the fiftieth", async () => {
    const orderNo = await order();
    const record = await fixture.hub.record(orderNo);
    await fixture.hub.store.transact(async (tx) => {
      for (let number = 1; number <= 60; number++) {
        const no = `202601010000000000${String(number).padStart(2, "0")}`;
        const old = { ...record.order, orderNo: no, state: "lapsed", createdAt: number, endedAt: number } as const;
        await tx.put(orderTable, { ...record, order: old, effects: [] });
      }
    });
    const orders = await list();
    expect(orders).toHaveLength(50);
    expect(orders.map(({ createdAt }) => createdAt)).toEqual([record.order.createdAt, ...range(60, 12)]);
  });
});

describe("a rider whom the wallet sends back", () => {
  const asked = (orderNo: string) => fixture.hub.credit.calls.filter((call) => call === `query ${orderNo}`).length;
  const cameBack = (orderNo: string, errorCode?: string, as = cookie) =>
    post(
      `/api/rider/orders/${orderNo}/came-back`,
      { ...(errorCode !== undefined && { errorCode }) },
      { cookie: as, ...ours },
    );

  it("makes the hub ask the provider immediately, without a notification, and proves nothing", async () => {
    const orderNo = await order();
    fixture.hub.runner.start();
    // After it the next look is a long way off.
    await fixture.hub.clock.pass(64_000);
    const before = asked(orderNo);
    expect((await cameBack(orderNo)).json()).toMatchObject({ orderNo, phase: "confirm" });
    await fixture.hub.clock.pass(0);
    expect(asked(orderNo)).toBe(before + 1);
    expect(fixture.hub.link.openings).toEqual([]);
    fixture.hub.credit.confirm(orderNo, fixture.hub.clock.now());
    await cameBack(orderNo);
    await fixture.hub.clock.pass(2000);
    expect(fixture.hub.link.openings).toHaveLength(1);
  });

  it("of somebody else's order, or one that there is not, makes the hub ask nothing", async () => {
    const orderNo = await order();
    fixture.hub.runner.start();
    expect(problem(await cameBack(orderNo, undefined, await fixture.logIn(stranger)))).toEqual([404, "order/unknown"]);
    expect(problem(await cameBack("20990101000000000000"))).toEqual([404, "order/unknown"]);
    await fixture.hub.clock.pass(0);
    expect(asked(orderNo)).toBe(0);
    await fixture.hub.confirm(orderNo);
    expect((await cameBack(orderNo)).statusCode).toBe(200);
    await fixture.hub.clock.pass(0);
    expect(asked(orderNo)).toBe(1);
  });

  it("after a refusal reads why the order ended, as soon as the provider knows of no loan", async () => {
    const orderNo = await order();
    fixture.hub.runner.start();
    await fixture.hub.clock.pass(64_000);
    await cameBack(orderNo, "USER_NOT_ADMITTED");
    await fixture.hub.clock.pass(0);
    const shown = (await get(`/api/rider/orders/${orderNo}`)).json<OrderView>();
    expect(shown).toMatchObject({ phase: "lapsed", lapseReason: "refused-by-provider" });
  });

  it("by choice may go on", async () => {
    const orderNo = await order();
    fixture.hub.runner.start();
    await fixture.hub.clock.pass(64_000);
    await cameBack(orderNo, "USER_CANCEL");
    await fixture.hub.clock.pass(0);
    expect((await get(`/api/rider/orders/${orderNo}`)).json()).toMatchObject({ phase: "confirm" });
  });

  it("with a forged refusal ends no loan that the provider knows of, before and after it is seen", async () => {
    const orderNo = await order();
    fixture.hub.runner.start();
    await fixture.hub.clock.pass(1);
    fixture.hub.credit.confirm(orderNo, fixture.hub.clock.now());
    await cameBack(orderNo, "USER_NOT_ADMITTED");
    await fixture.hub.clock.pass(0);
    const before = await fixture.hub.record(orderNo);
    expect(before.order.state).toBe("confirmed");
    await cameBack(orderNo, "USER_NOT_ADMITTED");
    expect(await fixture.hub.record(orderNo)).toEqual(before);
  });
});

describe("opening an order's page", () => {
  it.each(["GET", "HEAD"] as const)(
    "by %s changes nothing and asks nothing, whatever the address says",
    async (method) => {
      const orderNo = await order();
      const before = await fixture.hub.record(orderNo);
      const { commits } = fixture.hub.disk;
      for (const query of ["", "?error_code=USER_NOT_ADMITTED", "?error_code=X&error_code=Y", "?biz_content=%7B%7D"]) {
        for (const as of [cookie, await fixture.logIn(stranger), ""]) {
          const answer = await fixture.app.inject({ method, url: `/o/${orderNo}${query}`, headers: { cookie: as } });
          expect(answer.statusCode).toBe(200);
        }
      }
      expect(await fixture.hub.record(orderNo)).toEqual(before);
      expect(fixture.hub.disk.commits).toBe(commits);
      expect(fixture.hub.credit.calls.filter((call) => call.startsWith("query"))).toEqual([]);
    },
  );
});

it("the page of all orders is the same document", async () => {
  expect((await get("/orders")).body).toBe((await get("/q/x")).body);
});
