import { Type } from "typebox";
import { CabinetId, EpochMs, plainText, SlotNumber } from "../../protocol/ids.ts";
import { bilingual } from "../rental/bilingual.ts";
import { Layout, Support } from "../rental/site.ts";
import { Tariff } from "../rental/tariff.ts";
import { largestImage, mostSlides } from "../screens/slides.ts";
import { Reason, strict } from "./operator-api.ts";
import { LentKind } from "./rider-api.ts";

/** The interface of cabinets' screens. A panel's clock may be wrong, so that all times are milliseconds from now on. */

export const StartedPairing = Type.Object({
  pairingCode: Type.String({ description: "an operator enters it: `POST /api/operator/screens`" }),
  validFor: Type.Integer({ description: "ms for which it can be entered" }),
});

const SlotState = Type.Union([
  Type.Literal("ready"),
  Type.Literal("empty", { description: "takes an item back" }),
  Type.Literal("taken", { description: "a rider is just taking the item" }),
  Type.Literal("faulted"),
  Type.Literal("flat", { description: "the item's charge is too low to be lent" }),
  Type.Literal("offline", { description: "the cabinet is not connected: nothing is known of the slot" }),
]);

const Happening = Type.Object({
  no: Type.Integer({ description: "another number is another happening" }),
  kind: Type.Union([
    Type.Literal("opening"),
    Type.Literal("take", { description: "the slot is open" }),
    Type.Literal("not-opened"),
    Type.Literal("returned", { description: "an item that was lent is back" }),
    Type.Literal("received", { description: "an item went in; of which loan is not known" }),
    Type.Literal("push", { description: "something was pushed in, and the board can't take or read it" }),
    Type.Literal("out-of-order"),
  ]),
  slot: SlotNumber,
  amount: Type.Optional(Type.Integer({ description: "fen that the order cost, once that is known" })),
  showFor: Type.Integer({ description: "ms" }),
});

const ScreenCodes = Type.Object(
  {
    validFor: Type.Integer({ description: "ms for which they may be shown; newer ones come before" }),
    best: Type.Optional(Type.String({ description: "address of the code for the best item" })),
    slots: Type.Array(Type.Object({ slot: SlotNumber, url: Type.String() }), {
      description: "of each slot whose item can be borrowed",
    }),
  },
  { description: "what the QR codes on the screen lead to" },
);

const ShownSlide = Type.Object({
  id: Type.String(),
  zh: Type.String(),
  en: Type.String(),
  image: Type.Optional(Type.String({ description: "address of the picture, which never changes" })),
});

/** What the screen of a cabinet shows. */
export const ScreenView = Type.Object({
  brand: bilingual(20, "the operator's name"),
  cabinetName: Type.String(),
  layout: Layout,
  itemKind: LentKind,
  support: Type.Optional(Support),
  service: Type.Union([
    Type.Literal("open"),
    Type.Literal("offline", { description: "the cabinet is not connected; returning works all the same" }),
    Type.Literal("closed", {
      description: "taken out of service, or its bridge can't write its disk; returning works all the same",
    }),
    Type.Literal("not-for-rent", { description: "no tariff applies here now; then there is no `tariff`" }),
  ]),
  tariff: Type.Optional(Tariff),
  slots: Type.Array(
    Type.Object({
      slot: SlotNumber,
      state: SlotState,
      level: Type.Optional(Type.Integer({ description: "charge of the item in percent" })),
    }),
  ),
  happenings: Type.Array(Happening, { description: "what has just happened, the newest last" }),
  codes: ScreenCodes,
  slides: Type.Array(ShownSlide, { description: "what an idle screen shows in turn" }),
  page: Type.String({
    description: "version of the page `/screen`: an idle screen that has another version loads the page again",
  }),
});

export const NewScreen = Type.Object(
  {
    pairingCode: Type.String({ minLength: 8, maxLength: 12, description: "as the screen shows it" }),
    cabinetId: CabinetId,
    reason: Reason,
  },
  strict,
);

export const OperatorScreen = Type.Object({
  screenId: Type.String(),
  cabinetId: CabinetId,
  pairedAt: EpochMs,
  pairedBy: Type.String(),
  seenAt: Type.Integer({ description: "when it was last there, to within hours; epoch ms" }),
  following: Type.Boolean({ description: "whether it follows its cabinet at this hub now" }),
});

export const PrintedCodesChange = Type.Object(
  {
    printedCodes: Type.Union([Type.Literal("accepted"), Type.Literal("refused")], {
      description: "`refused`: only what a screen of the cabinet shows can be scanned",
    }),
    reason: Reason,
  },
  strict,
);

const slideText = (language: string) => plainText(80, `what it says, ${language}`);

export const Slide = Type.Object(
  {
    zh: slideText("Chinese"),
    en: slideText("English"),
    image: Type.Optional(
      Type.String({
        pattern: "^[A-Za-z0-9+/]+={0,2}$",
        maxLength: Math.ceil(largestImage / 3) * 4,
        description: `PNG, JPEG or WebP of at most ${largestImage} bytes, as base64`,
      }),
    ),
  },
  strict,
);

export const SlideChange = Type.Object({ slides: Type.Array(Slide, { maxItems: mostSlides }), reason: Reason }, strict);

/** The bytes of the largest body with slides. */
export const largestSlides = mostSlides * (Math.ceil(largestImage / 3) * 4 + 1000);

export const SlideList = Type.Object({ slides: Type.Array(ShownSlide) });

export type ScreenView = Type.Static<typeof ScreenView>;
export type ShownSlide = Type.Static<typeof ShownSlide>;
