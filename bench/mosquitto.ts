import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { brokerFiles } from "../server/mosquitto/broker-files.ts";
import { fileNames } from "../server/mosquitto/configuration.ts";
import { hubSecret } from "./measured-system.ts";
import { until } from "./until.ts";

const mqttPassword = "the password of all hubs";
/** ms */
const patience = 10_000;

export interface MosquittoPlace {
  /** One that is not there yet. */
  readonly folder: string;
  /** Where cabinets connect, and where hubs do. */
  readonly ports: { readonly cabinets: number; readonly hubs: number };
  readonly cabinetIds: readonly string[];
}

/** A Mosquitto on loopback with the logins and rights that an operator's would have. */
export class Mosquitto {
  readonly #process: ChildProcess;
  /** With them a hub is its client. */
  readonly hubSettings: Readonly<Record<string, string>>;

  private constructor(process: ChildProcess, hubSettings: Readonly<Record<string, string>>) {
    this.#process = process;
    this.hubSettings = hubSettings;
  }

  /** @throws Error where it is not installed */
  static async start({ folder, ports, cabinetIds }: MosquittoPlace): Promise<Mosquitto> {
    const mqttUrl = `mqtt://127.0.0.1:${ports.hubs}`;
    const settings = {
      secret: hubSecret,
      mqttUrl,
      mqttUser: "Hub",
      mqttPassword,
      mqttHost: "127.0.0.1",
      mqttPort: ports.cabinets,
      mqttPlain: false,
      mqttTlsHost: "127.0.0.1",
      mqttTlsPort: 0,
      // For asking a hub, which nobody does here.
      httpHost: "",
      httpPort: 0,
    };
    const cabinets = cabinetIds.map((cabinetId) => ({ cabinetId, keyGeneration: 1 }));
    mkdirSync(folder);
    const files = brokerFiles({ settings, cabinets, folder, pidFile: undefined });
    for (const [name, text] of files) writeFileSync(join(folder, name), text, { mode: 0o600 });
    // Started by root it would become another user, who may not read them.
    const user = process.getuid?.() === 0 ? "user root\n" : "";
    const configuration = join(folder, "bench.conf");
    writeFileSync(configuration, `${user}${files.get(fileNames.configuration)}`);
    const started = await startProgram(configuration);
    await until("Mosquitto answers", () => isOpen(ports.hubs), patience);
    return new Mosquitto(started, { HUB_MQTT_URL: mqttUrl, HUB_MQTT_PASSWORD: mqttPassword });
  }

  /** Of its one process. */
  get pids(): number[] {
    const { pid } = this.#process;
    return pid === undefined ? [] : [pid];
  }

  async close(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const gone = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await gone;
  }
}

async function startProgram(configuration: string): Promise<ChildProcess> {
  // Debian keeps it where only root's path looks.
  const env = { ...process.env, PATH: `${process.env["PATH"]}:/usr/sbin` };
  const started = spawn("mosquitto", ["-c", configuration], { stdio: "ignore", env });
  try {
    await once(started, "spawn");
    return started;
  } catch {
    throw new Error("Mosquitto is not installed, or not on the path");
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    }).once("error", () => resolve(false));
  });
}
