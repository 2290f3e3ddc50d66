import { says } from "../server/http/coded-text.ts";
import { operatorTextsChinese as zh } from "../server/http/operator-texts-chinese.ts";
import { operatorTextsEnglish as en } from "../server/http/operator-texts-english.ts";
import { objectionKinds } from "../server/rental/objection.ts";
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
  const objections = objectionKinds.map(
    (kind): Row => [kind, en.objections[kind].says, zh.objections[kind].says, en.objections[kind].advice],
  );
  const obstacles = (Object.keys(en.obstacles) as (keyof typeof en.obstacles)[]).map(
    (code) => `| \`${code}\` | ${en.obstacles[code]} | ${zh.obstacles[code]} |`,
  );
  return `# Reviews, objections, drifts and differences

What the hub leaves to an operator has a code that never changes, and facts. The code is stored, counted in
[metrics](reference/metrics.md) and shown by \`GET /api/operator/queue\`; the answer has the sentences, in the language
of \`Accept-Language\`. The acts are those of \`POST /api/operator/orders/{orderNo}/acts\`.

## Why an order is under review

Billing pauses and nothing happens by itself until an operator sends \`close-review\`. It is the last step in each case, also after an act that
ends the order.

${table(reviews)}

## Why an act is not possible

\`GET /api/operator/orders/{orderNo}\` lists under \`acts\` every act, within which bounds it is possible, or the \`obstacle\`. An act that is refused
with \`order/illegal-event\` or \`order/return-charged\` has it too.

| obstacle | in English | 中文 |
| --- | --- | --- |
${obstacles.join("\n")}

## What riders object to

\`GET /api/operator/queue\` lists it under \`objections\`, with what the rider wrote. Nothing stops and no price changes until you decide. A rider can object while
an item is out and for thirty days after the end of the order.

${table(objections)}

## Drift: where a cabinet differs from what the hub knows

\`GET /api/operator/cabinets\` shows it. It goes by itself once the cabinet's snapshot is as the hub expects.

${table(drifts)}

## Differences between our books and the provider's

A reconciliation lists them. It changes nothing.

${table(differences)}
`;
}
