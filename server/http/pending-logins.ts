import type { EpochMs } from "../../protocol/ids.ts";
import { ownPageOf } from "./own-address.ts";

/** A login that a browser was sent to and has not come back from. */
export interface PendingLogin {
  readonly state: string;
  readonly startedAt: EpochMs;
  /** The page to which it leads back. */
  readonly page: string;
}

/** Two slots that are scanned one after the other are two logins, and either may come back first. */
const most = 3;

/** As it stands in the cookie, newest last. */
export function writePending(pending: readonly PendingLogin[]): string {
  return pending
    .slice(-most)
    .map(({ state, startedAt, page }) => `${state}|${startedAt}|${page}`)
    .join(" ");
}

export function readPending(text: string | undefined): PendingLogin[] {
  return (text ?? "").split(" ").flatMap((entry) => {
    const [state = "", startedAt, page = ""] = entry.split("|");
    return state !== "" && ownPageOf(page) === page ? [{ state, startedAt: Number(startedAt), page }] : [];
  });
}
