import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../support/optional.ts";
import { violations } from "./accessibility.ts";
import { codesOf, screenOf, twelve, withHappening, without } from "./kiosk-examples.ts";
import { eventually, KioskPanel, panels } from "./kiosk-panel.ts";
import { kioskStates } from "./kiosk-states.ts";
import { startPatience } from "./rider-phone.ts";

const program = findChromium();

describe.skipIf(program === undefined)("the screen of a cabinet", () => {
  let panel: KioskPanel;
  beforeAll(async () => {
    panel = await KioskPanel.start(program);
  }, startPatience);
  afterAll(() => panel?.stop());
  afterEach(() => panel.close());

  describe.each([
    ["zh-CN", "chinese"],
    ["en-GB", "english"],
  ] as const)("in %s", (locale, language) => {
    test.each(kioskStates)("says what it has to say: $name", async (state) => {
      await panel.open(state.view, { locale });
      for (const size of panels) {
        await panel.page.setViewportSize(size);
        for (const text of state[language]) await panel.says(text);
        await panel.picture(`${state.name}-${language}-${size.width}x${size.height}`);
        expect(await panel.overflowing(), `${size.width} × ${size.height}`).toEqual([]);
      }
      expect(await panel.codes()).toBe(state.codes);
      expect(await violations(panel.page)).toEqual([]);
    });
  });

  test("draws the slots as the cabinet is built", async () => {
    await panel.open(twelve);
    const tops = await panel.page.evaluate<number[]>(
      "[...document.querySelectorAll('li')].map((slot) => Math.round(slot.getBoundingClientRect().top))",
    );
    expect(tops.map((top) => [...new Set(tops)].indexOf(top))).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
    const names = await panel.page.evaluate<string[]>(
      "[...document.querySelectorAll('li button')].map((slot) => slot.getAttribute('aria-label'))",
    );
    expect(names.slice(0, 3)).toEqual(["1 电量 96% · 点击显示大码", "2 电量 88% · 点击显示大码", "3 空位 · 可还"]);
  });

  test("of many slots shows the code of the one that is touched, large, and closes it", async () => {
    const states = Array.from({ length: 48 }, (_, index) => (index % 3 === 0 ? ("empty" as const) : 80));
    await panel.open(screenOf(states, { columns: 6, rows: 8 }));
    await eventually(() => panel.codes()).toBe(1);
    expect(await panel.overflowing()).toEqual([]);
    await panel.page.getByRole("button", { name: /^1 / }).click();
    expect(await panel.page.getByRole("dialog").count()).toBe(0);
    await panel.page.getByRole("button", { name: /^2 / }).click();
    await panel.page.getByRole("dialog", { name: "2 号仓" }).waitFor();
    const { width } = (await panel.page.getByRole("img", { name: "2 号仓的二维码" }).boundingBox()) ?? { width: 0 };
    expect(width).toBeGreaterThan(400);
    expect(await violations(panel.page)).toEqual([]);
    await panel.picture("large-code-chinese-800x1280");
    await panel.page.getByRole("button", { name: "关闭" }).click();
    await panel.page.getByRole("dialog").waitFor({ state: "detached" });
  });

  test("changes its codes when the hub sends new ones, and the cabinet with them", async () => {
    await panel.open(twelve);
    const path = () => panel.page.locator("section svg path").getAttribute("d");
    const before = await path();
    const codes = codesOf(twelve.slots);
    panel.hub.show({ ...twelve, codes: { ...codes, best: `${codes.best}x` } });
    await eventually(path).not.toBe(before);
    panel.hub.show(withHappening("take", 7));
    await panel.says("7 号仓已打开");
    panel.hub.show(without("closed"));
    await panel.says("本机暂停借出");
    await eventually(() => panel.codes()).toBe(0);
  });

  test("shows what the stream said last, though a question of before is answered after that", async () => {
    await panel.open(twelve);
    await eventually(() => panel.hub.listeners()).toBe(1);
    let answer = () => {};
    panel.hub.answersAfter = new Promise((resolve) => {
      answer = resolve;
    });
    const asked = panel.page.waitForRequest("**/api/screen/view");
    const answered = panel.page.waitForResponse("**/api/screen/view");
    await panel.page.evaluate(`document.dispatchEvent(new Event("visibilitychange"))`);
    await asked;
    panel.hub.show(without("closed"));
    await panel.says("本机暂停借出");
    answer();
    await (await answered).finished();
    // Two frames later the page has read it.
    await panel.page.evaluate("new Promise((read) => requestAnimationFrame(() => requestAnimationFrame(read)))");
    expect(await panel.page.getByText("本机暂停借出").count()).toBeGreaterThan(0);
  });

  test("speaks the other language at a touch", async () => {
    await panel.open(twelve);
    await panel.page.getByRole("button", { name: "English" }).click();
    await panel.says("Scan to borrow a power bank");
    await panel.page.getByRole("button", { name: "中文" }).click();
    await panel.says("扫码借充电宝");
  });

  describe("that does not hear from the hub", () => {
    test("shows its codes until their time is over and then none, and says that returning works", async () => {
      await panel.open(twelve, { isTimed: true });
      await eventually(() => panel.codes()).toBe(7);
      panel.hub.break(true);
      await panel.page.clock.runFor(40_000);
      await eventually(() => panel.codes()).toBe(7);
      await panel.page.clock.runFor(8_000);
      await eventually(() => panel.codes()).toBe(0);
      await panel.says("网络中断，暂时不能扫码借用");
      await panel.says("归还照常，推入空仓位即可");
      panel.hub.break(false);
      await panel.page.clock.runFor(12_000);
      await eventually(async () => {
        await panel.page.clock.runFor(1_000);
        return panel.codes();
      }).toBe(7);
    });

    test("removes its codes too where the stream looks alive but brings nothing new", async () => {
      await panel.open(twelve, { isTimed: true });
      for (let beat = 0; beat < 4; beat++) {
        panel.hub.beat();
        await panel.page.clock.runFor(12_000);
      }
      await eventually(() => panel.codes()).toBe(0);
      await panel.says("网络中断，暂时不能扫码借用");
    });

    test("and was never heard says that it connects, and shows the cabinet once the hub is there", async () => {
      await panel.open("hub/away");
      await panel.says("正在连接…");
      panel.hub.view = twelve;
      await panel.says("扫码借充电宝");
    });
  });

  test("whose clock is set by years goes on as if nothing had happened", async () => {
    await panel.open(twelve, { isTimed: true });
    for (const year of [2040, 1999]) {
      await panel.page.clock.setSystemTime(new Date(`${year}-01-01T00:00:00Z`));
      await panel.page.clock.runFor(3_000);
      await eventually(() => panel.codes()).toBe(7);
      panel.hub.show({ ...twelve, cabinetName: `机柜 ${year}` });
      await panel.says(`机柜 ${year}`);
    }
  });

  test("ends a happening by itself", async () => {
    await panel.open(withHappening("returned", 3, { showFor: 15_000 }), { isTimed: true });
    await panel.says("3 号仓已归还，谢谢");
    await panel.page.clock.runFor(16_000);
    await panel.says("扫码借充电宝");
  });

  describe("that is not paired", () => {
    test("shows its cabinet by itself once an operator has entered the code", async () => {
      await panel.open("screen/not-paired");
      await panel.says("H7KD 3MXA");
      panel.hub.view = twelve;
      await panel.says("扫码借充电宝");
      expect(panel.hub.pairings).toBe(1);
    });

    test("shows another code before the old one ends", async () => {
      await panel.open("screen/not-paired", { isTimed: true });
      await panel.says("H7KD 3MXA");
      for (let minute = 0; minute < 10; minute++) await panel.page.clock.runFor(60_000);
      await eventually(async () => {
        await panel.page.clock.runFor(3_000);
        return panel.page.getByText("P4RW GC9T").count();
      }).toBe(1);
    });

    test("shows another code as soon as the hub no longer knows the one that it shows", async () => {
      await panel.open("screen/not-paired", { isTimed: true });
      await panel.says("H7KD 3MXA");
      panel.hub.view = "screen/not-paired";
      await eventually(async () => {
        await panel.page.clock.runFor(1_000);
        return panel.page.getByText("P4RW GC9T").count();
      }).toBe(1);
      await panel.page.clock.runFor(60_000);
      expect(panel.hub.pairings).toBe(2);
    });

    test("by a mistake of the hub's follows its cabinet as soon as the hub knows it again", async () => {
      await panel.open("hub/away", { isTimed: true });
      panel.hub.isPaired = true;
      panel.hub.view = "screen/not-paired";
      await panel.page.clock.runFor(12_000);
      panel.hub.view = twelve;
      await eventually(async () => {
        await panel.page.clock.runFor(1_000);
        return panel.codes();
      }).toBe(7);
      expect(panel.hub.pairings).toBe(0);
    });

    test("because it was revoked shows a new code in the same moment", async () => {
      await panel.open(twelve);
      await panel.says("扫码借充电宝");
      await eventually(() => panel.hub.listeners()).toBe(1);
      panel.hub.view = "screen/revoked";
      panel.hub.end("screen-revoked");
      await panel.says("H7KD 3MXA");
      expect(await panel.codes()).toBe(0);
    });
  });

  describe("in front of which nobody stands", () => {
    const slides = [
      { id: "rain", zh: "下雨了，借把伞吧", en: "Rain? Borrow an umbrella", image: "/slides/rain" },
      { id: "open", zh: "全天营业", en: "Open day and night" },
    ];

    test("shows the operator's slides in turn with the code to scan, until a touch or a happening", async () => {
      await panel.open({ ...twelve, slides, codes: codesOf(twelve.slots, 10_000_000) }, { isTimed: true });
      await panel.page.getByRole("button", { name: "English" }).click();
      await panel.idles();
      const seen = new Set<string | null>();
      for (let turn = 0; turn < 4; turn++) {
        for (const { zh } of slides) {
          if ((await panel.page.getByText(zh).count()) === 0) continue;
          if (!seen.has(zh)) await panel.picture(`slide-${seen.size + 1}-chinese-800x1280`);
          seen.add(zh);
        }
        await panel.page.clock.runFor(10_000);
      }
      expect(seen.size).toBe(2);
      await panel.page.clock.resume();
      expect(await violations(panel.page)).toEqual([]);
      expect(await panel.codes()).toBe(1);
      await panel.page.mouse.click(400, 300);
      await panel.says("电量最足的一个");
      await panel.idles();
      panel.hub.show({ ...withHappening("take", 7), slides });
      await panel.says("7 号仓已打开");
    });

    test("shows no slides while nothing can be borrowed", async () => {
      await panel.open({ ...without("closed"), slides }, { isTimed: true });
      await panel.page.clock.runFor(70_000);
      await panel.comesToSay("本机暂停借出");
    });

    test("loads another page anew that the hub has since, and not while somebody stands there", async () => {
      const view = { ...twelve, codes: codesOf(twelve.slots, 10_000_000) };
      await panel.open(view, { isTimed: true });
      let loads = 0;
      panel.page.on("load", () => loads++);
      panel.hub.show({ ...view, page: "other" });
      await panel.page.clock.runFor(50_000);
      expect(loads).toBe(0);
      await panel.page.clock.runFor(10_000);
      // What the hub said comes in real time.
      await eventually(async () => {
        await panel.page.clock.runFor(1000);
        return loads;
      }).toBe(1);
    });
  });
});
