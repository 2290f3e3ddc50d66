import { type Kysely, sql } from "kysely";

const figures = ["charged", "fees", "refunded", "owed", "written_off"];
const sums = ["row_count", ...figures];

/**
 * What rows are searched and summed by. `searched` has their columns; a trigger keeps the sums in `totals` as it changes, in
 * the order day of a site, month of a site, day, so that commits don't wait for each other in a circle. A row carries its
 * columns too, as JSON. There is no default for that: a hub from before it can't write beside one that relies on it. What is
 * there already gets its columns when the first hub of this version opens the store.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE rows ADD COLUMN searched text NOT NULL DEFAULT ''`.execute(db);
  await sql`ALTER TABLE rows ALTER COLUMN searched DROP DEFAULT`.execute(db);
  await sql`CREATE TABLE forms (table_name text COLLATE "C" PRIMARY KEY, form integer NOT NULL)`.execute(db);
  await sql`
    CREATE TABLE searched (
      table_name text COLLATE "C" NOT NULL,
      key text COLLATE "C" NOT NULL,
      at double precision NOT NULL,
      day text COLLATE "C" NOT NULL,
      site text COLLATE "C" NOT NULL,
      kind text COLLATE "C" NOT NULL,
      state text COLLATE "C" NOT NULL,
      review text COLLATE "C",
      amount double precision,
      part integer NOT NULL,
      ${sql.raw(figures.map((figure) => `${figure} bigint NOT NULL`).join(", "))},
      PRIMARY KEY (table_name, key)
    ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02)
  `.execute(db);
  const indexes = {
    time: "(table_name, at, key, state, kind, site, review, amount)",
    site: "(table_name, site, at)",
    kind: "(table_name, kind, at)",
    state: "(table_name, state, at)",
    review: "(table_name, review, at) WHERE review IS NOT NULL",
    amount: "(table_name, amount, at) WHERE amount IS NOT NULL",
  };
  for (const [name, columns] of Object.entries(indexes))
    await sql.raw(`CREATE INDEX searched_by_${name} ON searched ${columns}`).execute(db);
  await sql`
    CREATE TABLE totals (
      table_name text COLLATE "C" NOT NULL,
      scope text COLLATE "C" NOT NULL,
      period text COLLATE "C" NOT NULL,
      site text COLLATE "C" NOT NULL,
      kind text COLLATE "C" NOT NULL,
      part integer NOT NULL,
      ${sql.raw(sums.map((column) => `${column} bigint NOT NULL`).join(", "))},
      PRIMARY KEY (table_name, scope, period, site, kind, part)
    ) WITH (fillfactor = 50)
  `.execute(db);
  await sql`CREATE INDEX totals_by_site ON totals (table_name, scope, site, period)`.execute(db);
  const values = ["row_count", ...figures].map((column) => `add_${column}`).join(", ");
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
  const of = (value: (figure: string) => string) => figures.map(value).join(", ");
  await sql
    .raw(
      `CREATE FUNCTION sum_searched() RETURNS trigger LANGUAGE plpgsql AS $$
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
  const summed = (row: string) =>
    `(${["day", "site", "kind", "part", ...figures].map((column) => `${row}.${column}`).join(", ")})`;
  await sql
    .raw(
      `CREATE TRIGGER sum_changed AFTER UPDATE ON searched FOR EACH ROW
      WHEN (${summed("OLD")} IS DISTINCT FROM ${summed("NEW")}) EXECUTE FUNCTION sum_searched()`,
    )
    .execute(db);
}
