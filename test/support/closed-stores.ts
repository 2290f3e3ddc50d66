import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/**
 * Ends the connections of stores that this process has closed: SQLite keeps a connection until its statements are gone, and those
 * only the garbage collector finds. One that ends after another process was killed on the same file takes itself for the last
 * user of that process's log, and removes it. To be awaited once nothing refers to the store any more.
 */
export async function endClosedStores(): Promise<void> {
  collectGarbage();
  // What is collected is let go of afterwards.
  await new Promise((resolve) => setImmediate(resolve));
}
