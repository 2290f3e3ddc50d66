import { describe, expect, it, test } from "vitest";
import { driftExamples, reviewExamples as reasons } from "../../../scripts/coded-examples.ts";
import type { BookSide } from "../../../server/books/difference.ts";
import { says } from "../../../server/http/coded-text.ts";
import { differenceView, driftView, reviewView, textsFor } from "../../../server/http/operator-texts.ts";
import { operatorTextsChinese } from "../../../server/http/operator-texts-chinese.ts";
import { operatorTextsEnglish } from "../../../server/http/operator-texts-english.ts";
import { fen } from "../../../server/rental/money.ts";
import { type ReviewReason, reviewCodes } from "../../../server/rental/review-reason.ts";

const languages = [
  ["English", operatorTextsEnglish],
  ["Chinese", operatorTextsChinese],
] as const;
const reviewText = (reason: ReviewReason) => says(operatorTextsEnglish.reviews, reason);

describe.each(languages)("the operator's texts in %s", (_language, texts) => {
  it("say something else of each code, and what to do about it", () => {
    const { reviews, drifts, differences } = texts;
    const said = [
      ...Object.values(reasons).map((reason) => says(reviews, reason)),
      ...Object.values(driftExamples).map((drift) => says(drifts, drift)),
      ...Object.values(differences).map((difference) => difference.says),
    ];
    expect(new Set(said).size).toBe(said.length);
    for (const { advice } of [reviews, drifts, differences].flatMap((table) =>
      Object.values<{ advice: string }>(table),
    ))
      expect(advice).toMatch(/^.{4,}[.。]$/);
  });
});

test("every text of a review or a drift in Chinese carries the ids, slots and codes that the English one carries", () => {
  const facts = (text: string) => (text.match(/shop-\d|BANK\d+|\d{20}|[A-Z]+_[A-Z]+|(?<=slot )\d/g) ?? []).toSorted();
  const pairs = [
    ...Object.values(reasons).map((reason) => languages.map(([, { reviews }]) => says(reviews, reason))),
    ...Object.values(driftExamples).map((drift) => languages.map(([, { drifts }]) => says(drifts, drift))),
  ];
  for (const [english = "", chinese = ""] of pairs) for (const fact of facts(english)) expect(chinese).toContain(fact);
});

test("a review, a drift and a difference are shown with their facts, in the language that the reader asks for", () => {
  const reason = { code: "return-not-borne-out", cabinetId: "shop-2", slot: 4 } as const;
  expect(reviewView({ since: 5, reason }, textsFor(undefined))).toMatchObject({
    since: 5,
    code: "return-not-borne-out",
    facts: reason,
    why: expect.stringMatching(/^cabinet shop-2/) as string,
  });
  expect(reviewView({ since: 5, reason }, textsFor("zh-CN,zh;q=0.9")).why).toContain("机柜 shop-2");
  const drift = { code: "item-left", slot: 2, itemId: "BANK02" } as const;
  expect(driftView(drift, textsFor("en"))).toMatchObject({
    ...drift,
    what: "item BANK02 left the slot without a command",
  });
  const ours: BookSide = { side: "order", state: "settled" };
  const theirs: BookSide = { side: "nothing" };
  expect(differenceView({ orderNo: "1", what: "not-there", ours, theirs }, textsFor("en"))).toMatchObject({
    what: "not-there",
    ours: "settled",
    theirs: "nothing",
    facts: { ours, theirs },
  });
});

test("both sides of a difference are said in both languages, with amounts in yuan", () => {
  const sides: readonly [BookSide, string, string][] = [
    [{ side: "nothing" }, "nothing", "无"],
    [{ side: "no-answer", why: "timeout" }, "no answer: timeout", "无答复：timeout"],
    [
      { side: "order", state: "settling", charge: { kind: "rent", amount: 150, state: "due" } },
      "settling, rent 1.50 due",
      "settling，租金 1.50 元（due）",
    ],
    [{ side: "order", state: "active" }, "active", "active"],
    [{ side: "credit-order", useState: "borrowed" }, "borrowed", "借用中"],
    [
      {
        side: "credit-order",
        useState: "restored",
        payment: "paid",
        payKind: "damage",
        payAmount: fen(9900),
        riderId: "user/1",
      },
      "restored, damage 99.00 paid, user/1",
      "已完结，赔偿金 99.00 元，已支付，user/1",
    ],
    [
      { side: "credit-order", useState: "restored", payAmount: fen(1) },
      "restored, amount 0.01",
      "已完结，金额 0.01 元",
    ],
    [
      { side: "movement", day: "2026-11-23", gross: -150, kind: "rent" },
      "given back 1.50, 2026-11-23",
      "退款 1.50 元，2026-11-23",
    ],
    [
      { side: "movement", day: "2026-11-23", gross: 150, kind: "rent", fee: 1 },
      "rent 1.50, fee 0.01, 2026-11-23",
      "租金 1.50 元，手续费 0.01 元，2026-11-23",
    ],
    [{ side: "movement", day: "2026-11-23", gross: 150 }, "paid 1.50, 2026-11-23", "收款 1.50 元，2026-11-23"],
  ];
  for (const [side, english, chinese] of sides)
    expect([operatorTextsEnglish.side(side), operatorTextsChinese.side(side)]).toEqual([english, chinese]);
});

test("the list of all review codes is complete", () => {
  expect(reviewCodes).toEqual(Object.keys(reasons));
});

describe("the English text of a review", () => {
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

test.each([
  [undefined, "en"],
  ["", "en"],
  ["*", "en"],
  ["zh;q=0.1, en;q=0.9", "en"],
  ["en;q=0, zh", "zh"],
  ["fr, zh-CN;q=0.5", "zh"],
])("a reader who asks for the language %s gets %s", (header, language) => {
  expect(textsFor(header)).toBe(language === "zh" ? operatorTextsChinese : operatorTextsEnglish);
});
