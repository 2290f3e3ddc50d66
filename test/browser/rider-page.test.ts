import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page, type Route } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { OrderView, SlotView } from "../../server/http/rider-api.ts";
import { findChromium } from "../support/optional.ts";
import { type PretendHub, pretendHub, type Refusal } from "./pretend-hub.ts";
import { hubTime, orderView, slotView } from "./rider-examples.ts";

const browserProgram = findChromium();
const pictures = join(tmpdir(), "jiehuan-rider-screens");
const phone = { width: 390, height: 844 };

interface Screen {
  name: string;
  slot?: SlotView | Refusal;
  order?: OrderView | Refusal;
  /** The heading, and what else must be readable. */
  chinese: [heading: string, ...texts: string[]];
  english: [heading: string, ...texts: string[]];
}

const price = "前5分钟免费，之后每小时2元，24小时封顶20元，总封顶99元";
const englishPrice = "First 5 minutes free, then ¥2 per hour, at most ¥20 per 24 hours and ¥99 in total";
const placeName = slotView().place.name;

const screens: Screen[] = [
  {
    name: "slot ready",
    slot: slotView(),
    chinese: [placeName, "上海市黄浦区南京西路 8 号 1 层", price, "电量 82%", "免押借用"],
    english: [placeName, englishPrice, "82% charged", "Borrow without deposit"],
  },
  {
    name: "slot empty",
    slot: slotView({ availability: "empty" }),
    chinese: ["这个仓是空的", "刷新状态"],
    english: ["This slot is empty", "Check again"],
  },
  {
    name: "slot taken",
    slot: slotView({ availability: "taken" }),
    chinese: ["这个仓正由其他人借用"],
    english: ["Somebody else is borrowing here"],
  },
  {
    name: "slot faulted",
    slot: slotView({ availability: "faulted" }),
    chinese: ["这个仓暂停使用"],
    english: ["This slot is out of order"],
  },
  {
    name: "slot offline",
    slot: slotView({ availability: "offline" }),
    chinese: ["机柜暂时离线"],
    english: ["This cabinet is offline"],
  },
  {
    name: "slot with another live order",
    slot: slotView({ liveOrderNo: "A1" }),
    chinese: ["您有一笔进行中的订单", "查看订单"],
    english: ["You have an order under way", "Show my order"],
  },
  {
    name: "code unknown",
    slot: { status: 404, code: "code/unknown" },
    chinese: ["无法识别这个二维码", "code/unknown"],
    english: ["Unknown code", "code/unknown"],
  },
  {
    name: "code revoked",
    slot: { status: 410, code: "code/revoked" },
    chinese: ["这个二维码已停用"],
    english: ["This code is no longer valid"],
  },
  {
    name: "rider not known",
    slot: { status: 401, code: "rider/not-known" },
    chinese: ["请用支付宝扫码", "在支付宝中打开"],
    english: ["Scan with Alipay", "Open in Alipay"],
  },
  {
    name: "hub at fault",
    slot: { status: 500, code: "internal/fault" },
    chinese: ["系统出了点问题", "internal/fault", "重试"],
    english: ["Something went wrong", "internal/fault", "Try again"],
  },
  {
    name: "order confirm",
    order: orderView("confirm"),
    chinese: ["等待您在支付宝确认", "请在 14:15 前确认", "去支付宝确认", "放弃借用"],
    english: ["Waiting for you to confirm in Alipay", "Confirm before 14:15", "Confirm in Alipay", "Give up"],
  },
  {
    name: "order opening",
    order: orderView("opening"),
    chinese: ["正在打开 7 号仓"],
    english: ["Opening slot 7"],
  },
  {
    name: "order just opened",
    order: orderView("lent", { openedAt: hubTime - 5_000, amount: 0 }),
    chinese: ["7 号仓已打开，请取走", "怎样归还"],
    english: ["Slot 7 is open: take it", "How to return"],
  },
  {
    name: "order lent",
    order: orderView("lent"),
    chinese: ["租借中", "1:23:0", "¥4.00", "怎样归还", "请在 11月12日 12:05 前归还"],
    english: ["On loan", "1:23:0", "¥4.00", "How to return", "Return it before 12 Nov, 12:05"],
  },
  {
    name: "order overdue",
    order: orderView("lent", { openedAt: hubTime - 75 * 3_600_000, amount: 6600, overdueAt: hubTime - 3 * 3_600_000 }),
    chinese: ["租借中", "3天 03:00:0", "已于 11月9日 11:05 逾期"],
    english: ["On loan", "3 d 03:00:0", "Overdue since 9 Nov, 11:05"],
  },
  {
    name: "order checking",
    order: orderView("checking"),
    chinese: ["正在确认 7 号仓是否打开", "目前没有收取任何费用"],
    english: ["Checking whether slot 7 opened", "Nothing has been charged"],
  },
  {
    name: "order not opened",
    order: orderView("not-opened"),
    chinese: ["抱歉，7 号仓没有打开", "不收取任何费用"],
    english: ["Sorry, slot 7 did not open", "nothing is charged"],
  },
  {
    name: "order collecting",
    order: orderView("collecting"),
    chinese: ["已归还", "正在通过支付宝结算", "¥26.00"],
    english: ["Returned", "Alipay is settling the payment", "¥26.00"],
  },
  {
    name: "order payment due",
    order: orderView("payment-due"),
    chinese: ["已归还，等待扣款", "不会重复扣款"],
    english: ["Returned, payment due", "never charged twice"],
  },
  {
    name: "order settled",
    order: orderView("settled"),
    chinese: [
      "已归还，已付款",
      "免费 5 分钟",
      "计费 27 小时",
      "24小时封顶减免",
      "−¥28.00",
      "¥26.00",
      "1天2小时59分钟",
      "晨光便利店（福州路店） · 3 号仓",
    ],
    english: ["Returned, paid", "27 hours billed", "24-hour cap", "−¥28.00", "1 d 2 h 59 min", "slot 3"],
  },
  {
    name: "order settled free",
    order: orderView("settled", { amount: 0, lines: [{ what: "free", count: 4, amount: 0 }] }),
    chinese: ["已归还，本次免费", "免费 4 分钟"],
    english: ["Returned, free of charge", "4 minutes free"],
  },
  {
    name: "order lapsed",
    order: orderView("lapsed"),
    chinese: ["超时未确认", "没有收费"],
    english: ["Not confirmed in time", "nothing charged"],
  },
  {
    name: "order cancelled",
    order: orderView("cancelled"),
    chinese: ["订单已取消"],
    english: ["Order cancelled"],
  },
  {
    name: "order in review",
    order: orderView("review"),
    chinese: ["客服正在核实这笔订单", "暂停计费和扣款"],
    english: ["We are looking into this order", "paused meanwhile"],
  },
  {
    name: "order unknown",
    order: { status: 404, code: "order/unknown" },
    chinese: ["找不到这笔订单", "order/unknown"],
    english: ["Order not found", "order/unknown"],
  },
];

