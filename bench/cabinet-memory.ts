import { setTimeout as delay } from "node:timers/promises";
import { BareSystem } from "./bare-system.ts";
import type { Bench } from "./bench.ts";
import { MeasuredSystem } from "./measured-system.ts";
import type { Measurement } from "./measurement.ts";
import { rounds } from "./plan.ts";
import { clientProcesses, registeredFleet } from "./registered-fleet.ts";
import { createStore } from "./store-under-test.ts";
import { until } from "./until.ts";

/** What is under way has gone by then; ms. */
const settling = 1000;

/** R3: what a connected cabinet costs the hub's memory, over what a subscribed client costs a bare broker's. */
export async function measureCabinetMemory({ plan, folder, firstPort, say }: Bench): Promise<Measurement[]> {
  const under = await createStore(plan.store, folder);
  const system = new MeasuredSystem(folder, firstPort, under);
  const fleet = await registeredFleet(under.place, system.broker, plan.cabinets);
  const bare = await BareSystem.open(plan.cabinets, clientProcesses);
  const ours: number[] = [];
  const base: number[] = [];
  try {
    const { process } = await system.startHub();
    // The first ones pay for what a process needs anyway, and are not counted.
    const step = plan.cabinets / (rounds + 1);
    let first: { readonly hub: number; readonly broker: number } | undefined;
    for (let level = 1; level <= rounds + 1; level++) {
      const count = Math.round(step * level);
      await fleet.want(count);
      await until(`${count} cabinets are connected`, async () => (await fleet.status()).connected === count);
      await bare.want(count);
      await bare.until(count);
      await delay(settling);
      const now = { hub: await process.ask("memory"), broker: await bare.memory() };
      say(`  ${count} cabinets: hub ${megabytes(now.hub)}, bare broker ${megabytes(now.broker)}`);
      if (first) {
        // Since the first level: from one to the next, what a process gives back to the system can be more than it took.
        ours.push((now.hub - first.hub) / (count - step) / 1000);
        base.push((now.broker - first.broker) / (count - step) / 1000);
      }
      first ??= now;
    }
  } finally {
    await fleet.close();
    await bare.close();
    await system.close();
    await under.remove();
  }
  return [
    {
      id: "R3",
      ours: { what: "hub, per cabinet", unit: "kB", values: ours },
      base: { what: "bare broker, per client", unit: "kB", values: base },
      aim: { of: "ratio", bound: "at-most", value: 1.5 },
      note: `${plan.cabinets} cabinets of 12 slots`,
    },
  ];
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
