import { connect } from "node:net";
import { systemClock } from "../platform/clock.ts";
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

/** R1: from the provider's answer to the durable opening, over a bare command and its answer, both at QoS 1. */
export async function measureUnlock({ plan, folder }: Bench): Promise<Measurement[]> {
  const under = await createStore(plan.store, folder);
  const store = await openStore(under.place);
  const { open } = await exampleOrders(Date.now() - 3_600_000);
  await fill(store, copyOf(open), 0, openOrders);
  const hub = await BenchHub.open(store);
  const bare = await BareSystem.open(1, 1);
  const ours: number[][] = [];
  const base: number[][] = [];
  try {
    await bare.want(1);
    await bare.until(1);
    const line = await BareLine.open(bare.url);
    // The first ones pay for what is compiled and connected only once.
    await repeat(plan.quick ? 5 : 20, async () => (await hub.lend()).unlock);
    await repeat(100, () => line.roundTrip());
    for (let round = 0; round < rounds; round++) {
      ours.push(await repeat(plan.quick ? 20 : 50, async () => (await hub.lend()).unlock));
      base.push(await repeat(plan.quick ? 100 : 500, () => line.roundTrip()));
    }
    line.close();
  } finally {
    await hub.close();
    await bare.close();
    await store.close();
    await under.remove();
  }
  return [50, 99].map((percent) => ({
    id: percent === 50 ? "R1" : "R1 p99",
    ours: side("unlock", ours, percent),
    base: side("round trip", base, percent),
    aim: { of: "ratio", bound: "at-most", value: percent === 50 ? aims[plan.store] : 2 * aims[plan.store] },
    note: `${openOrders} open orders`,
  }));
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
  #answered: () => void = () => {};

  private constructor(url: string, up: () => void) {
    const stream = connect({ host: "127.0.0.1", port: Number(new URL(url).port), noDelay: true });
    const handlers = { up, down: () => {}, message: () => this.#answered() };
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
      this.#answered = resolve;
    });
    this.#line.publish(commandTopic, Buffer.alloc(300, "x"), { retain: false });
    await answered;
    return performance.now() - begun;
  }

  close(): void {
    this.#line.cut();
  }
}
