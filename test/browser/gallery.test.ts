import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fastifyStatic from "@fastify/static";
import { type FastifyInstance, fastify } from "fastify";
import type { Page } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findChromium } from "../support/optional.ts";
import { violations } from "./accessibility.ts";
import { eventually, pictures, RiderPhone, startPatience } from "./rider-phone.ts";

const browserProgram = findChromium();

describe.skipIf(browserProgram === undefined)("a part of the pages", () => {
  let folder: string;
  let app: FastifyInstance;
  let rider: RiderPhone;
  let page: Page;

  beforeAll(async () => {
    rider = await RiderPhone.start(browserProgram);
    folder = await mkdtemp(join(tmpdir(), "jiehuan-gallery-"));
    const input = { gallery: resolve("kiosk-ui/gallery/index.html") };
    await build({
      configFile: "kiosk-ui/vite.config.ts",
      logLevel: "error",
      build: { outDir: folder, rollupOptions: { input } },
    });
    app = fastify();
    await app.register(fastifyStatic, { root: folder });
    await app.listen({ host: "127.0.0.1", port: 0 });
  }, startPatience);
  afterAll(async () => {
    await rider?.stop();
    await app?.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    await rider.open();
    ({ page } = rider);
    await page.goto(`${app.listeningOrigin}/gallery/index.html`);
    await page.getByRole("heading", { name: "Parts of the pages" }).waitFor();
  });
  afterEach(() => rider.close());

  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const focused = () =>
    page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.textContent");

  test.each(["light", "dark"] as const)("in its %s colours violates no rule of accessibility", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
    await page.screenshot({
      path: join(pictures, `gallery-${colorScheme}.png`),
      fullPage: true,
      animations: "disabled",
    });
    await button("Open the sheet").click();
    await page.getByRole("dialog").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: join(pictures, `gallery-sheet-${colorScheme}.png`), animations: "disabled" });
  });

  test("that is a button takes no second tap until its work is done", async () => {
    await button("Works until told").click();
    await eventually(() => button("Works until told").isDisabled()).toBe(true);
    await button("Done").click();
    await eventually(() => button("Works until told").isEnabled()).toBe(true);
  });

  test("that is a grid of slots stands in columns, and says each slot's number and state", async () => {
    const ofGrid = (selector: string, of: string) =>
      page.evaluate<unknown[]>(
        `[...document.querySelectorAll("[aria-label='Slots to look at'] ${selector}")].map((each) => each.${of})`,
      );
    const names = await ofGrid("[role=img]", "getAttribute('aria-label')");
    expect(names.slice(0, 6)).toEqual([
      "slot 1, ready",
      "slot 2, empty",
      "slot 3, taken",
      "slot 4, faulted",
      "slot 5, flat",
      "slot 6, open",
    ]);
    const tops = await ofGrid("li", "offsetTop");
    expect(tops.map((top) => [...new Set(tops)].indexOf(top))).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2]);
  });

  test("that is a grid of slots is one stop for Tab, inside which the arrows move", async () => {
    await button("slot 1, ready").focus();
    const path: [key: string, slot: string][] = [
      ["ArrowRight", "slot 2, empty"],
      ["ArrowDown", "slot 6, open"],
      ["ArrowDown", "slot 10, ready"],
      ["ArrowDown", "slot 10, ready"],
      ["ArrowLeft", "slot 9, ready"],
      ["ArrowUp", "slot 5, flat"],
      ["Home", "slot 1, ready"],
      ["ArrowLeft", "slot 1, ready"],
      ["End", "slot 10, ready"],
    ];
    for (const [key, slot] of path) {
      await page.keyboard.press(key);
      await eventually(focused).toBe(slot);
    }
    await page.keyboard.press("Enter");
    await page.getByText("picked 10").waitFor();
    await button("slot 4, faulted").click();
    await page.getByText("picked 4").waitFor();
    await page.keyboard.press("Shift+Tab");
    await eventually(focused).toBe("A link");
  });

  test("that is a sheet keeps the focus until Escape, and gives it back", async () => {
    await button("Open the sheet").click();
    await page.getByRole("dialog", { name: "A sheet" }).waitFor();
    for (const name of ["Close", "A link in the sheet", "Close"]) {
      await page.keyboard.press("Tab");
      await eventually(focused).toBe(name);
    }
    await page.keyboard.press("Shift+Tab");
    await eventually(focused).toBe("A link in the sheet");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await eventually(focused).toBe("Open the sheet");
  });

  test("that is a sheet is closed by its button, by a tap beside it, and by the back button, which stays on the page", async () => {
    const dialog = page.getByRole("dialog");
    const ways = [() => button("Close").click(), () => page.mouse.click(10, 10), () => page.evaluate("history.back()")];
    for (const close of ways) {
      await button("Open the sheet").click();
      await dialog.waitFor();
      await close();
      await dialog.waitFor({ state: "detached" });
      expect(new URL(page.url()).pathname).toBe("/gallery/index.html");
    }
  });
});
