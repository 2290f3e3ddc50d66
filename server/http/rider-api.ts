import { Type } from "typebox";
import { CabinetId, EpochMs, OrderNo, SlotNumber } from "../../protocol/ids.ts";
import { ItemKind, ItemKindId } from "../rental/item-kind.ts";
import { ObjectionKind, ObjectionText } from "../rental/objection.ts";
import { OperatorProfile } from "../rental/operator-profile.ts";
import { Location, OpeningHours, Support } from "../rental/site.ts";
import { Tariff } from "../rental/tariff.ts";

/** The rider's JSON interface: the schemas of its routes, from which OpenAPI and the page's types come. Amounts in fen. */

export const Place = Type.Object({ cabinetId: CabinetId, name: Type.String(), address: Type.String() });

/** What is lent. */
export const LentKind = Type.Object({
  id: ItemKindId,
  name: ItemKind.properties.name,
  icon: ItemKind.properties.icon,
});

/** Versions of the operator's texts, at `/terms`, `/privacy` and `/prices`; absent: the operator has published none. */
export const TextVersions = Type.Object(
  {
    terms: Type.Optional(Type.Integer({ minimum: 1, maximum: 999_999 })),
    privacy: Type.Optional(Type.Integer({ minimum: 1, maximum: 999_999 })),
    prices: Type.Optional(Type.Integer({ minimum: 1, maximum: 999_999 })),
  },
  { additionalProperties: false },
);

/** Where the order stands, in the rider's eyes. */
export const Phase = Type.Union([
  Type.Literal("confirm", { description: "waits for the rider's confirmation in the wallet" }),
  Type.Literal("opening"),
  Type.Literal("offer", { description: "a slot did not open; another one is offered until its item's `offeredUntil`" }),
  Type.Literal("checking", { description: "it is not known yet whether the slot opened; nothing is charged" }),
  Type.Literal("lent"),
  Type.Literal("collecting", { description: "returned; the rent is being collected" }),
  Type.Literal("owed", { description: "returned; the wallet collects nothing, the operator does" }),
  Type.Literal("payment-due", { description: "returned; the wallet could not be charged, it is tried again" }),
  Type.Literal("settled"),
  Type.Literal("lapsed", { description: "never confirmed; `lapseReason` says why" }),
  Type.Literal("not-opened", { description: "the slot did not open; the credit order is being or was cancelled" }),
  Type.Literal("cancelled"),
  Type.Literal("review", { description: "an operator looks at it; nothing runs on meanwhile" }),
]);

/** What a scanned code stands for, as the rider may see it. */
export const SlotView = Type.Object({
  code: Type.String({
    description: "to go on with: in the place of a screen's code a ticket that lasts ten minutes, for this rider only",
  }),
  place: Place,
  slot: SlotNumber,
  itemKind: LentKind,
  /** Whom to reach about this cabinet; absent: nobody is named. */
  support: Type.Optional(Support),
  /** What the rider agrees to: to be shown with the button, and sent with the order. */
  texts: TextVersions,
  availability: Type.Union([
    Type.Literal("ready"),
    Type.Literal("empty"),
    Type.Literal("taken", { description: "another rider is just taking the item" }),
    Type.Literal("own", { description: "an order of this rider's own holds the slot: `ownOrder`" }),
    Type.Literal("faulted"),
    Type.Literal("flat", { description: "the item's charge is too low to be lent" }),
    Type.Literal("offline"),
    Type.Literal("not-lending", {
      description: "the cabinet's bridge can't write its disk: it opens nothing, and takes returns",
    }),
    Type.Literal("not-for-rent", {
      description: "no tariff applies here now, so there is no `tariff`; the cabinet takes returns",
    }),
    Type.Literal("closed", { description: "the cabinet is out of service; there is no `tariff`" }),
  ]),
  level: Type.Optional(Type.Integer({ description: "charge of the item in percent" })),
  tariff: Type.Optional(Tariff),
  /** How many items one order may take from this cabinet now, the scanned slot's with them. */
  itemsReady: Type.Integer(),
  /** The rider's live orders, newest first. */
  liveOrders: Type.Array(OrderNo),
  /** Whether the rider may begin one more. */
  mayOrder: Type.Boolean(),
  /** The rider's order to go on with: one that waits for the confirmation, else one that holds this slot. */
  ownOrder: Type.Optional(
    Type.Object({
      orderNo: OrderNo,
      phase: Phase,
      place: Type.String(),
      slot: SlotNumber,
      here: Type.Boolean({ description: "whether it holds the scanned slot" }),
    }),
  ),
  /** Until when a rider who let several orders go has to wait. */
  pausedUntil: Type.Optional(EpochMs),
});

