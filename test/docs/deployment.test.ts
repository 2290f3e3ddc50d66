import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { readBridgeSettings } from "../../firmware-bridge/settings.ts";
import { readSettings } from "../../platform/settings.ts";
import { hubSettings } from "../../server/settings.ts";

/** Name and value in each line of the kind that begins with `mark`. */
async function assignments(path: string, mark: RegExp): Promise<Record<string, string>> {
  const lines = (await readFile(path, "utf8"))
    .split("\n")
    .flatMap((line) => (mark.test(line) ? [line.replace(mark, "")] : []));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

const plain = /^(?=[A-Z])/;
const optional = /^#(?=[A-Z_]+=)/;
const ofUnit = /^Environment=/;
const units = "deploy/systemd";

/** Files hold what is long enough for a secret or a certificate; tariffs are looked at elsewhere. */
const readLongFile = () => randomText;
const randomText = randomBytes(150).toString("base64");

const hub = async () => ({
  ...(await assignments("deploy/hub.env.example", plain)),
  ...(await assignments(`${units}/jiehuan-hub.service`, ofUnit)),
});

test("the hub starts with the settings of the example, its unit and what belongs to its own broker", async () => {
  const variables = {
    ...(await hub()),
    ...(await assignments(`${units}/jiehuan-hub.service.d/own-broker.conf`, ofUnit)),
  };
  const settings = readSettings("HUB_", hubSettings, { variables, readFile: readLongFile });
  expect(settings).toMatchObject({ publicUrl: "https://hub.example", data: "/var/lib/jiehuan-hub" });
  for (const file of [settings.mqttTlsCert, settings.mqttTlsKey]) expect(file).toBe(readLongFile());
});

test("and one of several hubs with what is theirs", async () => {
  const variables = {
    ...(await hub()),
    ...(await assignments("deploy/hub.env.example", optional)),
    ...(await assignments(`${units}/jiehuan-hub.service.d/shared.conf`, ofUnit)),
  };
  const settings = readSettings("HUB_", hubSettings, { variables, readFile: readLongFile });
  expect(settings.mqttUrl).toBe("mqtts://broker.example:8884");
  for (const secret of [settings.databaseUrl, settings.mqttPassword]) expect(secret).toBe(readLongFile());
});

const bridge = async () => ({
  ...(await assignments("deploy/bridge.env.example", plain)),
  ...(await assignments(`${units}/jiehuan-bridge.service`, ofUnit)),
});

test("an enrolled bridge starts with the settings of its unit and the example, which have no secret", async () => {
  const settings = readBridgeSettings({ variables: await bridge(), readFile: readLongFile });
  expect(settings).toMatchObject({ secret: undefined, cabinetId: undefined, data: "/var/lib/jiehuan-bridge" });
  expect(settings.boards[0]).toMatchObject({ slots: 12 });
});

test("a bridge that is not enrolled starts with its cabinet's secret from a credential", async () => {
  const variables = {
    ...(await bridge()),
    ...(await assignments("deploy/bridge.env.example", optional)),
    ...(await assignments(`${units}/jiehuan-bridge.service.d/secret.conf`, ofUnit)),
  };
  for (const name of ["BRIDGE_CA_FILE", "BRIDGE_BOARDS_FILE", "BRIDGE_UPDATE_KEYS"]) delete variables[name];
  expect(readBridgeSettings({ variables, readFile: readLongFile })).toMatchObject({
    hub: "mqtts://hub.example:8883",
    cabinetId: "shop-000001",
    secret: randomText,
  });
});

test("the tool for an enrolled bridge's commands runs as the unit's user in the unit's data folder", async () => {
  const tool = await readFile(`${units}/bridge-tool`, "utf8");
  const unit = await assignments(`${units}/jiehuan-bridge.service`, plain);
  for (const name of ["DynamicUser", "StateDirectory", "StateDirectoryMode", "UMask", "SupplementaryGroups"])
    expect(tool).toContain(`--property=${name}=${unit[name]} `);
  expect(tool).toContain("--property=User=jiehuan-bridge ");
  expect(tool).toContain(`--property=EnvironmentFile=${unit["EnvironmentFile"]} `);
  expect(tool).toContain(`--setenv=BRIDGE_DATA=${(await bridge())["BRIDGE_DATA"]} `);
});

test.each([
  "jiehuan-hub.service",
  "jiehuan-hub.service.d/own-broker.conf",
  "jiehuan-hub.service.d/shared.conf",
  "jiehuan-bridge.service.d/secret.conf",
])("%s hands on each secret that it names, and names each that it hands on", async (unit) => {
  const text = await readFile(`${units}/${unit}`, "utf8");
  const names = (mark: RegExp) =>
    [...text.matchAll(mark)].map(([, name = ""]) => name).toSorted((one, other) => (one < other ? -1 : 1));
  expect(names(/^LoadCredential=([\w-]+):\//gm)).toEqual(names(/^Environment=\w+_FILE=%d\/([\w-]+)$/gm));
  expect(names(/^LoadCredential=([\w-]+):\//gm).length).toBeGreaterThan(0);
});

test("the unit of the bridge lets the bridge, which its launcher starts, ping the watchdog three times within its limit", async () => {
  const unit = await assignments(`${units}/jiehuan-bridge.service`, plain);
  expect(unit).toMatchObject({ Type: "notify", NotifyAccess: "all", WatchdogSec: "60" });
  expect(unit["RestrictAddressFamilies"]?.split(" ")).toContain("AF_UNIX");
  const guide = await readFile("docs/guides/bridge.md", "utf8");
  const limit = Number(unit["WatchdogSec"]);
  expect(guide).toContain(`\`WATCHDOG=1\` every ${limit / 3} seconds`);
  expect(guide).toContain(`After ${limit} seconds without it`);
});
