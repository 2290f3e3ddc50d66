import { openSqliteStore } from "../../../server/store/sqlite/open-sqlite.ts";
import { jobs } from "./jobs.ts";

/**
 * Makes and finishes jobs for ever in the store of its first argument, many at a time, and prints how many are finished
 * once that was answered. Now and then it takes up a finished one again.
 */
const store = await openSqliteStore(process.argv[2] ?? "", [jobs]);
let finished = await store.transact(async (tx) => (await tx.page(jobs, "finished", 1))[0]?.no ?? 0);

for (;;) {
  const [from, to] = [finished + 1, finished + 40];
  await store.transact(async (tx) => {
    for (let no = from; no <= to; no++) await tx.put(jobs, { no, done: true, times: 1 });
    await tx.put(jobs, { no: to + 1, done: false, times: 1 });
  });
  await store.transact(async (tx) => {
    const old = await tx.get(jobs, String(from).padStart(9, "0"));
    if (old) await tx.put(jobs, { ...old, times: old.times + 1 });
  });
  finished = to;
  process.stdout.write(`${finished}\n`);
}
