/**
 * Ends a test run with one plain line: how many tests passed and how many failed. Its argument is the report of vitest's
 * json reporter. Ends with 1 if a test failed or was skipped.
 */
import { readFileSync } from "node:fs";
import { tally } from "./tally.ts";

const { passed, failed, skipped } = tally(readFileSync(process.argv[2] ?? "", "utf8"));
for (const name of skipped) process.stdout.write(`not run: ${name}\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || skipped.length > 0 ? 1 : 0;
