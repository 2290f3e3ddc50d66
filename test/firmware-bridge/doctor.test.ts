import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { type DoctorParts, examine, findingLine } from "../../firmware-bridge/doctor.ts";
import {
  checkBoard,
  checkClock,
  checkConnection,
  checkDisk,
  checkJournal,
  checkLogin,
  checkName,
  checkNode,
  checkPort,
} from "../../firmware-bridge/doctor-checks.ts";
import { journalFormat, newJournal } from "../../firmware-bridge/journal-data.ts";
import { openLine } from "../../firmware-bridge/transport.ts";
import { AppError } from "../../platform/app-error.ts";
import { encodeDocument } from "../../platform/document-format.ts";
import { cabinetKeys } from "../../protocol/seal.ts";
import { selfSigned } from "../server/broker/self-signed.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { FakeBoard } from "./fake-board.ts";
import { cabinetId, secret, TestHub } from "./test-hub.ts";

const now = Date.UTC(2026, 10, 29);
const hour = 3_600_000;
let folder: string;
const servers: Server[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doctor-"));
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true });
});

async function portOf(server: Server): Promise<number> {
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

describe("the check of the machine", () => {
  it("refuses a Node.js that is older than the bridge needs", () => {
    expect(["v18.20.0", "v20.18.9", "v20.19.0", "v24.1.0"].map((version) => checkNode(version).status)).toEqual([
      "fail",
      "fail",
      "ok",
      "ok",
    ]);
  });

  it("writes a file into the journal's folder and leaves nothing behind", async () => {
    expect(await checkDisk(folder)).toMatchObject({ what: expect.stringContaining("MB free") as string });
    expect(await readdir(folder)).toEqual([]);
  });

  it("says what to do about a folder that is not there", async () => {
    const finding = await checkDisk(join(folder, "nowhere"));
    expect(finding).toMatchObject({ status: "fail", todo: "set BRIDGE_DATA to a folder that is there" });
  });

  it("calls a clock of before the program wrong, and compares it with the hub's otherwise", () => {
    expect(checkClock(Date.UTC(1970, 0, 2), undefined).status).toBe("fail");
    expect(checkClock(now, undefined)).toMatchObject({ status: "ok" });
    expect([1000, 31_000, 25 * hour].map((off) => checkClock(now, now - off).status)).toEqual(["ok", "warn", "fail"]);
  });
});

describe("the check of the journal", () => {
  const write = (data: object) => writeFile(join(folder, "journal.json"), encodeDocument(journalFormat, data));
  const event = { seq: 1, latest: { at: now - 3 * hour, uncertainty: 0 }, body: { kind: "abnormal", what: "x" } };

  it("finds nothing wrong with a bridge that never ran", async () => {
    expect((await checkJournal(folder, now)).status).toBe("ok");
  });

  it("tells its size and the age of the oldest event that the hub does not have", async () => {
    await write(newJournal("journal-0001"));
    expect(await checkJournal(folder, now)).toMatchObject({
      status: "ok",
      what: expect.stringMatching(/^the journal has 1 kB/) as string,
    });
    await write({ ...newJournal("journal-0001"), last: 1, events: [event] });
    const finding = await checkJournal(folder, now);
    expect(finding).toMatchObject({ status: "warn", what: expect.stringContaining("1 events") as string });
    expect(finding.what).toContain("3 h ago");
  });

  it("tells damage and leaves the file as it is", async () => {
    await writeFile(join(folder, "journal.json"), "{}");
    expect(await checkJournal(folder, now)).toMatchObject({
      status: "fail",
      todo: expect.stringContaining("previous") as string,
    });
    expect(await readdir(folder)).toEqual(["journal.json"]);
  });
});

describe("the check of port and board", () => {
  it("says what to do about a port that is not there", async () => {
    const { finding } = await checkPort("/dev/nowhere", () => openLine("/dev/nowhere"));
    expect(finding).toMatchObject({ status: "fail", todo: expect.stringContaining("BRIDGE_LINE") as string });
  });

  it("counts the slots that the board can read", async () => {
    const { board, driver } = openBoard();
    expect(await checkBoard(driver, 4)).toMatchObject({ status: "ok" });
    expect(await checkBoard(driver, 6)).toMatchObject({ status: "warn" });
    board.silent = true;
    expect(await checkBoard(driver, 4)).toMatchObject({
      status: "fail",
      todo: expect.stringContaining("BRIDGE_DRIVER") as string,
    });
  });
});

it("asks a board again that is silent until the numbers of the questions are raised", async () => {
  const { driver } = openBoard();
  let asked = 0;
  const snapshot = () => (++asked < 3 ? Promise.reject(new AppError("serial/unavailable")) : driver.snapshot());
  expect(await checkBoard({ snapshot }, 4)).toMatchObject({ status: "ok" });
});

function openBoard() {
  const board = new FakeBoard({ 1: "BANK1" });
  const parts = { line: new PassThrough(), clock: new ManualClock() } as unknown as Parameters<
    typeof board.openDriver
  >[0];
  return { board, driver: board.openDriver(parts) };
}

describe("the check of the hub", () => {
  it("says that a name has no address", async () => {
    const nowhere = () => Promise.reject(new Error("ENOTFOUND"));
    const finding = await checkName("mqtts://hub.example", nowhere);
    expect(finding).toMatchObject({ status: "fail", todo: expect.stringContaining("name server") as string });
  });

  it("names the reason of a certificate that is no good, and what to set", async () => {
    const serve = async (certificate: { key: string; cert: string }) =>
      `mqtts://127.0.0.1:${await portOf(createTlsServer(certificate, (socket) => void socket.on("error", () => {})))}`;
    const wrongName = selfSigned("another.example");
    const expired = selfSigned("127.0.0.1", "20210101000000Z");
    const cases = [
      [await serve(wrongName), undefined, /self-signed.*BRIDGE_CA/],
      [await serve(wrongName), wrongName.cert, /altname.*BRIDGE_HUB/i],
      [await serve(expired), expired.cert, /expired.*clock/],
    ] as const;
    for (const [hub, authorities, why] of cases) {
      const { status, what } = await checkConnection(hub, authorities, now);
      expect([status, what]).toEqual(["fail", expect.stringMatching(why)]);
    }
  });

  it("says that nobody listens there", async () => {
    const server = createServer();
    const port = await portOf(server);
    server.close();
    await once(server, "close");
    expect(await checkConnection(`mqtt://127.0.0.1:${port}`, undefined, now)).toMatchObject({ status: "fail" });
  });

  it("tells a wrong secret from a broker that accepts the cabinet, and leaves in order", async () => {
    const hub = await TestHub.start(new ManualClock());
    const broker = `mqtt://127.0.0.1:${await portOf(createServer((socket) => hub.accept(socket)))}`;
    const login = (password: string) => checkLogin({ hub: broker, cabinetId, password }, undefined);
    expect(await login(cabinetKeys(secret).password)).toMatchObject({ status: "ok" });
    expect(await login("wrong")).toMatchObject({ status: "fail", todo: expect.stringContaining("enrol") as string });
    expect(hub.heard).toEqual([]);
    await hub.stop();
  });
});

function partsFor(more: Partial<DoctorParts> = {}): DoctorParts {
  const { board } = openBoard();
  return {
    nodeVersion: "v24.1.0",
    clock: new ManualClock(now),
    data: folder,
    isRunning: false,
    identity: { why: "not enrolled" },
    authorities: undefined,
    hubTime: async () => now,
    boards: [
      {
        path: "/dev/ttyS1",
        slots: 4,
        openLine: async () => new PassThrough(),
        openDriver: async (line) => board.openDriver({ line, clock: new ManualClock() } as never),
      },
    ],
    ...more,
  };
}

test("while a bridge runs its port is not opened and nobody logs in under its name", async () => {
  const used: string[] = [];
  const use = (what: string) => () => {
    used.push(what);
    throw new Error("not allowed");
  };
  const hub = `mqtt://127.0.0.1:${await portOf(createServer((socket) => void socket.on("data", () => used.push("login"))))}`;
  const board = { path: "/dev/ttyS1", slots: 4, openLine: use("port"), openDriver: use("board") };
  const identity = { hub, cabinetId, secret };
  const found = await examine(partsFor({ isRunning: true, boards: [board], identity }), () => {});
  const skipped = found.filter(({ status }) => status === "skipped");
  expect([skipped.map(({ check }) => check), used]).toEqual([["port", "board", "login"], []]);
});

describe("after a rotation that was cut, the doctor", () => {
  const next = "the next secret of the same cabinet";
  const passwordOf = (of: string) => cabinetKeys(of).password;

  /** What is found where the broker takes these secrets only, and in which order they were shown to it. */
  async function loginWith(taken: readonly string[]) {
    const hub = await TestHub.start(new ManualClock());
    const shown: string[] = [];
    hub.logsIn = (password) => {
      shown.push(password === passwordOf(secret) ? "present" : "next");
      return taken.some((one) => passwordOf(one) === password);
    };
    const broker = `mqtt://127.0.0.1:${await portOf(createServer((socket) => hub.accept(socket)))}`;
    const found = await examine(partsFor({ identity: { hub: broker, cabinetId, secret, next } }), () => {});
    await hub.stop();
    return { login: found.find(({ check }) => check === "login"), shown };
  }

  it("says that the present secret is right, and does not show the next one, which would void it", async () => {
    const { login, shown } = await loginWith([secret, next]);
    expect(login).toMatchObject({ status: "ok", what: expect.stringContaining("by its present secret") as string });
    expect(shown).toEqual(["present"]);
  });

  it("says that the next secret is right where the present one is void", async () => {
    const { login, shown } = await loginWith([next]);
    expect(login).toMatchObject({ status: "ok", what: expect.stringContaining("by its next secret") as string });
    expect(shown).toEqual(["present", "next"]);
  });

  it("says that neither is right where the broker refuses both", async () => {
    const { login, shown } = await loginWith([]);
    expect(login).toMatchObject({ status: "fail", todo: expect.stringContaining("enrol") as string });
    expect(shown).toEqual(["present", "next"]);
  });
});

test("a bridge that is neither enrolled nor set up is told so, and everything else is checked all the same", async () => {
  const found = await examine(partsFor(), () => {});
  expect(found.map(({ check }) => check)).toEqual(["node", "disk", "journal", "clock", "port", "board", "enrolment"]);
  expect(found.filter(({ status }) => status === "fail").map(({ check }) => check)).toEqual(["enrolment"]);
});

test("of several boards each is checked, by its number in the list", async () => {
  const [one] = partsFor().boards;
  if (!one) return expect.unreachable();
  const unplugged = { ...one, openLine: () => Promise.reject(new Error("no such file")) };
  const found = await examine(partsFor({ boards: [unplugged, one] }), () => {});
  const ofBoards = found.filter(({ check }) => /^(port|board)/.test(check));
  expect(ofBoards.map(({ check, status }) => [check, status])).toEqual([
    ["port 1", "fail"],
    ["board 1", "skipped"],
    ["port 2", "ok"],
    ["board 2", "ok"],
  ]);
});

test("a finding is one line, with what to do below it", () => {
  expect(findingLine({ check: "disk", status: "ok", what: "fine" })).toBe("ok      disk        fine");
  expect(findingLine({ check: "disk", status: "fail", what: "full", todo: "free some space" })).toBe(
    "fail    disk        full\n                    → free some space",
  );
});

test("a data folder that can't be one is told with its code, and everything else is checked all the same", async () => {
  const unusable = new AppError("folder/unusable", "/proc/nope: the file system there takes no folders");
  const found = await examine(partsFor({ data: "/proc/nope", unusable }), () => {});
  expect(found.map(({ check }) => check)).toEqual(["node", "disk", "journal", "clock", "port", "board", "enrolment"]);
  const [, disk, journal] = found;
  expect(disk).toMatchObject({
    status: "fail",
    code: "folder/unusable",
    todo: expect.stringContaining("BRIDGE_DATA") as string,
  });
  expect(journal?.status).toBe("skipped");
  const [line] = disk ? findingLine(disk).split("\n") : [];
  expect(line).toBe(
    "fail    disk        the bridge can't use /proc/nope: the file system there takes no folders [folder/unusable]",
  );
});
