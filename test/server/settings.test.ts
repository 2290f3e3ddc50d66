import { describe, expect, it } from "vitest";
import { printable, readSettings } from "../../platform/settings.ts";
import { hubSettings, parseTariff, tlsAddress } from "../../server/settings.ts";
import { tariff } from "./rental/examples.ts";

const least = {
  HUB_PUBLIC_URL: "https://hub.example",
  HUB_SECRET: "a".repeat(32),
  HUB_OPERATOR_TOKEN: "b".repeat(24),
  HUB_TARIFF: JSON.stringify(tariff),
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
    ["HUB_GOODS_NAME", "x".repeat(15)],
    ["HUB_RIDER_LIMIT", "0"],
    ["HUB_CONFIRM_WITHIN", "29999"],
    ["HUB_OPEN_WITHIN", "60001"],
    ["HUB_REQUESTS_PER_MINUTE", "9"],
    ["HUB_ALIPAY_APP_ID", "x"],
    ["HUB_ALIPAY_GATEWAY", "openapi.alipay.com"],
    ["HUB_ALIPAY_APP_ONLY", "yes"],
    ["HUB_LOG_LEVEL", "loud"],
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

describe("the tariff", () => {
  it("is read from JSON", () => expect(parseTariff(JSON.stringify(tariff))).toEqual(tariff));

  it.each([
    ["no JSON", "{", /HUB_TARIFF is not JSON/],
    ["no object", "7", /HUB_TARIFF: \/ /],
    ["a field missing", JSON.stringify({ ...tariff, unit: undefined }), /HUB_TARIFF: \/ .*unit/],
    ["a fraction of a fen", JSON.stringify({ ...tariff, pricePerUnit: 1.5 }), /HUB_TARIFF: \/pricePerUnit /],
    ["a field too many", JSON.stringify({ ...tariff, discount: 1 }), /HUB_TARIFF: \/discount /],
    [
      "a daily cap above the deposit",
      JSON.stringify({ ...tariff, dailyCap: 10_000 }),
      /dailyCap must not be above totalCap/,
    ],
    [
      "a price above the daily cap",
      JSON.stringify({ ...tariff, pricePerUnit: 2001 }),
      /pricePerUnit must not be above dailyCap/,
    ],
  ])("with %s is refused", (_what, text, why) => {
    expect(() => parseTariff(text)).toThrow(why);
    expect(() => parseTariff(text)).toThrow(expect.objectContaining({ code: "tariff/invalid" }) as Error);
  });
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
