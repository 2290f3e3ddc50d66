import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../../platform/app-error.ts";
import { type ChildParts, ChildProgram } from "./child-program.ts";
import { openAdmin, openApiToken, settleAdmin } from "./demo-accounts.ts";
import { startCabinets } from "./demo-cabinet.ts";
import { demoCabinets } from "./demo-cabinets.ts";
import {
  type DemoAdmin,
  type DemoLinks,
  keepSecrets,
  openDataFolder,
  openSecrets,
  writeCurlConfig,
  writeLinks,
  writeToken,
} from "./demo-files.ts";
import { demoProfile } from "./demo-profile.ts";
import { demoRatePlans } from "./demo-tariffs.ts";
import { demoTexts } from "./demo-texts.ts";
import { Operator } from "./operator.ts";
import { checkPorts } from "./ports.ts";
import type { DemoSettings } from "./settings.ts";
import { doesNotStart } from "./start-failure.ts";

export interface Demo {
  readonly links: DemoLinks;
  /** Who may use the console. */
  readonly admin: DemoAdmin;
  /** The process id of a program of the demo, for whoever wants to kill it and see. */
  pidOf(name: ProgramName): number | undefined;
  stop(): Promise<void>;
}

export type HubName = "hub" | "hub-2" | "hub-3";
export type ProgramName = "wallet" | HubName | "workbench" | "bridge" | "umbrella-bridge";

/** What stands around the hubs where it is not the usual one hub with its own broker. */
export interface DemoEnvironment {
  /** The HTTP port of each hub. */
  readonly hubs: Readonly<Partial<Record<HubName, number>>>;
  /** The address that riders, wallet and operators know; behind it is whichever hub is there. */
  readonly publicUrl: string;
  /** Where bridges find the broker. */
  readonly mqttPort: number;
  /** Environment of a program beyond the demo's own. */
  readonly environmentOf: (name: ProgramName) => Readonly<Record<string, string>>;
  /** After how many ms a program that died is started again. */
  readonly restartAfter: number;
}

const appId = "2021000000000001";

const startWithin = 30_000;
const tryEvery = 50;

export interface DemoParts {
  readonly settings: DemoSettings;
  /** Settings of the hub (`HUB_…`) that replace the demo's own. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Rate plans by which the hub lends at first; absent: the demo's. */
  readonly prices?: readonly object[];
  /** Folder of the built programs. */
  readonly build: string;
  /** Tells the user what happens. */
  readonly say: (text: string) => void;
  /** Ends a start that is still under way. */
  readonly signal: AbortSignal;
  readonly surroundings?: DemoEnvironment;
}

/**
 * Starts all programs in the order in which they need each other.
 * @throws AppError request/invalid where a port is taken
 */
