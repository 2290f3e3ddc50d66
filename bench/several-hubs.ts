import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { cabinetIds } from "../simulators/fleet/enrolment.ts";
import type { Fleet } from "../simulators/fleet/fleet.ts";
import { stickersOf } from "../simulators/riders/load-stickers.ts";
import { LoadTally } from "../simulators/riders/load-tally.ts";
import type { Sticker } from "../simulators/riders/rider-load.ts";
import type { Bench } from "./bench.ts";
import { cpuTime, cpuTimeOfFamily } from "./cpu-time.ts";
import { type MeasuredHub, MeasuredSystem } from "./measured-system.ts";
import type { Outcome } from "./measurement.ts";
import { Mosquitto } from "./mosquitto.ts";
import { rounds } from "./plan.ts";
import { postgresPostmaster } from "./postgres-postmaster.ts";
import { registeredFleet } from "./registered-fleet.ts";
import { restlessRiders, riderIds } from "./restless-riders.ts";
import { createStore, type StoreUnderTest } from "./store-under-test.ts";
import { until } from "./until.ts";

const severalHubs = 3;
const riders = 32;
const cabinets = 8;

interface LoadRound {
  readonly loansPerSecond: number;
  /** CPU time for each loan, in ms; undefined where this machine does not tell. */
  readonly cpu: { readonly hubs: number; readonly all: number } | undefined;
  readonly errors: Readonly<Record<string, number>>;
}

/**
 * R10: loans per second through three hubs over one hub, each side with a database of its own on one PostgreSQL server and a
 * Mosquitto of its own; and what of the CPU time for a loan is the hubs'. Both sides run all the time and take turns.
 */
export async function measureSeveralHubs({ plan, folder, firstPort, say }: Bench): Promise<Outcome[]> {
  if (plan.store === "sqlite")
    return [{ id: "R10", notMeasured: "several hubs need PostgreSQL: --store postgres, with HUB_DATABASE_URL" }];
  const lasting = plan.quick ? 3000 : 10_000;
  const opened: HubGroup[] = [];
  const open = async (name: string, port: number, hubs: number) => {
    const group = await HubGroup.open(join(folder, name), port, hubs);
    opened.push(group);
    // The first riders log in, and the first loans pay for what is compiled only once.
    await group.underLoad(lasting);
    return group;
  };
  const many: LoadRound[] = [];
  const alone: LoadRound[] = [];
  try {
    const three = await open("three", firstPort, severalHubs);
    const one = await open("one", firstPort + portsOf(severalHubs), 1);
    for (let round = 0; round < rounds; round++) {
      many.push(await three.underLoad(lasting));
      alone.push(await one.underLoad(lasting));
      say(`  three hubs: ${textOf(many.at(-1))}; one: ${textOf(alone.at(-1))}`);
    }
  } finally {
    for (const group of opened) await group.close();
  }
  return outcomesOf(many, alone);
}

/** Hubs that share a database and a Mosquitto, with their wallet and their cabinets. */
class HubGroup {
  readonly #system: MeasuredSystem;
  readonly #hubs: readonly MeasuredHub[];
  readonly #fleet: Fleet;
  readonly #mosquitto: Mosquitto;
  readonly #under: StoreUnderTest;

  private constructor(
    system: MeasuredSystem,
    hubs: readonly MeasuredHub[],
    fleet: Fleet,
    mosquitto: Mosquitto,
    under: StoreUnderTest,
  ) {
    this.#system = system;
    this.#hubs = hubs;
    this.#fleet = fleet;
    this.#mosquitto = mosquitto;
    this.#under = under;
  }

  /** @param folder one that is not there yet @param firstPort of `portsOf(count)` in a row */
  static async open(folder: string, firstPort: number, count: number): Promise<HubGroup> {
    const under = await createStore("postgres", folder);
    const ports = { cabinets: firstPort + 1, hubs: firstPort + portsOf(count) - 1 };
    const undo: (() => Promise<void>)[] = [() => under.remove()];
    try {
      const ids = cabinetIds("bench", cabinets);
      const mosquitto = await Mosquitto.start({ folder: `${folder}-broker`, ports, cabinetIds: ids });
      undo.unshift(() => mosquitto.close());
      const system = new MeasuredSystem(folder, firstPort, under, mosquitto.hubSettings);
      undo.unshift(() => system.close());
      const fleet = await registeredFleet(under.place, system.broker, cabinets);
      undo.unshift(() => fleet.close());
      await system.startWallet();
      const hubs: MeasuredHub[] = [];
      for (let further = 0; further < count; further++) hubs.push(await system.startHub(further));
      await fleet.want(cabinets);
      const ready = async () => (await system.operator.cabinets()).every(({ presence }) => presence.online);
      await until("the cabinets are there", ready);
      return new HubGroup(system, hubs, fleet, mosquitto, under);
    } catch (error) {
      for (const step of undo) await step();
      throw error;
    }
  }

