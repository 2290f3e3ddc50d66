import { admissionOf } from "./admission.ts";
import { BusinessFailure, invalidArgument } from "./business-failure.ts";
import { type Charge, type Notice, nextNumber, type Order, type RentRequest, type State, userOf } from "./state.ts";

/** A withholding above this (500 yuan, in fen) waits for the user's answer by SMS (product document 2.3.1). */
const withoutSms = 50_000;
const day = 86_400_000;

export interface Completion {
  readonly restoreTime: number;
  readonly kind: Charge["kind"];
  readonly amount: number;
  readonly shopName?: string;
}

/** What happens around the book. */
export interface GatewayEnvironment {
  now(): number;
  /** Whether this withholding finds no money. */
  withholdingFails(): boolean;
  announce(order: Order, type: Notice["type"]): void;
}

/** Zhima's credit orders and their money: the business rules of the product's five methods. */
export class OrderBook {
  readonly #state: State;
  readonly #around: GatewayEnvironment;
  readonly #byOrderNo: Map<string, Order>;

  constructor(state: State, around: GatewayEnvironment) {
    this.#state = state;
    this.#around = around;
    this.#byOrderNo = new Map(Object.values(state.orders).map((order) => [order.orderNo, order]));
  }

  /** @throws BusinessFailure */
  byOutOrderNo(outOrderNo: string): Order {
    const { orders } = this.#state;
    const order = Object.hasOwn(orders, outOrderNo) ? orders[outOrderNo] : undefined;
    if (order === undefined) throw new BusinessFailure("ORDER_NOT_EXIST", "订单不存在");
    return order;
  }

  /** @throws BusinessFailure */
  byOrderNo(orderNo: string): Order {
    const order = this.#byOrderNo.get(orderNo);
    if (order === undefined) throw new BusinessFailure("ORDER_NOT_EXIST", "订单不存在");
    return order;
  }

