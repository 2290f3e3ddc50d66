import { randomInt, randomUUID } from "node:crypto";
import { join } from "node:path";
import { pino } from "pino";
import { systemClock } from "../platform/clock.ts";
import { openDurableDocument } from "../platform/durable-document.ts";
import { holdFolder } from "../platform/folder-lock.ts";
import { exitWith, processEnvironment, runProgram } from "../platform/program.ts";
import { printable, readSettings } from "../platform/settings.ts";
import { startBridge } from "./bridge.ts";
import { openGzxjDriver } from "./drivers/gzxj/driver.ts";
import { dialHub } from "./hub-line.ts";
import { newJournal } from "./journal.ts";
import { bridgeSettings } from "./settings.ts";
import { openLine } from "./transport.ts";

const drivers = { gzxj: openGzxjDriver };

runProgram(async () => {
  const settings = readSettings("BRIDGE_", bridgeSettings, processEnvironment);
  const log = pino({ base: { cabinet: settings.cabinetId } });
  log.info({ settings: printable(bridgeSettings, settings) }, "the bridge starts");
  const folder = await holdFolder(settings.data);
  const document = await openDurableDocument(join(settings.data, "journal.json"), {
    initial: () => newJournal(randomUUID()),
    format: "journal/1",
  });
  const bridge = await startBridge(settings, {
    clock: systemClock,
    newId: randomUUID,
    random: () => randomInt(2 ** 32) / 2 ** 32,
    log,
    document,
    dialHub: () => dialHub(settings.hub),
    openLine: () => openLine(settings.line),
    openDriver: drivers[settings.driver],
    fail: exitWith,
  });
  return {
    async stop() {
      await bridge.stop();
      await folder.release();
      log.info("the bridge has stopped");
    },
    reload: () => log.info("the bridge reads its settings only when it starts; SIGHUP changes nothing"),
  };
});
