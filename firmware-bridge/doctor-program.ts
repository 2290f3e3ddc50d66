import type { Duplex } from "node:stream";
import { parseArgs } from "node:util";
import { AppError } from "../platform/app-error.ts";
import { systemClock } from "../platform/clock.ts";
import { errorMessage } from "../platform/error-message.ts";
import { holdFolder } from "../platform/folder-lock.ts";
import { processEnvironment } from "../platform/program.ts";
import { within } from "../platform/within.ts";
import { type BoardSettings, protocols } from "./board-settings.ts";
import { type CredentialsData, identityOf, readCredentials } from "./credentials.ts";
import { type DoctorParts, examine, findingLine, type NamedFinding } from "./doctor.ts";
import { brokerTarget } from "./hub-connection.ts";
import { hubTime } from "./hub-http.ts";
import { driverOf } from "./open-driver.ts";
import { type BridgeSettings, readBridgeSettings } from "./settings.ts";
import { openStandaloneDrivers, unheard } from "./standalone-drivers.ts";
import { lineTo } from "./transport.ts";

/** `doctor [--json]` @returns the exit code: 1 where a check failed */
export async function runDoctor(args: readonly string[], usage: string): Promise<number> {
  const isJson = readArguments(args, usage);
  const tell = (finding: NamedFinding) =>
    process.stdout.write(`${isJson ? JSON.stringify(finding) : findingLine(finding)}\n`);
  let settings: BridgeSettings;
  try {
    settings = readBridgeSettings(processEnvironment);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const todo = "all settings: docs/reference/settings.md; the unit keeps them in /etc/jiehuan/bridge.env";
    tell({ check: "settings", status: "fail", what: error.detail, todo });
    return 1;
  }
  tell({ check: "settings", status: "ok", what: "the settings are valid" });
  const held = await holdIfFree(settings.data);
  try {
    const found = await examine(await doctorParts(settings, held), tell);
    return found.some(({ status }) => status === "fail") ? 1 : 0;
  } finally {
    await held.release?.();
  }
}

function readArguments(args: readonly string[], usage: string): boolean {
  try {
    return parseArgs({ args: [...args], options: { json: { type: "boolean" } } }).values.json === true;
  } catch {
    throw new AppError("request/invalid", usage);
  }
}

/** Whether the data folder could be held. */
interface Held {
  readonly release?: () => Promise<void>;
  /** Another process has it, so a bridge runs. */
  readonly isRunning: boolean;
  readonly unusable?: AppError;
}

async function holdIfFree(path: string): Promise<Held> {
  try {
    const folder = await holdFolder(path);
    return { release: () => folder.release(), isRunning: false };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === "store/held" ? { isRunning: true } : { isRunning: false, unusable: error };
  }
}

async function doctorParts(settings: BridgeSettings, { isRunning, unusable }: Held): Promise<DoctorParts> {
  const { data, ca: authorities, boards } = settings;
  const credentials = unusable
    ? {}
    : await readCredentials(data).catch((error: unknown) => ({ why: errorMessage(error) }));
  const identity = "why" in credentials ? credentials : whoAmI(settings, credentials);
  const hubUrl = "why" in credentials ? undefined : hubUrlOf(identity, credentials);
  let drivers: ReturnType<typeof openStandaloneDrivers> | undefined;
  return {
    nodeVersion: process.version,
    clock: systemClock,
    data,
    isRunning,
    unusable,
    identity,
    authorities,
    hubTime: async () => (hubUrl === undefined ? undefined : hubTime(hubUrl, authorities)),
    boards: boards.map((board) => ({
      path: board.line,
      slots: board.slots,
      openLine: () => openPatiently(board),
      openDriver: async (line) => {
        drivers ??= openStandaloneDrivers(data);
        return (await drivers)(driverOf(board), line, unheard);
      },
    })),
  };
}

/** How long a station may take to dial in; ms. */
const dialsWithin = 60_000;

async function openPatiently(board: BoardSettings): Promise<Duplex> {
  const way = lineTo(board.line, protocols[board.driver].baud);
  const opened = way.open();
  if (!(await within(systemClock, dialsWithin, opened))) {
    way.close();
    throw new AppError("serial/unavailable", `no station has dialled in at ${board.line} within a minute`);
  }
  return (await opened).once("close", () => way.close());
}

function whoAmI(settings: BridgeSettings, credentials: CredentialsData): DoctorParts["identity"] {
  try {
    // A secret in the settings has no next one.
    const next = settings.secret === undefined ? credentials.enrolled?.next : undefined;
    return { ...identityOf(settings, credentials), next };
  } catch (error) {
    return { why: errorMessage(error) };
  }
}

/** The hub's interface: as it was named at the enrolment, or on the broker's host, where most hubs have it. */
function hubUrlOf(identity: DoctorParts["identity"], { enrolled }: CredentialsData): string | undefined {
  if (enrolled) return enrolled.hubUrl;
  return "why" in identity ? undefined : `https://${brokerTarget(identity.hub).host}`;
}
