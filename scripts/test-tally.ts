/**
 * Ends test runs with one plain line: how many tests passed and how many failed, each counted once. Its arguments are the
 * reports of vitest's json reporter, one for each run: the whole run first, and then runs of all tests or of a part. Where
 * there are several, each has a line of its own before, under the name of its file. What failed stands last before that with
 * its reason, so that the end of a long protocol is enough to see it. Ends with 1 if a test failed or was skipped.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type Tally, tally } from "./tally.ts";

const runs = process.argv
  .slice(2)
  .map((path) => ({ name: basename(path, ".json"), report: readFileSync(path, "utf8") }));
/** More tests that were not run are counted, not named. */
const mostNamed = 20;
const counts = ({ passed, failed }: Tally) => `${passed} passed, ${failed.length} failed`;

const all = tally(runs.map(({ report }) => report));
for (const name of all.skipped.slice(0, mostNamed)) process.stdout.write(`not run: ${name}\n`);
if (all.skipped.length > mostNamed) process.stdout.write(`not run: ${all.skipped.length - mostNamed} more\n`);
for (const { name, reason } of all.failed)
  process.stdout.write(`failed: ${name}\n${reason.replace(/^(?=.)/gm, "  ")}\n`);
if (runs.length > 1) for (const { name, report } of runs) process.stdout.write(`${name}: ${counts(tally([report]))}\n`);
process.stdout.write(`${counts(all)}\n`);
process.exitCode = runs.length === 0 || all.failed.length > 0 || all.skipped.length > 0 ? 1 : 0;
