import { describe, expect, it } from "vitest";
import { replay } from "../../server/orders/order-service.ts";
import type { OrderEvent } from "../../server/rental/event.ts";
import { postings } from "../../server/rental/ledger.ts";
import { fen } from "../../server/rental/money.ts";
import type { Order } from "../../server/rental/order.ts";
import type { OrderRequest } from "../../server/rental/request.ts";
import type { AuditEntry, OrderRecord } from "../../server/store/order-table.ts";
import type { Motion } from "../../simulators/board/kit/motion-log.ts";
import type { SlotView } from "../../simulators/workbench/views.ts";
import {
  answered,
  credit,
  returned,
  second,
  seenAs,
  start,
  request as usualRequest,
} from "../server/rental/examples.ts";
import type { PromiseName } from "../simulation/verdict.ts";
import type { GatewayOrder } from "../support/deployed-system.ts";
import { tariffOf } from "./crash-tariffs.ts";
import { Judge } from "./judge.ts";
import type { CabinetSeen, CabinetTestimony, RideTestimony, Testimony } from "./testimony.ts";

/* One loan as everybody tells it, and then the same with one lie or one fault in it: the judge must find each. */

const request: OrderRequest = { ...usualRequest, tariff: tariffOf("power-bank") };
const { orderNo } = request;
const [confirmedAt, openedAt, backAt] = [start + 5 * second, start + 10 * second, start + 30 * second];

/** The hub's record of an order to which all this happened. */
function recordOf(events: readonly (readonly [at: number, event: OrderEvent])[]): OrderRecord {
  const requested: AuditEntry = {
    at: start,
    actor: "hub",
    cause: { type: "requested", request },
    state: "requested",
  };
  const causes = events.map(([at, cause]): AuditEntry => ({ at, actor: "hub", cause, state: "requested" }));
  const audit = [requested, ...causes];
  const ledger = audit.flatMap(({ at }, index) => {
    const after = replay(audit.slice(0, index + 1));
    return after ? postings(replay(audit.slice(0, index)), after, at) : [];
  });
  return { order: orderAfter(audit), effects: [], nextEffectId: 9, audit, ledger };
}

function orderAfter(audit: readonly AuditEntry[]): Order {
  const order = replay(audit);
  if (!order) throw new Error("no order");
  return order;
}

const opening: readonly [number, OrderEvent][] = [
  [confirmedAt + second, credit(seenAs())],
  [openedAt, answered({ outcome: "opened", itemId: "BANK07" }, openedAt)],
];
const paid = { useState: "restored", payment: "paid", payKind: "rent", payAmount: fen(150) } as const;
const settled = recordOf([
  ...opening,
  [backAt, returned(backAt)],
  [backAt + second, { type: "credit-completed", answer: { outcome: "ok", value: {} }, attempt: 0 }],
  [backAt + 2 * second, credit(seenAs(paid))],
]);

const motions: readonly Motion[] = [
  { at: openedAt, what: "ejected", slot: 7, itemId: "BANK07", orderId: `${orderNo}L1`, startedAt: openedAt - 800 },
  { at: openedAt + second, what: "taken", slot: 7, itemId: "BANK07" },
  { at: backAt, what: "inserted", slot: 3, itemId: "BANK07" },
];
const gatewayOrder: GatewayOrder = {
  useState: "restore",
  payStatus: "PAY_SUCCESS",
  notices: [],
  borrowTime: confirmedAt,
  expiryTime: start + 10 ** 9,
  restoreTime: backAt,
  deposit: { held: 0, captured: 0, released: 0 },
  charges: [{ amount: 150, outcome: "paid", from: "withholding", kind: "RENT" }],
  calls: { query: 2, complete: 1 },
};
const slots = [slotOf(3, "BANK07"), slotOf(7, null)];
const seen: CabinetSeen = {
  cabinetId: "cab-1",
  presence: { online: true },
  snapshot: {
    slots: [
      { slot: 3, state: "occupied", itemId: "BANK07" },
      { slot: 7, state: "empty" },
    ],
  },
  drift: [],
};

function slotOf(slot: number, itemId: string | null): SlotView {
  const nothing = { level: null, looseItemId: null, sticker: null };
  const content = itemId === null ? "empty" : "item";
  return { slot, content, itemId, returnConfirmed: true, jammed: false, motorMovements: 0, ...nothing };
}

interface Changes {
  ride?: Partial<Omit<RideTestimony, "ride">>;
  /** In the hub's record of the order. */
  order?: Partial<Order>;
  gateway?: Partial<GatewayOrder>;
  cabinet?: Partial<CabinetTestimony>;
  whole?: Partial<Testimony>;
}

function testimony({ ride, order, gateway, cabinet, whole }: Changes): Testimony {
  const { record = settled } = ride ?? {};
  return {
    rides: [
      {
        ride: { confirmedAt },
        orderNo,
        credit: { ...gatewayOrder, ...gateway },
        ...ride,
        record:
          ride && "record" in ride && !ride.record ? undefined : { ...record, order: { ...record.order, ...order } },
      },
    ],
    cabinets: [{ goods: "power-bank", cabinetId: "cab-1", motions, slots, seen, ...cabinet }],
    unmatchedEvents: [],
    differences: [],
    ...whole,
  };
}

function loanWith(change: object): Partial<Order> {
  return { loans: settled.order.loans.map((loan) => ({ ...loan, ...change })) };
}

const [ejected, taken, inserted] = motions as [Motion, Motion, Motion];
const [loan] = settled.order.loans;

