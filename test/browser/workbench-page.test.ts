import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../platform/clock.ts";
import { workbenchControl } from "../../simulators/workbench/control.ts";
import { Workbench } from "../../simulators/workbench/workbench.ts";
import { findChromium } from "../support/optional.ts";
import { violations } from "./accessibility.ts";
import { pictures, RiderPhone, startPatience } from "./rider-phone.ts";

const browserProgram = findChromium();

describe.skipIf(browserProgram === undefined)("the page of the workbench", () => {
  let rider: RiderPhone;
  let folder: string;
  let workbench: Workbench;
  let control: FastifyInstance;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    rider = await RiderPhone.start(browserProgram);
  }, startPatience);
  afterAll(() => rider?.stop());

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "workbench-page-"));
    const parts = { clock: systemClock, hub: undefined, newKey: () => "key1" };
    workbench = await Workbench.open(
      [
        {
          name: "shop-1",
          protocol: "gzxj",
          line: "tcp:0",
          slots: 6,
          columns: 3,
          link: { port: 0, hub: "127.0.0.1:9" },
        },
        { name: "shop-2", protocol: "lock8a", line: "tcp:0", slots: 4 },
      ],
      parts,
    );
    control = await workbenchControl(workbench, rider.pagesFolder);
    await control.listen({ host: "127.0.0.1", port: 0 });
    page = await rider.browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "zh-CN" });
    complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(control.listeningOrigin);
    await page.getByRole("heading", { name: "技术员工作台" }).waitFor();
  });

  afterEach(async () => {
    await page.context().close();
    await control.close();
    await workbench.stop();
    await rm(folder, { recursive: true, force: true });
    expect(complaints).toEqual([]);
  });

  const slot = (number: number) => page.getByRole("button", { name: new RegExp(`^${number} 号仓 `) });
  const contentOf = (number: number) => workbench.view("shop-1").slots[number - 1];

  test("takes and returns items by hand, and shows what happens without being loaded again", async () => {
    await slot(1).click();
    await page.getByRole("button", { name: "取出（用钥匙）" }).click();
    await page.getByRole("button", { name: "1 号仓 空" }).waitFor();
    await page.getByRole("textbox", { name: "其他物品编号" }).fill("FOREIGN1");
    await page.getByRole("button", { name: "推入归还" }).click();
    await page.getByRole("button", { name: "1 号仓 FOREIGN1 有物品" }).waitFor();
    expect(contentOf(1)).toMatchObject({ itemId: "FOREIGN1", returnConfirmed: false });
    await page.getByRole("button", { name: "卡住锁" }).click();
    await page.getByRole("button", { name: "1 号仓 FOREIGN1 卡住 有物品" }).waitFor();
    // Done over HTTP by somebody else.
    await workbench.act({ do: "empty", cabinet: "shop-1", slot: 2 });
    await page.getByRole("button", { name: "2 号仓 空" }).waitFor();
  });

  test("says why an act was refused, in the reader's language", async () => {
    await slot(1).click();
    await workbench.act({ do: "empty", cabinet: "shop-1", slot: 2 });
    await slot(2).click();
    await page.getByRole("textbox", { name: "其他物品编号" }).fill(contentOf(1)?.itemId ?? "");
    await page.getByRole("button", { name: "推入归还" }).click();
    await page.getByRole("alert").filter({ hasText: "这件物品已在别的仓位" }).waitFor();
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("textbox", { name: "Another item's id" }).fill(contentOf(1)?.itemId ?? "");
    await page.getByRole("button", { name: "Push in (return)" }).click();
    await page.getByRole("alert").filter({ hasText: "is in slot 1" }).waitFor();
  });

  test("breaks the board, its line and the network", async () => {
    await page.getByRole("button", { name: "不应答" }).click();
    await page.getByText("控制板照常动作，但不应答。").waitFor();
    await page.getByRole("button", { name: "逐字节发送" }).click();
    await page.getByRole("combobox", { name: "应答延迟" }).selectOption("300");
    await page.getByRole("button", { name: "断开网络" }).click();
    await page.getByText("网络已断开").waitFor();
    await expect
      .poll(() => workbench.view("shop-1"))
      .toMatchObject({ mode: "mute", split: true, delay: 300, link: { isCut: true } });
  });

  test("shows the bytes on the line with their fields, and those of each cabinet apart", async () => {
    workbench.cabinet("shop-1").traffic.add("in", Buffer.from("{0@CQ,1795956959,0,76EB}\r\n"));
    await page.getByText("{0@CQ,1795956959,0,76EB}").waitFor();
    await page.getByText("msgId: 1795956959").waitFor();
    await page.getByRole("button", { name: /^shop-2/ }).click();
    await page.getByText("线路上还没有数据").waitFor();
    workbench.cabinet("shop-2").traffic.add("in", Buffer.from("8A0102119A", "hex"));
    await page.getByText("8A 01 02 11").waitFor();
  });

  test("records a script, runs it again, and shows how it ended", async () => {
    await page.getByRole("button", { name: "开始录制" }).click();
    await page.getByText("正在录制，已录 0 步").waitFor();
    await slot(3).click();
    await page.getByRole("button", { name: "卡住锁" }).click();
    await page.getByText("正在录制，已录 1 步").waitFor();
    await page.getByRole("button", { name: "把此仓位的现状录为检查点" }).click();
    await page.getByText("正在录制，已录 2 步").waitFor();
    await page.getByRole("button", { name: "停止录制" }).click();
    const script = page.getByRole("textbox", { name: "脚本（JSON）" });
    await expect.poll(() => script.inputValue()).toContain('"do": "expect"');
    await workbench.act({ do: "free", cabinet: "shop-1", slot: 3 });
    await page.getByRole("button", { name: "运行" }).click();
    await page.getByText("脚本通过").waitFor();
    expect(contentOf(3)?.jammed).toBe(true);
    await script.fill('{ "name": "wrong", "steps": [{ "do": "take", "slot": 1 }] }');
    await page.getByRole("button", { name: "运行" }).click();
    await page.getByText("脚本未通过").waitFor();
  });

  test.each([
    ["desktop", 1280],
    ["tablet", 820],
  ])("has no barriers on a %s, in either language", async (name, width) => {
    await page.setViewportSize({ width, height: 1000 });
    workbench.cabinet("shop-1").traffic.add("in", Buffer.from("{0@CQ,1795956959,0,76EB}\r\n"));
    await page.getByText("msgId: 1795956959").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: join(pictures, `workbench-${name}.png`), fullPage: true });
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Technician's workbench" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: join(pictures, `workbench-${name}-en.png`), fullPage: true });
    const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
    expect(overflow).toBeLessThanOrEqual(0);
  });

  test("says that it has lost the program, and goes on when it is back", async () => {
    const { port } = new URL(control.listeningOrigin);
    await control.close();
    await page.getByText("与工作台程序的连接已断开").waitFor();
    control = await workbenchControl(workbench, rider.pagesFolder);
    await control.listen({ host: "127.0.0.1", port: Number(port) });
    await page.getByText("与工作台程序的连接已断开").waitFor({ state: "detached" });
  });

  test("opens a slot of a real board only after a question", async () => {
    const line = workbench.view("shop-1").line;
    const board = { driver: "gzxj", line, slots: 6 } as const;
    const real = await Workbench.open([{ name: "bench", board }], {
      clock: systemClock,
      hub: undefined,
      newKey: () => "key1",
    });
    const served = await workbenchControl(real, rider.pagesFolder);
    try {
      await served.listen({ host: "127.0.0.1", port: 0 });
      await page.goto(served.listeningOrigin);
      await page.getByText("线路已打开").waitFor();
      await page.getByRole("button", { name: "读取全部仓位" }).click();
      await page.getByRole("button", { name: "2 号仓 SIM0002 有物品" }).click();
      await page.getByRole("button", { name: "开仓" }).click();
      expect(contentOf(2)?.motorMovements).toBe(0);
      await page.getByRole("button", { name: "确定打开" }).click();
      await page.getByRole("button", { name: "2 号仓 空" }).waitFor();
      await page.getByText("open: opened").waitFor();
      expect(contentOf(2)).toMatchObject({ motorMovements: 1, content: "loose" });
      expect(await violations(page)).toEqual([]);
      await page.screenshot({ path: join(pictures, "workbench-real.png"), fullPage: true });
    } finally {
      await served.close();
      await real.stop();
    }
  });
});
