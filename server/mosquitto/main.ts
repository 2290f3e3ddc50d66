import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { AppError } from "../../platform/app-error.ts";
import { answerHelp } from "../../platform/command-line.ts";
import { makeDataFolder } from "../../platform/data-folder.ts";
import { exitWith, processEnvironment } from "../../platform/program.ts";
import { readSettings } from "../../platform/settings.ts";
import { brokerFiles } from "./broker-files.ts";
import { registeredCabinets } from "./registered-cabinets.ts";
import { replaceFile } from "./replace-file.ts";
import { mosquittoSettings } from "./settings.ts";

/** Writes configuration, logins and rights for a Mosquitto that hubs share (docs/guides/several-hubs.md). */
const usage = `usage: npm run mosquitto -- --out <folder> --token-file <file> [--hub http://host:port] [--pid <file>]
  --out  where mosquitto.conf and the files that it names are written; they get the folder's owner
  --token-file  holds an API token of the role viewer, or of another one
  --hub  a running hub; otherwise the one at HUB_HTTP_HOST and HUB_HTTP_PORT
  --pid  Mosquitto's file for its process id; where it is there, Mosquitto is told to read its files again
The settings are the hub's: HUB_SECRET, HUB_MQTT_URL, HUB_MQTT_PASSWORD, HUB_MQTT_TLS_CERT …`;

function readArguments(args: readonly string[]): { out: string; tokenFile: string; hub?: string; pid?: string } {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({ args: [...args], options: { out: text, "token-file": text, hub: text, pid: text } });
    const { out, "token-file": tokenFile } = values;
    if (out !== undefined && tokenFile !== undefined) return { ...values, out, tokenFile };
  } catch {
    // Said below.
  }
  throw new AppError("request/invalid", usage);
}

/** Says to a Mosquitto that runs that its files are new. One that starts later reads them by itself. */
async function reload(pidFile: string): Promise<void> {
  const pid = Number(await readFile(pidFile, "utf8").catch(() => ""));
  if (!Number.isSafeInteger(pid) || pid <= 1) {
    process.stdout.write(`${pidFile} names no process: Mosquitto does not run\n`);
    return;
  }
  process.kill(pid, "SIGHUP");
  process.stdout.write("Mosquitto was told to read them\n");
}

async function run(args: readonly string[]): Promise<void> {
  answerHelp(usage, args);
  const { out, tokenFile, hub, pid } = readArguments(args);
  const settings = readSettings("HUB_", mosquittoSettings, processEnvironment);
  const address = hub ?? `http://${settings.httpHost}:${settings.httpPort}`;
  const cabinets = await registeredCabinets(address, (await readFile(tokenFile, "utf8")).trim());
  const folder = resolve(out);
  const pidFile = pid === undefined ? undefined : resolve(pid);
  const files = brokerFiles({ settings, cabinets, folder, pidFile });
  await makeDataFolder(folder);
  for (const [name, text] of files) await replaceFile(join(folder, name), text);
  process.stdout.write(`${files.size} files in ${folder} let ${cabinets.length} cabinets in\n`);
  if (pidFile !== undefined) await reload(pidFile);
}

run(process.argv.slice(2)).catch(exitWith);
