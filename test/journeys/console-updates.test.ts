import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { words as updates } from "../../kiosk-ui/console/pages/updates/words-chinese.ts";
import { words } from "../../kiosk-ui/console/words-chinese.ts";
import { makeRelease, newKey, readKey, writeRelease } from "../../scripts/release/release.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { findChromium } from "../support/optional.ts";
import { UpdatableCabinet } from "../support/updatable-cabinet.ts";
import { ConsoleBrowser } from "./console-browser.ts";

/*
 * Releases and rollouts in a real browser, with a bridge that really updates itself. Beside it stand the demo's cabinets, whose bridges
 * can't be updated over the air. Each step goes on where the one before it ended.
 */

const program = findChromium();
const cabinetId = "update-1";
const reason = "归还更快识别";
let folder: string;
let system: DeployedSystem;
let cabinet: UpdatableCabinet;
let operator: ConsoleBrowser;

const dialog = () => operator.page.getByRole("dialog");
const confirm = async (button: string) => {
  await dialog().getByLabel(words.reason, { exact: true }).fill(reason);
  await dialog().getByRole("button", { name: button, exact: true }).click();
};
const done = () => dialog().waitFor({ state: "detached" });
const row = (table: string, text: string) =>
  operator.page.getByRole("table", { name: table }).getByRole("row").filter({ hasText: text });
/** Chooses the files of a release, as they lie in a folder. */
async function choose(name: string, without?: string): Promise<void> {
  const files = (await readdir(join(folder, name))).filter((file) => file !== without);
  await dialog()
    .getByLabel(updates.files)
    .setInputFiles(files.map((file) => join(folder, name, file)));
}
async function uploadRelease(name: string): Promise<void> {
  await operator.press(updates.upload);
  await choose(name);
  await confirm(updates.upload);
}
/** A release of a program that never says a word. */
async function makeMute(name: string, version: string, key = join(folder, "key.pem")): Promise<void> {
  const mute = { path: "program/bridge.cjs", bytes: Buffer.from("setInterval(() => {}, 1000);\n") };
  const options = { version, follows: "0.2.0", created: 1_767_225_600_000 };
  await writeRelease(join(folder, name), version, makeRelease([mute], options, await readKey(key)));
}

