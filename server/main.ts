import { pino } from "pino";
import { systemClock } from "../platform/clock.ts";
import { printable, readConfig } from "../platform/config.ts";
import { processEnvironment, runProgram } from "../platform/program.ts";
import { HubConfig } from "./config.ts";
import { startHub } from "./hub.ts";

runProgram(async () => {
  const config = readConfig("HUB_", HubConfig, processEnvironment);
  const log = pino({ level: config.logLevel, base: { program: "hub" } });
  log.info({ config: printable(HubConfig, config) }, "settings");
  return await startHub(config, systemClock, log);
});
