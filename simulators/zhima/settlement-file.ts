import { stringify } from "csv-stringify/sync";
import type { State } from "./state.ts";
import { toBeijing, toYuan } from "./wire-values.ts";

/**
 * All charges that were paid on a Beijing day (`2026-11-23`), as CSV with amounts in yuan. The fee is 0.6 % of each payment
 * (product document 6, which does not say how it is rounded; here half up).
 */
export function settlementFile(state: State, day: string): string {
  const rows = Object.values(state.orders).flatMap(({ outOrderNo, orderNo, charges, payTime }) =>
    charges.flatMap(({ at, amount, kind, outcome, fundNo }) => {
      // A payment that waited for the user's SMS was made later than it was asked for.
      const paidAt = toBeijing(payTime ?? at);
      if (outcome !== "paid" || paidAt.slice(0, 10) !== day) return [];
      const fee = Math.round((amount * 6) / 1000);
      return [[outOrderNo, orderNo, fundNo, kind, toYuan(amount), toYuan(fee), toYuan(amount - fee), paidAt]];
    }),
  );
  const header = ["out_order_no", "order_no", "fund_no", "kind", "gross", "fee", "net", "paid_at"];
  return `# payments of ${day}, Beijing time; amounts in yuan\n${stringify([header, ...rows])}`;
}
