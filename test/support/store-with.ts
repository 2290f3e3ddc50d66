import type { Store } from "../../server/store/store.ts";

/** A store that is as another one but for some of its methods. */
export function storeWith(store: Store, own: Partial<Store>): Store {
  return {
    transact: (work) => store.transact(work),
    watch: (listener, lookAgain) => store.watch(listener, lookAgain),
    lease: (table, until, limit, lease) => store.lease(table, until, limit, lease),
    close: () => store.close(),
    ...own,
  };
}
