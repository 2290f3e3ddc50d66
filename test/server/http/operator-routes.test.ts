import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keepTariffs } from "../../../server/store/tariff-table.ts";
import { HttpBench, operator, operatorToken } from "../../support/http-bench.ts";
import { bootId, cabinetId } from "../../support/hub-bench.ts";
import { tariff } from "../rental/examples.ts";

let bench: HttpBench;

beforeEach(async () => {
  bench = await HttpBench.open();
});

afterEach(() => bench.close());

type Method = "GET" | "PUT" | "POST" | "DELETE";

const call = (method: Method, path: string, payload?: object, headers: Record<string, string> = operator) =>
  bench.app.inject({ method, url: `/api/operator${path}`, headers, ...(payload && { payload }) });

function problem(answer: { statusCode: number; headers: object; json: () => unknown }) {
  expect(answer.headers).toMatchObject({ "content-type": "application/problem+json; charset=utf-8" });
  const { status, code } = answer.json() as { status: number; code: string };
  expect(status).toBe(answer.statusCode);
  return [status, code];
}

const details = { name: "茶馆", address: "北京路3号", slots: 4 };
interface Code {
  id: string;
  slot: number;
  url: string;
}
const textOf = ({ url }: Code) => url.replace("https://hub.example/q/", "");

describe("every operator's route", () => {
  const routes: [Method, string][] = [
    ["GET", "/cabinets"],
    ["PUT", "/cabinets/shop-1"],
    ["POST", "/cabinets/shop-1/secret"],
    ["POST", "/cabinets/shop-1/codes"],
    ["POST", "/cabinets/shop-1/slots/1/code"],
    ["GET", "/cabinets/shop-1/sheet"],
    ["DELETE", "/codes/x"],
    ["GET", "/orders/20261123120000000001"],
    ["POST", "/orders/20261123120000000001/acts"],
    ["GET", "/queue"],
    ["GET", "/tariffs"],
    ["GET", "/books/2026-11-23"],
    ["GET", "/books/2026-11-23.csv"],
    ["POST", "/books/2026-11-23/reconcile"],
    ["POST", "/books/reconcile-open"],
    ["GET", "/strays"],
    ["POST", "/strays/x/assign"],
  ];

  it("is here", async () => {
    const document = await bench.app.inject("/openapi.json");
    const { paths } = document.json<{ paths: Record<string, object> }>();
    const known = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(known.filter((route) => route.includes("/api/operator/"))).toHaveLength(routes.length);
  });

  it.each(routes)("%s %s wants the operator's token", async (method, path) => {
    const before = await bench.hub.cabinet();
    for (const headers of [
      {},
      { authorization: "" },
      { authorization: "Bearer " },
      { authorization: `Bearer ${operatorToken}x` },
      { authorization: `Basic ${operatorToken}` },
      { authorization: operatorToken },
      { cookie: await bench.logIn() },
    ]) {
      const payload = method === "PUT" ? details : undefined;
      expect(problem(await call(method, path, payload, headers as Record<string, string>))).toEqual([
        401,
        "operator/not-known",
      ]);
    }
    expect(await bench.hub.cabinet()).toEqual(before);
  });

  it.each(routes.filter(([, path]) => path.includes("shop-1")))(
    "%s %s refuses what is no cabinet's id",
    async (method, path) => {
      for (const id of ["A", "UPPER-CASE", "x".repeat(33), "a_b", "..%2f"]) {
        const answer = await call(method, path.replace("shop-1", id), method === "PUT" ? details : undefined);
        expect(problem(answer)).toEqual([400, "request/invalid"]);
      }
    },
  );

  it.each(routes.filter(([method, path]) => path.includes("shop-1") && method !== "PUT"))(
    "%s %s says so where there is no such cabinet",
    async (method, path) => {
      expect(problem(await call(method, path.replace("shop-1", "shop-9")))).toEqual([404, "cabinet/unknown"]);
    },
  );
});

describe("a cabinet", () => {
  it("is registered, and shown with what the hub knows of it but without its secret", async () => {
    const answer = await call("PUT", "/cabinets/shop-2", details);
    expect(answer.statusCode).toBe(200);
    const { secret } = answer.json<{ secret: string }>();
    expect(secret).toMatch(/^[\w-]{43}$/);
    const list = await call("GET", "/cabinets");
    const reports = Array.from({ length: 8 }, (_, index) => ({ slot: index + 1, state: "occupied" }));
    const at = expect.any(Number) as number;
    expect(list.json()).toMatchObject([
      { cabinetId, presence: { online: true, bootId, since: at }, snapshot: { at, slots: reports }, drift: [] },
      { ...details, cabinetId: "shop-2", presence: { online: false }, drift: [] },
    ]);
    expect(list.body).not.toContain(secret);
  });

  it.each([
    ["no name", { ...details, name: undefined }],
    ["an empty name", { ...details, name: "" }],
    ["a name that is too long", { ...details, name: "店".repeat(41) }],
    ["a name with control characters", { ...details, name: "a\u0000b" }],
    ["no address", { ...details, address: undefined }],
    ["an address that is too long", { ...details, address: "x".repeat(121) }],
    ["an address of another kind", { ...details, address: 5 }],
    ["items that are none", { ...details, itemKind: "bike" }],
    ["no slots", { ...details, slots: 0 }],
    ["too many slots", { ...details, slots: 97 }],
    ["half a slot", { ...details, slots: 1.5 }],
    ["a number as text", { ...details, slots: "4" }],
    ["a field that is not known", { ...details, keyGeneration: 7 }],
    ["an id that differs from the address's", { ...details, cabinetId: "shop-1" }],
  ])("with %s is refused", async (_what, payload) => {
    expect(problem(await call("PUT", "/cabinets/shop-2", payload))).toEqual([400, "request/invalid"]);
    await expect(bench.hub.cabinet("shop-2")).rejects.toThrow();
  });

  it("lends power banks unless it is said to lend umbrellas", async () => {
    await call("PUT", "/cabinets/shop-1", details);
    expect(await bench.hub.cabinet()).toMatchObject({ itemKind: "power-bank" });
    await call("PUT", "/cabinets/shop-1", { ...details, itemKind: "umbrella" });
    expect(await bench.hub.cabinet()).toMatchObject({ itemKind: "umbrella" });
  });

  it("whose secret is renewed is disconnected, for it holds the old one", async () => {
    const before = (await call("PUT", "/cabinets/shop-1", details)).json<object>();
    const answer = await call("POST", "/cabinets/shop-1/secret");
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).not.toEqual(before);
    expect(bench.disconnected).toEqual(["shop-1"]);
  });
});

