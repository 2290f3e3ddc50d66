import type { RidersWords } from "./words-chinese.ts";

/** What the section about riders says, in English. */
export const words: RidersWords = {
  title: "Riders",
  back: "Back to riders",
  rider: (riderId) => `Rider ${riderId}`,
  find: "Find a rider",
  findHint: "An Alipay user number (16 digits, from 2088 on), a whole rider id, or the number of any order.",
  notUnderstood: "Not understood. Enter an Alipay user number, a whole rider id (as open/…) or an order number.",
  look: "Look",
  lookIsKept: "Every look is kept in the audit log.",
  conspicuous: "Riders who lately withdrew or reported much",
  nobodyConspicuous: "There is no such rider",
  columns: {
    rider: "Rider",
    letGo: "Withdrawn in a day",
    letGoInWeek: "Withdrawn in 7 days",
    reports: "Reports in 30 days",
    refuted: "Refuted reports",
    pausedUntil: "Paused until",
  },
  notPaused: "Not paused",
  liveOrders: (count) => (count === 0 ? "No open orders" : `Open orders (${count})`),
  allOrders: "See all orders",
  actsOfRider: "What can be done",
  acts: {
    endSessions: {
      label: "End sessions",
      text: "Logs the rider out of all browsers, for a phone that was lost. Orders go on.",
    },
    exportAll: {
      label: "Export data",
      text: "Saves all that is kept of the rider as one file, for a rider who asks for it.",
    },
    erase: {
      label: "Erase personal data",
      text: "Takes the rider out of orders, counts and the audit log. The orders stay for the books, and nobody can see any more whose they were. This can't be undone.",
    },
  },
  eraseNotNow: "There are open orders. The data can be erased once they have ended.",
  erased: (orders) =>
    `Erased. ${orders === 1 ? "1 order no longer names" : `${orders} orders no longer name`} the rider.`,
};
