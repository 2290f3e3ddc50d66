import type { OrderRecord } from "../../server/store/order-table.ts";

/**
 * What is to be collected for one item of an order, which was out for a moment: its first unit, fen; or nothing where
 * the cabinet's clock could not tell that it was out at all (promise S6). That clock may be off by half the round trip
 * to a hub that has just started on a busy machine.
 */
export function rentDue({ order }: OrderRecord, firstUnit: number): number[] {
  const [loan] = order.loans;
  if (loan?.openedAt === undefined || loan.returned === undefined) throw new Error("was never out, or never came back");
  return loan.returned.at > loan.openedAt ? [firstUnit] : [];
}
