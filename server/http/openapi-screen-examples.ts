import { eventText } from "./event-streams.ts";
import type { OperationExamples } from "./openapi-document.ts";
import { itemKind, noon, place, tariff } from "./openapi-rider-examples.ts";
import type { ScreenView } from "./screen-api.ts";

const why = { reason: "the new screen at the door" };
const pairingCode = "H7KD3MXA";
const address = (text: string) => `https://hub.example/q/s.9mWcE0x3hQ5fL2s8.${text}`;
const slide = { zh: "借伞请扫码", en: "Scan to borrow an umbrella" };
const shownSlide = { id: "q4Zf1sJv0cXb7nRt2mKp8w", ...slide, image: "/slides/q4Zf1sJv0cXb7nRt2mKp8w" };
/** The first bytes of a PNG. */
const image = "iVBORw0KGgoAAAANSUhEUg==";

const view: ScreenView = {
  brand: { zh: "借还", en: "Jiehuan" },
  cabinetName: place.name,
  layout: { columns: 1, rows: 2 },
  itemKind,
  support: { telephone: "400-123-4567" },
  service: "open",
  tariff,
  slots: [
    { slot: 1, state: "ready", level: 96 },
    { slot: 2, state: "empty" },
  ],
  happenings: [{ no: 12, kind: "returned", slot: 1, amount: 300, showFor: 15_000 }],
  codes: {
    validFor: 41_000,
    best: address("0.1k3q9z.8vT1bAc0x3hQ5fL2"),
    slots: [{ slot: 1, url: address("1.1k3q9z.Qw7Rk3tYxA9bEz5u") }],
  },
  slides: [shownSlide],
  page: "k3Jx0pQm",
};

const screen = {
  screenId: "9mWcE0x3hQ5fL2s8",
  cabinetId: place.cabinetId,
  pairedAt: noon,
  pairedBy: "operator/lin",
  seenAt: noon,
  following: true,
};

export const screenExamples: OperationExamples = {
  postScreenPairings: { answer: { "201 application/json": { pairingCode, validFor: 600_000 } } },
  getScreenView: { answer: { "200 application/json": view } },
  getScreenEvents: { answer: { "200 text/event-stream": eventText("view", view) } },
  getOperatorScreens: { answer: { "200 application/json": [screen] } },
  postOperatorScreens: {
    request: { pairingCode, cabinetId: place.cabinetId, ...why },
    answer: { "201 application/json": screen },
  },
  deleteOperatorScreensScreenId: { request: why },
  putOperatorCabinetsCabinetIdPrintedCodes: { request: { printedCodes: "refused", ...why } },
  getOperatorSlides: { answer: { "200 application/json": { slides: [shownSlide] } } },
  putOperatorSlides: {
    request: { slides: [{ ...slide, image }], ...why },
    answer: { "200 application/json": { slides: [shownSlide] } },
  },
};
