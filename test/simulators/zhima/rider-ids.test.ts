import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cabinetId, HubFixture } from "../../support/hub-fixture.ts";
import { Merchant } from "./merchant.ts";

let merchant: Merchant;
let fixture: HubFixture;

beforeAll(async () => {
  merchant = await Merchant.start();
  fixture = await HubFixture.withCabinet();
});
afterAll(() => Promise.all([merchant.stop(), fixture.close()]));

const stranger = "2088000000000009";

/** A rider logs in, orders and confirms as `user`; what became of the order by the answer of the query. */
async function confirmed(slot: number, ids: { login: string[]; orders: string[] }, user?: string) {
  expect((await merchant.control("PUT", "ids", ids)).status).toBe(200);
  // Each order is another rider's: one rider may have few orders at a time.
  await merchant.control("PUT", "current-user", { userId: `208800000000010${slot}` });
  const login = await fetch(merchant.zhima.loginUrl("s1"), { redirect: "manual" });
  const code = new URL(login.headers.get("location") ?? "").searchParams.get("auth_code") ?? "";
  const rider = await merchant.zhima.riderOf(code);
  if (rider.outcome !== "ok") throw new Error("the login failed");
  const { text } = await fixture.codes.issue(cabinetId, slot);
  const { orderNo } = await fixture.startOrder.start(text, rider.value, 1);
  await merchant.consent(merchant.zhima.confirmationUrl(merchant.newRequest({ orderNo })), user ? { user } : {});
  const answer = await merchant.zhima.query(orderNo);
  const seen = await fixture.orderService.apply(
    orderNo,
    { type: "credit-seen", answer, attempt: 0 },
    "credit-provider",
  );
  return { answer, state: seen.state, cancelReason: seen.cancelReason };
}

describe("an order's answer that names a rider by the other id only", () => {
  it.each([
    ["the open id", 1, { login: ["user_id", "open_id"], orders: ["open_id"] }, /^open\//],
    ["the account", 2, { login: ["user_id", "open_id"], orders: ["user_id"] }, /^user\//],
  ])("opens the slot where the login named both: %s", async (_which, slot, ids, named) => {
    const { answer, state } = await confirmed(slot, ids);
    expect(answer).toMatchObject({ value: { riderId: expect.stringMatching(named) as string } });
    expect(state).toBe("confirmed");
  });

  it("opens nothing for somebody else, or where the login named the account only", async () => {
    const both = ["user_id", "open_id"];
    expect(await confirmed(3, { login: both, orders: ["open_id"] }, stranger)).toMatchObject({
      state: "cancelling",
      cancelReason: "other-rider",
    });
    expect(await confirmed(4, { login: ["user_id"], orders: ["open_id"] })).toMatchObject({ state: "cancelling" });
  });
});
