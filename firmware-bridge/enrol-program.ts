import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { Type } from "typebox";
import { AppError } from "../platform/app-error.ts";
import { processEnvironment } from "../platform/program.ts";
import { readSettings } from "../platform/settings.ts";
import { openCredentials } from "./credentials.ts";
import { enrol } from "./enrol.ts";
import { holdAlone } from "./hold-alone.ts";
import { bridgeSettings } from "./settings.ts";

/** Of the bridge's settings it needs the folder and, where the hub's authority is not one of the system's, that. */
const enrolSettings = Type.Object({
  ...Type.Partial(bridgeSettings).properties,
  data: bridgeSettings.properties.data,
});

/** `enrol --hub https://… --token …` @throws AppError */
export async function runEnrol(args: readonly string[], usage: string): Promise<void> {
  const { hub, token } = readArguments(args, usage);
  const { data, ca } = readSettings("BRIDGE_", enrolSettings, processEnvironment);
  const folder = await holdAlone(data);
  const credentials = await openCredentials(data);
  const { cabinetId, broker } = await enrol({ credentials, hubUrl: hub, token, authorities: ca, randomBytes });
  await folder.release();
  process.stdout.write(`This bridge is enrolled as ${cabinetId}. Its broker is ${broker}. Start the bridge now.\n`);
}

function readArguments(args: readonly string[], usage: string): { hub: string; token: string } {
  const text = { type: "string" } as const;
  try {
    const { hub, token } = parseArgs({ args: [...args], options: { hub: text, token: text } }).values;
    if (hub !== undefined && token !== undefined) return { hub, token };
  } catch {
    // Said below.
  }
  throw new AppError("request/invalid", usage);
}
