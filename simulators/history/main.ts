import { pino } from "pino";
import { systemClock } from "../../platform/clock.ts";
import { answerHelp } from "../../platform/command-line.ts";
import { exitWith } from "../../platform/program.ts";
import { parseRatePlans } from "../../server/pricing/written-plan.ts";
import { openSqliteStore } from "../../server/store/sqlite/open-sqlite.ts";
import { hubTables } from "../../server/tables.ts";
import { demoCabinets } from "../demo/demo-cabinets.ts";
import { demoRatePlans } from "../demo/demo-tariffs.ts";
import { neededFlag, numberFlag, readFlags } from "../flags.ts";
import { giveHistory } from "./past.ts";

const usage = `Gives the hub of a new demo a past: invented loans at its two cabinets, so that lists and charts are alive.

  --hub-data DIR  the hub's folder, while no hub runs on it
  --days NUMBER   how long the past is, 1 to 999; default 90

The simulated wallet knows nothing of these loans.
`;

/** Loans on a usual weekday. */
const loansADay = { "power-bank": 24, umbrella: 5 };

async function run(args: readonly string[]): Promise<void> {
  answerHelp(usage, args);
  const flags = readFlags(args, { "hub-data": { type: "string" }, days: { type: "string", default: "90" } }, usage);
  const folder = neededFlag("hub-data", flags["hub-data"]);
  const days = numberFlag("days", flags.days, 1, 999);
  const plans = parseRatePlans(JSON.stringify(demoRatePlans));
  const cabinets = demoCabinets.flatMap(({ cabinetId, details: { name, address, itemKind, slots } }) => {
    const plan = plans.find((each) => each.itemKind === itemKind);
    const place = { cabinetId, name, address };
    return plan ? [{ place, itemKind, tariff: plan.tariff, slots, loansADay: loansADay[itemKind] }] : [];
  });
  const store = await openSqliteStore(folder, hubTables, pino({ level: "warn" }, process.stderr));
  try {
    const loans = await giveHistory(store, { cabinets, days: Math.floor(days), until: systemClock.now() });
    process.stdout.write(`${loans} invented loans of ${Math.floor(days)} days\n`);
  } finally {
    await store.close();
  }
}

run(process.argv.slice(2)).catch(exitWith);
