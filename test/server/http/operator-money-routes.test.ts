import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bookDay } from "../../../server/rental/book-day.ts";
import { HttpFixture, operator } from "../../support/http-fixture.ts";
import { cabinetId } from "../../support/hub-fixture.ts";

let fixture: HttpFixture;
let day: string;
beforeEach(async () => {
  fixture = await HttpFixture.open();
  day = bookDay(fixture.hub.clock.now());
});
afterEach(() => fixture.close());

const minute = 60_000;
const get = (path: string) => fixture.app.inject({ url: `/api/operator/${path}`, headers: operator });
const send = (method: "POST" | "PUT", path: string, payload: object) =>
  fixture.app.inject({ method, url: `/api/operator/${path}`, headers: operator, payload });
const reason = "as agreed";

/** A loan of 90 minutes that has been paid. */
async function settled(): Promise<void> {
  await fixture.hub.lent();
  await fixture.hub.clock.pass(90 * minute);
  await fixture.hub.happens({ kind: "returned", slot: 7, itemId: "BANK07", source: "report" });
  await fixture.hub.snapshot();
  await fixture.hub.clock.pass(minute);
}

/** The cabinet stands on a site of this id. */
async function onSite(siteId: string): Promise<void> {
  await send("PUT", `sites/${siteId}`, { name: "茶馆", address: "人民路1号", owner: "王女士", reason });
  const moved = await send("POST", `cabinets/${cabinetId}/move`, { siteId, reason });
  expect(moved.statusCode).toBeLessThan(300);
}

interface Statement {
  readonly lines: readonly Record<string, unknown>[];
  readonly total: Record<string, number>;
}

describe("the statement of what was earned", () => {
  it("has a line for each group with its names, and their sum", async () => {
    await settled();
    await onSite("tea-house");
    const { lines, total } = (await get(`money?from=${day}&to=${day}&by=day,site,cabinet,kind`)).json<Statement>();
    expect(lines).toMatchObject([
      { day, siteId: "tea-house", siteName: "茶馆", cabinetId, kind: "power-bank", orders: 1, owed: 0 },
    ]);
    expect(total["gross"]).toBeGreaterThan(0);
    expect(total["net"]).toBe((total["gross"] ?? 0) - (total["fees"] ?? 0));
    expect(lines[0]).toMatchObject(total);
  });

  it("chooses by site, cabinet and item kind", async () => {
    await settled();
    await onSite("tea-house");
    const orders = async (filter: string) =>
      (await get(`money?from=${day}&to=${day}&${filter}`)).json<Statement>().total["orders"];
    expect(await orders("siteId=tea-house")).toBe(1);
    expect(await orders("siteId=other-place")).toBe(0);
    expect(await orders(`cabinetId=${cabinetId}`)).toBe(1);
    expect(await orders("cabinetId=shop-9")).toBe(0);
    expect(await orders("itemKind=umbrella")).toBe(0);
  });

  it("is exported as CSV without a total, and as a workbook", async () => {
    await settled();
    const csv = await get(`money.csv?from=${day}&to=${day}&by=day,cabinet`);
    const rows = parse(csv.body, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ "日期 day": day, "机柜编号 cabinet id": cabinetId, "订单 orders": "1" });
    expect(rows[0]?.["应收 gross"]).toMatch(/^\d+\.\d\d$/);
    expect(csv.headers["content-disposition"]).toBe(`attachment; filename="money-${day}-${day}.csv"`);
    const xlsx = await get(`money.xlsx?from=${day}&to=${day}&by=day`);
    expect(xlsx.headers["content-type"]).toContain("spreadsheetml.sheet");
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe("PK");
  });

  it.each([
    ["money?from=2026-11-24&to=2026-11-23", "from is after to"],
    ["money?from=2026-02-30&to=2026-03-01", "from: there is no day 2026-02-30"],
    ["money?from=2026-11-23&to=2026-11-23&by=day,shop", "by: `shop` is none of day, site, cabinet, kind"],
    ["money/shares?from=2026-11-24&to=2026-11-23", "from is after to"],
  ])("%s is refused", async (path, detail) => {
    expect((await get(path)).json()).toMatchObject({ code: "request/invalid", detail });
  });
});

describe("the share of a site's owner", () => {
  const add = (siteId: string, from: string, basisPoints: number) =>
    send("POST", `money/site-shares/${siteId}`, { from, basisPoints, reason });

  it("counts from its day on, and leaves the rest to the operator", async () => {
    await settled();
    await onSite("tea-house");
    expect((await add("tea-house", day, 3000)).statusCode).toBe(201);
    const { lines, total } = (await get(`money/shares?from=${day}&to=${day}`)).json<Statement>();
    expect(lines).toMatchObject([{ siteId: "tea-house", siteName: "茶馆", owner: "王女士", basisPoints: [3000] }]);
    expect(total["share"]).toBe(Math.round((total["net"] ?? 0) * 0.3));
    expect((total["share"] ?? 0) + (total["kept"] ?? 0)).toBe(total["net"]);
    const csv = parse((await get(`money/shares.csv?from=${day}&to=${day}`)).body, { bom: true, columns: true });
    expect(csv).toMatchObject([{ "站点 site": "茶馆", "业主 owner": "王女士", "分成比例 percentage": "30%" }]);
    const xlsx = await get(`money/shares.xlsx?from=${day}&to=${day}`);
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe("PK");
  });

  it("never changes: only a later day takes another one", async () => {
    await onSite("tea-house");
    await add("tea-house", "2026-11-10", 3000);
    for (const from of ["2026-11-10", "2026-11-09"])
      expect((await add("tea-house", from, 2000)).json()).toMatchObject({ code: "share/not-later" });
    expect((await add("tea-house", "2026-11-11", 2000)).statusCode).toBe(201);
    expect((await get("money/site-shares")).json()).toMatchObject([
      { siteId: "tea-house", from: "2026-11-10", basisPoints: 3000 },
      { siteId: "tea-house", from: "2026-11-11", basisPoints: 2000 },
    ]);
  });

  it("is refused for a site that is not there, and for a day that is none", async () => {
    expect((await add("no-site", day, 3000)).json()).toMatchObject({ code: "site/unknown" });
    await onSite("tea-house");
    expect((await add("tea-house", "2026-02-30", 3000)).json()).toMatchObject({ code: "books/bad-day" });
    expect((await add("tea-house", day, 10_001)).statusCode).toBe(400);
  });

  it("stands in the audit log with who added it and why", async () => {
    await onSite("tea-house");
    await add("tea-house", day, 3000);
    const entries = (await get("audit?siteId=tea-house&act=site-share-added")).json<object[]>();
    expect(entries).toMatchObject([
      { actor: "operator/lin", reason, act: { siteId: "tea-house", from: day, basisPoints: 3000 } },
    ]);
  });
});
