import { beijingTime } from "../shared/beijing-time.ts";
import type { Locale } from "../shared/locale.ts";
import { money, spokenMoney } from "../shared/money.ts";
import type { ItemView, OrderView } from "../shared/rider-types.ts";
import type { Message } from "./message.ts";
import { cameBackLate, isBoughtOut, isDeclaredLost, isOverdue, itemsOf } from "./order-items.ts";
import type { Words } from "./words.ts";

/** ms after the opening in which the rider is told to take the item rather than how long it is lent */
const takingTime = 60_000;

/** What the rider must take now. @param now the hub's clock, epoch ms */
export function itemsToTake({ items }: OrderView, now: number): ItemView[] {
  return items.filter(
    ({ state, openedAt }) => state === "lent" && openedAt !== undefined && now - openedAt < takingTime,
  );
}

/** The slot that the rider may have instead of one that did not open. */
export function offeredItem({ items }: OrderView): ItemView | undefined {
  return items.find(({ state }) => state === "offered");
}

/** What the rider has reported, while it is looked into: billing of it pauses. */
export function itemInQuestion({ items }: OrderView): ItemView | undefined {
  return items.find(({ state, reported, paused }) => state === "lent" && reported !== undefined && paused);
}

/** Whether the rider may go now, and leave it to us to find out whether a slot opened. @param now the hub's clock, epoch ms */
export function mayLeave({ mayLeaveFrom }: OrderView, now: number): boolean {
  return mayLeaveFrom !== undefined && mayLeaveFrom <= now;
}

/** Not wanted any more; the provider is still asked whether it was confirmed meanwhile. */
export function isBeingGivenUp({ phase, lapseReason }: OrderView): boolean {
  return phase === "confirm" && lapseReason !== undefined;
}

/** What the rider is told about the order. @param now the hub's clock, epoch ms */
export function orderMessage(view: OrderView, now: number, words: Words, locale: Locale): Message {
  const { phase } = view;
  const returned = !isBoughtOut(view);
  switch (phase) {
    case "confirm":
      return isBeingGivenUp(view) ? words.givingUp : words.confirm(slotsOf(itemsOf(view)));
    case "opening":
    case "offer":
      return openingMessage(view, words);
    case "checking":
      return view.left === undefined ? words.checking(slotsIn(view, "checking")) : words.left;
    case "lent":
      return lentMessage(view, now, words, locale);
    case "collecting":
      return words.collecting(returned);
    case "owed":
      return words.owed(returned, money(view.amount, locale));
    case "payment-due":
      return words.paymentDue(returned, view.nextTryAt === undefined ? undefined : beijingTime(view.nextTryAt, locale));
    case "settled":
      return isBoughtOut(view)
        ? words.boughtOut(worth(view, locale), isDeclaredLost(view))
        : words.settled(returned, view.amount > 0);
    case "lapsed":
      return words.lapsed[view.lapseReason ?? "not-confirmed"];
    case "not-opened":
      return words.notOpened(slotsOf(itemsOf(view)));
    case "cancelled":
      return words.cancelled;
    case "review":
      if (cameBackLate(view)) return words.backInReview;
      return words.review(view.items.some(({ state, paused }) => state === "lent" && !paused));
  }
}

/** Another slot takes the place of the last one that failed: it is chosen, then offered or opened. */
function openingMessage(view: OrderView, words: Words): Message {
  const opening = slotsIn(view, "waiting", "opening");
  const failed = slotsIn(view, "not-opened").pop();
  const offered = offeredItem(view);
  if (failed === undefined || (opening.length > 0 && !offered)) return words.opening(opening);
  return offered ? words.offer(failed, offered.slot) : words.choosing(failed);
}

function lentMessage(view: OrderView, now: number, words: Words, locale: Locale): Message {
  const inQuestion = itemInQuestion(view);
  if (inQuestion?.reported) return words.looking[inQuestion.reported];
  if (isOverdue(view, now)) return words.overdue(worth(view, locale));
  const toTake = slotsOf(itemsToTake(view, now));
  if (toTake.length > 0) return words.opened(toTake);
  const back = slotsIn(view, "returned").length;
  return back === 0 ? words.lent : words.partlyBack(back, slotsIn(view, "lent").length);
}

/** The most that the order may cost. */
function worth({ tariff, items }: OrderView, locale: Locale): string {
  const many = items.filter(({ state }) => state === "lent" || state === "lost").length;
  return spokenMoney(tariff.totalCap * many, locale);
}

function slotsIn({ items }: OrderView, ...states: ItemView["state"][]): number[] {
  return slotsOf(items.filter(({ state }) => states.includes(state)));
}

function slotsOf(items: readonly ItemView[]): number[] {
  return items.map(({ slot }) => slot);
}
