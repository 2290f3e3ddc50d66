import type { BookSide, DifferenceCode } from "../books/difference.ts";
import type { ReviewReason } from "../rental/review-reason.ts";
import type { Drift } from "../store/drift.ts";

/** What a code with its facts says, and what the operator does about it. */
export type CodedTexts<Coded extends { readonly code: string }> = {
  readonly [Code in Coded["code"]]: {
    readonly says: (facts: Extract<Coded, { code: Code }>) => string;
    readonly advice: string;
  };
};

/** Everything that the program decides and an operator reads, in one language. */
export interface OperatorTexts {
  readonly reviews: CodedTexts<ReviewReason>;
  readonly drifts: CodedTexts<Drift>;
  readonly differences: Readonly<Record<DifferenceCode, { readonly says: string; readonly advice: string }>>;
  /** What our books or the provider say. */
  readonly side: (side: BookSide) => string;
}

/** What a code says, with its facts. */
export function says<Coded extends { readonly code: string }>(texts: CodedTexts<Coded>, coded: Coded): string {
  // The table has under each code the text of that code's facts, which the compiler can't follow through an index.
  const row = texts[coded.code as Coded["code"]] as unknown as { readonly says: (facts: Coded) => string };
  return row.says(coded);
}
