import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { AppError } from "../../../platform/app-error.ts";
import type { Clock } from "../../../platform/clock.ts";
import { BoardPort } from "../kit/board-port.ts";
import { SerialDevice } from "../kit/serial-device.ts";
import { Board } from "./board.ts";
import { type BoardState, newBoard } from "./board-state.ts";
import type { CommandLine } from "./command-line.ts";
import { boardControl } from "./control.ts";
import { readState, writeState } from "./state-file.ts";
import { readStickers } from "./stickers.ts";
import { obey } from "./typed-commands.ts";

/** Runs the program: the board, its line, its control, and the commands typed at it. */
export async function startSimulatedBoard(
  commandLine: CommandLine,
  parts: { clock: Clock; input: Readable; output: Writable },
): Promise<{ stop: () => Promise<void> }> {
  const { clock, input, output } = parts;
  const say = (text: string) => output.write(`${text}\n`);
  const stickers = commandLine.stickers === undefined ? new Map<number, string>() : readStickers(commandLine.stickers);
  const state = stateOf(commandLine);
  const keep = () => {
    if (commandLine.state !== undefined) writeState(commandLine.state, state);
  };
  keep();
  const board = new Board({ clock, state, changed: keep });
  const closing: (() => unknown)[] = [() => board.stop()];
  const stop = async () => {
    for (const close of closing.toReversed()) await close();
  };
  try {
    const { line } = commandLine;
    const port = await BoardPort.open(board, line.kind === "tcp" ? line.port : 0);
    closing.push(() => port.close());
    if (line.kind === "pty") {
      const device = await SerialDevice.open({ path: line.path, port, clock });
      closing.push(() => device.close());
    }
    say(`board on ${line.kind === "tcp" ? `tcp://127.0.0.1:${port.port}` : line.path}`);
    if (commandLine.control !== undefined) {
      const control = boardControl(board, stickers);
      closing.push(() => control.close());
      say(`control on ${await listen(control, commandLine.host, commandLine.control)}`);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const commands = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  commands.on("line", (typed) => say(obey(board, typed)));
  closing.push(() => commands.close());
  return { stop };
}

async function listen(control: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await control.listen({ host, port });
  } catch (error) {
    throw new AppError("request/invalid", `--control ${port}: ${(error as Error).message}`, { cause: error });
  }
}

function stateOf({ state: path, slots, board }: CommandLine): BoardState {
  const kept = path === undefined ? undefined : readState(path);
  if (kept !== undefined && slots !== undefined && kept.slots.length !== slots)
    throw new AppError("request/invalid", `the board in ${path} has ${kept.slots.length} slots, not ${slots}`);
  return kept ?? newBoard(board, slots ?? 12);
}
