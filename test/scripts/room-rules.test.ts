import { existsSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { importsOf, readSources, type SourceFile } from "../../scripts/imports.ts";
import { brokenRules } from "../../scripts/room-rules.ts";
import { type RoomName, rooms } from "../../scripts/rooms.ts";

let sources: readonly SourceFile[];

beforeAll(async () => {
  sources = await readSources(".");
});

/** The rules that the project breaks once it has one more file. */
function planted(path: string, code: string): readonly string[] {
  return brokenRules(rooms, [...sources, { path, imports: importsOf(path, code) }]);
}

/** For each room a file that it may not import. */
const forbidden: Readonly<Record<RoomName, string>> = {
  protocol: "../platform/clock.ts",
  platform: "../protocol/ids.ts",
  server: "./mosquitto/broker-files.ts",
  "server/rental": "../store/store.ts",
  "server/credit": "./zhima/zhima.ts",
  "server/credit/zhima": "../../store/store.ts",
  "server/fleet": "../http/app.ts",
  "server/broker": "../rental/money.ts",
  "server/mosquitto": "../http/app.ts",
  "server/store": "./sqlite/open-sqlite.ts",
  "server/store/sql": "../sqlite/open-sqlite.ts",
  "server/store/sqlite": "../postgres/postgres-store.ts",
  "server/store/postgres": "../../rental/order.ts",
  "server/accounts": "../http/app.ts",
  "server/account-admin": "../hub.ts",
  "server/store-admin": "../hub.ts",
  "server/updates": "../http/app.ts",
  "server/time": "../http/app.ts",
  "server/orders": "../runner/runner.ts",
  "server/runner": "../credit/zhima/zhima.ts",
  "server/books": "../http/app.ts",
  "server/pricing": "../http/app.ts",
  "server/price-admin": "../hub.ts",
  "server/alarms": "../http/app.ts",
  "server/webhooks": "../http/app.ts",
  "server/qr": "../rental/order.ts",
  "server/screens": "../http/app.ts",
  "server/riders": "../http/app.ts",
  "server/metrics": "../http/app.ts",
  "server/http": "../store/sqlite/open-sqlite.ts",
  "firmware-bridge": "../server/settings.ts",
  "firmware-bridge/launcher": "../updates/updater.ts",
  "firmware-bridge/updates": "../bridge.ts",
  "firmware-bridge/drivers": "./gzxj/codec.ts",
  "firmware-bridge/drivers/gzxj": "../../settings.ts",
  "firmware-bridge/drivers/kit": "../gzxj/codec.ts",
  "firmware-bridge/drivers/pb60": "../gzxj/codec.ts",
  "firmware-bridge/drivers/lock8a": "../gzxj/codec.ts",
  "firmware-bridge/drivers/cu16": "../gzxj/codec.ts",
  "firmware-bridge/drivers/modbus": "../gzxj/codec.ts",
  "firmware-bridge/drivers/aa55": "../gzxj/codec.ts",
  "firmware-bridge/drivers/a8": "../gzxj/codec.ts",
  "firmware-bridge/drivers/rfid7e1b": "../gzxj/codec.ts",
  "firmware-bridge/drivers/tagged-latch": "../gzxj/codec.ts",
  "firmware-bridge/drivers/ea": "../gzxj/codec.ts",
  "firmware-bridge/drivers/wkly": "../gzxj/codec.ts",
  "firmware-bridge/decode": "../settings.ts",
  "firmware-bridge/serial-console": "../bridge.ts",
  "kiosk-ui": "../server/http/rider-api.ts",
  "kiosk-ui/console": "../rider/words.ts",
  "kiosk-ui/gallery": "kiosk-ui/shared",
  "kiosk-ui/kiosk": "../rider/words.ts",
  "kiosk-ui/rider": "../../protocol/ids.ts",
  "kiosk-ui/workbench": "../../simulators/workbench/workbench.ts",
  "kiosk-ui/shared": "../rider/words.ts",
  simulators: "../protocol/ids.ts",
  "simulators/board/kit": "../../../firmware-bridge/drivers/gzxj/codec.ts",
  "simulators/board/gzxj": "../../../firmware-bridge/drivers/gzxj/driver.ts",
  "simulators/board/lock8a": "../../../firmware-bridge/drivers/lock8a/driver.ts",
  "simulators/board/cu16": "../../../firmware-bridge/drivers/cu16/driver.ts",
  "simulators/board/modbus": "../../../firmware-bridge/drivers/modbus/driver.ts",
  "simulators/board/pb60": "../../../firmware-bridge/drivers/pb60/driver.ts",
  "simulators/board/umbrella": "../../../firmware-bridge/drivers/lock8a/driver.ts",
  "simulators/board/aa55": "../../../firmware-bridge/drivers/aa55/driver.ts",
  "simulators/board/a8": "../../../firmware-bridge/drivers/a8/driver.ts",
  "simulators/board": "../../protocol/ids.ts",
  "simulators/workbench": "../../server/settings.ts",
  "simulators/zhima": "../../server/credit/zhima/zhima.ts",
  "simulators/riders": "../../server/http/rider-api.ts",
  "simulators/fleet": "../../firmware-bridge/settings.ts",
  "simulators/demo": "../../server/settings.ts",
  "simulators/history": "../../server/settings.ts",
  "simulators/smoke": "../../server/settings.ts",
  bench: "../test/support/optional.ts",
  scripts: "../server/runner/runner.ts",
  deploy: "../platform/clock.ts",
  ".": "./platform/clock.ts",
  test: "./scenario/file.ts",
  "test/server/rental": "../../support/optional.ts",
  "test/support": "../simulation/plan.ts",
  "test/contract": "../support/optional.ts",
  "test/scenario": "../simulation/plan.ts",
  "test/simulation": "../crash/file.ts",
  "test/crash": "../scenario/file.ts",
  "test/attack": "../crash/file.ts",
  "test/browser": "../../server/store/store.ts",
  "test/journeys": "../../server/store/store.ts",
  "test/docs": "../simulation/plan.ts",
};

const inside = (room: string, name: string) => (room === "." ? name : `${room}/${name}`);

test("no import in the project breaks a rule", () => {
  expect(brokenRules(rooms, sources)).toEqual([]);
});

test("each room that is listed is a folder", () => {
  expect(Object.keys(rooms).filter((room) => !existsSync(room))).toEqual([]);
});

test.each(Object.entries(forbidden))("%s may not import %s, not even a type", (room, target) => {
  const path = inside(room, "planted.ts");
  expect(planted(path, `// one line\nimport type { Some } from "${target}";`)).toContain(
    `${path}:2: ${room} may not import ${target}`,
  );
});

test.each(Object.keys(rooms))("%s may not import a main.ts, not even its own", (room) => {
  const path = inside(room, "planted.ts");
  expect(planted(path, 'import "./main.ts";')).toEqual([`${path}:1: ${room} may not import ./main.ts`]);
});

test.each([
  ["server/rental", "node:fs"],
  ["server/rental", "pino"],
  ["protocol", "node:fs"],
  ["server/credit", "alipay-sdk"],
  ["kiosk-ui/rider", "node:path"],
  ["kiosk-ui/rider", "@fastify/static/plugin"],
  ["kiosk-ui/shared", "node:path"],
])("%s may not import the package %s", (room, name) => {
  expect(planted(`${room}/planted.ts`, `import "${name}";`)).toEqual([
    `${room}/planted.ts:1: ${room} may not import ${name}`,
  ]);
});

test("a page may import nothing of the hub, not even types: it knows the interface by its document", () => {
  const path = "kiosk-ui/rider/planted.ts";
  const from = "../../server/http/rider-api.ts";
  for (const what of ["type { OrderView }", "{ anything }"])
    expect(planted(path, `import ${what} from "${from}";`)).toEqual([
      `${path}:1: kiosk-ui/rider may not import ${from}`,
    ]);
});

test("an import out of all rooms is refused", () => {
  expect(planted("scripts/planted.ts", 'import "../dist/some.js";')).toEqual([
    "scripts/planted.ts:1: scripts may not import ../dist/some.js",
  ]);
});

test.each(["lobby", "server/lobby", "server/store/lobby", "kiosk-ui/lobby", "test/lobby"])(
  "a new folder %s is refused until a room covers it",
  (folder) => {
    expect(planted(`${folder}/planted.ts`, "")).toEqual([`${folder}: no room covers this folder`]);
  },
);

test("files that import each other are refused, even within a room and for types only", () => {
  const imports = (path: string, other: string) => ({
    path,
    imports: importsOf(path, `import type { A } from "${other}";`),
  });
  const circle = [imports("server/qr/one.ts", "./two.ts"), imports("server/qr/two.ts", "./one.ts")];
  expect(brokenRules(rooms, [...sources, ...circle])).toEqual([
    "files import each other in a circle: server/qr/one.ts → server/qr/two.ts → server/qr/one.ts",
  ]);
});

test("rooms that may import each other are refused, even for single files", () => {
  const room = (...imports: string[]) => ({ holds: "", imports });
  const list = { one: room("two"), two: room("three/file.ts"), three: room("one") };
  expect(brokenRules(list, sources)).toContain("rooms may import each other in a circle: one → two → three → one");
});

test("a permission that no file uses is refused", () => {
  const list = {
    ...rooms,
    "server/qr": { ...rooms["server/qr"], imports: [...rooms["server/qr"].imports, "server/rental"] },
  };
  expect(brokenRules(list, sources)).toEqual([
    "server/qr may import server/rental, but does not: take it off the list",
  ]);
});
