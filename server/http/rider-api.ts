import { Type } from "typebox";
import { CabinetId, EpochMs, OrderNo, SlotNumber } from "../../protocol/ids.ts";
import { Tariff } from "../rental/tariff.ts";

/** The rider's JSON interface: the schemas of its routes, from which OpenAPI and the page's types come. Amounts in fen. */

export const Place = Type.Object({ cabinetId: CabinetId, name: Type.String(), address: Type.String() });

/** What a scanned code stands for, as the rider may see it. */
export const SlotView = Type.Object({
  code: Type.String(),
  place: Place,
  slot: SlotNumber,
  availability: Type.Union([
    Type.Literal("ready"),
    Type.Literal("empty"),
    Type.Literal("taken", { description: "another rider is just taking the item" }),
    Type.Literal("faulted"),
    Type.Literal("offline"),
  ]),
  level: Type.Optional(Type.Integer({ description: "charge of the item in percent" })),
  tariff: Tariff,
  /** Where the rider may have no further order: one that he has. */
  liveOrderNo: Type.Optional(OrderNo),
});

export const PriceLine = Type.Object({
  what: Type.Union([
    Type.Literal("free"),
    Type.Literal("units"),
    Type.Literal("once"),
    Type.Literal("daily-cap"),
    Type.Literal("total-cap"),
    Type.Literal("waived", { description: "an operator lowered the amount" }),
    Type.Literal("lost", { description: "not returned: the rider has bought it" }),
  ]),
  count: Type.Integer({ description: "free: minutes; units: started units; caps: days that reached it; lost: items" }),
  amount: Type.Integer({ description: "fen this line adds; caps: fen taken off, negative" }),
});

/** Where the order stands, in the rider's eyes. */
export const Phase = Type.Union([
  Type.Literal("confirm", { description: "waits for the rider's confirmation in the wallet" }),
  Type.Literal("opening"),
  Type.Literal("checking", { description: "nobody knows yet whether the slot opened; nothing is charged" }),
  Type.Literal("lent"),
  Type.Literal("collecting", { description: "returned; the rent is being collected" }),
  Type.Literal("payment-due", { description: "returned; the wallet could not be charged, it is tried again" }),
  Type.Literal("settled"),
  Type.Literal("lapsed", { description: "never confirmed" }),
  Type.Literal("not-opened", { description: "the slot did not open; the credit order is being or was cancelled" }),
  Type.Literal("cancelled"),
  Type.Literal("review", { description: "a person looks at it; nothing runs on meanwhile" }),
]);

export const OrderView = Type.Object({
  orderNo: OrderNo,
  phase: Phase,
  place: Place,
  slot: SlotNumber,
  tariff: Tariff,
  createdAt: EpochMs,
  confirmBefore: EpochMs,
  openedAt: Type.Optional(EpochMs),
  returnedAt: Type.Optional(EpochMs),
  returnedTo: Type.Optional(Type.Object({ place: Type.String(), slot: SlotNumber })),
  amount: Type.Integer({ description: "fen: so far while lent, final afterwards, 0 before" }),
  lines: Type.Array(PriceLine),
  amountChangesAt: Type.Optional(Type.Integer({ description: "when `amount` next grows, epoch ms" })),
  overdueAt: Type.Optional(EpochMs),
  walletUrl: Type.Optional(Type.String({ description: "while `confirm`: where the rider confirms" })),
  now: Type.Integer({ description: "the hub's clock when this was made, epoch ms" }),
});

export const NewOrder = Type.Object({ code: Type.String({ maxLength: 80 }) }, { additionalProperties: false });
export const OrderStarted = Type.Object({ orderNo: OrderNo, walletUrl: Type.String() });

/** RFC 9457. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: Type.String({ description: "stable; see docs/errors.md" }),
});

export type Place = Type.Static<typeof Place>;
export type SlotView = Type.Static<typeof SlotView>;
export type PriceLine = Type.Static<typeof PriceLine>;
export type Phase = Type.Static<typeof Phase>;
export type OrderView = Type.Static<typeof OrderView>;
export type OrderStarted = Type.Static<typeof OrderStarted>;
export type Problem = Type.Static<typeof Problem>;
