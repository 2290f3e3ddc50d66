import { TOTP } from "otpauth";
import { afterAll, beforeAll, describe, it } from "vitest";
import { words as overview } from "../../kiosk-ui/console/pages/overview/words-chinese.ts";
import { words } from "../../kiosk-ui/console/words-chinese.ts";
import { words as english } from "../../kiosk-ui/console/words-english.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { findChromium } from "../support/optional.ts";
import { ConsoleBrowser } from "./console-browser.ts";

/* The frame of the console in a real browser, over the real hub. Each step goes on where the one before it ended. */

const program = findChromium();
const ownPassword = "wet umbrellas dry slowly";
let newcomersPassword = "";
let system: DeployedSystem;
let operator: ConsoleBrowser;

describe.skipIf(!program)("the console's frame", () => {
  beforeAll(async () => {
    system = await DeployedSystem.open({});
    operator = await ConsoleBrowser.open(program ?? "", system);
  });
  afterAll(async () => {
    await operator.close();
    await system.close();
  });

  it("an operator who is not signed in sees the sign-in page at every address", async () => {
    await operator.goTo("/orders/20261123120000000001");
    await operator.sees(words.signInTitle);
    await operator.checkPage("sign-in");
  });

  it("a wrong password is refused in the reader's language, with the code of why", async () => {
    await operator.enter(system.admin.name, "a password that nobody has");
    await operator.says(words.problems["operator/wrong-credentials"] ?? "");
    await operator.says("operator/wrong-credentials");
  });

  it("the overview is what an operator sees first", async () => {
    await operator.signIn();
    await operator.sees(overview.title);
    await operator.checkPage("overview");
  });

  it("a reload keeps the operator signed in, and the language", async () => {
    await operator.speak("en");
    await operator.page.reload();
    await operator.sees(english.sections.overview);
    await operator.speak("zh");
  });

  it("an unknown address below the console leads back to the overview", async () => {
    await operator.goTo("/no/such/page");
    await operator.sees(words.notFound.title);
    await operator.checkPage("not-found");
    await operator.page.getByRole("link", { name: words.notFound.home }).click();
    await operator.sees(overview.title);
  });

  it("on a phone the menu is a drawer that closes when a section is chosen", async () => {
    await operator.resize("phone");
    await operator.press(words.openMenu);
    const menu = operator.page.getByRole("dialog");
    await menu.getByRole("link", { name: words.sections.overview }).click();
    await menu.waitFor({ state: "hidden" });
    await operator.resize("laptop");
  });

  it("who signs out sees the sign-in page, and sees it after a reload too", async () => {
    const { oneTimePassword } = await operator.ask<{ oneTimePassword: string }>("POST", "/people", {
      name: "wei",
      role: "support",
      reason: "helps riders",
    });
    newcomersPassword = oneTimePassword;
    await operator.press(words.signOut);
    await operator.sees(words.signInTitle);
    await operator.page.reload();
    await operator.sees(words.signInTitle);
  });

  it("whoever signs in with a one-time password chooses an own one first", async () => {
    await operator.enter("wei", newcomersPassword);
    await operator.sees(words.firstPasswordTitle);
    await operator.checkPage("first-password");
    await operator.page.getByLabel(words.oneTimePassword, { exact: true }).fill(newcomersPassword);
    await operator.page.getByLabel(words.newPassword, { exact: true }).fill(ownPassword);
    await operator.press(words.choosePassword);
    await operator.sees(overview.title);
  });

  it("an account with a second factor is asked for a code, and takes a recovery code too", async () => {
    const { secret } = await operator.ask<{ secret: string }>("POST", "/own/second-factor", { password: ownPassword });
    const code = new TOTP({ secret }).generate();
    const { recoveryCodes } = await operator.ask<{ recoveryCodes: string[] }>("POST", "/own/second-factor/confirm", {
      code,
    });
    await operator.press(words.signOut);
    await operator.enter("wei", ownPassword);
    await operator.page.getByLabel(words.secondFactorCode, { exact: true }).fill(recoveryCodes[0] ?? "");
    await operator.press(words.signIn);
    await operator.sees(overview.title);
  });
});
