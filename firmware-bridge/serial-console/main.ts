/** `npm run serial-console`: a technician's view of a line to boards. */
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { AppError } from "../../platform/app-error.ts";
import { systemClock } from "../../platform/clock.ts";
import { answerHelp } from "../../platform/command-line.ts";
import { errorMessage } from "../../platform/error-message.ts";
import { exitWith, runProgram } from "../../platform/program.ts";
import { protocols as driven, isProtocol } from "../board-settings.ts";
import { protocols } from "../decode/protocols.ts";
import { lineMistakes, linePattern } from "../line-address.ts";
import { portList, portsHere } from "../ports.ts";
import { lineTo } from "../transport.ts";
import { SerialConsole } from "./serial-console.ts";
import { helpFor } from "./typed-command.ts";

const usage = `usage: npm run --silent serial-console -- [PORT --protocol PROTOCOL [--baud N]]
Shows the frames on a line to boards as they pass, one line of JSON each, and sends the commands that are typed. Without a PORT it
lists the serial ports of this machine.
PORT is one of them, tcp://host:port, or listen://address:port for a station that dials in. A port may have settings:
/dev/ttyUSB0?baud=9600&parity=even&stop=2. Without --baud it has the usual speed of the protocol. Stop the bridge first: a port is open once.
PROTOCOL is one of ${Object.keys(protocols).join(", ")}.`;

/** The speed of most boards. */
const usualBaud = 9600;

function readArguments(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({ args: [...args], options: { protocol: text, baud: text }, allowPositionals: true });
  } catch (error) {
    throw wrong(errorMessage(error));
  }
}

function wrong(what: string): AppError {
  return new AppError("request/invalid", `${what}\n\n${usage}\n`);
}

async function start() {
  const { values, positionals } = readArguments(process.argv.slice(2));
  const { protocol: name = "", baud } = values;
  const [port, ...more] = positionals;
  if (port === undefined || more.length > 0 || !new RegExp(linePattern).test(port)) throw wrong(`not a port: ${port}`);
  const [mistake] = lineMistakes(port);
  if (mistake !== undefined) throw wrong(`${port}: ${mistake}`);
  const protocol = Object.hasOwn(protocols, name) ? protocols[name] : undefined;
  if (!protocol) throw wrong(name ? `unknown protocol ${name}` : "--protocol is missing");
  if (baud !== undefined && !/^[1-9][0-9]{2,6}$/.test(baud)) throw wrong(`not a speed: ${baud}`);
  const speed = Number(baud ?? (isProtocol(name) ? driven[name].baud : usualBaud));
  const way = lineTo(port, speed);
  const line = await way.open();
  const console = new SerialConsole({
    line,
    name,
    protocol,
    clock: systemClock,
    show: (text) => void process.stdout.write(`${text}\n`),
    say,
    onEnd: (why) => exitWith(new AppError("serial/unavailable", why)),
  });
  say(helpFor(name));
  const typed = createInterface({ input: process.stdin });
  typed.on("line", (text) => console.take(text));
  return {
    async stop() {
      typed.close();
      console.stop();
      line.removeAllListeners("close");
      line.destroy();
      way.close();
    },
  };
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function listPorts(): Promise<void> {
  const ports = await portsHere();
  if (ports.length === 0) process.stderr.write(`${portList(ports)}\n`);
  for (const { path, device } of ports) process.stdout.write(`${path}\t${device}\n`);
}

answerHelp(usage);
if (process.argv.length === 2) listPorts().catch(exitWith);
else runProgram(start);
