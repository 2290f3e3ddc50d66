import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findChromium } from "../support/optional.ts";
import { slotView } from "./rider-examples.ts";
import { pictures, RiderPhone, startPatience } from "./rider-phone.ts";

const browserProgram = findChromium();

/** Bottom of the price and top of the button, before anything is scrolled; px. */
const places = `(() => {
  const price = document.querySelector("main section[aria-busy]").getBoundingClientRect();
  const button = document.querySelector("footer button").getBoundingClientRect();
  return { price: price.bottom, button: button.top, buttonEnd: button.bottom, height: window.innerHeight };
})()`;

describe.skipIf(browserProgram === undefined)("before the rider taps", () => {
  let rider: RiderPhone;

  beforeAll(async () => {
    rider = await RiderPhone.start(browserProgram);
  }, startPatience);
  afterAll(() => rider?.stop());
  beforeEach(() => rider.open());
  afterEach(() => rider.close());

  test.each([
    { width: 390, height: 844, text: "100%" },
    { width: 320, height: 640, text: "100%" },
    { width: 320, height: 640, text: "150%" },
  ])("the whole price is in sight above the button at $width x $height with text at $text", async (phone) => {
    const { page, hub } = rider;
    hub.slots.set("K7", slotView());
    await page.setViewportSize(phone);
    await page.goto("/q/K7");
    for (const borrow of ["免押借用", "Borrow deposit-free"]) {
      await page.getByRole("button", { name: borrow }).waitFor();
      await page.evaluate(`document.documentElement.style.fontSize = "${phone.text}"`);
      const { price, button, buttonEnd, height } = await page.evaluate<Record<string, number>>(places);
      const name = `price-${phone.width}-${phone.text}-${borrow === "免押借用" ? "zh" : "en"}.png`;
      await page.screenshot({ path: join(pictures, name), animations: "disabled" });
      expect(buttonEnd).toBeLessThanOrEqual(height ?? 0);
      expect(price).toBeLessThanOrEqual(button ?? 0);
      if (borrow === "免押借用") await page.getByRole("button", { name: "English" }).click();
    }
  });
});
