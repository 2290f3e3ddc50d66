import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { words } from "../../kiosk-ui/console/pages/codes/words-chinese.ts";
import { words as shell } from "../../kiosk-ui/console/words-chinese.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { findChromium } from "../support/optional.ts";
import { ConsoleBrowser } from "./console-browser.ts";

/* The codes on slots in a real browser, over the real hub. Each step goes on where the one before it ended. */

const program = findChromium();
const cabinetId = "demo-1";
let system: DeployedSystem;
let operator: ConsoleBrowser;

describe.skipIf(!program)("the codes on slots", () => {
  beforeAll(async () => {
    system = await DeployedSystem.open({});
    operator = await ConsoleBrowser.open(program ?? "", system);
    await operator.signIn();
  });
  afterAll(async () => {
    await operator.close();
    await system.close();
  });

  const row = (slot: number) =>
    operator.page
      .getByRole("row")
      .filter({ has: operator.page.getByRole("cell", { name: words.slotNumber(slot), exact: true }) });
  const confirm = async (label: string) => {
    const dialog = operator.page.getByRole("dialog");
    await dialog.getByLabel(shell.reason).fill("贴纸损坏");
    await dialog.getByRole("button", { name: label }).click();
    await dialog.waitFor({ state: "hidden" });
    await operator.settled();
  };

  it("cabinets are found by their names, and lead to their codes", async () => {
    await operator.choose(shell.sections.codes);
    await operator.sees(words.title);
    await operator.checkPage("codes-cabinets");
    await operator.page.getByRole("cell", { name: cabinetId }).waitFor();
    await operator.page.getByRole("row").filter({ hasText: cabinetId }).getByRole("link").click();
    await row(1).waitFor();
  });

  it("a sheet opens as a PDF in the size that was chosen", async () => {
    const link = operator.page.getByRole("link", { name: words.openPdf });
    const address = (await link.getAttribute("href")) ?? "";
    const bytes = await operator.page.evaluate<number[]>(
      `fetch(${JSON.stringify(address)}).then(async (answer) => [...new Uint8Array(await answer.arrayBuffer())])`,
    );
    const file = Buffer.from(bytes);
    expect(file.subarray(0, 5).toString()).toBe("%PDF-");
    await operator.checkPage("codes-of-cabinet");
    writeFileSync(join("test", "browser", "pictures", "console", "codes-a4.pdf"), file);
  });

  it("a rider's scan is seen beside the code", async () => {
    const rider = await system.rider(1);
    await rider.scan(system.codeOf(1));
    await operator.page.reload();
    await row(1).getByText(words.scanned(1)).click();
    await operator.checkPage("codes-scanned");
  });

  it("a code is replaced, and the old one stands among the revoked ones", async () => {
    await row(1).getByRole("button", { name: words.replace }).click();
    await confirm(words.replace);
    await operator.page.getByLabel(words.showRevoked).click();
    await expect.poll(() => row(1).filter({ hasText: words.revoked }).count()).toBe(1);
    await operator.checkPage("codes-revoked");
  });

  it("a code is revoked without a new one; the slot is missing one until codes are issued", async () => {
    await row(2).getByRole("button", { name: words.revoke }).click();
    await confirm(words.revoke);
    await operator.says(words.missing("2"));
    await operator.press(words.issue);
    await confirm(words.issue);
    await expect.poll(() => operator.page.getByText(words.missing("2")).count()).toBe(0);
  });
});
