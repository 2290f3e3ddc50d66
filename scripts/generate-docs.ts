/**
 * Writes the documents that are made from the code, into the project it is started in. With `--check` it writes nothing
 * and ends with 1 if a committed one is out of date.
 */
import { generateDocs, staleDocs, writeDocs } from "./generated-docs.ts";

const root = process.cwd();
const docs = await generateDocs(root);
if (process.argv.includes("--check")) {
  const stale = await staleDocs(root, docs);
  for (const path of stale) process.stderr.write(`${path} is out of date\n`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  await writeDocs(root, docs);
}
