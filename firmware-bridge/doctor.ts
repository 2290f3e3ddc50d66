import type { Duplex } from "node:stream";
import type { AppError } from "../platform/app-error.ts";
import type { Clock } from "../platform/clock.ts";
import { cabinetKeys } from "../protocol/seal.ts";
import type { Identity } from "./credentials.ts";
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
  type Finding,
  folderUnusable,
  skipped,
} from "./doctor-checks.ts";
import type { Driver } from "./drivers/driver.ts";

/** A finding and which check made it. */
export interface NamedFinding extends Finding {
  readonly check: string;
}

export interface DoctorParts {
  /** `process.version` */
  readonly nodeVersion: string;
  readonly clock: Clock;
  /** Of the journal. */
  readonly data: string;
  /** Why that is no folder and can't be made; undefined: it is one. */
  readonly unusable?: AppError | undefined;
  /** A bridge runs here: neither its port nor its login may be used. */
  readonly isRunning: boolean;
  /** Whose login is tried; where there is none, why. */
  readonly identity: (Identity & NextSecret) | { readonly why: string };
  readonly authorities: string | undefined;
  /** The hub's time by its interface, epoch ms; undefined: it can't be asked. */
  readonly hubTime: () => Promise<number | undefined>;
  readonly boards: readonly ExaminedBoard[];
}

/** What a rotation that was cut leaves: the hub may have taken the next secret, and then the present one is void. */
export interface NextSecret {
  readonly next?: string | undefined;
}

export interface ExaminedBoard {
  readonly path: string;
  readonly slots: number;
  readonly openLine: () => Promise<Duplex>;
  readonly openDriver: (line: Duplex) => Promise<Driver>;
}

const running = skipped("a bridge runs with this folder: not asked, so as not to disturb it");

/** Makes every check, one after the other, and answers what was found. It changes nothing. */
export async function examine(parts: DoctorParts, told: (finding: NamedFinding) => void): Promise<NamedFinding[]> {
  const found: NamedFinding[] = [];
  const note = (check: string, finding: Finding) => {
    const named = { check, ...finding };
    found.push(named);
    told(named);
    return finding.status !== "fail";
  };
  note("node", checkNode(parts.nodeVersion));
  if (parts.unusable) {
    note("disk", folderUnusable(parts.unusable));
    note("journal", skipped("without a folder there is none"));
  } else {
    note("disk", await checkDisk(parts.data));
    note("journal", await checkJournal(parts.data, parts.clock.now()));
  }
  const hubTime = await parts.hubTime().catch(() => undefined);
  note("clock", checkClock(parts.clock.now(), hubTime));
  for (const [index, board] of parts.boards.entries()) {
    const no = parts.boards.length === 1 ? "" : ` ${index + 1}`;
    await examineBoard(board, parts.isRunning, (check, finding) => note(`${check}${no}`, finding));
  }
  await examineHub(parts, note);
  return found;
}

type Note = (check: string, finding: Finding) => boolean;

async function examineBoard(board: ExaminedBoard, isRunning: boolean, note: Note): Promise<void> {
  if (isRunning) {
    note("port", running);
    note("board", running);
    return;
  }
  const { finding, line } = await checkPort(board.path, board.openLine);
  note("port", finding);
  if (line === undefined) return void note("board", skipped("without a port it can't be asked"));
  line.on("error", () => undefined);
  const driver = await board.openDriver(line);
  try {
    note("board", await checkBoard(driver, board.slots));
  } finally {
    driver.close();
    line.destroy();
  }
}

async function examineHub({ identity, authorities, isRunning, clock }: DoctorParts, note: Note): Promise<void> {
  if ("why" in identity) {
    note("enrolment", { status: "fail", what: identity.why, todo: "enrol this bridge, or set what is missing" });
    return;
  }
  const { hub, cabinetId, secret, next } = identity;
  if (!note("name", await checkName(hub))) return;
  if (!note("connection", await checkConnection(hub, authorities, clock.now()))) return;
  if (isRunning) return void note("login", running);
  const login = (of: string) => checkLogin({ hub, cabinetId, password: cabinetKeys(of).password }, authorities);
  const present = await login(secret);
  if (next === undefined) return void note("login", present);
  // The present one first: the hub voids it as soon as it sees the next one.
  if (present.status === "ok") return void note("login", by(present, "its present secret"));
  const following = await login(next);
  note("login", following.status === "ok" ? by(following, "its next secret, which the bridge tries first") : present);
}

function by(finding: Finding, secret: string): Finding {
  return { ...finding, what: `${finding.what} by ${secret}` };
}

/** A finding as one line for a person, with what to do in a second one. */
export function findingLine({ check, status, what, todo, code }: NamedFinding): string {
  const line = `${status.padEnd(8)}${check.padEnd(12)}${what}${code === undefined ? "" : ` [${code}]`}`;
  return todo === undefined ? line : `${line}\n${" ".repeat(20)}→ ${todo}`;
}
