// Made from docs/openapi.json by `npm run docs`. Change the schemas of the routes instead.


export interface paths {
  "/api/rider/codes/{code}": {
    /** A scanned slot */
    get: operations["getRiderCodesCode"];
  };
  "/api/rider/orders": {
    /** This rider's orders, newest first */
    get: operations["getRiderOrders"];
    /** Ask for the item in a slot, and others of its cabinet; the rider then confirms at `walletUrl` */
    post: operations["postRiderOrders"];
  };
  "/api/rider/orders/{orderNo}": {
    /** An order of this rider */
    get: operations["getRiderOrdersOrderNo"];
  };
  "/api/rider/orders/{orderNo}/give-up": {
    /** Give up what is not confirmed yet, or the slot that is offered */
    post: operations["postRiderOrdersOrderNoGiveUp"];
  };
  "/api/rider/orders/{orderNo}/leave": {
    /** Leave, and say that nothing came out, while it is not known whether a slot opened */
    post: operations["postRiderOrdersOrderNoLeave"];
  };
  "/api/rider/orders/{orderNo}/offer": {
    /** Take or decline the slot that is offered */
    post: operations["postRiderOrdersOrderNoOffer"];
  };
  "/api/rider/orders/{orderNo}/renew": {
    /** Keep the items longer, for a longest loan's time */
    post: operations["postRiderOrdersOrderNoRenew"];
  };
  "/api/rider/orders/{orderNo}/report": {
    /** Say that an item was never taken, or is back; billing pauses */
    post: operations["postRiderOrdersOrderNoReport"];
  };
  "/api/rider/orders/{orderNo}/came-back": {
    /** The wallet sent the rider back to the order's page, with this code where it refused */
    post: operations["postRiderOrdersOrderNoCameBack"];
  };
  "/api/rider/orders/{orderNo}/events": {
    /** The same, as server-sent events named `order`; `heartbeat` shows that the hub is there, `end` says why it ends the stream */
    get: operations["getRiderOrdersOrderNoEvents"];
  };
  "/api/rider/logout": {
    /** End every session of this rider, in all browsers */
    post: operations["postRiderLogout"];
  };
  "/api/operator/cabinets": {
    /** All cabinets as the hub knows them */
    get: operations["getOperatorCabinets"];
  };
  "/api/operator/cabinets/{cabinetId}": {
    /** Register a cabinet, or change its details; the secret of a new one is shown here and nowhere else */
    put: operations["putOperatorCabinetsCabinetId"];
    /** Remove a cabinet for good, with its codes and its secret; refused while its orders are open */
    delete: operations["deleteOperatorCabinetsCabinetId"];
  };
  "/api/operator/cabinets/{cabinetId}/secret": {
    /** Void a cabinet's secret and make a new one, which is shown here and nowhere else */
    post: operations["postOperatorCabinetsCabinetIdSecret"];
  };
  "/api/operator/cabinets/{cabinetId}/disable": {
    /** Take a cabinet out of service: it may not connect, and riders can't order there; open orders go on */
    post: operations["postOperatorCabinetsCabinetIdDisable"];
  };
  "/api/operator/cabinets/{cabinetId}/enable": {
    /** Bring a cabinet back into service */
    post: operations["postOperatorCabinetsCabinetIdEnable"];
  };
  "/api/operator/cabinets/{cabinetId}/trust-again": {
    /** Clear the mark of a distrusted cabinet: what it says decides by itself again, its slots are offered again */
    post: operations["postOperatorCabinetsCabinetIdTrustAgain"];
  };
  "/api/operator/cabinets/{cabinetId}/codes": {
    /** Issue a code for each slot that has none; answers all valid codes of the cabinet */
    post: operations["postOperatorCabinetsCabinetIdCodes"];
  };
  "/api/operator/cabinets/{cabinetId}/slots/{slot}/code": {
    /** Revoke the codes of a slot and issue a new one */
    post: operations["postOperatorCabinetsCabinetIdSlotsSlotCode"];
  };
  "/api/operator/cabinets/{cabinetId}/sheet": {
    /** The codes of a cabinet as a page to print */
    get: operations["getOperatorCabinetsCabinetIdSheet"];
  };
  "/api/operator/codes/{id}": {
    /** Revoke a code */
    delete: operations["deleteOperatorCodesId"];
  };
  "/api/operator/orders/{orderNo}": {
    /** An order with its pending work, its whole timeline and what explains its amount */
    get: operations["getOperatorOrdersOrderNo"];
  };
  "/api/operator/orders/{orderNo}/acts": {
    /** Decide about an order; the reason is kept in its timeline */
    post: operations["postOperatorOrdersOrderNoActs"];
  };
  "/api/operator/queue": {
    /** Orders that an operator must decide, items that are overdue, money that is not there, riders' reports */
    get: operations["getOperatorQueue"];
  };
  "/api/operator/unmatched-events": {
    /** Unmatched events by cabinet, the newest of each first; `Link` names the next page */
    get: operations["getOperatorUnmatchedEvents"];
  };
  "/api/operator/unmatched-events/{key}/assign": {
    /** Say whose return an unmatched one was; the reason is kept with it */
    post: operations["postOperatorUnmatchedEventsKeyAssign"];
  };
  "/api/operator/unmatched-events/{key}/dismiss": {
    /** Say that an unmatched event means nothing; it is kept, with the reason, among the dismissed ones */
    post: operations["postOperatorUnmatchedEventsKeyDismiss"];
  };
  "/api/operator/orders": {
    /** Orders that fit every filter, newest first; `Link` names the next page */
    get: operations["getOperatorOrders"];
  };
  "/api/operator/totals": {
    /** What the orders that were made on some days come to, by day, site and item kind */
    get: operations["getOperatorTotals"];
  };
  "/api/operator/riders/{kind}/{id}": {
    /** A rider's open orders, and how often the rider let orders go and reported lately */
    get: operations["getOperatorRidersKindId"];
  };
  "/api/operator/riders/{kind}/{id}/end-sessions": {
    /** Log a rider out of all browsers, for a phone that was lost; orders go on */
    post: operations["postOperatorRidersKindIdEndSessions"];
  };
  "/api/operator/audit": {
    /** Acts on cabinets, codes, secrets, tariffs, riders' sessions and unmatched events, newest first; `Link` names the next page */
    get: operations["getOperatorAudit"];
  };
  "/api/operator/books/{day}": {
    /** What was booked on a day, with the day's sums */
    get: operations["getOperatorBooksDay"];
  };
  "/api/operator/books/{day}.csv": {
    /** The same as CSV for a spreadsheet, one row for each line; amounts in yuan */
    get: operations["getOperatorBooksDayCsv"];
  };
  "/api/operator/books/reconcile-open": {
    /** Compare all open orders with the credit provider; `Accept: text/csv` answers the differences as CSV */
    post: operations["postOperatorBooksReconcileOpen"];
  };
  "/api/operator/tariffs": {
    /** Every version of a tariff, and the rate plans that use it */
    get: operations["getOperatorTariffs"];
  };
  "/api/operator/books/{day}/reconcile": {
    /** Compare a day with the provider's settlement file, in UTF-8 or GBK; `Accept: text/csv` answers as CSV */
    post: operations["postOperatorBooksDayReconcile"];
  };
}

