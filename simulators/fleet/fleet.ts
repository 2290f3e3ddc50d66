import { join } from "node:path";
import { AskedProcess } from "./asked-process.ts";
import type { FleetAnswer, FleetPlan, FleetQuestion } from "./fleet-messages.ts";
import { type FleetStatus, sumUp } from "./fleet-tally.ts";

const processScript = join(import.meta.dirname, "fleet-process.js");

interface Share {
  readonly process: AskedProcess<FleetQuestion, FleetAnswer>;
  readonly size: number;
}

/** Thousands of simulated cabinets in a few processes. */
export class Fleet {
  readonly #shares: readonly Share[];
  readonly #shareOf: ReadonlyMap<string, Share>;

  private constructor(shares: readonly Share[], shareOf: ReadonlyMap<string, Share>) {
    this.#shares = shares;
    this.#shareOf = shareOf;
  }

  /** Nobody is connected yet. */
  static async open(plan: FleetPlan, processes: number): Promise<Fleet> {
    const size = Math.ceil(plan.cabinets.length / processes);
    const shares: Share[] = [];
    const shareOf = new Map<string, Share>();
    for (let before = 0; before < plan.cabinets.length; before += size) {
      const cabinets = plan.cabinets.slice(before, before + size);
      const process = new AskedProcess<FleetQuestion, FleetAnswer>({ script: processScript });
      const share = { process, size: cabinets.length };
      shares.push(share);
      for (const { cabinetId } of cabinets) shareOf.set(cabinetId, share);
      await process.ask({ ask: "begin", plan: { ...plan, cabinets }, before });
    }
    return new Fleet(shares, shareOf);
  }

  /** Of its processes. */
  get pids(): number[] {
    return this.#shares.flatMap(({ process }) => process.pid ?? []);
  }

  /** So many cabinets are to be connected from now on; those that are too many lose their connection. */
  async want(connected: number): Promise<void> {
    let left = connected;
    const asked = this.#shares.map(({ process, size }, index) => {
      const mine = Math.min(size, Math.ceil(left / (this.#shares.length - index)));
      left -= mine;
      return process.ask({ ask: "want", connected: mine });
    });
    await Promise.all(asked);
  }

  /** A rider pushes the item that came out of the slot back. @returns false where nothing came out of it */
  async putBack(cabinetId: string, slot: number): Promise<boolean> {
    const answer = await this.#shareOf.get(cabinetId)?.process.ask({ ask: "put-back", cabinetId, slot });
    return answer === true;
  }

  /** The board of every cabinet reports something, connected or not. */
  async reportAbnormal(): Promise<void> {
    await Promise.all(this.#shares.map(({ process }) => process.ask({ ask: "report-abnormal" })));
  }

  async status(): Promise<FleetStatus> {
    const statuses = await Promise.all(this.#shares.map(({ process }) => process.ask({ ask: "status" })));
    return sumUp(statuses.filter((status) => typeof status === "object"));
  }

  async close(): Promise<void> {
    await Promise.all(this.#shares.map(({ process }) => process.end("SIGKILL")));
  }
}
