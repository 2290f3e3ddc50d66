import { answerParent } from "../simulators/fleet/answering.ts";
import { openStore, type StorePlace } from "./store-under-test.ts";

// Opens a store in a process of its own and tells what that took.

export interface Opened {
  /** ms */
  readonly after: number;
  /** Resident bytes after a collection. */
  readonly memory: number;
}

async function open(place: StorePlace): Promise<Opened> {
  const begun = performance.now();
  const store = await openStore(place);
  const after = performance.now() - begun;
  globalThis.gc?.();
  const memory = process.memoryUsage.rss();
  await store.close();
  return { after, memory };
}

answerParent(open);
