import { setTimeout as delay } from "node:timers/promises";

/** The same values, and an error where they take longer than `within` ms altogether. */
export async function* withDeadline<T>(source: AsyncGenerator<T>, within: number): AsyncGenerator<T> {
  const deadline = delay(within, "late" as const, { ref: false });
  try {
    for (;;) {
      const next = await Promise.race([source.next(), deadline]);
      if (next === "late") throw new Error(`the order did not end within ${within / 1000} seconds`);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    void source.return(undefined);
  }
}
