import { AppError } from "../../../platform/app-error.ts";

/**
 * An item id as the number that a board reads, or text that no number can be made of is refused before anything moves.
 * @throws AppError request/invalid
 */
export function checkItemId(itemId: string | undefined, pattern: RegExp, means: string): void {
  if (itemId !== undefined && !pattern.test(itemId))
    throw new AppError("request/invalid", `${itemId}: boards of this protocol read ${means}`);
}
