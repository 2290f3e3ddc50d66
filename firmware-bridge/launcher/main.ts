import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../../platform/clock.ts";
import { nodeDisk } from "../../platform/disk.ts";
import { version } from "../../platform/version.ts";
import { Launcher, type RunningBridge } from "./launcher.ts";
import { updatesFolder } from "./update-record.ts";

/*
 * What an installation starts instead of the bridge, so that the bridge can be updated over the air. It takes no arguments and reads
 * three of the bridge's settings; the bridge checks them all. It has no packages and is never updated itself.
 */

const usage = `The bridge, which can be updated over the air. usage: node dist/firmware-bridge/launcher/main.js

It starts the version that was installed last, and returns to the one before where a new version does not reach hub and boards.
It takes no arguments. Its settings are those of the bridge: docs/reference/settings.md. How updates work: docs/guides/updates.md.
Ends as the bridge ends: 0 (stopped in order), 1 (a failure), 64 (wrong command line) or 78 (wrong settings).
`;

/** Seconds, where the setting is absent or no number; the bridge says what is wrong with it. */
const usualTrial = 300;

/** A setting, from its variable or from the file that `<name>_FILE` names. */
function setting(name: string): string | undefined {
  const path = process.env[`${name}_FILE`];
  try {
    return path ? readFileSync(path, "utf8").trim() : process.env[name];
  } catch {
    return undefined;
  }
}

function run(program: string): RunningBridge {
  const child = spawn(process.execPath, [...process.execArgv, "--enable-source-maps", program], {
    stdio: "inherit",
    // The watchdog of systemd wants to hear of the bridge, not of the launcher.
    env: { ...process.env, JIEHUAN_BASE: version, WATCHDOG_PID: undefined },
  });
  const ended = new Promise<{ code: number | null }>((resolve) => {
    child.once("error", () => resolve({ code: 1 }));
    child.once("exit", (code) => resolve({ code }));
  });
  return { ended, signal: (name) => void child.kill(name) };
}

/** A bridge does not know whether another one will follow it, so the launcher tells systemd that the service stops. */
function sayStopping(): void {
  if (process.env["NOTIFY_SOCKET"]) spawn("systemd-notify", ["STOPPING=1"], { stdio: "ignore" }).on("error", () => {});
}

async function main(): Promise<void> {
  const [argument] = process.argv.slice(2);
  if (argument !== undefined) {
    const isHelp = argument === "--help" || argument === "-h";
    process[isHelp ? "stdout" : "stderr"].write(isHelp ? usage : `unknown argument ${argument}\n\n${usage}`);
    process.exit(isHelp ? 0 : 64);
  }
  const data = setting("BRIDGE_DATA");
  const trial = Number(setting("BRIDGE_UPDATE_TRIAL") ?? usualTrial);
  const launcher = new Launcher({
    disk: nodeDisk,
    clock: systemClock,
    updates: data ? updatesFolder(data) : undefined,
    base: { version, program: join(import.meta.dirname, "..", "main.js") },
    run,
    trialLimit: (trial > 0 ? trial : usualTrial) * 1000,
    log: (text) => void process.stderr.write(`launcher: ${text}\n`),
  });
  for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    process.on(name, () => {
      if (name !== "SIGHUP") sayStopping();
      launcher.signal(name);
    });
  }
  process.exit(await launcher.run());
}

void main();
