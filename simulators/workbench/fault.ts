import { AppError } from "../../platform/app-error.ts";
import { errorMessage } from "../../platform/error-message.ts";
import type { Fault } from "./views.ts";

/** What an error says to a page: the sentence without the code, which stands beside it. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof AppError)) return { why: errorMessage(error) };
  return { why: error.detail, code: error.obstacle ?? error.code };
}
