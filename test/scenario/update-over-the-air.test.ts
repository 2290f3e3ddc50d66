import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeRelease, newKey, readKey, writeRelease } from "../../scripts/release/release.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { UpdatableCabinet } from "../support/updatable-cabinet.ts";

/*
 * A hub, a simulated board and a bridge under its launcher, as processes. The first release is built from this checkout under a higher
 * version; the second one is a program that never says a word.
 */

const cabinetId = "update-1";
const reason = "the new version is tried";

let folder: string;
let system: DeployedSystem;
let cabinet: UpdatableCabinet;

interface Rollout {
  readonly rolloutId: string;
  readonly state: string;
  readonly cabinets: readonly { readonly cabinetId: string; readonly state: string; readonly reason?: string }[];
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "jiehuan-update-"));
  const publicKey = await newKey(join(folder, "key.pem"));
  system = await DeployedSystem.open({ environment: { HUB_UPDATE_KEYS: publicKey } });
  cabinet = await UpdatableCabinet.open(system, { cabinetId, publicKey, folder });
});

afterAll(async () => {
  await cabinet?.close();
  await system?.close();
  await rm(folder, { recursive: true, force: true });
});

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
      found = cabinets.find((one) => one.cabinetId === cabinetId);
      return found?.state === state;
    },
    () => JSON.stringify(found),
  );
  if (!found) throw new Error("no update");
  return found;
}

test("a release that was built and signed here is rolled out, and the cabinet comes back with it", async () => {
  const out = join(folder, "good");
  const key = ["--key", join(folder, "key.pem")];
  const options = [...key, "--out", out, "--version", "0.3.0", "--follows", "0.2.0"];
  await promisify(execFile)(process.execPath, [resolve("dist/scripts/release/main.js"), ...options]);
  const rolloutId = await rollOut(out, "0.3.0");
  await updateIs(rolloutId, "healthy");
  expect(await cabinet.software()).toBe("jiehuan/0.3.0");
  await system.operator(`/rollouts/${rolloutId}/acts`, { act: "end", reason });
});

test("a release that can't reach the hub is rolled back by the cabinet, and the hub hears of it", async () => {
  await cabinet.restart(5);
  await system.until("the confirmed version runs again", async () => (await cabinet.software()) === "jiehuan/0.3.0");
  const out = join(folder, "mute");
  const program = { path: "program/bridge.cjs", bytes: Buffer.from("setInterval(() => {}, 1000);\n") };
  const options = { version: "0.4.0", follows: "0.2.0", created: 1_767_225_600_000 };
  await writeRelease(out, "0.4.0", makeRelease([program], options, await readKey(join(folder, "key.pem"))));
  const rolloutId = await rollOut(out, "0.4.0");
  expect(await updateIs(rolloutId, "rolled-back")).toMatchObject({ reason: "not-healthy" });
  expect(await cabinet.software()).toBe("jiehuan/0.3.0");
});
