import { parseArgs } from "node:util";
import { AppError } from "../../platform/app-error.ts";
import { systemClock } from "../../platform/clock.ts";
import { runProgram } from "../../platform/program.ts";
import { openKeyFolder } from "./key-folder.ts";
import { startZhimaSimulator } from "./simulator.ts";

const usage = `Alipay's gateway and wallet pages for credit rent (信用借还), simulated.

  --host ADDRESS              where it listens; default 127.0.0.1
  --port P                    default 8090
  --keys DIR                  key pairs, made when absent; default ./zhima-keys
  --state FILE                what it remembers across restarts; without it, nothing
  --notify-url URL            the merchant's application gateway address
  --app-id ID                 default 2021000000000001
  --merchant-public-key FILE  the merchant's own public key (PEM) instead of the one in --keys
  --speed N                   repeats unanswered notifications N times faster; default 1
`;

runProgram(async () => {
  const flags = readFlags();
  if (flags.help) {
    process.stdout.write(usage);
    process.exit(0);
  }
  const simulator = await startZhimaSimulator({
    host: flags.host,
    port: number("--port", flags.port, 0, 65_535),
    keys: openKeyFolder(flags.keys, flags["merchant-public-key"]),
    appId: flags["app-id"],
    clock: systemClock,
    speed: number("--speed", flags.speed, 1, 1_000_000),
    ...(flags.state !== undefined && { stateFile: flags.state }),
    ...(flags["notify-url"] !== undefined && { notifyUrl: flags["notify-url"] }),
  });
  process.stdout.write(`gateway ${simulator.url}/gateway.do\nlogin   ${simulator.url}/oauth2/publicAppAuthorize.htm\n`);
  process.stdout.write(`app id  ${flags["app-id"]}\nkeys    ${flags.keys}\nrecords ${simulator.url}/records\n`);
  return simulator;
});

function readFlags() {
  try {
    return parseArgs({
      options: {
        help: { type: "boolean", short: "h", default: false },
        host: { type: "string", default: "127.0.0.1" },
        port: { type: "string", default: "8090" },
        keys: { type: "string", default: "zhima-keys" },
        state: { type: "string" },
        "notify-url": { type: "string" },
        "app-id": { type: "string", default: "2021000000000001" },
        "merchant-public-key": { type: "string" },
        speed: { type: "string", default: "1" },
      },
    }).values;
  } catch (error) {
    throw new AppError("request/invalid", `${error instanceof Error ? error.message : "unreadable flags"}\n\n${usage}`);
  }
}

function number(flag: string, text: string, smallest: number, largest: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < smallest || value > largest)
    throw new AppError("request/invalid", `${flag} must be a number from ${smallest} to ${largest}`);
  return value;
}
