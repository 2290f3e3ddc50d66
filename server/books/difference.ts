import { Type } from "typebox";
import type { CreditView, SettlementKind } from "../rental/credit-view.ts";
import type { ChargeState, OrderState } from "../rental/transitions.ts";

/** What does not agree, as a stable code. */
export const DifferenceCode = Type.Union([
  Type.Literal("not-there", { description: "ours, and the provider does not have it" }),
  Type.Literal("not-here", { description: "the provider has it, and we don't" }),
  Type.Literal("borrowed-there", { description: "ended here, or being ended; still borrowed there" }),
  Type.Literal("restored-there", { description: "completed there, and we don't know of it" }),
  Type.Literal("cancelled-there", { description: "cancelled there, and we don't know of it" }),
  Type.Literal("paid-there", { description: "paid there and not here" }),
  Type.Literal("not-paid-there", { description: "paid here and not there" }),
  Type.Literal("amount-differs"),
  Type.Literal("kind-differs"),
  Type.Literal("fee-differs", { description: "by more than 1 fen: how it is rounded is not documented" }),
  Type.Literal("other-day", { description: "the same movement, on another day" }),
  Type.Literal("twice", { description: "an order may be charged once" }),
  Type.Literal("other-rider"),
  Type.Literal("other-credit-order", { description: "the provider names another credit order for our number" }),
  Type.Literal("no-answer", { description: "the provider gave no definite answer" }),
]);
export type DifferenceCode = Type.Static<typeof DifferenceCode>;

/** What one of the two says: facts, of which only the edge makes text. Amounts in fen. */
export type BookSide =
  | { readonly side: "nothing" }
  | { readonly side: "no-answer"; readonly why: string }
  | {
      readonly side: "order";
      readonly state: OrderState;
      readonly charge?: { readonly kind: SettlementKind; readonly amount: number; readonly state: ChargeState };
    }
  | ({ readonly side: "credit-order" } & Pick<CreditView, "useState" | "payment" | "payKind" | "payAmount" | "riderId">)
  /** Money that moved; `gross` is negative where it was given back. */
  | {
      readonly side: "movement";
      readonly day: string;
      readonly gross: number;
      readonly kind?: SettlementKind | undefined;
      readonly fee?: number | undefined;
    };

/** Where our books and the provider's do not agree. */
export interface Difference {
  readonly orderNo?: string;
  readonly creditOrderNo?: string;
  /** Of the provider's file. */
  readonly line?: number;
  readonly what: DifferenceCode;
  readonly ours: BookSide;
  readonly theirs: BookSide;
}
