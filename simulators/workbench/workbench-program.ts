import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { CommandLine } from "./command-line.ts";
import { workbenchControl } from "./control.ts";
import { HubClient } from "./hub-client.ts";
import { actionOf, commandHelp, slotTable } from "./typed-commands.ts";
import { Workbench } from "./workbench.ts";

/** Runs the workbench: its cabinets, its control with the page, and the commands typed at it. */
export async function startWorkbench(
  { cabinets, hub, control, host }: CommandLine,
  parts: { clock: Clock; newKey: () => string; input: Readable; output: Writable },
): Promise<{ stop: () => Promise<void> }> {
  const { clock, newKey, input, output } = parts;
  const say = (text: string) => output.write(`${text}\n`);
  const client = hub && new HubClient(hub.url, hub.token);
  const workbench = await Workbench.open(cabinets, { clock, newKey, hub: client });
  const closing: (() => unknown)[] = [() => workbench.stop()];
  const stop = async () => {
    for (const close of closing.toReversed()) await close();
  };
  try {
    for (const { name, protocol, line } of workbench.state.cabinets) say(`${name} (${protocol}) on ${line}`);
    if (control !== undefined) {
      const http = await workbenchControl(workbench);
      closing.push(() => http.close());
      say(`workbench on ${await listen(http, host, control)}`);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const commands = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  commands.on("line", (typed) => void obey(workbench, typed).then(say));
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

/** Does what a line typed at the workbench says. @returns the answer; a mistake is an answer too */
export async function obey(workbench: Workbench, line: string): Promise<string> {
  const words = line.split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined) return "";
  if (first === "help") return commandHelp;
  const cabinet = workbench.cabinets.has(first) ? words.shift() : undefined;
  try {
    if (words[0] === "slots") return slotTable(workbench.view(cabinet));
    await workbench.act({ ...actionOf(words), ...(cabinet !== undefined && { cabinet }) });
    return "done";
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}
