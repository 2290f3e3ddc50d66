import type { CabinetId, EpochMs, ItemId, OrderNo, SlotNumber } from "../../protocol/ids.ts";
import type { OpeningResult, SlotReport } from "../../protocol/upward.ts";
import type { Answer, CreditView } from "./credit-view.ts";
import type { Wake } from "./effect.ts";
import type { Objection } from "./objection.ts";
import type { OperatorAct } from "./operator-act.ts";
import type { CreditTimes, Place, Sighting } from "./order.ts";
import type { RiderReport } from "./report.ts";
import type { ExclusionContradiction } from "./review-reason.ts";
import type { SlotChoice } from "./slot-choice.ts";

/** The item that a slot seems to have given out is lent by another loan, or lies in another cabinet. */
export interface Elsewhere {
  readonly itemId: ItemId;
  readonly orderNo?: OrderNo;
  readonly cabinetId?: CabinetId;
  /** The item that lay in the slot and may have come out instead. */
  readonly instead?: ItemId;
}

/** What a cabinet told of an item that came back, its times bounded. */
export interface ItemBack {
  readonly place: Place;
  readonly slot: SlotNumber;
  /** The earliest time at which the item can have gone in; null where no clock can tell. */
  readonly at: EpochMs | null;
  /** The latest time at which it can have gone in; absent: at `at`. */
  readonly latest?: EpochMs;
  /** The time that the cabinet claimed, where it can't be true. */
  readonly claimed?: EpochMs;
  /** The cabinet's snapshot does not show the item in the slot yet. */
  readonly unseen?: true;
}

/** Everything that can happen to an order. Times are epoch ms; `attempt` is that of the effect whose outcome it is. */
export type OrderEvent =
  /** A genuine notification: it says "look" and nothing more. */
  | { readonly type: "credit-noticed"; readonly about: "created" | "completed"; readonly noticeId: string }
  /** The wallet sent the rider back to our page: that too says "look" and proves nothing, what it says of a refusal neither. */
  | { readonly type: "rider-came-back"; readonly refused?: boolean }
  /** `instead`: of a call that may have been made already, by somebody who did not live to keep its outcome. */
  | {
      readonly type: "credit-seen";
      readonly answer: Answer<CreditView>;
      readonly attempt: number;
      readonly instead?: true;
    }
  | { readonly type: "credit-completed"; readonly answer: Answer<{ fundNo?: string }>; readonly attempt: number }
  | { readonly type: "credit-cancelled"; readonly answer: Answer<null>; readonly attempt: number }
  | {
      readonly type: "credit-modified";
      readonly times: CreditTimes;
      readonly answer: Answer<null>;
      readonly attempt: number;
    }
  /** The best slot that can take the place of one that did not open; null: there is none. */
  | { readonly type: "slot-chosen"; readonly choice: SlotChoice | null }
  /** The rider's word about the slot that is offered. */
  | { readonly type: "offer-answered"; readonly accepted: boolean }
  /** The rider keeps the items for a longest loan's time more. */
  | { readonly type: "renewed" }
  /**
   * `unpaused`: too many of this rider's reports were refuted, so that billing does not pause for this one. `unmatchedEvent`: an
   * unmatched return of an item without an id at the place that the rider names, which fits this loan and no other.
   */
  | {
      readonly type: "rider-reported";
      readonly loanNo: number;
      readonly report: Pick<RiderReport, "claim" | "where">;
      readonly unpaused?: true;
      readonly unmatchedEvent?: ItemBack;
    }
  /** The rider says that an item will not come back, and buys it for the total cap. */
  | { readonly type: "rider-declared-lost"; readonly loanNo: number }
  /** The rider objects to the price, the item or something else; an operator decides. */
  | { readonly type: "rider-objected"; readonly objection: Pick<Objection, "kind" | "text"> }
  /** The rider goes, and says that nothing came out, while nobody knows whether a slot opened. */
  | { readonly type: "rider-left" }
  /** The bridge's answer to an open command, with the time at which it knew. */
  | {
      readonly type: "slot-answered";
      readonly loanNo: number;
      readonly result: OpeningResult;
      readonly at: EpochMs;
      /** The time that the cabinet claimed, where it can't be true. */
      readonly claimed?: EpochMs;
      readonly elsewhere?: Elsewhere;
      /** The cabinet is distrusted: an operator decides. */
      readonly distrusted?: true;
    }
  /** A snapshot's report of a loan's slot. */
  | {
      readonly type: "slot-seen";
      readonly loanNo: number;
      readonly report: SlotReport;
      readonly at: EpochMs;
      readonly elsewhere?: Elsewhere;
    }
  /** A snapshot shows the item of a loan in a slot. */
  | { readonly type: "item-seen"; readonly loanNo: number; readonly sighting: Sighting }
  | (ItemBack & {
      readonly type: "item-returned";
      readonly loanNo: number;
      readonly itemId?: ItemId;
      /** The item has no id, and the loan is the only one that the return can end. */
      readonly byExclusion?: true;
      /** The cabinet is distrusted: an operator decides. */
      readonly distrusted?: true;
    })
  /** A snapshot bears out a return that was unproven. */
  | { readonly type: "return-proven"; readonly loanNo: number }
  /** Another cabinet has the item that a cabinet reported as returned. */
  | { readonly type: "return-contradicted"; readonly loanNo: number; readonly shownBy: CabinetId }
  /** Something shows that a return which was matched by exclusion may have been that of another item. */
  | { readonly type: "exclusion-contradicted"; readonly loanNo: number; readonly by: ExclusionContradiction }
  /** The cabinet of the order is connected again. */
  | { readonly type: "cabinet-came" }
  /** An operator decided; `reason` is kept with it. */
  | { readonly type: "operator-acted"; readonly act: OperatorAct; readonly reason: string }
  | { readonly type: "given-up" }
  /** The hub's clock shows `by` ms more from now on: it has taken over a step of its wall clock. */
  | { readonly type: "clock-stepped"; readonly by: number }
  | {
      readonly type: "woken";
      readonly about: Wake;
      readonly attempt: number;
      /** The cabinet that lent the item is distrusted: an operator decides. */
      readonly distrusted?: true;
    };
