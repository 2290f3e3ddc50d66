import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "../../../../server/store/sqlite/open-sqlite.ts";
import { searchContract } from "../../../contract/search-contract.ts";
import { contractTables, storeContract } from "../../../contract/store-contract.ts";

const home = async () => {
  const folder = await mkdtemp(join(tmpdir(), "store-"));
  return {
    open: () => openSqliteStore(folder, contractTables),
    remove: () => rm(folder, { recursive: true }),
  };
};

storeContract("SQLite", home);
searchContract("SQLite", home);
