import { once } from "node:events";
import { connect } from "node:tls";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../platform/clock.ts";
import { type Broker, startBroker } from "../../../server/broker/broker.ts";
import {
  type CertificatePair,
  CertificateWatch,
  expiryOf,
  whyNoCertificate,
} from "../../../server/broker/certificate.ts";
import { usualLimits } from "../../../server/broker/limits.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { silent } from "./fixture.ts";
import { selfSigned } from "./self-signed.ts";

const first = selfSigned("first.example");
const second = selfSigned("second.example");

test.each([
  ["a certificate that is none", { ...first, cert: "-----BEGIN CERTIFICATE-----\nnothing" }, /^HUB_MQTT_TLS_CERT /],
  ["a key that is none", { ...first, key: "a text" }, /^HUB_MQTT_TLS_KEY is no private key/],
  ["the key of another certificate", { ...first, key: second.key }, /^HUB_MQTT_TLS_KEY is not the key/],
  ["certificate and key in each other's place", { cert: first.key, key: first.cert }, /^HUB_MQTT_TLS_CERT /],
])("%s names the wrong setting", (_what, pair, why) => {
  expect(whyNoCertificate(pair)).toMatch(why);
});

test("a certificate says when it expires", () => {
  expect(expiryOf(first)).toBe(Date.UTC(2099, 0, 1) / 1000);
});

describe("a watch", () => {
  let clock: ManualClock;
  let there: CertificatePair | Error;
  let used: CertificatePair[];
  let logged: string[];
  let watch: CertificateWatch;

  beforeEach(() => {
    clock = new ManualClock();
    there = first;
    used = [];
    logged = [];
    watch = new CertificateWatch({
      pair: first,
      read() {
        if (there instanceof Error) throw there;
        return there;
      },
      use: (pair) => used.push(pair),
      clock,
      log: {
        ...silent,
        info: (_, message) => logged.push(message),
        error: (fields) => logged.push(JSON.stringify(fields)),
      },
    });
  });

  test("serves what was renewed by itself", async () => {
    await clock.pass(10_000);
    expect(used).toEqual([]);
    there = second;
    await clock.pass(5000);
    expect(used).toEqual([second]);
    await clock.pass(20_000);
    expect(used).toEqual([second]);
  });

  test("serves what was renewed immediately when it is asked to look", () => {
    there = second;
    watch.reload();
    expect(used).toEqual([second]);
  });

  test("keeps the certificate before a broken one, says so once, and serves the next good one", async () => {
    there = { ...second, key: first.key };
    await clock.pass(60_000);
    expect(used).toEqual([]);
    expect(logged).toEqual([expect.stringContaining("is not the key")]);
    there = new Error("ENOENT");
    await clock.pass(60_000);
    expect(logged.slice(1)).toEqual([expect.stringContaining("ENOENT")]);
    there = second;
    await clock.pass(5000);
    expect(used).toEqual([second]);
  });

  test("says nothing of a key that comes a moment after its certificate", async () => {
    there = { ...second, key: first.key };
    await clock.pass(5000);
    there = second;
    await clock.pass(5000);
    expect(used).toEqual([second]);
    expect(logged.filter((line) => line.includes("not the key"))).toEqual([]);
  });

  test("says immediately what is wrong when it is asked to look", () => {
    there = { ...second, key: first.key };
    watch.reload();
    expect(logged).toEqual([expect.stringContaining("is not the key")]);
  });

  test("looks no more once it is stopped", async () => {
    watch.stop();
    there = second;
    await clock.pass(60_000);
    expect(used).toEqual([]);
  });
});

describe("a broker", () => {
  let broker: Broker | undefined;
  afterEach(() => broker?.stop());

  const at = { host: "127.0.0.1", port: 0 };
  const parts = {
    passwordOf: async () => undefined,
    isDisabled: async () => false,
    limits: usualLimits,
    clock: systemClock,
    log: silent,
    denied: () => {},
  };

  async function served(): Promise<unknown> {
    const socket = connect({ host: at.host, port: broker?.tlsPort ?? 0, rejectUnauthorized: false });
    await once(socket, "secureConnect");
    const { subject } = socket.getPeerCertificate();
    socket.destroy();
    return subject.CN;
  }

  test("serves a renewed certificate on new connections, and says when it expires", async () => {
    let there = first;
    const expiries: number[] = [];
    broker = await startBroker({
      ...parts,
      tls: { ...at, ...first },
      readCertificate: () => there,
      certificateExpires: (expiry) => expiries.push(expiry),
    });
    expect(await served()).toBe("first.example");
    there = second;
    broker.reload();
    expect(await served()).toBe("second.example");
    expect(expiries).toEqual([expiryOf(first), expiryOf(second)]);
  });

  test("does not start with a key of another certificate, which is a wrong setting", async () => {
    await expect(startBroker({ ...parts, tls: { ...at, ...first, key: second.key } })).rejects.toMatchObject({
      code: "config/invalid",
    });
  });
});
