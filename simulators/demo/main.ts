import { join } from "node:path";
import { toString as drawQr } from "qrcode";
import { runProgram } from "../../platform/program.ts";
import { startDemo } from "./demo.ts";
import { readDemoSettings, usage } from "./settings.ts";

const say = (text: string) => process.stdout.write(`${text}\n`);

runProgram(async () => {
  const settings = readDemoSettings(process.argv.slice(2));
  if (!settings) {
    say(usage);
    process.exit(0);
  }
  const starting = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => starting.abort());
  const demo = await startDemo({
    settings,
    environment: process.env,
    build: join(import.meta.dirname, "..", ".."),
    say,
    signal: starting.signal,
  });
  const { links } = demo;
  const [sticker] = links.codes;
  if (sticker) {
    say(`\n${await drawQr(sticker.url, { type: "terminal", small: true })}`);
    say(`  rider    scan slot ${sticker.slot}:  ${sticker.url}`);
  }
  say(`  cabinet  be the rider's hand:  ${links.cabinet}/`);
  say(`  wallet   what was lent and collected:  ${links.wallet}/records`);
  say(`  hub      interface:  ${links.hub}/openapi.json   MQTT on port ${settings.ports.mqtt}`);
  say(`  data     ${settings.data} (logs in ${settings.data}/logs)\n\nCtrl-C stops all of it.`);
  return {
    async stop() {
      say("stopping");
      await demo.stop();
    },
  };
});
