import { randomUUID } from "node:crypto";
import { systemClock } from "../../platform/clock.ts";
import type { PostgresParts } from "../../server/store/postgres/postgres-store.ts";

/** What a store on PostgreSQL is built with where a test does not look at it. */
export const postgresParts: PostgresParts = {
  clock: systemClock,
  random: Math.random,
  newId: randomUUID,
  log: { debug() {}, info() {}, warn() {}, error() {} },
};
