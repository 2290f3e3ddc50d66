import { AppError, type ErrorCode } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { NotingTransaction } from "../store/noting-transaction.ts";
import { type OrderRecord, orderTable } from "../store/order-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import type { HubMetrics } from "./hub-metrics.ts";
import { countOrderChange } from "./order-changes.ts";

export interface MeasuredStore extends Store {
  /** With what the store failed last; undefined once something was committed since. */
  readonly failure: ErrorCode | undefined;
}

const counted = new Set([orderTable.name]);

/** The store, with its commits timed and what they make of orders counted. */
export function measuredStore(store: Store, metrics: HubMetrics, clock: Clock): MeasuredStore {
  let failure: ErrorCode | undefined;
  let together = 0;

  function committed(tx: NotingTransaction, duration: number): void {
    failure = undefined;
    metrics.storeCommits.observe({ outcome: "ok" }, duration);
    // Whatever one write carries is answered in one turn of the event loop.
    if (together++ === 0) {
      setImmediate(() => {
        metrics.commitBatch.observe(together);
        together = 0;
      });
    }
    for (const { before, after } of tx.changes)
      countOrderChange(metrics, before as OrderRecord | undefined, after as OrderRecord, clock.now());
  }

  /** @param duration of a transaction that wrote */
  function failed(error: unknown, duration: number | undefined): void {
    if (!(error instanceof AppError) || !isOfStore(error.code)) return;
    failure = error.code;
    metrics.storeFailures.inc({ code: error.code });
    if (duration !== undefined) metrics.storeCommits.observe({ outcome: "failed" }, duration);
  }

  return {
    get failure() {
      return failure;
    },
    async transact<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> {
      const begun = clock.monotonic();
      const seconds = () => (clock.monotonic() - begun) / 1000;
      // The last try's, where the store tries again.
      let noting: NotingTransaction | undefined;
      try {
        const value = await store.transact((tx) => {
          noting = new NotingTransaction(tx, counted);
          return work(noting);
        });
        if (noting?.writes) committed(noting, seconds());
        return value;
      } catch (error) {
        failed(error, noting?.writes ? seconds() : undefined);
        throw error;
      }
    },
    watch: (listener, lookAgain) => store.watch(listener, lookAgain),
    async lease(table, until, limit, lease) {
      try {
        return await store.lease(table, until, limit, lease);
      } catch (error) {
        failed(error, undefined);
        throw error;
      }
    },
    close: () => store.close(),
  };
}

/** A conflict is the asker's: the store does what it should. */
function isOfStore(code: ErrorCode): boolean {
  return code === "store/write-failed" || code === "store/away" || code === "store/outcome-unknown";
}
