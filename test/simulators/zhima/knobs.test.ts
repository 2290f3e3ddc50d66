import { afterAll, beforeAll, expect, it } from "vitest";
import { Merchant } from "./merchant.ts";

const userId = "2088000000000001";
let merchant: Merchant;
beforeAll(async () => {
  merchant = await Merchant.start();
});
afterAll(() => merchant.stop());

const get = (path: string) => fetch(`${merchant.simulator.url}${path}`);
const post = (path: string, form: Readonly<Record<string, string>> = {}) =>
  fetch(`${merchant.simulator.url}/knobs/${path}`, {
    method: "POST",
    body: new URLSearchParams(form),
    redirect: "manual",
  });

it("the page of knobs shows each fault with its meaning, and chooses whose phone it is", async () => {
  const page = await (await get("/")).text();
  expect(page).toContain("withholding-fails: no money is found");
  expect(page).toContain(`<option value="${userId}" selected>`);
  const other = await get("/?user=2088000000000003");
  expect(await other.text()).toContain('<option value="2088000000000003" selected>');
  expect(other.headers.get("set-cookie")).toContain("2088000000000003");
});

it("the form of a user changes score, overdue loan and agreement", async () => {
  expect((await post("user", { score: "580", overdue: "yes" })).status).toBe(303);
  const user: unknown = await (await merchant.control("GET", `users/${userId}`)).json();
  expect(user).toEqual({ score: 580, overdue: true, signed: false });
  await post("user", { score: "700" });
  expect(await (await merchant.control("GET", `users/${userId}`)).json()).toMatchObject({ score: 700, overdue: false });
});

it("the form of a fault adds one, which waits on the page, and another form ends all", async () => {
  await post("fault", { kind: "slow", method: "query", times: "always", ms: "20" });
  await post("fault", { kind: "html", method: "", times: "3", ms: "" });
  const faults: unknown = await (await merchant.control("GET", "faults")).json();
  expect(faults).toEqual([
    { kind: "slow", method: "query", times: "always", ms: 20 },
    { kind: "html", times: 3 },
  ]);
  expect(await (await get("/")).text()).toContain("query, always, 20 ms");
  await post("no-faults");
  expect(await (await merchant.control("GET", "faults")).json()).toEqual([]);
});

it("a lost item is paid for by its button, once", async () => {
  const { outOrderNo } = await merchant.borrow();
  expect(await (await get("/")).text()).toContain(`Pay ¥99.00 for the lost item of ${outOrderNo}`);
  expect((await post("compensate", { order: outOrderNo })).status).toBe(303);
  expect((await merchant.order(outOrderNo)).charges.at(-1)).toMatchObject({ kind: "DAMAGE", amount: 9900 });
  expect((await post("compensate", { order: outOrderNo })).status).toBe(409);
  expect((await post("compensate", { order: "none" })).status).toBe(409);
});

it.each([
  ["user", { score: "1000" }],
  ["user", { score: "good" }],
  ["fault", { kind: "fire", method: "", times: "1", ms: "" }],
  ["fault", { kind: "html", method: "steal", times: "1", ms: "" }],
  ["compensate", {}],
] as const)("a form of %s with %j is refused and changes nothing", async (path, form) => {
  expect((await post(path, form)).status).toBe(400);
  expect(await (await merchant.control("GET", "faults")).json()).toEqual([]);
});
