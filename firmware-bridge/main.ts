import { randomInt, randomUUID } from "node:crypto";
import { join } from "node:path";
import { pino } from "pino";
import { systemClock } from "../platform/clock.ts";
import { takeNoArguments } from "../platform/command-line.ts";
import { openDurableDocument } from "../platform/durable-document.ts";
import { holdFolder } from "../platform/folder-lock.ts";
import { exitWith, processEnvironment, runProgram } from "../platform/program.ts";
import { printable } from "../platform/settings.ts";
import { version } from "../platform/version.ts";
import { boardSchema, protocols } from "./board-settings.ts";
import { startBridge } from "./bridge.ts";
import { hubAuthorities } from "./hub-authorities.ts";
import { dialHub } from "./hub-connection.ts";
import { newJournal } from "./journal.ts";
import { driverOf } from "./open-driver.ts";
import { bridgeSettings, readBridgeSettings } from "./settings.ts";
import { openLine } from "./transport.ts";

const usage = `The bridge: one cabinet's boards and its hub. usage: node dist/firmware-bridge/main.js

It takes no arguments. Its settings are environment variables, BRIDGE_…; each may stand in a file instead, BRIDGE_…_FILE.
At least: BRIDGE_HUB, BRIDGE_CABINET_ID, BRIDGE_SECRET, BRIDGE_LINE, BRIDGE_DRIVER, BRIDGE_SLOTS, BRIDGE_DATA.
All of them: docs/reference/settings.md.
Ends with 0 (stopped in order), 1 (a failure), 64 (wrong command line) or 78 (wrong settings).`;

runProgram(async () => {
  takeNoArguments(usage);
  const settings = readBridgeSettings(processEnvironment);
  const { board } = settings;
  const log = pino({ base: { cabinet: settings.cabinetId } });
  const shown = { ...printable(bridgeSettings, settings), board: printable(boardSchema(board.driver), board) };
  log.info({ settings: shown }, "the bridge starts");
  const folder = await holdFolder(settings.data);
  const document = await openDurableDocument(join(settings.data, "journal.json"), {
    initial: () => newJournal(randomUUID()),
    format: "journal/1",
  });
  const authorities = hubAuthorities(settings.ca, processEnvironment, log);
  const bridge = await startBridge(
    { ...settings, ...board },
    {
      clock: systemClock,
      newId: randomUUID,
      random: () => randomInt(2 ** 32) / 2 ** 32,
      log,
      document,
      dialHub: () => dialHub(settings.hub, authorities()),
      openLine: () => openLine(board.line, protocols[board.driver].baud),
      openDriver: driverOf(board),
      fail: exitWith,
      software: `jiehuan/${version}`,
      // As the service manager does it: what runs is finished first.
      restart: () => void process.kill(process.pid, "SIGTERM"),
    },
  );
  return {
    async stop() {
      await bridge.stop();
      await folder.release();
      log.info("the bridge has stopped");
    },
    reload: () =>
      log.info("SIGHUP changes nothing: settings are read at the start, BRIDGE_CA_FILE for each connection"),
  };
});
