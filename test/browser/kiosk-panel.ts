import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { expect } from "vitest";
import { type PretendScreenHub, pretendScreenHub } from "./pretend-screen-hub.ts";
import { startPatience } from "./rider-phone.ts";

/** Panels of the sizes for which the page is made. */
export const panels = [
  { width: 800, height: 1280 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

export const kioskPictures = resolve("test/browser/pictures/kiosk");
/** ms; only ends what hangs, on a slow machine too. */
const patience = 60_000;

/** What the page says before it knows its cabinet, in both languages. */
const connecting = /正在连接…|Connecting…/;

/** The built page on a panel, before a hub that says what a test wants. */
export class KioskPanel {
  readonly #folder: string;
  readonly browser: Browser;
  hub!: PretendScreenHub;
  page!: Page;
  #complaints: string[] = [];

  private constructor(folder: string, browser: Browser) {
    this.#folder = folder;
    this.browser = browser;
  }

  /** Builds the page and starts the browser. */
  static async start(program: string | undefined): Promise<KioskPanel> {
    await mkdir(kioskPictures, { recursive: true });
    const folder = await mkdtemp(join(tmpdir(), "jiehuan-kiosk-page-"));
    await build({ configFile: "kiosk-ui/vite.config.ts", logLevel: "error", build: { outDir: folder } });
    const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
    const browser = await chromium.launch({ executablePath: program ?? "", timeout: startPatience, args });
    return new KioskPanel(folder, browser);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** @param view what the hub shows @param more `isTimed`: the test moves the panel's time, and nothing else does */
  async open(
    view: PretendScreenHub["view"],
    more: { readonly size?: (typeof panels)[number]; readonly locale?: string; readonly isTimed?: boolean } = {},
  ): Promise<void> {
    const { size = panels[0], locale = "zh-CN", isTimed = false } = more;
    this.hub = await pretendScreenHub(this.#folder);
    this.hub.view = view;
    const context = await this.browser.newContext({ viewport: size, locale, baseURL: this.hub.address });
    this.page = await context.newPage();
    this.page.setDefaultTimeout(patience);
    this.#complaints = [];
    this.page.on("pageerror", (error) => this.#complaints.push(error.message));
    this.page.on("console", (message) => {
      // The browser itself writes a line for each answer that is an error, and for each that does not come.
      const isAnswer = /^(Failed to load resource|GET .*net::)/.test(message.text());
      if (message.type() === "error" && !isAnswer) this.#complaints.push(message.text());
    });
    if (isTimed) await this.page.clock.install();
    await this.page.goto("/screen");
    await this.page.getByRole("main").waitFor();
    if (typeof view !== "string") await this.page.getByText(connecting).waitFor({ state: "detached" });
    if (isTimed) await this.page.clock.pauseAt(Date.now() + 1000);
  }

  async close(): Promise<void> {
    await this.page.context().close();
    await this.hub.close();
    expect(this.#complaints).toEqual([]);
  }

  says(text: string | RegExp): Promise<void> {
    return this.page.getByText(text).first().waitFor();
  }

  /** Nobody touches the panel, whose time the test moves, until it shows slides. */
  async idles(): Promise<void> {
    await this.page.clock.runFor(61_000);
    await this.comesToSay("点击屏幕查看全部仓位");
  }

  /** Says so while the panel's time, which the test moves, goes on: what the page asks the hub takes real time. */
  async comesToSay(text: string): Promise<void> {
    await eventually(async () => {
      await this.page.clock.runFor(1000);
      return this.page.getByText(text).count();
    }).toBeGreaterThan(0);
  }

  get status() {
    return this.page.getByRole("status");
  }

  /** How many codes can be scanned: each is drawn as one square with one path. */
  codes(): Promise<number> {
    return this.page.locator("svg rect + path").count();
  }

  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: join(kioskPictures, `${name}.png`), animations: "disabled" });
  }

  /** What of the page is cut off or scrolls: a panel shows all of it, or it is lost. */
  overflowing(): Promise<string[]> {
    return this.page.evaluate<string[]>(`[...document.querySelectorAll("main, main *")]
      .filter((node) => !(node instanceof SVGElement) && node.className !== "" && node.textContent !== "")
      .filter((node) => {
        const box = node.getBoundingClientRect();
        const isOutside = box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1;
        const code = node.tagName === "LI" && node.querySelector("rect");
        const edge = code ? code.getBoundingClientRect() : box;
        if (edge.left < box.left - 1 || edge.right > box.right + 1 || edge.bottom > box.bottom + 1) return true;
        const isCut = node.scrollHeight > node.clientHeight + 2 && getComputedStyle(node).overflow === "hidden";
        return isOutside || isCut;
      })
      .map((node) => node.className + ": " + node.textContent)`);
  }
}

export const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: patience });
