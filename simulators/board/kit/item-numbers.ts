import { AppError } from "../../../platform/app-error.ts";

/** The item ids that boards of a protocol can read. */
export interface ReadableIds {
  readonly pattern: RegExp;
  /** In words, for people. */
  readonly means: string;
}

export const decimalNumber: ReadableIds = {
  pattern: /^[1-9][0-9]{0,8}$/,
  means: "decimal numbers of at most 9 digits",
};
export const tagNumber: ReadableIds = { pattern: /^[0-9A-F]{8}$/, means: "8 hexadecimal digits" };
export const stationId: ReadableIds = {
  pattern: /^[!-~]{4}[0-9A-F]{8}$/,
  means: "4 characters and 8 hexadecimal digits",
};

/**
 * An item id as the number that a board reads, or text that no number can be made of is refused before anything moves.
 * @throws AppError request/invalid
 */
export function checkItemId(itemId: string | undefined, { pattern, means }: ReadableIds): void {
  if (itemId !== undefined && !pattern.test(itemId))
    throw new AppError("request/invalid", `${itemId}: boards of this protocol read ${means}`, { obstacle: "item-id" });
}
