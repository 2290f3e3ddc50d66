import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, it } from "vitest";
import { printable, readSettings } from "../../platform/settings.ts";
import { collectionPauses, hubSettings, outsideBrokerLogin, tlsAddress } from "../../server/settings.ts";

const least = {
  HUB_PUBLIC_URL: "https://hub.example",
  HUB_SECRET: "a secret of at least 32 characters for tests",
  HUB_ALIPAY_APP_ID: "2021000000000001",
  HUB_ALIPAY_PRIVATE_KEY: "c".repeat(100),
  HUB_ALIPAY_PUBLIC_KEY: "d".repeat(100),
};

const read = (variables: Record<string, string | undefined>) =>
  readSettings("HUB_", hubSettings, {
    variables,
    readFile: (path) => {
      throw new Error(`no file ${path}`);
    },
  });

describe("the hub's settings", () => {
  it("need seven; the rest has safe values", () => {
    expect(read(least)).toMatchObject({
      httpHost: "127.0.0.1",
      httpPort: 8080,
      mqttHost: "127.0.0.1",
      mqttPort: 1883,
      mqttPlain: false,
      riderLimit: 1,
      alipayAppOnly: true,
      alipayGateway: "https://openapi.alipay.com/gateway.do",
      logLevel: "info",
    });
  });

  it.each([
    ["HUB_DATABASE_URL", "postgres://hub:pass@db/hub?sslmode=verify-full&sslmode=disable", "sslmode"],
    ["HUB_SMTP_URL", "smtps://hub:pass@mail:465?pool=true&pool=false", "pool"],
    ["HUB_ALIPAY_GATEWAY", "https://gateway.example/gateway.do?charset=a&charset=b", "charset"],
    ["HUB_ALIPAY_LOGIN", "https://login.example/page?scope=a&scope=b", "scope"],
  ])("refuse a parameter that is given twice in %s", (name, value, parameter) => {
    expect(() => read({ ...least, [name]: value })).toThrow(`${name}: the parameter ${parameter} is given twice`);
  });

  it.each(Object.keys(least))("without %s are refused", (name) => {
    expect(() => read({ ...least, [name]: undefined })).toThrow(new RegExp(`${name}: missing`));
  });

  it.each([
    ["HUB_PUBLIC_URL", "hub.example"],
    ["HUB_PUBLIC_URL", "https://hub.example/"],
    ["HUB_HTTP_PORT", "65536"],
    ["HUB_MQTT_PORT", "x"],
    ["HUB_SECRET", "sVk2nQ8zLr5wXb1TgYh7dMfPc0jKuEa"],
    ["HUB_SECRET", "a".repeat(32)],
    ["HUB_METRICS_TOKEN", "sVk2nQ8zLr5wXb1TgYh7dMf"],
    // API tokens have taken its place.
    ["HUB_OPERATOR_TOKEN", "sVk2nQ8zLr5wXb1TgYh7dMfP"],
    ["HUB_METRICS_TOKEN", "change-me-to-something-else"],
    ["HUB_RIDER_LIMIT", "0"],
    ["HUB_CONFIRM_WITHIN", "29999"],
    ["HUB_OPEN_WITHIN", "60001"],
    ["HUB_REQUESTS_PER_MINUTE", "9"],
    ["HUB_OPERATOR_REQUESTS_PER_MINUTE", "59"],
    ["HUB_MAP_TILES", "https://tiles.example"],
    ["HUB_MAP_TILES", "https://tiles.example/{z}/{x}.png"],
    ["HUB_MAP_TILES", "https://{s}.tiles.example/{z}/{x}/{y}.png"],
    ["HUB_ALIPAY_APP_ID", "x"],
    ["HUB_ALIPAY_GATEWAY", "openapi.alipay.com"],
    ["HUB_ALIPAY_APP_ONLY", "yes"],
    ["HUB_LOG_LEVEL", "loud"],
    ["HUB_MQTT_URL", "broker.example"],
    ["HUB_MQTT_URL", "mqtts://hub:secret@broker.example"],
    ["HUB_MQTT_URL", "mqtts://broker.example/path"],
    // It could be a cabinet's.
    ["HUB_MQTT_USER", "hub"],
    ["HUB_MQTT_PASSWORD", "sVk2nQ8zLr5wXb1"],
    ["HUB_MQTT_PASSWORD", "password12345678"],
    ["HUB_BROKER_TOKEN", "sVk2nQ8zLr5wXb1TgYh7dMf"],
    ["HUB_BROKER_TOKEN", "0123456789abcdef0123456789abcdef"],
    ["HUB_NO_SUCH_THING", "1"],
  ])("with %s = %s are refused", (name, value) => {
    expect(() => read({ ...least, [name]: value })).toThrow(new RegExp(`${name}: .*`));
  });

  it("name every secret that can be guessed, all at once and without quoting one", () => {
    const weak = {
      HUB_SECRET: "a".repeat(32),
      HUB_METRICS_TOKEN: "0123456789".repeat(3),
      HUB_BROKER_TOKEN: "change-me-please-before-the-start",
      HUB_MQTT_PASSWORD: "passwordpassword",
    };
    let said = "";
    try {
      read({ ...least, ...weak });
    } catch (error) {
      said = String(error);
    }
    for (const name of Object.keys(weak)) expect(said).toContain(`${name}: `);
    expect(said).toContain("openssl rand -base64 32");
    for (const text of ["aaaa", "0123", "change-me", "passwordpass"]) expect(said).not.toContain(text);
  });

  it.each([
    ["as PEM", (key: KeyObject) => key.export({ type: "pkcs8", format: "pem" }).toString()],
    ["as PEM of the older kind", (key: KeyObject) => key.export({ type: "pkcs1", format: "pem" }).toString()],
    ["as bare base64", (key: KeyObject) => key.export({ type: "pkcs8", format: "der" }).toString("base64")],
  ])("refuse a private key in the place of Alipay's public one, %s", (_how, written) => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    expect(() => read({ ...least, HUB_ALIPAY_PUBLIC_KEY: written(privateKey) })).toThrow(
      /HUB_ALIPAY_PUBLIC_KEY: is a private key/,
    );
  });

  it("are printed on a line of bearable length: of a certificate its fingerprint", () => {
    const pem = `-----BEGIN CERTIFICATE-----\n${"MIIB".repeat(300)}\n-----END CERTIFICATE-----`;
    const shown = (changes: object) => printable(hubSettings, read({ ...least, HUB_MQTT_TLS_CERT: pem, ...changes }));
    expect(JSON.stringify(shown({}))).not.toMatch(/MIIB|dddd/);
    expect(shown({})["mqttTlsCert"]).toMatch(/^\d+ characters, SHA-256 [0-9a-f]{16}…$/);
    expect(shown({})).toEqual(shown({}));
    expect(shown({ HUB_MQTT_TLS_CERT: `${pem} ` })["mqttTlsCert"]).not.toBe(shown({})["mqttTlsCert"]);
  });

  it("are printed without what is secret", () => {
    const shown = JSON.stringify(printable(hubSettings, read(least)));
    for (const secret of [least.HUB_SECRET, least.HUB_ALIPAY_PRIVATE_KEY]) {
      expect(shown).not.toContain(secret);
    }
  });
});

