import type { Phase } from "../../server/http/rider-api.ts";

/** Whether nothing more will happen to an order. */
export function hasEnded(phase: Phase): boolean {
  return phase === "settled" || phase === "lapsed" || phase === "cancelled";
}

/** Whether everything is back and there is a bill to show. */
export function isOver(phase: Phase): boolean {
  return phase === "collecting" || phase === "owed" || phase === "payment-due" || phase === "settled";
}
