import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findChromium } from "../support/optional.ts";
import { violations } from "./accessibility.ts";
import type { PretendHub } from "./pretend-hub.ts";
import { cabinetPlaces, hubTime, orderSummary, orderView, slotView } from "./rider-examples.ts";
import { eventually, pictures, RiderPhone, startPatience } from "./rider-phone.ts";

const browserProgram = findChromium();
const support = { telephone: "400-820-0000", hours: { zh: "每天 9:00–21:00", en: "Daily 9:00–21:00" } };

describe.skipIf(browserProgram === undefined)("a rider who looks for a way", () => {
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

  const link = (name: string | RegExp) => page.getByRole("link", { name });
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const picture = (name: string) => page.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled" });
  /** Plays the bridge of Alipay's web view: what is called stands in `window.called`. */
  const inAlipay = (scanned: string | undefined) =>
    page.addInitScript(`
      Object.defineProperty(navigator, "userAgent", { value: "AliApp(AP/10.5) AlipayClient/10.5" });
      window.called = [];
      window.AlipayJSBridge = { call(name, options, answer) {
        window.called.push([name, options]);
        if (answer) answer(${JSON.stringify({ qrCode: scanned })});
      } };
    `);

  test("finds the operator's telephone and hours one tap from a slot, in both languages", async () => {
    hub.slots.set("K7", slotView({ support }));
    await page.goto("/q/K7");
    for (const [open, call, hours, name] of [
      ["帮助", "拨打客服电话 400-820-0000", "每天 9:00–21:00", "help-slot-zh"],
      ["Help", "Call 400-820-0000", "Daily 9:00–21:00", "help-slot-en"],
    ] as const) {
      await button(open).click();
      expect(await link(call).getAttribute("href")).toBe("tel:4008200000");
      await page.getByText(hours).waitFor();
      expect(await violations(page)).toEqual([]);
      await picture(name);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      if (open === "帮助") await button("English").click();
    }
  });

  test("copies the order number from the help, and reports from there", async () => {
    const view = orderView("lent", { support });
    await rider.openOrder(view);
    await button("帮助").click();
    await button("复制").click();
    await button("已复制").waitFor();
    await page.getByText("仓门没有打开？").click();
    await page.getByText("没有打开不收费").waitFor();
    await page.getByText("物品丢了？").click();
    await page.getByText("按 99 元买断").waitFor();
    expect(await violations(page)).toEqual([]);
    await picture("help-order");
    await button("去提交").first().click();
    await rider.heading("遇到了什么问题？").waitFor();
    await button("返回").click();
    await rider.heading("租借中").waitFor();
  });

  test("without a telephone of the operator is told where to report", async () => {
    await page.goto("/");
    await button("帮助").click();
    await page.getByText("运营商尚未公布客服电话").waitFor();
  });

  test("sees the operator's name and texts on every page", async () => {
    hub.operator = { brand: { zh: "小电快借", en: "Quick" }, support, texts: { terms: 4, prices: 1 } };
    await page.goto("/orders");
    await link("小电快借").waitFor();
    await button("帮助").click();
    expect(await link("服务协议").getAttribute("href")).toBe("/terms?version=4&language=zh");
    expect(await link("计费规则").getAttribute("href")).toBe("/prices?version=1&language=zh");
    expect(await link("隐私政策").count()).toBe(0);
  });

  test("scans in the wallet, and is led to a slot of this hub", async () => {
    await inAlipay("HUB/q/K7".replace("HUB", hub.address));
    hub.slots.set("K7", slotView());
    await page.goto("/");
    await button("扫一扫").click();
    await button("免押借用").waitFor();
    expect(new URL(page.url()).pathname).toBe("/q/K7");
  });

  test("who scans something else in the wallet is told so, and stays", async () => {
    await inAlipay("https://elsewhere.example/q/K7");
    await page.goto("/");
    await button("扫一扫").click();
    await page.getByText("这不是我们机柜上的二维码").waitFor();
    expect(new URL(page.url()).pathname).toBe("/");
  });

  test("opens a cabinet on the wallet's map in the wallet, and on the phone's elsewhere", async () => {
    hub.cabinets = cabinetPlaces;
    await page.goto("/");
    const href = await link(/晨光便利店/).getAttribute("href");
    expect(href).toBe(`geo:31.2315,121.487?q=31.2315,121.487(${encodeURIComponent("晨光便利店（福州路店）")})`);
    expect(await link(/城市书房/).count()).toBe(0);

    await inAlipay(undefined);
    await page.reload();
    await link(/晨光便利店/).click();
    const place = {
      latitude: 31.2315,
      longitude: 121.487,
      name: "晨光便利店（福州路店）",
      address: "上海市黄浦区福州路 100 号",
    };
    expect(await page.evaluate("window.called")).toEqual([["openLocation", place]]);
  });

  test("sees the nearest cabinets after a tap that lets the page know where the phone is", async () => {
    hub.cabinets = cabinetPlaces;
    const asked = () => hub.calls.filter((call) => call.includes("/cabinets"));
    await page.goto("/");
    await page.getByText("晨光便利店").waitFor();
    expect(asked()).toEqual(["GET /api/rider/cabinets?limit=8 -"]);
    await page.context().grantPermissions(["geolocation"]);
    await page.context().setGeolocation({ latitude: 31.23041, longitude: 121.47379 });
    await button("查看附近的").click();
    await eventually(asked).toContain("GET /api/rider/cabinets?latitude=31.2304&longitude=121.4738&limit=8 -");
    await button("查看附近的").waitFor({ state: "detached" });
    await page.getByText("850 米").waitFor();
  });

  test("who does not let the page know where the phone is gets the list by name", async () => {
    hub.cabinets = cabinetPlaces;
    await page.addInitScript(`navigator.geolocation.getCurrentPosition = (_, refused) => refused({ code: 1 })`);
    await page.goto("/");
    await button("查看附近的").click();
    await page.getByText("无法获取位置").waitFor();
    await page.getByText("晨光便利店").waitFor();
  });

  test("is asked nothing of orders at home before the login", async () => {
    hub.list = { status: 401, code: "rider/not-known" };
    await page.goto("/");
    await rider.heading("扫码即可借用").waitFor();
    await link("扫一扫").waitFor();
    expect(await page.getByText("正在借用").count()).toBe(0);
    await picture("home-stranger");
  });

  test("sees at home what is out, and comes to its order", async () => {
    hub.list = [orderSummary("lent")];
    hub.orders.set(orderView("lent").orderNo, orderView("lent"));
    await page.goto("/");
    await link(/街角咖啡/).click();
    await rider.heading("租借中").waitFor();
  });

  test("keeps the receipt as a picture, with whom it was paid to and how to get an invoice", async () => {
    const invoiceHint = { zh: "发票请致电客服开具。", en: "Call us for an invoice." };
    hub.orders.set("A7", orderView("settled", { merchantName: "上海小电科技有限公司", invoiceHint, paidAt: hubTime }));
    await page.goto("/o/A7");
    await page.getByText("上海小电科技有限公司").waitFor();
    await page.getByText("发票请致电客服开具。").waitFor();
    await page.getByText("付款时间").waitFor();
    await button("打印").waitFor();
    await button("保存为图片").click();
    await page.getByRole("dialog").getByRole("img", { name: "账单" }).waitFor();
    await eventually(() => page.evaluate("document.querySelector('[role=dialog] img').naturalWidth")).toBe(720);
    expect(await violations(page)).toEqual([]);
    await picture("receipt-image");
  });

  test("who comes back from the wallet is not led to its question again by the back button", async () => {
    const view = orderView("confirm");
    hub.orders.set(view.orderNo, view);
    hub.list = [orderSummary("settled")];
    await page.goto(`/o/${view.orderNo}`);
    await link("去支付宝确认").click();
    await page.waitForURL("**/wallet");
    await page.goto(`/o/${view.orderNo}?user_id=2088123`);
    await rider.heading("等待您在支付宝确认").waitFor();
    await eventually(() => new URL(page.url()).search).toBe("");
    await page.evaluate("history.back()");
    await rider.heading("我的订单").waitFor();
  });
});
