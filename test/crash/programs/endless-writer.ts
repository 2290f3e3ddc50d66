import { openSqliteStore } from "../../../server/store/sqlite/open-sqlite.ts";
import { steps } from "./steps.ts";

/** Writes for ever into the store of its first argument, from many sides, and prints each step once it was answered. */
const store = await openSqliteStore(process.argv[2] ?? "", [steps]);
const ballast = "x".repeat(5000);

async function writer(name: string): Promise<void> {
  for (;;) {
    const count = await store.transact(async (tx) => {
      const count = ((await tx.get(steps, name))?.count ?? 0) + 1;
      await tx.put(steps, { name, count, ballast });
      await tx.put(steps, { name: `${name} again`, count, ballast });
      return count;
    });
    process.stdout.write(`${name} ${count}\n`);
  }
}

await Promise.all(["a", "b", "c", "d", "e", "f", "g", "h"].map(writer));
