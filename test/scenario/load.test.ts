import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { startDemo } from "../../simulators/demo/demo.ts";
import { apiTokenOf } from "../../simulators/demo/demo-files.ts";
import { portsFrom } from "../../simulators/demo/settings.ts";
import type { FleetStatus } from "../../simulators/fleet/fleet-tally.ts";
import type { LoadSummary } from "../../simulators/riders/load-tally.ts";
import { freePorts } from "../support/free-ports.ts";

interface LoadProgram<Summary> {
  /** Waits until a line of its progress says so. */
  said(what: RegExp): Promise<void>;
  /** Resolves at its end. */
  readonly summary: Promise<Summary>;
  /** Ctrl-C. */
  interrupt(): void;
}

function run<Summary>(program: string, args: readonly string[]): LoadProgram<Summary> {
  const script = resolve("dist/simulators", program, "main.js");
  const child = spawn(process.execPath, [script, ...args, "--json"], { stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let progress = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    progress += text;
  });
  const ended = once(child, "close").then(() => {
    if (child.exitCode !== 0) throw new Error(`${program} ended with ${child.exitCode}: ${progress}`);
    return JSON.parse(out) as Summary;
  });
  return {
    async said(what) {
      while (!what.test(progress)) {
        const over = await Promise.race([once(child.stderr, "data").then(() => false), ended.then(() => true)]);
        if (over && !what.test(progress)) throw new Error(`${program} ended without ${what}: ${progress}`);
      }
    },
    summary: ended,
    interrupt: () => void child.kill("SIGINT"),
  };
}

test("a fleet and riders load a hub over MQTT and HTTP, and end with what they have seen", async () => {
  const data = await mkdtemp(join(tmpdir(), "jiehuan-load-"));
  const first = await freePorts(9);
  const ports = portsFrom(first);
  const demo = await startDemo({
    settings: { data, ports, host: "127.0.0.1", pty: false, watch: false },
    environment: { HUB_REQUESTS_PER_MINUTE: "1000000" },
    build: resolve("dist"),
    say: () => {},
    signal: new AbortController().signal,
  });
  try {
    const tokenFile = join(data, "token");
    await writeFile(tokenFile, apiTokenOf(data));
    const control = first + 8;
    const hub = ["--hub", demo.links.hub, "--token-file", tokenFile];
    const broker = ["--broker", `mqtt://127.0.0.1:${ports.mqtt}`, "--control", String(control)];
    const fleet = run<FleetStatus>("fleet", [...hub, ...broker, "--cabinets", "3", "--processes", "2"]);
    await fleet.said(/3\/3 connected/);
    const world = ["--wallet", demo.links.wallet, "--fleet", `http://127.0.0.1:${control}`];
    const pace = ["--riders", "3", "--minutes", "10", "--think", "0", "--keep", "0"];
    const riders = run<LoadSummary>("riders", [...hub, ...world, ...pace]);
    await riders.said(/[1-9] loans/);
    riders.interrupt();
    const { loans, errors, unlock } = await riders.summary;
    expect(errors).toEqual({});
    expect(unlock.p50).toBeGreaterThan(0);
    fleet.interrupt();
    const seen = await fleet.summary;
    expect(seen).toMatchObject({ connected: 3, opened: loans, refused: 0, sealsBroken: 0, malformed: 0 });
  } finally {
    await demo.stop();
    await rm(data, { recursive: true });
  }
});
