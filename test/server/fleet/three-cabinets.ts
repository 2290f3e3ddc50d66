import { afterEach, beforeEach } from "vitest";
import type { CabinetEvent, HappeningBody, SlotReport } from "../../../protocol/upward.ts";
import { HubFixture } from "../../support/hub-fixture.ts";

/** A hub of its own for each test, with a running runner and three cabinets. */
export let fixture: HubFixture;
/** ms */
export const hour = 3_600_000;
export const other = "shop-2";
export const third = "shop-3";

/** The last numbers in the journals of the second and the third cabinet. */
const journals: Record<string, number> = {};
let connections = 100;

export function useThreeCabinets(): void {
  beforeEach(async () => {
    fixture = await HubFixture.withCabinet();
    fixture.runner.start();
    for (const id of [other, third]) {
      journals[id] = 0;
      await fixture.registry.register({ cabinetId: id, name: "书店", address: "人民路2号", slots: 2 });
      await arrives(id);
    }
  });
  afterEach(() => fixture.close());
}

/** A cabinet connects for the first time, or again. */
export async function arrives(id: string): Promise<void> {
  const { connection } = fixture;
  await fixture.birth({ connection: ++connections, journal: { id: `journal-${id}`, first: 1, last: 0 }, slots: 2 }, id);
  fixture.connection = connection;
}

/** The cabinet shows these items, in slots from 1. */
export async function shows(id: string, ...items: (string | undefined)[]): Promise<void> {
  const slots = [items[0], items[1]].map(
    (itemId, index): SlotReport =>
      itemId === undefined ? { slot: index + 1, state: "empty" } : { slot: index + 1, state: "occupied", itemId },
  );
  await fixture.clock.pass(1);
  await fixture.shows(slots, { connection: connections }, id);
}

/** An event in the journal of one of the two. */
export async function says(id: string, body: HappeningBody, at: Partial<CabinetEvent["at"]> = {}): Promise<void> {
  const seq = (journals[id] ?? 0) + 1;
  journals[id] = seq;
  const when = { latest: fixture.clock.now(), uncertainty: 20, ...at };
  await fixture.hear("event", { v: 1, journalId: `journal-${id}`, seq, at: when, body }, id);
  await fixture.clock.pass(0);
}

export const takes = (itemId: string, slot = 1): HappeningBody => ({
  kind: "returned",
  slot,
  itemId,
  source: "report",
});
export const orderOf = async (orderNo: string) => (await fixture.record(orderNo)).order;
export const reasonOf = async (orderNo: string) => (await orderOf(orderNo)).review?.reason;
export const empty7 = [{ slot: 7, state: "empty" as const }];

export async function lentFor(time: number): Promise<string> {
  const orderNo = await fixture.lent();
  await fixture.clock.pass(6000);
  await fixture.snapshot(empty7);
  await fixture.clock.pass(time - 6000);
  return orderNo;
}
