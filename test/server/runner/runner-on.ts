import { Runner } from "../../../server/runner/runner.ts";
import type { Store } from "../../../server/store/store.ts";
import type { HubBench } from "../../support/hub-bench.ts";
import { storeWith } from "../../support/store-with.ts";

/** A runner besides the bench's own, without doors, whose store has some methods of the test's. */
export function runnerOn({ store, desk, credit, clock, log }: HubBench, own: Partial<Store>): Runner {
  const doors = { open: async () => {}, look: async () => {} };
  return new Runner({ store: storeWith(store, own), desk, credit, doors, chooseSlot: async () => null, clock, log });
}
