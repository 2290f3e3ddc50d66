import { describe, expect, it } from "vitest";
import { alipayApp } from "../../support/http-fixture.ts";
import { cabinetId, riderId } from "../../support/hub-fixture.ts";
import { call, details, fixture, problem, useOperatorRoutes, why } from "./operator-fixture.ts";

useOperatorRoutes();

interface Code {
  id: string;
  slot: number;
  url: string;
}
const textOf = ({ url }: Code) => url.replace("https://hub.example/q/", "");

const verify = (code: Code) => fixture.hub.core.scans.verify(textOf(code), riderId);

describe("codes", () => {
  it("are issued for the slots that have none", async () => {
    await call("PUT", "/cabinets/shop-1", details);
    const first = await call("POST", "/cabinets/shop-1/codes", why);
    const codes = first.json<Code[]>();
    expect(codes.map(({ slot }) => slot)).toEqual([1, 2, 3, 4]);
    expect((await call("POST", "/cabinets/shop-1/codes", why)).json()).toEqual(codes);
    for (const code of codes) {
      expect(await verify(code)).toMatchObject({ cabinetId, slot: code.slot });
    }
  });

  it("are replaced one by one", async () => {
    const codes = (await call("POST", "/cabinets/shop-1/codes", why)).json<Code[]>();
    const [, second, third] = codes;
    if (!second || !third) throw new Error("no codes");
    const answer = await call("POST", "/cabinets/shop-1/slots/2/code", why);
    const fresh = answer.json<Code>();
    expect(answer.statusCode).toBe(201);
    expect(answer.headers.location).toBe(`/api/operator/codes/${fresh.id}`);
    expect(fresh).toMatchObject({ slot: 2 });
    expect((await call("GET", `/codes/${fresh.id}`)).json()).toEqual(fresh);
    expect(problem(await call("GET", `/codes/${second.id}`))).toEqual([410, "code/revoked"]);
    expect(await verify(fresh)).toMatchObject({ cabinetId, slot: 2 });
    await expect(verify(second)).rejects.toMatchObject({ code: "code/revoked" });
    expect(await verify(third)).toMatchObject({ cabinetId, slot: 3 });
  });

  it.each(["0", "9", "99", "100", "1a", "-1"])("are not issued for slot %s of a cabinet of eight", async (slot) => {
    expect(problem(await call("POST", `/cabinets/shop-1/slots/${slot}/code`, why))).toEqual([400, "request/invalid"]);
    expect(await fixture.hub.codes.list(cabinetId)).toEqual([]);
  });

  it("that are valid are listed", async () => {
    const codes = (await call("POST", "/cabinets/shop-1/codes", why)).json<Code[]>();
    await call("DELETE", `/codes/${codes[0]?.id}`, why);
    expect((await call("GET", "/cabinets/shop-1/codes")).json()).toEqual(codes.slice(1));
    expect(problem(await call("GET", "/cabinets/nowhere/codes"))).toEqual([404, "cabinet/unknown"]);
    expect(problem(await call("GET", "/codes/unknown"))).toEqual([404, "code/unknown"]);
  });

  it("are revoked, also twice", async () => {
    const [code] = (await call("POST", "/cabinets/shop-1/codes", why)).json<Code[]>();
    if (!code) throw new Error("no code");
    expect((await call("DELETE", `/codes/${code.id}`, why)).statusCode).toBe(204);
    expect((await call("DELETE", `/codes/${code.id}`, why)).statusCode).toBe(204);
    await expect(verify(code)).rejects.toMatchObject({ code: "code/revoked" });
    expect(problem(await call("DELETE", "/codes/unknown", why))).toEqual([404, "code/unknown"]);
    expect(problem(await call("DELETE", `/codes/${"x".repeat(41)}`, why))).toEqual([400, "request/invalid"]);
  });

  it("are printed on a sheet", async () => {
    await call("POST", "/cabinets/shop-1/codes", why);
    const a4 = await call("GET", "/cabinets/shop-1/sheet.pdf");
    expect(a4.headers["content-type"]).toBe("application/pdf");
    expect(a4.headers["content-disposition"]).toBe('inline; filename="codes-shop-1-a4.pdf"');
    expect(pagesOf(a4.rawPayload)).toBe(1);
    const labels = await call("GET", "/cabinets/shop-1/sheet.pdf?format=label-50x70&slots=2,3,90");
    expect(pagesOf(labels.rawPayload)).toBe(2);
    expect(problem(await call("GET", "/cabinets/shop-1/sheet.pdf?format=a5"))).toEqual([400, "request/invalid"]);
  });

  it("have a history: those that were revoked, and when each was scanned", async () => {
    const { clock } = fixture.hub;
    const rider = { ...alipayApp, cookie: await fixture.logIn() };
    const [code] = (await call("POST", "/cabinets/shop-1/codes", why)).json<Code[]>();
    const path = `/api/rider/codes/${code?.url.split("/q/")[1]}`;
    await fixture.app.inject({ url: path, headers: rider });
    const scannedAt = clock.now();
    await call("DELETE", `/codes/${code?.id}`, why);
    await clock.pass(1000);
    expect((await fixture.app.inject({ url: path, headers: rider })).statusCode).toBe(410);
    await fixture.app.inject({ url: "/api/rider/codes/foreign", headers: rider });
    const history = (await call("GET", "/cabinets/shop-1/code-history")).json<{ id: string }[]>();
    expect(history.find(({ id }) => id === code?.id)).toMatchObject({
      slot: 1,
      revokedAt: scannedAt,
      scans: 1,
      scansWhenRevoked: 1,
      recent: [
        { at: scannedAt + 1000, revoked: true },
        { at: scannedAt, revoked: false },
      ],
    });
    expect(history.find(({ id }) => id !== code?.id)).toMatchObject({ scans: 0, recent: [] });
  });
});

function pagesOf(pdf: Buffer): number {
  return pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;
}
