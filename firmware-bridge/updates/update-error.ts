import type { UpdateFailure } from "../../protocol/upward.ts";

/** Why an update ends before the running version is touched. */
export class UpdateError extends Error {
  readonly reason: UpdateFailure;

  constructor(reason: UpdateFailure, why: string, options?: { cause?: unknown }) {
    super(why, options);
    this.name = "UpdateError";
    this.reason = reason;
  }
}

/** What a failure of the disk is called in a report. */
export function diskFailure(error: unknown): UpdateError {
  if (error instanceof UpdateError) return error;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const isFull = code === "ENOSPC" || code === "EDQUOT";
  return new UpdateError(isFull ? "disk-full" : "disk-failed", String(error), { cause: error });
}
