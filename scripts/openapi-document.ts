import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { systemClock } from "../platform/clock.ts";
import { readSettings } from "../platform/settings.ts";
import { startHub } from "../server/hub.ts";
import { hubSettings } from "../server/settings.ts";

/** The OpenAPI document as a hub that was just installed serves it. */
export async function openApiDocument(): Promise<object> {
  const data = await mkdtemp(join(tmpdir(), "jiehuan-openapi-"));
  const ours = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const theirs = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const variables = {
    HUB_PUBLIC_URL: "http://127.0.0.1",
    HUB_HTTP_PORT: "0",
    HUB_MQTT_PORT: "0",
    HUB_DATA: data,
    HUB_SECRET: "a secret that nobody needs to keep",
    HUB_ALIPAY_APP_ID: "2021000000000001",
    HUB_ALIPAY_PRIVATE_KEY: ours.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    HUB_ALIPAY_PUBLIC_KEY: theirs.publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
  const settings = readSettings("HUB_", hubSettings, { variables, readFile: () => "" });
  const hub = await startHub({ settings, source: systemClock, log: pino({ level: "silent" }) });
  try {
    const response = await fetch(`http://127.0.0.1:${hub.httpPort}/openapi.json`);
    return (await response.json()) as object;
  } finally {
    await hub.stop();
    await rm(data, { recursive: true });
  }
}
