import type { CreditView, SettlementKind } from "./credit-view.ts";
import type { Fen } from "./money.ts";
import type { RiderReport } from "./order.ts";

/** Why an order is in review: a code with the facts that an operator needs. It becomes text only where somebody reads it. */
export type ReviewReason =
  /** The credit order was completed before anything was lent. */
  | { readonly code: "completed-before-lent" }
  /** The provider gave no definite answer to many queries. */
  | { readonly code: "provider-indefinite" }
  /** The item came back after it was written off. */
  | { readonly code: "returned-after-write-off" }
  /** No clock can tell when the item came back. */
  | { readonly code: "return-undated" }
  /** Neither an answer nor a snapshot has shown whether the slot opened. */
  | { readonly code: "opening-unresolved" }
  /** Two answers of the cabinet about one opening exclude each other. */
  | { readonly code: "opening-contradicted" }
  /** Snapshots show the item in a slot, but the cabinet never reported its return. */
  | { readonly code: "return-not-reported" }
  /** The provider refuses the order's new times. */
  | { readonly code: "times-refused"; readonly providerCode: string }
  /** The provider does not take the order's new times, without refusing them. */
  | { readonly code: "times-not-taken" }
  /** No cabinet bears out what the rider reported. */
  | { readonly code: "report-not-borne-out"; readonly claim: RiderReport["claim"] }
  /** The credit order was cancelled although an item was lent. */
  | { readonly code: "cancelled-while-lent" }
  /** The provider refuses to complete the credit order. */
  | { readonly code: "completion-refused"; readonly providerCode: string }
  /** The provider does not complete the credit order, without refusing it. */
  | { readonly code: "completion-not-taken" }
  /** The provider shows another amount or kind than was asked for. */
  | {
      readonly code: "collected-otherwise";
      readonly asked: Fen;
      readonly kind: SettlementKind;
      readonly shown?: Fen;
      readonly shownKind?: SettlementKind;
    }
  /** The credit order is completed, but its payment failed: it can't be completed again. */
  | { readonly code: "payment-failed" }
  /** The rider paid the provider beside what an operator collected. */
  | { readonly code: "paid-twice"; readonly amount: Fen }
  /** The credit order ended at the provider while an item was out. */
  | { readonly code: "ended-elsewhere"; readonly useState: CreditView["useState"] }
  /** The last try to collect has failed. */
  | { readonly code: "collection-failed" }
  /** The credit order was completed although nothing was lent. */
  | { readonly code: "completed-unlent" }
  /** The provider does not cancel the credit order. */
  | { readonly code: "cancellation-not-taken" };

export type ReviewCode = ReviewReason["code"];
