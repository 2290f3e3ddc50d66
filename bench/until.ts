import { setTimeout as delay } from "node:timers/promises";

const lookEvery = 20;

/** Looks again and again until it is so. @throws Error where it is not within `patience` ms */
export async function until(what: string, is: () => Promise<boolean>, patience = 180_000): Promise<void> {
  for (const end = performance.now() + patience; performance.now() < end; await delay(lookEvery)) {
    if (await is()) return;
  }
  throw new Error(`waited in vain until ${what}`);
}
