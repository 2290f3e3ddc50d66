import type { OrderRecord } from "../../server/store/order-table.ts";

/**
 * What is to be collected for an order whose items were out for a moment: the first unit of each, fen; or nothing for what
 * the cabinet's clock could not tell to have been out at all (promise S6). That clock may be off by half the round trip
 * to a hub that has just started on a busy machine.
 */
export function rentDue({ order }: OrderRecord, firstUnit: number): number[] {
  const units = order.loans.filter(({ openedAt, returned }) => {
    if (openedAt !== undefined && returned === undefined) throw new Error("an item is still out");
    return openedAt !== undefined && returned !== undefined && returned.at > openedAt;
  });
  return units.length === 0 ? [] : [units.length * firstUnit];
}
