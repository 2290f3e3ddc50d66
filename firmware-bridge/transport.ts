import type { Duplex } from "node:stream";
import { SerialPort } from "serialport";
import { AppError } from "../platform/app-error.ts";
import { connectionPatience, dial } from "../platform/dial.ts";
import { errorMessage } from "../platform/error-message.ts";
import { readLineAddress, type SerialAddress, type TcpAddress } from "./line-address.ts";
import { portList, portsHere } from "./ports.ts";
import { StationListener } from "./station-listener.ts";

/** The way to some boards, which is opened again and again. */
export interface Line {
  /** @throws AppError serial/unavailable */
  open(): Promise<Duplex>;
  /** Ends what a line needs while it is not open: the port at which a station dials in. */
  close(): void;
}

/** @param baud the speed of a serial line whose address names none */
export function lineTo(address: string, baud = 115_200): Line {
  const target = readLineAddress(address);
  if (target.kind === "listen") return listeningLine(address, target);
  return {
    open: () => (target.kind === "serial" ? openSerial(address, target, baud) : openTcp(address, target)),
    close: () => {},
  };
}

/**
 * Opens a line once.
 * @param baud the speed of a serial line whose address names none
 * @throws AppError serial/unavailable
 */
export async function openLine(address: string, baud = 115_200): Promise<Duplex> {
  const line = lineTo(address, baud);
  const opened = await line.open();
  opened.once("close", () => line.close());
  return opened;
}

function listeningLine(address: string, target: TcpAddress): Line {
  const listener = new StationListener(target);
  return {
    open: () => listener.open().catch((cause: unknown) => Promise.reject(unavailable(address, cause))),
    close: () => listener.close(),
  };
}

function openTcp(address: string, { host, port }: TcpAddress): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const socket = dial({ host, port }).setTimeout(connectionPatience);
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

function openSerial(address: string, { path, parity, stopBits, ...of }: SerialAddress, baud: number): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const baudRate = of.baud ?? baud;
    const line = new SerialLine({ path, baudRate, dataBits: 8, parity, stopBits, autoOpen: false });
    line.open((cause) => {
      if (cause) void whyNotOpen(address, path, cause).then(reject);
      else resolve(line);
    });
  });
}

/** A path that there is not may be misspelt: the ports that there are help. */
async function whyNotOpen(address: string, path: string, cause: Error): Promise<AppError> {
  if (!/ENOENT|no such file/i.test(cause.message)) return unavailable(address, cause);
  return unavailable(address, new Error(`${path} is not there; ${portList(await portsHere())}`, { cause }));
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

function unavailable(address: string, cause: unknown): AppError {
  return new AppError("serial/unavailable", `the line ${address} can't be opened: ${errorMessage(cause)}`, { cause });
}
