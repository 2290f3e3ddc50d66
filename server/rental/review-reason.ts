import type { CabinetId, EpochMs, ItemId, OrderNo, SlotNumber } from "../../protocol/ids.ts";
import type { CreditView, SettlementKind } from "./credit-view.ts";
import type { Fen } from "./money.ts";
import type { RiderReport } from "./report.ts";

/** Why an order is in review: a code with the facts that an operator needs. It becomes text only where somebody reads it. */
export type ReviewReason =
  /** The credit order was completed before anything was lent. */
  | { readonly code: "completed-before-lent" }
  /** The provider gave no definite answer to many queries. */
  | { readonly code: "provider-indefinite" }
  /** The item came back after it was written off. */
  | { readonly code: "returned-after-write-off" }
  /** The item came back before its rider declared it lost, and the cabinet told it afterwards. */
  | { readonly code: "returned-before-write-off"; readonly at: EpochMs }
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
  | { readonly code: "cancellation-not-taken" }
  /** A cabinet's or the provider's time can't be true: `kept` is the nearest time that can. */
  | {
      readonly code: "time-implausible";
      readonly what: "opening" | "return" | "borrowing" | "restoring" | "payment";
      readonly claimed: EpochMs;
      readonly kept: EpochMs;
    }
  /** Only a cabinet that is distrusted claims that the item came back. */
  | { readonly code: "cabinet-distrusted"; readonly cabinetId: CabinetId }
  /** The cabinet says that it gave out an item that another order has, or that lies in another cabinet. */
  | {
      readonly code: "item-lent-elsewhere";
      readonly itemId: ItemId;
      readonly orderNo?: OrderNo;
      readonly cabinetId?: CabinetId;
    }
  /** A cabinet reported the item's return, and another cabinet shows the item in a slot. */
  | { readonly code: "return-contradicted"; readonly cabinetId: CabinetId; readonly shownBy: CabinetId }
  /** A cabinet claims that the item is in a slot, and no snapshot that counts shows it there. */
  | { readonly code: "return-not-borne-out"; readonly cabinetId: CabinetId; readonly slot: SlotNumber }
  /** The return into this slot was taken for the order's because no other loan fitted; it may have been another item's. */
  | {
      readonly code: "exclusion-contradicted";
      readonly cabinetId: CabinetId;
      readonly slot: SlotNumber;
      readonly by: ExclusionContradiction;
    };

/** `return`: another return fits no loan. `item`: a snapshot shows the item of this other order in the slot of the return. */
export type ExclusionContradiction =
  | { readonly what: "return"; readonly cabinetId: CabinetId; readonly slot: SlotNumber }
  | { readonly what: "item"; readonly itemId: ItemId; readonly orderNo: OrderNo };

export type ReviewCode = ReviewReason["code"];

const allCodes: Readonly<Record<ReviewCode, true>> = {
  "completed-before-lent": true,
  "provider-indefinite": true,
  "returned-after-write-off": true,
  "returned-before-write-off": true,
  "return-undated": true,
  "opening-unresolved": true,
  "opening-contradicted": true,
  "return-not-reported": true,
  "times-refused": true,
  "times-not-taken": true,
  "report-not-borne-out": true,
  "cancelled-while-lent": true,
  "completion-refused": true,
  "completion-not-taken": true,
  "collected-otherwise": true,
  "payment-failed": true,
  "paid-twice": true,
  "ended-elsewhere": true,
  "collection-failed": true,
  "completed-unlent": true,
  "cancellation-not-taken": true,
  "time-implausible": true,
  "cabinet-distrusted": true,
  "item-lent-elsewhere": true,
  "return-contradicted": true,
  "return-not-borne-out": true,
  "exclusion-contradicted": true,
};

export const reviewCodes = Object.keys(allCodes) as readonly ReviewCode[];
