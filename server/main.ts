import { pino } from "pino";
import { systemClock } from "../platform/clock.ts";
import { processEnvironment, runProgram } from "../platform/program.ts";
import { printable, readSettings } from "../platform/settings.ts";
import { startHub } from "./hub.ts";
import { hubSettings } from "./settings.ts";

runProgram(async () => {
  const settings = readSettings("HUB_", hubSettings, processEnvironment);
  const log = pino({ level: settings.logLevel, base: { program: "hub" } });
  log.info({ settings: printable(hubSettings, settings) }, "settings");
  const hub = await startHub(settings, systemClock, log);
  return {
    stop: () => hub.stop(),
    reload: () => log.info("the hub reads its settings only when it starts; SIGHUP changes nothing"),
  };
});
