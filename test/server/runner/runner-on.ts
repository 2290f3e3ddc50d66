import { Runner } from "../../../server/runner/runner.ts";
import type { Store } from "../../../server/store/store.ts";
import type { HubFixture } from "../../support/hub-fixture.ts";
import { storeWith } from "../../support/store-with.ts";

/** A runner besides the bench's own, without doors, whose store has some methods of the test's. */
export function runnerOn({ store, orderService, credit, clock, log }: HubFixture, own: Partial<Store>): Runner {
  const slotCommands = { open: async () => {}, look: async () => {} };
  return new Runner({
    store: storeWith(store, own),
    orderService,
    credit,
    slotCommands,
    chooseSlot: async () => null,
    clock,
    log,
  });
}