export async function startDemo(demo: DemoParts): Promise<Demo> {
  const { settings, environment, build, say, signal } = demo;
  const { ports, host } = settings;
  const around = demo.surroundings ?? usualSurroundings(settings);
  const { publicUrl } = around;
  const data = resolve(settings.data);
  const logFolder = join(data, "logs");
  await checkPorts(ports, (name) => (isPage(name) ? host : "127.0.0.1"));
  openDataFolder(data);
  say("starting the wallet, the hub and two cabinets …");
  const secrets = openSecrets(data);
  const programs = new Map<ProgramName, ChildProgram>();
  let running = false;
  const died = (name: string, how: string) => {
    if (running) say(`${name} ended (${how}); it is started again. Its log: ${logFolder}/${name}.log`);
  };

  async function start(
    name: ProgramName,
    script: string,
    parts: Pick<ChildParts, "args" | "env">,
    ready: () => Promise<boolean>,
  ) {
    const { args = [] } = parts;
    const env = { ...parts.env, ...around.environmentOf(name) };
    const { restartAfter } = around;
    const { watch } = settings;
    const program = new ChildProgram({
      name,
      script: join(build, script),
      args,
      env,
      logFolder,
      died,
      restartAfter,
      watch,
    });
    programs.set(name, program);
    program.start();
    for (
      const deadline = performance.now() + startWithin;
      !(await ready());
      await delay(tryEvery, undefined, { signal })
    ) {
      if (program.pid === undefined || performance.now() > deadline) {
        throw doesNotStart(name, program.lastWords(), data);
      }
    }
  }

  async function stop(): Promise<void> {
    // Whoever needs the others goes first.
    const stages = [["bridge", "umbrella-bridge"], ["workbench"], hubNames, ["wallet"]] as const;
    for (const names of stages) await Promise.all(names.map(async (name) => programs.get(name)?.stop()));
  }

  try {
    const keys = join(data, "keys");
    await start(
      "wallet",
      "simulators/zhima/main.js",
      {
        args: flags({
          host,
          port: ports.wallet,
          "app-id": appId,
          keys,
          state: join(data, "wallet.json"),
          "notify-url": `${publicUrl}/callbacks/zhima`,
        }),
      },
      () => answers(`${at(ports.wallet, host)}/control/orders`),
    );
    const hubData = join(data, "hub");
    if (settings.history !== undefined) inventPast(build, hubData, settings.history, say);
    const env = {
      HUB_PUBLIC_URL: publicUrl,
      HUB_HTTP_HOST: host,
      HUB_MQTT_PORT: String(ports.mqtt),
      HUB_DATA: hubData,
      HUB_SECRET: secrets.hubSecret,
      // A power bank and an umbrella.
      HUB_RIDER_LIMIT: "2",
      HUB_ALIPAY_APP_ID: appId,
      HUB_ALIPAY_PRIVATE_KEY_FILE: join(keys, "merchant-private.pem"),
      HUB_ALIPAY_PUBLIC_KEY_FILE: join(keys, "gateway-public.pem"),
      HUB_ALIPAY_GATEWAY: `${at(ports.wallet, host)}/gateway.do`,
      HUB_ALIPAY_LOGIN: `${at(ports.wallet, host)}/oauth2/publicAppAuthorize.htm`,
      HUB_ALIPAY_APP_ONLY: "false",
      ...hubSettings(environment),
    };
    const apiToken = await openApiToken(secrets, { data, build, env });
    writeCurlConfig(data, apiToken);
    const oneTimePassword = await openAdmin({ ...secrets, apiToken }, { data, build, env });
    for (const [name, port] of entriesOf(around.hubs))
      await start(name, "server/main.js", { env: { ...env, HUB_HTTP_PORT: String(port) } }, () =>
        answers(`${at(port, host)}/healthz`),
      );

    const operator = new Operator(publicUrl, apiToken);
    const admin = secrets.admin ?? (await settleAdmin(publicUrl, oneTimePassword ?? ""));
    keepSecrets(data, { ...secrets, apiToken, admin });
    await introduce(operator);
    if ((await operator.prices()).newest === 0) await operator.publishPrices(demo.prices ?? demoRatePlans);
    const pty = settings.pty && hasSocat();
    const { mqttPort } = around;
    const cabinets = await startCabinets<ProgramName>(cabinetsOf(ports), {
      operator,
      start,
      answers,
      data,
      hub: { url: publicUrl, tokenFile: writeToken(data, apiToken) },
      workbench: { name: "workbench", host, port: ports.workbench },
      mqttPort,
      links: demo.surroundings === undefined,
      pty,
    });
    say(
      pty ? `bridges speak to boards over serial devices in ${join(data, "run")}` : "bridges speak to boards over TCP",
    );
    const links = {
      hub: publicUrl,
      wallet: at(ports.wallet, host),
      workbench: at(ports.workbench, host),
      cabinets,
    };
    writeLinks(data, links);
    running = true;
    return { links, admin, pidOf: (name) => programs.get(name)?.pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const hubNames = ["hub", "hub-2", "hub-3"] as const;

function entriesOf(hubs: DemoEnvironment["hubs"]): [HubName, number][] {
  return hubNames.flatMap((name) => (hubs[name] === undefined ? [] : [[name, hubs[name]]]));
}

function usualSurroundings({ ports, host }: DemoSettings): DemoEnvironment {
  return {
    hubs: { hub: ports.hub },
    publicUrl: at(ports.hub, host),
    mqttPort: ports.mqtt,
    environmentOf: () => ({}),
    restartAfter: 1000,
  };
}

function cabinetsOf(ports: DemoSettings["ports"]) {
  const [bankCabinet, umbrellaCabinet] = demoCabinets;
  return [
    {
      ...bankCabinet,
      board: "board",
      bridge: "bridge",
      ports: { board: ports.board, link: ports.link },
    },
    {
      ...umbrellaCabinet,
      board: "umbrella-board",
      bridge: "umbrella-bridge",
      ports: { board: ports["umbrella-board"], link: ports["umbrella-link"] },
    },
  ] as const;
}

/** Only a hub that was never started has room for a past. @throws AppError internal/fault where the program fails */
function inventPast(build: string, hubData: string, days: number, say: DemoParts["say"]): void {
  if (existsSync(hubData)) {
    say("--history is for the first start: this hub has its past already; --data DIR begins another");
    return;
  }
  say(`inventing ${days} days of loans …`);
  const args = [join(build, "simulators/history/main.js"), ...flags({ "hub-data": hubData, days })];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new AppError("internal/fault", `the past could not be invented:\n${stderr}`);
}

/** What riders see of the operator, unless it was written down at an earlier start. */
async function introduce(operator: Operator): Promise<void> {
  if ((await operator.profile()).merchantName === undefined) await operator.describe(demoProfile);
  if ((await operator.texts()).length > 0) return;
  for (const [kind, text] of Object.entries(demoTexts)) await operator.publish(kind, text);
}

/** What people open; the rest is between the programs of the demo. */
function isPage(name: keyof DemoSettings["ports"]): boolean {
  return name === "hub" || name === "wallet" || name === "workbench";
}

function at(port: number, host: string): string {
  return `http://${host}:${port}`;
}

function flags(values: Readonly<Record<string, string | number>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [`--${name}`, String(value)]);
}

function hubSettings(environment: DemoParts["environment"]): Record<string, string> {
  const given = Object.entries(environment).filter(([name]) => name.startsWith("HUB_"));
  return Object.fromEntries(given.map(([name, value]) => [name, value ?? ""]));
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

function hasSocat(): boolean {
  return spawnSync("socat", ["-V"], { stdio: "ignore" }).status === 0;
}
