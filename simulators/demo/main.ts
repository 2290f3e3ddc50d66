import { join } from "node:path";
import { toString as drawQr } from "qrcode";
import { systemClock } from "../../platform/clock.ts";
import { runProgram } from "../../platform/program.ts";
import { toBeijing } from "../zhima/wire-values.ts";
import { startDemo } from "./demo.ts";
import { curlConfigPath } from "./demo-files.ts";
import { readDemoSettings, usage } from "./settings.ts";

const say = (text: string) => process.stdout.write(`${text}\n`);

runProgram(async () => {
  const settings = readDemoSettings(process.argv.slice(2));
  if (!settings) {
    say(usage);
    process.exit(0);
  }
  const starting = new AbortController();
  for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"]) process.once(signal, () => starting.abort());
  const demo = await startDemo({
    settings,
    environment: process.env,
    build: join(import.meta.dirname, "..", ".."),
    say,
    signal: starting.signal,
  });
  const { hub, wallet, workbench, cabinets } = demo.links;
  const curl = `curl --config ${curlConfigPath(settings.data)} ${hub}/api/operator`;
  const today = toBeijing(systemClock.now()).slice(0, "2026-11-23".length);
  for (const { goods, codes } of cabinets) {
    const [sticker] = codes;
    if (!sticker) continue;
    if (goods === "power-bank") say(`\n${await drawQr(sticker.url, { type: "terminal", small: true })}`);
    say(`  rider     borrow ${goods === "umbrella" ? "an umbrella" : "power banks"}:  ${sticker.url}`);
  }
  say(`  cabinets  take and return items, break board, line or network, watch the bytes:  ${workbench}/`);
  const [first] = cabinets;
  if (first) {
    const pairing = JSON.stringify({ pairingCode: "CODE", cabinetId: first.cabinetId, reason: "demo" });
    say(`  screen    the cabinet's own:  ${hub}/screen`);
    say(
      `            with the code that it shows:  ${curl}/screens -H 'content-type: application/json' -d '${pairing}'`,
    );
  }
  say(`  rider     my orders:  ${hub}/orders`);
  say(`  wallet    users, faults, life account, loans:  ${wallet}/`);
  say(`  console   ${hub}/console   name ${demo.admin.name}   password ${demo.admin.password}`);
  say(`  operator  what waits for an operator:  ${curl}/queue`);
  say(`            today's books:  ${curl}/books/${today}`);
  say(`  hub       interface:  ${hub}/openapi.json   MQTT on port ${settings.ports.mqtt}`);
  say(`  data      ${settings.data} (logs in ${settings.data}/logs)\n\nCtrl-C stops all of it.`);
  return {
    async stop() {
      say("stopping");
      await demo.stop();
    },
  };
});
