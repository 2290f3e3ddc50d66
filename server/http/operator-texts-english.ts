import { signedYuan } from "../books/signed-yuan.ts";
import type { OperatorTexts } from "./coded-text.ts";
import { operatorActTextsEnglish } from "./operator-act-texts-english.ts";
import { timelineTextsEnglish } from "./timeline-texts-english.ts";

const isoTime = (at: number) => new Date(at).toISOString();

const tellers = {
  opening: "cabinet",
  return: "cabinet",
  borrowing: "provider",
  restoring: "provider",
  payment: "provider",
};

export const operatorTextsEnglish: OperatorTexts = {
  ...operatorActTextsEnglish,
  ...timelineTextsEnglish,
  reviews: {
    "completed-before-lent": {
      says: () => "the credit order was completed before anything was lent",
      advice:
        "Look in the provider's back office who completed it. Give back there what was collected, name the sum in the reason of `end-by-hand`, then `close-review`.",
    },
    "provider-indefinite": {
      says: () => "the credit provider gives no definite answer",
      advice:
        "Look the order up in the provider's back office. When the provider answers again, send `close-review`: the hub asks again.",
    },
    "returned-after-write-off": {
      says: () => "the item came back after it was written off as lost",
      advice:
        "Decide what the rider gets back of the compensation. Give it back in the back office, send `record-refund`, then `close-review`.",
    },
    "returned-before-write-off": {
      says: ({ at }) =>
        `the item was back at ${isoTime(at)}, before its rider declared it lost; the cabinet told it later`,
      advice:
        "The rider owes the rent until the return only. Give the difference back in the back office, send `record-refund`, then `close-review`.",
    },
    "return-undated": {
      says: () => "no clock can tell when the item came back",
      advice: "Ask the rider, look at the cabinet's log. Send `mark-returned` with the time, then `close-review`.",
    },
    "opening-unresolved": {
      says: () => "neither an answer nor a snapshot shows whether the slot opened",
      advice:
        "Look at the slot. Send `mark-not-opened` if the item never left it; if the rider has it, `close-review`: billing goes on.",
    },
    "opening-contradicted": {
      says: () => "the cabinet contradicts itself about the opening",
      advice:
        "Look at the slot and ask the rider. Send `mark-not-opened` or `mark-returned`, then `close-review`; have the cabinet checked.",
    },
    "return-not-reported": {
      says: () => "the item lies in a slot, but the cabinet reported no return",
      advice: "Send `mark-returned` with the time of the first snapshot that shows the item, then `close-review`.",
    },
    "times-refused": {
      says: ({ providerCode }) => `the provider refuses the new times: ${providerCode}`,
      advice:
        "Look up the code with the provider. Our due time counts here all the same: send `close-review` to go on.",
    },
    "times-not-taken": {
      says: () => "the provider does not take the new times",
      advice: "Send `close-review` when the provider answers again; the new times are not sent once more.",
    },
    "report-not-borne-out": {
      says: ({ claim }) => `the rider reports "${claim}", and no cabinet bears it out`,
      advice:
        "Look at the slot. Send `mark-returned` or `mark-not-opened` if the rider is right; `close-review` alone refutes the report.",
    },
    "cancelled-while-lent": {
      says: () => "the credit order was cancelled although an item was lent",
      advice: "The provider can collect nothing any more. Collect outside and send `mark-collected`, or `waive`.",
    },
    "completion-refused": {
      says: ({ providerCode }) => `the provider refuses to complete: ${providerCode}`,
      advice:
        "Look up the code. Once the cause is gone send `close-review`; else collect outside and send `mark-collected`.",
    },
    "completion-not-taken": {
      says: () => "the provider does not complete",
      advice:
        "Look the order up in the back office. Send `close-review` when the provider answers again: the hub asks before it repeats.",
    },
    "collected-otherwise": {
      says: ({ asked, kind, shown = asked, shownKind = kind }) =>
        `the provider shows ${shown} fen of ${shownKind}, but ${asked} fen of ${kind} were asked for`,
      advice:
        "Find out in the back office who changed it, and have it corrected there. Then send `close-review`: the hub asks the provider again.",
    },
    "payment-failed": {
      says: () => "the credit order is completed, but its payment failed",
      advice: "It can't be completed again. Collect outside and send `mark-collected`, then `close-review`.",
    },
    "paid-twice": {
      says: ({ amount }) => `the rider paid ${amount} fen to the provider beside what an operator collected`,
      advice: "Give one of the two back in the back office and send `record-refund`.",
    },
    "ended-elsewhere": {
      says: ({ useState }) => `the credit order is ${useState} while an item is out`,
      advice:
        "Find out who ended it. When the item is back send `mark-returned`; what is still owed, collect outside and send `mark-collected`.",
    },
    "collection-failed": {
      says: () => "the rent could not be collected",
      advice: "Send `close-review` to try again at once, collect outside and send `mark-collected`, or `waive`.",
    },
    "completed-unlent": {
      says: () => "the credit order was completed although nothing was lent",
      advice:
        "Give back in the back office what was collected, name the sum in the reason of `end-by-hand`, then `close-review`.",
    },
    "cancellation-not-taken": {
      says: () => "the provider does not cancel",
      advice: "Cancel the credit order in the back office and send `end-by-hand`, or `close-review` to try again.",
    },
    "time-implausible": {
      says: ({ what, claimed, kept }) =>
        `the ${tellers[what]}'s time of the ${what} can't be true: ${isoTime(claimed)}, taken as ${isoTime(kept)}`,
      advice:
        "Find the true time. Send `mark-returned` with it where a return is meant, or `lower-amount`, then `close-review`.",
    },
    "cabinet-distrusted": {
      says: ({ cabinetId }) => `only cabinet ${cabinetId} claims what happened, and it is distrusted`,
      advice:
        "Look at the cabinet. Send the act that is true (`mark-returned`, `mark-not-opened`), then `close-review`.",
    },
    "item-lent-elsewhere": {
      says: ({ itemId, orderNo, cabinetId }) => {
        const where = orderNo === undefined ? `lies in cabinet ${cabinetId}` : `is lent in order ${orderNo}`;
        return `the cabinet says that it gave out item ${itemId}, which ${where}`;
      },
      advice:
        "Find out which item the rider has. Have the cabinet's reader checked; send `close-review` when it is known.",
    },
    "return-contradicted": {
      says: ({ cabinetId, shownBy }) =>
        `cabinet ${cabinetId} reported the return, but cabinet ${shownBy} shows the item`,
      advice:
        "Look where the item is. If the return was false send `mark-not-returned`; then `close-review`. The cabinet that lied is distrusted.",
    },
    "return-not-borne-out": {
      says: ({ cabinetId, slot }) =>
        `cabinet ${cabinetId} claims the item in slot ${slot}, and its snapshots do not bear it out`,
      advice: "Look into the slot. If it is empty send `mark-not-returned`, else nothing; then `close-review`.",
    },
    "exclusion-contradicted": {
      says: ({ cabinetId, slot, by }) => {
        const later =
          by.what === "return"
            ? `later a return into slot ${by.slot} of cabinet ${by.cabinetId} fitted no loan`
            : `later a snapshot showed item ${by.itemId} of order ${by.orderNo} there`;
        return `the return into slot ${slot} of cabinet ${cabinetId} ended this order because no other loan fitted; ${later}`;
      },
      advice: "Decide which rider brought which item. Give back or collect the difference, then `close-review`.",
    },
  },
  drifts: {
    "slot-count": {
      says: ({ reported, registered }) => `the cabinet reports ${reported} slots, not ${registered}`,
      advice: "Register the right number of slots, or correct the board's settings on the bridge.",
    },
    "bridge-slot-count": {
      says: ({ said, registered }) => `the bridge says ${said} slots, not ${registered}`,
      advice: "Register the right number of slots, or correct `BRIDGE_SLOTS`.",
    },
    "slot-twice": {
      says: ({ repeated }) => `slot ${repeated} is reported twice`,
      advice:
        "The bridge sends a snapshot that can't be true, and nothing of it counts: look at its driver and version.",
    },
    "slot-unknown": {
      says: ({ named, registered }) => `slot ${named} is reported, but ${registered} slots are registered`,
      advice: "Register the right number of slots; until then no snapshot of the cabinet counts.",
    },
    "item-left": {
      says: ({ itemId }) => `item ${itemId} left the slot without a command`,
      advice: "It was taken by hand or by force: look at the lock, and for the item in other cabinets.",
    },
    "item-lent": {
      says: ({ itemId, orderNo }) => `item ${itemId} lies here but is lent in order ${orderNo}`,
      advice: "Its return was missed, or is on its way. If it stays, send `mark-returned` to the order.",
    },
    "item-elsewhere": {
      says: ({ itemId, cabinetId }) => `item ${itemId} lies in cabinet ${cabinetId} too`,
      advice: "Two items have one id, or a reader errs: look at both slots.",
    },
    "promised-item-gone": {
      says: ({ orderNo }) => `order ${orderNo} waits for an item that no longer lies here`,
      advice: "Nothing: the order gets another slot, or ends without cost.",
    },
  },
  differences: {
    "not-there": {
      says: "our books have it, the provider does not",
      advice: "Look the order up in the back office; of a payment, wait for the next day's file first.",
    },
    "not-here": {
      says: "the provider has it, our books do not",
      advice: "Find out to whom it belongs. Money of an order that we have: record it by an act on that order.",
    },
    "borrowed-there": {
      says: "ended here, still borrowed there",
      advice: "Give the credit order back in the back office; ours has ended already.",
    },
    "restored-there": {
      says: "completed there, not here",
      advice: "Open the order: the next query settles it; where it stands under review, decide that.",
    },
    "cancelled-there": {
      says: "cancelled there, not here",
      advice: "Nothing can be collected there any more: collect outside and send `mark-collected`, or `waive`.",
    },
    "paid-there": { says: "paid there, not here", advice: "Open the order: the next query notices the payment." },
    "not-paid-there": {
      says: "paid here, not there",
      advice: "Look the payment up in the back office; the provider may have given it back.",
    },
    "amount-differs": { says: "the amounts differ", advice: "Find out who changed it; give back what is too much." },
    "kind-differs": {
      says: "rent here is compensation there, or the reverse",
      advice: "Correct it with the provider.",
    },
    "fee-differs": { says: "the fees differ by more than 1 fen", advice: "Ask the provider which rate it took." },
    "other-day": { says: "the same movement, on another day", advice: "Nothing, where it was near midnight." },
    twice: { says: "the file has it twice", advice: "Give one payment back and send `record-refund`." },
    "other-rider": {
      says: "the provider names another rider",
      advice: "Open the order: no rider may pay for another one.",
    },
    "other-credit-order": {
      says: "the provider names another credit order for our number",
      advice: "Look up both credit orders in the back office.",
    },
    "no-answer": { says: "the provider gave no definite answer", advice: "Compare again later." },
  },
  objections: {
    "price-wrong": {
      says: "the rider says that the price is wrong",
      advice:
        "Look at the order's bill. If too much is asked for, send `lower-amount`; if it is paid, give it back in the back office and send `record-refund`. Then `close-objection`: the rider sees the outcome.",
    },
    "item-broken": {
      says: "the rider says that the item is broken or does not charge",
      advice: "Check or replace the item. Decide whether it costs less (`lower-amount`), then `close-objection`.",
    },
    other: {
      says: "the rider objects to something else",
      advice: "Read what the rider says, see to it, then `close-objection`.",
    },
  },
  side(side) {
    switch (side.side) {
      case "nothing":
        return "nothing";
      case "no-answer":
        return `no answer: ${side.why}`;
      case "order": {
        const { state, charge } = side;
        return charge ? `${state}, ${charge.kind} ${signedYuan(charge.amount)} ${charge.state}` : state;
      }
      case "credit-order": {
        const { useState, payment, payKind, payAmount, riderId } = side;
        const money = payAmount === undefined ? "" : `, ${payKind ?? "amount"} ${signedYuan(payAmount)}`;
        return `${useState}${money}${payment === undefined ? "" : ` ${payment}`}${riderId === undefined ? "" : `, ${riderId}`}`;
      }
      case "movement": {
        const what = side.gross < 0 ? "given back" : (side.kind ?? "paid");
        const fee = side.fee === undefined ? "" : `, fee ${signedYuan(side.fee)}`;
        return `${what} ${signedYuan(Math.abs(side.gross))}${fee}, ${side.day}`;
      }
    }
  },
};
