import type { EpochMs, OrderNo } from "../../protocol/ids.ts";
import { type Decision, queryCredit } from "./decision.ts";
import type { ItemKindId } from "./item-kind.ts";
import { fen } from "./money.ts";
import type { TextVersions } from "./operator-text.ts";
import type { OrderTerms, Place } from "./order.ts";
import { longestLoan } from "./overdue.ts";
import type { SlotChoice } from "./slot-choice.ts";
import type { Tariff } from "./tariff.ts";
import { confirmationPoll } from "./time-limits.ts";

export interface OrderRequest {
  readonly orderNo: OrderNo;
  readonly riderId: string;
  readonly riderAlias?: string;
  readonly seat: number;
  readonly place: Place;
  /** Absent: the usual kind. */
  readonly itemKind?: ItemKindId;
  readonly slots: readonly SlotChoice[];
  readonly tariff: Tariff;
  /** The versions of the operator's texts that the rider was shown. */
  readonly texts?: TextVersions;
  readonly terms: OrderTerms;
}

const shortestForSeveral = 60_000;

/** Several slots are held for a shorter time than one: half of it, and a minute at least where one has that. */
function confirmTime({ terms: { confirmWithin }, slots }: OrderRequest): number {
  return slots.length === 1 ? confirmWithin : Math.min(confirmWithin, Math.max(shortestForSeveral, confirmWithin / 2));
}

/** A new order: it waits for the rider's confirmation, asks the provider now and then, and lapses if none comes. */
export function requestOrder(request: OrderRequest, now: EpochMs): Decision {
  const { slots, ...kept } = request;
  const confirmBefore = now + confirmTime(request);
  const loans = slots.map((slot, index) => ({ ...slot, loanNo: index + 1, state: "waiting" as const }));
  return {
    order: {
      ...kept,
      state: "requested",
      createdAt: now,
      confirmBefore,
      items: loans.length,
      deposit: fen(request.tariff.totalCap * loans.length),
      expiresAt: now + longestLoan(request.tariff),
      renewals: 0,
      loans,
      pauses: [],
    },
    effects: [
      queryCredit(now + confirmationPoll(0)),
      {
        type: "wake",
        key: "wake/confirmation",
        about: { what: "confirmation-overdue" },
        dueAt: confirmBefore,
        attempt: 0,
      },
    ],
  };
}
