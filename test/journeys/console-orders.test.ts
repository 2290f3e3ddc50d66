import { afterAll, beforeAll, describe, it } from "vitest";
import { words } from "../../kiosk-ui/console/pages/orders/words-chinese.ts";
import { words as work } from "../../kiosk-ui/console/pages/work/words-chinese.ts";
import { words as shell } from "../../kiosk-ui/console/words-chinese.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { findChromium } from "../support/optional.ts";
import { ConsoleBrowser } from "./console-browser.ts";

/* Orders in the console, in a real browser over the real hub. Each step goes on where the one before it ended. */

const program = findChromium();
/** As the hub names the acts. */
const markLost = "标记丢失";
const recordRefund = "登记退款";
const closeReview = "结束审核";
let system: DeployedSystem;
let operator: ConsoleBrowser;
let settledNo = "";
let lentNo = "";

/** Presses the button of the dialog, not the one that opened it. */
const confirm = (act: string) => operator.page.getByRole("dialog").getByRole("button", { name: act }).click();

describe.skipIf(!program)("orders in the console", () => {
  beforeAll(async () => {
    system = await DeployedSystem.open({});
    const returned = await system.lend(await system.rider(1), 1);
    settledNo = returned.order.orderNo;
    await system.surelyOut(returned);
    await system.board("/slots/1/insert", { itemId: returned.order.loans[0]?.itemId });
    await system.orderIn(settledNo, "settled");
    lentNo = (await system.lend(await system.rider(2), 2)).order.orderNo;
    operator = await ConsoleBrowser.open(program ?? "", system);
  });
  afterAll(async () => {
    await operator.close();
    await system.close();
  });

  it("the list shows every order and how many there are, and filters stand in the address", async () => {
    await operator.signIn();
    await operator.choose(shell.sections.orders);
    await operator.sees(words.title);
    await operator.says(shell.count(2, false));
    await operator.press(words.moreFilters);
    await operator.checkPage("orders");
    await operator.page.getByLabel(words.rider, { exact: true }).fill("2088000000000002");
    await operator.page.keyboard.press("Enter");
    await operator.says(shell.count(1, false));
    await operator.page.reload();
    await operator.settled();
    await operator.says(shell.count(1, false));
    await operator.press(shell.clearFilters);
    await operator.says(shell.count(2, false));
  });

  it("an order's page shows its timeline with the evidence, its price, its charge and why some acts are not possible", async () => {
    await operator.page.getByRole("link", { name: settledNo }).click();
    await operator.sees(words.orderTitle(settledNo));
    await operator.says(words.chargeStates.paid);
    await operator.says(words.journal(1, 1));
    await operator.page.getByText(/^现在不能做的/).click();
    await operator.says("订单已结束。");
    await operator.checkPage("order");
    await operator.page.getByRole("link", { name: words.back }).click();
    await operator.sees(words.title);
  });

  it("an act shows what it will do to the money before it is done, and asks for the reason", async () => {
    await operator.page.getByRole("link", { name: lentNo }).click();
    await operator.sees(words.orderTitle(lentNo));
    await operator.press(`${markLost} · ${words.nthItem(1)}`);
    await operator.says(words.moved.charged);
    await operator.checkPage("act");
    await confirm(markLost);
    await operator.says(shell.reasonMissing);
    await operator.page.getByLabel(shell.reason, { exact: true }).fill("用户说找不到了");
    await confirm(markLost);
    await operator.says(words.because("用户说找不到了"));
    await system.orderIn(lentNo, "settled");
  });

  it("a review waits in the work list with its reason, and can be given to somebody", async () => {
    const item = (await system.order(lentNo)).order.loans[0]?.itemId;
    await system.board("/slots/2/insert", { itemId: item });
    await system.orderWhen(lentNo, "it is in review", ({ order }) => order.review !== undefined);
    await operator.goTo("/");
    await operator.page.locator('a[href$="/work?list=review"]').first().click();
    await operator.sees(work.title);
    await operator.says("物品按丢失处理后又归还");
    await operator.page.getByLabel(work.who, { exact: true }).last().click();
    await operator.page.getByTitle(`${system.admin.name} · ${work.whoOf.mine}`).click();
    await operator.page.getByLabel(work.who, { exact: true }).first().click();
    await operator.page.getByTitle(work.whoOf.mine, { exact: true }).click();
    await operator.says("物品按丢失处理后又归还");
    await operator.checkPage("work");
  });

  it("a review is decided from the work list: its money first, then the review itself", async () => {
    await operator.page.getByRole("link", { name: lentNo }).click();
    await operator.sees(words.orderTitle(lentNo));
    await operator.says(work.position(1, 1));
    await operator.checkPage("order-in-review");
    await operator.press(recordRefund);
    await operator.says(words.previewWaits);
    await operator.page.getByLabel(words.fieldAmount).fill("97.5");
    await operator.says(words.moved.refunded);
    await operator.page.getByLabel(shell.reason, { exact: true }).fill("已在商家后台退款");
    await confirm(recordRefund);
    await operator.says(words.because("已在商家后台退款"));
    await operator.press(closeReview);
    await operator.page.getByLabel(shell.reason, { exact: true }).fill("物品已归还");
    await confirm(closeReview);
    await operator.says(work.doneHere);
    await operator.page.getByRole("link", { name: work.back }).click();
    await operator.says(work.empty);
  });

  it("an unmatched return shows the orders that it may have ended, and ends the one that is chosen", async () => {
    const { order } = await system.lend(await system.rider(3), 3);
    await system.board("/slots/12/insert", { itemId: "WORNLABEL" });
    await operator.page.getByRole("link", { name: new RegExp(work.list.unmatchedReturns) }).click();
    await system.until("the return is in the work list", async () => {
      const { counts } = await system.operator<{ counts: { unmatchedReturns: number } }>("/queue");
      return counts.unmatchedReturns > 0;
    });
    await operator.page.reload();
    await operator.page.getByRole("link", { name: /WORNLABEL/ }).click();
    await operator.sees(work.returnTitle);
    await operator.says(order.orderNo);
    await operator.checkPage("return");
    await operator.press(work.assign);
    await operator.page.getByLabel(work.otherItem).check();
    await operator.page.getByLabel(shell.reason, { exact: true }).fill("标签磨损");
    await confirm(work.assign);
    await operator.says(work.empty);
    await system.orderIn(order.orderNo, "settled");
  });

  it("what happens to an order is seen without asking for it", async () => {
    const { order } = await system.lend(await system.rider(4), 4);
    await operator.goTo(`/orders/${order.orderNo}`);
    await operator.sees(words.orderTitle(order.orderNo));
    await system.decide(order.orderNo, { act: "pause-billing" });
    await operator.says(words.because("seen on the spot"));
  });
});
