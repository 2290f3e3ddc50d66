import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import { words as chinese } from "../../kiosk-ui/console/words-chinese.ts";
import { words as english } from "../../kiosk-ui/console/words-english.ts";
import { violations } from "../browser/accessibility.ts";
import type { DeployedSystem } from "../support/deployed-system.ts";

/** ms; ends what hangs, and decides nothing else. */
const patience = 90_000;
/** Where the pictures of a run are left. */
const pictures = join("test", "browser", "pictures", "console");
const sizes = { laptop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;
const languages = { zh: { name: "中文", tag: "zh-CN" }, en: { name: "English", tag: "en" } } as const;
type Language = keyof typeof languages;

/** An operator's browser on the console of a system that runs. */
export class ConsoleBrowser {
  readonly page: Page;
  readonly #browser: Browser;
  readonly #context: BrowserContext;
  readonly #system: DeployedSystem;
  readonly #complaints: string[] = [];

  private constructor(browser: Browser, context: BrowserContext, page: Page, system: DeployedSystem) {
    this.#browser = browser;
    this.#context = context;
    this.page = page;
    this.#system = system;
    // What a script throws, and what the content security policy forbids.
    page.on("pageerror", (error) => this.#complaints.push(error.message));
    page.on("console", (message) => {
      // The browser itself writes a line for each answer that is an error.
      const refused = message.text().startsWith("Failed to load resource") && message.location().url.includes("/api/");
      if (message.type() === "error" && !refused) this.#complaints.push(message.text());
    });
  }

  /** @param program Chromium (`findChromium`) */
  static async open(program: string, system: DeployedSystem): Promise<ConsoleBrowser> {
    const args = ["--no-sandbox", "--disable-gpu"];
    const browser = await chromium.launch({ executablePath: program, timeout: 120_000, args });
    const context = await browser.newContext({
      viewport: sizes.laptop,
      locale: "zh-CN",
      baseURL: system.hub,
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(patience);
    return new ConsoleBrowser(browser, context, await context.newPage(), system);
  }

  /** Ends the browser; nothing that it complained about may be left. */
  async close(): Promise<void> {
    await this.#context.close();
    await this.#browser.close();
    expect(this.#complaints).toEqual([]);
  }

  /** Signs in as the demo's admin, in Chinese, on the page of an address below `/console`. */
  async signIn(address = ""): Promise<void> {
    await this.page.goto(`/console${address}`);
    await this.enter(this.#system.admin.name, this.#system.admin.password);
    await this.page.getByRole("button", { name: chinese.signOut }).waitFor();
  }

  /** Fills in the sign-in page and sends it. */
  async enter(name: string, password: string): Promise<void> {
    await this.page.getByLabel(chinese.accountName, { exact: true }).fill(name);
    await this.page.getByLabel(chinese.password, { exact: true }).fill(password);
    await this.press(chinese.signIn);
  }

  /** Asks the hub for something as a script of the page would. */
  async ask<Answer>(method: string, address: string, body: object): Promise<Answer> {
    const request = JSON.stringify({
      method,
      headers: { "content-type": "application/json", "x-requested-with": "jiehuan" },
      body: JSON.stringify(body),
    });
    return this.page.evaluate<Answer>(
      `fetch("/api/operator${address}", ${request}).then(async (answer) => (answer.status === 204 ? undefined : answer.json()))`,
    );
  }

  /** Opens an address below `/console` as if it had been typed. */
  async goTo(address: string): Promise<void> {
    await this.page.goto(`/console${address}`);
    await this.settled();
  }

  /** Chooses a section in the menu of a laptop. */
  async choose(section: string): Promise<void> {
    await this.page.getByRole("navigation").getByRole("link", { name: section, exact: true }).click();
    await this.settled();
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole("button", { name }).first().click();
  }

  /** Waits for a heading. */
  async sees(title: string | RegExp): Promise<void> {
    await this.page.getByRole("heading", { name: title }).first().waitFor();
  }

  async says(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  /** Makes the window as large as a laptop's or a phone's. */
  resize(size: keyof typeof sizes): Promise<void> {
    return this.page.setViewportSize(sizes[size]);
  }

  async speak(language: Language): Promise<void> {
    const { name, tag } = languages[language];
    if ((await this.page.locator("html").getAttribute("lang")) === tag) return;
    // Not by the mouse: a dialog may lie over the button.
    await this.page.getByRole("button", { name, exact: true }).dispatchEvent("click");
    await this.page.locator(`html[lang="${tag}"]`).waitFor();
  }

  /** Waits until nothing is being loaded for the page. */
  async settled(): Promise<void> {
    await this.page.locator("#boot").waitFor({ state: "detached" });
    const names = [chinese.loading, english.loading].map((name) => `[aria-label="${name}"]`);
    const loading = [...names, '[aria-busy="true"]'].join(", ");
    await expect.poll(() => this.page.locator(loading).count(), { timeout: patience }).toBe(0);
  }

  /**
   * Checks the page as it is shown, in both sizes and both languages: it violates no rule of accessibility and is no wider than
   * the window. Leaves a picture of each; the page is in Chinese on a laptop afterwards.
   * @param name of the pictures
   */
  async checkPage(name: string): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    const found: Record<string, readonly string[]> = {};
    for (const size of ["laptop", "phone"] as const) {
      await this.resize(size);
      for (const language of ["zh", "en"] as const) {
        await this.speak(language);
        await this.settled();
        const which = `${name}-${size}-${language}`;
        await this.page.screenshot({ path: join(pictures, `${which}.png`), fullPage: true, animations: "disabled" });
        const broken = await violations(this.page);
        const tooWide = await this.page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
        if (tooWide > 0) broken.push(`the page is ${tooWide} px wider than the window`);
        if (broken.length > 0) found[which] = broken;
      }
    }
    await this.resize("laptop");
    await this.speak("zh");
    expect(found).toEqual({});
  }

  /** Checks the page with the dialog that is open, in both sizes, and leaves a picture of each. @param name of the pictures */
  async checkDialog(name: string): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    const found: Record<string, readonly string[]> = {};
    for (const size of ["phone", "laptop"] as const) {
      await this.resize(size);
      const which = `${name}-${size}`;
      await this.page.screenshot({ path: join(pictures, `${which}.png`), animations: "disabled" });
      const broken = await violations(this.page);
      if (broken.length > 0) found[which] = broken;
    }
    expect(found).toEqual({});
  }
}
