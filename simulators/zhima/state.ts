import { Type } from "typebox";

/** Everything the simulator remembers. Amounts in fen, times in epoch ms; enumerations in Alipay's own words. */

const When = Type.Integer({ minimum: 0 });
const Fen = Type.Integer({ minimum: 0 });
const Optional = Type.Optional;

/** What a merchant asked for with `rent.create`, checked. */
export const RentRequest = Type.Object({
  outOrderNo: Type.String(),
  goodsName: Type.String(),
  rentInfo: Optional(Type.String()),
  rentUnit: Type.Enum(["DAY_YUAN", "HOUR_YUAN", "YUAN", "YUAN_ONCE"]),
  rentAmount: Fen,
  depositAmount: Fen,
  depositAllowed: Type.Boolean(),
  borrowTime: Optional(When),
  expiryTime: When,
  settleType: Type.Enum(["alipay", "merchant"]),
  shopName: Optional(Type.String()),
  returnUrl: Type.String(),
  invokeState: Optional(Type.String()),
});

export const Charge = Type.Object({
  at: When,
  kind: Type.Enum(["RENT", "DAMAGE"]),
  amount: Fen,
  from: Type.Enum(["withholding", "deposit", "rider"]),
  outcome: Type.Enum(["paid", "failed", "waits-for-sms"]),
  fundNo: Type.String(),
});

export const Notice = Type.Object({
  noticeId: Type.String(),
  type: Type.Enum(["ORDER_CREATE_NOTIFY", "ORDER_COMPLETE_NOTIFY"]),
  attempts: Type.Array(Type.Object({ at: When, answer: Type.String() })),
  /** When it is sent next; absent: answered, or given up. */
  nextAt: Optional(When),
});

export const Order = Type.Object({
  outOrderNo: Type.String(),
  orderNo: Type.String(),
  userId: Type.String(),
  request: RentRequest,
  admitted: Type.Boolean(),
  borrowTime: When,
  expiryTime: When,
  useState: Type.Enum(["borrow", "restore", "cancel"]),
  payStatus: Optional(Type.Enum(["PAY_INIT", "PAY_SUCCESS", "PAY_FAILED", "PAY_INPROGRESS"])),
  payKind: Optional(Type.Enum(["RENT", "DAMAGE"])),
  payAmount: Optional(Fen),
  payTime: Optional(When),
  restoreTime: Optional(When),
  restoreShopName: Optional(Type.String()),
  fundNo: Optional(Type.String()),
  /** Held now, turned into payment, given back: the three add up to what was frozen. */
  deposit: Type.Object({ held: Fen, captured: Fen, released: Fen }),
  charges: Type.Array(Charge),
  notices: Type.Array(Notice),
});

/** A message of the merchant's life account to a user. */
export const Card = Type.Object({
  at: When,
  title: Type.String(),
  text: Type.String(),
  action: Type.String(),
  url: Type.String(),
});

/** A user's life account (生活号) page of the merchant. */
export const LifeAccount = Type.Object({ follows: Type.Boolean(), cards: Type.Array(Card) });

export const User = Type.Object({
  score: Type.Integer({ minimum: 350, maximum: 950, description: "Zhima score; 600 and more is admitted" }),
  overdue: Type.Boolean({ description: "has an overdue loan or a bad record elsewhere" }),
  signed: Type.Boolean({ description: "has signed the withholding agreement" }),
});

export const IdKinds = Type.Array(Type.Enum(["user_id", "open_id"]), { uniqueItems: true });

export const State = Type.Object({
  /** Counts everything that gets a number: orders, money movements, notices. */
  lastNumber: Type.Integer({ minimum: 0 }),
  orders: Type.Record(Type.String(), Order),
  users: Type.Record(Type.String(), User),
  /** By out_order_no and method; an order may be asked for before it is confirmed. */
  calls: Type.Record(Type.String(), Type.Record(Type.String(), Type.Integer())),
  currentUser: Type.String(),
  /** By user. */
  lifeAccounts: Optional(Type.Record(Type.String(), LifeAccount)),
  notifyUrl: Optional(Type.String()),
  /** Which ids of a user the login and the orders' answers name; absent: `user_id`. */
  ids: Optional(Type.Object({ login: IdKinds, orders: IdKinds })),
});

export type RentRequest = Type.Static<typeof RentRequest>;
export type Charge = Type.Static<typeof Charge>;
export type Notice = Type.Static<typeof Notice>;
export type Order = Type.Static<typeof Order>;
export type User = Type.Static<typeof User>;
export type Card = Type.Static<typeof Card>;
export type LifeAccount = Type.Static<typeof LifeAccount>;
export type State = Type.Static<typeof State>;

export const UserId = Type.String({ pattern: "^2088[0-9]{12}$" });
export const defaultUser = "2088000000000001";

export function emptyState(): State {
  return { lastNumber: 0, orders: {}, users: {}, calls: {}, currentUser: defaultUser };
}

/** A user nobody has described is a good one who has not signed anything yet. */
export function userOf(state: State, userId: string): User {
  return state.users[userId] ?? { score: 700, overdue: false, signed: false };
}

/** The page of a user who has not been there yet is empty. */
export function lifeAccountOf(state: State, userId: string): LifeAccount {
  state.lifeAccounts ??= {};
  state.lifeAccounts[userId] ??= { follows: false, cards: [] };
  return state.lifeAccounts[userId];
}

export function nextNumber(state: State): number {
  state.lastNumber += 1;
  return state.lastNumber;
}
