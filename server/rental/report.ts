import type { CabinetId, EpochMs, SlotNumber } from "../../protocol/ids.ts";

export type ReportOutcome = "borne-out" | "refuted";

/** What a rider says about a loan, for evidence to bear out or an operator to decide. */
export interface RiderReport {
  readonly claim: "not-opened" | "returned";
  /** When it was first made. Until it is decided, what the rider says instead changes claim and place, and not the time. */
  readonly at: EpochMs;
  /** Where the rider says that the item is. */
  readonly where?: { readonly cabinetId: CabinetId; readonly slot?: SlotNumber };
  /** How many reports of the loan there were, decided ones included. */
  readonly count: number;
  /** Billing does not pause for it: an earlier report was decided, or many of the rider's reports were refuted. */
  readonly unpaused?: true;
  /** It was made while nobody knew whether the slot had opened. */
  readonly inDoubt?: true;
  /** Absent while neither evidence nor an operator has decided it. */
  readonly outcome?: ReportOutcome;
  /** When it was decided; absent also where that was not kept yet. */
  readonly decidedAt?: EpochMs;
}
