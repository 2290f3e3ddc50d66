import { afterEach, beforeEach, expect, test } from "vitest";
import { type Delivery, deliveryTable } from "../../../server/store/webhook-table.ts";
import { deleteOldDeliveries } from "../../../server/webhooks/old-deliveries.ts";
import { WebhookFixture } from "./webhook-fixture.ts";

const day = 24 * 3_600_000;
let fixture: WebhookFixture;

beforeEach(async () => {
  fixture = await WebhookFixture.open();
});
afterEach(() => fixture.close());

const keep = (at: number, no: number, state: Delivery["state"]) => {
  const id = `${String(at).padStart(15, "0")}-${String(no).padStart(6, "0")}`;
  const due = state === "pending" ? { dueAt: at } : {};
  const row: Delivery = { id, webhookId: "hook00000001", type: "x", body: "{}", at, state, ...due, tries: [] };
  return fixture.raw.transact((tx) => tx.put(deliveryTable, row));
};

test("what was sent more than thirty days ago is deleted, however much it is", async () => {
  const now = fixture.clock.now();
  for (let no = 0; no < 210; no++) await keep(now - 31 * day, no, "delivered");
  await keep(now - 29 * day, 1, "failed");
  await deleteOldDeliveries(fixture.raw, now);
  expect((await fixture.deliveries()).map(({ state }) => state)).toEqual(["failed"]);
});

test("an old event that is being sent again stays", async () => {
  const now = fixture.clock.now();
  await keep(now - 31 * day, 1, "pending");
  await deleteOldDeliveries(fixture.raw, now);
  expect(await fixture.deliveries()).toHaveLength(1);
});
