/**
 * Writes the documents that are made from the code, into the project it is started in. With `--check` it writes nothing
 * and ends with 1 if a committed one is out of date.
 */

import { AppError } from "../platform/app-error.ts";
import { answerHelp } from "../platform/command-line.ts";
import { exitWith } from "../platform/program.ts";
import { generateDocs, staleDocs, writeDocs } from "./generated-docs.ts";

const usage = `usage: npm run docs [-- --check]
Writes the documents that are made from the code. With --check it writes nothing, and ends with 1 if one is out of date.`;
const args = process.argv.slice(2);
answerHelp(usage, args);
if (args.some((argument) => argument !== "--check")) exitWith(new AppError("request/invalid", usage));

const root = process.cwd();
const docs = await generateDocs(root);
if (args.includes("--check")) {
  const stale = await staleDocs(root, docs);
  for (const path of stale) process.stderr.write(`${path} is out of date\n`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  await writeDocs(root, docs);
}
