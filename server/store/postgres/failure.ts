import { DatabaseError } from "pg";
import { AppError } from "../../../platform/app-error.ts";

/**
 * What a failed statement means for its transaction. `again`: others were in the way, another try may succeed. `lost`:
 * the connection is gone, or of no use any more, and nothing has changed. `final`: the database refuses. `unknown`: the
 * connection broke between the COMMIT and its answer.
 */
export type FailureKind = "again" | "lost" | "final" | "unknown";

export interface Failure {
  readonly kind: FailureKind;
  readonly error: unknown;
}

/** Serialization failure, deadlock, and a claim that somebody else took meanwhile: the next try sees him and says so. */
const hindered = new Set(["40001", "40P01", "23505"]);
/** How the client refuses a statement on a connection that it knows to be gone: the server never heard it. */
const neverSent = /is not queryable$/;
/** The server became a standby: a new connection may find the one that took over. */
const onlyReads = "25006";

export function failureOf(error: unknown, committing: boolean): Failure {
  return { kind: kindOf(error, committing), error };
}

function kindOf(error: unknown, committing: boolean): FailureKind {
  if (!(error instanceof DatabaseError) || error.severity !== "ERROR")
    return committing && !(error instanceof Error && neverSent.test(error.message)) ? "unknown" : "lost";
  const { code = "" } = error;
  if (hindered.has(code)) return "again";
  return code === onlyReads ? "lost" : "final";
}

/** Where nothing but a single statement failed. */
export function refusal(error: unknown): AppError {
  return kindOf(error, false) === "lost" ? away(error) : writeFailed(error);
}

/** Nothing has changed. */
export function away(error: unknown): AppError {
  return new AppError("store/away", `the database can't be used: ${reason(error)}`, { cause: error });
}

export function writeFailed(error: unknown): AppError {
  return new AppError("store/write-failed", `the database refused: ${reason(error)}`, { cause: error });
}

export function outcomeUnknown(error: unknown): AppError {
  return new AppError("store/outcome-unknown", `the database did not confirm a change: ${reason(error)}`, {
    cause: error,
  });
}

/** Several addresses of one host fail as one error without words of its own. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join(", ");
  return error instanceof Error ? error.message : String(error);
}
