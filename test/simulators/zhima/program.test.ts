import { createPublicKey } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openKeyFolder } from "../../../simulators/zhima/key-folder.ts";
import { type BundledProgram, bundleProgram, runBundled } from "../../support/bundled-program.ts";

let folder: string;
let program: BundledProgram;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "zhima-"));
  program = await bundleProgram("simulators/zhima/main.ts");
});
afterAll(async () => {
  await program.remove();
  await rm(folder, { recursive: true });
});

it("starts with nothing but a folder for its keys, and stops when told", async () => {
  const keys = join(folder, "keys");
  const running = runBundled(program, ["--port", "0", "--keys", keys, "--state", join(folder, "state.json")]);
  await running.printed("app id  2021000000000001");
  running.process.kill("SIGTERM");
  const { code, stdout } = await running.ended;
  expect(code).toBe(0);
  expect(stdout).toMatch(/^gateway http:\/\/127\.0\.0\.1:\d+\/gateway\.do$/m);
  const privateKey = await readFile(join(keys, "gateway-private.pem"), "utf8");
  const publicKey = await readFile(join(keys, "gateway-public.pem"), "utf8");
  expect(createPublicKey(privateKey).export({ type: "spki", format: "pem" })).toBe(publicKey);
  expect((await stat(join(keys, "merchant-private.pem"))).mode & 0o077).toBe(0);
  expect(await readFile(join(folder, "state.json"), "utf8")).toContain("2088000000000001");
});

it.each([
  [["--speed", "0"], "--speed must be a number from 1 to 1000000"],
  [["--port", "http"], "--port must be a number from 0 to 65535"],
  [["--colour", "red"], "--colour"],
])("does not start with %j", async (args, said) => {
  const { code, stderr } = await runBundled(program, args, folder).ended;
  expect(code).toBe(64);
  expect(stderr).toContain(said);
});

it("explains itself", async () => {
  const { code, stdout } = await runBundled(program, ["--help"], folder).ended;
  expect(code).toBe(0);
  expect(stdout).toContain("--notify-url");
});

it("keeps the keys that it finds, and takes the merchant's own", async () => {
  const keys = join(folder, "own");
  const first = openKeyFolder(keys);
  expect(openKeyFolder(keys).gatewayPrivateKey.equals(first.gatewayPrivateKey)).toBe(true);
  const own = join(folder, "keys", "merchant-public.pem");
  expect(openKeyFolder(keys, own).merchantPublicKey.equals(createPublicKey(await readFile(own)))).toBe(true);
  await writeFile(join(folder, "note"), "no key");
  for (const file of ["note", "missing"])
    expect(() => openKeyFolder(keys, join(folder, file))).toThrow(
      expect.objectContaining({ code: "config/invalid" }) as Error,
    );
});
