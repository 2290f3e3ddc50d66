import type { EpochMs } from "../../protocol/ids.ts";
import type { Store } from "../store/store.ts";
import { deliveryTable, everyDelivery } from "../store/webhook-table.ts";

/** So long it can be seen what was sent, and be sent again; ms. */
const keptFor = 30 * 24 * 3_600_000;
const rowsTogether = 200;

/** Deletes what was sent long ago, to removed webhooks too. What is being sent again stays. */
export async function deleteOldDeliveries(store: Store, now: EpochMs): Promise<void> {
  // Ids begin with the time.
  let before: string | undefined = String(now - keptFor).padStart(15, "0");
  while (before !== undefined) {
    const first: string = before;
    before = await store.transact(async (tx) => {
      const rows = await tx.page(deliveryTable, everyDelivery, rowsTogether, first);
      for (const { id, state } of rows) if (state !== "pending") await tx.delete(deliveryTable, id);
      return rows.length < rowsTogether ? undefined : rows.at(-1)?.id;
    });
  }
}
