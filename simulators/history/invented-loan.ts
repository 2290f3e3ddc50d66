import type { Place } from "../../server/rental/order.ts";
import type { Tariff } from "../../server/rental/tariff.ts";

/** How an invented loan goes. Times are ms after the scan. */
export type Course =
  /** The rider never confirms. */
  | { readonly how: "not-confirmed" }
  /** The board refuses to open the slot. */
  | { readonly how: "not-opened" }
  | {
      readonly how: "returned";
      readonly after: number;
      /** How often the withholding fails before it succeeds; "always": it never does. */
      readonly failures: number | "always";
      /** Fen that an operator gives back the day after. */
      readonly refund?: number;
      /** What the rider objects to, an hour after the return. */
      readonly objection?: string;
    }
  /** The cabinet can't tell when the item came back. */
  | { readonly how: "returned-undated"; readonly after: number }
  /** The item stays out. */
  | { readonly how: "kept" };

/** One loan of the past, before it is lived. */
export interface InventedLoan {
  readonly orderNo: string;
  readonly riderId: string;
  readonly place: Place;
  readonly itemKind: string;
  readonly tariff: Tariff;
  readonly slot: number;
  readonly itemId: string;
  /** When the rider scans, epoch ms. */
  readonly at: number;
  readonly course: Course;
}
