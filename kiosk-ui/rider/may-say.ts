import type { Claim, ItemView, OrderView } from "../shared/rider-types.ts";

/** One thing that the rider may say of one item. */
export interface Reportable {
  readonly item: ItemView;
  readonly claim: Claim;
}

/** What the rider may report; with the code of a slot only what can lie in it. */
export function reportables({ items }: OrderView, code: string | undefined): Reportable[] {
  return items.reduce<Reportable[]>((all, item) => {
    const claims = item.mayReport.filter((claim) => code === undefined || claim === "returned");
    return all.concat(claims.map((claim) => ({ item, claim })));
  }, []);
}

/** Whether there is anything that the rider may say of the order now. */
export function maySay(view: OrderView): boolean {
  return reportables(view, undefined).length > 0 || losable(view).length > 0 || view.mayObjectTo.length > 0;
}

/** What the rider may declare lost, and buy. */
export function losable({ items }: OrderView): (ItemView & { readonly buyOut: number })[] {
  return items.filter((item): item is ItemView & { buyOut: number } => item.buyOut !== undefined);
}
