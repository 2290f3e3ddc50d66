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

/** A cabinet of the demo: what the hub is told of it, and the two programs that are the cabinet. */
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
  readonly board: Name;
  readonly bridge: Name;
  readonly ports: { readonly board: number; readonly front: number };
}

export interface CabinetParts<Name> {
  readonly operator: Operator;
  readonly start: StartProgram<Name>;
  readonly answers: (url: string) => Promise<boolean>;
  readonly data: string;
  /** Where the cabinet's front page listens. */
  readonly host: string;
  readonly mqttPort: number;
  /** Whether board and bridge speak over a serial device, else over TCP. */
  readonly pty: boolean;
}

/** Registers the cabinet, prints its stickers and starts its board and its bridge; answers once the hub has seen its slots. */
export async function startCabinet<Name extends string>(
  { cabinetId, details, boardId, board, bridge, ports }: DemoCabinet<Name>,
  { operator, start, answers, data, host, mqttPort, pty }: CabinetParts<Name>,
): Promise<CabinetLinks> {
  const secret = await secretOf(operator, cabinetId, details, join(data, `${bridge}.secret`));
  const codes = await operator.codes(cabinetId);
  const stickers = join(data, `${board}-stickers.json`);
  writeFileSync(stickers, JSON.stringify(Object.fromEntries(codes.map(({ slot, url }) => [slot, url]))));
  const device = join(data, "run", board);
  const front = `http://${host}:${ports.front}`;
  const line = pty ? ["--pty", device] : ["--tcp", String(ports.board)];
  const args = [
    ...line,
    "--control",
    String(ports.front),
    "--host",
    host,
    "--slots",
    String(details.slots),
    "--board",
    boardId,
  ];
  await start(
    board,
    "simulators/board/gzxj/main.js",
    { args: [...args, "--state", join(data, `${board}.json`), "--stickers", stickers] },
    () => answers(`${front}/slots`),
  );
  const env = {
    BRIDGE_HUB: `mqtt://127.0.0.1:${mqttPort}`,
    BRIDGE_CABINET_ID: cabinetId,
    BRIDGE_SECRET: secret,
    BRIDGE_LINE: pty ? device : `tcp://127.0.0.1:${ports.board}`,
    BRIDGE_DRIVER: "gzxj",
    BRIDGE_SLOTS: String(details.slots),
    BRIDGE_DATA: join(data, bridge),
  };
  await start(bridge, "firmware-bridge/main.js", { env }, async () =>
    (await operator.cabinets()).some(
      (cabinet) => cabinet.cabinetId === cabinetId && cabinet.presence.online && cabinet.snapshot !== undefined,
    ),
  );
  return { cabinetId, goods: details.itemKind, front, codes };
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
