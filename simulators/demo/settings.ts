import { isIPv4 } from "node:net";
import { networkInterfaces } from "node:os";
import { parseArgs } from "node:util";
import { AppError } from "../../platform/app-error.ts";

export const usage = `The whole of jiehuan on this machine: hub, broker, bridges, two simulated cabinets and a simulated wallet.

  --data DIR            what is kept across starts; default data
  --host ADDRESS        the address of this machine by which a phone in the same network reaches it, such as 192.168.1.5; "auto"
                        finds it. Default 127.0.0.1: this machine alone. Whoever reaches it can use every knob of the demo
  --hub PORT            default 8080
  --mqtt PORT           default 1883
  --wallet PORT         default 8090
  --workbench PORT      the technician's workbench, where you take and return items; default 8101
  --board PORT          the board's serial line where there is no pty; default 8100
  --umbrella-board PORT the same of the umbrella cabinet; default 8102
  --link PORT           between bridge and hub, so that the workbench can cut the network; default 8103
  --umbrella-link PORT  the same of the umbrella cabinet; default 8104
  --no-pty              connect bridges and boards over TCP, not over pseudo terminals
  --history DAYS        at the first start only: a past of invented loans of so many days, so that the console's lists and
                        charts are alive; the wallet knows nothing of them
  --watch               restart a program when a file of its build changes
`;

export interface DemoSettings {
  readonly data: string;
  /** Where pages listen, and what stands in links. */
  readonly host: string;
  readonly ports: {
    readonly hub: number;
    readonly mqtt: number;
    readonly wallet: number;
    readonly workbench: number;
    readonly board: number;
    readonly "umbrella-board": number;
    readonly link: number;
    readonly "umbrella-link": number;
  };
  readonly pty: boolean;
  /** Days of invented loans for a hub that is new; absent: it has no past. */
  readonly history?: number;
  /** Whether a program is restarted when one of its built modules changes. */
  readonly watch: boolean;
}

/** Ports in a row, for a system beside the usual one. */
export function portsFrom(first: number): DemoSettings["ports"] {
  return {
    hub: first,
    mqtt: first + 1,
    wallet: first + 2,
    board: first + 3,
    workbench: first + 4,
    "umbrella-board": first + 5,
    link: first + 6,
    "umbrella-link": first + 7,
  };
}

function text(usual: string) {
  return { type: "string", default: usual } as const;
}

/** undefined: the user asked for help. @throws AppError request/invalid */
export function readDemoSettings(args: string[]): DemoSettings | undefined {
  let flags: { [name: string]: string | boolean | undefined };
  try {
    flags = parseArgs({
      args,
      options: {
        data: text("data"),
        host: text("127.0.0.1"),
        hub: text("8080"),
        mqtt: text("1883"),
        wallet: text("8090"),
        board: text("8100"),
        workbench: text("8101"),
        "umbrella-board": text("8102"),
        link: text("8103"),
        "umbrella-link": text("8104"),
        "no-pty": { type: "boolean", default: false },
        history: { type: "string" },
        watch: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (error) {
    throw new AppError("request/invalid", `${error instanceof Error ? error.message : "unreadable flags"}\n\n${usage}`);
  }
  if (flags["help"] === true) return undefined;
  const port = (name: string) => {
    const value = Number(flags[name]);
    if (!Number.isInteger(value) || value < 1 || value > 65_535) {
      throw new AppError("request/invalid", `--${name} must be a port from 1 to 65535`);
    }
    return value;
  };
  return {
    data: String(flags["data"]),
    host: hostOf(String(flags["host"])),
    ports: {
      hub: port("hub"),
      mqtt: port("mqtt"),
      wallet: port("wallet"),
      board: port("board"),
      workbench: port("workbench"),
      "umbrella-board": port("umbrella-board"),
      link: port("link"),
      "umbrella-link": port("umbrella-link"),
    },
    pty: flags["no-pty"] !== true,
    ...(flags["history"] !== undefined && { history: days(String(flags["history"])) }),
    watch: flags["watch"] === true,
  };
}

function days(given: string): number {
  if (/^[1-9]\d{0,2}$/.test(given)) return Number(given);
  throw new AppError("request/invalid", "--history must be a number of days from 1 to 999");
}

/** @throws AppError request/invalid for an address that is not one of this machine */
function hostOf(given: string): string {
  const addresses = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
  const ours = addresses.filter(({ address }) => isIPv4(address));
  const inNetwork = ours.filter(({ internal }) => !internal).map(({ address }) => address);
  const host = given === "auto" ? inNetwork[0] : given;
  if (host !== undefined && ours.some(({ address }) => address === host)) return host;
  const known = inNetwork.length > 0 ? `one of ${inNetwork.join(", ")}` : "127.0.0.1: this machine is in no network";
  throw new AppError("request/invalid", `--host must be an IPv4 address of this machine, ${known}`);
}
