import type { OrdersWords } from "./words-chinese.ts";

const counted = (count: number, one: string, several = `${one}s`) => `${count} ${count === 1 ? one : several}`;
const billedUnits = { "half-hour": "Half hour", hour: "Hour", day: "Day", once: "Loan" };
const slotStates = { empty: "empty", occupied: "occupied", unreadable: "unreadable" };

/** What the pages of orders say, in English. */
export const words: OrdersWords = {
  title: "Orders",
  orderTitle: (orderNo) => `Order ${orderNo}`,
  back: "Back to the list",
  orderNo: "Order number",
  creditOrderNo: "Wallet's number",
  rider: "Rider",
  itemId: "Item id",
  site: "Site",
  cabinet: "Cabinet",
  state: "State",
  review: "Review",
  created: "Created",
  amount: "Amount",
  amountFrom: "At least (yuan)",
  amountTo: "At most (yuan)",
  itemKind: "Item kind",
  items: "Items",
  inReview: "In review",
  reviewFilters: { yes: "In review", no: "Not in review" },
  moreFilters: "More filters",
  fewerFilters: "Fewer filters",
  kinds: { "power-bank": "Power bank", umbrella: "Umbrella" },
  facts: "Order",
  due: "Due",
  ended: "Ended",
  tariff: "Tariff version",
  deposit: "Deposit and cap",
  assignee: "Who sees to it",
  reviewTitle: (why) => `Review: ${why}`,
  reviewSince: "In review since",
  nthItem: (loanNo) => `Item ${loanNo}`,
  slot: (slot) => `slot ${slot}`,
  loanState: "State",
  opened: "Opened",
  returned: "Returned",
  evidence: "Evidence",
  notKnownItem: "no id",
  loanStates: {
    waiting: "Waiting",
    opening: "Opening",
    lent: "Out",
    returned: "Returned",
    lost: "Lost",
    "not-opened": "Not opened",
    unknown: "May have opened",
  },
  returnUndated: "Time of return unknown",
  returnUnproven: "No snapshot shows it yet",
  returnByExclusion: "No id: no other order fitted",
  reports: { "not-opened": "Rider's report: did not come out", returned: "Rider's report: is back" },
  reportOutcomes: { "borne-out": "true", refuted: "refuted" },
  reportOpen: "open",
  slotsNow: "The slots now",
  slotStates,
  level: (percent) => `charge ${percent}%`,
  neverSeen: "no snapshot",
  seen: "Snapshot",
  money: "Money",
  noCharge: "No charge yet",
  soFar: "until now",
  total: "Total",
  grows: "Next grows",
  limit: "Costs at most",
  priceLine: ({ what, count }, unit) => {
    switch (what) {
      case "put-back":
        return `Back within ${counted(count, "minute")}: free`;
      case "free":
        return `${counted(count, "minute")} free`;
      case "units":
        return `${billedUnits[unit]} × ${count}`;
      case "once":
        return "Price per loan";
      case "daily-cap":
        return count === 1 ? "24-hour cap" : `24-hour cap (${counted(count, "day")})`;
      case "total-cap":
        return "Cap on the total";
      case "waived":
        return "Waived";
      case "lost":
        return count === 1 ? "Not returned, bought" : `Not returned, ${count} bought`;
    }
  },
  charge: "Charge",
  chargeKinds: { rent: "Rent", damage: "Damages" },
  chargeStates: {
    due: "To be collected",
    completed: "Accepted, payment under way",
    failed: "Collection failed",
    owed: "To be collected by hand",
    paid: "Paid",
  },
  failures: (count) => `failed ${count === 1 ? "once" : `${count} times`}`,
  byHand: "Collected outside",
  refunded: "Refunded",
  paid: "Paid at",
  objections: "Rider's objections",
  objectionKinds: { "price-wrong": "The price is wrong", "item-broken": "The item is broken", other: "Something else" },
  nthObjection: (objectionNo) => `Objection ${objectionNo}`,
  outcome: "Outcome",
  outcomes: { upheld: "Upheld", rejected: "Rejected" },
  outcomeMissing: "Choose an outcome.",
  answer: "Answer to the rider",
  answerHint: "The rider reads this; it may be left out",
  undecided: "Undecided",
  acts: "Acts",
  noActs: "Nothing can be done now.",
  notPossible: (count) => `${counted(count, "act is", "acts are")} not possible now`,
  noPermission: "Your role does not have the permission for this.",
  quoted: (name, before, after) => `${before}"${name}"${after}`,
  fieldAmount: "Amount (yuan)",
  fieldTime: "Time (Beijing)",
  fieldMissing: "Enter a value.",
  between: (from, to) => `${from} to ${to}`,
  outside: (from, to) => `Enter a value from ${from} to ${to}.`,
  preview: "What it will do",
  previewWaits: "Shown once everything is filled in.",
  previewNothing: "Neither the order nor its money changes.",
  changes: "Changes",
  becomes: (before, after) => `${before} → ${after}`,
  none: "none",
  paused: "Billing",
  pausedStates: { yes: "paused", no: "running" },
  moved: {
    charged: "More charged",
    givenUp: "Given up",
    collected: "Recorded as collected",
    refunded: "Recorded as refunded",
  },
  thenDoes: "Then the system",
  pending: "What the system will do",
  timeline: "Timeline",
  actors: { rider: "Rider", "credit-provider": "Credit provider", hub: "System" },
  ofCabinet: (cabinetId) => `Cabinet ${cabinetId}`,
  ofOperator: (name) => `${name} (operator)`,
  because: (reason) => `Reason: ${reason}`,
  journal: (seq, slot) => `Entry ${seq} of the cabinet's journal, slot ${slot}`,
  uncertainty: (seconds) => `clock right to ${seconds} s`,
  clockNeverSet: "the cabinet's clock was never set",
  slotBefore: (state, itemId) => `snapshot before: ${slotStates[state]}${itemId ? `, ${itemId}` : ""}`,
  problems: {
    "order/changed": "The order has just changed; the new outcome is shown below. Look at it, then confirm again.",
    "order/return-charged": "The order was charged by this return: it can't be taken back.",
  },
};
