import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect } from "vitest";

/** ms; ends what hangs, and decides nothing else. */
const patience = 90_000;
/** Where the pictures of a run are left. */
const pictures = join("test", "browser", "pictures", "journeys");

/** A phone with the real wallet pages and the real hub behind it. */
export class RiderBrowser {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly #journey: string;
  #taken = 0;

  private constructor(context: BrowserContext, page: Page, journey: string) {
    this.context = context;
    this.page = page;
    this.#journey = journey;
  }

  /** @param wallet the simulated wallet's address @param userId whose phone it is @param journey names its pictures */
  static async open(browser: Browser, wallet: string, userId: string, journey: string): Promise<RiderBrowser> {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "zh-CN" });
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    await page.goto(`${wallet}/records?user=${userId}`);
    return new RiderBrowser(context, page, journey);
  }

  static start(program: string): Promise<Browser> {
    return chromium.launch({ executablePath: program, timeout: 120_000, args: ["--no-sandbox", "--disable-gpu"] });
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  /** Waits until the page says so in a heading, and takes a picture of it. */
  async sees(title: string | RegExp, page = this.page): Promise<void> {
    await page.getByRole("heading", { name: title }).first().waitFor();
    await this.picture(page);
  }

  async says(text: string | RegExp, page = this.page): Promise<void> {
    await page.getByText(text).first().waitFor();
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole("button", { name }).first().click();
  }

  async picture(page = this.page): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    this.#taken += 1;
    await page.screenshot({ path: join(pictures, `${this.#journey}-${this.#taken}.png`), fullPage: true });
  }

  /** Presses the button that asks for the loan, and confirms in the wallet. */
  async borrow(button: string): Promise<void> {
    await this.press(button);
    await this.page.waitForURL(/gateway\.do/);
    await this.press(/Borrow|Agree and borrow/);
    await this.page.waitForURL(/\/o\//);
  }

  get orderNo(): string {
    const [, orderNo = ""] = /\/o\/([^/?#]+)/.exec(this.page.url()) ?? [];
    expect(orderNo).not.toBe("");
    return decodeURIComponent(orderNo);
  }
}
