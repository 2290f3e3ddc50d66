import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "../../../../server/store/sqlite/open-sqlite.ts";
import { contractTables, storeContract } from "../../../contract/store-contract.ts";

storeContract("SQLite", async () => {
  const folder = await mkdtemp(join(tmpdir(), "store-"));
  return {
    open: () => openSqliteStore(folder, contractTables),
    remove: () => rm(folder, { recursive: true }),
  };
});
