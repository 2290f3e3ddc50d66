import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { ProgramName } from "../../simulators/demo/demo.ts";
import type { DeployedSystem } from "../support/deployed-system.ts";

/** What a preloaded program (die-at.ts) is told to do from now on. */
export type Order =
  | { readonly what: "nothing" }
  /** Write each thing that it writes, sends or hears to this file, one a line. */
  | { readonly what: "record"; readonly to: string }
  /** Die with the n-th of them, or with the n-th that bears this name. */
  | { readonly what: "nth"; readonly nth: number; readonly side: Side; readonly place?: string };

export type Side = "before" | "after";

export interface Death {
  readonly place: string;
  readonly side: Side;
}

const lookEvery = 10;

/**
 * Environment of a program that shall die where it is told to.
 * @param ports what stands behind the ports that it speaks with
 */
export function preloaded(name: ProgramName, data: string, ports: Readonly<Record<number, string>>) {
  const folder = folderOf(data);
  mkdirSync(folder, { recursive: true });
  const preload = join(process.cwd(), "dist", "test", "crash", "die-at.js");
  return {
    NODE_OPTIONS: `--import ${pathToFileURL(preload).href}`,
    DIE_AT: join(folder, name),
    DIE_AT_PORTS: JSON.stringify(ports),
  };
}

export interface ArmedProgram {
  /** Where it died; undefined: not within `patience` ms, and it does not any more. */
  death(patience: number): Promise<Death | undefined>;
}

/** Gives a program an order; undefined: it is just starting or dead. */
export async function armProgram(
  system: DeployedSystem,
  name: ProgramName,
  order: Order,
): Promise<ArmedProgram | undefined> {
  const path = join(folderOf(system.data), name);
  const pid = system.pidOf(name);
  if (pid === undefined || read(`${path}.ready`) !== String(pid)) return undefined;
  rmSync(`${path}.heard`, { force: true });
  if (order.what !== "nothing") rmSync(`${path}.died`, { force: true });
  writeFileSync(`${path}.order`, JSON.stringify(order));
  try {
    process.kill(pid, "SIGUSR2");
  } catch {
    return undefined;
  }
  while (read(`${path}.heard`) === undefined) {
    if (system.pidOf(name) !== pid) return undefined;
    await delay(lookEvery);
  }
  return {
    async death(patience) {
      for (const end = performance.now() + patience; performance.now() < end; await delay(lookEvery)) {
        if (system.pidOf(name) !== pid) return deathIn(path);
      }
      await armProgram(system, name, { what: "nothing" });
      // It may have died in the very last moment.
      return deathIn(path);
    },
  };
}

/** undefined: it died elsewhere, or lives. */
function deathIn(path: string): Death | undefined {
  const died = read(`${path}.died`);
  return died === undefined ? undefined : (JSON.parse(died) as Death);
}

function folderOf(data: string): string {
  return join(data, "die-at");
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
