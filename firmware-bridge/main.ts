import { execFile } from "node:child_process";
import { randomInt, randomUUID } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { pino } from "pino";
import { AppError } from "../platform/app-error.ts";
import { systemClock } from "../platform/clock.ts";
import { answerHelp } from "../platform/command-line.ts";
import { openDurableDocument } from "../platform/durable-document.ts";
import { holdFolder } from "../platform/folder-lock.ts";
import type { Log } from "../platform/log.ts";
import { exitWith, type Program, processEnvironment, runProgram } from "../platform/program.ts";
import { printable } from "../platform/settings.ts";
import { version } from "../platform/version.ts";
import { boardSchema, protocols } from "./board-settings.ts";
import { startBridge } from "./bridge.ts";
import { type Credentials, type EnrolledAs, identityOf, openCredentials } from "./credentials.ts";
import { hubAuthorities } from "./hub-authorities.ts";
import { dialHub } from "./hub-connection.ts";
import { journalFormat, newJournal } from "./journal-data.ts";
import { RotatingSecrets } from "./login-secrets.ts";
import { askNextSecret } from "./next-secret.ts";
import { driverOf } from "./open-driver.ts";
import { openUpdates } from "./open-updates.ts";
import { ServiceManager, WatchedDocument } from "./service-manager.ts";
import { bridgeSettings, readBridgeSettings } from "./settings.ts";
import { type Line, lineTo } from "./transport.ts";

/** From 0 to below 1. */
const random = () => randomInt(2 ** 32) / 2 ** 32;

const usage = `The bridge: one cabinet's boards and its hub.

usage: node dist/firmware-bridge/main.js                                       runs the bridge
       node dist/firmware-bridge/main.js doctor [--json]                       looks for what is wrong, and says what to do
       node dist/firmware-bridge/main.js self-test [--yes]                     opens every slot with an item; no bridge may run
       node dist/firmware-bridge/main.js enrol --hub https://HOST --token TOKEN  gets the cabinet's secret from the hub

Its settings are environment variables, BRIDGE_…; each may stand in a file instead, BRIDGE_…_FILE.
At least: BRIDGE_DATA, and BRIDGE_LINE, BRIDGE_DRIVER and BRIDGE_SLOTS of the board, or BRIDGE_BOARDS for several; where it is not
enrolled also BRIDGE_HUB, BRIDGE_CABINET_ID and BRIDGE_SECRET. All of them: docs/reference/settings.md.
Ends with 0 (stopped in order), 1 (a failure), 64 (wrong command line) or 78 (wrong settings).`;

async function run(): Promise<Program> {
  const settings = readBridgeSettings(processEnvironment);
  const folder = await holdFolder(settings.data);
  const credentials = await openCredentials(settings.data);
  const identity = identityOf(settings, credentials.data);
  const log = pino({ base: { cabinet: identity.cabinetId } });
  const boards = settings.boards.map((board) => printable(boardSchema(board.driver), board));
  const shown = { ...printable(bridgeSettings, settings), boards };
  log.info({ settings: shown }, "the bridge starts");
  const file = await openDurableDocument(join(settings.data, "journal.json"), {
    initial: () => newJournal(randomUUID()),
    format: journalFormat,
  });
  const document = new WatchedDocument(file, systemClock);
  const authorities = hubAuthorities(settings.ca, processEnvironment, log);
  // A secret in the settings is the operator's to change.
  const enrolled = settings.secret === undefined ? credentials.data.enrolled : undefined;
  const secrets = enrolled && rotatingSecrets(credentials, enrolled, { days: settings.secretDays, authorities, log });
  const lines = settings.boards.map((board) => lineTo(board.line, protocols[board.driver].baud));
  const bridge = await startBridge(identity, {
    clock: systemClock,
    newId: randomUUID,
    random,
    log,
    document,
    dialHub: () => dialHub(identity.hub, authorities()),
    boards: settings.boards.map((board, index) => ({
      protocol: board.driver,
      slots: board.slots,
      openLine: () => (lines[index] as Line).open(),
      openDriver: driverOf(board),
    })),
    software: `jiehuan/${version}`,
    secrets,
    openUpdater: await openUpdates(
      { ...settings, ...identity },
      {
        environment: processEnvironment,
        authorities,
        secret: () => enrolled?.secret ?? identity.secret,
        random,
        log,
      },
    ),
    // As the service manager does it: what runs is finished first.
    restart: () => void process.kill(process.pid, "SIGTERM"),
  });
  const manager = new ServiceManager({
    variables: processEnvironment.variables,
    clock: systemClock,
    // Node.js has no sockets of the kind that systemd listens to.
    notify: async (state) => void (await promisify(execFile)("systemd-notify", [state])),
    whatHangs: () => (document.hangs ? "a write of the journal" : bridge.whatHangs()),
    log,
  });
  manager.ready();
  return {
    async stop() {
      manager.stopping();
      await bridge.stop();
      await credentials.close();
      for (const line of lines) line.close();
      await folder.release();
      log.info("the bridge has stopped");
    },
    reload: () =>
      log.info("SIGHUP changes nothing: settings are read at the start, BRIDGE_CA_FILE for each connection"),
  };
}

interface RotationParts {
  readonly days: number;
  readonly authorities: () => string | undefined;
  readonly log: Log;
}

function rotatingSecrets(credentials: Credentials, enrolled: EnrolledAs, { days, authorities, log }: RotationParts) {
  const ask = (present: string) => askNextSecret(enrolled, present, authorities());
  return new RotatingSecrets({ credentials, enrolled, days, ask, clock: systemClock, log });
}

/** Only what a command needs is loaded: the bridge runs on small machines. */
async function perform(command: string, args: readonly string[]): Promise<void> {
  switch (command) {
    case "doctor":
      process.exitCode = await (await import("./doctor-program.ts")).runDoctor(args, usage);
      return;
    case "self-test":
      process.exitCode = await (await import("./self-test-program.ts")).runSelfTest(args, usage);
      return;
    case "enrol":
      return (await import("./enrol-program.ts")).runEnrol(args, usage);
    default:
      throw new AppError("request/invalid", `unknown argument ${command}\n\n${usage}\n`);
  }
}

answerHelp(usage);
const [command, ...args] = process.argv.slice(2);
if (command === undefined) runProgram(run);
else perform(command, args).catch(exitWith);
