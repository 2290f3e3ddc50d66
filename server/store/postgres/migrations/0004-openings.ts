import { type Kysely, sql } from "kysely";

const before = ["charged", "fees", "refunded", "owed", "written_off"];
const added = ["by_hand", "opened", "not_opened", "opening_ms", "lent_ms"];
const figures = [...before, ...added];
const sums = ["row_count", ...figures];

const of = (value: (figure: string) => string) => figures.map(value).join(", ");
const summed = (row: string) =>
  `(${["day", "site", "kind", "part", ...figures].map((column) => `${row}.${column}`).join(", ")})`;

/**
 * Sums of what operators collected, of the slots that opened and did not open, of the time that opening took, and of the time that items were out. They are 0 until the first hub of this
 * version has put the rows again. There is no default for rows that come later: a hub from before it can't write beside one
 * that relies on them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TRIGGER sum_come ON searched`.execute(db);
  await sql`DROP TRIGGER sum_changed ON searched`.execute(db);
  await sql
    .raw(`DROP FUNCTION add_to_totals(searched, ${["row_count", ...before].map(() => "bigint").join(", ")})`)
    .execute(db);
  for (const table of ["searched", "totals"])
    for (const figure of added) {
      await sql.raw(`ALTER TABLE ${table} ADD COLUMN ${figure} bigint NOT NULL DEFAULT 0`).execute(db);
      await sql.raw(`ALTER TABLE ${table} ALTER COLUMN ${figure} DROP DEFAULT`).execute(db);
    }
  const values = sums.map((column) => `add_${column}`).join(", ");
  const parameters = sums.map((column) => `add_${column} bigint`).join(", ");
  await sql
    .raw(
      `CREATE FUNCTION add_to_totals(line searched, ${parameters}) RETURNS void LANGUAGE sql AS $$
        INSERT INTO totals (table_name, scope, period, site, kind, part, ${sums.join(", ")}) VALUES
          (line.table_name, 'site-day', line.day, line.site, line.kind, 0, ${values}),
          (line.table_name, 'site-month', left(line.day, 7), line.site, line.kind, 0, ${values}),
          (line.table_name, 'day', line.day, '', line.kind, line.part, ${values})
        ON CONFLICT (table_name, scope, period, site, kind, part)
        DO UPDATE SET ${sums.map((column) => `${column} = totals.${column} + excluded.${column}`).join(", ")}
      $$`,
    )
    .execute(db);
  await sql
    .raw(
      `CREATE OR REPLACE FUNCTION sum_searched() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND (OLD.day, OLD.site, OLD.kind, OLD.part) = (NEW.day, NEW.site, NEW.kind, NEW.part) THEN
          PERFORM add_to_totals(NEW, 0, ${of((figure) => `NEW.${figure} - OLD.${figure}`)});
          RETURN NULL;
        END IF;
        IF TG_OP <> 'INSERT' THEN PERFORM add_to_totals(OLD, -1, ${of((figure) => `-OLD.${figure}`)}); END IF;
        IF TG_OP <> 'DELETE' THEN PERFORM add_to_totals(NEW, 1, ${of((figure) => `NEW.${figure}`)}); END IF;
        RETURN NULL;
      END $$`,
    )
    .execute(db);
  await sql
    .raw(`CREATE TRIGGER sum_come AFTER INSERT OR DELETE ON searched FOR EACH ROW EXECUTE FUNCTION sum_searched()`)
    .execute(db);
  await sql
    .raw(
      `CREATE TRIGGER sum_changed AFTER UPDATE ON searched FOR EACH ROW
      WHEN (${summed("OLD")} IS DISTINCT FROM ${summed("NEW")}) EXECUTE FUNCTION sum_searched()`,
    )
    .execute(db);
}
