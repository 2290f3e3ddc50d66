import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { AskedProcess } from "../simulators/fleet/asked-process.ts";
import type { BareBrokerQuestion } from "./bare-broker.ts";
import type { BareClientsQuestion } from "./bare-clients.ts";

type BareBroker = AskedProcess<BareBrokerQuestion, number>;

interface Clients {
  readonly process: AskedProcess<BareClientsQuestion, number>;
  readonly before: number;
  readonly count: number;
}

/** A bare broker, and clients of it that are as many processes as a fleet's would be. */
export class BareSystem {
  readonly #clients: readonly Clients[];
  #broker: BareBroker;
  #url = "";

  private constructor(broker: BareBroker, clients: readonly Clients[]) {
    this.#broker = broker;
    this.#clients = clients;
  }

  get url(): string {
    return this.#url;
  }

  /** Nobody is connected yet. */
  static async open(count: number, processes: number): Promise<BareSystem> {
    const size = Math.ceil(count / processes);
    const clients: Clients[] = [];
    for (let before = 0; before < count; before += size) {
      const process = new AskedProcess<BareClientsQuestion, number>({
        script: join(import.meta.dirname, "bare-clients.js"),
      });
      clients.push({ process, before, count: Math.min(size, count - before) });
    }
    const system = new BareSystem(startBroker(), clients);
    await system.#begin();
    return system;
  }

  /** The broker ends, and a new one begins, to which nobody is connected yet. */
  async restartBroker(): Promise<void> {
    await this.#broker.end("SIGKILL");
    this.#broker = startBroker();
    await this.#begin();
  }

  async #begin(): Promise<void> {
    this.#url = `mqtt://127.0.0.1:${await this.#broker.ask("port")}`;
    for (const { process, before, count } of this.#clients)
      await process.ask({ ask: "begin", broker: this.#url, count, before });
  }

  async want(connected: number): Promise<void> {
    const share = Math.ceil(connected / this.#clients.length);
    await Promise.all(
      this.#clients.map(({ process }, index) => {
        const mine = Math.max(0, Math.min(share, connected - index * share));
        return process.ask({ ask: "want", connected: mine });
      }),
    );
  }

  /** Resolves when so many are connected and subscribed. */
  async until(connected: number): Promise<void> {
    for (;;) {
      const counts = await Promise.all(this.#clients.map(({ process }) => process.ask({ ask: "connected" })));
      if (counts.reduce((sum, count) => sum + count, 0) === connected) return;
      await delay(10);
    }
  }

  memory(): Promise<number> {
    return this.#broker.ask("memory");
  }

  async close(): Promise<void> {
    const processes = [this.#broker, ...this.#clients.map(({ process }) => process)];
    await Promise.all(processes.map((process) => process.end("SIGKILL")));
  }
}

function startBroker(): BareBroker {
  return new AskedProcess({ script: join(import.meta.dirname, "bare-broker.js"), execArgv: ["--expose-gc"] });
}
