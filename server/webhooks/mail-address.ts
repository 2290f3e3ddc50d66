import { AppError } from "../../platform/app-error.ts";

const scheme = "mailto:";
/** One address, without the further fields that such a link may have. */
const address = /^[^\s@,;:?&%<>"]{1,64}@[A-Za-z0-9.-]{1,190}$/;

/** Whether events go to a person by mail, and not to a program. */
export function isMail(url: string): boolean {
  return url.startsWith(scheme);
}

/** @param url `mailto:ops@example.com` */
export function mailAddress(url: string): string {
  return url.slice(scheme.length);
}

/**
 * Mail is for alarms: a mail for each order would be read by nobody.
 * @param canMail whether the hub has a server for outgoing mail
 * @throws AppError webhook/address-not-allowed, webhook/mail-not-set-up, webhook/mail-only-alarms
 */
export function checkMail(url: string, events: readonly string[], canMail: boolean): void {
  if (!address.test(mailAddress(url)))
    throw new AppError("webhook/address-not-allowed", "It must be one mail address.");
  if (!canMail) throw new AppError("webhook/mail-not-set-up");
  if (events.length === 0 || events.some((type) => !type.startsWith("alarm.")))
    throw new AppError("webhook/mail-only-alarms");
}
