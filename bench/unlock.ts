import { connect } from "node:net";
import { join } from "node:path";
import { systemClock } from "../platform/clock.ts";
import { orderTable } from "../server/store/order-table.ts";
import { AskedProcess } from "../simulators/fleet/asked-process.ts";
import { MqttLine } from "../simulators/fleet/mqtt-line.ts";
import { percentile } from "../simulators/riders/percentile.ts";
import { BareSystem } from "./bare-system.ts";
import { answerTopic, commandTopic } from "./bare-topics.ts";
import type { Bench } from "./bench.ts";
import { BenchHub } from "./bench-hub.ts";
import { copyOf, exampleOrders, fill } from "./example-orders.ts";
import type { Measurement, Side } from "./measurement.ts";
import { rounds } from "./plan.ts";
import { createStore, openStore } from "./store-under-test.ts";

const openOrders = 200;
const aims = { sqlite: 20, postgres: 3 };
/** At once. */
const many = 32;

/**
 * R1: from the provider's answer to the durable opening, over a bare command and its answer, both at QoS 1. R1 alone and R1
 * at 32: over what no hub can do without, one after the other: a bare request over HTTP, two durable commits on such a
 * store, and that command with its answer.
 */
export async function measureUnlock({ plan, folder }: Bench): Promise<Measurement[]> {
  const under = await createStore(plan.store, folder);
  const store = await openStore(under.place);
  const { open } = await exampleOrders(Date.now() - 3_600_000);
  await fill(store, copyOf(open), 0, openOrders);
  const hub = await BenchHub.open(store);
  const bare = await BareSystem.open(1, 1);
  const http = new AskedProcess<"port", number>({ script: join(import.meta.dirname, "bare-http.js") });
  const bareUnder = await createStore(plan.store, folder);
  const bareStore = await openStore(bareUnder.place);
  await fill(bareStore, copyOf(open), 0, openOrders);
  const ours: number[][] = [];
  const base: number[][] = [];
  const parts: number[][] = [];
  const oursAtOnce: number[][] = [];
  const partsAtOnce: number[][] = [];
  try {
    await bare.want(1);
    await bare.until(1);
    const line = await BareLine.open(bare.url);
    // The first ones pay for what is compiled and connected only once.
    await repeat(plan.quick ? 5 : 20, async () => (await hub.lend()).unlock);
    await repeat(100, () => line.roundTrip());
    const url = `http://127.0.0.1:${await http.ask("port")}/`;
    const make = copyOf(open);
    const necessary = async (lane: number) => {
      const begun = performance.now();
      await (await fetch(url)).text();
      for (let commit = 0; commit < 2; commit++) {
        const record = { ...make(lane), nextEffectId: 100 + commit };
        await bareStore.transact((tx) => tx.put(orderTable, record));
      }
      await line.roundTrip();
      return performance.now() - begun;
    };
    const unlock = async () => (await hub.lend()).unlock;
    await atOnce(1, unlock);
    await atOnce(1, necessary);
    for (let round = 0; round < rounds; round++) {
      ours.push(await repeat(plan.quick ? 20 : 50, async () => (await hub.lend()).unlock));
      base.push(await repeat(plan.quick ? 100 : 500, () => line.roundTrip()));
      parts.push(await repeat(plan.quick ? 20 : 50, () => necessary(0)));
      oursAtOnce.push(await atOnce(plan.quick ? 1 : 3, unlock));
      partsAtOnce.push(await atOnce(plan.quick ? 1 : 3, necessary));
    }
    line.close();
  } finally {
    await hub.close();
    await bare.close();
    await http.end("SIGKILL");
    await bareStore.close();
    await bareUnder.remove();
    await store.close();
    await under.remove();
  }
  const bareCosts: Measurement[] = [
    {
      id: "R1 alone",
      ours: side("unlock", ours, 50),
      base: side("request, commits, round trip", parts, 50),
      aim: { of: "ratio", bound: "at-most", value: 3 },
    },
    {
      id: `R1 at ${many}`,
      ours: side("unlock", oursAtOnce, 50),
      base: side("request, commits, round trip", partsAtOnce, 50),
      aim: { of: "ratio", bound: "at-most", value: 5 },
      note: `${many} at once`,
    },
  ];
  const bareCommand = [50, 99].map(
    (percent): Measurement => ({
      id: percent === 50 ? "R1" : "R1 p99",
      ours: side("unlock", ours, percent),
      base: side("round trip", base, percent),
      aim: { of: "ratio", bound: "at-most", value: percent === 50 ? aims[plan.store] : 2 * aims[plan.store] },
      note: `${openOrders} open orders`,
    }),
  );
  return [...bareCommand, ...bareCosts];
}

/** `times` rounds of as many at once. */
async function atOnce(times: number, once: (lane: number) => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let time = 0; time < times; time++)
    values.push(...(await Promise.all(Array.from({ length: many }, (_, lane) => once(lane)))));
  return values;
}

function side(what: string, samples: readonly number[][], percent: number): Side {
  const values = samples.map((of) => percentile(of, percent) ?? Number.NaN);
  return { what: `${what} p${percent}`, unit: "ms", values };
}

/** One command after the other. */
async function repeat(times: number, once: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let time = 0; time < times; time++) values.push(await once());
  return values;
}

class BareLine {
  readonly #line: MqttLine;
  /** Who waits for an answer: they come in the order of the commands. */
  readonly #waiting: (() => void)[] = [];

  private constructor(url: string, up: () => void) {
    const stream = connect({ host: "127.0.0.1", port: Number(new URL(url).port), noDelay: true });
    const handlers = { up, down: () => {}, message: () => this.#waiting.shift()?.() };
    this.#line = new MqttLine(stream, { clientId: "bare-hub", topics: [answerTopic] }, handlers, systemClock);
  }

  static async open(url: string): Promise<BareLine> {
    let line: BareLine | undefined;
    await new Promise<void>((resolve) => {
      line = new BareLine(url, resolve);
    });
    if (!line) throw new Error("no connection");
    return line;
  }

  async roundTrip(): Promise<number> {
    const begun = performance.now();
    const answered = new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
    this.#line.publish(commandTopic, Buffer.alloc(300, "x"), { retain: false });
    await answered;
    return performance.now() - begun;
  }

  close(): void {
    this.#line.cut();
  }
}