describe("codes", () => {
  it("are issued for the slots that have none", async () => {
    await call("PUT", "/cabinets/shop-1", details);
    const first = await call("POST", "/cabinets/shop-1/codes");
    const codes = first.json<Code[]>();
    expect(codes.map(({ slot }) => slot)).toEqual([1, 2, 3, 4]);
    expect((await call("POST", "/cabinets/shop-1/codes")).json()).toEqual(codes);
    for (const code of codes) {
      expect(await bench.hub.codes.verify(textOf(code))).toEqual({ cabinetId, slot: code.slot });
    }
  });

  it("are replaced one by one", async () => {
    const codes = (await call("POST", "/cabinets/shop-1/codes")).json<Code[]>();
    const [, second, third] = codes;
    if (!second || !third) throw new Error("no codes");
    const answer = await call("POST", "/cabinets/shop-1/slots/2/code");
    const fresh = answer.json<Code>();
    expect(fresh).toMatchObject({ slot: 2 });
    expect(await bench.hub.codes.verify(textOf(fresh))).toEqual({ cabinetId, slot: 2 });
    await expect(bench.hub.codes.verify(textOf(second))).rejects.toMatchObject({ code: "code/revoked" });
    expect(await bench.hub.codes.verify(textOf(third))).toEqual({ cabinetId, slot: 3 });
  });

  it.each(["0", "9", "99", "100", "1a", "-1"])("are not issued for slot %s of a cabinet of eight", async (slot) => {
    expect(problem(await call("POST", `/cabinets/shop-1/slots/${slot}/code`))).toEqual([400, "request/invalid"]);
    expect(await bench.hub.codes.list(cabinetId)).toEqual([]);
  });

  it("are revoked, also twice", async () => {
    const [code] = (await call("POST", "/cabinets/shop-1/codes")).json<Code[]>();
    if (!code) throw new Error("no code");
    expect((await call("DELETE", `/codes/${code.id}`)).statusCode).toBe(204);
    expect((await call("DELETE", `/codes/${code.id}`)).statusCode).toBe(204);
    await expect(bench.hub.codes.verify(textOf(code))).rejects.toMatchObject({ code: "code/revoked" });
    expect(problem(await call("DELETE", "/codes/unknown"))).toEqual([404, "code/unknown"]);
    expect(problem(await call("DELETE", `/codes/${"x".repeat(41)}`))).toEqual([400, "request/invalid"]);
  });

  it("are printed on a sheet", async () => {
    await call("PUT", "/cabinets/shop-1", { ...details, name: "<b>茶馆</b>" });
    await call("POST", "/cabinets/shop-1/codes");
    const answer = await call("GET", "/cabinets/shop-1/sheet");
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(answer.body.match(/<svg/g)).toHaveLength(4);
    expect(answer.body).toContain("&lt;b&gt;");
  });
});

it("the versions of tariffs are shown, with the plans that use them and whether they do so now", async () => {
  const { plans, store, clock } = bench.hub;
  const now = clock.now();
  const over = { ...tariff, version: "test-0" };
  const next = { ...tariff, version: "test-2" };
  await keepTariffs(store, [over, tariff, next], 1000);
  plans.splice(0, 1, { tariff, itemKind: "power-bank", validUntil: now + 1 });
  plans.push({ tariff: next, itemKind: "power-bank", validFrom: now + 1 });
  plans.push({ tariff, itemKind: "umbrella", cabinets: [cabinetId] });
  const bank = { itemKind: "power-bank" };
  expect((await call("GET", "/tariffs")).json()).toEqual([
    { version: "test-0", tariff: over, firstSeenAt: 1000, plans: [] },
    {
      version: "test-1",
      tariff,
      firstSeenAt: 1000,
      plans: [
        { ...bank, validUntil: now + 1, inForce: true },
        { itemKind: "umbrella", cabinets: [cabinetId], inForce: true },
      ],
    },
    { version: "test-2", tariff: next, firstSeenAt: 1000, plans: [{ ...bank, validFrom: now + 1, inForce: false }] },
  ]);
});
