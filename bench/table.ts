import { type Measurement, type Outcome, verdictOf } from "./measurement.ts";
import type { Spread } from "./spread.ts";

const heads = ["", "ratio", "(lowest – highest)", "aim", "", "ours", "base"];

/** The outcomes as text of aligned columns. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((outcome) =>
    "notMeasured" in outcome ? [outcome.id, `not measured: ${outcome.notMeasured}`] : rowOf(outcome),
  );
  // What was not measured stands across all columns.
  const counted = [heads, ...rows.filter((row) => row.length === heads.length)];
  const widths = heads.map((_, column) => Math.max(...counted.map((row) => row[column]?.length ?? 0)));
  const idWidth = Math.max(...[heads, ...rows].map(([id = ""]) => id.length));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(column === 0 ? idWidth : row.length > 2 ? (widths[column] ?? 0) : 0))
      .join("  ");
  return [heads, ...rows].map((row) => line(row).trimEnd()).join("\n");
}

function rowOf(measurement: Measurement): string[] {
  const { id, ours, base, aim } = measurement;
  const verdict = verdictOf(measurement);
  const { ratio } = verdict;
  const bound = aim?.bound === "at-most" ? "≤" : "≥";
  return [
    id,
    short(ratio.median),
    `(${short(ratio.lowest)} – ${short(ratio.highest)})`,
    aim ? `${bound} ${aim.value}${aim.of === "ours" ? ` ${ours.unit}` : ""}` : "",
    verdict.reached === undefined ? "" : verdict.reached ? "reached" : "MISSED",
    sideText(ours.what, ours.unit, verdict.ours),
    sideText(base.what, base.unit, verdict.base),
  ];
}

function sideText(what: string, unit: string, { median, lowest, highest }: Spread): string {
  return `${what}: ${short(median)} ${unit} (${short(lowest)} – ${short(highest)})`;
}

/** Three digits that count. */
function short(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 100) return Math.round(value).toString();
  return Number(value.toPrecision(3)).toString();
}
