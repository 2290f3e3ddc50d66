import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { type DemoAdmin, type DemoSecrets, keepSecrets } from "./demo-files.ts";
import { doesNotStart } from "./start-failure.ts";

const run = promisify(execFile);
const adminName = "demo";
const tokenDays = "730";

export interface DemoAccountParts {
  readonly data: string;
  /** Folder of the built programs. */
  readonly build: string;
  /** Environment of the hub, which does not run yet. */
  readonly env: Readonly<Record<string, string>>;
}

/** Makes an API token for the demo's own programs, at its first start. */
export async function openApiToken(secrets: DemoSecrets, parts: DemoAccountParts): Promise<string> {
  if (secrets.apiToken !== undefined) return secrets.apiToken;
  const apiToken = await accounts(parts, "token", "demo-programs", "--role", "admin", "--days", tokenDays);
  keepSecrets(parts.data, { ...secrets, apiToken });
  return apiToken;
}

/** Makes the admin of the console, at the first start. @returns the one-time password; undefined: there is one already */
export async function openAdmin(secrets: DemoSecrets, parts: DemoAccountParts): Promise<string | undefined> {
  if (secrets.admin !== undefined) return undefined;
  return accounts(parts, "add", adminName, "--role", "admin").catch((error: Error) => {
    // An earlier start ended before the password was kept.
    if (!error.message.includes("account/name-taken")) throw error;
    return accounts(parts, "reset", adminName);
  });
}

/** Changes the one-time password, as everybody has to, so that the demo can show one that lasts. */
export async function settleAdmin(hub: string, oneTimePassword: string): Promise<DemoAdmin> {
  const password = randomBytes(12).toString("base64url");
  const signedIn = await call(`${hub}/api/operator/session`, "POST", { name: adminName, password: oneTimePassword });
  const [cookie = ""] = signedIn.headers.getSetCookie().map((text) => text.split(";")[0] ?? "");
  const change = { password: oneTimePassword, newPassword: password };
  await call(`${hub}/api/operator/own/password`, "PUT", change, { cookie });
  await call(`${hub}/api/operator/session`, "DELETE", undefined, { cookie });
  return { name: adminName, password };
}

async function call(
  url: string,
  method: string,
  body: object | undefined,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, origin: new URL(url).origin, ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url} answers ${response.status}: ${await response.text()}`);
  return response;
}

/** @throws AppError internal/fault, with what the command says: mostly that the hub's folder can't be used */
async function accounts({ build, env, data }: DemoAccountParts, ...args: readonly string[]): Promise<string> {
  const program = join(build, "server/account-admin/main.js");
  const began = run(process.execPath, [program, ...args], { env: { PATH: process.env["PATH"], ...env } });
  const { stdout } = await began.catch(({ stderr }: { readonly stderr: string }) => {
    throw doesNotStart("hub", stderr.trim(), data);
  });
  return stdout.trim();
}
