import { setTimeout as delay } from "node:timers/promises";
import type { Fleet } from "../simulators/fleet/fleet.ts";
import { stickersOf } from "../simulators/riders/load-stickers.ts";
import { LoadTally } from "../simulators/riders/load-tally.ts";
import type { Bench } from "./bench.ts";
import { MeasuredSystem } from "./measured-system.ts";
import type { Measurement } from "./measurement.ts";
import { rounds } from "./plan.ts";
import { registeredFleet } from "./registered-fleet.ts";
import { restlessRiders, riderIds } from "./restless-riders.ts";
import { createStore } from "./store-under-test.ts";
import { until } from "./until.ts";
import { WatchingConsoles } from "./watching-consoles.ts";

const riders = 32;
const cabinets = 8;
const consoles = 50;

/** R12: loans per second of a hub under riders that never rest while operators watch at consoles; base: nobody watches. */
export async function measureConsoles({ plan, folder, firstPort, say }: Bench): Promise<Measurement[]> {
  const under = await createStore(plan.store, folder);
  const system = new MeasuredSystem(folder, firstPort, under);
  const fleet = await registeredFleet(under.place, system.broker, cabinets);
  const lasting = plan.quick ? 3000 : 10_000;
  const watched: number[] = [];
  const alone: number[] = [];
  try {
    await system.startWallet();
    await system.startHub();
    await fleet.want(cabinets);
    await until("the cabinets are there", async () => (await fleet.status()).connected === cabinets);
    await loansPerSecond(system, fleet, lasting);
    for (let round = 0; round < rounds; round++) {
      const watching = await WatchingConsoles.open(system.hubUrl, system.operatorToken, consoles);
      watched.push(await loansPerSecond(system, fleet, lasting));
      await watching.close();
      alone.push(await loansPerSecond(system, fleet, lasting));
      say(
        `  ${watched.at(-1)?.toFixed(1)} loans per second watched, ${alone.at(-1)?.toFixed(1)} alone; ` +
          `${watching.events} events told, ${watching.answers} lists answered`,
      );
    }
  } finally {
    await fleet.close();
    await system.close();
    await under.remove();
  }
  return [
    {
      id: "R12",
      ours: { what: `loans while ${consoles} consoles watch`, unit: "/s", values: watched },
      base: { what: "loans", unit: "/s", values: alone },
      aim: { of: "ratio", bound: "at-least", value: 0.9 },
      note: `${riders} riders`,
    },
  ];
}

async function loansPerSecond(system: MeasuredSystem, fleet: Fleet, lasting: number): Promise<number> {
  const tally = new LoadTally();
  const stickers = await stickersOf(system.operator, "bench", 2 * riders);
  const load = restlessRiders({ system, hub: system.hubUrl, fleet, riders: riderIds(riders), stickers, tally });
  const begun = performance.now();
  load.start();
  await delay(lasting);
  const { loansPerSecond: rate } = tally.summary(performance.now() - begun);
  await load.stop();
  return rate;
}
