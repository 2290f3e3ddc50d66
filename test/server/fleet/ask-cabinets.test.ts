import { afterEach, beforeEach, expect, it } from "vitest";
import { isSealed } from "../../../protocol/seal.ts";
import { askCabinets } from "../../../server/fleet/ask-cabinets.ts";
import { MqttSlotCommands } from "../../../server/fleet/slot-commands.ts";
import { cabinetId, HubFixture } from "../../support/hub-fixture.ts";

let fixture: HubFixture;
let slotCommands: MqttSlotCommands;

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
  slotCommands = new MqttSlotCommands(fixture.link, fixture.registry, fixture.clock, () => "K00000001");
});
afterEach(() => fixture.close());

const syncs = () => fixture.link.sent("command").filter(({ action }) => action === "sync");

it("every cabinet that is there is told by a sealed command to take the time again", async () => {
  await askCabinets(fixture.store, slotCommands, fixture.log);
  const now = fixture.clock.now();
  expect(syncs()).toMatchObject([{ v: 1, id: "K00000001", issuedAt: now, expiresAt: now + 10_000, ttl: 10_000 }]);
  const sealKey = await fixture.registry.sealKeyOf(cabinetId);
  expect(sealKey && syncs().every((command) => isSealed(sealKey, cabinetId, command))).toBe(true);
});

it("a cabinet that is away is not asked", async () => {
  await fixture.departs();
  await askCabinets(fixture.store, slotCommands, fixture.log);
  expect(syncs()).toEqual([]);
});

it("a cabinet that can't be asked is said in the log", async () => {
  fixture.link.broken = new Error("no way");
  await askCabinets(fixture.store, slotCommands, fixture.log);
  expect(fixture.logged).toContain("warn a cabinet could not be asked to take the time again no way");
});
