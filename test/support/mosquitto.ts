import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { findProgram } from "./optional.ts";

/** Debian keeps it where only root's path looks. */
export const mosquittoProgram = findProgram("Mosquitto", ["mosquitto", "/usr/sbin/mosquitto"]);

/** A Mosquitto of the tests' own on loopback, whom everybody may use and who keeps nothing. */
export class Mosquitto {
  readonly #folder: string;
  readonly #port: number;
  #process: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
  }

  static async create(port: number): Promise<Mosquitto> {
    const folder = await mkdtemp(join(tmpdir(), "mosquitto-"));
    const lines = [`listener ${port} 127.0.0.1`, "allow_anonymous true", "persistence false", "set_tcp_nodelay true"];
    await writeFile(join(folder, "mosquitto.conf"), `${lines.join("\n")}\n`);
    const broker = new Mosquitto(folder, port);
    await broker.start();
    return broker;
  }

  /** With the configuration that is in a folder already; one of its listeners has this port. */
  static async over(folder: string, port: number): Promise<Mosquitto> {
    const broker = new Mosquitto(folder, port);
    await broker.start();
    return broker;
  }

  async start(): Promise<void> {
    if (!mosquittoProgram) throw new Error("Mosquitto is not installed");
    const broker = spawn(mosquittoProgram, ["-c", join(this.#folder, "mosquitto.conf")], { stdio: "ignore" });
    this.#process = broker;
    while (!(await this.#answers())) {
      if (broker.exitCode !== null) throw new Error(`Mosquitto ended with ${broker.exitCode}`);
      await delay(20);
    }
  }

  /** kill -9: every connection is gone, and all that it kept. */
  async kill(): Promise<void> {
    const broker = this.#process;
    this.#process = undefined;
    if (!broker || broker.exitCode !== null) return;
    const gone = once(broker, "exit");
    broker.kill("SIGKILL");
    await gone;
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.#port, "127.0.0.1", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
  }
}
