import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { words } from "../../kiosk-ui/console/pages/prices/words-chinese.ts";
import { words as shell } from "../../kiosk-ui/console/words-chinese.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { findChromium } from "../support/optional.ts";
import { ConsoleBrowser } from "./console-browser.ts";

/* Prices in a real browser, over the real hub. Each step goes on where the one before it ended. */

const program = findChromium();
const password = "wet umbrellas dry slowly";
let system: DeployedSystem;
let operator: ConsoleBrowser;

const dialog = () => operator.page.getByRole("dialog");
/** Fills in why, and confirms the dialog. */
async function because(button: string, reason: string): Promise<void> {
  await dialog().getByLabel(shell.reason, { exact: true }).fill(reason);
  await dialog().getByRole("button", { name: button, exact: true }).click();
  await dialog().waitFor({ state: "detached" });
}
const button = (name: string) => operator.page.getByRole("button", { name, exact: true });
const field = (label: string) => operator.page.getByLabel(label, { exact: true });

/** A person who has chosen a password. */
async function addPerson(name: string, role: string): Promise<void> {
  const { oneTimePassword } = await system.operator<{ oneTimePassword: string }>("/people", {
    name,
    role,
    reason: "looks after prices",
  });
  const headers = { "content-type": "application/json", origin: new URL(system.hub).origin };
  const session = await fetch(`${system.hub}/api/operator/session`, {
    method: "POST",
    headers,
    body: JSON.stringify({ name, password: oneTimePassword }),
  });
  const cookie = session.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  await fetch(`${system.hub}/api/operator/own/password`, {
    method: "PUT",
    headers: { ...headers, cookie },
    body: JSON.stringify({ password: oneTimePassword, newPassword: password }),
  });
}

async function become(name: string): Promise<void> {
  await button(shell.signOut).click();
  await operator.enter(name, password);
  await button(shell.signOut).waitFor();
  await operator.goTo("/prices");
}

describe.skipIf(!program)("prices", () => {
  beforeAll(async () => {
    system = await DeployedSystem.open({});
    operator = await ConsoleBrowser.open(program ?? "", system);
    await addPerson("wei", "admin");
    await addPerson("mei", "support");
    await operator.signIn();
  });
  afterAll(async () => {
    await operator.close();
    await system.close();
  });

  it("an operator sees the prices in force in words, and the curve of each plan", async () => {
    await operator.choose(shell.sections.prices);
    await operator.says("每半小时 1.50 元");
    await operator.checkPage("prices");
    await operator.page.getByRole("link", { name: words.details }).click();
    await operator.sees(words.list(1));
    await operator.says(words.findings.none);
    await operator.checkPage("price-list");
  });

  it("a draft shows its curve beside the price in force while it is edited, and gets a version of its own", async () => {
    await operator.goTo("/prices");
    await operator.press(words.newDraft);
    await dialog().getByLabel(words.draftId, { exact: true }).fill("winter");
    await because(words.newDraft, "dearer in winter");
    await operator.sees(words.draft("winter"));
    await operator.page.getByRole("button", { name: `${words.plan(1)}: ` }).click();
    await field(words.form.pricePerUnit).fill("2");
    await field(words.form.freeMinutes).fill("5");
    await operator.says(words.curve.shown("demo-bank-2"));
    await operator.says(words.curve.current("demo-bank-1"));
    await operator.says(words.unsaved);
    expect(await field(words.form.version).inputValue()).toBe("demo-bank-2");
    await operator.checkPage("price-draft");
  });

  it("a mistake is said at its field, and hinders the publication", async () => {
    await field(words.form.dailyCap).fill("120");
    await operator.says(words.findings.mistakes(1));
    await operator.checkPage("price-draft-mistake");
    await button(words.save).click();
    await because(words.save, "dearer in winter");
    await operator.says(words.whyNot.mistakes);
    await operator.page.getByRole("button", { name: `${words.plan(1)}: ` }).click();
    await field(words.form.dailyCap).fill("30");
    await operator.says(words.findings.none);
    await button(words.save).click();
    await because(words.save, "dearer in winter");
  });

  it("a draft is published for a later date, and withdrawn before it comes", async () => {
    await button(words.publish).click();
    await dialog().getByText(words.later).click();
    await dialog().getByLabel(words.effectiveAt).fill("2099-12-01 00:00");
    await dialog().getByLabel(words.effectiveAt).press("Enter");
    expect(await dialog().getByText(shell.reasonMissing).count()).toBe(0);
    await operator.checkDialog("price-publish");
    await because(words.publish, "dearer in winter");
    await operator.sees(words.list(2));
    await operator.says(words.listStates.planned);
    await operator.checkPage("price-list-planned");
    await button(words.withdraw).click();
    await because(words.withdraw, "the winter is warm");
    await operator.says(words.listStates.withdrawn);
  });

  it("a file that was exported becomes a draft; where two admins are required, another one confirms it", async () => {
    await operator.goTo("/prices");
    await button(words.ruleOn).click();
    await because(words.ruleOn, "two of us look at prices");
    const download = operator.page.waitForEvent("download");
    await operator.page.getByRole("link", { name: words.export }).click();
    const exported = await readFile(await (await download).path(), "utf8");
    const plans = JSON.parse(exported) as { tariff: { version: string; pricePerUnit: number } }[];
    for (const { tariff } of plans) Object.assign(tariff, { version: `${tariff.version}-b`, pricePerUnit: 100 });
    await button(words.import).click();
    await dialog()
      .getByLabel(words.file)
      .setInputFiles({
        name: "prices.json",
        mimeType: "application/json",
        buffer: Buffer.from(JSON.stringify(plans)),
      });
    await dialog().getByLabel(words.draftId, { exact: true }).fill("cheap");
    await operator.checkDialog("price-import");
    await because(words.import, "cheaper in spring");
    await operator.sees(words.draft("cheap"));
    await button(words.propose).click();
    await because(words.propose, "cheaper in spring");
    await operator.says(words.waits(system.admin.name));
    await operator.says(words.whyNot["own-proposal"]);
    await operator.checkPage("price-proposal");
    await become("wei");
    await operator.page.getByRole("link", { name: "cheap" }).click();
    await button(words.confirm).click();
    await because(words.confirm, "agreed");
    await operator.sees(words.list(3));
    await operator.says(words.listStates["in-force"]);
  });

  it("an item kind is added, and can have a price", async () => {
    await operator.goTo("/prices");
    await button(words.kinds.add).click();
    await dialog().getByLabel(words.kinds.id, { exact: true }).fill("rain-boots");
    await dialog().getByLabel(words.kinds.chinese, { exact: true }).fill("雨靴");
    await dialog().getByLabel(words.kinds.english, { exact: true }).fill("rain boots");
    await operator.checkDialog("item-kind");
    await because(words.kinds.add, "wet feet in spring");
    await operator.says("雨靴");
  });

  it("who may not change prices sees them all, and reads why nothing can be done", async () => {
    await become("mei");
    await operator.says(words.whyNot["may-not-edit"]);
    expect(await button(words.newDraft).isDisabled()).toBe(true);
    await operator.checkPage("prices-viewer");
  });
});
