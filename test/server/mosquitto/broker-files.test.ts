import { describe, expect, test } from "vitest";
import { cabinetKeys } from "../../../protocol/seal.ts";
import { cabinetSecret } from "../../../server/fleet/cabinet-secret.ts";
import { brokerFiles } from "../../../server/mosquitto/broker-files.ts";
import { passwordLine } from "../../../server/mosquitto/password-line.ts";
import type { MosquittoSettings } from "../../../server/mosquitto/settings.ts";

const secret = "a secret of at least 32 characters for tests";
const settings: MosquittoSettings = {
  secret,
  httpHost: "127.0.0.1",
  httpPort: 8080,
  mqttUrl: "mqtt://127.0.0.1:1884",
  mqttUser: "Hub",
  mqttPassword: "the password of all hubs",
  mqttHost: "127.0.0.1",
  mqttPort: 1883,
  mqttPlain: false,
  mqttTlsHost: "0.0.0.0",
  mqttTlsPort: 8883,
};
const tls = { mqttTlsCert: "a certificate", mqttTlsKey: "its key" };
const cabinets = [
  { cabinetId: "shop-2", keyGeneration: 3 },
  { cabinetId: "shop-1", keyGeneration: 1 },
];

function made(changes: Partial<MosquittoSettings> = {}, pidFile?: string) {
  return brokerFiles({ settings: { ...settings, ...changes }, cabinets, folder: "/etc/mosquitto/jiehuan", pidFile });
}

describe("the logins", () => {
  test("are those of the secrets that the cabinets have now, in the order of their ids", () => {
    const of = (cabinetId: string, generation: number) =>
      passwordLine(cabinetId, cabinetKeys(cabinetSecret(secret, cabinetId, generation)).password, secret);
    expect(made().get("cabinet-passwords")).toBe(of("shop-1", 1) + of("shop-2", 3));
    expect(made().get("hub-passwords")).toBe(passwordLine("Hub", "the password of all hubs", secret));
  });

  test("are not readable, and have salts of their own", () => {
    const [first, second] = [passwordLine("shop-1", "the same", secret), passwordLine("shop-2", "the same", secret)];
    const shape = /^shop-1:\$7\$101\$([A-Za-z0-9+/]{16})\$([A-Za-z0-9+/]{86}==)\n$/;
    expect(first).toMatch(shape);
    expect(shape.exec(first)?.[1]).not.toBe(shape.exec(second.replace("shop-2", "shop-1"))?.[1]);
  });
});

test("the rights are the contract's topics and no more", () => {
  const files = made();
  expect(files.get("cabinet-access")).toBe(
    [
      "pattern write c/%u/up/presence",
      "pattern write c/%u/up/snapshot",
      "pattern write c/%u/up/event",
      "pattern write c/%u/up/health",
      "pattern write c/%u/up/update",
      "pattern read c/%u/down/welcome",
      "pattern read c/%u/down/command",
      "pattern read c/%u/down/ack",
      "pattern read c/%u/down/config",
      "",
    ].join("\n"),
  );
  expect(files.get("hub-access")).toBe(
    [
      "user Hub",
      "topic read c/+/up/+",
      "topic write c/+/down/welcome",
      "topic write c/+/down/command",
      "topic write c/+/down/ack",
      "topic write c/+/down/config",
      "",
    ].join("\n"),
  );
});

const listeners = (files: ReadonlyMap<string, string>) =>
  files
    .get("mosquitto.conf")
    ?.split("\n")
    .filter((line) => /^(listener|certfile|use_username_as_clientid|password_file|pid_file)/.test(line));

test("cabinets find their listeners where the hub's own broker would listen, and hubs theirs at their URL", () => {
  const files = made({ ...tls, mqttUrl: "mqtts://broker.example:8884" }, "/run/mosquitto.pid");
  const [certificate, cabinetPasswords] = ["certificate.pem", "cabinet-passwords"].map(
    (name) => `/etc/mosquitto/jiehuan/${name}`,
  );
  expect(listeners(files)).toEqual([
    "pid_file /run/mosquitto.pid",
    "listener 1883 127.0.0.1",
    `password_file ${cabinetPasswords}`,
    "use_username_as_clientid true",
    "listener 8883 0.0.0.0",
    `certfile ${certificate}`,
    `password_file ${cabinetPasswords}`,
    "use_username_as_clientid true",
    "listener 8884 0.0.0.0",
    `certfile ${certificate}`,
    "password_file /etc/mosquitto/jiehuan/hub-passwords",
  ]);
  expect([files.get("certificate.pem"), files.get("key.pem")]).toEqual(["a certificate\n", "its key\n"]);
});

test("without a certificate nothing listens beyond this machine", () => {
  const files = made({ mqttUrl: "mqtt://[::1]:1884" });
  expect(listeners(files)).toEqual([
    "listener 1883 127.0.0.1",
    "password_file /etc/mosquitto/jiehuan/cabinet-passwords",
    "use_username_as_clientid true",
    "listener 1884 ::1",
    "password_file /etc/mosquitto/jiehuan/hub-passwords",
  ]);
  expect([...files.keys()].filter((name) => name.endsWith(".pem"))).toEqual([]);
});

test.each([
  ["one port for cabinets and hubs", { mqttUrl: "mqtt://127.0.0.1:1883" }, "port 1883"],
  ["one TLS port for cabinets and hubs", { ...tls, mqttUrl: "mqtts://broker.example" }, "port 8883"],
  ["TLS without a certificate", { mqttUrl: "mqtts://broker.example:8884" }, "HUB_MQTT_TLS_CERT"],
  ["half a certificate", { mqttTlsCert: "a certificate" }, "go together"],
  ["an open line to another machine", { mqttUrl: "mqtt://broker.example:1884" }, "mqtts://"],
  ["cabinets without TLS on a network", { mqttHost: "192.0.2.1" }, "would show passwords"],
])("%s is a mistake in the settings", (_what, changes, text) => {
  expect(() => made(changes)).toThrow(
    expect.objectContaining({ code: "config/invalid", message: expect.stringContaining(text) as string }),
  );
});
