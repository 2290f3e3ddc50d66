import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findChromium } from "../support/optional.ts";
import type { PretendHub } from "./pretend-hub.ts";
import { hubTime, itemView, orderSummary, orderView, slotView, tariffWith } from "./rider-examples.ts";
import { eventually, phoneTime, pictures, RiderPhone, startPatience } from "./rider-phone.ts";

const browserProgram = findChromium();
const renewal = { until: hubTime + 100 * 3_600_000, left: 2 };

describe.skipIf(browserProgram === undefined)("a rider", () => {
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

  const link = (name: string) => page.getByRole("link", { name, exact: true });
  const button = (name: string) => page.getByRole("button", { name, exact: true });

  test("borrows several items at once, and sees what they cost at most", async () => {
    hub.slots.set("K7", slotView({ itemsReady: 3 }));
    hub.started = { orderNo: "A7", walletUrl: "/wallet" };
    await page.goto("/q/K7");
    await rider.shown("借用数量");
    expect(await button("减少一件").isDisabled()).toBe(true);
    await button("增加一件").click();
    await button("增加一件").click();
    await eventually(() => button("增加一件").isDisabled()).toBe(true);
    await rider.shown("3 件合计最高 297 元");
    await rider.shown("将打开 7 号仓及本机柜另外 2 个仓位");
    await page.screenshot({ path: join(pictures, "slot-three-items.png"), animations: "disabled" });
    await button("减少一件").click();
    await rider.shown("2 件合计最高 198 元");
    await button("免押借用").click();
    await page.waitForURL("**/wallet");
    expect(hub.posted).toEqual([{ code: "K7", items: 2, texts: {} }]);
  });

  test("who wants more than there still are is told so, and may take what is left", async () => {
    hub.slots.set("K7", slotView({ itemsReady: 3 }));
    hub.started = { status: 409, code: "slot/too-few" };
    await page.goto("/q/K7");
    await button("增加一件").click();
    await button("增加一件").click();
    hub.slots.set("K7", slotView({ itemsReady: 2 }));
    await button("免押借用").click();
    await page.getByRole("alert").getByText("可借数量不足").waitFor();
    await eventually(() => page.locator("output").textContent()).toBe("2");
    hub.slots.set("K7", slotView());
    await button("免押借用").click();
    await page.locator("output").waitFor({ state: "detached" });
    await eventually(() => hub.posted.length).toBe(2);
    expect(hub.posted).toEqual([
      { code: "K7", items: 3, texts: {} },
      { code: "K7", items: 2, texts: {} },
    ]);
  });

  test("with several live orders finds each of them, and one by the button only where there is one", async () => {
    hub.slots.set("K7", slotView({ liveOrders: ["A2", "A1"], mayOrder: false }));
    hub.list = ["A2", "A1", "A0"].map((orderNo) => orderSummary("lent", { orderNo }));
    hub.orders.set("A1", orderView("lent"));
    await page.goto("/q/K7");
    await rider.heading("您有 2 笔进行中的订单").waitFor();
    expect(await page.locator("main li a[href^='/o/']:not([href*='#'])").count()).toBe(2);
    expect(await page.locator("footer a").getAttribute("href")).toBe("/orders");
    await page.locator("main li a[href^='/o/']:not([href*='#'])").last().click();
    await page.waitForURL("**/o/A1");
    await rider.heading("租借中").waitFor();
  });

  test("says at a slot that the item lies there, and the hub is told which slot", async () => {
    const view = orderView("lent");
    hub.slots.set("K7", slotView({ liveOrders: [view.orderNo], mayOrder: false }));
    hub.list = [orderSummary("lent")];
    hub.orders.set(view.orderNo, view);
    hub.acts.set(
      "report",
      orderView("lent", {
        paused: true,
        now: hubTime + 1,
        items: [itemView("lent", { reported: "returned", paused: true })],
      }),
    );
    await page.goto("/q/K7");
    await link("已还到这里，但仍在计费").click();
    await rider.heading("已归还，但仍在计费？").waitFor();
    await button("返回").click();
    await link("已还到这里，但仍在计费").click();
    await button("提交核实").click();
    await rider.heading("正在核实，计费已暂停").waitFor();
    expect(hub.posted).toEqual([{ loanNo: 1, claim: "returned", code: "K7" }]);
    expect(hub.calls).toContain(`POST /api/rider/orders/${view.orderNo}/report jiehuan`);
    hub.tell(orderView("collecting", { now: hubTime + 2 }));
    await rider.heading("已归还").waitFor();
  });

  test("chooses at a slot which of several items lies there, and is not asked whether one did not open", async () => {
    const items = [itemView("lent", { slot: 3 }), itemView("lent", { loanNo: 2, slot: 4 })];
    await rider.openOrder(orderView("lent", { items }), "#trouble/K7");
    await rider.heading("遇到了什么问题？").waitFor();
    expect(await page.locator("main nav a").allTextContents()).toEqual([
      "从 3 号仓借的已归还，但仍在计费",
      "从 4 号仓借的已归还，但仍在计费",
    ]);
    await page.locator("main nav a").last().click();
    await rider.heading("已归还，但仍在计费？").waitFor();
    await rider.shown("从 4 号仓借的");
    hub.acts.set("report", { status: 409, code: "order/not-reportable" });
    await button("提交核实").click();
    await page.getByRole("alert").getByText("订单已经有了变化").waitFor();
    expect(hub.posted).toEqual([{ loanNo: 2, claim: "returned", code: "K7" }]);
  });

  test("reports that a slot did not open, and reads the outcome", async () => {
    const view = orderView("lent");
    await rider.openOrder(view);
    await link("有问题？").click();
    await link("仓门没有打开").click();
    await rider.heading("7 号仓门没有打开？").waitFor();
    // The screen is painted first.
    await eventually(() => page.evaluate("document.activeElement.tagName")).toBe("MAIN");
    hub.acts.set(
      "report",
      orderView("lent", {
        paused: true,
        now: hubTime + 1,
        items: [itemView("lent", { reported: "not-opened", paused: true })],
      }),
    );
    await button("提交核实").click();
    await rider.heading("正在核实，计费已暂停").waitFor();
    await rider.shown("正在确认仓门是否打开过");
    expect(await page.getByText("如何归还").count()).toBe(0);
    expect(hub.posted).toEqual([{ loanNo: 1, claim: "not-opened" }]);
    hub.tell(orderView("not-opened", { now: hubTime + 2 }));
    await rider.heading("抱歉，7 号仓没有打开").waitFor();
    expect(await link("有问题？").count()).toBe(0);
  });

  test("with nothing to report or to renew is not asked to", async () => {
    await rider.openOrder(orderView("lent", { items: [itemView("lent", { mayReport: [] })] }), "#report/1/returned");
    await rider.heading("租借中").waitFor();
    expect(await page.locator("main a").count()).toBe(0);
    await page.goto("about:blank");
    await page.goto(`/o/${orderView("lent").orderNo}#renew`);
    await rider.heading("租借中").waitFor();
  });

  test("is taken from a question to the order as soon as the item is back", async () => {
    await rider.openOrder(orderView("lent"), "#report/1/returned");
    await rider.heading("已归还，但仍在计费？").waitFor();
    hub.tell(orderView("collecting", { now: hubTime + 1 }));
    await rider.heading("已归还").waitFor();
  });

  test("keeps the items longer, knowing until when and what it costs", async () => {
    const lent = { renewal, tariff: tariffWith({ longestLoanHours: 12, renewals: 2 }) };
    await rider.openOrder(orderView("lent", lent));
    await link("续借 12 小时").click();
    await rider.heading("借到 11月13日 18:05？").waitFor();
    await button("返回").click();
    await rider.heading("租借中").waitFor();
    await link("续借 12 小时").click();
    hub.acts.set("renew", { status: 409, code: "order/not-renewable" });
    await button("续借 12 小时").click();
    await page.getByRole("alert").getByText("这笔订单不能续借").waitFor();
    hub.acts.set("renew", orderView("lent", { ...lent, overdueAt: renewal.until, now: hubTime + 1 }));
    await button("续借 12 小时").click();
    await rider.heading("租借中").waitFor();
    await page.getByRole("status").getByText("请在 11月13日 18:05 前归还").waitFor();
  });

  test("takes the slot that is offered, while the time runs", async () => {
    await page.clock.setFixedTime(phoneTime);
    const items = [itemView("not-opened"), itemView("offered", { loanNo: 2, slot: 9 })];
    // What the page has asked for so far is older, and can't set its clock once more.
    await rider.openOrder(orderView("opening", { now: hubTime - 1 }));
    hub.tell(orderView("offer", { items }));
    await rider.heading("7 号仓没有打开，9 号仓可以吗？").waitFor();
    const timer = () => page.getByRole("timer").textContent();
    await eventually(timer).toBe("请在 42 秒内选择");
    await page.clock.setFixedTime(phoneTime + 30_000);
    await eventually(timer).toBe("请在 12 秒内选择");
    await page.clock.setFixedTime(phoneTime + 90_000);
    await eventually(timer).toBe("请在 0 秒内选择");
    const opening = [itemView("not-opened"), itemView("opening", { loanNo: 2, slot: 9 })];
    hub.acts.set("offer", orderView("opening", { items: opening, now: hubTime + 1 }));
    await button("打开 9 号仓").click();
    await rider.heading("正在打开 9 号仓").waitFor();
    expect(hub.posted).toEqual([{ accepted: true }]);
  });

  test("declines the slot that is offered; too late, is told so", async () => {
    const items = [itemView("not-opened"), itemView("offered", { loanNo: 2, slot: 9 })];
    await rider.openOrder(orderView("offer", { items }));
    hub.acts.set("offer", { status: 409, code: "order/no-offer" });
    await button("不用了").click();
    await page.getByRole("alert").getByText("这个仓不再为您保留").waitFor();
    const declined = [itemView("not-opened"), itemView("not-opened", { loanNo: 2, slot: 9 })];
    hub.acts.set("offer", orderView("not-opened", { items: declined, now: hubTime + 1 }));
    await button("不用了").click();
    await rider.heading("抱歉，7、9 号仓没有打开").waitFor();
    expect(hub.posted).toEqual([{ accepted: false }, { accepted: false }]);
  });

  test("gives several items back one by one", async () => {
    const lent = [itemView("lent"), itemView("lent", { loanNo: 2, slot: 9 })];
    await rider.openOrder(orderView("lent", { items: lent }));
    await rider.heading("租借中").waitFor();
    const list = page.locator("ul[aria-live=polite] li");
    expect(await list.allTextContents()).toEqual(["7租借中", "9租借中"]);
    hub.tell(orderView("lent", { items: [itemView("returned"), ...lent.slice(1)], now: hubTime + 1 }));
    await rider.heading("已归还 1 件，还有 1 件").waitFor();
    await rider.shown("已归还 · 晨光便利店（福州路店） · 3 号仓");
    const returned = [itemView("returned"), itemView("returned", { loanNo: 2, slot: 9 })];
    hub.tell(orderView("settled", { items: returned, now: hubTime + 2 }));
    await rider.heading("已归还，已付款").waitFor();
    expect(await page.getByText("街角咖啡（人民广场店） · 9 号仓").count()).toBe(1);
  });

  test("finds all orders from any screen, and an order from the list", async () => {
    const view = orderView("lent");
    hub.list = [orderSummary("lent")];
    await rider.openOrder(view);
    await link("我的订单").click();
    await rider.heading("我的订单").waitFor();
    expect(await link("我的订单").count()).toBe(0);
    await page.locator("main li a[href^='/o/']:not([href*='#'])").click();
    await page.waitForURL(`**/o/${view.orderNo}`);
  });

  test("who was refused, and confirmed after all, gets no advice any more", async () => {
    const cancelled = orderView("cancelled", { lapseReason: "refused-by-provider" });
    hub.orders.set(cancelled.orderNo, cancelled);
    await page.goto(`/o/${cancelled.orderNo}`);
    await rider.heading("订单已取消").waitFor();
    expect(await page.getByText("您可以试试").count()).toBe(0);
  });

  test("declares an item lost for the amount that the page said", async () => {
    const lost = orderView("lent", { items: [itemView("lent", { buyOut: 9900 })] });
    await rider.openOrder(lost);
    await link("有问题？").click();
    await link("物品丢了").click();
    await rider.shown("按 ¥99.00 买断");
    hub.acts.set("lost", { status: 409, code: "order/price-differs" });
    await button("确认丢失，支付 ¥99.00").click();
    await page.getByRole("alert").getByText("金额已经有了变化").waitFor();
    hub.acts.set("lost", orderView("collecting", { items: [itemView("lost")], now: hubTime + 1 }));
    await button("确认丢失，支付 ¥99.00").click();
    await rider.heading("租借已结束").waitFor();
    expect(hub.posted.at(-1)).toEqual({ loanNo: 1, amount: 9900 });
  });

  test("objects to the price after the end, in own words, and reads that it is looked into", async () => {
    const settled = orderView("settled", { mayObjectTo: ["price-wrong"] });
    hub.orders.set(settled.orderNo, settled);
    await page.goto(`/o/${settled.orderNo}`);
    await link("有问题？").click();
    await link("费用不对").click();
    await page.getByRole("textbox", { name: "补充说明（选填）" }).fill("  多算了\n一小时 ");
    const statement = { what: "price-wrong", at: hubTime, text: "多算了 一小时", outcome: "open" } as const;
    hub.acts.set("objections", orderView("settled", { statements: [statement], now: hubTime + 1 }));
    await button("提交核实").click();
    await rider.shown("您提交的问题");
    await rider.shown("核实中，结果会显示在这里");
    expect(hub.posted).toEqual([{ kind: "price-wrong", text: "多算了 一小时" }]);
  });

  test("whose list can't be read may try again", async () => {
    hub.list = { status: 500, code: "internal/fault" };
    await page.goto("/orders");
    await rider.heading("系统出了点问题").waitFor();
    hub.list = [];
    await button("重试").click();
    await rider.heading("还没有订单").waitFor();
  });
});
