import { execFile, spawnSync } from "node:child_process";
import { chown, mkdtemp, readFile, stat, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../../platform/clock.ts";
import { examples } from "../../../protocol/examples.ts";
import { cabinetKeys } from "../../../protocol/seal.ts";
import { connectHubMqttClient, type HubMqttClient } from "../../../server/fleet/hub-mqtt-client.ts";
import { outsideBroker } from "../../../server/fleet/outside-broker.ts";
import { type BundledProgram, bundleProgram } from "../../support/bundled-program.ts";
import { freePort } from "../../support/free-ports.ts";
import { HttpFixture, operatorToken } from "../../support/http-fixture.ts";
import { hubSecret } from "../../support/hub-fixture.ts";
import { until } from "../../support/manual-clock.ts";
import { Mosquitto, mosquittoProgram } from "../../support/mosquitto.ts";
import { selfSigned } from "../broker/self-signed.ts";

const { ack } = examples.ack;
const hubPassword = "the password of all hubs";
const { key, cert } = selfSigned("localhost");

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let program: BundledProgram;
beforeAll(async () => {
  program = await bundleProgram("server/mosquitto/main.ts");
});
afterAll(() => program.remove());

function run(args: readonly string[], env: Record<string, string>): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program.path, ...args], { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

/** Started by root, Mosquitto becomes this user. */
async function giveToMosquitto(folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const id = (flag: string) => Number(spawnSync("id", [flag, "mosquitto"], { encoding: "utf8" }).stdout);
  await chown(folder, id("-u"), id("-g"));
}

describe.skipIf(!mosquittoProgram)("a Mosquitto with the files that the hub's settings make", () => {
  let fixture: HttpFixture;
  let broker: Mosquitto;
  let folder: string;
  let secrets: string;
  let ports: { plain: number; tls: number; hubs: number };
  let link: HubMqttClient;
  let heard: string[];
  const clients: MqttClient[] = [];
  const logged: string[] = [];

  const environment = () => ({
    HUB_SECRET: hubSecret,
    HUB_HTTP_PORT: String((fixture.app.server.address() as AddressInfo).port),
    HUB_MQTT_URL: `mqtts://localhost:${ports.hubs}`,
    HUB_MQTT_PASSWORD: hubPassword,
    HUB_MQTT_PORT: String(ports.plain),
    HUB_MQTT_TLS_HOST: "127.0.0.1",
    HUB_MQTT_TLS_PORT: String(ports.tls),
    HUB_MQTT_TLS_CERT: cert,
    HUB_MQTT_TLS_KEY: key,
    // Of the hub's settings, and nothing to this command.
    HUB_DATA: "somewhere",
  });
  const tokenFile = () => ["--token-file", join(secrets, "token")];
  const writeFiles = () =>
    run(["--out", folder, ...tokenFile(), "--pid", join(folder, "mosquitto.pid")], environment());

  beforeAll(async () => {
    fixture = await HttpFixture.open();
    await fixture.app.listen({ host: "127.0.0.1", port: 0 });
    await fixture.hub.registry.register({ cabinetId: "shop-2", name: "茶馆", address: "人民路 2 号", slots: 4 });
    ports = { plain: await freePort(), tls: await freePort(), hubs: await freePort() };
    folder = await mkdtemp(join(tmpdir(), "mosquitto-files-"));
    secrets = await mkdtemp(join(tmpdir(), "mosquitto-secrets-"));
    await writeFile(join(secrets, "token"), `${operatorToken}\n`);
    await writeFile(join(secrets, "wrong"), "jht_nobodys");
    await giveToMosquitto(folder);
    expect(await writeFiles()).toMatchObject({ code: 0, stderr: "" });
    broker = await Mosquitto.over(folder, ports.hubs);
    link = startLink(hubPassword);
    heard = [];
    link.onMessage((topic, payload) => heard.push(`${topic} ${Buffer.from(payload).toString()}`));
    await until(() => link.connected);
  });
  afterEach(async () => {
    heard.length = 0;
    for (const client of clients.splice(0)) await client.endAsync(true);
  });
  afterAll(async () => {
    await link?.close();
    await broker?.remove();
    await fixture.close();
  });

  function startLink(password: string): HubMqttClient {
    const note = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
    return connectHubMqttClient({
      openStream: outsideBroker(new URL(`mqtts://localhost:${ports.hubs}`), cert),
      clientId: `Hub:${password.length}`,
      login: { username: "Hub", password },
      clock: systemClock,
      log: { debug: note, info: note, warn: note, error: note },
    });
  }

  const passwordOf = async (cabinetId: string) => (await fixture.hub.registry.passwordOf(cabinetId)) ?? "";

  async function connected(options: IClientOptions): Promise<MqttClient> {
    const client = await mqtt.connectAsync({
      host: "127.0.0.1",
      port: ports.plain,
      protocolVersion: 4,
      reconnectPeriod: 0,
      ...options,
    });
    clients.push(client);
    return client;
  }

  async function cabinet(cabinetId: string, options: IClientOptions = {}): Promise<MqttClient> {
    return connected({ clientId: cabinetId, username: cabinetId, password: await passwordOf(cabinetId), ...options });
  }

  const refused = (login: IClientOptions) =>
    connected(login).then(
      () => "let in",
      (error: Error) => error.message,
    );

  test("a cabinet and a hub do their work, over TLS too", async () => {
    const shop = await cabinet("shop-1", { protocol: "mqtts", host: "localhost", port: ports.tls, ca: cert });
    const received = new Promise<string>((resolve) => shop.once("message", (_t, payload) => resolve(String(payload))));
    await shop.subscribeAsync("c/shop-1/down/ack", { qos: 1 });
    await link.publish("shop-1", "ack", ack);
    expect(JSON.parse(await received)).toEqual(ack);
    await shop.publishAsync("c/shop-1/up/event", "happened", { qos: 1 });
    await until(() => heard.length > 0);
    expect(heard).toEqual(["c/shop-1/up/event happened"]);
  });

  test.each(["c/shop-2/up/event", "c/shop-1/down/command", "c/shop-1/up/other", "somewhere/else"])(
    "a cabinet that says something as %s is not heard",
    async (topic) => {
      const [shop, other] = [await cabinet("shop-1"), await cabinet("shop-2")];
      const received: string[] = [];
      shop.on("message", (_topic, payload) => received.push(payload.toString()));
      await shop.subscribeAsync("c/shop-1/down/command");
      await shop.publishAsync(topic, "forged", { qos: 1 });
      await shop.publishAsync("c/shop-1/up/event", "own", { qos: 1 });
      await other.publishAsync("c/shop-2/up/event", "own", { qos: 1 });
      await until(() => heard.length >= 2);
      expect(heard.toSorted()).toEqual(["c/shop-1/up/event own", "c/shop-2/up/event own"]);
      expect(received).toEqual([]);
    },
  );

  test("a cabinet hears nothing that is for others", async () => {
    const shop = await cabinet("shop-1");
    const received: string[] = [];
    shop.on("message", (topic) => received.push(topic));
    await shop.subscribeAsync(["#", "c/+/down/ack", "c/shop-2/down/ack", "c/+/up/+"]).catch(() => undefined);
    await (await cabinet("shop-2")).publishAsync("c/shop-2/up/event", "happened", { qos: 1 });
    await link.publish("shop-2", "ack", ack);
    await link.publish("shop-1", "ack", ack);
    await until(() => received.includes("c/shop-1/down/ack"));
    expect(new Set(received)).toEqual(new Set(["c/shop-1/down/ack"]));
  });

  test("nobody is let in by another's password, by none, or by the other kind's listener", async () => {
    const no = "Connection refused: Not authorized";
    const own = await passwordOf("shop-1");
    expect(await refused({ clientId: "shop-2", username: "shop-2", password: own })).toBe(no);
    expect(await refused({ clientId: "shop-9", username: "shop-9", password: own })).toBe(no);
    expect(await refused({ clientId: "shop-1", username: "shop-1" })).toBe(no);
    expect(await refused({ clientId: "shop-1" })).toBe(no);
    expect(await refused({ clientId: "Hub:2", username: "Hub", password: hubPassword })).toBe(no);
    const atHubs = { protocol: "mqtts", host: "localhost", port: ports.hubs, ca: cert } as const;
    expect(await refused({ ...atHubs, clientId: "shop-1", username: "shop-1", password: own })).toBe(no);
  });

  test("a cabinet can't throw another one out by its client id", async () => {
    const other = await cabinet("shop-2");
    let thrownOut = false;
    other.once("close", () => {
      thrownOut = true;
    });
    await connected({ clientId: "shop-2", username: "shop-1", password: await passwordOf("shop-1") });
    await other.publishAsync("c/shop-2/up/event", "still there", { qos: 1 });
    expect(thrownOut).toBe(false);
  });

  test("a message that is too long ends the connection", async () => {
    const shop = await cabinet("shop-1");
    const closed = new Promise<void>((resolve) => shop.once("close", () => resolve()));
    shop.publish("c/shop-1/up/event", Buffer.alloc(70_000), { qos: 1 });
    await closed;
  });

  test("a hub with a wrong password is told so in its log", async () => {
    const wrong = startLink("another password");
    await until(() => logged.at(-1)?.includes("Not authorized") ?? false);
    expect(wrong.connected).toBe(false);
    await wrong.close();
  });

  test("the files are for Mosquitto alone, and the same each time", async () => {
    const names = ["mosquitto.conf", "key.pem", "cabinet-passwords", "hub-passwords", "cabinet-access", "hub-access"];
    const all = () => Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
    const before = await all();
    const { stdout } = await writeFiles();
    expect(stdout).toContain("let 2 cabinets in");
    expect(await all()).toEqual(before);
    const { uid, gid } = await stat(folder);
    for (const name of names) {
      expect(await stat(join(folder, name))).toMatchObject({ mode: 0o100600, uid, gid });
    }
  });

  test("a renewed secret is void once the files are written anew, and its connection ends", async () => {
    const [shop, other] = [await cabinet("shop-1"), await cabinet("shop-2")];
    const closed = new Promise<void>((resolve) => shop.once("close", () => resolve()));
    const before = await passwordOf("shop-1");
    const { secret } = await fixture.hub.registry.renewSecret("shop-1");
    expect((await writeFiles()).stdout).toContain("told to read them");
    await closed;
    const login = { clientId: "shop-1", username: "shop-1" };
    expect(await refused({ ...login, password: before })).toContain("Not authorized");
    expect(await refused({ ...login, password: cabinetKeys(secret).password })).toBe("let in");
    await other.publishAsync("c/shop-2/up/event", "still there", { qos: 1 });
    expect(link.connected).toBe(true);
  });

  test("where no Mosquitto runs, the files are written all the same", async () => {
    const { code, stdout } = await run(
      ["--out", folder, ...tokenFile(), "--pid", join(folder, "other.pid")],
      environment(),
    );
    expect([code, stdout]).toEqual([0, expect.stringContaining("Mosquitto does not run")]);
    await writeFiles();
  });

  test.each([
    ["without --out", [], {}, 64, "usage:"],
    ["with an unknown flag", ["--out", "x", "--colour", "green"], {}, 64, "usage:"],
    ["without a token", ["--out", "x"], {}, 64, "--token-file"],
    ["without the hubs' password", ["--out", "x"], { HUB_MQTT_PASSWORD: "" }, 78, "HUB_MQTT_PASSWORD: missing"],
    ["with a setting that there is not", ["--out", "x"], { HUB_COLOUR: "green" }, 78, "HUB_COLOUR: no such setting"],
    ["where no hub is", ["--out", "x", "--hub", "http://127.0.0.1:2"], {}, 1, "ECONNREFUSED"],
    ["with a token that the hub does not know", ["--out", "x", "--token-file", "wrong"], {}, 1, "401"],
  ])("%s the command fails, and says why", async (_what, args, changes, code, text) => {
    const given = args.includes("wrong")
      ? [...args.slice(0, -1), join(secrets, "wrong")]
      : [...args, ...(code === 64 ? [] : tokenFile())];
    const { code: ended, stderr } = await run(given, { ...environment(), ...changes });
    expect([ended, stderr]).toEqual([code, expect.stringContaining(text)]);
  });
});
