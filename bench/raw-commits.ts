import { orderTable } from "../server/store/order-table.ts";
import { answerParent } from "../simulators/fleet/answering.ts";
import { copyOf, exampleOrders } from "./example-orders.ts";
import { openStore, type StorePlace } from "./store-under-test.ts";

// Commits as fast as a store can, in a process of its own: each writer puts an order of its own, again and again.

export interface CommitRun {
  readonly place: StorePlace;
  readonly writers: number;
  /** ms */
  readonly lasting: number;
}

/** Answers commits per second. */
async function commit({ place, writers, lasting }: CommitRun): Promise<number> {
  const store = await openStore(place);
  const { open } = await exampleOrders(Date.now() - 3_600_000);
  const make = copyOf(open);
  const begun = performance.now();
  let commits = 0;
  const write = async (index: number) => {
    const record = make(index);
    for (let id = 1; performance.now() - begun < lasting; id++) {
      await store.transact((tx) => tx.put(orderTable, { ...record, nextEffectId: id }));
      commits += 1;
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, index) => write(index)));
  const rate = commits / ((performance.now() - begun) / 1000);
  await store.close();
  return rate;
}

answerParent(commit);
