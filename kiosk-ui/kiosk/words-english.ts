import { englishLocale } from "../shared/locale-english.ts";
import type { Words } from "./words.ts";

export const locale = englishLocale;

const returnsAsUsual = "Returning works as usual: push the item into an empty slot";

/** An umbrella, a power bank. */
const withArticle = (item: string) => `${/^[aeiou]/i.test(item) ? "an" : "a"} ${item}`;

export const words: Words = {
  scanToBorrow: (item) => `Scan to borrow ${withArticle(item)}`,
  withAlipay: "Scan with Alipay",
  fullest: "The fullest one",
  anyItem: "Any of them",
  slot: (slot) => `Slot ${slot}`,
  states: {
    ready: "To borrow",
    empty: "Empty · return here",
    taken: "Being taken",
    faulted: "Out of order",
    flat: "Charging",
    offline: "Not available",
  },
  shortStates: {
    ready: "Borrow",
    empty: "Return",
    taken: "Taken",
    faulted: "Off",
    flat: "Charging",
    offline: "—",
  },
  isOpen: "Open",
  notLent: "Not lent now",
  level: (percent) => `${percent}% charged`,
  counts: (ready, empty) => `${ready} to borrow · ${empty} empty`,
  returningWorks: "Returning works",
  mayReturn: (empty) => `${empty} empty to return`,
  toReturn: "To return: push it into an empty slot until it clicks",
  full: "This cabinet is full: nothing can be returned now",
  help: (telephone) => `Help ${telephone}`,
  cabinetSlots: "The slots of the cabinet",
  showCode: "Touch for a large code",
  codeOf: (slot) => `QR code of slot ${slot}`,
  bestCode: "QR code: scan with Alipay",
  close: "Close",
  wake: "Touch the screen to see all slots",
  nothingToBorrow: { title: "Nothing to borrow now", text: "Come back later, or try a cabinet nearby" },
  closed: { title: "This cabinet does not lend at the moment", text: returnsAsUsual },
  offline: { title: "This cabinet is offline: no borrowing now", text: returnsAsUsual },
  "not-for-rent": { title: "This cabinet does not lend now", text: returnsAsUsual },
  unreachable: { title: "No connection: no borrowing now", text: returnsAsUsual },
  connecting: { title: "Connecting…", text: returnsAsUsual },
  happenings: {
    opening: (slot) => ({ title: `Slot ${slot} is opening`, text: "One moment" }),
    take: (slot, item) => ({ title: `Slot ${slot} is open`, text: `Take your ${item}` }),
    "not-opened": (slot) => ({
      title: `Slot ${slot} did not open`,
      text: "Nothing was lent. Your phone says what to do",
    }),
    returned: (slot) => ({ title: `Returned to slot ${slot}, thank you`, text: "Your phone shows the bill" }),
    received: (slot) => ({
      title: `Slot ${slot} has taken it in`,
      text: "Your phone still shows it as out? Report it as returned there",
    }),
    push: (slot) => ({ title: `Slot ${slot}: not all the way in`, text: "Push it in until it clicks" }),
    "out-of-order": (slot) => ({ title: `Slot ${slot} is out of order`, text: "Please use another one" }),
  },
  cost: (amount) => `It cost ${amount}`,
  costsNothing: "It cost nothing",
  pairing: {
    title: "Connect this screen to a cabinet",
    code: "Pairing code",
    steps: [
      "Tell the operator this code",
      "The operator adds a screen to this cabinet with it",
      "The screen then shows the cabinet by itself",
    ],
    renews: "The code lasts 10 minutes; then a new one appears",
  },
};
