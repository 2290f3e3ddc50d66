import { afterEach, beforeEach } from "vitest";
import type { OrderView } from "../../../server/http/rider-api.ts";
import { HttpFixture } from "../../support/http-fixture.ts";
import { usualPlan } from "../../support/hub-fixture.ts";
import { tariff } from "../rental/examples.ts";

/** A hub of its own for each test, under whose tariff another slot is offered and an order may be renewed twice. */
export let fixture: HttpFixture;
/** Of the rider who is logged in. */
export let cookie: string;

export const stranger = "user/2088000000000002";
export const third = "user/2088000000000003";
/** ms */
export const minute = 60_000;

export function useRider(): void {
  beforeEach(async () => {
    fixture = await HttpFixture.open();
    await fixture.hub.lendBy({ ...usualPlan, tariff: { ...tariff, otherSlot: "offer", renewals: 2 } });
    cookie = await fixture.logIn();
  });
  afterEach(() => fixture.close());
}

let taps = 0;
/** The key of another tap. */
export const newKey = () => `tap-${String(++taps).padStart(8, "0")}`;

/** An act of a rider on an order. @param key null: the request has none */
export async function act(orderNo: string, name: string, payload?: object, as = cookie, key: string | null = newKey()) {
  const answer = await fixture.app.inject({
    method: "POST",
    url: `/api/rider/orders/${orderNo}/${name}`,
    headers: { cookie: as, "x-requested-with": "jiehuan", ...(key !== null && { "idempotency-key": key }) },
    ...(payload && { payload }),
  });
  const body = answer.json<OrderView & { code?: string }>();
  return { status: answer.statusCode, code: body.code, view: body };
}

export const order = async (orderNo: string) => (await fixture.hub.record(orderNo)).order;
/** How many entries the timeline of an order has. */
export const entries = async (orderNo: string) => (await fixture.hub.record(orderNo)).audit.length;
