import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import type { DeployedSystem } from "./deployed-system.ts";
import { freePort } from "./free-ports.ts";

interface CabinetPlan {
  readonly cabinetId: string;
  /** Whose releases it takes. */
  readonly publicKey: string;
  /** For the bridge's files. */
  readonly folder: string;
}

/** A simulated board and a bridge under its launcher, as processes beside a system: it can be updated over the air. */
export class UpdatableCabinet {
  readonly #system: DeployedSystem;
  readonly #plan: CabinetPlan;
  readonly #secret: string;
  readonly #line: number;
  readonly #board: ChildProcess;
  #launcher: ChildProcess;

  private constructor(system: DeployedSystem, plan: CabinetPlan, secret: string, line: number) {
    this.#system = system;
    this.#plan = plan;
    this.#secret = secret;
    this.#line = line;
    this.#board = start("simulators/board/main.js", ["--tcp", String(line), "--slots", "4"]);
    this.#launcher = this.#launch(300);
  }

  /** Resolves when the cabinet is registered and connected. */
  static async open(system: DeployedSystem, plan: CabinetPlan): Promise<UpdatableCabinet> {
    const details = { name: "升级柜", address: "人民路1号", slots: 4, reason: "the new version is tried" };
    const answer = await system.operator<{ secret: string }>(`/cabinets/${plan.cabinetId}`, details, "PUT");
    const cabinet = new UpdatableCabinet(system, plan, answer.secret, await freePort());
    await system.until("the cabinet is there", async () => (await cabinet.software()) === "jiehuan/0.2.0");
    return cabinet;
  }

  /** Starts the bridge again. @param trial seconds that a new version has to reach hub and boards */
  async restart(trial: number): Promise<void> {
    await end(this.#launcher);
    this.#launcher = this.#launch(trial);
  }

  /** What its bridge says that it is; undefined while it is not connected. */
  async software(): Promise<string | undefined> {
    const rows = await this.#system.operator<{ cabinetId: string; condition: string; software?: string }[]>("/fleet");
    return rows.find((row) => row.cabinetId === this.#plan.cabinetId && row.condition === "online")?.software;
  }

  async close(): Promise<void> {
    await end(this.#launcher);
    await end(this.#board);
  }

  #launch(trial: number): ChildProcess {
    const { cabinetId, publicKey, folder } = this.#plan;
    return start("firmware-bridge/launcher/main.js", [], {
      BRIDGE_HUB: `mqtt://127.0.0.1:${this.#system.mqttPort}`,
      BRIDGE_CABINET_ID: cabinetId,
      BRIDGE_SECRET: this.#secret,
      BRIDGE_LINE: `tcp://127.0.0.1:${this.#line}`,
      BRIDGE_DRIVER: "gzxj",
      BRIDGE_SLOTS: "4",
      BRIDGE_DATA: join(folder, "bridge"),
      BRIDGE_UPDATE_KEYS: publicKey,
      BRIDGE_UPDATE_TRIAL: String(trial),
    });
  }
}

function start(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, [resolve("dist", program), ...args], {
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
