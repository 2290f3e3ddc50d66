/*
 * Builds the programs and the pages into dist/, and says what takes time. What has not changed since the last build is left
 * as it is. Plain JavaScript, and nothing of ours is imported: it runs before there is anything built, and it must start on
 * a Node that is too old in order to say so.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const settings = ["package.json", "package-lock.json", "scripts/build.mjs"];
const sharedByPages = [
  "kiosk-ui/shared",
  "kiosk-ui/compressed-beside.ts",
  "kiosk-ui/faces.ts",
  "kiosk-ui/page-budget.ts",
  "kiosk-ui/preload-words.ts",
  "kiosk-ui/tsconfig.json",
];

/** @type {readonly { name: string, says: string, sources: readonly string[], outputs: readonly string[], command: readonly string[] }[]} */
const parts = [
  {
    name: "programs",
    says: "compiling hub, bridge and simulators, some 5 s",
    sources: [
      "protocol",
      "platform",
      "server",
      "firmware-bridge",
      "simulators",
      "scripts",
      "test/simulation",
      "test/crash",
      "test/support",
      "tsconfig.json",
      "tsconfig.build.json",
    ],
    outputs: [
      "dist/protocol",
      "dist/platform",
      "dist/server",
      "dist/firmware-bridge",
      "dist/simulators",
      "dist/scripts",
      "dist/test",
    ],
    command: ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"],
  },
  {
    name: "pages",
    says: "building the pages, some 5 s",
    sources: ["kiosk-ui/kiosk", "kiosk-ui/rider", "kiosk-ui/workbench", "kiosk-ui/vite.config.ts", ...sharedByPages],
    outputs: ["dist/kiosk-ui"],
    command: ["node_modules/vite/bin/vite.js", "build", "--config", "kiosk-ui/vite.config.ts", "--logLevel", "warn"],
  },
  {
    name: "console",
    says: "building the operators' console, some 10 s",
    sources: ["kiosk-ui/console", "kiosk-ui/vite.console.config.ts", ...sharedByPages],
    outputs: ["dist/console"],
    command: [
      "node_modules/vite/bin/vite.js",
      "build",
      "--config",
      "kiosk-ui/vite.console.config.ts",
      "--logLevel",
      "warn",
    ],
  },
];

checkNode();
process.chdir(root);
if (!existsSync("node_modules/typescript")) fail("the packages are not installed: run `npm ci` first", 1);
const quiet = process.argv.includes("--quiet");
for (const { name, says, sources, outputs, command } of parts) {
  const stamp = join("dist", `.${name}-built-from`);
  const from = fingerprint([...settings, ...sources]);
  // What was built must still be there too.
  const state = () => `${from} ${fingerprint(outputs)}`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === state()) continue;
  if (!quiet) process.stdout.write(`${says} …\n`);
  // A build that fails, or is cut off, is not taken for one.
  rmSync(stamp, { force: true });
  const { status } = spawnSync(process.execPath, command, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
  mkdirSync("dist", { recursive: true });
  writeFileSync(stamp, state());
}

/** Ends with a plain sentence on a Node that is older than package.json promises. */
function checkNode() {
  const { engines } = /** @type {{ engines: { node: string } }} */ (
    JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
  );
  const [, major, minor] = /(\d+)\.(\d+)/.exec(engines.node) ?? [];
  const [ourMajor, ourMinor] = process.versions.node.split(".");
  const isOld = Number(ourMajor) < Number(major) || (ourMajor === major && Number(ourMinor) < Number(minor));
  if (isOld) fail(`jiehuan needs Node ${major}.${minor} or newer; this is Node ${process.versions.node}`, 1);
}

/**
 * Names, sizes and times of files; a folder is always listed in the same order.
 * @param {readonly string[]} paths files and folders
 */
function fingerprint(paths) {
  const hash = createHash("sha256").update(process.version);
  for (const path of paths) addTo(hash, path);
  return hash.digest("hex");
}

/**
 * @param {import("node:crypto").Hash} hash
 * @param {string} path
 */
function addTo(hash, path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return;
  if (!entry.isDirectory()) hash.update(`${path} ${entry.size} ${entry.mtimeMs}\n`);
  else for (const name of readdirSync(path)) addTo(hash, join(path, name));
}

/**
 * @param {string} why
 * @param {number} code
 */
function fail(why, code) {
  process.stderr.write(`${why}\n`);
  process.exit(code);
}
