import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { expect } from "vitest";
import type { OrderView } from "../../server/http/rider-api.ts";
import { type PretendHub, pretendHub } from "./pretend-hub.ts";

export const phone = { width: 390, height: 844 };
/** Its clock, where a test sets that: far from the hub's. */
export const phoneTime = Date.UTC(2026, 0, 1);
/** ms; only ends what hangs, on a slow machine too. */
const patience = 60_000;
/** For the build and the browser's start, ms. */
export const startPatience = 180_000;

/** What the screens look like: not kept in the repository, for who wants to see them after a run. */
export const pictures = resolve("test/browser/pictures");
/** A phone's browser, which is not the wallet's. */
const userAgent =
  "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36";

/** The built page in a browser, before a hub that says what a test wants. */
export class RiderPhone {
  /** Where the built pages lie. */
  readonly pagesFolder: string;
  readonly browser: Browser;
  hub!: PretendHub;
  page!: Page;
  complaints: string[] = [];

  constructor(folder: string, browser: Browser) {
    this.pagesFolder = folder;
    this.browser = browser;
  }

  /** Builds the page and starts the browser. */
  static async start(program: string | undefined): Promise<RiderPhone> {
    await mkdir(pictures, { recursive: true });
    const folder = await mkdtemp(join(tmpdir(), "jiehuan-rider-page-"));
    await build({ configFile: "kiosk-ui/vite.config.ts", logLevel: "error", build: { outDir: folder } });
    const browser = await chromium.launch({
      executablePath: program ?? "",
      timeout: startPatience,
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
    return new RiderPhone(folder, browser);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await rm(this.pagesFolder, { recursive: true, force: true });
  }

  async open(): Promise<void> {
    this.hub = await pretendHub(this.pagesFolder);
    this.page = await this.browser.newPage({ viewport: phone, locale: "zh-CN", baseURL: this.hub.address, userAgent });
    this.page.setDefaultTimeout(patience);
    this.complaints = [];
    this.page.on("pageerror", (error) => this.complaints.push(error.message));
    this.page.on("console", (message) => {
      // The browser itself writes a line for each answer that is an error.
      const refused = message.text().startsWith("Failed to load resource") && message.location().url.includes("/api/");
      if (message.type() === "error" && !refused) this.complaints.push(message.text());
    });
  }

  async close(): Promise<void> {
    await this.page.context().close();
    await this.hub.close();
    expect(this.complaints).toEqual([]);
  }

  heading(name: string) {
    return this.page.getByRole("heading", { name, exact: true });
  }

  shown(text: string): Promise<void> {
    return this.page.getByText(text).first().waitFor();
  }

  /** Opens an order's page, with a task behind "#" if there is one, and waits until it asks for nothing more by itself. */
  async openOrder(view: OrderView, task = ""): Promise<void> {
    const look = `GET /api/rider/orders/${view.orderNo} -`;
    this.hub.orders.set(view.orderNo, view);
    await this.page.goto(`/o/${view.orderNo}${task}`);
    await eventually(() => this.hub.listeners()).toBe(1);
    await eventually(() => this.hub.calls.filter((call) => call === look).length).toBeGreaterThan(0);
  }
}

export const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: patience });
