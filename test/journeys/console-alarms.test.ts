import { Webhook as Verifier } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { words as alarms } from "../../kiosk-ui/console/pages/alarms/words-chinese.ts";
import { words } from "../../kiosk-ui/console/words-chinese.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { MailServer } from "../support/mail-server.ts";
import { findChromium } from "../support/optional.ts";
import { Receiver } from "../support/receiver.ts";
import { ConsoleBrowser } from "./console-browser.ts";

/* Alarms, webhooks and mail over real processes and real servers. Each step goes on where the one before it ended. */

const program = findChromium();
let system: DeployedSystem;
let operator: ConsoleBrowser;
let receiver: Receiver;
let mail: MailServer;
/** What the hub showed once. */
let secret = "";
let orderNo = "";

const dialog = () => operator.page.getByRole("dialog");
const field = (label: string) => dialog().getByLabel(label, { exact: true });
const confirm = async (button: string) => {
  await field(words.reason).fill("a test of what others are told");
  await dialog().getByRole("button", { name: button, exact: true }).click();
  await operator.page.getByLabel(words.reason, { exact: true }).waitFor({ state: "detached" });
};
/** The types of events whose signature is right, the first first. */
const types = () =>
  receiver.got.map(({ headers, body }) => {
    const event = new Verifier(secret).verify(body, headers as Record<string, string>) as { type: string };
    return event.type;
  });
const told = (type: string) =>
  system.until(
    `${type} is told`,
    async () => types().includes(type),
    () => types().join(),
  );

describe.skipIf(!program)("alarms and what other systems are told", () => {
  beforeAll(async () => {
    receiver = await Receiver.listen();
    mail = await MailServer.listen();
    const environment = {
      HUB_WEBHOOK_PRIVATE: "127.0.0.0/8",
      HUB_SMTP_URL: mail.url,
      HUB_MAIL_FROM: "jiehuan <hub@example.com>",
    };
    system = await DeployedSystem.open({ environment });
    operator = await ConsoleBrowser.open(program ?? "", system);
  });
  afterAll(async () => {
    await operator.close();
    await system.close();
    await receiver.close();
    await mail.close();
  });

  it("an address inside the hub's network is refused in the dialog, and an allowed one gets a secret, shown once", async () => {
    await operator.signIn("/alarms");
    await operator.sees(alarms.title);
    await operator.settled();
    await operator.press(alarms.addWebhook);
    await field(alarms.url).fill("https://169.254.169.254/latest");
    await field(words.reason).fill("curiosity");
    await dialog().getByRole("button", { name: alarms.addWebhook, exact: true }).click();
    await operator.says("webhook/address-not-allowed");
    await field(alarms.url).fill(receiver.url);
    await operator.checkPage("alarms-add-webhook");
    await dialog().getByRole("button", { name: alarms.addWebhook, exact: true }).click();
    const shown = operator.page.getByRole("dialog", { name: alarms.secret });
    secret = (await shown.locator("code").textContent()) ?? "";
    await shown.getByRole("button", { name: words.secretKept }).click();
    expect(secret).toMatch(/^whsec_/);
  });

  it("a loan is told of step by step, each event with a signature that is right", async () => {
    const { order } = await system.lend(await system.rider(1), 1);
    orderNo = order.orderNo;
    await told("jiehuan.order.opened");
    expect(types()).toEqual(expect.arrayContaining(["jiehuan.order.requested", "jiehuan.order.confirmed"]));
    const opened = receiver.got.find(({ body }) => body.includes("jiehuan.order.opened"));
    expect(JSON.parse(opened?.body ?? "")).toMatchObject({ subject: orderNo, data: { orderNo, state: "active" } });
  });

  it("an event that was not taken is there after the hub was killed, and is sent again with the same id", async () => {
    const before = receiver.got.length;
    receiver.status = 503;
    await system.board("/slots/1/insert", {});
    await system.until("an event is tried", async () => receiver.got.length > before);
    const id = receiver.got[before]?.headers["webhook-id"];
    await system.kill("hub");
    receiver.status = 204;
    const again = () => receiver.got.slice(before + 1).filter(({ headers }) => headers["webhook-id"] === id);
    await system.until("it is sent again", async () => again().length > 0);
    await told("jiehuan.order.settled");
  });

  it("what was sent is listed with what was answered, and can be sent again", async () => {
    await operator.goTo("/alarms");
    await operator.page.getByRole("link", { name: receiver.url }).click();
    await operator.sees(receiver.url);
    await operator.settled();
    const list = operator.page.getByRole("table", { name: alarms.deliveries });
    await list.getByText(alarms.events["order.settled"], { exact: true }).waitFor();
    await list.getByText(alarms.show).first().click();
    await operator.checkPage("alarms-target");
    const before = receiver.got.length;
    await operator.page.getByRole("button", { name: alarms.replay }).first().click();
    await confirm(alarms.replay);
    await system.until("the event comes again", async () => receiver.got.length > before);
    const [last] = receiver.got.slice(-1);
    const ids = receiver.got.slice(0, -1).map(({ headers }) => headers["webhook-id"]);
    expect(ids).toContain(last?.headers["webhook-id"]);
  });

  it("a mail address is added, and gets a test", async () => {
    await operator.goTo("/alarms");
    await operator.press(alarms.addMail);
    await field(alarms.mailAddress).fill("ops@example.com");
    await confirm(alarms.addMail);
    await operator.page.getByRole("link", { name: "ops@example.com" }).click();
    await operator.press(alarms.test);
    await confirm(alarms.test);
    await system.until("the mail server gets it", async () => mail.said.includes("RCPT TO:<ops@example.com>"));
  });

  it("guessing is alarmed within a minute: on the page, to the webhook, and by mail", async () => {
    const guess = (no: number) =>
      fetch(`${system.hub}/api/operator/session`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ name: `guess-${no}`, password: "open sesame" }),
      }).then(({ status }) => status);
    const answers = await Promise.all(Array.from({ length: 30 }, (_, no) => guess(no)));
    expect(answers).toContain(429);
    // The hub looks once a minute, and the patience of a wait is shorter.
    const isRaised = () => types().includes("jiehuan.alarm.raised");
    await system.until("half a minute", async () => isRaised()).catch(() => undefined);
    await told("jiehuan.alarm.raised");
    await system.until("the alarm is mailed", async () => mail.said.some((line) => line.startsWith("Subject:")));
    await operator.goTo("/alarms");
    const open = operator.page.getByRole("list", { name: alarms.now });
    await open.getByText("有人在猜测密码或令牌").waitFor();
    await operator.checkPage("alarms");
    await operator.goTo("");
    await open.getByText("有人在猜测密码或令牌").waitFor();
    await operator.checkPage("overview-alarm");
  });
});
