import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { AppError } from "../platform/app-error.ts";
import { systemClock } from "../platform/clock.ts";
import { processEnvironment } from "../platform/program.ts";
import { type BoardSettings, protocols } from "./board-settings.ts";
import { holdAlone } from "./hold-alone.ts";
import { driverOf } from "./open-driver.ts";
import { outcomeTable, type SlotOutcome, selfTest } from "./self-test.ts";
import { readBridgeSettings } from "./settings.ts";
import { openNumberedDriver, type SlotRange, slotRanges } from "./slot-range.ts";
import { openStandaloneDrivers } from "./standalone-drivers.ts";
import { openLine } from "./transport.ts";

/** `self-test [--yes]` @returns the exit code: 1 where a slot failed @throws AppError store/held while a bridge runs */
export async function runSelfTest(args: readonly string[], usage: string): Promise<number> {
  const isConfirmed = readArguments(args, usage);
  const { data, boards } = readBridgeSettings(processEnvironment);
  const folder = await holdAlone(data);
  try {
    const slotCount = boards.reduce((sum, { slots }) => sum + slots, 0);
    const lines = boards.map(({ line }) => line).join(", ");
    const question = `Every slot with an item opens, one after the other (${slotCount} slots on ${lines}). Stay at the cabinet. Begin? [y] `;
    if (!isConfirmed && !(await ask(question))) {
      process.stdout.write("Nothing was opened.\n");
      return 1;
    }
    const openDriver = await openStandaloneDrivers(data);
    const ranges = slotRanges(boards.map(({ slots }) => slots));
    const outcomes: SlotOutcome[] = [];
    for (const [index, board] of boards.entries())
      outcomes.push(...(await testBoard(board, ranges[index] as SlotRange, openDriver)));
    process.stdout.write(`${outcomeTable(outcomes)}\nStart the bridge again now.\n`);
    return outcomes.some(({ outcome }) => outcome === "failed") ? 1 : 0;
  } finally {
    await folder.release();
  }
}

/** Slots have the numbers of the cabinet. */
function testBoard(
  board: BoardSettings,
  range: SlotRange,
  openDriver: Awaited<ReturnType<typeof openStandaloneDrivers>>,
): Promise<SlotOutcome[]> {
  return selfTest({
    async openDriver(reports) {
      const line = await openLine(board.line, protocols[board.driver].baud);
      line.on("error", () => undefined);
      return openDriver((parts) => openNumberedDriver(driverOf(board), range, parts), line, reports);
    },
    slots: Array.from({ length: range.count }, (_, at) => range.first + at),
    clock: systemClock,
    newId: () => `T${randomBytes(8).toString("hex")}`,
    tell: (text) => void process.stdout.write(`${text}\n`),
  });
}

function readArguments(args: readonly string[], usage: string): boolean {
  try {
    return parseArgs({ args: [...args], options: { yes: { type: "boolean" } } }).values.yes === true;
  } catch {
    throw new AppError("request/invalid", usage);
  }
}

/** Whether the answer is yes; a closed input answers no. */
async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const closed = new Promise<string>((resolve) => terminal.once("close", () => resolve("")));
  const answer = await Promise.race([terminal.question(question), closed]);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