/** What a code's slot lends, for who is not known: nothing of what is in the cabinet now. */
export const CodePrice = Type.Object({
  place: Place,
  itemKind: LentKind,
  /** Whom to reach about this cabinet; absent: nobody is named. */
  support: Type.Optional(Support),
  /** Absent: nothing is lent here now. */
  tariff: Type.Optional(Tariff),
});

export const PriceLine = Type.Object({
  what: Type.Union([
    Type.Literal("put-back", { description: "put back so soon that it costs nothing" }),
    Type.Literal("free"),
    Type.Literal("units"),
    Type.Literal("once"),
    Type.Literal("daily-cap"),
    Type.Literal("total-cap"),
    Type.Literal("waived", { description: "an operator lowered the amount" }),
    Type.Literal("lost", { description: "not returned: the rider has bought it" }),
  ]),
  count: Type.Integer({
    description:
      "put-back: minutes of the grace; free: minutes; units: started units; caps: days that reached it; lost: items",
  }),
  amount: Type.Integer({ description: "fen this line adds; caps: fen taken off, negative" }),
});

/** What a rider may report of an item that is out in our books. */
export const Claim = Type.Union([Type.Literal("not-opened"), Type.Literal("returned")]);

/** What the rider has said of an order, and what came of it. */
export const Statement = Type.Object({
  what: Type.Union([
    Type.Literal("not-opened"),
    Type.Literal("returned"),
    Type.Literal("lost", { description: "the rider has bought the item" }),
    Type.Literal("price-wrong"),
    Type.Literal("item-broken"),
    Type.Literal("other"),
  ]),
  loanNo: Type.Optional(Type.Integer({ description: "the item, where it is about one" })),
  text: Type.Optional(Type.String({ description: "in the rider's words" })),
  at: EpochMs,
  outcome: Type.Union([
    Type.Literal("open", { description: "not decided yet" }),
    Type.Literal("confirmed"),
    Type.Literal("refuted"),
  ]),
  decidedAt: Type.Optional(EpochMs),
  answer: Type.Optional(Type.String({ description: "what the operator answers" })),
});

/** One item of an order: a loan in the rider's eyes. */
export const ItemView = Type.Object({
  loanNo: Type.Integer(),
  slot: SlotNumber,
  state: Type.Union([
    Type.Literal("waiting"),
    Type.Literal("offered"),
    Type.Literal("opening"),
    Type.Literal("checking"),
    Type.Literal("lent"),
    Type.Literal("returned"),
    Type.Literal("lost"),
    Type.Literal("not-opened"),
  ]),
  offeredUntil: Type.Optional(EpochMs),
  openedAt: Type.Optional(EpochMs),
  returnedAt: Type.Optional(EpochMs),
  returnedTo: Type.Optional(Type.Object({ place: Type.String(), slot: SlotNumber })),
  /** What the rider has said of it, while it is out. Whether that is still being looked into, `paused` says. */
  reported: Type.Optional(Claim),
  paused: Type.Optional(Type.Literal(true, { description: "billing of the item pauses" })),
  /** What the rider may say of it now. */
  mayReport: Type.Array(Claim),
  /** Fen that it costs to say that the item is lost; absent: that can't be said now. */
  buyOut: Type.Optional(Type.Integer()),
  /** Fen that the item comes to, before what an operator waived; absent where the amount is not made of items. */
  amount: Type.Optional(Type.Integer()),
});

export const OrderSummary = Type.Object({
  orderNo: OrderNo,
  phase: Phase,
  place: Place,
  itemKind: LentKind,
  createdAt: EpochMs,
  /** When the first item was taken. */
  openedAt: Type.Optional(EpochMs),
  items: Type.Integer(),
  amount: Type.Integer({ description: "fen, as in the order itself" }),
});

