import { parseArgs } from "node:util";
import { AppError } from "../../../platform/app-error.ts";

export const usage = `usage: main.js (--tcp PORT | --pty PATH) [options]
  --tcp PORT       the board's line as a TCP port on 127.0.0.1; 0: any free one
  --pty PATH       the board's line as a serial device at PATH (needs socat)
  --control PORT   control and page over HTTP; 0: any free one
  --host ADDRESS   where control and page listen; 127.0.0.1 if not given
  --slots N        number of slots of a new board, 1 to 48; 12 if not given
  --board ID       its id, which its items' ids begin with; SIM if not given
  --state FILE     goes on from FILE and keeps it
  --stickers FILE  JSON: slot -> address of the code on it`;

export interface CommandLine {
  readonly line: { readonly kind: "tcp"; readonly port: number } | { readonly kind: "pty"; readonly path: string };
  readonly control: number | undefined;
  /** Where control and page listen. */
  readonly host: string;
  readonly slots: number | undefined;
  readonly board: string;
  readonly state: string | undefined;
  readonly stickers: string | undefined;
}

/** @throws AppError request/invalid */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { tcp, pty, control, host, slots, board, state, stickers } = parse(args);
  if ((tcp === undefined) === (pty === undefined)) throw wrong("give either --tcp or --pty");
  if (!/^[0-9A-Za-z]{1,12}$/.test(board)) throw wrong("--board is 1 to 12 letters and digits");
  return {
    line: tcp === undefined ? { kind: "pty", path: pty ?? "" } : { kind: "tcp", port: number("--tcp", tcp, 0, 65535) },
    control: control === undefined ? undefined : number("--control", control, 0, 65535),
    host,
    slots: slots === undefined ? undefined : number("--slots", slots, 1, 48),
    board,
    state,
    stickers,
  };
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  const options = { tcp: text, pty: text, control: text, slots: text, state: text, stickers: text };
  try {
    return parseArgs({
      args: [...args],
      options: { ...options, board: { ...text, default: "SIM" }, host: { ...text, default: "127.0.0.1" } },
    }).values;
  } catch (error) {
    throw wrong((error as Error).message);
  }
}

function number(option: string, text: string, least: number, most: number): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw wrong(`${option} is a number from ${least} to ${most}`);
}

function wrong(what: string): AppError {
  return new AppError("request/invalid", `${usage}\n\n${what}`);
}
