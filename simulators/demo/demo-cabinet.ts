import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ChildParts } from "./child-program.ts";
import type { CabinetLinks } from "./demo-files.ts";
import type { Operator } from "./operator.ts";

type StartProgram<Name> = (
  name: Name,
  script: string,
  parts: Pick<ChildParts, "args" | "env">,
  ready: () => Promise<boolean>,
) => Promise<void>;

/** A cabinet of the demo: what the hub is told of it, its board on the workbench, and its bridge. */
export interface DemoCabinet<Name> {
  readonly cabinetId: string;
  readonly details: {
    readonly name: string;
    readonly address: string;
    readonly slots: number;
    readonly itemKind: "power-bank" | "umbrella";
    readonly location: { readonly latitude: number; readonly longitude: number };
    readonly layout: { readonly columns: number; readonly rows: number };
    readonly openingHours: { readonly zh: string; readonly en: string };
  };
  /** What the ids of its items begin with. */
  readonly boardId: string;
  readonly board: string;
  readonly bridge: Name;
  readonly ports: { readonly board: number; readonly link: number };
}

export interface CabinetParts<Name> {
  readonly operator: Operator;
  readonly start: StartProgram<Name>;
  readonly answers: (url: string) => Promise<boolean>;
  readonly data: string;
  /** Where the hub is for its operators, and the file with their token. */
  readonly hub: { readonly url: string; readonly tokenFile: string };
  /** The program of the workbench, and where its page listens. */
  readonly workbench: { readonly name: Name; readonly host: string; readonly port: number };
  readonly mqttPort: number;
  /** Whether the workbench stands between bridges and hub, so that it can cut the network. */
  readonly links: boolean;
  /** Whether board and bridge speak over a serial device, else over TCP. */
  readonly pty: boolean;
}

/**
 * Registers the cabinets, prints their stickers, starts their boards on the workbench, and their bridges; answers once the
 * hub has seen their slots.
 */
export async function startCabinets<Name extends string>(
  cabinets: readonly DemoCabinet<Name>[],
  parts: CabinetParts<Name>,
): Promise<readonly CabinetLinks[]> {
  const { operator, data, workbench } = parts;
  const registered = await Promise.all(
    cabinets.map(async (cabinet) => ({
      cabinet,
      secret: await secretOf(operator, cabinet.cabinetId, cabinet.details, join(data, `${cabinet.bridge}.secret`)),
      codes: await operator.codes(cabinet.cabinetId),
    })),
  );
  for (const { cabinet, codes } of registered)
    writeFileSync(
      stickersPath(data, cabinet),
      JSON.stringify(Object.fromEntries(codes.map(({ slot, url }) => [slot, url]))),
    );
  const url = `http://${workbench.host}:${workbench.port}`;
  await startWorkbench(cabinets, url, parts);
  await Promise.all(registered.map(({ cabinet, secret }) => startBridge(cabinet, secret, parts)));
  return registered.map(({ cabinet: { cabinetId, details }, codes }) => ({
    cabinetId,
    goods: details.itemKind,
    front: `${url}/cabinets/${cabinetId}`,
    codes,
  }));
}

async function startWorkbench<Name extends string>(
  cabinets: readonly DemoCabinet<Name>[],
  url: string,
  { start, answers, data, hub, workbench, mqttPort, links, pty }: CabinetParts<Name>,
): Promise<void> {
  const plans = cabinets.map((cabinet) => ({
    name: cabinet.cabinetId,
    protocol: "gzxj",
    line: pty ? `pty:${devicePath(data, cabinet)}` : `tcp:${cabinet.ports.board}`,
    slots: cabinet.details.slots,
    columns: cabinet.details.layout.columns,
    board: cabinet.boardId,
    state: join(data, `${cabinet.board}.json`),
    stickers: stickersPath(data, cabinet),
    bridgeData: join(data, cabinet.bridge),
    ...(links && { link: { port: cabinet.ports.link, hub: `127.0.0.1:${mqttPort}` } }),
  }));
  const file = join(data, "cabinets.json");
  writeFileSync(file, JSON.stringify({ cabinets: plans }, null, 2));
  const args = ["--cabinets", file, "--control", String(workbench.port), "--host", workbench.host];
  await start(
    workbench.name,
    "simulators/board/main.js",
    { args: [...args, "--hub", hub.url, "--token-file", hub.tokenFile] },
    () => answers(`${url}/cabinets`),
  );
}

async function startBridge<Name extends string>(
  cabinet: DemoCabinet<Name>,
  secret: string,
  { operator, start, data, mqttPort, links, pty }: CabinetParts<Name>,
): Promise<void> {
  const { cabinetId, bridge, details, ports } = cabinet;
  const env = {
    BRIDGE_HUB: `mqtt://127.0.0.1:${links ? ports.link : mqttPort}`,
    BRIDGE_CABINET_ID: cabinetId,
    BRIDGE_SECRET: secret,
    BRIDGE_LINE: pty ? devicePath(data, cabinet) : `tcp://127.0.0.1:${ports.board}`,
    BRIDGE_DRIVER: "gzxj",
    BRIDGE_SLOTS: String(details.slots),
    BRIDGE_DATA: join(data, bridge),
  };
  await start(bridge, "firmware-bridge/main.js", { env }, async () =>
    (await operator.cabinets()).some(
      (other) => other.cabinetId === cabinetId && other.presence.online && other.snapshot !== undefined,
    ),
  );
}

function stickersPath(data: string, { board }: Pick<DemoCabinet<string>, "board">): string {
  return join(data, `${board}-stickers.json`);
}

function devicePath(data: string, { board }: Pick<DemoCabinet<string>, "board">): string {
  return join(data, "run", board);
}

/** The secret is shown once: the file keeps it for the next start. Where it is lost, there has to be a new one. */
async function secretOf(
  operator: Operator,
  cabinetId: string,
  details: DemoCabinet<string>["details"],
  path: string,
): Promise<string> {
  const { secret = existsSync(path) ? readFileSync(path, "utf8") : (await operator.renewSecret(cabinetId)).secret } =
    await operator.register(cabinetId, details);
  writeFileSync(path, secret, { mode: 0o600 });
  return secret;
}
