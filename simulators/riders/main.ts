import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as delay, setInterval as every } from "node:timers/promises";
import { systemClock } from "../../platform/clock.ts";
import { runProgram } from "../../platform/program.ts";
import { Operator } from "../demo/operator.ts";
import { neededFlag, numberFlag, readFlags } from "../flags.ts";
import { showLine } from "../live-line.ts";
import { stickersOf } from "./load-stickers.ts";
import { type LoadSummary, LoadTally, progressLine } from "./load-tally.ts";
import { handsAtBoard, handsAtFleet } from "./return-hands.ts";
import { Rider } from "./rider.ts";
import { RiderLoad } from "./rider-load.ts";

const usage = `Virtual riders at any hub: they scan, confirm in the simulated wallet, take, keep and return. Ctrl-C ends with a summary.

  --hub URL           default http://127.0.0.1:8080; set its HUB_REQUESTS_PER_MINUTE high, for they all come from one address
  --wallet URL        the simulated wallet of that hub; default http://127.0.0.1:8090
  --token-file FILE   an API token: gets the slots' codes
  --prefix TEXT       borrow from cabinets whose ids begin so; default sim
  --fleet URL         control of the simulated fleet, which takes the items back; default http://127.0.0.1:8110
  --board URL         or the control of one cabinet on a workbench, http://127.0.0.1:8101/cabinets/demo-1; --prefix names it
  --riders N          default 32
  --minutes M         default 1
  --rate N            new loans per second at most; default as fast as the riders can
  --think MS          a rider's pause before each step, on average; default 1000
  --keep MS           how long a rider keeps the item, on average; default 3000
  --json              the summary as one JSON document
`;

runProgram(async () => {
  const flags = readFlags(
    process.argv.slice(2),
    {
      hub: { type: "string", default: "http://127.0.0.1:8080" },
      wallet: { type: "string", default: "http://127.0.0.1:8090" },
      "token-file": { type: "string" },
      prefix: { type: "string", default: "sim" },
      fleet: { type: "string", default: "http://127.0.0.1:8110" },
      board: { type: "string" },
      riders: { type: "string", default: "32" },
      minutes: { type: "string", default: "1" },
      rate: { type: "string" },
      think: { type: "string", default: "1000" },
      keep: { type: "string", default: "3000" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
    usage,
  );
  if (flags.help) {
    process.stdout.write(usage);
    process.exit(0);
  }
  const count = numberFlag("riders", flags.riders, 1, 100_000);
  const minutes = numberFlag("minutes", flags.minutes, 0.01, 100_000);
  const token = readFileSync(neededFlag("token-file", flags["token-file"]), "utf8").trim();
  const tally = new LoadTally();
  const load = new RiderLoad({
    hub: flags.hub,
    arrive: (riderId) => Rider.arrive(flags.wallet, riderId),
    stickers: await stickersOf(new Operator(flags.hub, token), flags.prefix, 2 * count),
    hands: flags.board === undefined ? handsAtFleet(flags.fleet) : handsAtBoard(flags.board),
    riders: riderIds(count),
    think: numberFlag("think", flags.think, 0, 3_600_000),
    keep: numberFlag("keep", flags.keep, 0, 3_600_000),
    rate: flags.rate === undefined ? undefined : numberFlag("rate", flags.rate, 0.01, 100_000),
    tally,
    clock: systemClock,
    random: () => randomInt(2 ** 32) / 2 ** 32,
  });
  const begun = systemClock.monotonic();
  const summary = () => tally.summary(systemClock.monotonic() - begun);
  const ended = new AbortController();
  load.start();
  const progress = showProgress(summary, ended.signal);

  async function stop(): Promise<void> {
    if (ended.signal.aborted) return;
    ended.abort();
    await load.stop();
    await progress;
    const result = summary();
    if (process.stderr.isTTY) process.stderr.write("\n");
    process.stdout.write(flags.json ? `${JSON.stringify(result)}\n` : `${progressLine(result)}\n`);
  }
  void delay(minutes * 60_000, undefined, { signal: ended.signal, ref: false }).then(
    () => stop().then(() => process.exit(0)),
    () => {},
  );
  return { stop };
});

async function showProgress(summary: () => LoadSummary, signal: AbortSignal): Promise<void> {
  try {
    for await (const _ of every(1000, undefined, { signal })) showLine(progressLine(summary()));
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Wallet users that nobody else is. */
function riderIds(count: number): string[] {
  const run = String(randomInt(10 ** 6)).padStart(6, "0");
  return Array.from({ length: count }, (_, index) => `2088${run}${String(index).padStart(6, "0")}`);
}