describe("the judge of a run", () => {
  it("finds nothing wrong with a loan that is as it must be, and has looked at everything", () => {
    const judge = new Judge(testimony({}));
    expect(judge.broken).toEqual([]);
    const all: PromiseName[] = ["S1", "S2", "S3", "S4", "S5", "S6", "S9", "S10", "S11", "L1", "L2", "L3", "L4"];
    expect([...judge.checks.keys()]).toEqual(expect.arrayContaining(all));
  });

  it.each<[PromiseName, string, Changes]>([
    ["S11", "an acknowledged order that the hub does not know", { ride: { record: undefined } }],
    ["L1", "an order that does not end", { order: { state: "settling" } }],
    ["L1", "a credit order that stays borrowed", { gateway: { useState: "borrow" } }],
    ["L4", "a live order that nobody works on", { order: { state: "settling" } }],
    ["S9", "a state that the audit entries do not make", { order: { renewals: 1 } }],
    ["S2", "a motor that moved twice", { cabinet: { motions: [ejected, ...motions] } }],
    [
      "S1",
      "a motor that moved before the confirmation",
      { cabinet: { motions: [{ ...ejected, startedAt: start }, taken, inserted] } },
    ],
    ["S1", "a motor that moved without a credit order", { ride: { credit: undefined } }],
    ["S1", "another slot than the order's", { cabinet: { motions: [{ ...ejected, slot: 8 }, taken, inserted] } }],
    [
      "S3",
      "a motor that moved after the command's expiry",
      { cabinet: { motions: [{ ...ejected, startedAt: openedAt + 60 * second }, taken, inserted] } },
    ],
    ["S4", "a charge for a slot that never opened", { cabinet: { motions: [] } }],
    ["S4", "a slot that opened for nobody", { ride: { credit: undefined } }],
    ["S5", "two charges", { gateway: { charges: [...gatewayOrder.charges, ...gatewayOrder.charges] } }],
    [
      "S5",
      "another amount than the tariff's",
      { gateway: { charges: [{ amount: 300, outcome: "paid", from: "withholding", kind: "RENT" }] } },
    ],
    ["S5", "billing from before the opening", { order: loanWith({ openedAt: openedAt - 5 * second }) }],
    [
      "S5",
      "a return dated before the item went out",
      { order: loanWith({ returned: { ...loan?.returned, at: openedAt - 5 * second } }) },
    ],
    [
      "S6",
      "a return priced later than it happened",
      { order: loanWith({ returned: { ...loan?.returned, at: backAt + 5 * second } }) },
    ],
    ["S6", "a return that the hub knows nothing of", { ride: { record: recordOf(opening) } }],
    ["S6", "a return that the hub knows elsewhere", { order: loanWith({ returned: { ...loan?.returned, slot: 4 } }) }],
    ["S7", "a return of what never went out", { cabinet: { motions: [inserted] } }],
    ["L2", "a second completion", { gateway: { calls: { complete: 2 } } }],
    ["L2", "a cancellation of what is settled", { gateway: { calls: { complete: 1, cancel: 1 } } }],
    ["S10", "a credit order that ended otherwise", { gateway: { useState: "cancel" } }],
    ["S10", "books that do not add up", { ride: { record: { ...settled, ledger: settled.ledger.slice(1) } } }],
    ["S10", "a deposit that is frozen still", { gateway: { deposit: { held: 9900, captured: 0, released: 0 } } }],
    [
      "S10",
      "a difference from the settlement file",
      { whole: { differences: [{ what: "missing", ours: "0", theirs: "150" }] } },
    ],
    ["L3", "a cabinet that is shown as away", { cabinet: { seen: { ...seen, presence: { online: false } } } }],
    ["L3", "a cabinet that nobody shows", { cabinet: { seen: undefined } }],
    ["L3", "drift that stays", { cabinet: { seen: { ...seen, drift: [{ what: "an item too many" }] } } }],
    ["L3", "a slot shown empty that is not", { cabinet: { slots: [slotOf(3, "BANK07"), slotOf(7, "BANK08")] } }],
    ["L3", "a slot shown full that is empty", { cabinet: { slots: [slotOf(3, null), slotOf(7, null)] } }],
  ])("%s: %s", (promise, _what, changes) => {
    const { broken } = new Judge(testimony(changes));
    expect(broken.map((one) => one.promise)).toContain(promise);
  });

  it("takes a return for known that an operator sees as an unmatched event, and what stands under review for attended", () => {
    const body = { kind: "returned", slot: 3, itemId: "BANK07" };
    const record = recordOf(opening);
    const unmatchedEvents = [{ cabinetId: "cab-1", event: { body } }];
    const review = { since: backAt, reason: { code: "opening-unresolved" as const } };
    const { broken } = new Judge(testimony({ ride: { record }, whole: { unmatchedEvents } }));
    expect(broken.map(({ promise }) => promise)).not.toContain("S6");
    const reviewed = new Judge(testimony({ ride: { record }, order: { review }, gateway: { useState: "borrow" } }));
    expect(reviewed.broken.map(({ promise }) => promise)).not.toContain("L1");
    expect(reviewed.broken.map(({ promise }) => promise)).not.toContain("L4");
  });

  it("asks of an item that went out again only what became of it before", () => {
    const again: Motion = { ...ejected, at: backAt + second, slot: 3, orderId: "20261123120000000099L1" };
    expect(new Judge(testimony({ cabinet: { motions: [...motions, again] } })).broken).toEqual([]);
    const never = new Judge(testimony({ cabinet: { motions: [ejected, taken, again, inserted] } }));
    expect(never.broken.map(({ promise }) => promise)).toContain("S7");
  });
});
