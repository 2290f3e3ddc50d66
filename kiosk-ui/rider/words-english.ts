import type { Words } from "./words.ts";

const ended = (returned: boolean) => (returned ? "Returned" : "Loan ended");

export const english: Words = {
  brand: "Jiehuan",
  otherLanguage: "中文",
  otherLanguageTag: "zh-CN",
  loading: "Loading",
  connectionLost: "Connection lost, reconnecting. Below is what we last heard.",
  slot: (slot) => `Slot ${slot}`,
  slotWord: "Slot",
  level: (percent) => `${percent}% charged`,

  priceTitle: "Price",
  startedUnits: {
    "half-hour": "A started half hour counts as a whole one",
    hour: "A started hour counts as a whole one",
    day: "A started day counts as a whole one",
    once: "",
  },
  rent: "Borrow without deposit",
  rentNote: "The slot opens as soon as you confirm in Alipay",
  checkAgain: "Check again",
  availability: {
    empty: { title: "This slot is empty", text: "Scan the code of another slot of this cabinet." },
    taken: {
      title: "Somebody else is borrowing here",
      text: "The slot is being opened for another person. Choose another one.",
    },
    faulted: { title: "This slot is out of order", text: "Scan the code of another slot of this cabinet." },
    offline: {
      title: "This cabinet is offline",
      text: "It can't open a slot just now. Try again later, or use another cabinet nearby.",
    },
  },
  liveOrder: { title: "You have an order under way", text: "Return it or give it up before you borrow again." },
  showOrder: "Show my order",

  confirm: (slot) => ({
    title: "Waiting for you to confirm in Alipay",
    text: `Slot ${slot} opens as soon as you confirm. This page updates by itself.`,
  }),
  confirmBefore: (time) => `Confirm before ${time}. Otherwise the order is cancelled, free of charge.`,
  toWallet: "Confirm in Alipay",
  giveUp: "Give up",
  opening: (slot) => ({ title: `Opening slot ${slot}`, text: "Stay at the cabinet. It takes a few seconds." }),
  opened: (slot) => ({ title: `Slot ${slot} is open: take it`, text: "The time is running. Enjoy." }),
  lent: { title: "On loan", text: "" },
  checking: (slot) => ({
    title: `Checking whether slot ${slot} opened`,
    text: "Nothing has been charged. If the slot is open, take the item. Otherwise wait a moment: this page updates by itself.",
  }),
  notOpened: (slot) => ({
    title: `Sorry, slot ${slot} did not open`,
    text: "The credit order is cancelled and nothing is charged. Scan the code of another slot to try again.",
  }),
  collecting: (returned) => ({
    title: ended(returned),
    text: "Alipay is settling the payment. There is nothing for you to do.",
  }),
  paymentDue: (returned) => ({
    title: `${ended(returned)}, payment due`,
    text: "Alipay could not collect the rent yet. Keep enough in your account: it is tried again, and never charged twice.",
  }),
  settled: (returned, paid) => ({
    title: `${ended(returned)}, ${paid ? "paid" : "free of charge"}`,
    text: "Thank you. See you again.",
  }),
  lapsed: {
    title: "Not confirmed in time",
    text: "Nothing was lent and nothing charged. Scan again whenever you like.",
  },
  cancelled: { title: "Order cancelled", text: "Nothing was charged. Scan again whenever you like." },
  review: {
    title: "We are looking into this order",
    text: "Rent and payment are paused meanwhile. The outcome will show here, there is nothing for you to do.",
  },

  elapsed: "Time",
  rentSoFar: "Rent so far",
  returnTitle: "How to return",
  returnSteps: [
    "Find a free slot in any of our cabinets",
    "Push it in until it clicks",
    "Within seconds this page says “Returned” and the rent stops",
  ],
  returnBefore: (time) => `Return it before ${time}.`,
  overdue: (time) => `Overdue since ${time}. Return it soon to keep your credit record clean.`,

  receipt: "Receipt",
  borrowedFrom: "Borrowed",
  returnedTo: "Returned",
  placeAndSlot: (place, slot) => `${place} · slot ${slot}`,
  duration: "Duration",
  total: "Total",
  orderNo: "Order",
  priceLine: ({ what, count }, unit) => {
    const counted = (one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;
    switch (what) {
      case "free":
        return `${counted("minute")} free`;
      case "units":
        return `${counted(unit === "half-hour" ? "half hour" : unit)} billed`;
      case "once":
        return "Price per loan";
      case "daily-cap":
        return count === 1 ? "24-hour cap" : `24-hour cap (${counted("day")})`;
      case "total-cap":
        return "Total cap";
      case "waived":
        return "Waived";
      case "lost":
        return "Not returned: bought at the total cap";
    }
  },

  tryAgain: "Try again",
  openInAlipay: "Open in Alipay",
  problems: {
    "rider/not-known": {
      title: "Scan with Alipay",
      text: "Open Alipay, tap Scan, and point it at the code on the cabinet.",
    },
    "rider/login-failed": { title: "Login failed", text: "Alipay did not confirm who you are. Scan the code again." },
    "rider/too-many-orders": { title: "You already have a loan", text: "Return it before you borrow again." },
    "code/unknown": { title: "Unknown code", text: "This is not a code of one of our cabinets. Scan again." },
    "code/revoked": { title: "This code is no longer valid", text: "Scan the new sticker on the cabinet." },
    "cabinet/offline": { title: "This cabinet is offline", text: "Try again later, or use another cabinet nearby." },
    "slot/empty": { title: "This slot is empty", text: "Scan the code of another slot." },
    "slot/faulted": { title: "This slot is out of order", text: "Scan the code of another slot." },
    "slot/taken": { title: "Somebody else was faster", text: "Scan the code of another slot." },
    "order/unknown": { title: "Order not found", text: "Look into your credit orders in Alipay, or scan again." },
    "order/not-cancellable": {
      title: "Too late to give up",
      text: "The order is confirmed already. Look at its newest state.",
    },
    "credit/unavailable": {
      title: "Alipay does not answer",
      text: "Nothing was lent and nothing charged. Try again in a moment.",
    },
    "request/too-many": { title: "Too many requests", text: "Wait a moment and try again." },
    "request/not-found": { title: "There is no page here", text: "Scan the code on the cabinet again." },
    "network/unreachable": { title: "No connection", text: "Check your network and try again." },
  },
  otherProblem: { title: "Something went wrong", text: "Try again in a moment." },
};
