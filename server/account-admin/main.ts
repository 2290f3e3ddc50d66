import { randomBytes, randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { AppError } from "../../platform/app-error.ts";
import { systemClock } from "../../platform/clock.ts";
import { answerHelp } from "../../platform/command-line.ts";
import { exitWith, processEnvironment } from "../../platform/program.ts";
import { readSettings } from "../../platform/settings.ts";
import { AccountName } from "../accounts/account-table.ts";
import { Accounts } from "../accounts/accounts.ts";
import { ApiTokens, type By } from "../accounts/api-tokens.ts";
import { Passwords } from "../accounts/password.ts";
import type { People } from "../accounts/people.ts";
import { type Role, roles } from "../accounts/roles.ts";
import { Sessions } from "../accounts/sessions.ts";
import { openStore } from "../open-store.ts";
import { hubSettings } from "../settings.ts";
import { AuditLog } from "../store/audit-table.ts";

/** Makes the first admin, and lets in again who is locked out (docs/guides/operators.md). */
const usage = `usage: npm run accounts -- add NAME --role ROLE              adds a person; prints a one-time password
       npm run accounts -- reset NAME                       a new one-time password, no second factor, not locked
       npm run accounts -- token NAME --role ROLE --days N  an API token for a program; prints it
       npm run accounts -- list                             everybody, and every API token
ROLE is one of ${roles.join(", ")}. The settings are the hub's: HUB_DATA or HUB_DATABASE_URL.
A hub that has its store to itself must be stopped meanwhile; hubs that share a database (HUB_MQTT_URL) may run.
What is printed is shown this once. Every change is in the audit log.`;

const needed = Type.Required(Type.Pick(hubSettings, ["data", "databaseConnections"]));
const accountSettings = Type.Object({ ...Type.Partial(hubSettings).properties, ...needed.properties });

const day = 24 * 3_600_000;
const by: By = { actor: "command", reason: "" };
const silent = { debug() {}, info() {}, warn() {}, error() {} };

interface Asked {
  readonly command: string;
  readonly name: string;
  readonly role: string | undefined;
  readonly days: string | undefined;
}

function readArguments(args: readonly string[]): Asked {
  const text = { type: "string" } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { role: text, days: text },
      allowPositionals: true,
    });
    const [command = "", name = "", ...more] = positionals;
    if (more.length === 0) return { command, name, role: values.role, days: values.days };
  } catch {
    // Said below.
  }
  throw new AppError("request/invalid", usage);
}

function roleOf({ role }: Asked): Role {
  const known = roles.find((other) => other === role);
  if (known === undefined) throw new AppError("request/invalid", `--role must be one of ${roles.join(", ")}`);
  return known;
}

function nameOf({ name }: Asked): string {
  if (Value.Check(AccountName, name)) return name;
  throw new AppError(
    "request/invalid",
    `a name has lower-case letters, digits and hyphens, a letter first\n\n${usage}`,
  );
}

type Managed = Pick<People, "accounts" | "apiTokens">;

async function perform(people: Managed, asked: Asked): Promise<string> {
  switch (asked.command) {
    case "add":
      return people.accounts.add(nameOf(asked), roleOf(asked), by);
    case "reset":
      return reset(people, nameOf(asked));
    case "token": {
      const days = Number(asked.days);
      if (!Number.isInteger(days) || days < 1) throw new AppError("request/invalid", "--days must be a number of days");
      const wanted = { name: nameOf(asked), role: roleOf(asked), endsAt: systemClock.now() + days * day };
      return (await people.apiTokens.make(wanted, by)).token;
    }
    case "list":
      return list(people);
    default:
      throw new AppError("request/invalid", usage);
  }
}

async function reset({ accounts }: Managed, name: string): Promise<string> {
  const { totp } = await accounts.get(name);
  if (totp !== undefined) await accounts.resetSecondFactor(name, by);
  await accounts.unlock(name, by);
  return accounts.resetPassword(name, by);
}

function date(at: number): string {
  return new Date(at).toISOString().slice(0, "2026-11-23".length);
}

async function list({ accounts, apiTokens }: Managed): Promise<string> {
  const people = (await accounts.list()).map(({ name, role, lockedAt, totp }) =>
    [name, role, totp ? "second factor" : "password only", ...(lockedAt === undefined ? [] : ["locked"])].join("  "),
  );
  const tokens = (await apiTokens.list()).map(({ name, role, endsAt, revokedAt }) =>
    [name, role, `API token until ${date(endsAt)}`, ...(revokedAt === undefined ? [] : ["revoked"])].join("  "),
  );
  return [...people, ...tokens].join("\n");
}

async function run(args: readonly string[]): Promise<void> {
  answerHelp(usage, args);
  const asked = readArguments(args);
  const settings = readSettings("HUB_", accountSettings, processEnvironment);
  const clock = systemClock;
  const store = await openStore(settings, { clock, random: () => randomInt(2 ** 30) / 2 ** 30, log: silent });
  try {
    const audit = new AuditLog(clock, () => randomBytes(4).toString("hex"));
    const parts = { store, clock, audit };
    const accounts = new Accounts({ ...parts, passwords: new Passwords(), sessions: new Sessions(parts) });
    process.stdout.write(`${await perform({ accounts, apiTokens: new ApiTokens(parts) }, asked)}\n`);
  } finally {
    await store.close();
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  const isHeld = error instanceof AppError && error.code === "store/held";
  exitWith(isHeld ? new AppError("store/held", `${error.detail}: the hub runs. Stop it, or use its console`) : error);
});
