import { beforeAll, describe } from "vitest";
import { openPostgresStore } from "../../../../server/store/postgres/postgres-store.ts";
import { searchContract } from "../../../contract/search-contract.ts";
import { contractTables, storeContract } from "../../../contract/store-contract.ts";
import { freshDatabase, postgresPrograms, query } from "../../../support/postgres-server.ts";
import { postgresParts } from "../../../support/postgres-store.ts";

describe.skipIf(!postgresPrograms)("with a server", () => {
  let url: string;
  // The first to ask waits until the server is made.
  beforeAll(async () => {
    url = await freshDatabase();
  });

  const home = async () => {
    const settings = { url, connections: 8, alone: false };
    return {
      open: () => openPostgresStore(settings, contractTables, postgresParts),
      remove: async () => {
        await query(settings.url, "TRUNCATE rows, claims, entries, due_work, searched, totals, forms");
      },
    };
  };

  storeContract("PostgreSQL", home);
  searchContract("PostgreSQL", home);
});
