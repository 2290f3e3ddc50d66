import type { Clock } from "../../platform/clock.ts";
import { OrderService } from "../../server/orders/order-service.ts";
import type { OrderEvent } from "../../server/rental/event.ts";
import { fen } from "../../server/rental/money.ts";
import type { OrderTerms } from "../../server/rental/order.ts";
import { type Actor, orderTable, type PendingEffect } from "../../server/store/order-table.ts";
import type { Store, Transaction } from "../../server/store/store.ts";
import type { Course, InventedLoan } from "./invented-loan.ts";
import { confirmedAfter, InventedProvider } from "./invented-provider.ts";

/** ms */
export const lostAfter = 30 * 86_400_000;
/** Those of the hub's defaults. */
const terms: OrderTerms = {
  confirmWithin: 180_000,
  openWithin: 15_000,
  lostAfter,
  collectionRetries: [60_000, 3_600_000, 86_400_000],
};
/** A motor and a serial line. */
const doorTakes = 1200;
/** From the scan until the item is out, ms. */
export const opensAfter = confirmedAfter + doorTakes;
const hour = 3_600_000;
const operator = "operator/demo-admin";

interface Happening {
  readonly at: number;
  readonly event: OrderEvent;
  readonly actor: Actor;
}

/**
 * Takes one order through its life, by the hub's own order service and with every effect performed when it was due, up to
 * `until`. All of it in the one transaction: nothing of the past has to survive by itself.
 */
export async function live(tx: Transaction, loan: InventedLoan, until: number): Promise<void> {
  let now = loan.at;
  const clock: Clock = { now: () => now, monotonic: () => now, after: () => () => {} };
  const store = { transact: (work) => work(tx) } satisfies Pick<Store, "transact"> as Store;
  const service = new OrderService(store, clock);
  const provider = new InventedProvider(loan);
  const happenings = happeningsOf(loan);
  const { orderNo, riderId, place, itemKind, tariff, slot, itemId } = loan;
  const request = {
    orderNo,
    riderId,
    seat: 0,
    place,
    itemKind,
    tariff,
    terms,
    slots: [{ slot, expectedItemId: itemId }],
  };
  await service.requestIn(tx, request, `rider/${riderId}`);

  const perform = async (effect: PendingEffect): Promise<void> => {
    const { id, attempt } = effect;
    const tell = (event: OrderEvent, actor: Actor) => service.applyIn(tx, orderNo, event, actor, { done: id });
    switch (effect.type) {
      case "query-credit":
        await tell({ type: "credit-seen", answer: provider.query(now), attempt }, "credit-provider");
        return;
      case "complete-credit":
        await tell({ type: "credit-completed", answer: provider.complete(effect), attempt }, "credit-provider");
        return;
      case "cancel-credit":
        await tell({ type: "credit-cancelled", answer: provider.cancel(), attempt }, "credit-provider");
        return;
      case "modify-credit":
        await tell(
          { type: "credit-modified", times: effect.times, answer: { outcome: "ok", value: null }, attempt },
          "credit-provider",
        );
        return;
      case "choose-slot":
        await tell({ type: "slot-chosen", choice: null }, "hub");
        return;
      case "open-slot": {
        await service.performed(orderNo, id);
        const at = now + doorTakes;
        const refused = loan.course.how === "not-opened";
        const result = refused
          ? ({ outcome: "refused", reason: "lock-fault" } as const)
          : ({ outcome: "opened", itemId } as const);
        happenings.push({
          at,
          event: { type: "slot-answered", loanNo: 1, result, at },
          actor: `cabinet/${place.cabinetId}`,
        });
        return;
      }
      case "look-at-slots":
        await service.performed(orderNo, id);
        return;
      case "wake":
        await tell({ type: "woken", about: effect.about, attempt }, "hub");
        return;
    }
  };

  for (;;) {
    happenings.sort((one, other) => one.at - other.at);
    const record = await tx.get(orderTable, orderNo);
    const effect = record?.effects.toSorted((one, other) => one.dueAt - other.dueAt)[0];
    const [happening] = happenings;
    const effectAt = Math.max(now, effect?.dueAt ?? Number.POSITIVE_INFINITY);
    const happensAt = Math.max(now, happening?.at ?? Number.POSITIVE_INFINITY);
    const next = Math.min(effectAt, happensAt);
    if (next > until) return;
    now = next;
    if (happening && happensAt <= effectAt) {
      happenings.shift();
      await service.applyIn(tx, orderNo, happening.event, happening.actor);
    } else if (effect) await perform(effect);
  }
}

/** What comes from outside, by itself. */
function happeningsOf({ at, course, orderNo, riderId, place, slot, itemId }: InventedLoan): Happening[] {
  const cabinet = `cabinet/${place.cabinetId}` as const;
  const provider = "credit-provider";
  const noticed = (about: "created" | "completed", when: number): Happening => ({
    at: when,
    event: { type: "credit-noticed", about, noticeId: `${about}-${orderNo}` },
    actor: provider,
  });
  const returned = { type: "item-returned", loanNo: 1, place, slot, itemId } as const;
  return [
    ...(course.how === "not-confirmed" ? [] : [noticed("created", at + confirmedAfter)]),
    ...afterOpening(course, at).map(({ backAt, undated }) => ({
      at: backAt,
      event: { ...returned, at: undated ? null : backAt },
      actor: cabinet,
    })),
    ...(course.how === "returned" && course.refund !== undefined
      ? [
          {
            at: at + course.after + 20 * hour,
            event: {
              type: "operator-acted",
              act: { act: "record-refund", amount: fen(course.refund) },
              reason: "客服退款",
            },
            actor: operator,
          } as const,
        ]
      : []),
    ...(course.how === "returned" && course.objection !== undefined
      ? [
          {
            at: at + course.after + hour,
            event: { type: "rider-objected", objection: { kind: "price-wrong", text: course.objection } },
            actor: `rider/${riderId}`,
          } as const,
        ]
      : []),
  ];
}

function afterOpening(course: Course, at: number): { readonly backAt: number; readonly undated: boolean }[] {
  if (course.how !== "returned" && course.how !== "returned-undated") return [];
  return [{ backAt: at + course.after, undated: course.how === "returned-undated" }];
}
