import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, copyFile, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer as createPlainServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createServer, type Server } from "node:tls";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../platform/clock.ts";
import { newCabinet } from "../../simulators/board/kit/cabinet-state.ts";
import { Lock8aBoards } from "../../simulators/board/lock8a/board.ts";
import { selfSigned } from "../server/broker/self-signed.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { holding } from "./drivers/gzxj/scripted-board.ts";
import { TcpBoard } from "./tcp-board.ts";
import { cabinetId, secret, TestHub } from "./test-hub.ts";

/** The bridge as a program of its own, built once; serialport's binary is found through `node_modules`. */
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bridge-"));
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  await build({
    configFile: false,
    logLevel: "error",
    build: { ssr: "firmware-bridge/main.ts", outDir: join(folder, "program"), target: "node20" },
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

let hub: TestHub;
let broker: Server;
let board: TcpBoard;
let settings: NodeJS.ProcessEnv;
let journal: string;
const running: { child: ChildProcess; ended: Promise<unknown> }[] = [];

beforeEach(async () => {
  hub = await TestHub.start(new ManualClock(Date.now()));
  const pem = new URL("test-hub.pem", import.meta.url);
  const key = await readFile(pem);
  broker = createServer({ key, cert: key }, (socket) => hub.accept(socket)).listen(0, "127.0.0.1");
  await once(broker, "listening");
  board = new TcpBoard();
  const data = await mkdtemp(join(folder, "data-"));
  await writeFile(join(data, "secret"), `${secret}\n`);
  journal = join(data, "journal.json");
  settings = {
    BRIDGE_HUB: `mqtts://127.0.0.1:${(broker.address() as AddressInfo).port}`,
    BRIDGE_CA_FILE: fileURLToPath(pem),
    BRIDGE_CABINET_ID: cabinetId,
    BRIDGE_SECRET_FILE: join(data, "secret"),
    BRIDGE_LINE: await board.listen(),
    BRIDGE_DRIVER: "gzxj",
    BRIDGE_SLOTS: "3",
    BRIDGE_DATA: data,
  };
});

afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill("SIGKILL");
    await ended;
  }
  await board.close();
  await hub.stop();
  broker.close();
});

function start(environment = settings, args: readonly string[] = []) {
  const child = spawn(process.execPath, [join(folder, "program", "main.js"), ...args], { env: environment });
  let output = "";
  child.stdout.on("data", (text: Buffer) => {
    output += text.toString();
  });
  child.stderr.on("data", (text: Buffer) => {
    output += text.toString();
  });
  /** Resolves once the program has said it. */
  const says = async (what: string) => {
    while (!output.includes(what)) await once(child.stdout, "data");
  };
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, output }));
  running.push({ child, ended });
  return { child, ended, says };
}

test("wrong settings are all named at once, and the program ends with 78", async () => {
  const { code, output } = await start({ ...settings, BRIDGE_SLOTS: "0", BRIDGE_LINE: "", BRIDGE_HUB: "hub" }).ended;
  expect(code).toBe(78);
  for (const name of ["BRIDGE_SLOTS", "BRIDGE_LINE", "BRIDGE_HUB"]) expect(output).toContain(name);
});

