import { describe, expect, it } from "vitest";
import { printable, readSettings } from "../../platform/settings.ts";
import { collectionPauses, hubSettings, outsideBrokerLogin, tlsAddress } from "../../server/settings.ts";

const least = {
  HUB_PUBLIC_URL: "https://hub.example",
  HUB_SECRET: "a".repeat(32),
  HUB_OPERATOR_TOKEN: "b".repeat(24),
  HUB_TARIFFS: "[]",
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

  it.each(Object.keys(least))("without %s are refused", (name) => {
    expect(() => read({ ...least, [name]: undefined })).toThrow(new RegExp(`${name}: missing`));
  });

  it.each([
    ["HUB_PUBLIC_URL", "hub.example"],
    ["HUB_PUBLIC_URL", "https://hub.example/"],
    ["HUB_HTTP_PORT", "65536"],
    ["HUB_MQTT_PORT", "x"],
    ["HUB_SECRET", "a".repeat(31)],
    ["HUB_OPERATOR_TOKEN", "b".repeat(23)],
    ["HUB_RIDER_LIMIT", "0"],
    ["HUB_CONFIRM_WITHIN", "29999"],
    ["HUB_OPEN_WITHIN", "60001"],
    ["HUB_REQUESTS_PER_MINUTE", "9"],
    ["HUB_ALIPAY_APP_ID", "x"],
    ["HUB_ALIPAY_GATEWAY", "openapi.alipay.com"],
    ["HUB_ALIPAY_APP_ONLY", "yes"],
    ["HUB_LOG_LEVEL", "loud"],
    ["HUB_MQTT_URL", "broker.example"],
    ["HUB_MQTT_URL", "mqtts://hub:secret@broker.example"],
    ["HUB_MQTT_URL", "mqtts://broker.example/path"],
    // It could be a cabinet's.
    ["HUB_MQTT_USER", "hub"],
    ["HUB_MQTT_PASSWORD", "f".repeat(15)],
    ["HUB_BROKER_TOKEN", "g".repeat(23)],
    ["HUB_NO_SUCH_THING", "1"],
  ])("with %s = %s are refused", (name, value) => {
    expect(() => read({ ...least, [name]: value })).toThrow(new RegExp(`${name}: .*`));
  });

  it("are printed without what is secret", () => {
    const shown = JSON.stringify(printable(hubSettings, read(least)));
    for (const secret of [least.HUB_SECRET, least.HUB_OPERATOR_TOKEN, least.HUB_ALIPAY_PRIVATE_KEY]) {
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
  const outside = { HUB_MQTT_URL: "mqtts://broker.example:8884", HUB_MQTT_PASSWORD: "p".repeat(16) };

  it("is none where none is set", () => {
    expect(outsideBrokerLogin(read(least))).toBeUndefined();
  });

  it("needs an address and a password", () => {
    expect(outsideBrokerLogin(read({ ...least, ...outside }))).toEqual({
      url: new URL("mqtts://broker.example:8884"),
      authority: undefined,
      login: { username: "Hub", password: "p".repeat(16) },
      token: undefined,
    });
    for (const [name, value] of Object.entries(outside))
      expect(() => outsideBrokerLogin(read({ ...least, [name]: value }))).toThrow("go together");
  });
});
