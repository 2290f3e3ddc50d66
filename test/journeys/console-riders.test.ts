import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { words as riders } from "../../kiosk-ui/console/pages/riders/words-chinese.ts";
import { words } from "../../kiosk-ui/console/words-chinese.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { findChromium } from "../support/optional.ts";
import { ConsoleBrowser } from "./console-browser.ts";

/* What support does about one rider, in a real browser. Each step goes on where the one before it ended. */

type Lent = Awaited<ReturnType<DeployedSystem["lend"]>>;

const program = findChromium();
let system: DeployedSystem;
let operator: ConsoleBrowser;
let lent: Lent;

const dialog = () => operator.page.getByRole("dialog");
const confirm = async (button: string, reason: string) => {
  await dialog().getByLabel(words.reason, { exact: true }).fill(reason);
  await dialog().getByRole("button", { name: button, exact: true }).click();
};

describe.skipIf(!program)("support, about a rider", () => {
  beforeAll(async () => {
    system = await DeployedSystem.open({});
    operator = await ConsoleBrowser.open(program ?? "", system);
    lent = await system.lend(await system.rider(1), 1);
  });
  afterAll(async () => {
    await operator.close();
    await system.close();
  });

  it("finds the rider by an order, and sees what is open and why nothing can be erased yet", async () => {
    await operator.signIn("/riders");
    await operator.settled();
    await operator.checkPage("riders");
    const finder = operator.page.getByLabel(riders.find);
    await finder.fill("nobody");
    await finder.press("Enter");
    await operator.says(riders.notUnderstood);
    await finder.fill(lent.order.orderNo);
    await finder.press("Enter");
    await operator.sees(riders.rider(lent.order.riderId));
    await operator.says(lent.order.orderNo);
    await operator.says(riders.eraseNotNow);
    await operator.checkPage("rider");
  });

  it("saves all that is kept as a file", async () => {
    const saved = operator.page.waitForEvent("download");
    await operator.press(riders.acts.exportAll.label);
    await confirm(riders.acts.exportAll.label, "the rider asked");
    const file = await saved;
    const { riderId } = lent.order;
    expect(file.suggestedFilename()).toBe(`rider-${riderId.slice(riderId.indexOf("/") + 1)}.json`);
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    const { orders } = JSON.parse(Buffer.concat(chunks).toString()) as { orders: Lent[] };
    expect(orders.map(({ order }) => order.orderNo)).toEqual([lent.order.orderNo]);
  });

  it("erases the rider once the loan is over, and the order no longer says whose it was", async () => {
    const { orderNo, riderId } = lent.order;
    await system.surelyOut(lent);
    await system.board("/slots/1/insert", {});
    await system.orderIn(orderNo, "settled");
    await operator.goTo(`/riders/${riderId}`);
    await operator.press(riders.acts.erase.label);
    await confirm(riders.acts.erase.label, "the rider asked");
    await operator.says(riders.erased(1));
    expect(JSON.stringify(await system.order(orderNo))).not.toContain(riderId);
    await operator.goTo(`/riders/${riderId}`);
    await operator.says(words.problems["rider/unknown"] ?? "");
  });
});
