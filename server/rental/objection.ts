import { Type } from "typebox";
import { type EpochMs, plainText } from "../../protocol/ids.ts";

/** What a rider may object to. It changes no price and stops no billing: an operator decides. */
export const ObjectionKind = Type.Enum(["price-wrong", "item-broken", "other"], { description: "what is objected to" });
export type ObjectionKind = Type.Static<typeof ObjectionKind>;

export const objectionKinds: readonly ObjectionKind[] = ["price-wrong", "item-broken", "other"];

export const ObjectionText = plainText(200, "in the rider's words");

export const ObjectionOutcome = Type.Enum(["upheld", "rejected"]);
export type ObjectionOutcome = Type.Static<typeof ObjectionOutcome>;

export interface Objection {
  /** From 1, within its order. */
  readonly objectionNo: number;
  readonly kind: ObjectionKind;
  readonly text?: string;
  readonly at: EpochMs;
  /** Absent: it waits for an operator. `answer` is what the rider reads. */
  readonly decision?: { readonly at: EpochMs; readonly outcome: ObjectionOutcome; readonly answer?: string };
}
