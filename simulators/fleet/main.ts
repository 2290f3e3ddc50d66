import { readFileSync } from "node:fs";
import { setInterval as every } from "node:timers/promises";
import { runProgram } from "../../platform/program.ts";
import { Operator } from "../demo/operator.ts";
import { neededFlag, numberFlag, readFlags } from "../flags.ts";
import { showLine } from "../live-line.ts";
import { cabinetIds, enrol } from "./enrolment.ts";
import { Fleet } from "./fleet.ts";
import { fleetControl } from "./fleet-control.ts";
import { brokerAt } from "./hub-address.ts";

const usage = `Thousands of simulated cabinets at any hub, to size a machine. Ctrl-C ends them with a summary.

  --hub URL           the hub, as operators reach it; default http://127.0.0.1:8080
  --broker URL        its broker; default mqtt://127.0.0.1:1883, encrypted mqtts://host:8883
  --token-file FILE   an API token: registers the cabinets
  --cabinets N        default 100
  --slots N           of each; default 12
  --processes P       that share the work; default 1, up to 8000 cabinets each
  --prefix TEXT       what the cabinets' ids begin with; default sim
  --answer-after MS   how long a board takes to open a slot; default 0
  --control PORT      where riders give items back, on loopback; default 8110
  --json              the summary as one JSON document
`;

runProgram(async () => {
  const flags = readFlags(
    process.argv.slice(2),
    {
      hub: { type: "string", default: "http://127.0.0.1:8080" },
      broker: { type: "string", default: "mqtt://127.0.0.1:1883" },
      "token-file": { type: "string" },
      cabinets: { type: "string", default: "100" },
      slots: { type: "string", default: "12" },
      processes: { type: "string", default: "1" },
      prefix: { type: "string", default: "sim" },
      "answer-after": { type: "string", default: "0" },
      control: { type: "string", default: "8110" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
    usage,
  );
  if (flags.help) {
    process.stdout.write(usage);
    process.exit(0);
  }
  const processes = numberFlag("processes", flags.processes, 1, 64);
  const count = numberFlag("cabinets", flags.cabinets, 1, 8000 * processes);
  const slots = numberFlag("slots", flags.slots, 1, 96);
  const answerAfter = numberFlag("answer-after", flags["answer-after"], 0, 60_000);
  const controlPort = numberFlag("control", flags.control, 0, 65_535);
  const token = readFileSync(neededFlag("token-file", flags["token-file"]), "utf8").trim();
  brokerAt(flags.broker);
  const ended = new AbortController();

  const operator = new Operator(flags.hub, token);
  const cabinets = await enrol(operator, cabinetIds(flags.prefix, count), slots);
  const fleet = await Fleet.open({ cabinets, broker: flags.broker, slots, answerAfter }, processes);
  const control = fleetControl(fleet);
  await control.listen({ host: "127.0.0.1", port: controlPort });
  await fleet.want(count);
  const progress = (async () => {
    for await (const _ of every(1000, undefined, { signal: ended.signal })) {
      const { connected, opened, refused, unacknowledged, memory } = await fleet.status();
      const megabytes = Math.round(memory / 2 ** 20);
      showLine(
        `${connected}/${count} connected  ${opened} opened  ${refused} refused  ${unacknowledged} not acknowledged  ${megabytes} MB`,
      );
    }
  })().catch((error: unknown) => {
    if (!ended.signal.aborted) throw error;
  });

  return {
    async stop() {
      ended.abort();
      await progress;
      const status = await fleet.status();
      await control.close();
      await fleet.close();
      const lines = Object.entries(status).map(([what, number]) => `${what.padEnd(16)}${number}\n`);
      if (process.stderr.isTTY) process.stderr.write("\n");
      process.stdout.write(flags.json ? `${JSON.stringify(status)}\n` : lines.join(""));
    },
  };
});
