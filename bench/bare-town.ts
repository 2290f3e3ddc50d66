import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { AskedProcess } from "../simulators/fleet/asked-process.ts";
import type { BareBrokerQuestion } from "./bare-broker.ts";
import type { BareClientsQuestion } from "./bare-clients.ts";

type Clients = AskedProcess<BareClientsQuestion, number>;

/** A bare broker, and clients of it that are as many processes as a fleet's would be. */
export class BareTown {
  readonly #broker: AskedProcess<BareBrokerQuestion, number>;
  readonly #clients: readonly Clients[];
  readonly url: string;

  private constructor(broker: AskedProcess<BareBrokerQuestion, number>, clients: readonly Clients[], url: string) {
    this.#broker = broker;
    this.#clients = clients;
    this.url = url;
  }

  /** Nobody is connected yet. */
  static async open(count: number, processes: number): Promise<BareTown> {
    const broker = new AskedProcess<BareBrokerQuestion, number>({
      script: join(import.meta.dirname, "bare-broker.js"),
      execArgv: ["--expose-gc"],
    });
    const url = `mqtt://127.0.0.1:${await broker.ask("port")}`;
    const size = Math.ceil(count / processes);
    const clients: Clients[] = [];
    for (let before = 0; before < count; before += size) {
      const process: Clients = new AskedProcess({ script: join(import.meta.dirname, "bare-clients.js") });
      await process.ask({ ask: "begin", broker: url, count: Math.min(size, count - before), before });
      clients.push(process);
    }
    return new BareTown(broker, clients, url);
  }

  async want(connected: number): Promise<void> {
    const share = Math.ceil(connected / this.#clients.length);
    await Promise.all(
      this.#clients.map((process, index) => {
        const mine = Math.max(0, Math.min(share, connected - index * share));
        return process.ask({ ask: "want", connected: mine });
      }),
    );
  }

  /** Resolves when so many are connected and subscribed. */
  async until(connected: number): Promise<void> {
    for (;;) {
      const counts = await Promise.all(this.#clients.map((process) => process.ask({ ask: "connected" })));
      if (counts.reduce((sum, count) => sum + count, 0) === connected) return;
      await delay(10);
    }
  }

  memory(): Promise<number> {
    return this.#broker.ask("memory");
  }

  async close(): Promise<void> {
    await Promise.all([this.#broker, ...this.#clients].map((process) => process.end("SIGKILL")));
  }
}
