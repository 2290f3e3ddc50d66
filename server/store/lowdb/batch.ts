import type { Undo } from "./lowdb-transaction.ts";

/** The commits that one write carries, and the promise of their outcome. */
export class Batch {
  /** The changes of each transaction, in their order. */
  readonly commits: (readonly Undo[])[] = [];
  succeed!: () => void;
  fail!: (error: unknown) => void;
  readonly durable = new Promise<void>((resolve, reject) => {
    this.succeed = resolve;
    this.fail = reject;
  });

  constructor() {
    // Its transactions await it, but perhaps only after it has failed: that is no unhandled rejection.
    this.durable.catch(() => undefined);
  }
}
