import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { words as money } from "../../kiosk-ui/console/pages/money/words-chinese.ts";
import { words as overview } from "../../kiosk-ui/console/pages/overview/words-chinese.ts";
import { words as shell } from "../../kiosk-ui/console/words-chinese.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { findChromium } from "../support/optional.ts";
import { ConsoleBrowser } from "./console-browser.ts";

/* The figures of a business with a past, in a real browser over the real hub. Each step goes on where the one before it ended. */

const program = findChromium();
/** Days of invented loans. */
const history = 35;
const demoCabinet = "demo-1";
let system: DeployedSystem;
let operator: ConsoleBrowser;

describe.skipIf(!program)("the figures of a business with a past", () => {
  beforeAll(async () => {
    const plan = { hubs: 1, store: "sqlite", broker: "embedded", restartAfter: 1000 } as const;
    system = await DeployedSystem.build({ ...plan, environment: {}, environmentOf: () => ({}), history });
    operator = await ConsoleBrowser.open(program ?? "", system);
    await operator.signIn();
  });
  afterAll(async () => {
    await operator.close();
    await system.close();
  });

  it("the overview shows what needs attention, and charts of a week, a month and today", async () => {
    await operator.sees(overview.brokenNow);
    for (const title of Object.values(overview.figures)) await operator.sees(title);
    await operator.checkPage("overview-week");
    await operator.page.getByText(overview.ranges.month, { exact: true }).click();
    await operator.settled();
    await operator.checkPage("overview-month");
    await operator.page.getByText(overview.ranges.day, { exact: true }).click();
    await operator.settled();
    await operator.checkPage("overview-day");
  });

  it("a chart is a table too, for whoever does not see it", async () => {
    const loans = operator.page.getByRole("region", { name: overview.figures.loans, exact: true });
    await loans.getByText(overview.asTable).click();
    await loans.getByRole("columnheader", { name: overview.figures.loans }).waitFor();
  });

  it("the statement is told apart by what is chosen, with sums that follow the filters, and is exported", async () => {
    await operator.choose(shell.sections.money);
    await operator.sees(money.statement.title);
    await operator.says(money.amounts.net);
    await operator.checkPage("money-statement");
    await operator.goTo("/money?by=cabinet,kind");
    await operator.page.getByRole("columnheader", { name: money.groups.cabinet }).waitFor();
    await operator.checkPage("money-by-cabinet");
    for (const [button, name] of [
      [money.exportCsv, "csv"],
      [money.exportXlsx, "xlsx"],
    ] as const) {
      const saved = operator.page.waitForEvent("download");
      await operator.page.getByRole("link", { name: button }).click();
      expect((await saved).suggestedFilename()).toMatch(new RegExp(`^money-.*\\.${name}$`));
    }
  });

  it("a share of a site is agreed once, and its owner's part follows", async () => {
    const reason = "for the journey";
    await operator.ask("PUT", "/sites/tea-house", { name: "茶馆", address: "人民路1号", owner: "王女士", reason });
    await operator.ask("POST", `/cabinets/${demoCabinet}/move`, { siteId: "tea-house", reason });
    await operator.goTo("/money/shares");
    await operator.press(money.shares.add);
    const dialog = operator.page.getByRole("dialog");
    await dialog.getByLabel(money.groups.site).click();
    await operator.page.getByTitle("茶馆").click();
    await dialog.getByLabel(money.shares.percent).fill("30");
    await dialog.getByLabel(shell.reason).fill("合同");
    await operator.checkPage("money-add-share");
    await dialog.getByRole("button", { name: money.shares.add }).click();
    await dialog.waitFor({ state: "hidden" });
    await operator.page.getByRole("cell", { name: "30%" }).first().waitFor();
    await operator.settled();
    await operator.checkPage("money-shares");
  });

  it("a second share from the same day is refused, with why", async () => {
    await operator.press(money.shares.add);
    const dialog = operator.page.getByRole("dialog");
    await dialog.getByLabel(money.groups.site).click();
    await operator.page.getByTitle("茶馆").click();
    await dialog.getByLabel(money.shares.percent).fill("20");
    await dialog.getByLabel(shell.reason).fill("合同");
    await dialog.getByRole("button", { name: money.shares.add }).click();
    await operator.says(money.problems["share/not-later"] ?? "");
    await dialog.getByRole("button", { name: shell.cancel }).click();
    await dialog.waitFor({ state: "hidden" });
  });

  it("open orders are compared with the provider, and a day with its file, each with what to do", async () => {
    await operator.goTo("/money/reconcile");
    await operator.press(money.reconcile.compare);
    await operator.page.getByRole("status").first().waitFor();
    const file = "out_order_no,kind,gross,fee,paid_at\r\n20260101000000000001,RENT,2.00,0.01,2026-01-01 13:00:00\r\n";
    await operator.page
      .getByLabel(money.reconcile.file)
      .setInputFiles({ name: "bill.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
    await operator.press(money.reconcile.compareFile);
    await operator.page.getByRole("cell", { name: money.differences["not-here"] }).first().waitFor();
    await operator.checkPage("money-reconcile");
    const saved = operator.page.waitForEvent("download");
    await operator.page.getByRole("region", { name: money.reconcile.day }).getByText(money.exportCsv).click();
    expect((await saved).suggestedFilename()).toMatch(/^differences-.*\.csv$/);
  });
});
