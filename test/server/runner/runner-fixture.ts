import { afterEach, beforeEach } from "vitest";
import { HubFixture } from "../../support/hub-fixture.ts";

/** A hub of its own for each test, with a cabinet. */
export let fixture: HubFixture;
let others: HubFixture[];

export function useHub(): void {
  beforeEach(async () => {
    fixture = await HubFixture.withCabinet();
    others = [];
  });
  afterEach(async () => {
    await fixture.close();
    for (const other of others) await other.close();
  });
}

/** The process that is started after the hub's was killed. */
export async function afterKill(): Promise<HubFixture> {
  const next = await fixture.killed();
  others.push(next);
  return next;
}

export const noAnswer = { outcome: "unknown", why: "time-out" } as const;
