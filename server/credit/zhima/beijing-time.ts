import { AppError } from "../../../platform/app-error.ts";

/** Beijing is UTC+8 all year; summer time ended in 1991, before anything this product knows. */
const ahead = 8 * 3_600_000;
const shape = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/**
 * Epoch ms as Ant writes time: `2026-03-01 00:00:00`, whole seconds, rounded down.
 * @throws AppError message/invalid for a moment that these 19 characters can't hold
 */
export function beijingTime(epochMs: number): string {
  const date = new Date(epochMs + ahead);
  const text = Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 19).replace("T", " ");
  if (!shape.test(text)) throw new AppError("message/invalid", `${epochMs} is not a moment that Alipay can be told`);
  return text;
}

/** Epoch ms of Ant's text; undefined for anything that is not a real moment written in that form. */
export function fromBeijingTime(text: string): number | undefined {
  const [matched, ...parts] = shape.exec(text) ?? [];
  if (matched === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const epochMs = Date.UTC(year, month - 1, day, hour, minute, second) - ahead;
  // Date.UTC carries 30 February over into March; only a real moment is written back as it was read.
  return new Date(epochMs + ahead).toISOString().slice(0, 19).replace("T", " ") === text ? epochMs : undefined;
}
