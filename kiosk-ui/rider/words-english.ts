import { capital, counted, englishHours, englishLocale } from "../shared/locale-english.ts";
import type { Tariff } from "../shared/rider-types.ts";
import type { Words } from "./words.ts";

export const locale = englishLocale;

const numbered = (numbers: readonly number[]) => {
  const last = numbers.slice(-1).join("");
  return numbers.length > 1 ? `slots ${numbers.slice(0, -1).join(", ")} and ${last}` : `slot ${last}`;
};
/** Before "× 3" on a receipt. */
const billedUnits: Record<Tariff["unit"], string> = {
  "half-hour": "0.5 hours",
  hour: "1 hour",
  day: "1 day",
  once: "1 loan",
};
const ended = (returned: boolean) => (returned ? "Returned" : "Loan ended");

export const words: Words = {
  brand: "Jiehuan",
  loading: "Loading",
  connectionLost: "Connection lost, reconnecting. Below is what we last heard.",
  slot: (slot) => `Slot ${slot}`,
  slotWord: "Slot",
  level: (percent) => `${percent}% charged`,

  priceTitle: "Price",
  startedUnits: {
    "half-hour": "Each started half hour counts",
    hour: "Each started hour counts",
    day: "Each started day counts",
    once: "",
  },
  rent: "Borrow deposit-free",
  rentNote: "The slot opens as soon as you confirm in Alipay",
  checkAgain: "Check again",
  availability: {
    empty: { title: "This slot is empty", text: "Scan the code of another slot of this cabinet." },
    taken: {
      title: "Another rider is borrowing here",
      text: "The slot is opening for them. Scan the code of another slot.",
    },
    own: { title: "This slot is kept for you", text: "One of your orders uses it. Open that order to go on." },
    faulted: { title: "This slot is out of order", text: "Scan the code of another slot of this cabinet." },
    flat: {
      title: "This power bank is low on charge",
      text: "It is being charged. Scan the code of another slot of this cabinet.",
    },
    offline: {
      title: "This cabinet is offline",
      text: "It can't open a slot just now. Try again later, or use another cabinet nearby.",
    },
    "not-lending": {
      title: "This cabinet lends nothing at the moment",
      text: "Returning works. To borrow, use another cabinet nearby.",
    },
    "not-for-rent": {
      title: "This cabinet does not lend now",
      text: "Returning works. To borrow, use another cabinet nearby.",
    },
    closed: { title: "This cabinet is out of service", text: "Use another cabinet nearby." },
  },
  howMany: "How many",
  oneMore: "One more",
  oneLess: "One less",
  items: (count) => counted(count, "item"),
  forItems: (count, most) => `${counted(count, "item")}: at most ${most} in total`,
  otherSlots: (slot, others) => `Slot ${slot} and ${others} more of this cabinet open`,
  paidToMerchant: "You pay the shop when you have returned the item",
  liveOrder: (count) => ({
    title: count > 1 ? `You have ${count} orders under way` : "You have an order under way",
    text: "Return it or give it up before you borrow again.",
  }),
  ownUnconfirmed: (place, slot) => ({
    title: "You have a request to confirm",
    text: `Slot ${slot} at ${place} is kept for you. Confirm it, or give it up before you borrow again.`,
  }),
  goOn: "Go on with this order",
  paused: (time) => ({
    title: "Please try again later",
    text: `You gave up or did not confirm several orders lately. You can borrow again after ${time}.`,
  }),
  returnHere: { title: "You can return it here", text: "Push it in until it clicks. Within seconds the rent stops." },
  showOrder: "Show my order",
  returnedHere: "I returned it here and am still billed",
  orders: "My orders",
  home: "Home",
  help: "Help",
  close: "Close",
  scanTitle: "Scan to borrow",
  scanText: "Scan the code on a cabinet and borrow without a deposit. Return it to any cabinet that lends the same.",
  scan: "Scan",
  notOurs: "This is not a code of one of our cabinets.",
  borrowed: "On loan now",
  outFor: (duration) => `${duration} so far`,
  nearby: "Cabinets nearby",
  whereToReturn: "Where to return it",
  sortByDistance: "Show the nearest",
  noLocation: "Your location is not known: the list is by name.",
  noPlaces: "No cabinet can be used at the moment.",
  distance: (metres) => (metres < 1000 ? `${metres} m` : `${(metres / 1000).toFixed(1)} km`),
  itemsReady: (count) => `${count} to borrow`,
  slotsFree: (count) => `${count} free ${count === 1 ? "slot" : "slots"}`,
  placeOffline: "Out of service",
  openMap: "Open the map",
  returnElsewhere: "Do you want to return it?",
  returnElsewhereText:
    "Use an empty slot. If this cabinet has none, return it to one of these; the rent stops with the return.",
  agree: "By borrowing you agree to: ",
  textNames: { terms: "Terms of service", privacy: "Privacy notice", prices: "Price rules" },
  helpTitle: "How can we help?",
  call: (telephone) => `Call ${telephone}`,
  writeToUs: "Write to us",
  noSupport: "The operator has not published a telephone number. You can report a problem on the order's page.",
  copy: "Copy",
  copied: "Copied",
  toReport: "Report it",
  questions: (most) => [
    {
      about: "not-opened",
      question: "The slot did not open?",
      answer:
        "What did not open costs nothing. Report it on the order's page: billing pauses immediately, we check the cabinet, and the outcome shows there.",
    },
    {
      about: "returned",
      question: "Returned and still billed?",
      answer:
        "Scan the slot where you returned it and report it there: billing pauses immediately, and you pay until the time of your return.",
    },
    {
      about: "full",
      question: "The cabinet is full?",
      answer:
        "Return it to a cabinet nearby that has a free slot: the home page and the order's page list them. The rent stops with the return.",
    },
    {
      about: "lost",
      question: "You lost it?",
      answer: `Say so on the order's page: billing ends immediately, you buy the item for ${most === undefined ? "the most that it may cost" : most}, and it is yours.`,
    },
    {
      about: "price",
      question: "The price is wrong?",
      answer:
        "The receipt lists every part of it. If in doubt, say so on the order's page: what was charged too much is given back.",
    },
  ],
  print: "Print",
  saveImage: "Save as an image",
  saveImageHint: "Press and hold the image to save or send it.",
  merchant: "Paid to",
  paidAt: "Paid",
  ofThisItem: "This item",
  noOrders: { title: "No orders yet", text: "Scan the code on a cabinet with Alipay to borrow something." },
  phases: {
    confirm: "To be confirmed",
    opening: "Opening",
    offer: "Your choice",
    checking: "Being checked",
    lent: "On loan",
    collecting: "Settling",
    owed: "Pay the shop",
    "payment-due": "Payment due",
    settled: "Done",
    lapsed: "Not lent",
    "not-opened": "Not lent",
    cancelled: "Cancelled",
    review: "Being looked into",
  },

  confirm: (numbers) => ({
    title: "Waiting for you to confirm in Alipay",
    text: `${capital(numbered(numbers))} ${numbers.length > 1 ? "open" : "opens"} as soon as you confirm. This page updates by itself.`,
  }),
  confirmBefore: (time) => `Confirm before ${time}. Otherwise the order is cancelled, free of charge.`,
  toWallet: "Confirm in Alipay",
  giveUp: "Give up",
  givingUp: { title: "Being cancelled", text: "Nothing was lent and nothing charged. This page updates by itself." },
  opening: (numbers) => ({
    title: `Opening ${numbered(numbers)}`,
    text: "Stay at the cabinet. It takes a few seconds. Take the item as soon as the slot is open.",
  }),
  opened: (numbers) => ({
    title: `${capital(numbered(numbers))} ${numbers.length > 1 ? "are open: take them" : "is open: take it"}`,
    text: "The time is running.",
  }),
  lent: { title: "On loan", text: "" },
  overdue: (most) => ({
    title: "Overdue: please return it",
    text: `The rent goes on, up to ${most}. If it is never returned, you have bought it at that price, and your credit record may suffer.`,
  }),
  partlyBack: (back, out) => ({ title: `${back} returned, ${out} still out`, text: "" }),
  choosing: (failed) => ({
    title: `Slot ${failed} did not open, looking for another`,
    text: "One moment please. A slot that did not open costs nothing.",
  }),
  offer: (failed, offered) => ({
    title: `Slot ${failed} did not open. Take slot ${offered}?`,
    text: "A slot that did not open costs nothing.",
  }),
  offerLeft: (seconds) => `Choose within ${counted(seconds, "second")}`,
  takeOffer: (slot) => `Open slot ${slot}`,
  declineOffer: "No, thanks",
  itemStates: {
    waiting: "Waiting to open",
    offered: "Yours if you like",
    opening: "Opening",
    checking: "Checking whether it opened",
    lent: "On loan",
    returned: "Returned",
    lost: "Not returned, bought",
    "not-opened": "Did not open, costs nothing",
  },
  itemToTake: "Open: take it",
  itemInQuestion: "Being checked, billing is paused",
  checking: (numbers) => ({
    title: `Checking whether ${numbered(numbers)} opened`,
    text: "It costs nothing if it did not open. If the slot is open, take the item. Otherwise wait a moment: this page updates by itself.",
  }),
  leave: "I got nothing, leave",
  leaveNote: "You can then borrow elsewhere. We go on checking: if the slot did not open, nothing is charged.",
  left: {
    title: "We go on checking",
    text: "You told us that you got nothing, and can borrow elsewhere now. If the slot did not open, nothing is charged; if it did, rent runs from the opening.",
  },
  notOpened: (numbers) => ({
    title: `Sorry, ${numbered(numbers)} did not open`,
    text: "The order is cancelled and nothing is charged. Scan the code of another slot to try again.",
  }),
  collecting: (returned) => ({
    title: ended(returned),
    text: "Alipay is settling the payment. There is nothing for you to do.",
  }),
  paymentDue: (returned, nextTry) => ({
    title: `${ended(returned)}, payment due`,
    text: `The payment did not go through. Check your Alipay balance or bank card: it is tried again${nextTry === undefined ? "" : ` at ${nextTry}`}, and never charged twice.`,
  }),
  owed: (returned, amount) => ({
    title: `${ended(returned)}, please pay the shop ${amount}`,
    text: "Alipay collects nothing. The shop closes this order when you have paid.",
  }),
  settled: (returned, paid) => ({
    title: `${ended(returned)}, ${paid ? "paid" : "free of charge"}`,
    text: returned ? "Thank you." : "",
  }),
  boughtOut: (most, declared) => ({
    title: "Not returned, bought",
    text: `${declared ? "You said that it is lost." : "It was not returned in time."} It costs ${most}, the most that it may cost, and is yours.`,
  }),
  backAfterAll:
    "The item has come back. It was charged as bought before. If in doubt, tell our staff the order number.",
  backInReview: {
    title: "The item is back, a refund is being decided",
    text: "You had bought it. Our staff decide how much you get back; the outcome will show here, there is nothing for you to do.",
  },
  lapsed: {
    "not-confirmed": {
      title: "Not confirmed in time",
      text: "Nothing was lent and nothing charged. Scan again whenever you like.",
    },
    "given-up": { title: "Given up", text: "Nothing was lent and nothing charged. Scan again whenever you like." },
    "refused-by-provider": {
      title: "No deposit-free loan at the moment",
      text: "Nothing was lent and nothing charged. Zhima credit decides who borrows without a deposit.",
    },
    "decided-by-a-person": {
      title: "Our staff closed this order",
      text: "Nothing was lent and nothing charged. Scan again whenever you like.",
    },
  },
  whatHelps: "What may help",
  payDeposit: "Scan again and choose to pay the deposit in Alipay: it is only frozen, and comes back after the return",
  refusalAdvice: [
    "See in Alipay's borrowing records whether something is overdue",
    "Read about your Zhima credit in Alipay",
    "Scan with another Alipay account of your own",
  ],
  cancelled: { title: "Order cancelled", text: "Nothing was charged. Scan again whenever you like." },
  review: (billing) => ({
    title: "We are looking into this order",
    text: billing
      ? "Nothing is collected meanwhile; rent runs on for what is not back. The outcome will show here."
      : "Rent and payment are paused meanwhile. The outcome will show here. There is nothing for you to do.",
  }),

  elapsed: "Time",
  elapsedPaused: "Billed time",
  pausedAt: (time) => `Paused at ${time}`,
  rentSoFar: "Rent so far",
  nextCharge: (time, amount) => `${amount} from ${time} on`,
  priceOfEach: (price) => `Each: ${price}`,
  rentPaused: "Rent so far · billing is paused",
  returnTitle: "How to return",
  returnSteps: [
    "Find a free slot in any cabinet that lends the same",
    "Push it in until it clicks",
    "Within seconds this page says 'Returned' and the rent stops",
  ],
  returnBefore: (time) => `Return it before ${time}.`,
  overdueSince: (time) => `It was due back at ${time}.`,
  renew: (hours) => `Keep it ${englishHours(hours)} longer`,
  renewal: (until) => ({ title: `Keep it until ${until}?`, text: "That becomes the time to return it." }),
  renewalCost: "The renewal itself costs nothing. Billing goes on as before, and ends when you return it.",
  renewalsLeft: (left) => `You can renew ${left === 1 ? "once" : `${left} times`} more`,
  back: "Back",

  statements: {
    "not-opened": "The slot did not open",
    returned: "Returned and still billed",
    lost: "I lost it",
    "price-wrong": "The price is wrong",
    "item-broken": "The item is broken or does not work",
    other: "Something else",
  },
  outcomes: {
    open: "Being checked, the outcome will show here",
    confirmed: "Checked: it is as you said",
    refuted: "Checked: our records say otherwise",
  },
  saidTitle: "What you told us",
  lost: (slot, amount) => ({
    title: "You lost it?",
    text: `The item from slot ${slot} is bought for ${amount}, and billing ends.`,
  }),
  lostSteps: (amount) => [
    `Billing ends immediately, at ${amount}`,
    "Alipay collects it, and the item is yours",
    "If you find it later and return it, tell our staff",
  ],
  agreeLost: (amount) => `It is lost: pay ${amount}`,
  objectionText: "Our staff checks it, and the outcome shows on the order's page. Billing goes on meanwhile.",
  inYourWords: "In your own words, if you like",
  trouble: "Something wrong?",
  whichTrouble: { title: "What is wrong?", text: "" },
  itemFrom: (slot) => `The one from slot ${slot}`,
  claims: { "not-opened": "The slot did not open", returned: "I returned it and am still billed" },
  report: {
    "not-opened": (slot) => ({
      title: `Slot ${slot} did not open?`,
      text: "If the item is still in there, it costs nothing.",
    }),
    returned: (slot) => ({
      title: "Returned and still billed?",
      text: `Once the item from slot ${slot} is found, billing ends at the time of your return.`,
    }),
  },
  reportSteps: [
    "Billing is paused immediately",
    "We check what is in the cabinet",
    "You see the outcome here; what can't be cleared up, our staff decides",
  ],
  scanWhereItIs:
    "Are you at the cabinet? Scan the code of the slot where you returned it and tell us there: that is faster.",
  lookWhereScanned: "We look into the slot that you have just scanned first.",
  sendReport: "Have it checked",
  looking: {
    "not-opened": {
      title: "We are checking, billing is paused",
      text: "We are finding out whether the slot opened. The outcome will show here. There is nothing for you to do.",
    },
    returned: {
      title: "We are checking, billing is paused",
      text: "We are looking for the item you returned. The outcome will show here. There is nothing for you to do.",
    },
  },
  notBorneOut: (slot) =>
    `We have checked: the item from slot ${slot} is not back in a cabinet yet, and billing goes on. If in doubt, tell our staff the order number.`,

  depositFrozen: (amount) => `A deposit of ${amount} is frozen. It is released when the item is back and paid for.`,
  depositComesBack: (amount) => `The frozen deposit of ${amount} is released in full.`,
  depositReleased: (amount) => `The deposit of ${amount} is released; what the rent left of it goes back to you.`,

  receipt: "Receipt",
  borrowedFrom: "Borrowed",
  returnedTo: "Returned",
  placeAndSlot: (place, slot) => `${place} · slot ${slot}`,
  duration: "Duration",
  total: "Total",
  refunded: (amount) => `The shop gave ${amount} back`,
  orderNo: "Order",
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
        return `${count === 1 ? "Not" : `${count} not`} returned: the most it may cost`;
    }
  },

  tryAgain: "Try again",
  openInAlipay: "Open in Alipay",
  inWeChat: "You can't borrow in WeChat. Open Alipay, tap Scan, and point it at the code on the cabinet.",
  onDesktop: "You can't borrow on a computer. Scan the code on the cabinet with Alipay on your phone.",
  scanThis: "Or scan this code with Alipay",
  problems: {
    "rider/not-known": {
      title: "Scan with Alipay to borrow",
      text: "Open Alipay, tap Scan, and point it at the code on the cabinet.",
    },
    "rider/login-failed": { title: "Login failed", text: "Alipay did not confirm who you are. Scan the code again." },
    "rider/too-many-orders": { title: "You have an open order", text: "Return or give it up before you borrow again." },
    "rider/unconfirmed": {
      title: "You have a request to confirm",
      text: "Confirm it or give it up before you borrow again.",
    },
    "rider/pause": {
      title: "Please try again later",
      text: "You gave up or did not confirm several orders lately. Wait a while before you borrow again.",
    },
    "rider/too-many-reports": {
      title: "Too many reports today",
      text: "If an item is still shown as out, contact us and give the order number.",
    },
    "code/unknown": { title: "Unknown code", text: "This is not a code of one of our cabinets. Scan again." },
    "code/revoked": { title: "This code is no longer valid", text: "Scan the new sticker on the cabinet." },
    "code/expired": { title: "This code has expired", text: "Scan the code that the cabinet's screen shows now." },
    "code/not-accepted": {
      title: "Scan the code on the screen",
      text: "This cabinet does not take stickers any more.",
    },
    "cabinet/disabled": { title: "This cabinet is out of service", text: "Use another cabinet nearby." },
    "cabinet/not-lending": {
      title: "This cabinet lends nothing at the moment",
      text: "Returning works. To borrow, use another cabinet nearby.",
    },
    "cabinet/offline": { title: "This cabinet is offline", text: "Try again later, or use another cabinet nearby." },
    "cabinet/busy": { title: "This cabinet is busy", text: "Others are just confirming here. Try again in a moment." },
    "slot/flat": {
      title: "This power bank is low on charge",
      text: "It is being charged. Scan the code of another slot.",
    },
    "slot/empty": { title: "This slot is empty", text: "Scan the code of another slot." },
    "slot/faulted": { title: "This slot is out of order", text: "Scan the code of another slot." },
    "slot/taken": { title: "Another rider was faster", text: "Scan the code of another slot." },
    "tariff/none": { title: "Not for rent now", text: "Try again later, or use another cabinet nearby." },
    "order/unknown": { title: "Order not found", text: "Look into your credit orders in Alipay, or scan again." },
    "slot/too-few": { title: "Fewer items are available now", text: "Choose fewer, or scan another cabinet." },
    "order/given-up": {
      title: "Your last order is being cancelled",
      text: "Nothing is charged. Try again in a moment.",
    },
    "order/no-offer": {
      title: "This slot is not kept for you any more",
      text: "A slot that did not open costs nothing. Scan again whenever you like.",
    },
    "order/not-renewable": { title: "This loan can't be renewed", text: "Look at its newest state." },
    "order/not-reportable": { title: "The order has changed", text: "Look at its newest state." },
    "order/not-losable": { title: "The order has changed", text: "Look at its newest state." },
    "order/price-differs": { title: "The amount has changed", text: "Go back and look again." },
    "order/not-objectionable": { title: "The order has changed", text: "Look at its newest state." },
    "order/not-leavable": { title: "Something has changed", text: "Look at the order's newest state." },
    "order/not-cancellable": {
      title: "Too late to give up",
      text: "The order is confirmed already. Look at its newest state.",
    },
    "credit/unavailable": {
      title: "Alipay does not answer",
      text: "Nothing was lent and nothing charged. Try again in a moment.",
    },
    "store/write-failed": {
      title: "We can't do this just now",
      text: "Nothing was lent or charged. Returns work as usual. Try again in a moment.",
    },
    "store/away": {
      title: "We can't do this just now",
      text: "Nothing was lent or charged. Returns work as usual. Try again in a moment.",
    },
    "request/key-reused": { title: "Please try again", text: "This did not go through. Go back and try again." },
    "request/too-many": { title: "Too many requests", text: "Wait a moment and try again." },
    "request/not-found": { title: "Page not found", text: "Scan the code on the cabinet again." },
    "network/unreachable": { title: "No connection", text: "Check your network and try again." },
  },
  otherProblem: { title: "Something went wrong", text: "Try again in a moment." },
};
