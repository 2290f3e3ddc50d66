import { pino } from "pino";
import { systemClock } from "../platform/clock.ts";
import { takeNoArguments } from "../platform/command-line.ts";
import { processEnvironment, runProgram } from "../platform/program.ts";
import { printable, readAgain, readSettings } from "../platform/settings.ts";
import { startHub } from "./hub.ts";
import { hubSettings } from "./settings.ts";

const usage = `The hub: orders, money and cabinets of a rental fleet. usage: node dist/server/main.js

It takes no arguments. Its settings are environment variables, HUB_…; each may stand in a file instead, HUB_…_FILE.
At least: HUB_PUBLIC_URL, HUB_SECRET, HUB_ALIPAY_APP_ID, HUB_ALIPAY_PRIVATE_KEY, HUB_ALIPAY_PUBLIC_KEY.
All of them: docs/reference/settings.md. The first admin is made by \`npm run accounts -- add NAME --role admin\`.
Ends with 0 (stopped in order), 1 (a failure), 64 (wrong command line) or 78 (wrong settings).`;

runProgram(async () => {
  takeNoArguments(usage);
  const settings = readSettings("HUB_", hubSettings, processEnvironment);
  const log = pino({ level: settings.logLevel, base: { program: "hub" } });
  log.info({ settings: printable(hubSettings, settings) }, "settings");
  const hub = await startHub({
    settings,
    source: systemClock,
    log,
    readCertificate: () => ({
      cert: readAgain("HUB_", "mqttTlsCert", processEnvironment) ?? "",
      key: readAgain("HUB_", "mqttTlsKey", processEnvironment) ?? "",
    }),
  });
  return {
    stop: () => hub.stop(),
    reload() {
      log.info("SIGHUP: the certificate for cabinets is read again; all other settings are read at the start only");
      hub.reload();
    },
  };
});
