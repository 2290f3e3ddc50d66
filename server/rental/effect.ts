import type { CabinetId, CommandId, EpochMs, SlotNumber } from "../../protocol/ids.ts";
import type { SettlementKind } from "./credit-view.ts";
import type { Fen } from "./money.ts";
import type { CreditTimes } from "./order.ts";

/**
 * Something to be done, saved with the state that asks for it and performed afterwards, at least once. An effect with
 * the key of a pending one takes its place.
 */
export type Effect = {
  readonly key: string;
  /** Epoch ms. */
  readonly dueAt: EpochMs;
  /** How often it was asked for before, for the back-off. */
  readonly attempt: number;
} & EffectBody;

export type EffectBody =
  | { readonly type: "query-credit" }
  | {
      readonly type: "complete-credit";
      readonly creditOrderNo: string;
      readonly kind: SettlementKind;
      readonly amount: Fen;
      readonly restoredAt: EpochMs;
      readonly shopName: string;
    }
  | { readonly type: "cancel-credit"; readonly creditOrderNo: string }
  | { readonly type: "modify-credit"; readonly creditOrderNo: string; readonly times: CreditTimes }
  /** Which slot of the cabinet can take the place of one that did not open? */
  | { readonly type: "choose-slot"; readonly cabinetId: CabinetId }
  | {
      readonly type: "open-slot";
      readonly cabinetId: CabinetId;
      readonly slot: SlotNumber;
      readonly commandId: CommandId;
      readonly issuedAt: EpochMs;
      readonly expiresAt: EpochMs;
    }
  | { readonly type: "look-at-slots"; readonly cabinetId: CabinetId }
  | { readonly type: "wake"; readonly about: Wake };

export type Wake =
  | { readonly what: "confirmation-overdue" }
  | { readonly what: "answer-overdue"; readonly loanNo: number }
  | { readonly what: "given-up-for-lost"; readonly loanNo: number }
  | { readonly what: "offer-over"; readonly loanNo: number }
  /** Does the item still lie where it was seen? */
  | { readonly what: "sighting-due"; readonly loanNo: number }
  /** Has a snapshot shown the item where a cabinet reported its return? */
  | { readonly what: "proof-due"; readonly loanNo: number }
  /** Does the evidence bear out what the rider reported? */
  | { readonly what: "report-due"; readonly loanNo: number };

export type EffectOf<T extends EffectBody["type"]> = Extract<EffectBody, { type: T }>;
