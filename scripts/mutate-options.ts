import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { AppError } from "../platform/app-error.ts";
import { errorMessage } from "../platform/error-message.ts";

/** Each has its tests under the same path in test/. */
const rooms = ["server/rental", "server/runner", "server/fleet", "server/books", "firmware-bridge", "protocol"];

export const usage = `usage: npm run mutate -- [--room ROOM]… [--file FILE]… [--sample N] [--seed S] [--list] [--json]
Plants small faults (mutants) in a copy of the project, one at a time, and runs the tests of the room that has the fault.
A mutant that these tests or the compiler notice is killed; one that they do not notice survives.
  --room ROOM    one of ${rooms.join(", ")}; can be repeated; all of them without it
  --file FILE    only mutants of this file; can be repeated
  --sample N     at most N mutants of each room, 20 without it; the seed chooses them
  --seed S       1 without it
  --list         shows the mutants, and tries none
  --json         the result as JSON
Mutants of scripts/equivalent-mutants.json are left out: they change nothing that could be noticed.
Exit code 0: all were killed; 1: a mutant survived, or a judgement is about no mutant any more; 64: wrong usage.`;

export interface MutateOptions {
  readonly rooms: readonly string[];
  /** Empty for all. */
  readonly files: readonly string[];
  readonly size: number;
  readonly seed: string;
  readonly list: boolean;
  readonly json: boolean;
}

/** Tells of a room whether the file is in it. */
export function holds(file: string): (room: string) => boolean {
  return (room) => file.startsWith(`${room}/`);
}

/**
 * What the command line asks for.
 * @throws AppError request/invalid
 */
export function readOptions(args: readonly string[]): MutateOptions {
  const values = parse(args);
  const [unknown] = (values.room ?? []).filter((room) => !rooms.includes(room));
  if (unknown !== undefined) throw wrong(`--room: there is no room ${unknown}`);
  const files = (values.file ?? []).map((file) => file.replace(/^\.\//, ""));
  const lost = files.find((file) => !rooms.some(holds(file)) || !existsSync(file));
  if (lost !== undefined) throw wrong(`--file: ${lost} is no file of a room`);
  const size = Number(values.sample);
  if (!Number.isSafeInteger(size) || size < 1) throw wrong("--sample: a whole number from 1 on");
  const chosen = values.room ?? rooms.filter((room) => files.length === 0 || files.some((file) => holds(file)(room)));
  return { rooms: chosen, files, size, seed: values.seed, list: values.list, json: values.json };
}

function parse(args: readonly string[]) {
  const flag = { type: "boolean", default: false } as const;
  const many = { type: "string", multiple: true } as const;
  const size = { type: "string", default: "20" } as const;
  const seed = { type: "string", default: "1" } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { room: many, file: many, sample: size, seed, list: flag, json: flag },
    }).values;
  } catch (error) {
    throw wrong(errorMessage(error));
  }
}

function wrong(text: string): AppError {
  return new AppError("request/invalid", `${text}\n\n${usage}`);
}
