import { type ChildProcess, spawn } from "node:child_process";
import { AppError } from "../../../platform/app-error.ts";
import type { Clock } from "../../../platform/clock.ts";
import type { BoardPort } from "./board-port.ts";

/** How long after its end socat is started again, in ms: it ends when somebody else takes the board's line over. */
const restartAfter = 200;

/** A serial device joined to the board's port by socat, since Node.js can't make pseudo-terminals. */
export class SerialDevice {
  readonly #path: string;
  readonly #port: BoardPort;
  readonly #clock: Clock;
  #socat: ChildProcess | undefined;
  #cancelRestart: (() => void) | undefined;
  #closed = false;

  private constructor(parts: { path: string; port: BoardPort; clock: Clock }) {
    this.#path = parts.path;
    this.#port = parts.port;
    this.#clock = parts.clock;
  }

  /**
   * Resolves when the device is there.
   * @throws AppError request/invalid for a path that socat would misread; serial/unavailable
   */
  static async open(parts: { path: string; port: BoardPort; clock: Clock }): Promise<SerialDevice> {
    if (!/^[\w./-]+$/.test(parts.path))
      throw new AppError("request/invalid", `${parts.path}: the path of the device has letters, digits and ._-/ only`);
    const device = new SerialDevice(parts);
    const ended = device.#start();
    await Promise.race([parts.port.plugged(), ended.then((why) => Promise.reject(why))]);
    return device;
  }

  /** Resolves when the device is gone. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelRestart?.();
    const socat = this.#socat;
    if (socat === undefined || socat.exitCode !== null || socat.signalCode !== null) return;
    const gone = new Promise((resolve) => socat.once("exit", resolve));
    socat.kill();
    await gone;
  }

  /** @returns why socat ended, when it has */
  async #start(): Promise<AppError> {
    const address = `PTY,link=${this.#path},raw,echo=0`;
    const socat = spawn("socat", [address, `TCP:127.0.0.1:${this.#port.port},nodelay`], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#socat = socat;
    let said = "";
    socat.stderr.on("data", (text: Buffer) => {
      said += text.toString();
    });
    return new Promise((resolve) => {
      socat.once("error", () => {
        resolve(new AppError("serial/unavailable", "--pty needs the program socat, which is not installed"));
      });
      socat.once("exit", () => {
        if (!this.#closed) this.#cancelRestart = this.#clock.after(restartAfter, () => void this.#start());
        resolve(new AppError("serial/unavailable", `socat ended: ${said.trim()}`));
      });
    });
  }
}
