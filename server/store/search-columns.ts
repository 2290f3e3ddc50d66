/**
 * The sums that are kept of a table's rows: amounts in fen; items that came out of their slots, slots that did not open, and
 * how long the ones that opened took together, ms; how long the items that came back were out together, ms.
 */
export const figures = [
  "charged",
  "fees",
  "refunded",
  "owed",
  "written_off",
  "by_hand",
  "opened",
  "not_opened",
  "opening_ms",
  "lent_ms",
] as const;
export type Figure = (typeof figures)[number];
export type Figures = Readonly<Record<Figure, number>>;

/** By what a row is searched and summed. */
export interface SearchColumns extends Figures {
  /** When it began, epoch ms: the newest is found first. */
  readonly at: number;
  /** The day of its sums, `2026-11-23`. */
  readonly day: string;
  /** Where it began. Today a site is the cabinet. */
  readonly site: string;
  readonly kind: string;
  readonly state: string;
  /** The code of why it is in review; null: it is not. */
  readonly review: string | null;
  /** Fen; null: it has none yet. */
  readonly amount: number | null;
}
