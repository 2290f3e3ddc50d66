import { says } from "../server/http/coded-text.ts";
import { operatorTextsChinese as zh } from "../server/http/operator-texts-chinese.ts";
import { operatorTextsEnglish as en } from "../server/http/operator-texts-english.ts";
import { driftExamples, reviewExamples } from "./coded-examples.ts";

type Row = readonly [code: string, english: string, chinese: string, advice: string];

const table = (rows: readonly Row[]) =>
  [
    "| code | example | 中文 | what to do |",
    "| --- | --- | --- | --- |",
    ...rows.map(([code, ...texts]) => `| \`${code}\` | ${texts.join(" | ")} |`),
  ].join("\n");

/** The page of all codes that an operator meets and decides about, in Markdown. */
export function reviewsPage(): string {
  const reviews = Object.values(reviewExamples).map(
    (reason): Row => [reason.code, says(en.reviews, reason), says(zh.reviews, reason), en.reviews[reason.code].advice],
  );
  const drifts = Object.values(driftExamples).map(
    (drift): Row => [drift.code, says(en.drifts, drift), says(zh.drifts, drift), en.drifts[drift.code].advice],
  );
  const differences = (Object.keys(en.differences) as (keyof typeof en.differences)[]).map(
    (code): Row => [code, en.differences[code].says, zh.differences[code].says, en.differences[code].advice],
  );
  return `# Reviews, drifts and differences

What the hub leaves to an operator has a code that never changes, and facts. The code is stored, counted in
[metrics](reference/metrics.md) and shown by \`GET /api/operator/queue\`; the answer has the sentences, in the language
of \`Accept-Language\`. The acts are those of \`POST /api/operator/orders/{orderNo}/acts\`.

## Why an order is under review

Billing pauses and nothing happens by itself until an operator sends \`close-review\`. It is the last step in each case, also after an act that
ends the order.

${table(reviews)}

## Drift: where a cabinet differs from what the hub knows

\`GET /api/operator/cabinets\` shows it. It goes by itself once the cabinet's snapshot is as the hub expects.

${table(drifts)}

## Differences between our books and the provider's

A reconciliation lists them. It changes nothing.

${table(differences)}
`;
}
