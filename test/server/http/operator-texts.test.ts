import { describe, expect, it, test } from "vitest";
import type { OpeningResult } from "../../../protocol/upward.ts";
import { driftExamples, reviewExamples as reasons } from "../../../scripts/coded-examples.ts";
import type { BookSide } from "../../../server/books/difference.ts";
import { type Cause, says, saysCause, saysEffect } from "../../../server/http/coded-text.ts";
import { differenceView, driftView, reviewView, textsFor } from "../../../server/http/operator-texts.ts";
import { operatorTextsChinese } from "../../../server/http/operator-texts-chinese.ts";
import { operatorTextsEnglish } from "../../../server/http/operator-texts-english.ts";
import type { CreditView } from "../../../server/rental/credit-view.ts";
import type { EffectBody } from "../../../server/rental/effect.ts";
import { fen } from "../../../server/rental/money.ts";
import type { OperatorAct } from "../../../server/rental/operator-act.ts";
import { actNames } from "../../../server/rental/possible-acts.ts";
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
      "结算中，租金 1.50 元（待扣款）",
    ],
    [{ side: "order", state: "active" }, "active", "借用中"],
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

test("every act, obstacle and effect is said in both languages, in other words each", () => {
  for (const [, { acts, obstacles }] of languages) {
    const names = actNames.map((act) => acts[act].name);
    const said = [...names, ...actNames.map((act) => acts[act].does), ...Object.values(obstacles)];
    expect(new Set(said).size).toBe(said.length);
    for (const sentence of said.slice(names.length)) expect(sentence).toMatch(/^.{4,}[.。]$/);
  }
});

test("an effect is said with its facts in both languages", () => {
  const loan = { loanNo: 1 };
  const slot = { cabinetId: "shop-2", slot: 4 };
  const command = { ...slot, commandId: "20261123120000000001L1", issuedAt: 0, expiresAt: 10 };
  const collection = { creditOrderNo: "Z1", kind: "rent", amount: fen(600), restoredAt: 0, shopName: "茶馆" } as const;
  const effects: readonly [EffectBody, string, string][] = [
    [{ type: "query-credit" }, "the provider", "信用服务方"],
    [{ type: "complete-credit", ...collection }, "6.00 of rent", "租金 6.00 元"],
    [{ type: "cancel-credit", creditOrderNo: "Z1" }, "cancel", "撤销"],
    [
      { type: "modify-credit", creditOrderNo: "Z1", times: { expiresAt: 1_800_000_000_000 } },
      "2027-01-15T08:00:00.000Z",
      "2027-01-15 16:00:00",
    ],
    [{ type: "choose-slot", cabinetId: "shop-2" }, "another slot", "另选"],
    [{ type: "open-slot", ...command }, "slot 4", "4 号仓"],
    [{ type: "look-at-slots", cabinetId: "shop-2" }, "shop-2", "shop-2"],
    [{ type: "wake", about: { what: "given-up-for-lost", ...loan } }, "lost", "丢失"],
  ];
  for (const [effect, english, chinese] of effects) {
    expect(saysEffect(operatorTextsEnglish, effect)).toContain(english);
    expect(saysEffect(operatorTextsChinese, effect)).toContain(chinese);
  }
});