describe("the pauses between tries to collect", () => {
  const pauses = (text?: string) => collectionPauses(read({ ...least, HUB_COLLECTION_RETRIES: text }));

  it("are a minute, a day, three days and a week where nobody says otherwise", () => {
    expect(pauses()).toEqual([60_000, 86_400_000, 259_200_000, 604_800_000]);
  });

  it("are minutes, hours or days", () => expect(pauses("90m,12h,30d")).toEqual([5_400_000, 43_200_000, 2_592_000_000]));

  it.each(["1", "m", "0m", "1m,", ",1m", "1m, 1d", "1.5h", "-1m", "1w", "1M", "10000d", "1m1d"])(
    "are not %s",
    (text) => {
      expect(() => pauses(text)).toThrow(/HUB_COLLECTION_RETRIES: /);
    },
  );
});

describe("MQTT over TLS", () => {
  const pem = "x".repeat(100);

  it("is open with a certificate and its key, and only then", () => {
    expect(tlsAddress(read(least))).toBeUndefined();
    const both = read({ ...least, HUB_MQTT_TLS_CERT: pem, HUB_MQTT_TLS_KEY: pem, HUB_MQTT_TLS_PORT: "18883" });
    expect(tlsAddress(both)).toEqual({ host: "0.0.0.0", port: 18_883, cert: pem, key: pem });
  });

  it.each(["HUB_MQTT_TLS_CERT", "HUB_MQTT_TLS_KEY"])("with %s alone is a mistake", (name) => {
    expect(() => tlsAddress(read({ ...least, [name]: pem }))).toThrow(/go together .*config\/invalid/);
  });
});

describe("an outside broker", () => {
  const outside = { HUB_MQTT_URL: "mqtts://broker.example:8884", HUB_MQTT_PASSWORD: "sVk2nQ8zLr5wXb1T" };

  it("is none where none is set", () => {
    expect(outsideBrokerLogin(read(least))).toBeUndefined();
  });

  it("needs an address and a password", () => {
    expect(outsideBrokerLogin(read({ ...least, ...outside }))).toEqual({
      url: new URL("mqtts://broker.example:8884"),
      authority: undefined,
      login: { username: "Hub", password: "sVk2nQ8zLr5wXb1T" },
      token: undefined,
    });
    for (const [name, value] of Object.entries(outside))
      expect(() => outsideBrokerLogin(read({ ...least, [name]: value }))).toThrow("go together");
  });
});
