import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Where a program that a test needs is found; undefined where it is not, after saying so. Where everything is required
 * (`JIEHUAN_REQUIRE_ALL`, as in CI) a missing one is an error instead, so that nothing is skipped unseen.
 *
 *     const socat = findProgram("socat", ["socat"]);
 *     test.skipIf(!socat)("…", …);
 *
 * @param candidates names looked for on the path, or whole paths; the first that is there is taken
 */
export function findProgram(name: string, candidates: readonly string[], env = process.env): string | undefined {
  const folders = (env["PATH"] ?? "").split(delimiter).filter(Boolean);
  const found = candidates
    .flatMap((candidate) => (candidate.includes("/") ? candidate : folders.map((folder) => join(folder, candidate))))
    .find(isExecutable);
  if (found) return found;
  const missing = `${name} is not installed (looked for ${candidates.join(", ")})`;
  if (env["JIEHUAN_REQUIRE_ALL"]) throw new Error(`${missing}, and JIEHUAN_REQUIRE_ALL allows no test to be skipped`);
  process.stdout.write(`${missing}: the tests that need it are skipped\n`);
  return undefined;
}

/** Chromium for the browser tests: the one named by CHROMIUM, or an installed one. */
export function findChromium(env = process.env): string | undefined {
  const named = env["CHROMIUM"] ? [env["CHROMIUM"]] : [];
  return findProgram("Chromium", [...named, "chromium", "chromium-browser", "google-chrome"], env);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
