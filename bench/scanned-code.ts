import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { AskedProcess } from "../simulators/fleet/asked-process.ts";
import { Browser } from "../simulators/riders/browser.ts";
import { codeOf } from "../simulators/riders/rider.ts";
import type { Bench } from "./bench.ts";
import { MeasuredSystem } from "./measured-system.ts";
import type { Measurement } from "./measurement.ts";
import { rounds } from "./plan.ts";
import { registeredFleet } from "./registered-fleet.ts";
import { createStore } from "./store-under-test.ts";
import { until } from "./until.ts";

const autocannon = createRequire(import.meta.url).resolve("autocannon");
const connections = 32;

/** R5: the page of a scanned code, and what the page then asks of the slot, over an empty route. */
export async function measureScannedCode({ plan, folder, firstPort }: Bench): Promise<Measurement[]> {
  const under = await createStore(plan.store, folder);
  const system = new MeasuredSystem(folder, firstPort, under);
  const fleet = await registeredFleet(under.place, system.broker, 1);
  const bare = new AskedProcess<"port", number>({ script: join(import.meta.dirname, "bare-http.js") });
  const seconds = plan.quick ? 1 : 4;
  const page: number[] = [];
  const slot: number[] = [];
  const base: number[] = [];
  try {
    await system.startWallet();
    await system.startHub();
    await fleet.want(1);
    await until("the cabinet is there", async () => (await fleet.status()).connected === 1);
    const [cabinet] = await system.operator.cabinets();
    const [code] = await system.operator.codes(cabinet?.cabinetId ?? "");
    if (!code) throw new Error("there is no code to scan");
    const phone = new Browser();
    await (await phone.open(code.url)).response.body?.cancel();
    const cookie = phone.cookies(code.url);
    const empty = `http://127.0.0.1:${await bare.ask("port")}/`;
    const asked = `${system.hubUrl}/api/rider/codes/${codeOf(code.url)}`;
    for (const url of [code.url, asked, empty]) await requestsPerSecond(url, cookie, 1);
    for (let round = 0; round < rounds; round++) {
      page.push(await requestsPerSecond(code.url, cookie, seconds));
      base.push(await requestsPerSecond(empty, cookie, seconds));
      slot.push(await requestsPerSecond(asked, cookie, seconds));
    }
  } finally {
    await fleet.close();
    await bare.end("SIGKILL");
    await system.close();
    await under.remove();
  }
  const route = { what: "empty route", unit: "/s", values: base };
  return [
    {
      id: "R5",
      ours: { what: "scanned-code page", unit: "/s", values: page },
      base: route,
      aim: { of: "ratio", bound: "at-least", value: 0.6 },
    },
    { id: "R5 slot", ours: { what: "what it asks: code and slot", unit: "/s", values: slot }, base: route },
  ];
}

/** @throws Error where an answer is not a success */
async function requestsPerSecond(url: string, cookie: string, seconds: number): Promise<number> {
  const args = ["--json", "-c", String(connections), "-d", String(seconds), "-H", `cookie=${cookie}`, url];
  const { stdout } = await promisify(execFile)(process.execPath, [autocannon, ...args]);
  const result = JSON.parse(stdout) as { requests: { average: number }; non2xx: number; errors: number };
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx + result.errors} requests failed: ${url}`);
  return result.requests.average;
}
