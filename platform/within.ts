import type { Clock } from "./clock.ts";

/** Waits for `work`, but at most `limit` ms. @returns whether it was done by then; an error until then is thrown */
export function within(clock: Clock, limit: number, work: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(limit, () => resolve(false));
    work
      .then(() => true)
      .finally(cancel)
      .then(resolve, reject);
  });
}
