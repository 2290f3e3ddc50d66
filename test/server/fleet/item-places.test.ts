import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SlotReport } from "../../../protocol/upward.ts";
import { historyWithShown } from "../../../server/fleet/item-places.ts";
import { cabinetHistoryTable } from "../../../server/store/cabinet-history-table.ts";
import { HubFixture } from "../../support/hub-fixture.ts";

let fixture: HubFixture;
beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
  await fixture.registry.register({ cabinetId: other, name: "书店", address: "人民路2号", slots: 2 });
});
afterEach(() => fixture.close());

const other = "shop-2";
const empty = (slot: number): SlotReport => ({ slot, state: "empty" });
const unreadable = (slot: number): SlotReport => ({ slot, state: "unreadable" });
const holding = (slot: number, itemId?: string): SlotReport => ({ slot, state: "occupied", ...(itemId && { itemId }) });

/** Since when the cabinet counts as showing its items, once it has shown these slots. */
async function shows(now: number, ...slots: SlotReport[]) {
  return fixture.store.transact(async (tx) => {
    const claims = await historyWithShown(tx, other, slots, now);
    if (claims) await tx.put(cabinetHistoryTable, claims);
    return (await tx.get(cabinetHistoryTable, other))?.items ?? [];
  });
}

describe("since when a cabinet shows an item", () => {
  const since100 = [{ itemId: "UMBRELLA1", since: 100 }];

  it("stays what it was while the item stays", async () => {
    expect(await shows(100, holding(1, "UMBRELLA1"), empty(2))).toEqual(since100);
    expect(await shows(200, empty(1), holding(2, "UMBRELLA1"))).toEqual(since100);
  });

  it.each([
    ["can't be read", unreadable(1)],
    ["holds an item without an id", holding(1)],
  ])("stays what it was while a slot %s that may hold the item", async (_what, slot) => {
    await shows(100, holding(1, "UMBRELLA1"), empty(2));
    expect(await shows(200, slot, empty(2))).toEqual(since100);
    expect(await shows(300, holding(1, "UMBRELLA1"), empty(2))).toEqual(since100);
  });

  it("begins anew where every slot could be read and none held the item", async () => {
    await shows(100, holding(1, "UMBRELLA1"), empty(2));
    expect(await shows(200, empty(1), holding(2, "UMBRELLA2"))).toEqual([{ itemId: "UMBRELLA2", since: 200 }]);
    expect(await shows(300, holding(1, "UMBRELLA1"), holding(2, "UMBRELLA2"))).toEqual([
      { itemId: "UMBRELLA2", since: 200 },
      { itemId: "UMBRELLA1", since: 300 },
    ]);
  });
});
