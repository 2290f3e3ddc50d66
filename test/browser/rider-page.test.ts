import { join } from "node:path";
import type { Page, Route } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { findChromium } from "../support/optional.ts";
import { rulesOfColour, rulesOfSize, violations } from "./accessibility.ts";
import { orderScreens } from "./order-screens.ts";
import type { PretendHub } from "./pretend-hub.ts";
import { cabinetPlaces, codePrice, hubTime, lentSince, orderSummary, orderView, slotView } from "./rider-examples.ts";
import { eventually, phone, phoneTime, pictures, RiderPhone, startPatience } from "./rider-phone.ts";
import { placeName, slotScreens } from "./slot-screens.ts";

const browserProgram = findChromium();

describe.skipIf(browserProgram === undefined)("the rider's page", () => {
  let rider: RiderPhone;
  let hub: PretendHub;
  let page: Page;

  beforeAll(async () => {
    rider = await RiderPhone.start(browserProgram);
  }, startPatience);

  afterAll(() => rider?.stop());

  const openPhone = async () => {
    await rider.open();
    ({ hub, page } = rider);
  };
  const closePhone = () => rider.close();
  const heading = (name: string) => rider.heading(name);
  const shown = (text: string) => rider.shown(text);
  /** What a finger may miss. */
  const tooSmall = `
    [...document.querySelectorAll("a, button")]
      .filter((each) => each.getBoundingClientRect().height < 44 || each.getBoundingClientRect().width < 44)
      .map((each) => each.textContent)`;
  const overflow = () =>
    page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

  describe("as a picture", () => {
    beforeAll(async () => {
      await openPhone();
      // What a screen says of the time does not depend on how long its picture takes.
      await page.clock.setFixedTime(phoneTime);
    });
    afterAll(closePhone);

    test.each([...slotScreens, ...orderScreens])(
      "shows $name in Chinese and in English, on a small phone too",
      async (screen) => {
        await page.setViewportSize(phone);
        if (screen.slot) hub.slots.set("K7", screen.slot);
        if (screen.order) hub.orders.set("A7", screen.order);
        hub.list = screen.list ?? [];
        hub.cabinets = cabinetPlaces;
        hub.price = codePrice;
        hub.acts.clear();
        if (page.url().startsWith("http")) await page.evaluate("localStorage.clear()");
        // Else two tasks of one order would be one document.
        await page.goto("about:blank");
        await page.goto(screen.at ?? (screen.slot ? "/q/K7" : "/o/A7"));
        const [chineseHeading, ...chineseTexts] = screen.chinese;
        if (screen.tapped) {
          const { button, answer, slot } = screen.tapped;
          const tapped = page.getByRole("button", { name: button });
          await tapped.waitFor();
          hub.started = answer;
          for (const act of ["report", "leave"]) hub.acts.set(act, answer);
          if (slot) hub.slots.set("K7", slot);
          await tapped.click();
          if (!slot) await page.getByRole("alert").waitFor();
        }
        await heading(chineseHeading).waitFor();
        for (const text of chineseTexts) await shown(text);
        // Where the slot as it is now says what the refusal says, it is said once.
        if (screen.tapped?.slot) expect(await page.getByRole("alert").count()).toBe(0);
        // The page is painted first.
        const title = screen.slot && "place" in screen.slot ? "7" : chineseHeading;
        await eventually(() => page.title()).toContain(title);
        expect(await page.getAttribute("html", "lang")).toBe("zh-CN");
        expect(await page.evaluate(tooSmall)).toEqual([]);
        expect(await violations(page)).toEqual([]);
        const picture = join(pictures, screen.name.replaceAll(" ", "-"));
        await page.screenshot({ path: `${picture}.png`, animations: "disabled" });
        await page.emulateMedia({ colorScheme: "dark" });
        expect(await violations(page, rulesOfColour)).toEqual([]);
        await page.screenshot({ path: `${picture}-dark.png`, animations: "disabled" });
        await page.emulateMedia({ colorScheme: "light" });

        await page.getByRole("button", { name: "English" }).click();
        const [englishHeading, ...englishTexts] = screen.english;
        await heading(englishHeading).waitFor();
        for (const text of englishTexts) await shown(text);
        expect(await violations(page)).toEqual([]);
        await page.setViewportSize({ width: 320, height: 640 });
        expect(await overflow()).toBe(0);
        await page.evaluate("document.documentElement.style.fontSize = '150%'");
        expect(await overflow()).toBe(0);
        expect(await page.evaluate("getComputedStyle(document.querySelector('main')).fontSize")).toBe("24px");
        // Nothing may lie over the action.
        for (const action of await page.locator("footer").locator("button, a").all())
          await action.click({ trial: true });
        expect(await violations(page, rulesOfSize)).toEqual([]);
        await page.screenshot({ path: `${picture}-small.png`, animations: "disabled", fullPage: true });
        await page.getByRole("button", { name: "中文" }).click();
        expect(rider.complaints).toEqual([]);
      },
    );
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
      await eventually(() => button.isDisabled()).toBe(true);

      hub.slots.set("K7", slotView({ liveOrders: ["A7"], mayOrder: false }));
      hub.list = [orderSummary("confirm", { orderNo: "A7" })];
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
      await page.getByRole("button", { name: "刷新" }).click();
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
      hub.slots.set("K7", slotView({ liveOrders: [orderView("opening").orderNo], mayOrder: false }));
      hub.list = [orderSummary("opening")];
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

    const inWeChat = "Mozilla/5.0 (Linux; Android 12) Chrome/107.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.42";
    const onDesktop = "Mozilla/5.0 (X11; Linux x86_64) Chrome/120.0.0.0 Safari/537.36";
    const arriveWith = async (userAgent: string) => {
      hub.slots.set("K7", { status: 401, code: "rider/not-known" });
      await page.addInitScript(`Object.defineProperty(navigator, "userAgent", { value: "${userAgent}" })`);
      await page.goto("/q/K7");
      await heading("请用支付宝扫码借用").waitFor();
    };

    test("WeChat shows the place and the price, and says that Alipay must scan", async () => {
      hub.price = codePrice;
      await arriveWith(inWeChat);
      await shown("微信内无法借用");
      await heading(placeName).waitFor();
      await shown("2 元/小时");
      expect(await page.getByRole("link", { name: "在支付宝中打开" }).count()).toBe(0);
      await page.screenshot({ path: join(pictures, "slot-in-wechat.png") });
    });

    test("a computer shows the price too, and the same address as a code to scan", async () => {
      hub.price = codePrice;
      await arriveWith(onDesktop);
      await page.getByRole("img", { name: "也可以用支付宝扫描这个二维码" }).waitFor();
      await shown("2 元/小时");
      expect(await violations(page)).toEqual([]);
      await page.screenshot({ path: join(pictures, "slot-on-a-desktop.png"), fullPage: true });
    });

    test("a stranger with a code that is none of ours sees no price, and no code to scan", async () => {
      await arriveWith(onDesktop);
      await shown("电脑上无法借用");
      await eventually(() => hub.calls.filter((call) => call.includes("/price")).length).toBe(1);
      expect(await page.getByText("元/小时").count()).toBe(0);
      expect(await page.getByRole("img").count()).toBe(0);
    });

    test("the screen moves with the hub's events, and stops listening when the order has ended", async () => {
      await rider.openOrder(orderView("confirm"));
      await heading("等待您在支付宝确认").waitFor();
      hub.tell(orderView("opening", { now: hubTime + 1_000 }));
      await heading("正在打开 7 号仓").waitFor();
      hub.tell(lentSince(hubTime + 2_000, { amount: 0, now: hubTime + 3_000 }));
      await heading("7 号仓已打开，请取走").waitFor();
      const live = page.locator("[role=status][aria-live=polite]", { hasText: "请取走" });
      await live.waitFor();
      hub.tell(orderView("settled", { now: hubTime + 4_000 }));
      await heading("已归还，已付款").waitFor();
      await eventually(() => hub.listeners()).toBe(0);
    });

    test("an event that is older than what is shown changes nothing", async () => {
      await rider.openOrder(orderView("lent"));
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
      await rider.openOrder(orderView("confirm"));
      // The page tries again only when this test lets the time pass.
      await page.clock.pauseAt(Date.now() + 60_000);
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
      await rider.openOrder(orderView("lent"));
      await heading("租借中").waitFor();
      const collecting = orderView("collecting", { now: hubTime + 1 });
      hub.orders.set(collecting.orderNo, collecting);
      await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
      await heading("已归还").waitFor();
    });

    test("the timer runs by the hub's clock, and the rent is asked for when it grows", async () => {
      await page.clock.setFixedTime(phoneTime);
      // What the page has asked for so far is older, and can't set its clock once more.
      await rider.openOrder(orderView("opening", { now: hubTime - 1 }));
      hub.tell(lentSince(hubTime - 50_000, { amount: 0, amountChangesAt: hubTime + 30_000 }));
      await heading("7 号仓已打开，请取走").waitFor();
      const timer = () => page.getByRole("timer").textContent();
      await eventually(timer).toBe("00:50");
      await page.clock.setFixedTime(phoneTime + 7_000);
      await eventually(timer).toBe("00:57");
      hub.orders.set(orderView("lent").orderNo, lentSince(hubTime - 50_000, { amount: 200, now: hubTime + 30_000 }));
      await page.clock.runFor(32_000);
      await heading("租借中").waitFor();
      await page.getByText("¥2.00").waitFor();
      await eventually(timer).toBe("01:20");
    });

    test("giving up cancels the order; too late, it is said why not", async () => {
      await rider.openOrder(orderView("confirm"));
      expect(await page.getByRole("link", { name: "去支付宝确认" }).getAttribute("href")).toBe("/wallet");
      const giveUp = page.getByRole("button", { name: "取消借用" });
      const view = orderView("confirm");
      hub.acts.set("give-up", { status: 409, code: "order/not-cancellable" });
      await giveUp.click();
      await page.getByRole("alert").getByText("已无法取消").waitFor();
      hub.acts.set("give-up", orderView("confirm", { lapseReason: "given-up", now: hubTime + 1 }));
      await giveUp.click();
      await heading("正在取消").waitFor();
      expect(await page.locator("footer").count()).toBe(0);
      hub.tell(orderView("cancelled", { now: hubTime + 2 }));
      await heading("订单已取消").waitFor();
      expect(hub.calls).toContain(`POST /api/rider/orders/${view.orderNo}/give-up jiehuan`);
    });

    test("the chosen language is kept, and English is the first where Chinese is not read", async () => {
      hub.slots.set("K7", slotView());
      await page.goto("/q/K7");
      await page.getByRole("button", { name: "English" }).click();
      await page.getByRole("button", { name: "Borrow deposit-free" }).waitFor();
      await page.reload();
      await page.getByRole("button", { name: "Borrow deposit-free" }).waitFor();

      const abroad = await rider.browser.newPage({ locale: "de-DE", baseURL: hub.address });
      await abroad.goto("/q/K7");
      await abroad.getByRole("button", { name: "Borrow deposit-free" }).waitFor();
      await abroad.context().close();
    });

    test("everything can be reached and seen with the keyboard", async () => {
      hub.slots.set("K7", slotView());
      hub.started = { orderNo: "A7", walletUrl: "/wallet" };
      await page.goto("/q/K7");
      await heading(placeName).waitFor();
      const focused = () => page.evaluate("document.activeElement.textContent");
      await page.keyboard.press("Tab");
      await eventually(focused).toBe("借还");
      await page.keyboard.press("Tab");
      await eventually(focused).toBe("我的订单");
      await page.keyboard.press("Tab");
      await eventually(focused).toBe("帮助");
      await page.keyboard.press("Tab");
      await eventually(focused).toBe("English");
      await page.keyboard.press("Tab");
      await eventually(focused).toBe("免押借用");
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
      await page.getByRole("button", { name: "Borrow deposit-free" }).waitFor();
      await rider.openOrder(orderView("lent"));
      await heading("租借中").waitFor();
      hub.breakStreams(true);
      await page.getByText("连接已断开").waitFor();
    });
  });
});