  /**
   * The user's confirmation. The same user may repeat it and gets the same order; an out_order_no belongs to the first
   * user who confirmed it. @throws BusinessFailure
   */
  confirm(request: RentRequest, userId: string): Order {
    const known = this.#state.orders[request.outOrderNo];
    if (known !== undefined && known.userId !== userId)
      throw new BusinessFailure("ORDER_BELONGS_TO_OTHER_USER", "该订单已被其他用户使用");
    if (known !== undefined) return known;
    const now = this.#around.now();
    const admission = admissionOf(this.#state, userId, request, now);
    if (admission === "refused") throw new BusinessFailure("USER_NOT_ADMITTED", "暂不符合免押金条件");
    const admitted = admission !== "deposit";
    if (admission === "credit-after-signing")
      this.#state.users[userId] = { ...userOf(this.#state, userId), signed: true };
    const order: Order = {
      outOrderNo: request.outOrderNo,
      orderNo: String(20_000_000 + nextNumber(this.#state)),
      userId,
      request,
      admitted,
      borrowTime: request.borrowTime ?? now,
      expiryTime: request.expiryTime,
      useState: "borrow",
      deposit: { held: admitted ? 0 : request.depositAmount, captured: 0, released: 0 },
      charges: [],
      notices: [],
    };
    this.#state.orders[request.outOrderNo] = order;
    this.#byOrderNo.set(order.orderNo, order);
    this.#around.announce(order, "ORDER_CREATE_NOTIFY");
    return order;
  }

  /** One order, one successful charge, never above the deposit (product document 3.2). @throws BusinessFailure */
  complete(orderNo: string, completion: Completion): Order {
    const order = this.byOrderNo(orderNo);
    this.#mustNotBeFinished(order);
    const { restoreTime, kind, amount } = completion;
    if (restoreTime <= order.borrowTime || restoreTime >= this.#around.now() + day)
      throw invalidArgument("restore_time must lie after borrow_time and within the next 24 hours");
    if (amount > order.request.depositAmount) throw invalidArgument("pay_amount is above the deposit");
    if (kind === "RENT" && amount > 0 && order.request.rentAmount === 0)
      throw invalidArgument("rent on an order that was confirmed without rent");
    Object.assign(order, { payKind: kind, payAmount: amount });
    this.#collect(order, kind, amount);
    order.useState = "restore";
    order.restoreTime = restoreTime;
    if (completion.shopName !== undefined) order.restoreShopName = completion.shopName;
    // Only what succeeded is announced; a payment that waits for the SMS is announced with its end.
    if (order.payStatus !== "PAY_INPROGRESS") this.#around.announce(order, "ORDER_COMPLETE_NOTIFY");
    return order;
  }

  /** For what was not really lent. @throws BusinessFailure */
  cancel(orderNo: string): void {
    const order = this.byOrderNo(orderNo);
    if (order.useState === "cancel") throw new BusinessFailure("ORDER_IS_CANCEL", "订单已撤销");
    if (order.useState === "restore") throw new BusinessFailure("ORDER_IS_NOT_BORROW", "订单不是借用中状态");
    order.useState = "cancel";
    releaseDeposit(order);
  }

  /** The due time only moves forward. @throws BusinessFailure */
  modify(orderNo: string, times: { borrowTime?: number; expiryTime?: number }): void {
    const order = this.byOrderNo(orderNo);
    this.#mustNotBeFinished(order);
    const { borrowTime = order.borrowTime, expiryTime = order.expiryTime } = times;
    if (expiryTime < order.expiryTime) throw invalidArgument("expiry_time is earlier than the order's");
    if (borrowTime > expiryTime) throw invalidArgument("borrow_time is later than expiry_time");
    Object.assign(order, { borrowTime, expiryTime });
  }

  /** The user pays by himself what could not be withheld (product document 3.3). @throws BusinessFailure */
  payByRider(outOrderNo: string): Order {
    const order = this.byOutOrderNo(outOrderNo);
    const { payKind, payAmount } = order;
    if (order.payStatus !== "PAY_FAILED" || payKind === undefined || payAmount === undefined)
      throw new BusinessFailure("NOTHING_TO_PAY", "没有待支付金额");
    return this.#paidByRider(order, payKind, payAmount);
  }

  /** The user pays for an item that he lost (FAQ 5.3). @param amount fen, at most the deposit @throws BusinessFailure */
  compensate(outOrderNo: string, amount: number): Order {
    const order = this.byOutOrderNo(outOrderNo);
    this.#mustNotBeFinished(order);
    if (amount > order.request.depositAmount) throw invalidArgument("the compensation is above the deposit");
    return this.#paidByRider(order, "DAMAGE", amount);
  }

  /** The user's answer to the SMS that a large withholding waits for. @throws BusinessFailure */
  answerSms(outOrderNo: string, confirmed: boolean): Order {
    const order = this.byOutOrderNo(outOrderNo);
    const charge = order.charges.find(({ outcome }) => outcome === "waits-for-sms");
    if (charge === undefined) throw new BusinessFailure("NOTHING_TO_PAY", "没有待确认的扣款");
    charge.outcome = confirmed ? "paid" : "failed";
    order.payStatus = confirmed ? "PAY_SUCCESS" : "PAY_FAILED";
    if (confirmed) {
      order.payTime = this.#around.now();
      this.#around.announce(order, "ORDER_COMPLETE_NOTIFY");
    }
    return order;
  }

  #mustNotBeFinished(order: Order): void {
    if (order.useState === "restore") throw new BusinessFailure("ORDER_GOODS_IS_RESTORED", "订单物品已归还");
    if (order.useState === "cancel") throw new BusinessFailure("ORDER_IS_CANCEL", "订单已撤销");
  }

  /** Gets the money of a completion, or throws and leaves the order borrowed. */
  #collect(order: Order, kind: Charge["kind"], amount: number): void {
    // Without the payment function the amount is only shown (product document 3.1).
    if (order.request.settleType === "merchant") return;
    if (order.admitted && amount > 0) this.#withhold(order, kind, amount);
    else {
      if (amount > 0) {
        this.#book(order, kind, amount, "deposit", "paid");
        order.deposit = { ...order.deposit, held: order.deposit.held - amount, captured: amount };
      }
      releaseDeposit(order);
      this.#paid(order);
    }
  }

  #withhold(order: Order, kind: Charge["kind"], amount: number): void {
    if (!userOf(this.#state, order.userId).signed || this.#around.withholdingFails()) {
      this.#book(order, kind, amount, "withholding", "failed");
      order.payStatus = "PAY_FAILED";
      throw new BusinessFailure("UNITRADE_WITHHOLDING_PAY_FAILED", "代扣失败");
    }
    if (amount > withoutSms) {
      this.#book(order, kind, amount, "withholding", "waits-for-sms");
      order.payStatus = "PAY_INPROGRESS";
    } else {
      this.#book(order, kind, amount, "withholding", "paid");
      this.#paid(order);
    }
  }

  #paidByRider(order: Order, kind: Charge["kind"], amount: number): Order {
    this.#book(order, kind, amount, "rider", "paid");
    Object.assign(order, { payKind: kind, payAmount: amount, useState: "restore" });
    order.restoreTime ??= this.#around.now();
    releaseDeposit(order);
    this.#paid(order);
    this.#around.announce(order, "ORDER_COMPLETE_NOTIFY");
    return order;
  }

  #paid(order: Order): void {
    order.payStatus = "PAY_SUCCESS";
    order.payTime = this.#around.now();
  }

  #book(order: Order, kind: Charge["kind"], amount: number, from: Charge["from"], outcome: Charge["outcome"]): void {
    const fundNo = String(nextNumber(this.#state)).padStart(20, "0");
    order.charges.push({ at: this.#around.now(), kind, amount, from, outcome, fundNo });
    if (outcome !== "failed") order.fundNo = fundNo;
  }
}

function releaseDeposit(order: Order): void {
  const { held, captured, released } = order.deposit;
  order.deposit = { held: 0, captured, released: released + held };
}
