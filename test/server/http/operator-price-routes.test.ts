import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "../../../server/accounts/roles.ts";
import { writePlan } from "../../../server/pricing/written-plan.ts";
import { fen } from "../../../server/rental/money.ts";
import { cookieIn, HttpFixture, operator } from "../../support/http-fixture.ts";
import { usualPlan } from "../../support/hub-fixture.ts";
import { day } from "../rental/examples.ts";

let fixture: HttpFixture;
const reason = "dearer in winter";
const password = "copper lantern fifteen geese";
const { tariff } = usualPlan;
const dearer = { ...tariff, version: "winter-1", pricePerUnit: fen(tariff.pricePerUnit + 100) };
const written = [writePlan({ ...usualPlan, tariff: dearer })];

beforeEach(async () => {
  fixture = await HttpFixture.open();
});
afterEach(() => fixture.close());

type Method = "GET" | "PUT" | "POST" | "DELETE";
type Headers = Readonly<Record<string, string>>;

const call = (method: Method, path: string, payload?: object, headers: Headers = operator) =>
  fixture.app.inject({ method, url: `/api/operator${path}`, headers, ...(payload && { payload }) });
const problem = (answer: { json: () => unknown }) => (answer.json() as { code: string }).code;

/** The headers of a page in which a new person is signed in. */
async function person(name: string, role: Role = "admin"): Promise<Headers> {
  const added = await call("POST", "/people", { name, role, reason });
  const { oneTimePassword } = added.json<{ oneTimePassword: string }>();
  const session = await call("POST", "/session", { name, password: oneTimePassword }, {});
  const headers = { "sec-fetch-site": "same-origin", cookie: cookieIn(session, "operator") };
  await call("PUT", "/own/password", { password: oneTimePassword, newPassword: password }, headers);
  return headers;
}

const containing = (part: string) => expect.stringContaining(part) as string;
const importFile = (plans: unknown, headers?: Headers) =>
  call("POST", "/prices/import", { id: "winter", plans, reason }, headers);
const publish = (more: object = {}, headers?: Headers) =>
  call("POST", "/prices/drafts/winter/publish", { revision: 1, reason, ...more }, headers);

describe("a file of prices", () => {
  it("becomes a draft that shows what it would change, and then the price list by which riders pay", async () => {
    const draft = await importFile(written);
    expect(draft.statusCode).toBe(201);
    expect(draft.headers["location"]).toBe("/api/operator/prices/drafts/winter");
    expect(draft.json()).toMatchObject({
      plans: written,
      check: {
        mistakes: [],
        uses: [1],
        differences: [{ itemKind: "power-bank", before: { version: tariff.version }, after: { version: "winter-1" } }],
        curves: [{ plan: 0, draft: { version: "winter-1" }, current: { version: tariff.version } }],
      },
    });
    expect((await publish()).json()).toMatchObject({ published: { number: 2, publishedBy: "operator/lin", reason } });
    expect((await call("GET", "/prices")).json()).toMatchObject({ newest: 2, inForce: { plans: written } });
    expect((await call("GET", "/prices/drafts")).json()).toEqual([]);
    const exported = await call("GET", "/prices/export");
    expect(exported.headers["content-disposition"]).toBe('attachment; filename="prices.json"');
    expect(exported.json()).toEqual(written);
  });

  it("that has no plans in it is refused, with all that is wrong with it", async () => {
    const answer = await importFile([{ itemKind: "power-bank" }]);
    expect([answer.statusCode, problem(answer)]).toEqual([400, "tariff/invalid"]);
    expect(answer.body).toContain("plan 1: ");
  });

  it("with a mistake becomes a draft that says so in the language of the page, and is not published", async () => {
    const wrong = [{ ...written[0], tariff: { ...dearer, dailyCap: dearer.totalCap + 1 } }];
    await importFile(wrong);
    const inChinese = await call("GET", "/prices/drafts/winter", undefined, {
      ...operator,
      "accept-language": "zh-CN",
    });
    expect(inChinese.json()).toMatchObject({
      check: { mistakes: [{ plan: 0, code: "daily-cap-above-total", field: "dailyCap", text: containing("封顶") }] },
    });
    expect(problem(await publish())).toBe("prices/has-mistakes");
  });
});

describe("a published price list", () => {
  it("shows its plans, what a loan costs under them and how many cabinets lend by each, for ever", async () => {
    await importFile(written);
    await publish();
    expect((await call("GET", "/prices/lists/1")).json()).toMatchObject({
      number: 1,
      plans: [{ tariff: { version: tariff.version } }],
      check: { uses: [1], curves: [{ draft: { version: tariff.version }, current: { version: "winter-1" } }] },
    });
    const pages = await call("GET", "/prices/lists?limit=1");
    expect(pages.json()).toMatchObject([{ number: 2 }]);
    expect(pages.headers["link"]).toContain("before=2");
    expect(problem(await call("GET", "/prices/lists/9"))).toBe("prices/list-unknown");
  });

  it("can be taken back until its date of effect", async () => {
    const effectiveAt = fixture.hub.clock.now() + day;
    await importFile(written);
    await publish({ effectiveAt });
    expect((await call("GET", "/prices")).json()).toMatchObject({ planned: [{ number: 2, effectiveAt }] });
    const withdrawn = await call("POST", "/prices/lists/2/withdraw", { reason });
    expect(withdrawn.json()).toMatchObject({ number: 2, withdrawn: { by: "operator/lin", reason } });
    expect((await call("GET", "/prices")).json()).toMatchObject({ planned: [], inForce: { number: 1 } });
    expect(problem(await call("POST", "/prices/lists/1/withdraw", { reason }))).toBe("prices/in-effect");
  });
});

describe("where two admins look at prices", () => {
  const confirm = (headers: Headers) => call("POST", "/prices/drafts/winter/confirm", { revision: 1, reason }, headers);

  it("one proposes and another one confirms; neither the same person nor a program does", async () => {
    const [mei, bo] = [await person("mei"), await person("bo")];
    await call("PUT", "/prices/settings", { needsAnother: true, reason }, mei);
    await importFile(written, mei);
    expect(problem(await publish())).toBe("prices/needs-another");
    expect((await publish({}, mei)).json()).toMatchObject({ proposed: { proposal: { by: "operator/mei", reason } } });
    expect(problem(await confirm(mei))).toBe("prices/needs-another");
    expect(problem(await confirm(operator))).toBe("prices/needs-another");
    expect((await confirm(bo)).json()).toMatchObject({
      number: 2,
      publishedBy: "operator/mei",
      confirmedBy: "operator/bo",
    });
  });

  it("a draft that waits can't be changed; it can be rejected, and changed again", async () => {
    const mei = await person("mei");
    await call("PUT", "/prices/settings", { needsAnother: true, reason }, mei);
    await importFile(written, mei);
    await publish({}, mei);
    const change = { plans: written, basedOn: 1, revision: 1, reason };
    expect(problem(await call("PUT", "/prices/drafts/winter", change))).toBe("prices/proposed");
    expect((await call("POST", "/prices/drafts/winter/reject", { reason })).json()).not.toHaveProperty("proposal");
    expect((await call("PUT", "/prices/drafts/winter", change)).json()).toMatchObject({ revision: 2 });
    expect((await call("DELETE", "/prices/drafts/winter", { reason })).statusCode).toBe(204);
  });

  it("finance drafts prices, and does not publish them", async () => {
    const jun = await person("jun", "finance");
    expect((await importFile(written, jun)).statusCode).toBe(201);
    expect(problem(await publish({}, jun))).toBe("operator/not-allowed");
  });
});