export const OrderView = Type.Object({
  orderNo: OrderNo,
  phase: Phase,
  /** While nobody knows whether a slot opened: from when on the rider may leave. */
  mayLeaveFrom: Type.Optional(EpochMs),
  /** The rider has left, saying that nothing came out; what a cabinet shows later still counts. */
  left: Type.Optional(EpochMs),
  place: Place,
  itemKind: LentKind,
  /** Whom to reach about this order; absent: nobody is named. */
  support: Type.Optional(Support),
  /** The versions of the operator's texts that the rider was shown. */
  texts: TextVersions,
  /** In the order in which they were opened; a slot that took another's place comes after it. */
  items: Type.Array(ItemView),
  tariff: Tariff,
  deposit: Type.Object({
    amount: Type.Integer({ description: "the items' worth, fen: the most that the order may cost" }),
    frozen: Type.Boolean({ description: "the rider has it frozen in the wallet until the order ends" }),
  }),
  createdAt: EpochMs,
  confirmBefore: EpochMs,
  /** When the first item was taken. */
  openedAt: Type.Optional(EpochMs),
  /** When the last item came back. */
  returnedAt: Type.Optional(EpochMs),
  amount: Type.Integer({ description: "fen: so far while lent, final afterwards, 0 before" }),
  lines: Type.Array(PriceLine),
  amountChangesAt: Type.Optional(Type.Integer({ description: "when `amount` next grows, epoch ms" })),
  nextAmount: Type.Optional(Type.Integer({ description: "fen: what `amount` is from `amountChangesAt` on" })),
  overdueAt: Type.Optional(EpochMs),
  /** Whether billing pauses of everything that is out. */
  paused: Type.Boolean(),
  /** While `paused`: since when. */
  pausedAt: Type.Optional(EpochMs),
  /** While the rider may keep the items longer: until when, and how often yet. */
  renewal: Type.Optional(Type.Object({ until: EpochMs, left: Type.Integer() })),
  lapseReason: Type.Optional(
    Type.Union([
      Type.Literal("not-confirmed"),
      Type.Literal("given-up"),
      Type.Literal("refused-by-provider"),
      Type.Literal("decided-by-a-person"),
    ]),
  ),
  /** Fen that the operator gave back. */
  refund: Type.Optional(Type.Integer()),
  /** What the rider has said of the order, the oldest first. */
  statements: Type.Array(Statement),
  /** What the rider may object to now. */
  mayObjectTo: Type.Array(ObjectionKind),
  /** While `payment-due`: when the wallet is asked again; absent: an operator decides. */
  nextTryAt: Type.Optional(EpochMs),
  /** When it was paid. */
  paidAt: Type.Optional(EpochMs),
  /** Who charges. */
  merchantName: Type.Optional(Type.String()),
  /** How the rider gets a tax invoice. */
  invoiceHint: Type.Optional(OperatorProfile.properties.invoiceHint),
  walletUrl: Type.Optional(Type.String({ description: "while `confirm`: where the rider confirms" })),
  now: Type.Integer({ description: "the hub's clock when this was made, epoch ms" }),
});

const strict = { additionalProperties: false };
const Code = Type.String({ maxLength: 80 });
export const CodeParams = Type.Object({ code: Code });

/** Most items of one order: what one rider can carry, and what a wallet's one sentence can say. */
export const mostItems = 4;

export const NewOrder = Type.Object(
  {
    code: Code,
    items: Type.Optional(
      Type.Integer({ minimum: 1, maximum: mostItems, default: 1, description: "from the same cabinet" }),
    ),
    texts: Type.Optional(
      Type.Object(TextVersions.properties, {
        ...strict,
        description:
          "the versions that the rider was shown. The order keeps each that is the newest or was so within the last hour, else the newest. Left out: the newest",
      }),
    ),
  },
  strict,
);
export const CameBack = Type.Object(
  { errorCode: Type.Optional(Type.String({ maxLength: 64, description: "the wallet's `error_code`" })) },
  strict,
);
export const OfferAnswer = Type.Object({ accepted: Type.Boolean() }, strict);
export const Report = Type.Object(
  {
    loanNo: Type.Integer({ minimum: 1, maximum: 100 }),
    claim: Claim,
    code: Type.Optional(
      Type.String({ maxLength: 80, description: "of the slot in which the item lies, where scanned" }),
    ),
  },
  strict,
);
/** The rider says that an item will not come back. `amount` is what the page said that it costs, fen. */
export const LostItem = Type.Object(
  {
    loanNo: Type.Integer({ minimum: 1, maximum: 100 }),
    amount: Type.Integer({ minimum: 0, description: "fen, the item's `buyOut`: what the rider has agreed to" }),
  },
  strict,
);
export const NewObjection = Type.Object({ kind: ObjectionKind, text: Type.Optional(ObjectionText) }, strict);
/** What a rider has now and had lately, newest first. */
export const OrderList = Type.Object({
  orders: Type.Array(OrderSummary),
  now: Type.Integer({ description: "the hub's clock when this was made, epoch ms" }),
});
export const OrderStarted = Type.Object({ orderNo: OrderNo, walletUrl: Type.String() });

