import { type Kysely, sql } from "kysely";

/** The tables' names in the words of the glossary. */
const renamed = { strays: "unmatched-events", "cabinet-claims": "cabinet-history" };

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [before, after] of Object.entries(renamed))
    for (const table of ["rows", "claims", "entries", "due_work"])
      await sql`UPDATE ${sql.table(table)} SET table_name = ${after} WHERE table_name = ${before}`.execute(db);
}