  /** Riders, as many at each hub, who never rest for `lasting` ms. */
  async underLoad(lasting: number): Promise<LoadRound> {
    const tally = new LoadTally();
    const stickers = await stickersOf(this.#system.operator, "bench", 2 * riders);
    const loads = this.#hubs.map(({ url: hub }, index) =>
      restlessRiders({
        system: this.#system,
        hub,
        fleet: this.#fleet,
        riders: this.#share(riderIds(riders), index),
        stickers: this.#share(stickers, index).map((sticker) => leadingTo(hub, sticker)),
        tally,
      }),
    );
    const postmaster = await postgresPostmaster(this.#under.place.at);
    const used = () => this.#cpuTimes(postmaster);
    const before = used();
    const begun = performance.now();
    for (const load of loads) load.start();
    await delay(lasting);
    const { loansPerSecond, errors } = tally.summary(performance.now() - begun);
    await Promise.all(loads.map((load) => load.stop()));
    // Only now, so that every loan is counted for which something was done.
    const [after, { loans }] = [used(), tally];
    const cpu = before && after && { hubs: (after.hubs - before.hubs) / loans, all: (after.all - before.all) / loans };
    return { loansPerSecond, cpu, errors };
  }

  async close(): Promise<void> {
    await this.#fleet.close();
    await this.#system.close();
    await this.#mosquitto.close();
    await this.#under.remove();
  }

  #share<Item>(items: readonly Item[], hub: number): Item[] {
    return items.filter((_, index) => index % this.#hubs.length === hub);
  }

  /** Riders are in this process. The server works for the other side too, but not now. */
  #cpuTimes(postmaster: number | undefined): { hubs: number; all: number } | undefined {
    if (postmaster === undefined) return undefined;
    const hubs = cpuTime(this.#hubs.flatMap((hub) => hub.process.pid ?? []));
    const database = cpuTimeOfFamily(postmaster);
    const others = cpuTime([...this.#system.pids, ...this.#fleet.pids, ...this.#mosquitto.pids, process.pid]);
    if (hubs === undefined || database === undefined || others === undefined) return undefined;
    return { hubs, all: others + database };
  }
}

/** The system's for its hubs, and Mosquitto's for them. */
function portsOf(hubs: number): number {
  return hubs + 3;
}

/** A slot's code is good at each hub. */
function leadingTo(hub: string, { cabinetId, slot, url }: Sticker): Sticker {
  return { cabinetId, slot, url: `${hub}${new URL(url).pathname}` };
}

function outcomesOf(many: readonly LoadRound[], alone: readonly LoadRound[]): Outcome[] {
  const note = `${riders} riders`;
  const throughput: Outcome = {
    id: "R10",
    ours: { what: "loans of three hubs", unit: "/s", values: many.map((round) => round.loansPerSecond) },
    base: { what: "of one", unit: "/s", values: alone.map((round) => round.loansPerSecond) },
    note,
  };
  const times = many.flatMap(({ cpu }) => cpu ?? []);
  const timesAlone = alone.flatMap(({ cpu }) => cpu ?? []);
  if (times.length < many.length || timesAlone.length < alone.length) {
    const why = "CPU time is read from Linux, of a PostgreSQL on this machine";
    return [throughput, { id: "R10 share", notMeasured: why }, { id: "R10 CPU", notMeasured: why }];
  }
  const ofHubs = times.map(({ hubs }) => hubs);
  return [
    throughput,
    {
      id: "R10 share",
      ours: { what: "CPU of three hubs for a loan", unit: "ms", values: ofHubs },
      base: { what: "of all processes", unit: "ms", values: times.map(({ all }) => all) },
      note,
    },
    {
      id: "R10 CPU",
      ours: { what: "CPU of three hubs for a loan", unit: "ms", values: ofHubs },
      base: { what: "of one hub", unit: "ms", values: timesAlone.map(({ hubs }) => hubs) },
      note,
    },
  ];
}

function textOf(round: LoadRound | undefined): string {
  if (!round) return "";
  const failures = Object.entries(round.errors).map(([code, count]) => `, ${code} ${count}`);
  return `${round.loansPerSecond.toFixed(1)} loans per second${failures.join("")}`;
}
