import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { AppError } from "../../platform/app-error.ts";
import { exitWith } from "../../platform/program.ts";
import { startDemo } from "../demo/demo.ts";
import { type DemoLinks, readLinks } from "../demo/demo-files.ts";
import { makeOneLoan } from "./one-loan.ts";

const usage = `One loan from scan to collected rent, through the public interfaces only.

  --data DIR   data folder of a running demo; default data. Where none runs, one is started for this loan alone
  --keep MS    how long the rider keeps the item; default 3000
  --json       one JSON document instead of lines

Ends with 0 only if every step, the rent and the gateway's books are right.
`;

interface Flags {
  readonly data: string;
  readonly keep: number;
  readonly json: boolean;
}

try {
  const flags = readFlags(process.argv.slice(2));
  const running = await runningDemo(flags.data);
  process.exitCode = running ? await smoke(running, flags) : await smokeAlone(flags);
} catch (error) {
  exitWith(error);
}

async function smoke(links: DemoLinks, { keep, json }: Flags): Promise<number> {
  const say = (text: string) => {
    if (!json) process.stdout.write(`${text}\n`);
  };
  const riderId = `2088${String(randomInt(10 ** 12)).padStart(12, "0")}`;
  say(`hub ${links.hub}, rider ${riderId}`);
  const report = await makeOneLoan(links, riderId, keep, ({ phase, at, amount }) => {
    say(`${new Date(at).toISOString()}  ${phase.padEnd(10)} ${yuan(amount)}`);
  });
  if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  say(`order ${report.orderNo}: slot ${report.slot} → slot ${report.returnedTo}`);
  say(`rent ${yuan(report.rent)}, collected by the gateway ${yuan(report.collected)}`);
  for (const wrong of report.wrong) say(`WRONG: ${wrong}`);
  say(report.wrong.length === 0 ? "all of it is right" : "not right");
  return report.wrong.length === 0 ? 0 : 1;
}

async function smokeAlone(flags: Flags): Promise<number> {
  const data = mkdtempSync(join(tmpdir(), "jiehuan-smoke-"));
  // Away from the demo's own ports, and from those that the system hands out.
  const first = 21_000 + 5 * randomInt(1000);
  const ports = { hub: first, mqtt: first + 1, wallet: first + 2, board: first + 3, cabinet: first + 4 };
  const quiet = (text: string) => process.stderr.write(flags.json ? "" : `${text}\n`);
  const demo = await startDemo({
    settings: { data, ports, pty: true },
    environment: {},
    build: join(import.meta.dirname, "..", ".."),
    say: quiet,
    signal: new AbortController().signal,
  });
  try {
    return await smoke(demo.links, flags);
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
    const { data, keep, json, help } = parseArgs({
      args,
      options: {
        data: { type: "string", default: "data" },
        keep: { type: "string", default: "3000" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values;
    if (help) {
      process.stdout.write(usage);
      process.exit(0);
    }
    if (!/^\d{1,5}$/.test(keep)) throw new Error("--keep is a number of ms below 100000");
    return { data, keep: Number(keep), json };
  } catch (error) {
    throw new AppError("request/invalid", `${error instanceof Error ? error.message : "unreadable flags"}\n\n${usage}`);
  }
}

function yuan(fen: number): string {
  return `¥${(fen / 100).toFixed(2)}`;
}
