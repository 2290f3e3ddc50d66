import type { Difference } from "../books/difference.ts";
import type { Order } from "../rental/order.ts";
import type { Drift } from "../store/drift.ts";
import { type OperatorTexts, says } from "./coded-text.ts";
import { operatorTextsChinese } from "./operator-texts-chinese.ts";
import { operatorTextsEnglish } from "./operator-texts-english.ts";
import { type PageLanguage, pageLanguage, wantedLanguages } from "./problem-texts.ts";

const operatorTexts: Readonly<Record<PageLanguage, OperatorTexts>> = {
  "zh-CN": operatorTextsChinese,
  en: operatorTextsEnglish,
};

/** The texts in the reader's language. @param acceptLanguage the header; programs that ask for no language get English */
export function textsFor(acceptLanguage: string | undefined): OperatorTexts {
  return operatorTexts[wantedLanguages(acceptLanguage).length === 0 ? "en" : pageLanguage(acceptLanguage)];
}

/** Why an order is in review: the code, its facts, and both as text. */
export function reviewView({ since, reason }: NonNullable<Order["review"]>, { reviews }: OperatorTexts) {
  return { since, code: reason.code, facts: reason, why: says(reviews, reason), advice: reviews[reason.code].advice };
}

/** A drift with its facts, and as text. */
export function driftView(drift: Drift, { drifts }: OperatorTexts) {
  return { ...drift, what: says(drifts, drift), advice: drifts[drift.code].advice };
}

/** A difference with its facts, and as text. */
export function differenceView(difference: Difference, { differences, side }: OperatorTexts) {
  const { ours, theirs, ...numbers } = difference;
  return {
    ...numbers,
    ours: side(ours),
    theirs: side(theirs),
    advice: differences[difference.what].advice,
    facts: { ours, theirs },
  };
}
