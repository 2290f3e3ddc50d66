/** The promises of the design, section 4. */
export const promises = [
  ...(["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "S12", "S13", "S15"] as const),
  ...(["L1", "L2", "L3", "L4", "L5"] as const),
  /** A part threw or logged what it must not. */
  "fault",
] as const;
export type PromiseName = (typeof promises)[number];

export interface Violation {
  readonly promise: PromiseName;
  readonly what: string;
  /** Orders, items and cabinets that it is about. */
  readonly names: readonly string[];
}

/** What the judges of a history have found. The first violation counts: what follows may follow from it. */
export class Verdict {
  violation: Violation | undefined;
  /** How often each promise was checked. */
  readonly checks = new Map<PromiseName, number>();

  /**
   * @param what is said where the promise is not kept
   * @returns whether it is kept
   */
  must(promise: PromiseName, kept: boolean, what: () => string, ...names: string[]): boolean {
    this.checks.set(promise, (this.checks.get(promise) ?? 0) + 1);
    if (!kept) this.violation ??= { promise, what: what(), names };
    return kept;
  }
}
