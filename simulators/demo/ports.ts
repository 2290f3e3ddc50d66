import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";
import { AppError } from "../../platform/app-error.ts";

/**
 * Checks that the demo can listen on all of its ports.
 * @param ports by the name of their options
 * @param hostOf where a port is listened on
 * @throws AppError request/invalid for a port that is given twice, is taken, or is not allowed to this user; it says who has it
 */
export async function checkPorts<Name extends string>(
  ports: Readonly<Record<Name, number>>,
  hostOf: (name: Name) => string,
): Promise<void> {
  const names = new Map<number, string>();
  const all = Object.entries(ports) as [Name, number][];
  for (const [name, port] of all) {
    const other = names.get(port);
    if (other !== undefined) throw wrong(`--${other} and --${name} are both ${port}: give one of them another port`);
    names.set(port, name);
  }
  for (const [name, port] of all) await checkPort(name, port, hostOf(name));
}

async function checkPort(name: string, port: number, host: string): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EACCES")
      throw wrong(`this user may not listen on port ${port}: choose one above 1023 with --${name}`);
    if (code !== "EADDRINUSE") throw wrong(`port ${port} can't be used: ${message}`);
    throw wrong(`port ${port} is taken${spokenHolder(host, port)}, or choose another with --${name}`);
  } finally {
    server.close();
  }
}

function spokenHolder(host: string, port: number): string {
  const holder = holderOf(host, port);
  if (!holder) return "; is a demo running already? Stop it";
  const { pid, command } = holder;
  return ` by process ${pid} (${command}). Stop it (kill ${pid})`;
}

/** The process that listens on a port, where the system shows it to this user. */
function holderOf(host: string, port: number): { pid: string; command: string } | undefined {
  const pid = process.platform === "linux" ? pidByProc(host, port) : pidByLsof(port);
  if (pid === undefined) return undefined;
  // A program of a demo would be started again by the demo, which is the one to stop.
  const parent = ofProcess(pid, "ppid");
  const demo = ofProcess(parent, "args");
  if (demo.includes("demo/main.js")) return { pid: parent, command: demo.slice(0, 80) };
  return { pid, command: ofProcess(pid, "args").slice(0, 80) || "unknown command" };
}

function ofProcess(pid: string, field: "args" | "ppid"): string {
  const { stdout } = spawnSync("ps", ["-o", `${field}=`, "-p", pid], { encoding: "utf8" });
  return (stdout ?? "").trim();
}

function pidByLsof(port: number): string | undefined {
  const { stdout } = spawnSync("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-t"], { encoding: "utf8" });
  return (stdout ?? "").split("\n").find((line) => line !== "");
}

/** Linux names the socket of a listening port in /proc/net/tcp, and the sockets of a process among its open files. */
function pidByProc(host: string, port: number): string | undefined {
  const hexPort = port.toString(16).toUpperCase().padStart(4, "0");
  // An IPv4 address stands there as one number of the machine's byte order; zeros are every address.
  const hexHost = host.split(".").map((byte) => Number(byte).toString(16).padStart(2, "0"));
  const ours = new RegExp(`^(?:0+|0*(?:FFFF0000)?${hexHost.toReversed().join("")}):${hexPort}$`, "i");
  const listening = "0A";
  const sockets = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((path) =>
    linesOf(path)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, address = "", , state]) => ours.test(address) && state === listening)
      .map((fields) => `socket:[${fields[9]}]`),
  );
  return entriesOf("/proc").find(
    (pid) =>
      /^\d+$/.test(pid) && entriesOf(`/proc/${pid}/fd`).some((fd) => sockets.includes(linkOf(`/proc/${pid}/fd/${fd}`))),
  );
}

/** What this user may not see counts as empty. */
function linesOf(path: string): string[] {
  return orElse(() => readFileSync(path, "utf8").split("\n"), []);
}

function entriesOf(folder: string): string[] {
  return orElse(() => readdirSync(folder), []);
}

function linkOf(path: string): string {
  return orElse(() => readlinkSync(path), "");
}

function orElse<Value>(read: () => Value, otherwise: Value): Value {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

function wrong(what: string): AppError {
  return new AppError("request/invalid", what);
}
