import { fen } from "../server/rental/money.ts";
import type { ReviewCode, ReviewReason } from "../server/rental/review-reason.ts";
import type { Drift } from "../server/store/drift.ts";

/** One reason of each code, with facts: the compiler asks for a new code here. */
export const reviewExamples: { readonly [Code in ReviewCode]: Extract<ReviewReason, { code: Code }> } = {
  "completed-before-lent": { code: "completed-before-lent" },
  "provider-indefinite": { code: "provider-indefinite" },
  "returned-after-write-off": { code: "returned-after-write-off" },
  "returned-before-write-off": { code: "returned-before-write-off", at: 1_800_000_000_000 },
  "return-undated": { code: "return-undated" },
  "opening-unresolved": { code: "opening-unresolved" },
  "opening-contradicted": { code: "opening-contradicted" },
  "return-not-reported": { code: "return-not-reported" },
  "times-refused": { code: "times-refused", providerCode: "TIMES_NO" },
  "times-not-taken": { code: "times-not-taken" },
  "report-not-borne-out": { code: "report-not-borne-out", claim: "not-opened" },
  "cancelled-while-lent": { code: "cancelled-while-lent" },
  "completion-refused": { code: "completion-refused", providerCode: "COMPLETE_NO" },
  "completion-not-taken": { code: "completion-not-taken" },
  "collected-otherwise": { code: "collected-otherwise", asked: fen(300), kind: "rent", shown: fen(301) },
  "payment-failed": { code: "payment-failed" },
  "paid-twice": { code: "paid-twice", amount: fen(600) },
  "ended-elsewhere": { code: "ended-elsewhere", useState: "restored" },
  "collection-failed": { code: "collection-failed" },
  "completed-unlent": { code: "completed-unlent" },
  "cancellation-not-taken": { code: "cancellation-not-taken" },
  "time-implausible": { code: "time-implausible", what: "opening", claimed: 0, kept: 1_800_000_000_000 },
  "cabinet-distrusted": { code: "cabinet-distrusted", cabinetId: "shop-2" },
  "item-lent-elsewhere": { code: "item-lent-elsewhere", itemId: "BANK07", orderNo: "20261123120000000001" },
  "return-contradicted": { code: "return-contradicted", cabinetId: "shop-2", shownBy: "shop-3" },
  "return-not-borne-out": { code: "return-not-borne-out", cabinetId: "shop-2", slot: 4 },
  "exclusion-contradicted": {
    code: "exclusion-contradicted",
    cabinetId: "shop-2",
    slot: 4,
    by: { what: "return", cabinetId: "shop-3", slot: 6 },
  },
};

export const driftExamples: { readonly [Code in Drift["code"]]: Extract<Drift, { code: Code }> } = {
  "slot-count": { code: "slot-count", reported: 7, registered: 8 },
  "bridge-slot-count": { code: "bridge-slot-count", said: 12, registered: 8 },
  "slot-twice": { code: "slot-twice", repeated: 3 },
  "slot-unknown": { code: "slot-unknown", named: 9, registered: 8 },
  "item-left": { code: "item-left", slot: 2, itemId: "BANK02" },
  "item-lent": { code: "item-lent", slot: 3, itemId: "BANK07", orderNo: "20261123120000000001" },
  "item-elsewhere": { code: "item-elsewhere", slot: 4, itemId: "BANK04", cabinetId: "shop-2" },
  "promised-item-gone": { code: "promised-item-gone", slot: 5, orderNo: "20261123120000000001" },
};
