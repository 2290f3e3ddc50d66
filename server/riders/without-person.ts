import { isUndecided } from "../rental/report-outcome.ts";
import { hasOpenObjection } from "../rental/rider-objections.ts";
import { hasEnded } from "../rental/transitions.ts";
import type { OrderRecord } from "../store/order-table.ts";

const mark = "erased-";

/** What stands where a rider's own words stood. */
const wordsErased = "(erased)";

/** Whether an id has taken the place of a rider's. */
export function isErased(riderId: string): boolean {
  return riderId.includes(`/${mark}`);
}

/** An id that says only of which kind the rider's was: `user/erased-…`. @param draw unique text */
export function pseudonymOf(riderId: string, draw: string): string {
  return `${riderId.slice(0, riderId.indexOf("/"))}/${mark}${draw}`;
}

/** Whether nothing more can happen to an order for which one would have to know whose it was. */
export function isOverForRider({ order, effects }: OrderRecord): boolean {
  const isOpen = order.review !== undefined || hasOpenObjection(order) || order.loans.some(isUndecided);
  return hasEnded(order.state) && effects.length === 0 && !isOpen;
}

/**
 * The same order for the books without the person: every id of a rider in it, as the hub, its timeline and the provider's
 * answers name it, is another one, and what the rider wrote is gone. Ids that were equal stay equal, and of one kind, so
 * that the timeline still leads to the order's state.
 * @param draw unique text
 */
export function withoutPerson(record: OrderRecord, draw: string): OrderRecord {
  const ids = new Map<string, string>();
  collectIds(record, (id) => {
    if (!ids.has(id)) ids.set(id, pseudonymOf(id, `${draw}${ids.size === 0 ? "" : `-${ids.size}`}`));
  });
  const actors = [...ids].map(([id, other]) => [`rider/${id}`, `rider/${other}`] as const);
  return rewritten(record, new Map([...ids, ...actors])) as OrderRecord;
}

const holdsId = new Set(["riderId", "riderAlias"]);

function collectIds(value: unknown, found: (id: string) => void): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    if (holdsId.has(name) && typeof part === "string") found(part);
    else collectIds(part, found);
  }
}

function rewritten(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return ids.get(value) ?? value;
  if (Array.isArray(value)) return value.map((part) => rewritten(part, ids));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, isOwnWords(name, part) ? wordsErased : rewritten(part, ids)]),
  );
}

/** `text` of an objection: nothing else of an order has one. */
function isOwnWords(name: string, part: unknown): boolean {
  return name === "text" && typeof part === "string";
}
