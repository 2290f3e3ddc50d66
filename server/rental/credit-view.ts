import type { Fen } from "./money.ts";

/**
 * The three answers of a call to a credit provider. `refused` is a definite, verified no. Everything else that is not
 * a verified yes — time-out, broken answer, bad signature, provider fault — is `unknown`: it may have been done.
 */
export type Answer<Value> =
  | { readonly outcome: "ok"; readonly value: Value }
  | { readonly outcome: "refused"; readonly reason: Refusal; readonly providerCode: string }
  | { readonly outcome: "unknown"; readonly why: string };

/** The refusals that the order machine tells apart; `other` carries the provider's own code beside it. */
export type Refusal =
  | "no-such-order"
  | "payment-failed"
  | "already-completed"
  | "already-cancelled"
  | "not-borrowed"
  | "other";

export type SettlementKind = "rent" | "damage";

/** A credit order as the provider states it. `useState` and `payment` are two facts: completed is not yet paid. */
export interface CreditView {
  readonly creditOrderNo: string;
  readonly useState: "borrowed" | "restored" | "cancelled";
  /** Absent where the provider said nothing about it. */
  readonly payment?: "not-started" | "in-progress" | "paid" | "failed";
  readonly payKind?: SettlementKind;
  readonly payAmount?: Fen;
  /** Who confirmed it: `<kind>/<id>`, as `RiderLogin` gives it. */
  readonly riderId?: string;
  /** The same person by an id of another kind. */
  readonly riderAlias?: string;
  /** Admitted without deposit; false: the rider paid a deposit by pre-authorisation. */
  readonly admitted?: boolean;
  /** Epoch ms. */
  readonly borrowedAt?: number;
  readonly restoredAt?: number;
  readonly paidAt?: number;
  /** The provider's number of the money movement, for reconciliation. */
  readonly fundNo?: string;
}
