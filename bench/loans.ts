import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { copyStore } from "../server/store/sqlite/store-file.ts";
import { AskedProcess } from "../simulators/fleet/asked-process.ts";
import type { Fleet } from "../simulators/fleet/fleet.ts";
import { stickersOf } from "../simulators/riders/load-stickers.ts";
import { type LoadSummary, LoadTally } from "../simulators/riders/load-tally.ts";
import type { Bench } from "./bench.ts";
import { copyOf, exampleOrders, fill } from "./example-orders.ts";
import { type MeasuredHub, MeasuredSystem } from "./measured-system.ts";
import type { Measurement } from "./measurement.ts";
import { rounds } from "./plan.ts";
import type { CommitRun } from "./raw-commits.ts";
import { registeredFleet } from "./registered-fleet.ts";
import { restlessRiders, riderIds } from "./restless-riders.ts";
import { createStore, openStore, type StoreUnderTest } from "./store-under-test.ts";
import { until } from "./until.ts";

const riders = 32;
const cabinets = 8;
const commitMetric = 'jiehuan_store_commit_duration_seconds_count{outcome="ok"}';

interface LoadRound {
  readonly commitsPerSecond: number;
  readonly delay: number;
  readonly summary: LoadSummary;
}

/**
 * R2: durable commits per second of a hub under riders that never rest, over what its store can do with as many writers.
 * R8: how late the hub's event loop is meanwhile.
 */
export async function measureLoans({ plan, folder, firstPort, say }: Bench): Promise<Measurement[]> {
  const under = await createStore(plan.store, folder);
  const system = new MeasuredSystem(folder, firstPort, under);
  const fleet = await registeredFleet(under.place, system.broker, cabinets);
  const lasting = plan.quick ? 3000 : 10_000;
  const loaded: LoadRound[] = [];
  const raw: number[] = [];
  const idle: number[] = [];
  try {
    await system.startWallet();
    const hub = await system.startHub();
    await fleet.want(cabinets);
    await until("the cabinets are there", async () => (await fleet.status()).connected === cabinets);
    // The first riders log in, and the first loans pay for what is compiled only once.
    await underLoad(system, hub, fleet, lasting);
    for (let round = 0; round < rounds; round++) {
      const one = await underLoad(system, hub, fleet, lasting);
      loaded.push(one);
      raw.push(await rawCommits(await likeStore(under, folder, plan.store), lasting / 2));
      await hub.process.ask("delay");
      await delay(1000);
      idle.push(await hub.process.ask("delay"));
      say(`  ${textOf(one)}`);
    }
  } finally {
    await fleet.close();
    await system.close();
    await under.remove();
  }
  const loansPerSecond = loaded.map(({ summary }) => summary.loansPerSecond);
  const note = `${riders} riders; loans per second: ${loansPerSecond.map((rate) => rate.toFixed(1)).join(", ")}`;
  return [
    {
      id: "R2",
      ours: { what: "commits of loans", unit: "/s", values: loaded.map((round) => round.commitsPerSecond) },
      base: { what: "bare commits", unit: "/s", values: raw },
      aim: { of: "ratio", bound: "at-least", value: 0.5 },
      note,
    },
    {
      id: "R8",
      ours: { what: "loop delay p99 under load", unit: "ms", values: loaded.map((round) => round.delay) },
      base: { what: "at rest", unit: "ms", values: idle },
      aim: { of: "ours", bound: "at-most", value: 20 },
      note,
    },
  ];
}

async function underLoad(
  system: MeasuredSystem,
  { process }: MeasuredHub,
  fleet: Fleet,
  lasting: number,
): Promise<LoadRound> {
  const tally = new LoadTally();
  const stickers = await stickersOf(system.operator, "bench", 2 * riders);
  const load = restlessRiders({ system, hub: system.hubUrl, fleet, riders: riderIds(riders), stickers, tally });
  const before = await system.metric(commitMetric);
  await process.ask("delay");
  const begun = performance.now();
  load.start();
  await delay(lasting);
  const elapsed = performance.now() - begun;
  const commits = (await system.metric(commitMetric)) - before;
  const summary = tally.summary(elapsed);
  const late = await process.ask("delay");
  await load.stop();
  return { commitsPerSecond: commits / (elapsed / 1000), delay: late, summary };
}

/** A store of the same kind with as much in it as the hub's has now. */
async function likeStore(under: StoreUnderTest, folder: string, kind: StoreUnderTest["place"]["kind"]) {
  const like = await createStore(kind, folder);
  if (kind === "sqlite") await copyStore(under.place.at, like.place.at);
  else {
    const store = await openStore(like.place);
    await fill(store, copyOf((await exampleOrders(Date.now() - 86_400_000)).finished), riders, 1000);
    await store.close();
  }
  return like;
}

async function rawCommits(like: StoreUnderTest, lasting: number): Promise<number> {
  const process = new AskedProcess<CommitRun, number>({ script: join(import.meta.dirname, "raw-commits.js") });
  const rate = await process.ask({ place: like.place, writers: riders, lasting });
  await process.end("SIGKILL");
  await like.remove();
  return rate;
}

function textOf({ commitsPerSecond, summary }: LoadRound): string {
  const { loansPerSecond, unlock, errors } = summary;
  const perLoan = loansPerSecond > 0 ? commitsPerSecond / loansPerSecond : 0;
  const failures = Object.entries(errors).map(([code, count]) => `, ${code} ${count}`);
  return [
    `${loansPerSecond.toFixed(1)} loans per second of ${perLoan.toFixed(1)} commits`,
    `, unlock p50 ${Math.round(unlock.p50 ?? 0)} ms`,
    ...failures,
  ].join("");
}
