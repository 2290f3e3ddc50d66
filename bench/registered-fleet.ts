import { systemClock } from "../platform/clock.ts";
import { Registry } from "../server/fleet/registry.ts";
import { cabinetIds } from "../simulators/fleet/enrolment.ts";
import { Fleet } from "../simulators/fleet/fleet.ts";
import { hubSecret } from "./measured-system.ts";
import { openStore, type StorePlace } from "./store-under-test.ts";

export const slotsOfCabinet = 12;
/** As many as the smallest machine has cores. */
export const clientProcesses = 2;

/** Registers cabinets in the store of a hub that does not run yet, and makes the fleet. Nobody is connected. */
export async function registeredFleet(place: StorePlace, broker: string, count: number): Promise<Fleet> {
  const store = await openStore(place);
  try {
    const registry = new Registry(store, systemClock, hubSecret);
    const cabinets = await Promise.all(
      cabinetIds("bench", count).map(async (cabinetId) => {
        const details = { cabinetId, name: "咖啡馆", address: "人民路 1 号", slots: slotsOfCabinet };
        return { cabinetId, ...(await registry.register(details)) };
      }),
    );
    return await Fleet.open({ cabinets, broker, slots: slotsOfCabinet, answerAfter: 0 }, clientProcesses);
  } finally {
    await store.close();
  }
}
