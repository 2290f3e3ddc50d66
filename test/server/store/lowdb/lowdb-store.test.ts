import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLowdbStore } from "../../../../server/store/lowdb/lowdb-store.ts";
import { contractTables, storeContract } from "../../../contract/store-contract.ts";

storeContract("lowdb", async () => {
  const folder = await mkdtemp(join(tmpdir(), "store-"));
  return {
    open: () => openLowdbStore(folder, contractTables),
    remove: () => rm(folder, { recursive: true }),
  };
});