test.each([
  ["no certificate", "the authority of the hub"],
  ["cut off", "-----BEGIN CERTIFICATE-----\nMIIB"],
  ["not readable", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"],
])("an authority that is %s is a wrong setting, in the environment and in a file", async (_what, text) => {
  const file = join(settings["BRIDGE_DATA"] ?? "", "ca.pem");
  await writeFile(file, text);
  const { BRIDGE_CA_FILE: _, ...others } = settings;
  for (const wrong of [{ BRIDGE_CA: text }, { BRIDGE_CA_FILE: file }]) {
    const { code, output } = await start({ ...others, ...wrong }).ended;
    expect(code).toBe(78);
    expect(output).toContain("BRIDGE_CA");
  }
});

test("a hub whose certificate nobody vouches for is told with the setting that may, which is read for each connection", async () => {
  const file = join(settings["BRIDGE_DATA"] ?? "", "ca.pem");
  await writeFile(file, selfSigned("another.example").cert);
  const { says } = start({ ...settings, BRIDGE_CA_FILE: file });
  await says("the connection to the hub failed: self-signed certificate");
  await says("set BRIDGE_CA");
  expect(hub.heard).toEqual([]);
  await copyFile(new URL("test-hub.pem", import.meta.url), file);
  await hub.hears(() => hub.all("snapshot").length > 0);
});

test("SIGHUP does not end it", async () => {
  const { child, says } = start();
  await says("the bridge starts");
  child.kill("SIGHUP");
  await hub.hears(() => hub.all("snapshot").length > 0);
  child.kill("SIGHUP");
  await says("SIGHUP changes nothing");
  child.kill("SIGTERM");
  await hub.hears(() => hub.all("presence").at(-1)?.state === "left");
});

test("over an encrypted connection it serves hub and board, hides its secret and leaves in order", async () => {
  const { child, ended } = start();
  await hub.hears(() => hub.all("snapshot").length > 0);
  expect(hub.all("snapshot")[0]?.slots.map(({ itemId }) => itemId)).toEqual(["PB1", "PB2", undefined]);
  child.kill("SIGTERM");
  const { code, output } = await ended;
  expect(code).toBe(0);
  expect(hub.all("presence").at(-1)?.state).toBe("left");
  expect(output).toContain('"cabinet":"lobby-7"');
  expect(output).not.toContain(secret);
});

test("under systemd the program says through systemd-notify that it is ready, that it is alive, and that it stops", async () => {
  const programs = settings["BRIDGE_DATA"] ?? "";
  const heard = join(programs, "heard");
  await writeFile(join(programs, "systemd-notify"), `#!/bin/sh\necho "$*" >>'${heard}'\n`);
  await chmod(join(programs, "systemd-notify"), 0o755);
  const PATH = `${programs}:${process.env["PATH"]}`;
  const { child, ended } = start({ ...settings, PATH, NOTIFY_SOCKET: "/run/notify", WATCHDOG_USEC: "300000" });
  const said = () => readFile(heard, "utf8").catch(() => "");
  await expect.poll(said).toContain("READY=1\nWATCHDOG=1\nWATCHDOG=1\n");
  child.kill("SIGTERM");
  await ended;
  await expect.poll(said).toContain("STOPPING=1\n");
});

test("a bridge that was enrolled with a token serves its cabinet without an identity in its settings", async () => {
  const { BRIDGE_HUB: address, BRIDGE_CABINET_ID: _, BRIDGE_SECRET_FILE: __, ...others } = settings;
  const answer = JSON.stringify({ cabinetId, secret, broker: address });
  const http = createHttpServer((_request, reply) => reply.end(answer)).listen(0, "127.0.0.1");
  await once(http, "listening");
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const before = await start(others).ended;
  expect([before.code, before.output]).toEqual([78, expect.stringContaining("Enrol this bridge")]);
  const enrolled = await start(others, ["enrol", "--hub", url, "--token", "lobby-7.l1hS4c8v0m2nQw7Rk3tYxA9b"]).ended;
  expect([enrolled.code, enrolled.output]).toEqual([0, expect.stringContaining(`enrolled as ${cabinetId}`)]);
  expect(enrolled.output).not.toContain(secret);
  http.close();
  start(others);
  await hub.hears(() => hub.all("snapshot").length > 0);
});

test("the doctor finds a cabinet in order, and leaves a running bridge alone", async () => {
  const findings = async () => {
    const { code, output } = await start(settings, ["doctor", "--json"]).ended;
    const lines = output.trim().split("\n");
    const found = lines.map((line) => JSON.parse(line) as { check: string; status: string });
    return { code, status: Object.fromEntries(found.map(({ check, status }) => [check, status])) };
  };
  const alone = await findings();
  expect(alone.code).toBe(0);
  expect(alone.status).toMatchObject({ port: "ok", board: "ok", connection: "ok", login: "ok", journal: "ok" });
  start();
  await hub.hears(() => hub.all("snapshot").length > 0);
  const presences = hub.all("presence").length;
  expect(await findings()).toMatchObject({ code: 0, status: { port: "skipped", board: "skipped", login: "skipped" } });
  expect(hub.all("presence").length).toBe(presences);
});

test("the doctor ends with 1 where something is wrong, and says what to do", async () => {
  const { code, output } = await start({ ...settings, BRIDGE_LINE: "/dev/nowhere" }, ["doctor"]).ended;
  expect(code).toBe(1);
  expect(output).toMatch(/fail +port.*\n +→ .*BRIDGE_LINE/);
});

test("the doctor and the bridge say at once that a data folder can't be made, and the doctor goes on", async () => {
  const nowhere = { ...settings, BRIDGE_DATA: "/proc/nope" };
  const doctor = await start(nowhere, ["doctor"]).ended;
  expect(doctor.output).toMatch(/^fail +disk +the bridge can't use \/proc\/nope: .* \[folder\/unusable\]$/m);
  expect(doctor.output).toMatch(/^\w+ +login/m);
  const bridge = await start(nowhere, []).ended;
  expect([bridge.code, bridge.output]).toEqual([1, expect.stringContaining("(folder/unusable)")]);
});

test("the doctor names an enrolment that is damaged, and what to do about it", async () => {
  const { BRIDGE_HUB: _, BRIDGE_CABINET_ID: __, BRIDGE_SECRET_FILE: ___, ...enrolled } = settings;
  await writeFile(join(settings["BRIDGE_DATA"] ?? "", "credentials.json"), "half a file");
  const { code, output } = await start(enrolled, ["doctor"]).ended;
  expect(code).toBe(1);
  expect(output).toMatch(
    /fail +enrolment +\S+credentials\.json can't be read: .* remove it and enrol this bridge again/,
  );
});

test("a self-test opens nothing without a yes, and nothing while a bridge runs", async () => {
  const asked = start(settings, ["self-test"]);
  asked.child.stdin.end("n\n");
  const { code, output } = await asked.ended;
  expect([code, output]).toEqual([1, expect.stringContaining("Nothing was opened")]);
  start();
  await hub.hears(() => hub.all("snapshot").length > 0);
  const refused = await start(settings, ["self-test", "--yes"]).ended;
  expect([refused.code, refused.output]).toEqual([1, expect.stringContaining("stop it first")]);
  expect(board.board.heardOf("FB")).toEqual([]);
});

test("it serves lock boards, on a line whose boards share it", async () => {
  const wiring = { locksPerBoard: 2, closedContact: "open" } as const;
  const parts = { clock: systemClock, state: newCabinet("SIM", 3), changed: () => {} };
  const boards = new Lock8aBoards(parts, wiring);
  const lines = createPlainServer((socket) => boards.plug(socket)).listen(0, "127.0.0.1");
  await once(lines, "listening");
  start({
    ...settings,
    BRIDGE_LINE: `tcp://127.0.0.1:${(lines.address() as AddressInfo).port}`,
    BRIDGE_DRIVER: "lock8a",
    BRIDGE_LOCKS_PER_BOARD: "2",
    BRIDGE_CLOSED_CONTACT: "open",
  });
  await hub.hears(() => hub.all("snapshot").length > 0);
  expect(hub.all("presence")[0]).toMatchObject({ state: "birth", driver: "lock8a" });
  expect(hub.all("snapshot")[0]?.slots.map(({ state }) => state)).toEqual(["occupied", "occupied", "empty"]);
  boards.insert(3, "PB3");
  await hub.hears(() => hub.all("event").length > 0);
  expect(hub.all("event")[0]?.body).toMatchObject({ kind: "returned", slot: 3 });
  lines.close();
});

test("a return that was journalled before a kill is sent by the next process", async () => {
  hub.acknowledges = false;
  const first = start();
  await hub.hears(() => hub.all("snapshot").length > 0);
  board.board.slots = [holding(1, "PB1"), holding(2, "PB2"), holding(3, "PB3")];
  board.board.return(3, { itemId: "PB3" });
  while (board.board.heardOf("RS").length === 0) await once(board.board.end, "data");
  first.child.kill("SIGKILL");
  await first.ended;
  const before = hub.all("event").length;
  start();
  await hub.hears(() => hub.all("event").length > before);
  expect(hub.all("event").at(-1)).toMatchObject({ seq: 1, body: { kind: "returned", slot: 3, itemId: "PB3" } });
});

test("a damaged journal stops it with a word on what to do, instead of a guess", async () => {
  await writeFile(journal, '{"journalId":');
  const { code, output } = await start().ended;
  expect(code).toBe(1);
  expect(output).toContain("store/damaged");
  expect(output).toContain("Restore it from a backup");
});

test("a second bridge on the same folder is refused", async () => {
  start();
  await hub.hears(() => hub.all("snapshot").length > 0);
  const { code, output } = await start().ended;
  expect(code).toBe(1);
  expect(output).toContain("store/held");
});
