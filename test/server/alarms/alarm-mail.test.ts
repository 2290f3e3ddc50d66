import { afterEach, beforeEach, expect, test } from "vitest";
import { mailer, mailText } from "../../../server/alarms/alarm-mail.ts";
import { alarmText, toldAlarm } from "../../../server/alarms/alarm-texts.ts";
import { type Alarm, alarmKinds } from "../../../server/store/alarm-table.ts";
import { checkMail } from "../../../server/webhooks/mail-address.ts";
import { MailServer } from "../../support/mail-server.ts";

const alarm: Alarm = {
  id: "001800000000000-00000001",
  kind: "cabinet-silent",
  subject: "shop-1",
  facts: { cabinetId: "shop-1", name: "人民路", since: 1_800_000_000_000 },
  raisedAt: 1_800_000_000_000,
};
const eventOf = (type: string, data: object) => JSON.stringify({ id: "e1", source: "https://hub.example", type, data });

let server: MailServer;

beforeEach(async () => {
  server = await MailServer.listen();
});
afterEach(() => server.close());

const send = () =>
  mailer(server.url, "jiehuan <hub@example.com>")(
    "ops@example.com",
    "e1",
    eventOf("jiehuan.alarm.raised", toldAlarm(alarm)),
  );

test("an alarm goes to the address by the mail server, with the id of its event", async () => {
  await send();
  expect(server.said).toContain("RCPT TO:<ops@example.com>");
  expect(server.said).toContain("MAIL FROM:<hub@example.com>");
  expect(server.said).toContain("Message-ID: <e1@jiehuan>");
});

test("an address that the mail server refuses is a try that failed", async () => {
  server.answer = "550 no such user";
  await expect(send()).rejects.toThrow("550");
});

test("a mail says what is wrong in both languages, and where the console is", () => {
  const { subject, text } = mailText(eventOf("jiehuan.alarm.raised", toldAlarm(alarm)));
  expect(subject).toBe("[告警] 机柜离线：人民路 · Cabinet away: 人民路");
  expect(text).toContain("请检查电源和网络");
  expect(text).toContain("Check its power and its network.");
  expect(text).toContain("https://hub.example/console/alarms");
  expect(mailText(eventOf("jiehuan.alarm.cleared", toldAlarm(alarm))).subject).toContain("[已恢复]");
});

test("an event of a test is a mail that says so", () => {
  expect(mailText(eventOf("jiehuan.webhook.test", { test: true })).text).toContain("Alarms come to this address.");
});

test("every kind of alarm has words in both languages, without a gap where a figure should be", () => {
  const facts = { cabinetId: "shop-1", name: "East", since: 1, count: 3, of: 5, dropped: 2, reasons: "broker/away" };
  for (const kind of alarmKinds)
    for (const { title, text } of Object.values(alarmText({ kind, subject: "shop-1", facts })))
      expect(title + text).not.toMatch(/undefined|^\s*$/);
});

test("mail is for one address and for alarms only", () => {
  const alarms = ["alarm.raised", "alarm.cleared"];
  expect(() => checkMail("mailto:ops@example.com", alarms, true)).not.toThrow();
  expect(() => checkMail("mailto:ops@example.com", alarms, false)).toThrow("webhook/mail-not-set-up");
  for (const events of [[], ["order.settled", "alarm.raised"]])
    expect(() => checkMail("mailto:ops@example.com", events, true)).toThrow("webhook/mail-only-alarms");
  for (const url of ["mailto:a@b.example,c@d.example", "mailto:ops@example.com?bcc=all@example.com", "mailto:ops"])
    expect(() => checkMail(url, alarms, true)).toThrow("webhook/address-not-allowed");
});

test("an address of a mail server that is none stops the start", () => {
  expect(() => mailer("mail server", "hub@example.com")).toThrow("HUB_SMTP_URL");
});
