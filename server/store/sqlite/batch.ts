import type { PutChange } from "./sqlite-transaction.ts";

/** Transactions that share a commit, and the promise of its outcome. */
export class Batch {
  /** What each transaction changed, in their order. */
  readonly transactions: (readonly PutChange[])[] = [];
  /** Whether anything of it must outlive the process. */
  durable = false;
  succeed!: () => void;
  fail!: (error: unknown) => void;
  readonly committed = new Promise<void>((resolve, reject) => {
    this.succeed = resolve;
    this.fail = reject;
  });

  constructor() {
    // Its transactions await it, but perhaps only after it has failed: that is no unhandled rejection.
    this.committed.catch(() => undefined);
  }
}
