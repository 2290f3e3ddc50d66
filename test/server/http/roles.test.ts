import { afterAll, beforeAll, expect, it } from "vitest";
import { isPermission, may, permissions, roles } from "../../../server/accounts/roles.ts";
import { actPermissions } from "../../../server/http/act-permission.ts";
import { HttpFixture } from "../../support/http-fixture.ts";
import { putOperatorToken } from "../../support/operator-token.ts";

// Every role tries every operation of the document, and the hub answers by the one table.

interface Operation {
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  readonly path: string;
  readonly permission: string | undefined;
}

let fixture: HttpFixture;
let operations: readonly Operation[];
const tokenOf = (role: string) => `a-token-of-the-role-${role}-for-this-test`;

beforeAll(async () => {
  fixture = await HttpFixture.open();
  for (const role of roles) await putOperatorToken(fixture.hub.store, `a-${role}`, tokenOf(role), role);
  const { paths } = (await fixture.app.inject("/openapi.json")).json<{
    paths: Record<string, Record<string, { "x-permission"?: string }>>;
  }>();
  operations = Object.entries(paths)
    .filter(([path]) => path.startsWith("/api/operator/"))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase() as Operation["method"],
        path,
        permission: operation["x-permission"],
      })),
    )
    .filter(({ method, path }) => `${method} ${path}` !== "POST /api/operator/session");
});
afterAll(() => fixture.close());

it("every operation of the operators names a permission of the table", () => {
  expect(operations.length).toBeGreaterThan(50);
  expect(operations.filter(({ permission = "" }) => !isPermission(permission))).toEqual([]);
});

it("every permission of the table is needed somewhere", () => {
  const needed = new Set<string>([
    ...operations.map(({ permission = "" }) => permission),
    ...Object.values(actPermissions),
  ]);
  expect(Object.keys(permissions).filter((permission) => !needed.has(permission))).toEqual([]);
});

it.each(roles)("the role %s may use exactly the operations that the table allows", async (role) => {
  const wrong: string[] = [];
  for (const { method, path, permission = "" } of operations) {
    // No such thing: what is allowed is refused for another reason, and changes nothing.
    const url = path.replaceAll(/\{\w+\}/g, "x");
    // A stream of events would not end.
    const headers = { authorization: `Bearer ${tokenOf(role)}`, accept: "application/json" };
    const answer = await fixture.app.inject({ method, url, headers, ...(method !== "GET" && { payload: {} }) });
    const refused = answer.statusCode === 403 && answer.body.includes("operator/not-allowed");
    if (!isPermission(permission) || refused === may(role, permission)) wrong.push(`${method} ${path}: ${answer.body}`);
  }
  expect(wrong).toEqual([]);
});

it("an admin has every permission, and a viewer only what everybody has", () => {
  for (const permission of Object.keys(permissions).filter(isPermission)) {
    expect(may("admin", permission)).toBe(true);
    if (may("viewer", permission)) expect(roles.every((role) => may(role, permission))).toBe(true);
  }
});

it("a decision that changes what a rider pays needs a permission of its own", async () => {
  const url = `/api/operator/orders/${await fixture.hub.lent()}/acts`;
  const ask = (role: string, act: string) => {
    const headers = { authorization: `Bearer ${tokenOf(role)}` };
    return fixture.app.inject({ method: "POST", url, headers, payload: { act: { act }, reason: "a test" } });
  };
  expect((await ask("support", "waive")).json()).toMatchObject({ code: "operator/not-allowed" });
  expect((await ask("support", "pause-billing")).statusCode).toBe(200);
  expect((await ask("finance", "waive")).statusCode).toBe(200);
});
