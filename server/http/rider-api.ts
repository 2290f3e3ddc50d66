import { Type } from "typebox";
import { CabinetId, EpochMs, OrderNo, SlotNumber } from "../../protocol/ids.ts";
import { Tariff } from "../rental/tariff.ts";

/** The rider's JSON interface: the schemas of its routes, from which OpenAPI and the page's types come. Amounts in fen. */

export const Place = Type.Object({ cabinetId: CabinetId, name: Type.String(), address: Type.String() });

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
  code: Type.String(),
  place: Place,
  slot: SlotNumber,
  availability: Type.Union([
    Type.Literal("ready"),
    Type.Literal("empty"),
    Type.Literal("taken", { description: "another rider is just taking the item" }),
    Type.Literal("own", { description: "an order of this rider's own holds the slot: `ownOrder`" }),
    Type.Literal("faulted"),
    Type.Literal("flat", { description: "the item's charge is too low to be lent" }),
    Type.Literal("offline"),
    Type.Literal("not-for-rent", { description: "no tariff applies here now; then there is no `tariff`" }),
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
});

export const OrderSummary = Type.Object({
  orderNo: OrderNo,
  phase: Phase,
  place: Place,
  createdAt: EpochMs,
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
  overdueAt: Type.Optional(EpochMs),
  /** Whether billing pauses of everything that is out. */
  paused: Type.Boolean(),
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
  walletUrl: Type.Optional(Type.String({ description: "while `confirm`: where the rider confirms" })),
  now: Type.Integer({ description: "the hub's clock when this was made, epoch ms" }),
});

const strict = { additionalProperties: false };
const Code = Type.String({ maxLength: 80 });

/** Most items of one order: what one rider can carry, and what a wallet's one sentence can say. */
export const mostItems = 4;

export const NewOrder = Type.Object(
  {
    code: Code,
    items: Type.Optional(
      Type.Integer({ minimum: 1, maximum: mostItems, default: 1, description: "from the same cabinet" }),
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
/** What a rider has now and had lately, newest first. */
export const OrderList = Type.Object({ orders: Type.Array(OrderSummary) });
export const OrderStarted = Type.Object({ orderNo: OrderNo, walletUrl: Type.String() });

/** RFC 9457. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: Type.String({ description: "stable; see docs/reference/errors.md" }),
  retryAfter: Type.Optional(Type.Integer({ description: "seconds after which it may work, where that is known" })),
});

export type Place = Type.Static<typeof Place>;
export type SlotView = Type.Static<typeof SlotView>;
export type PriceLine = Type.Static<typeof PriceLine>;
export type Phase = Type.Static<typeof Phase>;
export type OrderView = Type.Static<typeof OrderView>;
export type ItemView = Type.Static<typeof ItemView>;
export type Claim = Type.Static<typeof Claim>;
export type OrderSummary = Type.Static<typeof OrderSummary>;
export type OrderList = Type.Static<typeof OrderList>;
export type Report = Type.Static<typeof Report>;
export type OrderStarted = Type.Static<typeof OrderStarted>;
export type Problem = Type.Static<typeof Problem>;
