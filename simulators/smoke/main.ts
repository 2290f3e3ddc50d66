import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { AppError } from "../../platform/app-error.ts";
import { exitWith } from "../../platform/program.ts";
import { startDemo } from "../demo/demo.ts";
import { apiTokenOf, type DemoLinks, readLinks } from "../demo/demo-files.ts";
import { Operator } from "../demo/operator.ts";
import { portsFrom } from "../demo/settings.ts";
import { makeOneOrder } from "./one-order.ts";

const usage = `One order from scan to collected rent, through the public interfaces only; then the day is reconciled.

  --data DIR   data folder of a running demo; default data. Where none runs, one is started for this order alone
  --items N    how many items the rider takes, 1 to 4; default 1
  --keep MS    how long the rider keeps them; default 3000
  --json       one JSON document instead of lines

Ends with 0 only if every step, the rent and the gateway's books are right, and the day's books agree with its settlement
file.
`;

interface Flags {
  readonly data: string;
  readonly items: number;
  readonly keep: number;
  readonly json: boolean;
}

try {
  const flags = readFlags(process.argv.slice(2));
  const running = await runningDemo(flags.data);
  process.exitCode = running ? await smoke(running, flags.data, flags) : await smokeAlone(flags);
} catch (error) {
  exitWith(error);
}

async function smoke(links: DemoLinks, data: string, { items, keep, json }: Flags): Promise<number> {
  const say = (text: string) => {
    if (!json) process.stdout.write(`${text}\n`);
  };
  const riderId = `2088${String(randomInt(10 ** 12)).padStart(12, "0")}`;
  say(`hub ${links.hub}, rider ${riderId}`);
  const operator = new Operator(links.hub, apiTokenOf(data));
  const plan = { riderId, items, keepFor: keep };
  const report = await makeOneOrder(links, operator, plan, ({ phase, at, amount }) => {
    say(`${new Date(at).toISOString()}  ${phase.padEnd(10)} ${yuan(amount)}`);
  });
  if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  const { orderNo, rent, collected, books } = report;
  for (const { itemId, from, to } of report.items) say(`order ${orderNo}: ${itemId} from slot ${from} to slot ${to}`);
  say(`rent ${yuan(rent)}, collected by the gateway ${yuan(collected)}, booked ${yuan(books.booked)}`);
  say(
    `books of ${books.day} and the gateway's settlement file (payments: ${books.payments}): ${books.differences.length} differences`,
  );
  for (const wrong of report.wrong) say(`WRONG: ${wrong}`);
  say(report.wrong.length === 0 ? "all of it is right" : "not right");
  return report.wrong.length === 0 ? 0 : 1;
}

async function smokeAlone(flags: Flags): Promise<number> {
  const data = mkdtempSync(join(tmpdir(), "jiehuan-smoke-"));
  // Away from the demo's own ports, and from those that the system hands out.
  const ports = portsFrom(21_000 + 8 * randomInt(700));
  const quiet = (text: string) => process.stderr.write(flags.json ? "" : `${text}\n`);
  const demo = await startDemo({
    settings: { data, ports, host: "127.0.0.1", pty: true, watch: false },
    environment: {},
    build: join(import.meta.dirname, "..", ".."),
    say: quiet,
    signal: new AbortController().signal,
  });
  try {
    return await smoke(demo.links, data, flags);
  } finally {
    await demo.stop();
    rmSync(data, { recursive: true });
  }
}

async function runningDemo(data: string): Promise<DemoLinks | undefined> {
  const links = readLinks(data);
  if (!links) return undefined;
  const alive = await fetch(`${links.hub}/healthz`).then(
    (response) => response.ok,
    () => false,
  );
  return alive ? links : undefined;
}

function readFlags(args: string[]): Flags {
  try {
    const { data, items, keep, json, help } = parseArgs({
      args,
      options: {
        data: { type: "string", default: "data" },
        items: { type: "string", default: "1" },
        keep: { type: "string", default: "3000" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
    if (help) {
      process.stdout.write(usage);
      process.exit(0);
    }
    if (!/^[1-4]$/.test(items)) throw new Error("--items is a number from 1 to 4");
    if (!/^\d{1,5}$/.test(keep)) throw new Error("--keep is a number of ms below 100000");
    return { data, items: Number(items), keep: Number(keep), json };
  } catch (error) {
    throw new AppError("request/invalid", `${error instanceof Error ? error.message : "unreadable flags"}\n\n${usage}`);
  }
}

function yuan(fen: number): string {
  return `¥${(fen / 100).toFixed(2)}`;
}