test("every step of a timeline is said with its facts in both languages", () => {
  const place = { cabinetId: "shop-2", name: "茶馆", address: "人民路 9 号" };
  const at = 1_800_000_000_000;
  const time = "2027-01-15 16:00:00";
  const loan = { loanNo: 1 };
  const view = { creditOrderNo: "Z1", useState: "restored", payment: "paid", payKind: "rent", payAmount: fen(600) };
  const ok = { outcome: "ok" } as const;
  const unknown = { outcome: "unknown", why: "timeout" } as const;
  const refused = { outcome: "refused", reason: "other", providerCode: "NO_WAY" } as const;
  const back = { place, slot: 4, at, latest: at + 1000, claimed: at + 5000, unseen: true } as const;
  const decided = (act: OperatorAct): Cause => ({ type: "operator-acted", act, reason: "seen" });
  const answered = (result: OpeningResult): Cause => ({ type: "slot-answered", ...loan, result, at });
  const causes: readonly [Cause, readonly string[]][] = [
    [{ type: "requested", request: { place, slots: [{ slot: 3 }, { slot: 4 }] } as never }, ["茶馆", "3", "4"]],
    [{ type: "credit-noticed", about: "created", noticeId: "N1" }, []],
    [{ type: "credit-noticed", about: "completed", noticeId: "N1" }, []],
    [{ type: "rider-came-back" }, []],
    [{ type: "rider-came-back", refused: true }, []],
    [{ type: "credit-seen", answer: { ...ok, value: view as CreditView }, attempt: 0 }, ["Z1", "6.00"]],
    [{ type: "credit-seen", answer: refused, attempt: 0 }, ["NO_WAY"]],
    [{ type: "credit-seen", answer: unknown, attempt: 0 }, ["timeout"]],
    [{ type: "credit-completed", answer: { ...ok, value: {} }, attempt: 0 }, []],
    [{ type: "credit-cancelled", answer: { ...ok, value: null }, attempt: 0 }, []],
    [{ type: "credit-modified", times: { expiresAt: at }, answer: { ...ok, value: null }, attempt: 0 }, [time]],
    [{ type: "slot-chosen", choice: null }, []],
    [{ type: "slot-chosen", choice: { slot: 4 } }, ["4"]],
    [{ type: "offer-answered", accepted: true }, []],
    [{ type: "offer-answered", accepted: false }, []],
    [{ type: "renewed" }, []],
    [
      {
        type: "rider-reported",
        ...loan,
        report: { claim: "returned", where: { cabinetId: "shop-3", slot: 7 } },
        unpaused: true,
        unmatchedEvent: { ...back, at: null },
      },
      ["shop-3", "7", "茶馆", "4"],
    ],
    [{ type: "rider-reported", ...loan, report: { claim: "not-opened" } }, []],
    [{ type: "rider-declared-lost", ...loan }, ["1"]],
    [{ type: "rider-objected", objection: { kind: "other", text: "太贵" } }, ["太贵"]],
    [{ type: "rider-objected", objection: { kind: "price-wrong" } }, []],
    [{ type: "rider-left" }, []],
    [answered({ outcome: "opened", itemId: "BANK02" }), ["BANK02", time]],
    [answered({ outcome: "opened" }), [time]],
    [answered({ outcome: "refused", reason: "lock-fault" }), [time]],
    [answered({ outcome: "unknown", reason: "restarted" }), [time]],
    [
      {
        type: "slot-answered",
        ...loan,
        result: { outcome: "opened" },
        at,
        claimed: at + 1000,
        elsewhere: { itemId: "BANK07" },
        distrusted: true,
      },
      ["BANK07", time, "2027-01-15 16:00:01"],
    ],
    [
      { type: "slot-seen", ...loan, report: { slot: 4, state: "occupied", itemId: "BANK02" }, at },
      ["BANK02", "4", time],
    ],
    [{ type: "item-seen", ...loan, sighting: { place, slot: 4, at } }, ["茶馆", "4", time]],
    [
      { type: "item-returned", ...loan, itemId: "BANK02", ...back, byExclusion: true, distrusted: true },
      ["BANK02", "茶馆", "4", time, "16:00:01", "16:00:05"],
    ],
    [{ type: "return-proven", ...loan }, ["1"]],
    [{ type: "return-contradicted", ...loan, shownBy: "shop-3" }, ["shop-3"]],
    [
      { type: "exclusion-contradicted", ...loan, by: { what: "item", itemId: "B", orderNo: "20261123120000000001" } },
      ["1"],
    ],
    [{ type: "cabinet-came" }, []],
    [decided({ act: "mark-returned", ...loan, at }), ["1", time]],
    [decided({ act: "extend", until: at }), [time]],
    [decided({ act: "lower-amount", amount: fen(150) }), ["1.50"]],
    [decided({ act: "close-objection", objectionNo: 1, outcome: "upheld", answer: "sorry" }), ["sorry"]],
    [decided({ act: "waive" }), []],
    [{ type: "given-up" }, []],
    [{ type: "clock-stepped", by: 5000 }, ["5"]],
    [{ type: "woken", about: { what: "proof-due", ...loan }, attempt: 0, distrusted: true }, []],
    [{ type: "woken", about: { what: "given-up-for-lost", ...loan }, attempt: 0 }, []],
  ];
  for (const [, texts] of languages) {
    const said = causes.map(([cause]) => saysCause(texts, cause));
    expect(new Set(said).size).toBe(said.length);
    for (const [cause, facts] of causes) for (const fact of facts) expect(saysCause(texts, cause)).toContain(fact);
    expect(new Set(causes.map(([{ type }]) => type))).toEqual(new Set(Object.keys(texts.timeline)));
  }
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
