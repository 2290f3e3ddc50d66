import type { Answer } from "../../hub-types.ts";
import { beijingDayOf } from "../../parts/beijing-day.ts";

export type Statement = Answer<"/api/operator/money">;
export type StatementLine = Statement["lines"][number];
export type Income = Statement["total"];

/** By what a statement can be told apart. */
export const groups = ["day", "site", "cabinet", "kind"] as const;
export type Group = (typeof groups)[number];

export const statementFilters = ["from", "to", "siteId", "cabinetId", "itemKind", "by"] as const;
type StatementFilter = (typeof statementFilters)[number];

type Values<Name extends string> = Readonly<Partial<Record<Name, string>>>;

/** The days that are shown where none are chosen: this month up to today, in Beijing. @param now epoch ms */
export function usualDays(now: number): { readonly from: string; readonly to: string } {
  const today = beijingDayOf(now);
  return { from: `${today.slice(0, "2026-11".length)}-01`, to: today };
}

/** The days of a request. Where only one is chosen, the other one is never on its wrong side. @param now epoch ms */
export function daysOf(values: Values<"from" | "to">, now: number): { readonly from: string; readonly to: string } {
  const usual = usualDays(now);
  const { from = min(usual.from, values.to), to = max(usual.to, values.from) } = values;
  return { from, to };
}

/** What the hub is asked for. @param now epoch ms */
export function statementQuery(values: Values<StatementFilter>, now: number) {
  const { siteId, cabinetId, itemKind } = values;
  return { ...daysOf(values, now), siteId, cabinetId, itemKind, by: groupsOf(values).join(",") };
}

/** The groups that are chosen, in their order; the days where none are. */
export function groupsOf({ by }: Values<"by">): readonly Group[] {
  const names = by?.split(",") ?? [];
  const chosen = groups.filter((group) => names.includes(group));
  return chosen.length === 0 ? ["day"] : chosen;
}

/** What tells a line of a statement from all others. */
export function lineKey({ day, siteId, cabinetId, kind }: StatementLine): string {
  return [day, siteId, cabinetId, kind].join("/");
}

/** `30` of 3000: percent as people write it. */
export function percentOf(basisPoints: number): number {
  return basisPoints / 100;
}

/** 3000 of 30. */
export function basisPointsOf(percent: number): number {
  return Math.round(percent * 100);
}

function min(one: string, other: string | undefined): string {
  return other !== undefined && other < one ? other : one;
}

function max(one: string, other: string | undefined): string {
  return other !== undefined && other > one ? other : one;
}
