import type { ItemView, OrderView } from "../shared/rider-types.ts";

/**
 * The items of an order that count. A slot that did not open counts no more when another slot took its place, or was offered
 * instead; an offered slot that was declined never counted.
 */
export function itemsOf({ items }: OrderView): readonly ItemView[] {
  const substitutes = items.filter(({ offeredUntil }) => offeredUntil !== undefined);
  const counting = items.filter(({ state, offeredUntil }) => state !== "not-opened" || offeredUntil === undefined);
  const failed = counting.filter(({ state }) => state === "not-opened");
  // Each substitute that still counts stands for one that failed before it.
  const replaced = failed.slice(0, substitutes.filter((item) => counting.includes(item)).length);
  return counting.filter((item) => !replaced.includes(item));
}

/** Whether something was never given back. What came back after it was written off, came back. */
export function isBoughtOut({ items }: Pick<OrderView, "items">): boolean {
  return items.some(({ state, returnedAt }) => state === "lost" && returnedAt === undefined);
}

/** Whether the rider said that something will not come back. */
export function isDeclaredLost({ statements }: Pick<OrderView, "statements">): boolean {
  return statements.some(({ what }) => what === "lost");
}

/** Whether something came back after it was written off, and is still charged so. */
export function cameBackLate({ items, lines }: OrderView): boolean {
  const written = lines.some(({ what }) => what === "lost");
  return written && items.some(({ returnedAt }) => returnedAt !== undefined) && !isBoughtOut({ items });
}

/** Whether what is out should be back already. @param now the hub's clock, epoch ms */
export function isOverdue({ overdueAt, phase }: OrderView, now: number): boolean {
  return phase === "lent" && overdueAt !== undefined && now >= overdueAt;
}
