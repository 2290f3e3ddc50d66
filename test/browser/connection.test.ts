import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findChromium } from "../support/optional.ts";
import type { PretendHub } from "./pretend-hub.ts";
import { hubTime, orderView, slotView } from "./rider-examples.ts";
import { eventually, pictures, RiderPhone, startPatience } from "./rider-phone.ts";

const browserProgram = findChromium();
const orderNo = orderView("lent").orderNo;
const lost = "连接已断开";

describe.skipIf(browserProgram === undefined)("a rider's page", () => {
  let rider: RiderPhone;
  let hub: PretendHub;
  let page: Page;

  beforeAll(async () => {
    rider = await RiderPhone.start(browserProgram);
  }, startPatience);
  afterAll(() => rider?.stop());
  beforeEach(async () => {
    await rider.open();
    ({ hub, page } = rider);
  });
  afterEach(() => rider.close());

  const looks = () => hub.calls.filter((call) => call === `GET /api/rider/orders/${orderNo} -`).length;
  const streams = () => hub.calls.filter((call) => call.includes("/events")).length;
  /** The hub hangs: it takes requests and answers none. */
  const hang = () => page.route("**/api/rider/orders/*", () => {});
  const openInFakedTime = async (phase: "lent" | "opening") => {
    await page.clock.install();
    await rider.openOrder(orderView(phase));
    await page.clock.pauseAt(Date.now() + 3_600_000);
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await eventually(() => hub.listeners()).toBe(1);
    await page.getByText(lost).waitFor({ state: "detached" });
  };

  test("with a stream that has nothing behind it says so within a minute, and goes on when the hub is back", async () => {
    await openInFakedTime("lent");
    await hang();
    await page.clock.runFor(45_000);
    await page.getByText(lost).waitFor();
    await rider.heading("租借中").waitFor();
    await page.screenshot({ path: join(pictures, "silent-stream.png"), animations: "disabled" });
    await page.unroute("**/api/rider/orders/*");
    hub.orders.set(orderNo, orderView("collecting", { now: hubTime + 1 }));
    await eventually(async () => {
      await page.clock.runFor(5_000);
      return rider.heading("已归还").count();
    }).toBe(1);
    await page.getByText(lost).waitFor({ state: "detached" });
  });

  test("with a stream that has nothing behind it says so within ten seconds while a slot opens", async () => {
    await openInFakedTime("opening");
    await hang();
    await page.clock.runFor(10_000);
    await page.getByText(lost).waitFor();
    await page.screenshot({ path: join(pictures, "silent-stream-opening.png"), animations: "disabled" });
  });

  test("asks by itself while a slot opens", async () => {
    await openInFakedTime("opening");
    const before = looks();
    await eventually(async () => {
      await page.clock.runFor(3_000);
      return looks();
    }).toBeGreaterThan(before + 1);
  });

  test("neither asks nor says anything while the hub's heart beats", async () => {
    await openInFakedTime("lent");
    await eventually(looks).toBeGreaterThan(1);
    const before = [looks(), streams()];
    for (let beat = 0; beat < 6; beat++) {
      await page.clock.runFor(15_000);
      await page.evaluate("window.beats = window.beats || 0");
      hub.sendToAll('event: heartbeat\ndata: {"now":1}\n\n');
      // The beat has arrived when what is sent after it has.
      hub.tell(orderView("lent", { now: hubTime + beat, amount: 100 + beat }));
      await page.getByText(`¥1.0${beat}`).first().waitFor();
    }
    expect([looks(), streams()]).toEqual(before);
    expect(await page.getByText(lost).count()).toBe(0);
  });

  test("that is shown again after the phone was locked shows the truth and opens its stream anew", async () => {
    await openInFakedTime("lent");
    const before = streams();
    hub.orders.set(orderNo, orderView("collecting", { now: hubTime + 1 }));
    // The phone slept: time has passed, and no timer ran.
    await page.clock.pauseAt(Date.now() + 7_200_000);
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await rider.heading("已归还").waitFor();
    await eventually(streams).toBeGreaterThan(before);
  });

  test("says immediately that the phone has no network, and looks again when it has", async () => {
    await rider.openOrder(orderView("lent"));
    await rider.heading("租借中").waitFor();
    await page.evaluate("window.dispatchEvent(new Event('offline'))");
    await page.getByText(lost).waitFor();
    hub.orders.set(orderNo, orderView("collecting", { now: hubTime + 1 }));
    await page.evaluate("window.dispatchEvent(new Event('online'))");
    await rider.heading("已归还").waitFor();
    await page.getByText(lost).waitFor({ state: "detached" });
  });

  test("whose session ends leads to the login", async () => {
    await rider.openOrder(orderView("lent"));
    await rider.heading("租借中").waitFor();
    hub.orders.set(orderNo, { status: 401, code: "rider/not-known" });
    hub.sendToAll('event: end\ndata: {"reason":"session-over"}\n\n');
    await rider.heading("请用支付宝扫码借用").waitFor();
    await page.getByRole("link", { name: "在支付宝中打开" }).waitFor();
    await page.screenshot({ path: join(pictures, "session-over.png"), animations: "disabled" });
  });

  test("leaves the stream to the rider's newer page, and takes it up when it is shown again", async () => {
    await rider.openOrder(orderView("lent"));
    await rider.heading("租借中").waitFor();
    const before = streams();
    hub.sendToAll('event: end\ndata: {"reason":"replaced"}\n\n');
    await eventually(() => hub.listeners()).toBe(0);
    expect(streams()).toBe(before);
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await eventually(() => hub.listeners()).toBe(1);
  });

  test("whose wallet opens without leaving it can be used again, and offers the next step", async () => {
    hub.slots.set("K7", slotView());
    hub.started = { orderNo, walletUrl: "/wallet" };
    await page.route("**/wallet", (route) => route.fulfill({ status: 204 }));
    await page.clock.install();
    await page.goto("/q/K7");
    await page.getByRole("button", { name: "免押借用" }).click();
    await eventually(() => page.locator("footer button").isDisabled()).toBe(true);
    const { place } = orderView("confirm");
    const ownOrder = { orderNo, phase: "confirm", place: place.name, slot: 7, here: true } as const;
    hub.slots.set("K7", slotView({ availability: "own", liveOrders: [orderNo], mayOrder: false, ownOrder }));
    hub.list = [{ ...orderView("confirm"), items: 1 }];
    await page.clock.runFor(6_000);
    await page.getByRole("link", { name: "继续这笔订单" }).waitFor();
    await page.screenshot({ path: join(pictures, "wallet-stayed-away.png"), animations: "disabled" });
  });

  test("believes a refusal in its address only of a rider who went to the wallet, and takes it out of the address", async () => {
    hub.orders.set(orderNo, orderView("confirm"));
    await page.goto(`/o/${orderNo}?error_code=USER_NOT_ADMITTED`);
    await rider.heading("等待您在支付宝确认").waitFor();
    expect(hub.cameBack).toEqual([{}]);
    expect(new URL(page.url()).search).toBe("");

    await page.getByRole("link", { name: "去支付宝确认" }).click();
    await page.waitForURL("**/wallet");
    await page.goto(`/o/${orderNo}?error_code=USER_NOT_ADMITTED`);
    await rider.heading("等待您在支付宝确认").waitFor();
    expect(hub.cameBack).toEqual([{}, { errorCode: "USER_NOT_ADMITTED" }]);
    await page.reload();
    await rider.heading("等待您在支付宝确认").waitFor();
    expect(hub.cameBack).toHaveLength(3);
    expect(hub.cameBack.at(-1)).toEqual({});
  });

  test("is found with a slash or a blank behind its address", async () => {
    hub.slots.set("K7", slotView());
    for (const path of ["/q/K7/", "/q/K7%20"]) {
      await page.route(`**${path}`, async (route) =>
        route.fulfill({ response: await route.fetch({ url: `${hub.address}/q/K7` }) }),
      );
      await page.goto(path);
      await page.getByRole("button", { name: "免押借用" }).waitFor();
    }
  });
});