/** The operator, as riders see him. */
export const OperatorView = Type.Object({ ...OperatorProfile.properties, texts: TextVersions });

/** A cabinet in a list of places to borrow at or to return to. */
export const CabinetPlace = Type.Object({
  cabinetId: CabinetId,
  name: Type.String(),
  address: Type.String(),
  itemKind: LentKind,
  location: Type.Optional(Location),
  mapLocation: Type.Optional(
    Type.Object(
      { latitude: Type.Number(), longitude: Type.Number() },
      { description: "the same in GCJ-02, which Chinese maps and wallets take" },
    ),
  ),
  distance: Type.Optional(Type.Integer({ description: "metres, as the crow flies; only with coordinates" })),
  openingHours: Type.Optional(OpeningHours),
  online: Type.Boolean({ description: "false: it can't be used now" }),
  itemsReady: Type.Integer({ description: "how many items it can lend now, about" }),
  slotsFree: Type.Integer({ description: "into how many slots an item can be returned now, about" }),
});

/** The nearest first, or by name where the request has no coordinates. */
export const CabinetList = Type.Object({ cabinets: Type.Array(CabinetPlace) });

const degrees = (most: string) => Type.String({ pattern: `^-?${most}(\\.[0-9]{1,10})?$` });

export const CabinetQuery = Type.Object(
  {
    latitude: Type.Optional(Type.String({ ...degrees("[0-9]{1,2}"), description: "WGS-84; with `longitude`" })),
    longitude: Type.Optional(Type.String({ ...degrees("[0-9]{1,3}"), description: "WGS-84; with `latitude`" })),
    name: Type.Optional(Type.String({ maxLength: 40, description: "part of the name or the address" })),
    kind: Type.Optional(ItemKindId),
    want: Type.Optional(
      Type.Enum(["item", "slot"], { description: "only cabinets with an item to lend, or a slot to return into" }),
    ),
    limit: Type.Optional(Type.String({ pattern: "^([1-9]|1[0-9]|20)$", description: "1 to 20; 20 if left out" })),
  },
  strict,
);

/** RFC 9457. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: Type.String({ description: "stable; see docs/reference/errors.md" }),
  retryAfter: Type.Optional(Type.Integer({ description: "seconds after which it may work, where that is known" })),
  obstacle: Type.Optional(
    Type.String({ description: "of an operator's act: what stands in its way, as a stable code (docs/reviews.md)" }),
  ),
});

export type Place = Type.Static<typeof Place>;
export type CabinetPlace = Type.Static<typeof CabinetPlace>;
export type CabinetQuery = Type.Static<typeof CabinetQuery>;
export type LentKind = Type.Static<typeof LentKind>;
export type OperatorView = Type.Static<typeof OperatorView>;
export type SlotView = Type.Static<typeof SlotView>;
export type PriceLine = Type.Static<typeof PriceLine>;
export type Phase = Type.Static<typeof Phase>;
export type OrderView = Type.Static<typeof OrderView>;
export type ItemView = Type.Static<typeof ItemView>;
export type Claim = Type.Static<typeof Claim>;
export type CodePrice = Type.Static<typeof CodePrice>;
export type OrderSummary = Type.Static<typeof OrderSummary>;
export type OrderList = Type.Static<typeof OrderList>;
export type Statement = Type.Static<typeof Statement>;
export type LostItem = Type.Static<typeof LostItem>;
export type NewObjection = Type.Static<typeof NewObjection>;
export type Report = Type.Static<typeof Report>;
export type OrderStarted = Type.Static<typeof OrderStarted>;
export type Problem = Type.Static<typeof Problem>;
