import { BareSystem } from "./bare-system.ts";
import type { Bench } from "./bench.ts";
import { MeasuredSystem } from "./measured-system.ts";
import type { Measurement } from "./measurement.ts";
import { rounds } from "./plan.ts";
import { clientProcesses, registeredFleet } from "./registered-fleet.ts";
import { createStore } from "./store-under-test.ts";
import { until } from "./until.ts";

interface CabinetSeen {
  readonly presence: { readonly online: boolean };
  readonly snapshot?: { readonly at: number };
}

/**
 * R6: all cabinets come back after the hub was killed, each until its journal is empty and the hub has its new snapshot,
 * over the same number of clients that connect and subscribe.
 */
export async function measureReconnection({ plan, folder, firstPort, say }: Bench): Promise<Measurement[]> {
  // All of them, six times over, would be most of the time of a whole run.
  const count = Math.ceil(plan.cabinets / 4);
  const under = await createStore(plan.store, folder);
  const system = new MeasuredSystem(folder, firstPort, under);
  const fleet = await registeredFleet(under.place, system.broker, count);
  const bare = await BareSystem.open(count, clientProcesses);
  const ours: number[] = [];
  const base: number[] = [];

  const allThere = async (since: number) => {
    const { connected, unacknowledged } = await fleet.status();
    if (connected < count || unacknowledged > 0) return false;
    const cabinets = (await system.operator.cabinets()) as readonly CabinetSeen[];
    return cabinets.every(({ presence, snapshot }) => presence.online && (snapshot?.at ?? 0) >= since);
  };

  try {
    let hub = await system.startHub();
    await fleet.want(count);
    await until("all cabinets have come", () => allThere(0));
    for (let round = 0; round < rounds; round++) {
      await fleet.want(0);
      await hub.process.end("SIGKILL");
      hub = await system.startHub();
      // What happened meanwhile is in the journals: nothing of it may be lost.
      await fleet.reportAbnormal();
      const since = Date.now();
      const begun = performance.now();
      await fleet.want(count);
      await until("all cabinets have come back", () => allThere(since));
      ours.push((count / (performance.now() - begun)) * 1000);

      await bare.want(0);
      await bare.until(0);
      // Both sides begin with a process that has just started, and compiles what it needs.
      await bare.restartBroker();
      const bareBegun = performance.now();
      await bare.want(count);
      await bare.until(count);
      base.push((count / (performance.now() - bareBegun)) * 1000);
      say(`  ${Math.round(ours.at(-1) ?? 0)} cabinets per second, bare ${Math.round(base.at(-1) ?? 0)}`);
    }
  } finally {
    await fleet.close();
    await bare.close();
    await system.close();
    await under.remove();
  }
  return [
    {
      id: "R6",
      ours: { what: "cabinets back", unit: "/s", values: ours },
      base: { what: "bare clients", unit: "/s", values: base },
      aim: { of: "ratio", bound: "at-least", value: 0.5 },
      note: `${count} cabinets; every event of their journals was stored`,
    },
  ];
}
