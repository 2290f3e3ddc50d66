import { AppError } from "../../platform/app-error.ts";
import type { Mail } from "../webhooks/deliverer.ts";

/** How an alarm's event reads in a mail: the subject and the text, Chinese first. */
interface MailText {
  readonly subject: string;
  readonly text: string;
}

interface AlarmEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly data: { readonly title?: Both; readonly text?: Both };
}

interface Both {
  readonly zh: string;
  readonly en: string;
}

/** @param body the CloudEvent of an alarm, or of a test */
export function mailText(body: string): MailText {
  const { type, source, data } = JSON.parse(body) as AlarmEvent;
  const isCleared = type.endsWith(".cleared");
  const mark = isCleared ? { zh: "已恢复", en: "cleared" } : { zh: "告警", en: "alarm" };
  const title = data.title ?? { zh: "测试邮件", en: "test mail" };
  const text = data.text ?? { zh: "告警会发送到这个地址。", en: "Alarms come to this address." };
  const link = `${source}/console/alarms`;
  return {
    subject: `[${mark.zh}] ${title.zh} · ${title.en}`,
    text: `${mark.zh}：${title.zh}\n${text.zh}\n\n${title.en} (${mark.en})\n${text.en}\n\n${link}\n`,
  };
}

const patience = 10_000;

/**
 * Sends alarms by mail.
 * @param url of the server for outgoing mail, `smtps://user:password@host:465`
 * @param from who sends, an address or `Name <address>`
 * @throws AppError config/invalid for an address that is none
 */
export function mailer(url: string, from: string): Mail {
  if (!URL.canParse(url)) throw new AppError("config/invalid", "HUB_SMTP_URL is no address");
  const timeouts = { connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience };
  return async (to, id, body) => {
    // Mails are rare: no start should wait for the package.
    const { createTransport } = await import("nodemailer");
    const transport = createTransport({ url, ...timeouts, disableFileAccess: true, disableUrlAccess: true });
    // The same event sent again has the same id, by which mail programs join the two.
    await transport.sendMail({ from, to, messageId: `<${id}@jiehuan>`, ...mailText(body) });
  };
}
