import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { words as chinese } from "../../kiosk-ui/rider/words-chinese.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { findChromium } from "../support/optional.ts";
import { RiderBrowser } from "./rider-browser.ts";

/* Riders' ways through the pages, in a real browser, with the real hub, bridge, board and wallet in processes of their own. */

const program = findChromium();
let system: DeployedSystem;
let browser: Browser;
let phone: RiderBrowser;
let riders = 0;
/** A hub that comes back can tell its cabinets the time so late that a short loan may be free. */
const returned = /^已归还/;

describe.skipIf(!program)("a rider with a phone", () => {
  beforeAll(async () => {
    system = await DeployedSystem.open();
    browser = await RiderBrowser.start(program ?? "");
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
  });
  afterEach(() => phone.close());

  async function arrive(journey: string): Promise<void> {
    riders += 1;
    const userId = `2088${String(100 + riders).padStart(12, "0")}`;
    phone = await RiderBrowser.open(browser, system.walletUrl, userId, journey);
  }

  /** Stands in front of a slot whose item can be borrowed, and scans. */
  async function scan(slot: number): Promise<void> {
    const onlooker = await system.rider(99);
    await system.until(
      `slot ${slot} is ready`,
      async () => (await onlooker.scan(system.codeOf(slot))).availability === "ready",
    );
    await phone.page.goto(system.codeOf(slot));
  }

  async function borrow(slot: number): Promise<string> {
    await scan(slot);
    await phone.borrow(chinese.rent);
    return phone.orderNo;
  }

  const put = (slot: number) => system.board(`/slots/${slot}/insert`, {});
  const take = (slot: number) => system.board(`/slots/${slot}/take`, {});
  /** Takes the item, and pushes it back after a time that costs something for sure: what is shorter may be free. */
  async function takeAndPut(slot: number): Promise<void> {
    await take(slot);
    await system.surelyOut(await system.orderIn(phone.orderNo, "active"));
    await put(slot);
  }

  it("borrows with two taps, takes the item, pushes it back, and sees the receipt", async () => {
    await arrive("borrow-and-return");
    const orderNo = await borrow(1);
    await phone.sees(chinese.opened([1]).title);
    await takeAndPut(1);
    await phone.sees(chinese.settled(true, true).title);
    expect(await system.charges(orderNo)).toEqual([150]);
  });

  it("comes back from the wallet by the back button, finds the own order first, and goes on with it", async () => {
    await arrive("back-from-wallet");
    await scan(2);
    await phone.press(chinese.rent);
    await phone.page.waitForURL(/gateway\.do/);
    await phone.page.goBack();
    await phone.sees(/待确认/);
    await phone.page.getByRole("link", { name: chinese.goOn }).click();
    await phone.press(chinese.giveUp);
    await phone.sees(chinese.lapsed["given-up"].title);
  });

  it("whose slot jams takes the one that is offered, and pays for that one alone", async () => {
    await arrive("jam");
    await system.board("/slots/3/jam", {});
    const orderNo = await borrow(3);
    await phone.press(/^打开 \d+ 号仓$/);
    const { order } = await system.orderIn(orderNo, "active");
    const slot = order.loans.at(-1)?.slot ?? 0;
    await phone.sees(chinese.opened([slot]).title);
    await takeAndPut(slot);
    await phone.sees(chinese.settled(true, true).title);
    await system.board("/slots/3/free", {});
    expect(await system.charges(orderNo)).toEqual([150]);
  });

  it("looks on in two tabs, and both show the return", async () => {
    await arrive("two-tabs");
    await borrow(4);
    await phone.sees(chinese.opened([4]).title);
    const second = await phone.context.newPage();
    await second.goto(phone.page.url());
    await takeAndPut(4);
    await phone.sees(chinese.settled(true, true).title, second);
    await phone.sees(chinese.settled(true, true).title);
  });

  it("whose hub is killed is told so, and sees the return once the hub is back", async () => {
    await arrive("killed-hub");
    const orderNo = await borrow(5);
    await phone.sees(chinese.opened([5]).title);
    await take(5);
    const back = system.kill("hub");
    await phone.says(chinese.connectionLost);
    await phone.picture();
    await back;
    await system.surelyOut(await system.orderIn(orderNo, "active"));
    await put(5);
    await phone.sees(returned);
  });

  it("whose phone goes offline is told so, and sees what happened meanwhile when it is online again", async () => {
    await arrive("offline");
    const orderNo = await borrow(7);
    await phone.sees(chinese.opened([7]).title);
    await take(7);
    await phone.context.setOffline(true);
    await phone.says(chinese.connectionLost);
    await phone.picture();
    await system.surelyOut(await system.orderIn(orderNo, "active"));
    await put(7);
    await system.orderIn(orderNo, "settled");
    await phone.context.setOffline(false);
    await phone.sees(returned);
  });

  it("whose slot says nothing, and whose hub hangs meanwhile, is told so, may leave, and pays nothing", async () => {
    await arrive("dead-board");
    await scan(8);
    await system.board("/board", { mode: "weak" });
    try {
      await phone.borrow(chinese.rent);
      await phone.sees(new RegExp(`${chinese.opening([8]).title}|${chinese.checking([8]).title}`));
      // Whether the slot opened is in doubt only once the board was told to open it.
      await system.until("the board hangs", async () => {
        return (await system.board<{ mode: string }>("/slots")).mode === "silent";
      });
      system.signal("hub", "SIGSTOP");
      try {
        await phone.says(chinese.connectionLost);
        await phone.picture();
      } finally {
        system.signal("hub", "SIGCONT");
      }
      await phone.press(chinese.leave);
      await phone.sees(chinese.left.title);
    } finally {
      await system.board("/board", { mode: "normal" });
    }
    await phone.sees(chinese.notOpened([8]).title);
    expect(await system.charges(phone.orderNo)).toEqual([]);
  });
});
