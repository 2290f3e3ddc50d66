import { randomBytes, randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { pino } from "pino";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { AppError } from "../../platform/app-error.ts";
import { systemClock } from "../../platform/clock.ts";
import { answerHelp } from "../../platform/command-line.ts";
import { exitWith, processEnvironment } from "../../platform/program.ts";
import { readSettings, variableOf } from "../../platform/settings.ts";
import { SteadyClock } from "../../platform/steady-clock.ts";
import { createFields } from "../credit/zhima/credit-request.ts";
import { Reason } from "../http/operator-api.ts";
import { providerCheck } from "../http/tariff-check.ts";
import { openStore } from "../open-store.ts";
import { ratePlansIn } from "../pricing/prices-table.ts";
import { writePlan } from "../pricing/written-plan.ts";
import { hubSettings } from "../settings.ts";
import { AuditLog } from "../store/audit-table.ts";
import type { Store } from "../store/store.ts";
import { importPrices } from "./import-prices.ts";

const usage = `usage: npm run prices -- import <file> --reason <text>   publishes a file of rate plans; they take effect immediately
       npm run prices -- export                         prints the rate plans in force as such a file

The store is the hub's: HUB_DATA, or HUB_DATABASE_URL. No hub may hold it meanwhile; hubs that share a database with an
outside broker (HUB_MQTT_URL) may run on.
Ends with 0, 1 (a failure), 64 (wrong command line) or 78 (wrong settings).`;

/** Those of the hub's settings that say where its store is. */
const storeSettings = Type.Pick(hubSettings, ["data", "databaseUrl", "databaseConnections", "mqttUrl"]);

const clock = new SteadyClock(systemClock);

/** At least 0, less than 1. */
const random = () => randomInt(2 ** 30) / 2 ** 30;

/** What the provider takes does not hang on an operator's terms and address. */
const refusals = providerCheck({
  credit: { confirmationUrl: (request) => JSON.stringify(createFields(request)) },
  texts: { publicUrl: "https://hub.example" },
  terms: { confirmWithin: 180_000, openWithin: 15_000, lostAfter: 30 * 86_400_000, collectionRetries: [60_000] },
});

async function importFile(file: string, reason: string): Promise<void> {
  const text = await readFile(file, "utf8");
  const audit = new AuditLog(clock, () => randomBytes(4).toString("hex"));
  const number = await withStore((store) => importPrices(text, reason, { store, audit, refusals, now: clock.now() }));
  process.stdout.write(
    number === undefined
      ? "the file says what is in force already; nothing was changed\n"
      : `price list ${number} is in force\n`,
  );
}

async function exportPlans(): Promise<void> {
  const plans = await withStore((store) => store.transact((tx) => ratePlansIn(tx, clock.now())));
  process.stdout.write(`${JSON.stringify(plans.map(writePlan), undefined, 2)}\n`);
}

async function withStore<Value>(work: (store: Store) => Promise<Value>): Promise<Value> {
  const names = Object.keys(storeSettings.properties).map((key) => variableOf("HUB_", key));
  const isOurs = (name: string) => names.some((ours) => name === ours || name === `${ours}_FILE`);
  // An environment file has all settings of the hub, and the others mean nothing here.
  const variables = Object.fromEntries(Object.entries(processEnvironment.variables).filter(([name]) => isOurs(name)));
  const settings = readSettings("HUB_", storeSettings, { ...processEnvironment, variables });
  const store = await openStore(settings, { clock, random, log: pino({ level: "warn" }, pino.destination(2)) });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function run(args: readonly string[]): Promise<void> {
  answerHelp(usage, args);
  const [command, file, flag, reason, ...more] = args;
  if (command === "export" && args.length === 1) return exportPlans();
  const isImport = command === "import" && file !== undefined && flag === "--reason" && more.length === 0;
  if (!isImport) throw new AppError("request/invalid", usage);
  if (!Value.Check(Reason, reason))
    throw new AppError("request/invalid", "--reason needs a text of 1 to 200 characters");
  await importFile(file, reason);
}

run(process.argv.slice(2)).catch(exitWith);
