import { describe, expect, it } from "vitest";
import { reviewText } from "../../../server/http/review-text.ts";
import { fen } from "../../../server/rental/money.ts";
import type { ReviewCode, ReviewReason } from "../../../server/rental/review-reason.ts";

/** One reason of each code: the compiler asks for a new code here. */
const reasons: { readonly [Code in ReviewCode]: Extract<ReviewReason, { code: Code }> } = {
  "completed-before-lent": { code: "completed-before-lent" },
  "provider-indefinite": { code: "provider-indefinite" },
  "returned-after-write-off": { code: "returned-after-write-off" },
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

describe("the text of a review", () => {
  it("differs from code to code", () => {
    const texts = Object.values(reasons).map((reason) => reviewText(reason));
    expect(new Set(texts).size).toBe(texts.length);
  });

  it("carries the facts of its reason", () => {
    expect(reviewText(reasons["times-refused"])).toContain("TIMES_NO");
    expect(reviewText(reasons["completion-refused"])).toContain("COMPLETE_NO");
    expect(reviewText(reasons["report-not-borne-out"])).toContain("not-opened");
    expect(reviewText(reasons["paid-twice"])).toContain("600 fen");
    expect(reviewText(reasons["ended-elsewhere"])).toContain("restored");
    expect(reviewText(reasons["collected-otherwise"])).toContain("301 fen of rent, but 300 fen of rent");
    expect(reviewText(reasons["time-implausible"])).toMatch(
      /opening .*1970-01-01T00:00:00.000Z.*2027-01-15T08:00:00.000Z/,
    );
    for (const what of ["borrowing", "restoring", "payment"] as const) {
      expect(reviewText({ code: "time-implausible", what, claimed: 0, kept: 1 })).toMatch(
        `the provider's time of the ${what}`,
      );
    }
    expect(reviewText(reasons["cabinet-distrusted"])).toContain("shop-2");
    expect(reviewText(reasons["item-lent-elsewhere"])).toContain("BANK07, which is lent in order 20261123120000000001");
    expect(reviewText({ code: "item-lent-elsewhere", itemId: "BANK07", cabinetId: "shop-3" })).toContain(
      "lies in cabinet shop-3",
    );
    expect(reviewText(reasons["return-contradicted"])).toMatch(/shop-2 .*shop-3/);
    expect(reviewText(reasons["return-not-borne-out"])).toContain("slot 4");
    expect(reviewText(reasons["exclusion-contradicted"])).toMatch(
      /slot 4 of cabinet shop-2 .*slot 6 of cabinet shop-3/,
    );
    const by = { what: "item", itemId: "BANK07", orderNo: "20261123120000000001" } as const;
    expect(reviewText({ ...reasons["exclusion-contradicted"], by })).toMatch(/BANK07 of order 20261123120000000001/);
  });
});
