import type { CabinetId, EpochMs, ItemId, SlotNumber } from "../../protocol/ids.ts";
import type { OpeningResult, SlotReport } from "../../protocol/upward.ts";
import type { Answer, CreditView } from "./credit-view.ts";
import type { Wake } from "./effect.ts";
import type { OperatorAct } from "./operator-act.ts";
import type { Place } from "./order.ts";

/** Everything that can happen to an order. Times are epoch ms; `attempt` is that of the effect whose outcome it is. */
export type OrderEvent =
  /** A genuine notification: it says "look" and nothing more. */
  | { readonly type: "credit-noticed"; readonly about: "created" | "completed"; readonly noticeId: string }
  /** The wallet sent the rider back to our page: that too says "look" and proves nothing. */
  | { readonly type: "rider-came-back" }
  | { readonly type: "credit-seen"; readonly answer: Answer<CreditView>; readonly attempt: number }
  | { readonly type: "credit-completed"; readonly answer: Answer<{ fundNo?: string }>; readonly attempt: number }
  | { readonly type: "credit-cancelled"; readonly answer: Answer<null>; readonly attempt: number }
  /** The bridge's answer to an open command, with the time at which it knew. */
  | { readonly type: "slot-answered"; readonly loanNo: number; readonly result: OpeningResult; readonly at: EpochMs }
  /** A snapshot's report of a loan's slot. */
  | { readonly type: "slot-seen"; readonly loanNo: number; readonly report: SlotReport; readonly at: EpochMs }
  /** A snapshot shows the item of a loan in a slot. */
  | {
      readonly type: "item-seen";
      readonly loanNo: number;
      readonly cabinetId: CabinetId;
      readonly slot: SlotNumber;
      readonly at: EpochMs;
    }
  /** `at` is the earliest time at which the item can have gone in; null where no clock can tell. */
  | {
      readonly type: "item-returned";
      readonly loanNo: number;
      readonly place: Place;
      readonly slot: SlotNumber;
      readonly itemId?: ItemId;
      readonly at: EpochMs | null;
    }
  /** The cabinet of the order is connected again. */
  | { readonly type: "cabinet-came" }
  /** A person decided; `reason` is kept with it. */
  | { readonly type: "operator-acted"; readonly act: OperatorAct; readonly reason: string }
  | { readonly type: "given-up" }
  | { readonly type: "woken"; readonly about: Wake; readonly attempt: number };