describe.skipIf(!program)("updates of bridges in the console", () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "jiehuan-console-update-"));
    const publicKey = await newKey(join(folder, "key.pem"));
    system = await DeployedSystem.open({ environment: { HUB_UPDATE_KEYS: publicKey } });
    cabinet = await UpdatableCabinet.open(system, { cabinetId, publicKey, folder });
    const options = ["--key", join(folder, "key.pem"), "--out", join(folder, "good"), "--version", "0.3.0"];
    const release = [resolve("dist/scripts/release/main.js"), ...options, "--follows", "0.2.0"];
    await promisify(execFile)(process.execPath, release);
    await makeMute("mute", "0.4.0");
    operator = await ConsoleBrowser.open(program ?? "", system);
  });
  afterAll(async () => {
    await operator?.close();
    await cabinet?.close();
    await system?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("the page shows which versions run, and that there is no release yet", async () => {
    await operator.signIn();
    await operator.choose(words.sections.updates);
    await operator.sees(updates.title);
    await row(updates.versions, "0.2.0").waitFor();
    expect(await operator.page.getByRole("button", { name: updates.start }).isDisabled()).toBe(true);
    await operator.says(updates.noComplete);
    await operator.checkPage("updates-empty");
  });

  it("a release is uploaded as three files, and one that another key signed is refused in the dialog", async () => {
    await newKey(join(folder, "foreign.pem"));
    await makeMute("foreign", "0.9.0", join(folder, "foreign.pem"));
    await operator.press(updates.upload);
    await choose("good", "manifest.sig");
    await confirm(updates.upload);
    await operator.says(updates.filesWrong);
    await choose("foreign");
    await confirm(updates.upload);
    await operator.says(updates.problems["release/not-signed"] ?? "");
    await operator.checkPage("updates-upload");
  });

  it("a release whose archive was not the right one is listed without it, and is complete after the right one", async () => {
    const files = ["good/manifest.json", "good/manifest.sig", "mute/bridge-0.4.0.tgz"];
    await dialog()
      .getByLabel(updates.files)
      .setInputFiles(files.map((file) => join(folder, file)));
    await confirm(updates.upload);
    await operator.says(updates.problems["release/wrong-archive"] ?? "");
    await row(updates.releases, "0.3.0").getByText(updates.incomplete).waitFor();
    await choose("good");
    await confirm(updates.upload);
    await done();
    await row(updates.releases, "0.3.0").getByText(updates.complete).waitFor();
  });

  it("the dialog of a rollout says how many cabinets it takes, and what it means for them", async () => {
    await operator.press(updates.start);
    const preview = dialog().getByRole("region", { name: updates.preview });
    await preview.getByText(updates.previewNone(3)).waitFor();
    await dialog().getByLabel(updates.percent).fill("100");
    await preview.getByText(/^3 台机柜/).waitFor();
    await preview.getByText(updates.prospects.offered).waitFor();
    await preview.getByText(updates.prospects["not-updatable"]).waitFor();
    await operator.checkPage("updates-start");
    await confirm(updates.start);
    await done();
  });

  it("the cabinet is followed until it has the version, without loading the page again", async () => {
    await operator.page.getByRole("link", { name: updates.details }).click();
    await operator.sees(updates.rollout("0.3.0"));
    await row(updates.cabinets, cabinetId).getByText(updates.states.healthy).waitFor();
    await row(updates.cabinets, cabinetId).getByText("0.3.0").waitFor();
    expect(await row(updates.cabinets, updates.reasons["not-updatable"] ?? "").count()).toBe(2);
    await operator.checkPage("updates-rollout");
  });

  it("a rollout is paused, goes on and is ended, each with a reason", async () => {
    await operator.says(updates.isEverywhere);
    for (const [act, state] of [
      [updates.pause, updates.rolloutStates.paused],
      [updates.resume, updates.rolloutStates.running],
      [updates.end, updates.rolloutStates.ended],
    ] as const) {
      await operator.press(act);
      await confirm(act);
      await done();
      await operator.page.getByText(state, { exact: true }).waitFor();
    }
    expect(await operator.page.getByRole("button", { name: updates.widen }).count()).toBe(0);
    const history = operator.page.getByRole("region", { name: updates.acts });
    await history.getByText(updates.actNames["rollout-ended"]).waitFor();
    expect(await history.getByText(updates.because(system.admin.name, reason)).count()).toBe(4);
    await operator.page.getByRole("link", { name: updates.back }).click();
    await operator.says(updates.noCurrent);
    await row(updates.history, updates.rollout("0.3.0")).waitFor();
  });

  it("a cabinet that rolls back says why, and the rollout of one site is widened to all", async () => {
    await cabinet.restart(5);
    await system.operator("/sites/lab", { name: "实验网点", address: "人民路1号", reason }, "PUT");
    await system.operator(`/cabinets/${cabinetId}/move`, { siteId: "lab", reason });
    await uploadRelease("mute");
    await done();
    await operator.press(updates.start);
    await dialog().getByLabel(updates.percent).fill("100");
    await dialog().getByLabel(updates.sites).click();
    await operator.page.getByTitle("实验网点").click();
    await dialog()
      .getByText(/^1 台机柜/)
      .waitFor();
    await confirm(updates.start);
    await done();
    await operator.page.getByRole("link", { name: updates.details }).click();
    await row(updates.cabinets, cabinetId)
      .getByText(updates.reasons["not-healthy"] ?? "")
      .waitFor();
    expect(await cabinet.software()).toBe("jiehuan/0.3.0");
    await operator.press(updates.widen);
    await dialog().getByLabel(updates.sites).press("Backspace");
    await dialog()
      .getByText(/^3 台机柜/)
      .waitFor();
    await dialog().getByText(updates.prospects["in-rollout"]).waitFor();
    await operator.checkPage("updates-widen");
    await confirm(updates.widen);
    await done();
    await expect.poll(() => row(updates.cabinets, updates.states.waiting).count()).toBe(2);
    await operator.checkPage("updates-rolled-back");
  });

  it("a release that a rollout uses can't be removed, another one can", async () => {
    await operator.page.getByRole("link", { name: updates.back }).click();
    await operator.settled();
    const remove = (version: string) => row(updates.releases, version).getByRole("button", { name: updates.remove });
    expect(await remove("0.4.0").isDisabled()).toBe(true);
    await operator.checkPage("updates");
    await remove("0.3.0").click();
    await confirm(updates.remove);
    await done();
    await row(updates.releases, "0.3.0").waitFor({ state: "detached" });
  });

  it("a role that may not manage updates sees everything, and is told why there is no act", async () => {
    const { oneTimePassword } = await operator.ask<{ oneTimePassword: string }>("POST", "/people", {
      name: "wei",
      role: "support",
      reason: "helps riders",
    });
    await operator.press(words.signOut);
    await operator.enter("wei", oneTimePassword);
    await operator.page.getByLabel(words.oneTimePassword, { exact: true }).fill(oneTimePassword);
    await operator.page.getByLabel(words.newPassword, { exact: true }).fill("wet umbrellas dry slowly");
    await operator.press(words.choosePassword);
    await operator.choose(words.sections.updates);
    await operator.says(updates.mayNot);
    for (const name of [updates.start, updates.upload, updates.widen, updates.end])
      expect(await operator.page.getByRole("button", { name }).isDisabled(), name).toBe(true);
    expect(await operator.page.getByRole("button", { name: updates.remove }).count()).toBe(0);
    await operator.checkPage("updates-support");
  });
});
