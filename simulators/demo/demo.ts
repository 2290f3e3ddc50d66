import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../../platform/app-error.ts";
import { type ChildParts, ChildProgram } from "./child-program.ts";
import { startCabinet } from "./demo-cabinet.ts";
import { type DemoLinks, openDataFolder, openSecrets, writeCurlConfig, writeLinks } from "./demo-files.ts";
import { demoRatePlans } from "./demo-tariffs.ts";
import { Operator } from "./operator.ts";
import type { DemoSettings } from "./settings.ts";

export interface Demo {
  readonly links: DemoLinks;
  /** The process id of a program of the demo, for whoever wants to kill it and see. */
  pidOf(name: ProgramName): number | undefined;
  stop(): Promise<void>;
}

export type HubName = "hub" | "hub-2" | "hub-3";
export type ProgramName = "wallet" | HubName | "board" | "bridge" | "umbrella-board" | "umbrella-bridge";

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
  const { ports } = settings;
  const around = demo.surroundings ?? usualSurroundings(ports);
  const { publicUrl } = around;
  const data = resolve(settings.data);
  const logFolder = join(data, "logs");
  for (const [name, port] of Object.entries(ports)) await checkFree(name, port);
  openDataFolder(data);
  const secrets = openSecrets(data);
  writeCurlConfig(data, secrets);
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
        const begin = `Everything is kept in ${data}; with another folder (--data) the demo begins anew.`;
        throw new AppError("internal/fault", `${name} does not start. It says:\n${program.lastWords()}\n${begin}`);
      }
    }
  }

  async function stop(): Promise<void> {
    // Whoever needs the others goes first.
    const stages = [["bridge", "umbrella-bridge"], ["board", "umbrella-board"], hubNames, ["wallet"]] as const;
    for (const names of stages) await Promise.all(names.map(async (name) => programs.get(name)?.stop()));
  }

  try {
    const keys = join(data, "keys");
    await start(
      "wallet",
      "simulators/zhima/main.js",
      {
        args: flags({
          port: ports.wallet,
          "app-id": appId,
          keys,
          state: join(data, "wallet.json"),
          "notify-url": `${publicUrl}/callbacks/zhima`,
        }),
      },
      () => answers(`${at(ports.wallet)}/control/orders`),
    );
    const env = {
      HUB_PUBLIC_URL: publicUrl,
      HUB_MQTT_PORT: String(ports.mqtt),
      HUB_DATA: join(data, "hub"),
      HUB_SECRET: secrets.hubSecret,
      HUB_OPERATOR_TOKEN: secrets.operatorToken,
      HUB_TARIFFS: JSON.stringify(demoRatePlans),
      // A power bank and an umbrella.
      HUB_RIDER_LIMIT: "2",
      HUB_ALIPAY_APP_ID: appId,
      HUB_ALIPAY_PRIVATE_KEY_FILE: join(keys, "merchant-private.pem"),
      HUB_ALIPAY_PUBLIC_KEY_FILE: join(keys, "gateway-public.pem"),
      HUB_ALIPAY_GATEWAY: `${at(ports.wallet)}/gateway.do`,
      HUB_ALIPAY_LOGIN: `${at(ports.wallet)}/oauth2/publicAppAuthorize.htm`,
      HUB_ALIPAY_APP_ONLY: "false",
      ...hubSettings(environment),
    };
    for (const [name, port] of entriesOf(around.hubs))
      await start(name, "server/main.js", { env: { ...env, HUB_HTTP_PORT: String(port) } }, () =>
        answers(`${at(port)}/healthz`),
      );

    const operator = new Operator(publicUrl, secrets.operatorToken);
    const pty = settings.pty && hasSocat();
    const { mqttPort } = around;
    const parts = { operator, start, answers, data, mqttPort, pty };
    // All of them, so that nothing starts any more once one has failed.
    const started = await Promise.allSettled(cabinetsOf(ports).map((cabinet) => startCabinet(cabinet, parts)));
    const cabinets = started.map((outcome) => {
      if (outcome.status === "rejected") throw outcome.reason;
      return outcome.value;
    });
    say(
      pty ? `bridges speak to boards over serial devices in ${join(data, "run")}` : "bridges speak to boards over TCP",
    );
    const links = { hub: publicUrl, wallet: at(ports.wallet), cabinets };
    writeLinks(data, links);
    running = true;
    return { links, pidOf: (name) => programs.get(name)?.pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const hubNames = ["hub", "hub-2", "hub-3"] as const;

function entriesOf(hubs: DemoEnvironment["hubs"]): [HubName, number][] {
  return hubNames.flatMap((name) => (hubs[name] === undefined ? [] : [[name, hubs[name]]]));
}

function usualSurroundings(ports: DemoSettings["ports"]): DemoEnvironment {
  return {
    hubs: { hub: ports.hub },
    publicUrl: at(ports.hub),
    mqttPort: ports.mqtt,
    environmentOf: () => ({}),
    restartAfter: 1000,
  };
}

function cabinetsOf(ports: DemoSettings["ports"]) {
  return [
    {
      cabinetId: "demo-1",
      details: { name: "街角咖啡馆", address: "人民路 1 号", slots: 12, itemKind: "power-bank" },
      boardId: "DEMO",
      board: "board",
      bridge: "bridge",
      ports: { board: ports.board, front: ports.cabinet },
    },
    {
      cabinetId: "demo-2",
      details: { name: "地铁站 2 号口", address: "人民路 8 号", slots: 4, itemKind: "umbrella" },
      boardId: "UMBRELLA",
      board: "umbrella-board",
      bridge: "umbrella-bridge",
      ports: { board: ports["umbrella-board"], front: ports.umbrellas },
    },
  ] as const;
}

function at(port: number): string {
  return `http://127.0.0.1:${port}`;
}

function flags(values: Readonly<Record<string, string | number>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [`--${name}`, String(value)]);
}

/** @throws AppError request/invalid where somebody listens already, another demo for example */
async function checkFree(name: string, port: number): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  } catch {
    throw new AppError(
      "request/invalid",
      `port ${port} is taken; is a demo running already? Choose another with --${name}`,
    );
  } finally {
    server.close();
  }
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
