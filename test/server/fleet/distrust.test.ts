import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contradicted, takesInAnother } from "../../../server/fleet/distrust.ts";
import { cabinetTable } from "../../../server/store/cabinet-table.ts";
import { cabinetId, HubFixture } from "../../support/hub-fixture.ts";

let fixture: HubFixture;
const others = ["shop-2", "shop-3"] as const;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
  for (const other of others)
    await fixture.registry.register({ cabinetId: other, name: "书店", address: "人民路2号", slots: 1 });
});

afterEach(() => fixture.close());

/** A moment by the clock of Beijing. */
const inBeijing = (moment: string) => Date.parse(`2026-11-${moment}:00+08:00`);

describe("a cabinet's claims of a day", () => {
  const takesIn = async (moment: string) =>
    fixture.store.transact(async (tx) => {
      const cabinet = await tx.get(cabinetTable, others[0]);
      return cabinet && takesInAnother(tx, cabinet, inBeijing(moment));
    });
  const contradicts = (said: string, moment: string) =>
    fixture.store.transact((tx) =>
      contradicted(
        tx,
        said,
        { code: "return-contradicted", orderNo: "20261124000000000001", shownBy: cabinetId },
        inBeijing(moment),
      ),
    );
  const isDistrusted = async (id: string) => (await fixture.cabinet(id)).distrusted !== undefined;

  it("count together from midnight to midnight in Beijing, past the midnight of UTC", async () => {
    expect(await takesIn("24T00:00")).toBe(true);
    expect(await takesIn("24T08:30")).toBe(false);
    expect(await takesIn("24T23:59")).toBe(false);
  });

  it("are forgotten at midnight in Beijing, though it is the same day in UTC", async () => {
    expect(await takesIn("23T23:59")).toBe(true);
    expect(await takesIn("24T00:00")).toBe(true);
  });

  it("bring the cabinet itself into doubt where it contradicts a second one on the same day in Beijing", async () => {
    await contradicts(others[0], "24T07:59");
    expect(await isDistrusted(cabinetId)).toBe(false);
    await contradicts(others[0], "24T08:00");
    expect(await isDistrusted(cabinetId)).toBe(false);
    await contradicts(others[1], "24T08:01");
    expect([await isDistrusted(cabinetId), await isDistrusted(others[1])]).toEqual([true, false]);
  });

  it("bring only the contradicted ones into doubt where they are of two days in Beijing", async () => {
    await contradicts(others[0], "23T23:59");
    await contradicts(others[1], "24T00:00");
    expect(await Promise.all([cabinetId, ...others].map(isDistrusted))).toEqual([false, true, true]);
  });
});
