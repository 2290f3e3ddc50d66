import { beijingTime } from "../shared/beijing-time.ts";
import { spokenDuration } from "../shared/duration.ts";
import type { Locale } from "../shared/locale.ts";
import { money } from "../shared/money.ts";
import type { ItemView, OrderView } from "../shared/rider-types.ts";
import type { Words } from "./words.ts";

/** One line of a receipt: what, and each part of the answer on a line of its own. */
export interface ReceiptLine {
  readonly name: string;
  readonly values: readonly string[];
}

/** The parts of a receipt: the amounts, then each item that was taken, then whom it was paid to and under which number. */
export function receiptParts(view: OrderView, words: Words, locale: Locale): readonly (readonly ReceiptLine[])[] {
  const taken = view.items.filter(({ openedAt }) => openedAt !== undefined);
  return [
    view.lines.map((line) => ({
      name: words.priceLine(line, view.tariff.unit),
      values: [money(line.amount, locale)],
    })),
    ...taken.map((item) => [
      ...itemLines(item, view.place.name, words, locale),
      ...(taken.length > 1 && item.amount !== undefined
        ? [{ name: words.ofThisItem, values: [money(item.amount, locale)] }]
        : []),
    ]),
    [
      ...(view.paidAt === undefined ? [] : [{ name: words.paidAt, values: [beijingTime(view.paidAt, locale)] }]),
      ...(view.merchantName === undefined ? [] : [{ name: words.merchant, values: [view.merchantName] }]),
      { name: words.orderNo, values: [view.orderNo] },
    ],
  ];
}

function itemLines(item: ItemView, placeName: string, words: Words, locale: Locale): ReceiptLine[] {
  const { slot, state, openedAt, returnedAt, returnedTo } = item;
  const borrowed = openedAt !== undefined && {
    name: words.borrowedFrom,
    values: [beijingTime(openedAt, locale), words.placeAndSlot(placeName, slot)],
  };
  const returned = {
    name: words.returnedTo,
    values: [
      returnedAt === undefined ? words.itemStates[state] : beijingTime(returnedAt, locale),
      ...(returnedTo ? [words.placeAndSlot(returnedTo.place, returnedTo.slot)] : []),
    ],
  };
  const duration = openedAt !== undefined &&
    returnedAt !== undefined && { name: words.duration, values: [spokenDuration(returnedAt - openedAt, locale)] };
  return [...(borrowed ? [borrowed] : []), returned, ...(duration ? [duration] : [])];
}
