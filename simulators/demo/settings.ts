import { parseArgs } from "node:util";
import { AppError } from "../../platform/app-error.ts";

export const usage = `The whole of jiehuan on this machine: hub, broker, bridge, a simulated cabinet and a simulated wallet.

  --data DIR     what is kept across starts; default data
  --hub PORT     default 8080
  --mqtt PORT    default 1883
  --wallet PORT  default 8090
  --board PORT   the board's serial line where there is no pty; default 8100
  --cabinet PORT the cabinet's front page, where you are the rider's hand; default 8101
  --no-pty       connect bridge and board over TCP, not over a pseudo terminal
`;

export interface DemoSettings {
  readonly data: string;
  readonly ports: {
    readonly hub: number;
    readonly mqtt: number;
    readonly wallet: number;
    readonly board: number;
    readonly cabinet: number;
  };
  readonly pty: boolean;
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
        hub: text("8080"),
        mqtt: text("1883"),
        wallet: text("8090"),
        board: text("8100"),
        cabinet: text("8101"),
        "no-pty": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
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
    ports: {
      hub: port("hub"),
      mqtt: port("mqtt"),
      wallet: port("wallet"),
      board: port("board"),
      cabinet: port("cabinet"),
    },
    pty: flags["no-pty"] !== true,
  };
}
