import { once } from "node:events";
import { mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { connect } from "node:tls";
import { afterEach, beforeEach, expect, it } from "vitest";
import { selfSigned } from "../server/broker/self-signed.ts";
import { freePort } from "../support/free-ports.ts";
import { AttackedHub } from "./attacked-hub.ts";

let folder: string;
let hub: AttackedHub | undefined;
let port: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "jiehuan-certificates-"));
  port = await freePort();
});
afterEach(async () => {
  await hub?.stop();
  await rm(folder, { recursive: true });
});

/** Puts a pair where certbot would: new files, and a link that is replaced in one step. */
async function issue(name: string): Promise<void> {
  const { cert, key } = selfSigned(name);
  for (const [file, text] of [
    ["cert", cert],
    ["key", key],
  ] as const) {
    await writeFile(join(folder, `${name}-${file}.pem`), text);
    await symlink(`${name}-${file}.pem`, join(folder, "next"));
    await rename(join(folder, "next"), join(folder, `${file}.pem`));
  }
}

async function served(): Promise<unknown> {
  const socket = connect({ host: "127.0.0.1", port, rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return subject.CN;
}

async function start(): Promise<AttackedHub> {
  await issue("first");
  hub = await AttackedHub.start([], {
    HUB_MQTT_TLS_HOST: "127.0.0.1",
    HUB_MQTT_TLS_PORT: String(port),
    HUB_MQTT_TLS_CERT_FILE: join(folder, "cert.pem"),
    HUB_MQTT_TLS_KEY_FILE: join(folder, "key.pem"),
  });
  expect(await served()).toBe("first");
  return hub;
}

it("a certificate that was renewed is served after SIGHUP, a broken one is not, and the hub goes on", async () => {
  const running = await start();
  await issue("second");
  running.signal("SIGHUP");
  while ((await served()) !== "second") await delay(20);
  await writeFile(join(folder, "second-key.pem"), "no key");
  running.signal("SIGHUP");
  while (!running.log.includes("can't be used")) await delay(20);
  expect(await served()).toBe("second");
  expect((await fetch(`${running.http}/readyz`)).ok).toBe(true);
  expect(await running.metrics()).toMatch(/^jiehuan_mqtt_certificate_expiry_timestamp_seconds 4070908800$/m);
});

it("a certificate whose file was replaced is served without a word to the hub", async () => {
  await start();
  await issue("second");
  while ((await served()) !== "second") await delay(100);
});
