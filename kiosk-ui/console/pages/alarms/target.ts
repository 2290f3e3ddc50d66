import type { paths } from "../../../shared/hub-api.ts";
import type { RequestOf } from "../../../shared/operations.ts";
import type { Answer } from "../../hub-types.ts";

/** An address that is told what happens: another system's, or a person's mail. */
export type Target = Answer<"/api/operator/webhooks">[number];
export type Delivery = Answer<"/api/operator/webhooks/{id}/deliveries">[number];
export type EventType = RequestOf<paths["/api/operator/webhooks"]["post"]>["body"]["events"][number];

const scheme = "mailto:";

export const alarmEvents = ["alarm.raised", "alarm.cleared"] as const satisfies EventType[];

export function isMail({ url }: Pick<Target, "url">): boolean {
  return url.startsWith(scheme);
}

/** How people write an address: without the scheme of a mail address. */
export function shownAddress({ url }: Pick<Target, "url">): string {
  return url.startsWith(scheme) ? url.slice(scheme.length) : url;
}

/** What is kept for an entered mail address. */
export function mailUrl(address: string): string {
  return scheme + address.trim();
}

/** The last try of a delivery in a few characters: a status, or why there was none. */
export function lastTry({ tries }: Pick<Delivery, "tries">): string | undefined {
  const last = tries.at(-1);
  return last === undefined ? undefined : (last.error ?? String(last.status));
}

/** The text of an event, indented for reading. */
export function readable(body: string): string {
  return JSON.stringify(JSON.parse(body), null, 2);
}
