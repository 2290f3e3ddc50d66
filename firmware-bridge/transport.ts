import type { Duplex } from "node:stream";
import { SerialPort } from "serialport";
import { AppError } from "../platform/app-error.ts";
import { connectionPatience, dial } from "../platform/dial.ts";
import { errorMessage } from "../platform/error-message.ts";

/** A line is `/dev/ttyS1`, `/dev/ttyS1?baud=9600` or `tcp://host:port` (a serial server, a simulator). */
export const linePattern = "^(/[^?]+(\\?baud=[1-9][0-9]{2,6})?|tcp://(\\[[0-9a-fA-F:]+\\]|[^/:\\[\\]]+):[0-9]{1,5})$";

/**
 * @param baud the speed of a serial line whose address names none
 * @throws AppError serial/unavailable
 */
export function openLine(address: string, baud = 115_200): Promise<Duplex> {
  return address.startsWith("tcp://") ? openTcp(address) : openSerial(address, baud);
}

function openTcp(address: string): Promise<Duplex> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const host = hostname.replace(/^\[|\]$/g, "");
    const socket = dial({ host, port: Number(port) }).setTimeout(connectionPatience);
    const fail = (cause: Error) => reject(unavailable(address, cause));
    socket.once("error", fail);
    socket.once("timeout", () => socket.destroy(new Error(`no connection within ${connectionPatience} ms`)));
    socket.once("connect", () => {
      socket.setTimeout(0).setKeepAlive(true);
      socket.removeListener("error", fail);
      resolve(socket);
    });
  });
}

function openSerial(address: string, baud: number): Promise<Duplex> {
  const [path = "", query = ""] = address.split("?");
  const baudRate = Number(new URLSearchParams(query).get("baud") ?? baud);
  return new Promise((resolve, reject) => {
    const line = new SerialLine({ path, baudRate, dataBits: 8, parity: "none", stopBits: 1, autoOpen: false });
    line.open((cause) => {
      if (cause) reject(unavailable(address, cause));
      else resolve(line);
    });
  });
}

/**
 * SerialPort does not close its file when it is destroyed as a stream, and the path stays locked. It must also never be
 * opened again: what was written while it was closed would be sent then, an old unlock among it (node-serialport 1593).
 */
class SerialLine extends SerialPort {
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (this.isOpen) this.close(() => done(error));
    else done(error);
  }
}

function unavailable(address: string, cause: Error): AppError {
  return new AppError("serial/unavailable", `the line ${address} can't be opened: ${errorMessage(cause)}`, { cause });
}