describe.skipIf(browserProgram === undefined)("the rider's page", () => {
  let folder: string;
  let browser: Browser;
  let hub: PretendHub;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "jiehuan-rider-page-"));
    await mkdir(pictures, { recursive: true });
    await build({ configFile: "kiosk-ui/vite.config.ts", logLevel: "error", build: { outDir: folder } });
    browser = await chromium.launch({
      executablePath: browserProgram ?? "",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function openPhone(): Promise<void> {
    hub = await pretendHub(folder);
    page = await browser.newPage({ viewport: phone, locale: "zh-CN", baseURL: hub.address });
    page.setDefaultTimeout(5_000);
    complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      // The browser itself writes a line for each answer that is an error.
      const refused = message.text().startsWith("Failed to load resource") && message.location().url.includes("/api/");
      if (message.type() === "error" && !refused) complaints.push(message.text());
    });
  }

  async function closePhone(): Promise<void> {
    await page.context().close();
    await hub.close();
    expect(complaints).toEqual([]);
  }

  const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: 5_000 });
  const heading = (name: string) => page.getByRole("heading", { name, exact: true });
  const shown = (text: string) => page.getByText(text).first().waitFor();
  const overflow = () =>
    page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

  const looks = (orderNo: string) => hub.calls.filter((call) => call === `GET /api/rider/orders/${orderNo} -`).length;

  /** Opens an order's page and waits until it listens and has asked for all it asks for by itself. */
  async function openOrder(view: OrderView): Promise<void> {
    hub.orders.set(view.orderNo, view);
    await page.goto(`/o/${view.orderNo}`);
    await eventually(() => hub.listeners()).toBe(1);
    await eventually(() => looks(view.orderNo)).toBe(2);
  }

  describe("as a picture", () => {
    beforeAll(openPhone);
    afterAll(closePhone);

    test.each(screens)("shows $name in Chinese and in English, on a small phone too", async (screen) => {
      await page.setViewportSize(phone);
      if (screen.slot) hub.slots.set("K7", screen.slot);
      if (screen.order) hub.orders.set("A7", screen.order);
      await page.goto(screen.slot ? "/q/K7" : "/o/A7");
      const [chineseHeading, ...chineseTexts] = screen.chinese;
      await heading(chineseHeading).waitFor();
      for (const text of chineseTexts) await shown(text);
      expect(await page.getAttribute("html", "lang")).toBe("zh-CN");
      expect(await page.title()).toContain(
        screen.slot && "code" in screen.slot && "place" in screen.slot ? "7" : chineseHeading,
      );
      const picture = join(pictures, screen.name.replaceAll(" ", "-"));
      await page.screenshot({ path: `${picture}.png`, animations: "disabled" });

      await page.getByRole("button", { name: "English" }).click();
      const [englishHeading, ...englishTexts] = screen.english;
      await heading(englishHeading).waitFor();
      for (const text of englishTexts) await shown(text);
      await page.setViewportSize({ width: 320, height: 568 });
      expect(await overflow()).toBe(0);
      await page.addStyleTag({ content: "html { font-size: 150% }" });
      expect(await overflow()).toBe(0);
      expect(await page.evaluate("getComputedStyle(document.querySelector('main')).fontSize")).toBe("24px");
      // Nothing may lie over the action.
      for (const action of await page.locator("footer").locator("button, a").all()) await action.click({ trial: true });
      await page.screenshot({ path: `${picture}-small.png`, animations: "disabled", fullPage: true });
      await page.getByRole("button", { name: "中文" }).click();
      expect(complaints).toEqual([]);
    });
  });

  describe("in use", () => {
    beforeEach(openPhone);
    afterEach(closePhone);

    test("the slot's number is announced, and one button leads to the wallet", async () => {
      hub.slots.set("K7", slotView());
      hub.started = { orderNo: "A7", walletUrl: "/wallet" };
      await page.goto("/q/K7");
      await page.getByRole("img", { name: "7 号仓" }).waitFor();
      await page.getByRole("button", { name: "免押借用" }).click();
      await page.waitForURL("**/wallet");
      expect(hub.calls).toContain("POST /api/rider/orders jiehuan");
    });

    test("while the wallet loads there is no second order; back from it, the slot is looked at anew", async () => {
      hub.slots.set("K7", slotView());
      hub.started = { orderNo: "A7", walletUrl: "/wallet" };
      const wallet = vi.fn((route: Route) => route.fulfill({ status: 204 }));
      await page.route("**/wallet", wallet);
      await page.goto("/q/K7");
      const button = page.locator("footer button");
      await button.click();
      await eventually(() => wallet.mock.calls.length).toBe(1);
      expect(await button.isDisabled()).toBe(true);

      hub.slots.set("K7", slotView({ liveOrderNo: "A7" }));
      await page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
      await page.getByRole("link", { name: "查看订单" }).waitFor();
    });

    test("a rider who comes too late is told so, and sees the slot as it is now", async () => {
      hub.slots.set("K7", slotView());
      await page.goto("/q/K7");
      const button = page.getByRole("button", { name: "免押借用" });
      await button.waitFor();
      hub.slots.set("K7", slotView({ availability: "taken" }));
      await button.click();
      await page.getByRole("alert").getByText("slot/taken").waitFor();
      await heading("这个仓正由其他人借用").waitFor();
      expect(await button.count()).toBe(0);
      hub.slots.set("K7", slotView());
      await page.getByRole("button", { name: "刷新状态" }).click();
      await button.waitFor();
      expect(await page.getByRole("alert").count()).toBe(0);
    });

    test("an unreachable hub can be tried again", async () => {
      hub.slots.set("K7", slotView());
      await page.route("**/api/**", (route) => route.abort());
      await page.goto("/q/K7");
      await heading("网络连接失败").waitFor();
      await page.unroute("**/api/**");
      await page.getByRole("button", { name: "重试" }).click();
      await heading(placeName).waitFor();
    });

    test("a rider with a live order is led to it", async () => {
      hub.slots.set("K7", slotView({ liveOrderNo: orderView("opening").orderNo }));
      hub.orders.set(orderView("opening").orderNo, orderView("opening"));
      await page.goto("/q/K7");
      await page.getByRole("link", { name: "查看订单" }).click();
      await heading("正在打开 7 号仓").waitFor();
    });

    test("outside Alipay the page opens in Alipay, inside it logs in anew", async () => {
      hub.slots.set("K7", { status: 401, code: "rider/not-known" });
      await page.goto("/q/K7");
      const link = await page.getByRole("link", { name: "在支付宝中打开" }).getAttribute("href");
      expect(link).toBe(
        `alipays://platformapi/startapp?appId=20000067&url=${encodeURIComponent(`${hub.address}/q/K7`)}`,
      );

      await page.addInitScript(
        "Object.defineProperty(navigator, 'userAgent', { value: 'AliApp(AP/10.5) AlipayClient/10.5' })",
      );
      await page.reload();
      const retry = page.getByRole("button", { name: "重试" });
      await retry.waitFor();
      hub.slots.set("K7", slotView());
      await retry.click();
      await heading(placeName).waitFor();
    });

    test("the screen moves with the hub's events, and stops listening when the order has ended", async () => {
      await openOrder(orderView("confirm"));
      await heading("等待您在支付宝确认").waitFor();
      hub.tell(orderView("opening", { now: hubTime + 1_000 }));
      await heading("正在打开 7 号仓").waitFor();
      hub.tell(orderView("lent", { openedAt: hubTime + 2_000, amount: 0, now: hubTime + 3_000 }));
      await heading("7 号仓已打开，请取走").waitFor();
      const live = page.locator("[role=status][aria-live=polite]", { hasText: "请取走" });
      await live.waitFor();
      hub.tell(orderView("settled", { now: hubTime + 4_000 }));
      await heading("已归还，已付款").waitFor();
      await eventually(() => hub.listeners()).toBe(0);
    });

    test("an event that is older than what is shown changes nothing", async () => {
      await openOrder(orderView("lent"));
      await heading("租借中").waitFor();
      await page.evaluate(`
        window.titles = [];
        new MutationObserver(() => window.titles.push(document.querySelector("h1").textContent))
          .observe(document.querySelector("main"), { subtree: true, childList: true, characterData: true });
      `);
      hub.tell(orderView("review", { now: hubTime + 2 }));
      hub.tell(orderView("opening", { now: hubTime + 1 }));
      hub.tell(orderView("collecting", { now: hubTime + 3 }));
      await heading("已归还").waitFor();
      expect(await page.evaluate("window.titles")).not.toContain("正在打开 7 号仓");
    });

    test("a broken event stream is said, the state stays, and what was missed is fetched", async () => {
      await page.clock.install();
      await openOrder(orderView("confirm"));
      const streams = () => hub.calls.filter((call) => call.includes("/events")).length;
      hub.breakStreams(true);
      await page.getByText("连接已断开").waitFor();
      await heading("等待您在支付宝确认").waitFor();
      await page.screenshot({ path: join(pictures, "connection-lost.png"), animations: "disabled" });
      // The browser tries once more by itself, is refused, and gives up.
      await eventually(streams).toBe(2);

      hub.breakStreams(false);
      hub.orders.set(orderView("opening").orderNo, orderView("opening", { now: hubTime + 60_000 }));
      await eventually(async () => {
        await page.clock.runFor(5_000);
        return hub.listeners();
      }).toBe(1);
      await heading("正在打开 7 号仓").waitFor();
      await page.getByText("连接已断开").waitFor({ state: "detached" });
    });

    test("a phone that was in the pocket asks for the newest state", async () => {
      await openOrder(orderView("lent"));
      await heading("租借中").waitFor();
      const collecting = orderView("collecting", { now: hubTime + 1 });
      hub.orders.set(collecting.orderNo, collecting);
      await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
      await heading("已归还").waitFor();
    });

    test("the timer runs by the hub's clock, and the rent is asked for when it grows", async () => {
      await page.clock.install();
      await openOrder(orderView("lent", { openedAt: hubTime - 50_000, amount: 0, amountChangesAt: hubTime + 30_000 }));
      await heading("7 号仓已打开，请取走").waitFor();
      expect(await page.getByRole("timer").textContent()).toMatch(/^00:5\d$/);
      hub.orders.set(
        orderView("lent").orderNo,
        orderView("lent", { openedAt: hubTime - 50_000, amount: 200, now: hubTime + 30_000 }),
      );
      await page.clock.runFor(32_000);
      await heading("租借中").waitFor();
      await page.getByText("¥2.00").waitFor();
      expect(await page.getByRole("timer").textContent()).toMatch(/^01:2\d$/);
    });

    test("giving up cancels the order; too late, it is said why not", async () => {
      await openOrder(orderView("confirm"));
      expect(await page.getByRole("link", { name: "去支付宝确认" }).getAttribute("href")).toBe("/wallet");
      const giveUp = page.getByRole("button", { name: "放弃借用" });
      const view = orderView("confirm");
      hub.orders.set(view.orderNo, { status: 409, code: "order/not-cancellable" });
      await giveUp.click();
      await page.getByRole("alert").getByText("已经不能放弃").waitFor();
      hub.orders.set(view.orderNo, view);
      await giveUp.click();
      await heading("订单已取消").waitFor();
      expect(hub.calls).toContain(`POST /api/rider/orders/${view.orderNo}/give-up jiehuan`);
    });

    test("the chosen language is kept, and English is the first where Chinese is not read", async () => {
      hub.slots.set("K7", slotView());
      await page.goto("/q/K7");
      await page.getByRole("button", { name: "English" }).click();
      await page.getByRole("button", { name: "Borrow without deposit" }).waitFor();
      await page.reload();
      await page.getByRole("button", { name: "Borrow without deposit" }).waitFor();

      const abroad = await browser.newPage({ locale: "de-DE", baseURL: hub.address });
      await abroad.goto("/q/K7");
      await abroad.getByRole("button", { name: "Borrow without deposit" }).waitFor();
      await abroad.context().close();
    });

    test("everything can be reached and seen with the keyboard", async () => {
      hub.slots.set("K7", slotView());
      hub.started = { orderNo: "A7", walletUrl: "/wallet" };
      await page.goto("/q/K7");
      await heading(placeName).waitFor();
      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement.textContent")).toBe("English");
      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement.textContent")).toBe("免押借用");
      expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/wallet");
    });

    test("an old web view without the younger library functions, and without storage, shows the page", async () => {
      await page.addInitScript(`
        for (const name of ["flat", "flatMap", "at", "findLast", "toSorted"]) delete Array.prototype[name];
        for (const name of ["replaceAll", "matchAll", "at"]) delete String.prototype[name];
        for (const name of ["fromEntries", "hasOwn"]) delete Object[name];
        for (const name of ["allSettled", "any"]) delete Promise[name];
        for (const name of ["queueMicrotask", "structuredClone", "ResizeObserver"]) delete window[name];
        Object.defineProperty(window, "localStorage", { get() { throw new Error("refused"); } });
      `);
      hub.slots.set("K7", slotView());
      await page.goto("/q/K7");
      await page.getByRole("button", { name: "免押借用" }).waitFor();
      await page.getByRole("button", { name: "English" }).click();
      await page.getByRole("button", { name: "Borrow without deposit" }).waitFor();
      await openOrder(orderView("lent"));
      await heading("租借中").waitFor();
      hub.breakStreams(true);
      await page.getByText("连接已断开").waitFor();
    });
  });
});
