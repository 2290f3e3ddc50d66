import type { OrderView } from "../../server/http/rider-api.ts";
import type { Message, Words } from "./words.ts";

/** ms after the opening in which the rider is told to take the item rather than how long it is lent */
const takingTime = 60_000;

/** @param now the hub's clock, epoch ms */
export function isJustOpened({ phase, openedAt }: OrderView, now: number): boolean {
  return phase === "lent" && openedAt !== undefined && now - openedAt < takingTime;
}

/** What the rider is told about the order. @param now the hub's clock, epoch ms */
export function orderMessage(view: OrderView, now: number, words: Words): Message {
  const { phase, slot } = view;
  const returned = view.returnedAt !== undefined;
  switch (phase) {
    case "confirm":
      return words.confirm(slot);
    case "opening":
      return words.opening(slot);
    case "checking":
      return words.checking(slot);
    case "lent":
      return isJustOpened(view, now) ? words.opened(slot) : words.lent;
    case "collecting":
      return words.collecting(returned);
    case "payment-due":
      return words.paymentDue(returned);
    case "settled":
      return words.settled(returned, view.amount > 0);
    case "lapsed":
      return words.lapsed;
    case "not-opened":
      return words.notOpened(slot);
    case "cancelled":
      return words.cancelled;
    case "review":
      return words.review;
  }
}
