import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const programs = [
  "server/main.js",
  "server/store-admin/main.js",
  "server/mosquitto/main.js",
  "firmware-bridge/main.js",
  "firmware-bridge/decode/main.js",
  "firmware-bridge/serial-console/main.js",
  "firmware-bridge/launcher/main.js",
  "simulators/board/main.js",
  "simulators/demo/main.js",
  "simulators/fleet/main.js",
  "simulators/riders/main.js",
  "simulators/smoke/main.js",
  "simulators/zhima/main.js",
  "scripts/check-rooms.js",
  "scripts/generate-docs.js",
  "scripts/mutate.js",
  "scripts/release/main.js",
  "test/crash/main.js",
  "test/simulation/main.js",
];

/** Runs a program as it is built. */
function run(program: string, argument: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`dist/${program}`, argument], { encoding: "utf8" });
  return { status, stdout, stderr };
}

test.each(programs)(
  "%s prints its usage for --help and -h, and ends with 64 for an argument that it does not know",
  (program) => {
    const help = run(program, "--help");
    expect(help).toMatchObject({ status: 0, stderr: "" });
    expect(help.stdout.length).toBeGreaterThan(60);
    expect(run(program, "-h")).toEqual(help);
    const wrong = run(program, "--nonsense");
    expect([wrong.status, wrong.stdout]).toEqual([64, ""]);
    expect(wrong.stderr).toContain(help.stdout.trimEnd().split("\n").at(-1));
  },
);
