import type { Undo } from "./lowdb-transaction.ts";

/** The commits that one write carries, and the promise of their outcome. */
export class Batch {
  /** The changes of each transaction, in their order. */
  readonly commits: (readonly Undo[])[] = [];
  readonly durable: Promise<void>;
  #resolve: () => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor() {
    this.durable = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Every transaction awaits it, but a few turns of the event loop after it may have failed.
    this.durable.catch(() => undefined);
  }

  succeed(): void {
    this.#resolve();
  }

  fail(error: unknown): void {
    this.#reject(error);
  }
}
