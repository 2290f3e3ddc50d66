import { AppError } from "../../platform/app-error.ts";
import type { EpochMs } from "../../protocol/ids.ts";

type WaitCode = "rider/pause" | "rider/too-many-reports" | "cabinet/busy";

/** What may not be done before a time; the answer says in how many seconds. */
export function waiting(code: WaitCode, until: EpochMs, now: EpochMs): AppError {
  const retryAfter = Math.max(1, Math.ceil((until - now) / 1000));
  return new AppError(code, `Try again in ${retryAfter} s.`, { retryAfter });
}
