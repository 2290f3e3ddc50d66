import { readFileSync } from "node:fs";
import { protocols } from "../../firmware-bridge/board-settings.ts";
import { AppError } from "../../platform/app-error.ts";
import { readFlags } from "../flags.ts";
import { simulatedProtocols } from "./board-models.ts";
import { type CabinetPlan, readCabinets, realPlan, type WorkbenchPlan } from "./cabinet-plan.ts";

export const usage = `The technician's workbench: simulated cabinets with their boards, at the level of bytes.

usage: main.js (--tcp PORT | --pty PATH) [--protocol NAME] [options]   one cabinet
       main.js --port PATH --protocol NAME --slots N [options]         a real board on a line of this computer
       main.js --cabinets FILE [options]                               several cabinets
       main.js run SCRIPT [--at URL]      runs a script on a workbench; ends with 1 where an expectation fails
       main.js do WORDS… [--at URL]       one act on a workbench: do demo-1 insert 3

  --tcp PORT         the board's line as a TCP port on 127.0.0.1; 0: any free one
  --pty PATH         the board's line as a serial device at PATH (needs socat)
  --port PATH        a real board's line, as BRIDGE_LINE: /dev/ttyUSB0, /dev/ttyUSB0?baud=9600, tcp://host:port
  --option NAME=X    any number of them: how the boards are wired, locksPerBoard=8 (docs/reference/settings.md)
  --protocol NAME    simulated: ${simulatedProtocols.join(", ")}; gzxj if not given. Real: ${Object.keys(protocols).join(", ")}
  --name NAME        the cabinet's name, by which a hub knows it; cabinet-1 if not given
  --slots N          number of slots of a new board, 1 to 96; 12 if not given
  --columns N        slots side by side, as the cabinet is built
  --board ID         the board's id, which its items' ids begin with; one that suits the protocol if not given
  --state FILE       goes on from FILE and keeps it
  --stickers FILE    JSON: slot -> address of the code on it
  --bridge-data DIR  data folder of the cabinet's bridge, whose journal is shown
  --link PORT=HUB    a proxy between bridge and hub (HUB is host:port), so that the network can be cut
  --cabinets FILE    JSON: { "cabinets": [{ "name", "protocol", "line", … }] }
  --hub URL          the hub, whose view of the cabinets is shown
  --token-file FILE  an API token of that hub
  --control PORT     page and HTTP control; 0: any free one
  --host ADDRESS     where they listen; 127.0.0.1 if not given
  --at URL           a running workbench; http://127.0.0.1:8101 if not given`;

export interface CommandLine {
  readonly cabinets: readonly WorkbenchPlan[];
  readonly hub: { readonly url: string; readonly token: string } | undefined;
  readonly control: number | undefined;
  /** Where control and page listen. */
  readonly host: string;
}

/** Reads the command line of a workbench. @throws AppError request/invalid */
export function readCommandLine(args: readonly string[]): CommandLine {
  const text = { type: "string" } as const;
  const flags = readFlags(
    args,
    {
      tcp: text,
      pty: text,
      port: text,
      protocol: text,
      option: { ...text, multiple: true, default: [] as string[] },
      name: text,
      slots: text,
      columns: text,
      board: text,
      state: text,
      stickers: text,
      "bridge-data": text,
      link: text,
      cabinets: text,
      hub: text,
      "token-file": text,
      control: text,
      host: { ...text, default: "127.0.0.1" },
    },
    usage,
  );
  const { option, ...single } = flags;
  const { control, host, hub, "token-file": tokenFile } = single;
  if ((hub === undefined) !== (tokenFile === undefined)) throw wrong("--hub and --token-file belong together");
  return {
    cabinets: plansOf(single, option),
    hub: hub === undefined ? undefined : { url: hub, token: readToken(tokenFile ?? "") },
    control: control === undefined ? undefined : number("--control", control, 0, 65_535),
    host,
  };
}

