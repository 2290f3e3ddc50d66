import { afterEach, beforeEach, expect } from "vitest";
import { HttpFixture, operator } from "../../support/http-fixture.ts";

/** A hub of its own for each test. */
export let fixture: HttpFixture;

export function useOperatorRoutes(): void {
  beforeEach(async () => {
    fixture = await HttpFixture.open();
  });
  afterEach(() => fixture.close());
}

export type Method = "GET" | "PUT" | "POST" | "DELETE";

/** A request of an operator. @param path after `/api/operator` */
export const call = (method: Method, path: string, payload?: object, headers: Record<string, string> = operator) =>
  // A stream of events would not end.
  fixture.app.inject({
    method,
    url: `/api/operator${path}`,
    headers: { accept: "application/json", ...headers },
    ...(payload && { payload }),
  });

/** Status and code of an answer that is a problem. */
export function problem(answer: { statusCode: number; headers: object; json: () => unknown }) {
  expect(answer.headers).toMatchObject({ "content-type": "application/problem+json; charset=utf-8" });
  const { status, code } = answer.json() as { status: number; code: string };
  expect(status).toBe(answer.statusCode);
  return [status, code];
}

/** Why something is changed, and a cabinet as it is written. */
export const reason = "because the shop asked for it";
export const why = { reason };
export const written = { name: "茶馆", address: "北京路3号", slots: 4 };
export const details = { ...written, reason };
