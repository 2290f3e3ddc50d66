import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a running demo tells others, `demo.json` in its data folder. */
export interface DemoLinks {
  readonly hub: string;
  readonly wallet: string;
  /** The technician's workbench: the page on which you are the hand at the cabinets. */
  readonly workbench: string;
  readonly cabinets: readonly CabinetLinks[];
}

export interface CabinetLinks {
  readonly cabinetId: string;
  readonly goods: "power-bank" | "umbrella";
  /** The control of the cabinet: the workbench's, with the cabinet's name. */
  readonly front: string;
  readonly codes: readonly { readonly slot: number; readonly url: string }[];
}

export interface DemoAdmin {
  readonly name: string;
  readonly password: string;
}

/** The secrets of this demo, made at its first start. */
export interface DemoSecrets {
  readonly hubSecret: string;
  /** The demo's own programs use it. Absent: none was made yet. */
  readonly apiToken?: string;
  /** For whoever opens the console. */
  readonly admin?: DemoAdmin;
}

export function openDataFolder(data: string): void {
  for (const folder of [data, join(data, "logs"), join(data, "run")])
    mkdirSync(folder, { recursive: true, mode: 0o700 });
}

export function openSecrets(data: string): DemoSecrets {
  const path = join(data, "secrets.json");
  if (!existsSync(path)) {
    keepSecrets(data, { hubSecret: randomBytes(32).toString("base64url") });
  }
  return JSON.parse(readFileSync(path, "utf8")) as DemoSecrets;
}

export function keepSecrets(data: string, secrets: DemoSecrets): void {
  writeFileSync(join(data, "secrets.json"), JSON.stringify(secrets), { mode: 0o600 });
}

/** The API token of a demo that has been started. */
export function apiTokenOf(data: string): string {
  const { apiToken } = openSecrets(data);
  if (apiToken === undefined) throw new Error(`the demo in ${data} has no API token yet`);
  return apiToken;
}

/** The API token as a file for `curl --config`, so that it need not stand in a command. */
export function writeCurlConfig(data: string, apiToken: string): void {
  writeFileSync(curlConfigPath(data), `header = "Authorization: Bearer ${apiToken}"\n`, { mode: 0o600 });
}

/** The API token as a file for programs. @returns its path */
export function writeToken(data: string, apiToken: string): string {
  const path = join(data, "operator.token");
  writeFileSync(path, apiToken, { mode: 0o600 });
  return path;
}

export function curlConfigPath(data: string): string {
  return join(data, "operator.curl");
}

export function writeLinks(data: string, links: DemoLinks): void {
  writeFileSync(linksPath(data), JSON.stringify(links, null, 2));
}

/** undefined: no demo was ever started with this folder. */
export function readLinks(data: string): DemoLinks | undefined {
  const path = linksPath(data);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as DemoLinks) : undefined;
}

function linksPath(data: string): string {
  return join(data, "demo.json");
}