type Flags = Readonly<Record<string, string | undefined>>;

function plansOf(flags: Flags, options: readonly string[]): readonly WorkbenchPlan[] {
  if (flags["cabinets"] !== undefined) return severalPlans(flags["cabinets"], flags);
  const pairs = options.map((option) => {
    const [, key, value] = /^(\w+)=(.+)$/.exec(option) ?? [];
    if (key === undefined || value === undefined) throw wrong("--option is NAME=VALUE");
    return [key, value] as const;
  });
  const wiring = Object.fromEntries(pairs);
  return [flags["port"] === undefined ? onePlan(flags, wiring) : onePort(flags["port"], flags, wiring)];
}

function onePort(port: string, flags: Flags, options: Record<string, string>): WorkbenchPlan {
  const { protocol, name = "cabinet-1", slots, columns } = flags;
  if (flags["tcp"] !== undefined || flags["pty"] !== undefined)
    throw wrong("--port is a real line: no --tcp, no --pty");
  if (protocol === undefined || slots === undefined) throw wrong("--port needs --protocol and --slots");
  return realPlan({
    name,
    port,
    protocol,
    slots: number("--slots", slots, 1, 96),
    options,
    ...(columns !== undefined && { columns: number("--columns", columns, 1, 12) }),
  });
}

function onePlan(flags: Flags, options: Record<string, string>): CabinetPlan {
  const { tcp, pty, protocol = "gzxj", name = "cabinet-1", slots, columns, board, state, stickers, link } = flags;
  if ((tcp === undefined) === (pty === undefined)) throw wrong("give either --tcp or --pty");
  const known = simulatedProtocols.find((each) => each === protocol);
  if (known === undefined) throw wrong(`--protocol is one of ${simulatedProtocols.join(", ")}`);
  if (board !== undefined && !/^[0-9A-Za-z]{1,12}$/.test(board)) throw wrong("--board is 1 to 12 letters and digits");
  if (!/^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/.test(name)) throw wrong("--name is made of letters, digits and ._-");
  const bridgeData = flags["bridge-data"];
  return {
    name,
    protocol: known,
    line: tcp === undefined ? `pty:${pty}` : `tcp:${number("--tcp", tcp, 0, 65_535)}`,
    ...(slots !== undefined && { slots: number("--slots", slots, 1, 96) }),
    ...(columns !== undefined && { columns: number("--columns", columns, 1, 12) }),
    ...(board !== undefined && { board }),
    ...(state !== undefined && { state }),
    ...(stickers !== undefined && { stickers }),
    ...(bridgeData !== undefined && { bridgeData }),
    ...(Object.keys(options).length > 0 && { options }),
    ...(link !== undefined && { link: linkOf(link) }),
  };
}

function severalPlans(file: string, flags: Flags): readonly WorkbenchPlan[] {
  const alone = [
    "port",
    "tcp",
    "pty",
    "protocol",
    "name",
    "slots",
    "columns",
    "board",
    "state",
    "stickers",
    "bridge-data",
    "link",
  ];
  const surplus = alone.find((name) => flags[name] !== undefined);
  if (surplus !== undefined) throw wrong(`--${surplus} describes one cabinet; with --cabinets it stands in the file`);
  return readCabinets(file);
}

function linkOf(text: string): { port: number; hub: string } {
  const [, port, hub] = /^(\d{1,5})=([^/\s]+:\d{1,5})$/.exec(text) ?? [];
  if (port === undefined || hub === undefined) throw wrong("--link is PORT=HOST:PORT");
  return { port: number("--link", port, 0, 65_535), hub };
}

function readToken(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new AppError("request/invalid", `--token-file: ${(error as Error).message}`, { cause: error });
  }
}

function number(option: string, text: string, least: number, most: number): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw wrong(`${option} is a number from ${least} to ${most}`);
}

function wrong(what: string): AppError {
  return new AppError("request/invalid", `${what}\n\n${usage}`);
}
