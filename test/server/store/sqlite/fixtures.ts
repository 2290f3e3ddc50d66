import type { Table } from "../../../../server/store/store.ts";

export interface Step {
  readonly no: number;
  readonly seat?: string;
  readonly due?: number;
  readonly done?: boolean;
  readonly text?: string;
}

export const steps: Table<Step> = {
  name: "steps",
  key: ({ no }) => String(no).padStart(6, "0"),
  unique: ({ seat }) => (seat === undefined ? [] : [`seat/${seat}`]),
  index: ({ no }) => [`tens/${Math.floor(no / 10)}`],
  dueAt: ({ due }) => due,
  restsIn: ({ done }) => (done ? "2026-11" : undefined),
  durable: true,
};

/** Rows that are told anew after each start. */
export const sightings: Table<Step> = { ...steps, name: "sightings", durable: false };
