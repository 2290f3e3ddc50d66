import type { EpochMs } from "../../protocol/ids.ts";
import { isAskedAfterNotice } from "../rental/decide.ts";
import { type Decision, queryCredit } from "../rental/decision.ts";
import type { Effect } from "../rental/effect.ts";
import type { OrderEvent } from "../rental/event.ts";
import type { OrderRecord, OutsideQuery } from "../store/order-table.ts";

/**
 * The least time between two queries of one order that are caused from outside; ms. A reloaded page or a repeated
 * notification costs a store read, not a call to the provider. A rider who has just confirmed waits no longer than this.
 */
export const outsideInterval = 2000;

type Query = Extract<Effect, { type: "query-credit" }>;

/** What an event makes of an order, once the queries that it asks for keep their distance. */
export interface Paced {
  readonly decision: Decision;
  readonly outsideQuery: OutsideQuery | undefined;
}

/** Whether anybody outside can cause the event as often as they like. */
export function isFromOutside({ type }: OrderEvent): boolean {
  return type === "credit-noticed" || type === "rider-came-back";
}

/**
 * Delays the query that an event from outside asks for, or leaves it out where one is to be made soon enough. A query that
 * is being made may have seen what was before the event: another one follows it.
 */
export function paced(record: OrderRecord, decision: Decision, now: EpochMs): Paced {
  const { outsideQuery } = record;
  const query = decision.effects.find(isQuery);
  if (!query) return { decision, outsideQuery };
  const others = decision.effects.filter((effect) => effect !== query);
  const without = { ...decision, effects: others };
  const pending = record.effects.find(isQuery);
  if (pending && pending.dueAt <= now) {
    if (outsideQuery?.again) return { decision: without, outsideQuery };
    const at = Math.max(pending.dueAt, recent(outsideQuery, now) ?? pending.dueAt);
    return { decision: without, outsideQuery: { at, again: true } };
  }
  const due = earliest(outsideQuery, now);
  if (pending && pending.dueAt <= due) return { decision: without, outsideQuery };
  return { decision: { ...decision, effects: [...others, { ...query, dueAt: due }] }, outsideQuery: { at: due } };
}

/** The query that an event from outside asked for while another one was being made, whose answer led to `decision`. */
export function followed(record: OrderRecord, decision: Decision, now: EpochMs): Paced {
  const { outsideQuery } = record;
  if (!outsideQuery?.again) return { decision, outsideQuery };
  if (!isAskedAfterNotice(decision.order)) return { decision, outsideQuery: { at: outsideQuery.at } };
  const due = earliest(outsideQuery, now);
  const { dueAt, attempt } = decision.effects.find(isQuery) ?? queryCredit(due);
  const others = decision.effects.filter((effect) => !isQuery(effect));
  const at = Math.min(dueAt, due);
  return { decision: { ...decision, effects: [...others, queryCredit(at, attempt)] }, outsideQuery: { at } };
}

function earliest(last: OutsideQuery | undefined, now: EpochMs): EpochMs {
  const at = recent(last, now);
  return at === undefined ? now : Math.max(now, at + outsideInterval);
}

/** A time that lies far ahead was noted by a clock that was wrong. */
function recent(last: OutsideQuery | undefined, now: EpochMs): EpochMs | undefined {
  return last && last.at <= now + outsideInterval ? last.at : undefined;
}

function isQuery(effect: Effect): effect is Query {
  return effect.type === "query-credit";
}
