/** `npm run decode`: what bytes of a line to a board say. */
import { AppError } from "../../platform/app-error.ts";
import { answerHelp } from "../../platform/command-line.ts";
import { exitWith } from "../../platform/program.ts";
import { decodeArguments, decodeStream } from "./decode.ts";
import { protocols } from "./protocols.ts";

const usage = `usage: npm run --silent decode -- PROTOCOL [HEX or TEXT …]
Prints each frame as one line of JSON: {"protocol","ok","error"?,"fields"}. Without frames on the command line it reads standard
input: bytes as they came from the line, or a log that shows them. Ends with 1 if a frame is bad or there is none.
PROTOCOL is one of ${Object.keys(protocols).join(", ")}.`;

async function run(): Promise<number> {
  answerHelp(usage);
  const [name = "", ...frames] = process.argv.slice(2);
  const protocol = Object.hasOwn(protocols, name) ? protocols[name] : undefined;
  if (!protocol) throw new AppError("request/invalid", `${name ? `unknown protocol ${name}\n\n` : ""}${usage}\n`);
  const lines = frames.length > 0 ? decodeArguments(protocol, frames) : decodeStream(protocol, process.stdin);
  let count = 0;
  let bad = 0;
  for await (const { error, fields } of lines) {
    count++;
    if (error !== undefined) bad++;
    const line = { protocol: name, ok: error === undefined, ...(error === undefined ? {} : { error }), fields };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
  if (count === 0) process.stderr.write("there is no frame\n");
  return count === 0 || bad > 0 ? 1 : 0;
}

process.stdout.on("error", () => process.exit(1));
try {
  process.exitCode = await run();
} catch (error) {
  exitWith(error);
}
