import { describe } from "vitest";
import { openPostgresStore } from "../../../../server/store/postgres/postgres-store.ts";
import { contractTables, storeContract } from "../../../contract/store-contract.ts";
import { freshDatabase, postgresPrograms, query } from "../../../support/postgres-server.ts";
import { postgresParts } from "../../../support/postgres-store.ts";

describe.skipIf(!postgresPrograms)("with a server", () => {
  let url: string | undefined;

  storeContract("PostgreSQL", async () => {
    url ??= await freshDatabase();
    const settings = { url, connections: 8 };
    return {
      open: () => openPostgresStore(settings, contractTables, postgresParts),
      remove: async () => {
        await query(settings.url, "TRUNCATE rows, claims, entries, due_work");
      },
    };
  });
});
