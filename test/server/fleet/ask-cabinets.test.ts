import { afterEach, beforeEach, expect, it } from "vitest";
import { isSealed } from "../../../protocol/seal.ts";
import { askCabinets } from "../../../server/fleet/ask-cabinets.ts";
import { CabinetDoors } from "../../../server/fleet/slot-commands.ts";
import { cabinetId, HubBench } from "../../support/hub-bench.ts";

let bench: HubBench;
let doors: CabinetDoors;

beforeEach(async () => {
  bench = await HubBench.withCabinet();
  doors = new CabinetDoors(bench.link, bench.registry, bench.clock, () => "K00000001");
});
afterEach(() => bench.close());

const syncs = () => bench.link.sent("command").filter(({ action }) => action === "sync");

it("every cabinet that is there is told by a sealed command to take the time again", async () => {
  await askCabinets(bench.store, doors, bench.log);
  const now = bench.clock.now();
  expect(syncs()).toMatchObject([{ v: 1, id: "K00000001", issuedAt: now, expiresAt: now + 10_000, ttl: 10_000 }]);
  const sealKey = await bench.registry.sealKeyOf(cabinetId);
  expect(sealKey && syncs().every((command) => isSealed(sealKey, cabinetId, command))).toBe(true);
});

it("a cabinet that is away is not asked", async () => {
  await bench.departs();
  await askCabinets(bench.store, doors, bench.log);
  expect(syncs()).toEqual([]);
});

it("a cabinet that can't be asked is said in the log", async () => {
  bench.link.broken = new Error("no way");
  await askCabinets(bench.store, doors, bench.log);
  expect(bench.logged).toContain("warn a cabinet could not be asked to take the time again no way");
});
