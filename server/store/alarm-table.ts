import type { EpochMs } from "../../protocol/ids.ts";
import { bookDay } from "../rental/book-day.ts";
import type { Table } from "./store.ts";

/** What an operator is alarmed of. `docs/guides/alarms.md` says when, and what to do. */
export const alarmKinds = [
  "cabinet-silent",
  "cabinet-disk",
  "cabinet-journal",
  "review-waits",
  "charges-fail",
  "return-unmatched",
  "openings-fail",
  "guessing",
  "provider-away",
  "hub-not-ready",
] as const;
export type AlarmKind = (typeof alarmKinds)[number];

/** Figures and codes of an alarm, from which its text is made in the reader's language. */
export type AlarmFacts = Readonly<Record<string, string | number>>;

/** Something that is wrong, from the moment when it was found until it is right again. */
export interface Alarm {
  /** Later ones have greater ids. */
  readonly id: string;
  readonly kind: AlarmKind;
  /** What is wrong: a cabinet's id, the name of a hub, or `all`. */
  readonly subject: string;
  readonly facts: AlarmFacts;
  readonly raisedAt: EpochMs;
  readonly clearedAt?: EpochMs;
  /** When a hub last said so of itself: one that was ended says nothing any more. Absent: every hub can see it. */
  readonly renewedAt?: EpochMs;
}

export const alarmTable: Table<Alarm> = {
  name: "alarms",
  key: ({ id }) => id,
  // Whichever hub finds it first raises it, once.
  unique: ({ kind, subject, clearedAt }) => (clearedAt === undefined ? [`${kind}/${subject}`] : []),
  index: ({ clearedAt }) => (clearedAt === undefined ? [everyAlarm, openAlarms] : [everyAlarm]),
  dueAt: () => undefined,
  restsIn: ({ clearedAt }) => (clearedAt === undefined ? undefined : bookDay(clearedAt).slice(0, "2026-11".length)),
  durable: true,
};

/** Index entries. */
export const everyAlarm = "every";
export const openAlarms = "open";

/** The work of looking, which one hub of a store does at a time. */
export interface AlarmWatch {
  readonly key: "watch";
  readonly dueAt: EpochMs;
}

export const alarmWatchTable: Table<AlarmWatch> = {
  name: "alarm-watch",
  key: ({ key }) => key,
  unique: () => [],
  index: () => [],
  dueAt: ({ dueAt }) => dueAt,
  restsIn: () => undefined,
  durable: true,
};
