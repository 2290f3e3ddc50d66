import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeRelease, newKey, readKey, writeRelease } from "../../scripts/release/release.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { freePort } from "../support/free-ports.ts";

/*
 * A hub, a simulated board and a bridge under its launcher, as processes. The first release is built from this checkout under a higher
 * version; the second one is a program that never says a word.
 */

const cabinetId = "update-1";
const reason = "the new version is tried";

let folder: string;
let system: DeployedSystem;
let publicKey: string;
let secret: string;
let line: number;
let launcher: ChildProcess;
const children: ChildProcess[] = [];

interface Rollout {
  readonly rolloutId: string;
  readonly state: string;
  readonly cabinets: readonly { readonly cabinetId: string; readonly state: string; readonly reason?: string }[];
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "jiehuan-update-"));
  publicKey = await newKey(join(folder, "key.pem"));
  system = await DeployedSystem.build({
    environment: { HUB_UPDATE_KEYS: publicKey },
    hubs: 1,
    store: "sqlite",
    broker: "embedded",
    environmentOf: () => ({}),
    restartAfter: 1000,
  });
  line = await freePort();
  start("simulators/board/main.js", ["--tcp", String(line), "--slots", "4"]);
  const details = { name: "升级柜", address: "人民路1号", slots: 4, reason };
  secret = (await system.operator<{ secret: string }>(`/cabinets/${cabinetId}`, details, "PUT")).secret;
  launcher = startLauncher(300);
  await system.until("the cabinet is there", async () => (await software()) === "jiehuan/0.2.0");
});

afterAll(async () => {
  for (const child of children) await end(child);
  await system?.close();
  await rm(folder, { recursive: true, force: true });
});

function start(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  const child = spawn(process.execPath, [resolve("dist", program), ...args], {
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
  children.push(child);
  return child;
}

/** @param trial seconds */
function startLauncher(trial: number): ChildProcess {
  return start("firmware-bridge/launcher/main.js", [], {
    BRIDGE_HUB: `mqtt://127.0.0.1:${system.mqttPort}`,
    BRIDGE_CABINET_ID: cabinetId,
    BRIDGE_SECRET: secret,
    BRIDGE_LINE: `tcp://127.0.0.1:${line}`,
    BRIDGE_DRIVER: "gzxj",
    BRIDGE_SLOTS: "4",
    BRIDGE_DATA: join(folder, "bridge"),
    BRIDGE_UPDATE_KEYS: publicKey,
    BRIDGE_UPDATE_TRIAL: String(trial),
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

async function software(): Promise<string | undefined> {
  const rows = await system.operator<{ cabinetId: string; condition: string; software?: string }[]>("/fleet");
  return rows.find((row) => row.cabinetId === cabinetId && row.condition === "online")?.software;
}

/** Uploads what lies in a folder as the release command wrote it, and offers it to all cabinets. */
async function rollOut(release: string, version: string): Promise<string> {
  const [manifest, signature, archive] = await Promise.all(
    ["manifest.json", "manifest.sig", `bridge-${version}.tgz`].map((name) => readFile(join(release, name))),
  );
  await system.operator("/releases", { manifest: String(manifest), signature: String(signature), reason });
  const answer = await fetch(`${system.hub}/api/operator/releases/${version}/archive`, {
    method: "PUT",
    headers: { authorization: `Bearer ${system.operatorToken}`, "content-type": "application/octet-stream" },
    body: archive as Uint8Array<ArrayBuffer>,
  });
  expect(answer.status).toBe(200);
  const { rolloutId } = await system.operator<Rollout>("/rollouts", { version, percent: 100, reason });
  return rolloutId;
}

async function updateIs(rolloutId: string, state: string): Promise<Rollout["cabinets"][number]> {
  let found: Rollout["cabinets"][number] | undefined;
  await system.until(
    `the update is ${state}`,
    async () => {
      const { cabinets } = await system.operator<Rollout>(`/rollouts/${rolloutId}`);
      found = cabinets.find((cabinet) => cabinet.cabinetId === cabinetId);
      return found?.state === state;
    },
    () => JSON.stringify(found),
  );
  if (!found) throw new Error("no update");
  return found;
}

test("a release that was built and signed here is rolled out, and the cabinet comes back with it", async () => {
  const out = join(folder, "good");
  const release = start("scripts/release/main.js", [
    "--key",
    join(folder, "key.pem"),
    "--out",
    out,
    "--version",
    "0.3.0",
    "--follows",
    "0.2.0",
  ]);
  expect(await once(release, "exit")).toEqual([0, null]);
  const rolloutId = await rollOut(out, "0.3.0");
  await updateIs(rolloutId, "healthy");
  expect(await software()).toBe("jiehuan/0.3.0");
  await system.operator(`/rollouts/${rolloutId}/acts`, { act: "end", reason });
});

test("a release that can't reach the hub is rolled back by the cabinet, and the hub hears of it", async () => {
  await end(launcher);
  launcher = startLauncher(5);
  await system.until("the confirmed version runs again", async () => (await software()) === "jiehuan/0.3.0");
  const out = join(folder, "mute");
  const program = { path: "program/bridge.cjs", bytes: Buffer.from("setInterval(() => {}, 1000);\n") };
  const options = { version: "0.4.0", follows: "0.2.0", created: 1_767_225_600_000 };
  await writeRelease(out, "0.4.0", makeRelease([program], options, await readKey(join(folder, "key.pem"))));
  const rolloutId = await rollOut(out, "0.4.0");
  expect(await updateIs(rolloutId, "rolled-back")).toMatchObject({ reason: "not-healthy" });
  expect(await software()).toBe("jiehuan/0.3.0");
});
