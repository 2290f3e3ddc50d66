import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { words as screenWords } from "../../kiosk-ui/kiosk/words-chinese.ts";
import { words } from "../../kiosk-ui/rider/words-chinese.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { findChromium } from "../support/optional.ts";
import { RiderBrowser } from "./rider-browser.ts";

/* A cabinet with a screen, in a real browser, with the real hub, bridge, board and wallet in processes of their own. */

const program = findChromium();
const patience = 90_000;
const pictures = join("test", "browser", "pictures", "journeys");
const reason = "a test";

interface Codes {
  readonly best?: string;
  readonly slots: readonly { readonly slot: number; readonly url: string }[];
}

describe.skipIf(!program)("the screen of a cabinet", () => {
  let system: DeployedSystem;
  let browser: Browser;
  let screen: Page;

  beforeAll(async () => {
    system = await DeployedSystem.open();
    browser = await RiderBrowser.start(program ?? "");
    screen = await (await browser.newContext({ viewport: { width: 800, height: 1280 }, locale: "zh-CN" })).newPage();
    screen.setDefaultTimeout(patience);
    await screen.goto(`${system.hub}/screen`);
    await screen.getByText(screenWords.pairing.title).waitFor();
    const shown = await screen.getByText(/^[3-9A-Y]{4} [3-9A-Y]{4}$/).textContent();
    await system.operator("/screens", { pairingCode: shown, cabinetId: system.cabinetId("power-bank"), reason });
    await screen.getByText(screenWords.fullest).waitFor();
    await picture("paired");
  });
  afterAll(async () => {
    await browser?.close();
    await system?.close();
  });

  async function picture(name: string): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    await screen.screenshot({ path: join(pictures, `screen-${name}.png`) });
  }

  /** What the codes on the screen lead to. */
  const codes = () =>
    screen.evaluate<Codes>("fetch('/api/screen/view').then((answer) => answer.json()).then(({ codes }) => codes)");

  /** The dots of the code that most people scan. Looking at the page costs no requests, of which an address has so many a minute. */
  const shownCode = () =>
    screen.getByRole("img", { name: screenWords.bestCode }).locator("path").getAttribute("d", { timeout: 5000 });

  const otherCodeThan = (before: string | null, turn: string) =>
    system.until(`the codes are ${turn}`, async () => (await shownCode()) !== before);

  const says = (text: string | RegExp) => screen.getByText(text).first().waitFor();

  async function arrive(rider: number, journey: string): Promise<RiderBrowser> {
    const userId = `2088${String(rider).padStart(12, "0")}`;
    return RiderBrowser.open(browser, system.walletUrl, userId, journey);
  }

  it("leads a rider from its best code to an open slot, and says what happens until the item is back", async () => {
    const phone = await arrive(301, "screen-rider");
    const { best = "" } = await codes();
    await phone.page.goto(best);
    await phone.page.waitForURL(/\/q\/t\./);
    await phone.borrow(words.rent);
    await says(/号仓已打开/);
    await picture("take");
    const { order } = await system.orderIn(phone.orderNo, "active");
    const slot = order.loans[0]?.slot ?? 0;
    await system.board(`/slots/${slot}/take`, {});
    await system.board(`/slots/${slot}/insert`, {});
    await says(screenWords.happenings.returned(slot, "").title);
    await says(/本次费用/);
    await picture("returned");
    await phone.close();
  });

  it("shows other codes after half a minute, and the old ones lead nowhere a minute later", async () => {
    const { best: old = "" } = await codes();
    for (const turn of ["other ones", "other ones again"]) await otherCodeThan(await shownCode(), turn);
    const late = await arrive(302, "late-code");
    await late.page.goto(old);
    await late.sees(words.problems["code/expired"].title);
    await late.close();
  });

  it("goes on when the hub was killed and is back, without a touch", async () => {
    const before = await shownCode();
    await system.kill("hub");
    await otherCodeThan(before, "new ones");
    await says(screenWords.fullest);
    await picture("after-a-killed-hub");
  });

  it("shows a pairing code in the place of the cabinet when it is revoked", async () => {
    const [shown] = await system.operator<{ screenId: string }[]>("/screens");
    await system.operator(`/screens/${shown?.screenId}`, { reason }, "DELETE");
    await says(screenWords.pairing.title);
    expect(await screen.getByText(screenWords.fullest).count()).toBe(0);
  });
});
