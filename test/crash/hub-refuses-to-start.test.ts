import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { selfSigned } from "../server/broker/self-signed.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "jiehuan-hub-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Starts the hub as built; it must end by itself. */
function startHub(changes: Record<string, string> = {}, args: readonly string[] = []) {
  const settings = {
    HUB_PUBLIC_URL: "http://127.0.0.1",
    HUB_HTTP_PORT: "0",
    HUB_MQTT_PORT: "0",
    HUB_DATA: join(folder, "hub"),
    HUB_SECRET: "a secret of more than thirty-two characters",
    HUB_ALIPAY_APP_ID: "2021000000000001",
    HUB_ALIPAY_PRIVATE_KEY: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    HUB_ALIPAY_PUBLIC_KEY: publicKey.export({ type: "spki", format: "pem" }).toString(),
    ...changes,
  };
  const env = { PATH: process.env["PATH"], ...settings };
  return spawnSync(process.execPath, [resolve("dist/server/main.js"), ...args], {
    env,
    encoding: "utf8",
    timeout: 50_000,
  });
}

describe("the hub does not start", () => {
  it.each([
    ["no SQLite file", '{"format":"jiehuan-live/1","sha'],
    ["full of NULs", "\0".repeat(5000)],
    ["cut off", "SQLite format 3\0"],
  ])("on a data file that is %s, and says what can be done", async (_what, content) => {
    await mkdir(join(folder, "hub"));
    await writeFile(join(folder, "hub", "store.db"), content);
    const { status, stderr } = startHub();
    expect(status).toBe(1);
    expect(stderr).toMatch(/store\.db.*\(store\/damaged\)/s);
    expect(stderr).toMatch(/restore|backup/i);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("with wrong settings, and lists all of them at once, without secrets", () => {
    const { status, stderr } = startHub({ HUB_SECRET: "short", HUB_HTTP_PORT: "eighty", HUB_COLOUR: "green" });
    expect(status).toBe(78);
    for (const name of ["HUB_SECRET", "HUB_HTTP_PORT", "HUB_COLOUR"]) expect(stderr).toContain(name);
    expect(stderr).toContain("config/invalid");
    expect(stderr).not.toContain("short");
  });

  it("with secrets that can be guessed", () => {
    const { status, stderr } = startHub({ HUB_SECRET: "a".repeat(32), HUB_METRICS_TOKEN: "a".repeat(24) });
    expect(status).toBe(78);
    expect(stderr).toMatch(/HUB_SECRET: is too easy to guess.*HUB_METRICS_TOKEN: is too easy to guess/s);
  });

  it("with a private key where Alipay's public one belongs", () => {
    const { status, stderr } = startHub({
      HUB_ALIPAY_PUBLIC_KEY: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    });
    expect([status, stderr]).toEqual([
      78,
      expect.stringContaining("HUB_ALIPAY_PUBLIC_KEY: is a private key") as string,
    ]);
  });

  it("with an argument that it does not know, and says how it is used", () => {
    const { status, stderr } = startHub({}, ["--foo"]);
    expect([status, stderr]).toEqual([
      64,
      expect.stringMatching(/^unknown argument --foo\n.*usage: node dist/s) as string,
    ]);
  });

  it.each(["dist/server/main.js", "dist/firmware-bridge/main.js"])(
    "%s shows its usage and starts nothing",
    (program) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [resolve(program), "--help"], {
        encoding: "utf8",
        env: {},
      });
      expect([status, stderr]).toEqual([0, ""]);
      expect(stdout).toContain(`usage: node ${program}`);
    },
  );

  it("the bridge neither, with an argument that it does not know", () => {
    const program = resolve("dist/firmware-bridge/main.js");
    expect(spawnSync(process.execPath, [program, "serve"], { encoding: "utf8", env: {} }).status).toBe(64);
  });

  it("with half of a TLS pair", () => {
    const { status, stderr } = startHub({ HUB_MQTT_TLS_CERT: "x".repeat(200) });
    expect([status, stderr]).toEqual([78, expect.stringContaining("go together")]);
  });

  it.each([
    ["a certificate that is none", { ...selfSigned("first.example"), cert: "x".repeat(200) }, "HUB_MQTT_TLS_CERT"],
    ["a key that is none", { ...selfSigned("first.example"), key: "x".repeat(200) }, "HUB_MQTT_TLS_KEY"],
    [
      "the key of another certificate",
      { ...selfSigned("first.example"), key: selfSigned("second.example").key },
      "HUB_MQTT_TLS_KEY",
    ],
  ])("with %s: a wrong setting, named in one line", (_what, { cert, key }, name) => {
    const { status, stderr } = startHub({ HUB_MQTT_TLS_CERT: cert, HUB_MQTT_TLS_KEY: key, HUB_MQTT_TLS_PORT: "0" });
    expect([status, stderr.trimEnd().split("\n").length]).toEqual([78, 1]);
    expect(stderr).toContain(name);
  });
});
