import { TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { words as account } from "../../kiosk-ui/console/pages/account/words-chinese.ts";
import { words as audit } from "../../kiosk-ui/console/pages/audit/words-chinese.ts";
import { words as people } from "../../kiosk-ui/console/pages/people/words-chinese.ts";
import { words } from "../../kiosk-ui/console/words-chinese.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { findChromium } from "../support/optional.ts";
import { ConsoleBrowser } from "./console-browser.ts";

/* People, tokens, the own account and the audit log in a real browser. Each step goes on where the one before it ended. */

const program = findChromium();
let system: DeployedSystem;
let operator: ConsoleBrowser;
/** What the hub showed once. */
let secondFactor = "";
let weisPassword = "";
let weisCookie = "";
let token = "";

const dialog = () => operator.page.getByRole("dialog");
const field = (label: string) => dialog().getByLabel(label, { exact: true });
/** Fills in why, and confirms the dialog. */
const confirm = async (button: string, reason: string) => {
  await field(words.reason).fill(reason);
  await dialog().getByRole("button", { name: button, exact: true }).click();
};
/** Reads the lines of the secret that a dialog shows, and closes it. */
const keepSecret = async (title: string): Promise<string[]> => {
  const shown = operator.page.getByRole("dialog", { name: title });
  await shown.getByText(words.shownOnce).waitFor();
  const lines = await shown.locator("code").allTextContents();
  await shown.getByRole("button", { name: words.secretKept }).click();
  await shown.waitFor({ state: "detached" });
  return lines;
};
const signInElsewhere = async (name: string, password: string): Promise<string> => {
  const response = await fetch(`${system.hub}/api/operator/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, password }),
  });
  return (response.headers.getSetCookie()[0] ?? "").split(";")[0] ?? "";
};
const refusalOf = async (headers: Readonly<Record<string, string>>, path = "/session"): Promise<string> => {
  const response = await fetch(`${system.hub}/api/operator${path}`, { headers });
  return response.ok ? "" : ((await response.json()) as { code: string }).code;
};

describe.skipIf(!program)("people, the own account and the audit log", () => {
  beforeAll(async () => {
    system = await DeployedSystem.open({});
    operator = await ConsoleBrowser.open(program ?? "", system);
  });
  afterAll(async () => {
    await operator.close();
    await system.close();
  });

  it("a person sets up a second factor with the key of the QR code, and sees the recovery codes once", async () => {
    await operator.signIn("/account");
    await operator.sees(account.title);
    await operator.checkPage("account");
    await operator.press(account.factor.setUp);
    await field(account.password.current).fill("not this one");
    await dialog().getByRole("button", { name: account.factor.next }).click();
    await operator.says(words.problems["operator/wrong-credentials"] ?? "");
    await field(account.password.current).fill(system.admin.password);
    await dialog().getByRole("button", { name: account.factor.next }).click();
    await dialog().getByRole("img", { name: account.factor.qrLabel }).waitFor();
    secondFactor = (await dialog().locator("code").textContent()) ?? "";
    await operator.checkPage("account-set-up");
    await field(account.factor.code).fill(new TOTP({ secret: secondFactor }).generate());
    await dialog().getByRole("button", { name: account.factor.enable }).click();
    await operator.page.getByRole("dialog", { name: account.factor.codesTitle }).waitFor();
    await operator.checkPage("account-recovery-codes");
    expect(await keepSecret(account.factor.codesTitle)).toHaveLength(10);
    await operator.says(account.factor.left(10));
  });

  it("the second factor is turned off with the password and a recovery code drawn anew", async () => {
    const nextCode = () => new TOTP({ secret: secondFactor }).generate({ timestamp: Date.now() + 30_000 });
    await operator.press(account.factor.renew);
    await field(account.password.current).fill(system.admin.password);
    await field(account.factor.proofCode).fill(nextCode());
    await dialog().getByRole("button", { name: account.factor.renew }).click();
    const [recoveryCode = ""] = await keepSecret(account.factor.codesTitle);
    await operator.press(account.factor.remove);
    await field(account.password.current).fill(system.admin.password);
    await field(account.factor.proofCode).fill(recoveryCode);
    await dialog().getByRole("button", { name: account.factor.remove }).click();
    await operator.says(account.factor.removed);
  });

  it("the own sessions are listed, and another one than this is ended", async () => {
    const cookie = await signInElsewhere(system.admin.name, system.admin.password);
    await operator.page.reload();
    await operator.settled();
    await operator.press(account.sessions.end);
    await operator.says(account.sessions.ended);
    expect(await refusalOf({ cookie })).toBe("operator/session-ended");
  });

  it("a new password that is too easy is refused with a sentence", async () => {
    await operator.page.getByLabel(account.password.current, { exact: true }).fill(system.admin.password);
    await operator.page.getByLabel(account.password.next, { exact: true }).fill("aaaaaaaaaaaaaaaa");
    await operator.page.getByLabel(account.password.again, { exact: true }).fill("aaaaaaaaaaaaaaaa");
    await operator.press(account.password.save);
    await operator.says(words.problems["account/weak-password"] ?? "");
  });

  it("an admin adds a person, whose one-time password is shown once and lets the person in", async () => {
    await operator.choose(words.sections.people);
    await operator.press(people.addPerson);
    await field(people.nameLabel).fill("wei");
    await operator.checkPage("people-add");
    await confirm(people.addPerson, "helps riders");
    [weisPassword = ""] = await keepSecret(people.oneTimePassword);
    weisCookie = await signInElsewhere("wei", weisPassword);
    expect(await refusalOf({ cookie: weisCookie })).toBe("");
  });

  it("a name that is taken is refused in the dialog", async () => {
    await operator.press(people.addPerson);
    await field(people.nameLabel).fill("wei");
    await confirm(people.addPerson, "once more");
    await operator.says(words.problems["account/name-taken"] ?? "");
    await dialog().getByRole("button", { name: words.cancel, exact: true }).click();
    await dialog().waitFor({ state: "detached" });
  });

  it("an API token is made with a role and an end, shown once, works, and works no more once it is revoked", async () => {
    await operator.press(people.makeToken);
    await field(people.nameLabel).fill("grafana");
    await confirm(people.makeToken, "charts");
    [token = ""] = await keepSecret(people.token);
    const headers = { authorization: `Bearer ${token}` };
    expect(await refusalOf(headers)).toBe("");
    await operator.checkPage("people");
    const row = operator.page.getByRole("row", { name: "grafana" });
    await row.getByRole("button", { name: people.revoke }).click();
    await confirm(people.revoke, "no charts any more");
    await row.getByText(people.tokenStates.revoked).waitFor();
    expect(await refusalOf(headers)).toBe("operator/token-revoked");
  });

  it("a person's sessions are ended, the account is locked, and unlocked with another role and password", async () => {
    await operator.page.getByRole("link", { name: "wei", exact: true }).click();
    await operator.sees("wei");
    await operator.settled();
    await operator.checkPage("person");
    await operator.press(people.acts["end-sessions"]);
    await confirm(people.acts["end-sessions"], "a phone was left in a taxi");
    await operator.says(people.whyNot["no-sessions"]);
    expect(await refusalOf({ cookie: weisCookie })).toBe("operator/session-ended");
    await operator.press(people.acts.lock);
    await confirm(people.acts.lock, "on leave");
    await operator.says(people.whyNot.locked);
    expect(await refusalOf({ cookie: weisCookie })).toBe("operator/account-locked");
    await operator.press(people.acts.unlock);
    await confirm(people.acts.unlock, "back again");
    await operator.says(people.whyNot["not-locked"]);
    await operator.press(people.acts.role);
    await field(people.roleLabel).click();
    await operator.page.getByTitle(words.roles.finance, { exact: true }).click();
    await confirm(people.acts.role, "keeps the books now");
    await operator.page.getByRole("definition").getByText(words.roles.finance, { exact: true }).waitFor();
    await operator.press(people.acts["reset-password"]);
    await confirm(people.acts["reset-password"], "forgotten");
    expect(await keepSecret(people.oneTimePassword)).not.toContain(weisPassword);
  });

  it("the last active admin can't be locked, and the page says so", async () => {
    await operator.goTo(`/people/${system.admin.name}`);
    await operator.says(people.whyNot["last-admin"]);
  });

  it("everything stands in the audit log, which is filtered by account and kind and exported", async () => {
    await operator.goTo("/people/wei");
    await operator.page.getByRole("link", { name: people.audit }).click();
    await operator.sees(audit.title);
    const table = operator.page.getByRole("table");
    for (const act of ["account-locked", "account-unlocked", "account-role-changed", "sessions-ended"])
      await table.getByText(audit.acts[act] ?? "", { exact: true }).waitFor();
    await table.getByText("a phone was left in a taxi").waitFor();
    await table.getByText(audit.show).first().click();
    await operator.checkPage("audit");
    const link = operator.page.getByRole("link", { name: audit.exportCsv });
    const [download] = await Promise.all([operator.page.waitForEvent("download"), link.click()]);
    expect(download.suggestedFilename()).toBe("audit.csv");
    await operator.goTo("/audit?about=account&id=wei&act=account-locked");
    expect(await table.getByText(audit.acts["account-unlocked"] ?? "", { exact: true }).count()).toBe(0);
    await table.getByText("on leave").waitFor();
  });
});
