import { type Figure, figures } from "../search-columns.ts";
import { sums, sumsOf } from "../sql/totals-query.ts";
import type { Schema } from "./database.ts";

/**
 * What rows are searched and summed by, beside them: `searched` has their columns, and triggers keep the sums in `totals` as
 * it changes. One index holds every column that can be asked for; the others find what few rows have.
 */
export const searchTablesIn = (schema: Schema) => `
  CREATE TABLE ${schema}.searched (
    table_name TEXT NOT NULL, key TEXT NOT NULL, at REAL NOT NULL, day TEXT NOT NULL, site TEXT NOT NULL,
    kind TEXT NOT NULL, state TEXT NOT NULL, review TEXT, amount REAL, part INTEGER NOT NULL,
    ${figures.map((figure) => `${figure} INTEGER NOT NULL`).join(", ")},
    PRIMARY KEY (table_name, key)
  );
  CREATE INDEX ${schema}.searched_by_time ON searched (table_name, at, key, state, kind, site, review, amount);
  CREATE INDEX ${schema}.searched_by_site ON searched (table_name, site, at);
  CREATE INDEX ${schema}.searched_by_kind ON searched (table_name, kind, at);
  CREATE INDEX ${schema}.searched_by_state ON searched (table_name, state, at);
  CREATE INDEX ${schema}.searched_by_review ON searched (table_name, review, at) WHERE review IS NOT NULL;
  CREATE INDEX ${schema}.searched_by_amount ON searched (table_name, amount, at) WHERE amount IS NOT NULL;
  CREATE TABLE ${schema}.totals (
    table_name TEXT NOT NULL, scope TEXT NOT NULL, period TEXT NOT NULL, site TEXT NOT NULL, kind TEXT NOT NULL,
    part INTEGER NOT NULL, ${sums.map((column) => `${column} INTEGER NOT NULL`).join(", ")},
    PRIMARY KEY (table_name, scope, period, site, kind, part)
  ) WITHOUT ROWID;
  CREATE INDEX ${schema}.totals_by_site ON totals (table_name, scope, site, period);
  ${triggersIn(schema)}`;

const triggersIn = (schema: Schema) => `
  CREATE TRIGGER ${schema}.sum_come AFTER INSERT ON searched BEGIN ${added("NEW", 1)} END;
  CREATE TRIGGER ${schema}.sum_gone AFTER DELETE ON searched BEGIN ${added("OLD", -1)} END;
  CREATE TRIGGER ${schema}.sum_changed AFTER UPDATE OF ${figures.join(", ")} ON searched
    WHEN ${groupOf("OLD")} IS ${groupOf("NEW")} BEGIN ${changed} END;
  CREATE TRIGGER ${schema}.sum_moved AFTER UPDATE OF day, site, kind, part ON searched
    WHEN ${groupOf("OLD")} IS NOT ${groupOf("NEW")} BEGIN ${added("OLD", -1)} ${added("NEW", 1)} END;`;

/** Figures that are added to tables that have the others already. They are 0 until the rows are put again. */
export const addFigures = (added: readonly Figure[]) => `
  ${["come", "gone", "changed", "moved"].map((name) => `DROP TRIGGER IF EXISTS main.sum_${name};`).join(" ")}
  ${["searched", "totals"]
    .flatMap((table) =>
      added.map((figure) => `ALTER TABLE main.${table} ADD COLUMN ${figure} INTEGER NOT NULL DEFAULT 0;`),
    )
    .join(" ")}
  ${triggersIn("main")}`;

function groupOf(row: "NEW" | "OLD"): string {
  return `(${row}.day, ${row}.site, ${row}.kind, ${row}.part)`;
}

function inRow(row: "NEW" | "OLD", text: string): string {
  return text.replaceAll(/\b(day|site|part)\b/g, `${row}.$1`);
}

function added(row: "NEW" | "OLD", sign: 1 | -1): string {
  const of = (column: string) => inRow(row, column);
  const values = figures.map((figure) => `${sign} * ${row}.${figure}`);
  return Object.entries(sumsOf)
    .map(
      ([scope, { period, site, part }]) => `
      INSERT INTO totals (table_name, scope, period, site, kind, part, ${sums.join(", ")})
      VALUES (${row}.table_name, '${scope}', ${of(period)}, ${of(site)}, ${row}.kind, ${of(part)}, ${[sign, ...values].join(", ")})
      ON CONFLICT (table_name, scope, period, site, kind, part)
      DO UPDATE SET ${sums.map((column) => `${column} = ${column} + excluded.${column}`).join(", ")};`,
    )
    .join("");
}

/** What a change of the sums alone makes of the lines in which the row counts. */
const changed = Object.entries(sumsOf)
  .map(
    ([scope, { period, site, part }]) => `
    UPDATE totals SET ${figures.map((figure) => `${figure} = ${figure} + NEW.${figure} - OLD.${figure}`).join(", ")}
    WHERE table_name = NEW.table_name AND scope = '${scope}' AND period = ${inRow("NEW", period)}
      AND site = ${inRow("NEW", site)} AND kind = NEW.kind AND part = ${inRow("NEW", part)};`,
  )
  .join("");
