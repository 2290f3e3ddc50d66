import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDurableDocument } from "../../../platform/durable-document.ts";
import { fen } from "../../../server/rental/money.ts";
import { startZhimaSimulator } from "../../../simulators/zhima/simulator.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { appId, hour, keys, Merchant } from "./merchant.ts";

const minute = 60_000;
const clock = new ManualClock(Date.UTC(2026, 2, 1, 12, 30));
let merchant: Merchant;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "zhima-"));
});
afterEach(async () => {
  await merchant.stop();
  await rm(folder, { recursive: true });
});

/** Lets what is due now be sent, and waits until the attempt is written down. */
async function attempt(orderNo: string, count: number): Promise<void> {
  await clock.pass(0);
  for (;;) {
    const attempts = (await merchant.order(orderNo)).notices.flatMap((notice) => notice.attempts);
    if (attempts.length >= count) return;
  }
}

describe("a notification", () => {
  it("is repeated on Alipay's ladder until the answer is exactly `success`", async () => {
    merchant = await Merchant.start({ clock });
    merchant.answer = { status: 200, text: "success\n" };
    const { outOrderNo } = await merchant.borrow();
    await attempt(outOrderNo, 1);
    for (const [index, gap] of [4, 10, 10, 60, 120, 360].entries()) {
      await clock.pass(gap * minute - 1);
      expect(merchant.notices).toHaveLength(index + 1);
      await clock.pass(1);
      await attempt(outOrderNo, index + 2);
    }
    expect(merchant.notices).toHaveLength(7);
    expect(new Set(merchant.notices.map(({ noticeId }) => noticeId)).size).toBe(1);
    merchant.answer = { status: 200, text: "success" };
    await clock.pass(15 * hour);
    await attempt(outOrderNo, 8);
    const [notice] = (await merchant.order(outOrderNo)).notices;
    expect(notice?.attempts.at(-1)?.answer).toBe("success");
    expect(notice).not.toHaveProperty("nextAt");
  });

  it("is given up after eight attempts", async () => {
    merchant = await Merchant.start({ clock });
    merchant.answer = { status: 500, text: "success" };
    const { outOrderNo } = await merchant.borrow();
    for (let count = 1; count <= 8; count++) {
      await attempt(outOrderNo, count);
      await clock.pass(15 * hour);
    }
    await clock.pass(1000 * hour);
    expect(merchant.notices).toHaveLength(8);
    expect((await merchant.order(outOrderNo)).notices[0]).not.toHaveProperty("nextAt");
  });

  it("comes faster where the simulator is told to hurry", async () => {
    merchant = await Merchant.start({ clock, speed: 240 });
    merchant.answer = { status: 200, text: "fail" };
    const { outOrderNo } = await merchant.borrow();
    await attempt(outOrderNo, 1);
    await clock.pass(1000);
    await attempt(outOrderNo, 2);
    expect(merchant.notices).toHaveLength(2);
  });

  it("may be swallowed, doubled or delayed on purpose", async () => {
    merchant = await Merchant.start({ clock });
    await merchant.control("POST", "faults", { kind: "notices-off" });
    await merchant.control("POST", "faults", { kind: "notices-duplicated" });
    const { outOrderNo } = await merchant.borrow();
    await attempt(outOrderNo, 1);
    expect(merchant.notices).toHaveLength(0);
    await clock.pass(4 * minute);
    await attempt(outOrderNo, 2);
    expect(merchant.notices).toHaveLength(2);

    await merchant.control("POST", "faults", { kind: "notices-delayed", ms: 90_000 });
    const { outOrderNo: delayed } = await merchant.borrow();
    await clock.pass(89_999);
    expect(merchant.notices).toHaveLength(2);
    await clock.pass(1);
    await attempt(delayed, 1);
    expect(merchant.notices).toHaveLength(3);
  });

  it("without an address to send it to waits for one", async () => {
    merchant = await Merchant.start({ clock, notify: false });
    const { outOrderNo } = await merchant.borrow();
    await attempt(outOrderNo, 1);
    await merchant.control("PUT", "notify-url", { url: merchant.notifyUrl });
    await clock.pass(4 * minute);
    await attempt(outOrderNo, 2);
    expect(merchant.notices).toMatchObject([{ orderNo: outOrderNo }]);
  });

  it("to an address where nobody listens is one that was not answered", async () => {
    merchant = await Merchant.start({ clock });
    await merchant.control("PUT", "notify-url", { url: "http://127.0.0.1:1/" });
    const { outOrderNo } = await merchant.borrow();
    await attempt(outOrderNo, 1);
    const [notice] = (await merchant.order(outOrderNo)).notices;
    expect(notice?.attempts[0]?.answer).toContain("no answer");
    expect(notice?.nextAt).toBe(clock.now() + 4 * minute);
  });
});

it("a slow answer comes later and says the same", async () => {
  merchant = await Merchant.start({ clock });
  const { outOrderNo } = await merchant.borrow();
  await merchant.control("POST", "faults", { kind: "slow", ms: 1000 });
  let answered = false;
  const answer = merchant.zhima.query(outOrderNo).finally(() => {
    answered = true;
  });
  while (Object.keys((await merchant.order(outOrderNo)).calls).length === 0);
  await clock.pass(999);
  expect(answered).toBe(false);
  await clock.pass(1);
  expect(await answer).toMatchObject({ outcome: "ok" });
});

describe("a state file", () => {
  it("lets a second start go on, with orders, users, numbers and what was not yet answered", async () => {
    const stateFile = join(folder, "state.json");
    merchant = await Merchant.start({ clock, stateFile });
    merchant.answer = { status: 500, text: "" };
    await merchant.control("PUT", "users/2088000000000001", { score: 650 });
    const order = await merchant.borrow();
    await attempt(order.outOrderNo, 1);
    const { notices } = await merchant.order(order.outOrderNo);
    await merchant.stop();

    merchant = await Merchant.start({ clock, stateFile });
    expect(await (await merchant.control("GET", "users/2088000000000001")).json()).toMatchObject({
      score: 650,
      signed: true,
    });
    expect(await merchant.order(order.outOrderNo)).toEqual({ ...order, notices, calls: {} });
    await clock.pass(4 * minute);
    await attempt(order.outOrderNo, 2);
    expect(merchant.notices).toMatchObject([{ about: "created", orderNo: order.outOrderNo }]);
    const settlement = { kind: "rent", amount: fen(100), restoredAt: clock.now(), shopName: "" } as const;
    expect(await merchant.zhima.complete(order.orderNo, settlement)).toMatchObject({ outcome: "ok" });
    const next = await merchant.borrow({ orderNo: "20260301203000999999" });
    expect(next.orderNo).not.toBe(order.orderNo);
  });

  it("of another shape is refused, not overwritten", async () => {
    const stateFile = join(folder, "state.json");
    const options = { initial: () => ({ orders: "none" }), format: "zhima-simulator/1" };
    const document = await openDurableDocument(stateFile, options);
    await document.save();
    await document.close();
    const written = await readFile(stateFile, "utf8");
    const start = startZhimaSimulator({ host: "127.0.0.1", port: 0, keys, appId, clock, speed: 1, stateFile });
    await expect(start).rejects.toMatchObject({ code: "store/damaged" });
    expect(await readFile(stateFile, "utf8")).toBe(written);
  });
});