export type webhooks = Record<string, never>;

export interface components {
  schemas: {
    /** @description order number */
    OrderNo: string;
    /** @description cabinet id */
    CabinetId: string;
    /** @description slot number, from 1 */
    SlotNumber: number;
    /** @description milliseconds since 1970-01-01T00:00Z */
    EpochMs: number;
    Place: {
      cabinetId: components["schemas"]["CabinetId"];
      name: string;
      address: string;
    };
    Phase: "confirm" | "opening" | "offer" | "checking" | "lent" | "collecting" | "owed" | "payment-due" | "settled" | "lapsed" | "not-opened" | "cancelled" | "review";
    Tariff: {
      version: string;
      /**
       * @description what is lent, as the wallet shows it: the real item, in at most 14 characters
       * @default 共享充电宝
       */
      goodsName: string;
      /** @description minutes from the opening that cost nothing */
      freeMinutes: number;
      /**
       * @description an item that is returned within this many minutes costs nothing
       * @default 0
       */
      graceMinutes: number;
      unit: "half-hour" | "hour" | "day" | "once";
      /** @description fen for each started unit */
      pricePerUnit: number;
      /** @description the most that 24 hours from the opening cost, fen */
      dailyCap: number;
      /** @description the most that a loan costs: deposit and buy-out, fen */
      totalCap: number;
      /** @description afterwards the loan is overdue */
      longestLoanHours: number;
      /**
       * @description how often a rider may renew for the longest loan's time
       * @default 0
       */
      renewals: number;
      /**
       * @description whether a rider without credit may have the deposit frozen instead
       * @default true
       */
      depositAllowed: boolean;
      /**
       * @description merchant: the credit provider collects nothing, an operator does
       * @default provider
       */
      collectedBy: "provider" | "merchant";
      /**
       * @description what becomes of the next best slot where one did not open: opened at once, offered, or left alone
       * @default none
       */
      otherSlot: "take" | "offer" | "none";
    };
    SlotView: {
      code: string;
      place: components["schemas"]["Place"];
      slot: components["schemas"]["SlotNumber"];
      availability: "ready" | "empty" | "taken" | "own" | "faulted" | "flat" | "offline" | "not-for-rent";
      /** @description charge of the item in percent */
      level?: number;
      tariff?: components["schemas"]["Tariff"];
      itemsReady: number;
      liveOrders: components["schemas"]["OrderNo"][];
      mayOrder: boolean;
      ownOrder?: {
        orderNo: components["schemas"]["OrderNo"];
        phase: components["schemas"]["Phase"];
        place: string;
        slot: components["schemas"]["SlotNumber"];
        /** @description whether it holds the scanned slot */
        here: boolean;
      };
      pausedUntil?: components["schemas"]["EpochMs"];
    };
    PriceLine: {
      what: "put-back" | "free" | "units" | "once" | "daily-cap" | "total-cap" | "waived" | "lost";
      /** @description put-back: minutes of the grace; free: minutes; units: started units; caps: days that reached it; lost: items */
      count: number;
      /** @description fen this line adds; caps: fen taken off, negative */
      amount: number;
    };
    Claim: "not-opened" | "returned";
    ItemView: {
      loanNo: number;
      slot: components["schemas"]["SlotNumber"];
      state: "waiting" | "offered" | "opening" | "checking" | "lent" | "returned" | "lost" | "not-opened";
      offeredUntil?: components["schemas"]["EpochMs"];
      openedAt?: components["schemas"]["EpochMs"];
      returnedAt?: components["schemas"]["EpochMs"];
      returnedTo?: {
        place: string;
        slot: components["schemas"]["SlotNumber"];
      };
      reported?: components["schemas"]["Claim"];
      /**
       * @description billing of the item pauses
       * @constant
       */
      paused?: true;
      mayReport: components["schemas"]["Claim"][];
    };
    OrderSummary: {
      orderNo: components["schemas"]["OrderNo"];
      phase: components["schemas"]["Phase"];
      place: components["schemas"]["Place"];
      createdAt: components["schemas"]["EpochMs"];
      items: number;
      /** @description fen, as in the order itself */
      amount: number;
    };
    OrderView: {
      orderNo: components["schemas"]["OrderNo"];
      phase: components["schemas"]["Phase"];
      mayLeaveFrom?: components["schemas"]["EpochMs"];
      left?: components["schemas"]["EpochMs"];
      place: components["schemas"]["Place"];
      items: components["schemas"]["ItemView"][];
      tariff: components["schemas"]["Tariff"];
      deposit: {
        /** @description the items' worth, fen: the most that the order may cost */
        amount: number;
        /** @description the rider has it frozen in the wallet until the order ends */
        frozen: boolean;
      };
      createdAt: components["schemas"]["EpochMs"];
      confirmBefore: components["schemas"]["EpochMs"];
      openedAt?: components["schemas"]["EpochMs"];
      returnedAt?: components["schemas"]["EpochMs"];
      /** @description fen: so far while lent, final afterwards, 0 before */
      amount: number;
      lines: components["schemas"]["PriceLine"][];
      /** @description when `amount` next grows, epoch ms */
      amountChangesAt?: number;
      overdueAt?: components["schemas"]["EpochMs"];
      paused: boolean;
      renewal?: {
        until: components["schemas"]["EpochMs"];
        left: number;
      };
      lapseReason?: "not-confirmed" | "given-up" | "refused-by-provider" | "decided-by-a-person";
      refund?: number;
      /** @description while `confirm`: where the rider confirms */
      walletUrl?: string;
      /** @description the hub's clock when this was made, epoch ms */
      now: number;
    };
    OrderList: {
      orders: components["schemas"]["OrderSummary"][];
    };
    NewOrder: {
      code: string;
      /**
       * @description from the same cabinet
       * @default 1
       */
      items?: number;
    };
    OrderStarted: {
      orderNo: components["schemas"]["OrderNo"];
      walletUrl: string;
    };
    CameBack: {
      /** @description the wallet's `error_code` */
      errorCode?: string;
    };
    OfferAnswer: {
      accepted: boolean;
    };
    Report: {
      loanNo: number;
      claim: components["schemas"]["Claim"];
      /** @description of the slot in which the item lies, where scanned */
      code?: string;
    };
    Problem: {
      type: string;
      title: string;
      status: number;
      detail: string;
      /** @description stable; see docs/reference/errors.md */
      code: string;
      /** @description seconds after which it may work, where that is known */
      retryAfter?: number;
    };
    WithReason: {
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    /** @description what is lent */
    ItemKind: "power-bank" | "umbrella";
    NewCabinet: {
      /** @description the cabinet's name, as riders see it */
      name: string;
      /** @description where it stands */
      address: string;
      slots: number;
      /**
       * @description what it lends
       * @default power-bank
       */
      itemKind?: "power-bank" | "umbrella";
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    /** @description with its last snapshot, bridge and refused logins, and why it is disabled or distrusted */
    CabinetView: {
      cabinetId: components["schemas"]["CabinetId"];
      name: string;
      address: string;
      slots: number;
      itemKind?: components["schemas"]["ItemKind"];
      lastSeen?: components["schemas"]["EpochMs"];
      presence: {
        online: boolean;
        [key: string]: unknown;
      };
      drift: {
          /** @description a stable code (docs/reviews.md); its facts stand beside it */
          code: string;
          slot?: components["schemas"]["SlotNumber"];
          /** @description the same as a sentence, in the language of Accept-Language */
          what: string;
          /** @description what to do about it */
          advice: string;
          [key: string]: unknown;
        }[];
      [key: string]: unknown;
    };
    Secret: {
      /** @description for BRIDGE_SECRET; shown this once, it can't be read again */
      secret: string;
    };
    Registered: Record<string, never>;
    ServiceChange: {
      /** @description false: it was so already */
      changed: boolean;
      /** @description orders of the cabinet that have not ended; they go on */
      openOrders: string[];
    };
    SlotCodeView: {
      id: string;
      slot: components["schemas"]["SlotNumber"];
      url: string;
    };
    OperatorAct: {
      /** @constant */
      act: "pause-billing";
    } | {
      /** @constant */
      act: "resume-billing";
    } | {
      /** @constant */
      act: "mark-returned";
      /** @description which loan of the order */
      loanNo: number;
      at: components["schemas"]["EpochMs"];
    } | {
      /** @constant */
      act: "mark-not-returned";
      /** @description which loan of the order */
      loanNo: number;
    } | {
      /** @constant */
      act: "mark-not-opened";
      /** @description which loan of the order */
      loanNo: number;
    } | {
      /** @constant */
      act: "mark-lost";
      /** @description which loan of the order */
      loanNo: number;
    } | {
      /** @constant */
      act: "lower-amount";
      /** @description fen: the most that the order may cost */
      amount: number;
    } | {
      /** @constant */
      act: "waive";
    } | {
      /** @constant */
      act: "extend";
      until: components["schemas"]["EpochMs"];
    } | {
      /** @constant */
      act: "shorten";
      until: components["schemas"]["EpochMs"];
    } | {
      /** @constant */
      act: "cancel";
    } | {
      /** @constant */
      act: "end-by-hand";
    } | {
      /** @constant */
      act: "retry-settlement";
    } | {
      /** @constant */
      act: "mark-collected";
      /** @description fen: what was collected outside; the rest is written off */
      amount: number;
    } | {
      /** @constant */
      act: "record-refund";
      /** @description fen: what was given back outside */
      amount: number;
    } | {
      /** @constant */
      act: "close-review";
    };
    OperatorDecision: {
      act: components["schemas"]["OperatorAct"];
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    OrderRecordView: {
      order: {
        orderNo: components["schemas"]["OrderNo"];
        riderId: string;
        state: string;
        [key: string]: unknown;
      };
      /** @description pending work */
      effects: {
          type: string;
          dueAt: components["schemas"]["EpochMs"];
          [key: string]: unknown;
        }[];
      /** @description the timeline, oldest first */
      audit: {
          at: components["schemas"]["EpochMs"];
          actor: string;
          cause: {
            type: string;
            [key: string]: unknown;
          };
          state: string;
          [key: string]: unknown;
        }[];
      ledger: {
          at: components["schemas"]["EpochMs"];
          what: string;
          lines: {
              account: string;
              /** @description fen */
              amount: number;
            }[];
          [key: string]: unknown;
        }[];
      bill: {
        /** @description fen */
        amount: number;
        lines: components["schemas"]["PriceLine"][];
        /** @description when the amount next grows, epoch ms; absent: it does not */
        growsAt?: number;
        items: {
            loanNo: number;
            from: components["schemas"]["EpochMs"];
            until: components["schemas"]["EpochMs"];
            /** @description fen */
            amount: number;
            lines: components["schemas"]["PriceLine"][];
            /** @description when the amount next grows, epoch ms; absent: it does not */
            growsAt?: number;
          }[];
      };
      rider: components["schemas"]["ConductCounts"];
      /** @description events that were matched with this order */
      unmatchedEvents: {
          cabinetId: components["schemas"]["CabinetId"];
          [key: string]: unknown;
        }[];
      [key: string]: unknown;
    };
    FoundOrder: {
      orderNo: components["schemas"]["OrderNo"];
      creditOrderNo?: string;
      /** @enum {unknown} */
      state: "requested" | "confirmed" | "lapsed" | "cancelling" | "active" | "settling" | "settled" | "cancelled";
      createdAt: components["schemas"]["EpochMs"];
      cabinetId: components["schemas"]["CabinetId"];
      /** @description the cabinet's name when the order was made */
      place: string;
      itemKind: components["schemas"]["ItemKind"];
      riderId: string;
      /** @description ids of the items, where the cabinet reads them */
      items: string[];
      /** @description charged, or due to be charged, fen; absent: there is no charge yet */
      amount?: number;
      /** @description the code of why it is in review */
      review?: string;
    };
    FoundOrderPage: {
      orders: components["schemas"]["FoundOrder"][];
      /** @description how many orders fit; only with the first page */
      count?: {
        atLeast: number;
        /** @description false: `atLeast` is the number; true: there are more than 10000 */
        more: boolean;
      };
    };
    OrderTotals: {
      /** @description Beijing day on which the orders were made */
      day?: string;
      /** @description where they were made; today a site is a cabinet */
      site?: string;
      kind?: components["schemas"]["ItemKind"];
      /** @description how many were made */
      orders: number;
      /** @description what was charged for them, before waivers and write-offs, fen */
      charged: number;
      /** @description what the provider keeps of what it collected, fen */
      fees: number;
      /** @description given back, fen */
      refunded: number;
      /** @description charged and not there yet, fen */
      owed: number;
      /** @description given up of what was charged, fen */
      writtenOff: number;
    };
    OperatorQueue: {
      review: {
          orderNo: components["schemas"]["OrderNo"];
          since: components["schemas"]["EpochMs"];
          /** @description why, as a stable code (docs/reviews.md) */
          code: string;
          /** @description the code with its facts */
          facts: {
            code: string;
            [key: string]: unknown;
          };
          /** @description the same as a sentence, in the language of Accept-Language */
          why: string;
          /** @description what to do about it */
          advice: string;
        }[];
      overdue: {
          orderNo: components["schemas"]["OrderNo"];
          itemId?: string;
          since: components["schemas"]["EpochMs"];
        }[];
      /** @description to be collected by an operator */
      owed: {
          orderNo: components["schemas"]["OrderNo"];
          /** @description fen */
          amount: number;
          returnedAt: components["schemas"]["EpochMs"];
        }[];
      notCollected: {
          orderNo: components["schemas"]["OrderNo"];
          /** @description fen */
          amount: number;
          /** @description how often the provider could not collect it */
          failures: number;
          nextTryAt?: components["schemas"]["EpochMs"];
        }[];
      /** @description the hub does not know yet whether the slot opened */
      inDoubt: {
          orderNo: components["schemas"]["OrderNo"];
          loanNo: number;
          cabinetId: components["schemas"]["CabinetId"];
          slot: components["schemas"]["SlotNumber"];
          since: components["schemas"]["EpochMs"];
          /** @description what the cabinet answered; no-answer: nothing */
          reason: string;
          /** @description when the rider went, saying that nothing came out */
          left?: number;
        }[];
      /** @description riders who lately let many orders go, or reported much */
      riders: {
          riderId: string;
          /** @description orders given up or not confirmed in the last day */
          letGo: number;
          /** @description the same in the last seven days */
          letGoInWeek: number;
          /** @description reports in the last thirty days */
          reports: number;
          /** @description and how many reports evidence or an operator refuted */
          refuted: number;
          /** @description the rider may make no order before */
          pausedUntil?: number;
        }[];
      /** @description riders' reports that nothing bears out yet */
      reported: {
          orderNo: components["schemas"]["OrderNo"];
          loanNo: number;
          claim: components["schemas"]["Claim"];
          at: components["schemas"]["EpochMs"];
        }[];
    };
    ConductCounts: {
      /** @description orders given up or not confirmed in the last day */
      letGo: number;
      /** @description the same in the last seven days */
      letGoInWeek: number;
      /** @description reports in the last thirty days */
      reports: number;
      /** @description and how many reports evidence or an operator refuted */
      refuted: number;
    };
    RiderView: {
      riderId: string;
      /** @description orders that have not ended */
      liveOrders: string[];
      conduct: components["schemas"]["ConductCounts"];
      /** @description the rider may make no order before */
      pausedUntil?: number;
    };
    /** @description the event as it came */
    UnmatchedEventView: {
      key: string;
      cabinetId: components["schemas"]["CabinetId"];
      [key: string]: unknown;
    };
    UnmatchedAssignment: {
      orderNo: components["schemas"]["OrderNo"];
      loanNo: number;
      /** @description true where the event names another item than the loan, and is its return all the same */
      itemIdDiffers?: boolean;
      /** @description why; kept in the audit log or the order's timeline */
      reason: string;
    };
    AuditEntryView: {
      id: string;
      at: components["schemas"]["EpochMs"];
      /** @description `operator/<name>`, or `config`: the settings with which a hub was started */
      actor: string;
      reason: string;
      /** @description from where the request came */
      address?: string;
      cabinetId?: components["schemas"]["CabinetId"];
      /** @description what was done, with its data */
      act: {
        what: string;
        [key: string]: unknown;
      };
    };
    TariffVersion: {
      version: string;
      tariff: components["schemas"]["Tariff"];
      firstSeenAt: components["schemas"]["EpochMs"];
      plans: {
          itemKind: components["schemas"]["ItemKind"];
          /** @description absent: every place */
          cabinets?: components["schemas"]["CabinetId"][];
          validFrom?: components["schemas"]["EpochMs"];
          validUntil?: components["schemas"]["EpochMs"];
          /** @description whether the plan applies now */
          inForce: boolean;
        }[];
    };
    DayBook: {
      /** @description Beijing day, 2026-11-23 */
      day: string;
      entries: ({
          orderNo: components["schemas"]["OrderNo"];
          at: components["schemas"]["EpochMs"];
          /** @enum {unknown} */
          what: "charge" | "waiver" | "collection" | "collection-by-hand" | "write-off" | "refund" | "deposit-frozen" | "deposit-captured" | "deposit-released";
          /** @description add up to 0 */
          lines: ({
              /** @enum {unknown} */
              account: "receivable" | "rent" | "damages" | "collected" | "service-fee" | "collected-by-hand" | "written-off" | "refunds" | "deposits-frozen" | "deposits-of-riders";
              /** @description fen; a debit is positive, a credit negative */
              amount: number;
            })[];
          /** @description what rounding added to the fee, in thousandths of a fen */
          feeRounding?: number;
          /** @description the provider's number of the money movement */
          fundNo?: string;
        })[];
      /** @description the day's sum of each account */
      accounts: ({
          /** @enum {unknown} */
          account: "receivable" | "rent" | "damages" | "collected" | "service-fee" | "collected-by-hand" | "written-off" | "refunds" | "deposits-frozen" | "deposits-of-riders";
          /** @description fen; a debit is positive, a credit negative */
          amount: number;
        })[];
      /** @description the day's sums by order */
      orders: ({
          orderNo: components["schemas"]["OrderNo"];
          accounts: ({
              /** @enum {unknown} */
              account: "receivable" | "rent" | "damages" | "collected" | "service-fee" | "collected-by-hand" | "written-off" | "refunds" | "deposits-frozen" | "deposits-of-riders";
              /** @description fen; a debit is positive, a credit negative */
              amount: number;
            })[];
        })[];
      /** @description what the accounts' debits and credits come to, fen; the two are equal */
      trialBalance: {
        debit: number;
        credit: number;
      };
    };
    DifferenceView: {
      /** @description ours; absent where the provider's file names none that we know */
      orderNo?: string;
      /** @description the provider's number of the order */
      creditOrderNo?: string;
      /** @description line of the provider's file */
      line?: number;
      what: "not-there" | "not-here" | "borrowed-there" | "restored-there" | "cancelled-there" | "paid-there" | "not-paid-there" | "amount-differs" | "kind-differs" | "fee-differs" | "other-day" | "twice" | "other-rider" | "other-credit-order" | "no-answer";
      /** @description what our books say, in the language of Accept-Language */
      ours: string;
      /** @description what the provider says */
      theirs: string;
      /** @description what to do about it */
      advice: string;
      /** @description what both say, as data; amounts in fen */
      facts: {
        ours: {
          side: string;
          [key: string]: unknown;
        };
        theirs: {
          side: string;
          [key: string]: unknown;
        };
        [key: string]: unknown;
      };
    };
    OpenReconciliation: {
      /** @description how many orders were compared */
      compared: number;
      /** @description not compared: these are just being settled with the provider */
      inMotion: components["schemas"]["OrderNo"][];
      differences: components["schemas"]["DifferenceView"][];
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}

export type $defs = Record<string, never>;

export type external = Record<string, never>;

export interface operations {

  /** A scanned slot */
  getRiderCodesCode: {
    parameters: {
      path: {
        code: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SlotView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `code/unknown`: This code is not one of ours. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `code/revoked`: This code is no longer valid. Use the code on the cabinet's new sticker. */
      410: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** This rider's orders, newest first */
  getRiderOrders: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderList"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Ask for the item in a slot, and others of its cabinet; the rider then confirms at `walletUrl` */
  postRiderOrders: {
    parameters: {
      header: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
        /** @description anything but a form of another site can set it */
        "x-requested-with": "jiehuan";
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "code": "9mWcE0x3hQ-5fL2s8vT1bA",
         *   "items": 1
         * }
         */
        "application/json": components["schemas"]["NewOrder"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description the address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["OrderStarted"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/forbidden`: This may not be done from here. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `code/unknown`: This code is not one of ours. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/too-many-orders`: You already have a loan. Return it first. `rider/unconfirmed`: Another request of yours waits for your confirmation. Confirm it or give it up. `cabinet/disabled`: This cabinet is out of service. Try another one nearby. `tariff/none`: This is not for rent now. Try again later, or another cabinet nearby. `slot/empty`: This slot is empty. Choose another one. `slot/taken`: Another rider is taking the item in this slot. `slot/faulted`: This slot is out of order. Choose another one. `slot/flat`: The item in this slot is being charged. Choose another one. `cabinet/offline`: This cabinet is offline just now. Try another one nearby. `slot/too-few`: This cabinet has fewer items available than you asked for. `cabinet/busy`: Other riders are just confirming here. Try again in a moment. `order/given-up`: Your earlier request for this slot is being withdrawn. Try again in a moment. `store/conflict`: Another change came first. Read again and repeat. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `code/revoked`: This code is no longer valid. Use the code on the cabinet's new sticker. */
      410: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. `rider/pause`: You withdrew several orders lately. Wait a moment before the next one. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. `hub/stopping`: The hub is being restarted. Try again in a moment. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** An order of this rider */
  getRiderOrdersOrderNo: {
    parameters: {
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Give up what is not confirmed yet, or the slot that is offered */
  postRiderOrdersOrderNoGiveUp: {
    parameters: {
      header: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
        /** @description anything but a form of another site can set it */
        "x-requested-with": "jiehuan";
      };
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/forbidden`: This may not be done from here. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/not-cancellable`: This order can no longer be cancelled. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Leave, and say that nothing came out, while it is not known whether a slot opened */
  postRiderOrdersOrderNoLeave: {
    parameters: {
      header: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
        /** @description anything but a form of another site can set it */
        "x-requested-with": "jiehuan";
      };
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/forbidden`: This may not be done from here. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/not-leavable`: This order can't be left now. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Take or decline the slot that is offered */
  postRiderOrdersOrderNoOffer: {
    parameters: {
      header: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key"?: string;
        /** @description anything but a form of another site can set it */
        "x-requested-with": "jiehuan";
      };
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "accepted": true
         * }
         */
        "application/json": components["schemas"]["OfferAnswer"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/forbidden`: This may not be done from here. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/no-offer`: No other slot is offered any more. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Keep the items longer, for a longest loan's time */
  postRiderOrdersOrderNoRenew: {
    parameters: {
      header: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key": string;
        /** @description anything but a form of another site can set it */
        "x-requested-with": "jiehuan";
      };
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/forbidden`: This may not be done from here. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/not-renewable`: This loan can't be extended. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Say that an item was never taken, or is back; billing pauses */
  postRiderOrdersOrderNoReport: {
    parameters: {
      header: {
        /** @description drawn at random by the page for each tap; the same key again is the same tap, whose outcome it gets */
        "idempotency-key": string;
        /** @description anything but a form of another site can set it */
        "x-requested-with": "jiehuan";
      };
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "loanNo": 1,
         *   "claim": "returned",
         *   "code": "9mWcE0x3hQ-5fL2s8vT1bA"
         * }
         */
        "application/json": components["schemas"]["Report"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/forbidden`: This may not be done from here. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. `code/unknown`: This code is not one of ours. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/not-reportable`: This can't be reported of the item now. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `code/revoked`: This code is no longer valid. Use the code on the cabinet's new sticker. */
      410: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/key-reused`: This idempotency key came with another request before. Draw a new one. */
      422: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. `rider/too-many-reports`: You reported several problems today. Contact us if an item is still shown as out. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The wallet sent the rider back to the order's page, with this code where it refused */
  postRiderOrdersOrderNoCameBack: {
    parameters: {
      header: {
        /** @description anything but a form of another site can set it */
        "x-requested-with": "jiehuan";
      };
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "errorCode": "USER_CANCEL"
         * }
         */
        "application/json": components["schemas"]["CameBack"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/forbidden`: This may not be done from here. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The same, as server-sent events named `order`; `heartbeat` shows that the hub is there, `end` says why it ends the stream */
  getRiderOrdersOrderNoEvents: {
    parameters: {
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "text/event-stream": string;
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/not-known`: Open this page by scanning the code with Alipay. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/not-acceptable`: This address does not answer in the form that was asked for. */
      406: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** End every session of this rider, in all browsers */
  postRiderLogout: {
    parameters: {
      header: {
        /** @description anything but a form of another site can set it */
        "x-requested-with": "jiehuan";
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/forbidden`: This may not be done from here. */
      403: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-many`: Too many requests. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** All cabinets as the hub knows them */
  getOperatorCabinets: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["CabinetView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Register a cabinet, or change its details; the secret of a new one is shown here and nowhere else */
  putOperatorCabinetsCabinetId: {
    parameters: {
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "name": "一号店",
         *   "address": "南京东路 1 号",
         *   "slots": 12,
         *   "itemKind": "power-bank",
         *   "reason": "a new cabinet"
         * }
         */
        "application/json": components["schemas"]["NewCabinet"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["Registered"];
        };
      };
      /** @description Created */
      201: {
        headers: {
          /** @description the address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["Secret"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Remove a cabinet for good, with its codes and its secret; refused while its orders are open */
  deleteOperatorCabinetsCabinetId: {
    parameters: {
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/in-use`: Orders or events of this cabinet are open. Decide them first. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Void a cabinet's secret and make a new one, which is shown here and nowhere else */
  postOperatorCabinetsCabinetIdSecret: {
    parameters: {
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["Secret"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Take a cabinet out of service: it may not connect, and riders can't order there; open orders go on */
  postOperatorCabinetsCabinetIdDisable: {
    parameters: {
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["ServiceChange"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Bring a cabinet back into service */
  postOperatorCabinetsCabinetIdEnable: {
    parameters: {
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["ServiceChange"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Clear the mark of a distrusted cabinet: what it says decides by itself again, its slots are offered again */
  postOperatorCabinetsCabinetIdTrustAgain: {
    parameters: {
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/not-distrusted`: This cabinet is not marked as distrusted. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Issue a code for each slot that has none; answers all valid codes of the cabinet */
  postOperatorCabinetsCabinetIdCodes: {
    parameters: {
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["SlotCodeView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Revoke the codes of a slot and issue a new one */
  postOperatorCabinetsCabinetIdSlotsSlotCode: {
    parameters: {
      path: {
        /** @description cabinet id */
        cabinetId: string;
        slot: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description the address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["SlotCodeView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The codes of a cabinet as a page to print */
  getOperatorCabinetsCabinetIdSheet: {
    parameters: {
      path: {
        /** @description cabinet id */
        cabinetId: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "text/html": string;
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `cabinet/unknown`: This cabinet is not registered. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Revoke a code */
  deleteOperatorCodesId: {
    parameters: {
      path: {
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `code/unknown`: This code is not one of ours. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** An order with its pending work, its whole timeline and what explains its amount */
  getOperatorOrdersOrderNo: {
    parameters: {
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderRecordView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Decide about an order; the reason is kept in its timeline */
  postOperatorOrdersOrderNoActs: {
    parameters: {
      path: {
        /** @description order number */
        orderNo: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "act": {
         *     "act": "lower-amount",
         *     "amount": 100
         *   },
         *   "reason": "the lock was slow"
         * }
         */
        "application/json": components["schemas"]["OperatorDecision"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderRecordView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `order/illegal-event`: This can't happen to the order in its present state. `order/out-of-bounds`: This time or amount is outside of what the order allows. `order/return-charged`: The order is charged on this return already, and the provider takes one charge for an order. Collect the rest outside. `store/conflict`: Another change came first. Read again and repeat. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Orders that an operator must decide, items that are overdue, money that is not there, riders' reports */
  getOperatorQueue: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OperatorQueue"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Unmatched events by cabinet, the newest of each first; `Link` names the next page */
  getOperatorUnmatchedEvents: {
    parameters: {
      query?: {
        /** @description 1 to 500; 50 if left out */
        limit?: string;
        /** @description key or id of the last entry of the page before this one */
        before?: string;
        /** @description cabinet id */
        cabinetId?: string;
        /** @description what the cabinet told */
        kind?: string;
        /** @description unmatched if left out */
        state?: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description the next page with `rel="next"`, where there is one (RFC 8288) */
          Link?: string;
        };
        content: {
          "application/json": components["schemas"]["UnmatchedEventView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Say whose return an unmatched one was; the reason is kept with it */
  postOperatorUnmatchedEventsKeyAssign: {
    parameters: {
      path: {
        /** @description as the list gives it, URL-encoded */
        key: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "orderNo": "20261123120000000001",
         *   "loanNo": 1,
         *   "itemIdDiffers": true,
         *   "reason": "the rider sent a picture of it"
         * }
         */
        "application/json": components["schemas"]["UnmatchedAssignment"];
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderRecordView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `event/unknown`: This event is not known, or was matched or dismissed already. `order/unknown`: This order is not known. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `event/does-not-fit`: This event can't be the return of that item. `event/other-item`: The event names another item than the loan. Say `itemIdDiffers: true` if the loan is meant all the same. */
      409: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Say that an unmatched event means nothing; it is kept, with the reason, among the dismissed ones */
  postOperatorUnmatchedEventsKeyDismiss: {
    parameters: {
      path: {
        /** @description as the list gives it, URL-encoded */
        key: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `event/unknown`: This event is not known, or was matched or dismissed already. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Orders that fit every filter, newest first; `Link` names the next page */
  getOperatorOrders: {
    parameters: {
      query?: {
        /** @description 1 to 500; 50 if left out */
        limit?: string;
        /** @description `createdAt.orderNo` of the last order of the page before this one; `Link` has it */
        before?: string;
        /** @description one or several of requested, confirmed, lapsed, cancelling, active, settling, settled, cancelled, with commas between */
        state?: string;
        /** @description created at or after, epoch ms */
        from?: string;
        /** @description created at or before, epoch ms */
        to?: string;
        /** @description cabinet id */
        cabinetId?: string;
        /** @description what is lent */
        itemKind?: "power-bank" | "umbrella";
        /** @description `user/2088…` or `open/…` */
        riderId?: string;
        /** @description item id as the board reads it */
        itemId?: string;
        /** @description order number */
        orderNo?: string;
        /** @description the provider's number */
        creditOrderNo?: string;
        /** @description charged, or due to be charged: at least this many fen; an order without a charge has no amount */
        amountFrom?: string;
        /** @description at most this many fen */
        amountTo?: string;
        /** @description yes, no, or the code of why it is in review */
        review?: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description the next page with `rel="next"`, where there is one (RFC 8288) */
          Link?: string;
        };
        content: {
          "application/json": components["schemas"]["FoundOrderPage"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** What the orders that were made on some days come to, by day, site and item kind */
  getOperatorTotals: {
    parameters: {
      query?: {
        /** @description Beijing day, 2026-11-23 */
        from?: string;
        /** @description Beijing day, 2026-11-23 */
        to?: string;
        /** @description cabinet id */
        cabinetId?: string;
        /** @description what is lent */
        itemKind?: "power-bank" | "umbrella";
        /** @description one or several of day, site, kind, with commas between; left out: one line for all */
        by?: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OrderTotals"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** A rider's open orders, and how often the rider let orders go and reported lately */
  getOperatorRidersKindId: {
    parameters: {
      path: {
        /** @description the part of the rider's id before the slash */
        kind: string;
        /** @description and the part behind it */
        id: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["RiderView"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/unknown`: No order was ever made by a rider of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Log a rider out of all browsers, for a phone that was lost; orders go on */
  postOperatorRidersKindIdEndSessions: {
    parameters: {
      path: {
        /** @description the part of the rider's id before the slash */
        kind: string;
        /** @description and the part behind it */
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "reason": "the sticker was damaged"
         * }
         */
        "application/json": components["schemas"]["WithReason"];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        content: never;
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `rider/unknown`: No order was ever made by a rider of this id. */
      404: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Acts on cabinets, codes, secrets, tariffs, riders' sessions and unmatched events, newest first; `Link` names the next page */
  getOperatorAudit: {
    parameters: {
      query?: {
        /** @description 1 to 500; 50 if left out */
        limit?: string;
        /** @description key or id of the last entry of the page before this one */
        before?: string;
        /** @description Beijing day, 2026-11-23 */
        day?: string;
        /** @description `operator/lin`, or `config` */
        actor?: string;
        /** @description cabinet id */
        cabinetId?: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description the next page with `rel="next"`, where there is one (RFC 8288) */
          Link?: string;
        };
        content: {
          "application/json": components["schemas"]["AuditEntryView"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** What was booked on a day, with the day's sums */
  getOperatorBooksDay: {
    parameters: {
      path: {
        /** @description Beijing day, 2026-11-23 */
        day: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["DayBook"];
        };
      };
      /** @description `request/invalid`: The request is not well formed. `books/bad-day`: This is not a day of the calendar, like 2026-11-23. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** The same as CSV for a spreadsheet, one row for each line; amounts in yuan */
  getOperatorBooksDayCsv: {
    parameters: {
      path: {
        /** @description Beijing day, 2026-11-23 */
        day: string;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "text/csv": string;
        };
      };
      /** @description `request/invalid`: The request is not well formed. `books/bad-day`: This is not a day of the calendar, like 2026-11-23. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Compare all open orders with the credit provider; `Accept: text/csv` answers the differences as CSV */
  postOperatorBooksReconcileOpen: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["OpenReconciliation"];
          "text/csv": string;
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Every version of a tariff, and the rate plans that use it */
  getOperatorTariffs: {
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["TariffVersion"][];
        };
      };
      /** @description `request/invalid`: The request is not well formed. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** Compare a day with the provider's settlement file, in UTF-8 or GBK; `Accept: text/csv` answers as CSV */
  postOperatorBooksDayReconcile: {
    parameters: {
      path: {
        /** @description Beijing day, 2026-11-23 */
        day: string;
      };
    };
    /** @description the file as it was downloaded */
    requestBody: {
      content: {
        /**
         * @example out_order_no,kind,received,fee,paid_at
         * 20261123120000000001,RENT,2.00,0.01,2026-11-23 13:00:00
         */
        "text/csv": unknown;
        /**
         * @example out_order_no,kind,received,fee,paid_at
         * 20261123120000000001,RENT,2.00,0.01,2026-11-23 13:00:00
         */
        "text/plain": unknown;
        /**
         * @example out_order_no,kind,received,fee,paid_at
         * 20261123120000000001,RENT,2.00,0.01,2026-11-23 13:00:00
         */
        "application/csv": unknown;
        /**
         * @example out_order_no,kind,received,fee,paid_at
         * 20261123120000000001,RENT,2.00,0.01,2026-11-23 13:00:00
         */
        "application/octet-stream": unknown;
        /**
         * @example out_order_no,kind,received,fee,paid_at
         * 20261123120000000001,RENT,2.00,0.01,2026-11-23 13:00:00
         */
        "application/vnd.ms-excel": unknown;
      };
    };
    responses: {
      /** @description OK */
      200: {
        content: {
          "application/json": components["schemas"]["DifferenceView"][];
          "text/csv": string;
        };
      };
      /** @description `request/invalid`: The request is not well formed. `books/bad-day`: This is not a day of the calendar, like 2026-11-23. `books/bad-file`: The provider's file can't be read. */
      400: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/not-known`: An operator's token is needed. */
      401: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/too-large`: The request is too large. */
      413: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `request/unsupported-media-type`: This address does not take a body of this media type. */
      415: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `operator/too-many-guesses`: Too many wrong tokens came from this address. Wait a moment. */
      429: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `internal/fault`: Something went wrong here. Try again in a moment. */
      500: {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `store/away`: The database can't be reached. Try again in a moment. `store/write-failed`: The change could not be written to disk. `store/outcome-unknown`: The database did not say whether the change was made. Read again before you repeat it. */
      503: {
        headers: {
          /** @description seconds after which to try again, where that is known */
          "Retry-After"?: number;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other refusal */
      "4XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Any other failure */
      "5XX": {
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
}
