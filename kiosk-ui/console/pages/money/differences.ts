import type { paths } from "../../../shared/hub-api.ts";
import type { AnswerOf } from "../../../shared/operations.ts";

/** Where our books and the provider's do not agree. */
export type Difference = AnswerOf<paths["/api/operator/books/{day}/reconcile"]["post"]>[number];
export type DifferenceCode = Difference["what"];

/** What tells a difference from all others of one comparison. */
export function differenceKey({ orderNo, creditOrderNo, line, what }: Difference): string {
  return [orderNo, creditOrderNo, line, what].join("/");
}
