import type { BookSide, DifferenceCode } from "../books/difference.ts";
import type { Obstacle } from "../rental/act-guards.ts";
import type { EffectBody, EffectOf } from "../rental/effect.ts";
import type { ObjectionKind } from "../rental/objection.ts";
import type { ActName } from "../rental/possible-acts.ts";
import type { ReviewReason } from "../rental/review-reason.ts";
import type { Drift } from "../store/drift.ts";
import type { AuditEntry } from "../store/order-table.ts";

/** What a code with its facts says, and what the operator does about it. */
export type CodedTexts<Coded extends { readonly code: string }> = {
  readonly [Code in Coded["code"]]: {
    readonly says: (facts: Extract<Coded, { code: Code }>) => string;
    readonly advice: string;
  };
};

/** What operators read about their acts on orders, in one language. */
export interface OperatorActTexts {
  /** What an act is called, and what it does in general. */
  readonly acts: Readonly<Record<ActName, { readonly name: string; readonly does: string }>>;
  /** Why an act is not possible now, and what to do instead where there is something. */
  readonly obstacles: Readonly<Record<Obstacle, string>>;
  /** What an effect does, without its time. */
  readonly effects: { readonly [Type in EffectBody["type"]]: (effect: EffectOf<Type>) => string };
}

/** What happened to an order: the cause of an entry of its timeline. */
export type Cause = AuditEntry["cause"];
export type CauseOf<Type extends Cause["type"]> = Extract<Cause, { type: Type }>;

/** What the steps of an order's timeline say, in one language. */
export interface TimelineTexts {
  readonly timeline: { readonly [Type in Cause["type"]]: (cause: CauseOf<Type>) => string };
}

/** Everything that the program decides and an operator reads, in one language. */
export interface OperatorTexts extends OperatorActTexts, TimelineTexts {
  readonly reviews: CodedTexts<ReviewReason>;
  readonly drifts: CodedTexts<Drift>;
  readonly differences: Readonly<Record<DifferenceCode, { readonly says: string; readonly advice: string }>>;
  /** What riders object to. */
  readonly objections: Readonly<Record<ObjectionKind, { readonly says: string; readonly advice: string }>>;
  /** What our books or the provider say. */
  readonly side: (side: BookSide) => string;
}

/** What a code says, with its facts. */
export function says<Coded extends { readonly code: string }>(texts: CodedTexts<Coded>, coded: Coded): string {
  // The table has under each code the text of that code's facts, which the compiler can't follow through an index.
  const row = texts[coded.code as Coded["code"]] as unknown as { readonly says: (facts: Coded) => string };
  return row.says(coded);
}

/** What an effect does. */
export function saysEffect({ effects }: OperatorActTexts, effect: EffectBody): string {
  // As above: the row's function takes the effect of its own type.
  const row = effects[effect.type] as unknown as (of: EffectBody) => string;
  return row(effect);
}

/** What happened in one step of an order. */
export function saysCause({ timeline }: TimelineTexts, cause: Cause): string {
  // As above: the row's function takes the cause of its own type.
  const row = timeline[cause.type] as unknown as (of: Cause) => string;
  return row(cause);
}
