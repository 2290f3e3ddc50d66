import type { Phase } from "../shared/rider-types.ts";

/** Whether nothing more will happen to an order. */
export function hasEnded(phase: Phase): boolean {
  return phase === "settled" || phase === "lapsed" || phase === "cancelled";
}

/** Whether the rider stands in front of a slot that is to open. */
export function doorMoves(phase: Phase): boolean {
  return phase === "opening" || phase === "checking";
}

/** Whether the rider still has something to do, or to wait for. */
export function isLive(phase: Phase): boolean {
  return !hasEnded(phase) && phase !== "not-opened";
}

/** Whether everything is back and there is a bill to show. */
export function isOver(phase: Phase): boolean {
  return phase === "collecting" || phase === "owed" || phase === "payment-due" || phase === "settled";
}
