import { randomInt } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "./bench.ts";
import { measureCabinetMemory } from "./cabinet-memory.ts";
import { measureCodecs } from "./codecs.ts";
import { measureConsoles } from "./consoles.ts";
import { measureFinishedOrders } from "./finished-orders.ts";
import { measureLoans } from "./loans.ts";
import type { Outcome } from "./measurement.ts";
import { measureNotifications } from "./notifications.ts";
import type { Plan, RatioId } from "./plan.ts";
import { measureReconnection } from "./reconnection.ts";
import { measureRecovery } from "./recovery.ts";
import { measureScannedCode } from "./scanned-code.ts";
import { measureSearches } from "./searches.ts";
import { measureSeveralHubs } from "./several-hubs.ts";
import { tableOf } from "./table.ts";
import { measureUnlock } from "./unlock.ts";

const measurements: readonly {
  readonly ids: readonly RatioId[];
  readonly run: (bench: Bench) => Promise<Outcome[]>;
}[] = [
  { ids: ["R1"], run: measureUnlock },
  { ids: ["R2", "R8"], run: measureLoans },
  { ids: ["R3"], run: measureCabinetMemory },
  { ids: ["R4"], run: measureFinishedOrders },
  { ids: ["R5"], run: measureScannedCode },
  { ids: ["R6"], run: measureReconnection },
  { ids: ["R7"], run: measureRecovery },
  { ids: ["R9"], run: ({ plan }) => measureNotifications(plan) },
  { ids: ["R10"], run: measureSeveralHubs },
  { ids: ["R11"], run: measureSearches },
  { ids: ["R12"], run: measureConsoles },
  { ids: ["R13"], run: ({ plan }) => measureCodecs(plan) },
];

/** Measures what the plan asks for; what fails stands among the outcomes with its reason. */
export async function measure(plan: Plan, folder: string, say: (text: string) => void): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let firstPort = 21_000 + 100 * randomInt(90);
  for (const { ids, run } of measurements) {
    const wanted = ids.filter((id) => plan.only.includes(id));
    const [first] = wanted;
    if (first === undefined) continue;
    say(`${wanted.join(", ")} …`);
    const own = join(folder, first);
    mkdirSync(own);
    firstPort += 10;
    try {
      const measured = await run({ plan, folder: own, firstPort, say });
      const asked = measured.filter(({ id }) => wanted.some((of) => of === id.split(" ")[0]));
      // A run is long: what is known is shown.
      say(tableOf(asked));
      outcomes.push(...asked);
    } catch (error) {
      const [why = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
      outcomes.push(...wanted.map((id) => ({ id, notMeasured: why })));
    }
  }
  return outcomes;
}
