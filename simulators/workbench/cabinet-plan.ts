import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { type BoardSettings, boardSchema, isProtocol, protocols } from "../../firmware-bridge/board-settings.ts";
import { AppError } from "../../platform/app-error.ts";
import { simulatedProtocols } from "./board-models.ts";

const strict = { additionalProperties: false };
const path = (description: string) => Type.Optional(Type.String({ minLength: 1, description }));

/** One cabinet of the workbench. Paths are relative to the file that names them. */
export const CabinetPlan = Type.Object(
  {
    name: Type.String({
      pattern: "^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$",
      description: "its name; the hub knows the cabinet by the same id",
    }),
    protocol: Type.Enum(simulatedProtocols, { description: "the protocol of its board" }),
    line: Type.String({
      pattern: "^(tcp:\\d{1,5}|pty:.+)$",
      description: "the board's line: tcp:8100 (a port on 127.0.0.1; 0: any free one) or pty:run/board (needs socat)",
    }),
    slots: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 96, description: "slots of a new board; 12 if not given" }),
    ),
    columns: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 12, description: "slots side by side, as it is built" }),
    ),
    board: Type.Optional(
      Type.String({
        pattern: "^[0-9A-Za-z]{1,12}$",
        description: "the board's id, which its items' ids begin with; one that suits the protocol if not given",
      }),
    ),
    options: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: "how its boards are wired, by the names of BRIDGE_BOARDS",
      }),
    ),
    state: path("goes on from this file and keeps it"),
    stickers: path("JSON: slot -> address of the code on it"),
    bridgeData: path("the data folder of the cabinet's bridge, whose journal is shown; it is only read"),
    link: Type.Optional(
      Type.Object(
        {
          port: Type.Integer({ minimum: 0, maximum: 65_535, description: "port on 127.0.0.1 for the bridge" }),
          hub: Type.String({ pattern: "^[^/\\s]+:\\d{1,5}$", description: "host:port of the hub's broker" }),
        },
        { ...strict, description: "a proxy between bridge and hub, so that the workbench can cut the network" },
      ),
    ),
  },
  strict,
);

export type CabinetPlan = Type.Static<typeof CabinetPlan>;

/** How a real board is described in a file. */
const RealBoard = Type.Object(
  {
    name: CabinetPlan.properties.name,
    columns: CabinetPlan.properties.columns,
    port: Type.String({
      minLength: 1,
      description: "the line as BRIDGE_LINE: /dev/ttyUSB0, /dev/ttyUSB0?baud=9600, tcp://host:port",
    }),
    protocol: Type.String({ description: "the protocol of its boards, as BRIDGE_DRIVER" }),
    slots: Type.Integer({ minimum: 1, maximum: 96 }),
    options: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: "what the protocol wants to know of its boards" }),
    ),
  },
  strict,
);

/** A real board on a line of this computer. */
export interface RealPlan {
  readonly name: string;
  readonly columns?: number;
  readonly board: BoardSettings;
}

export type WorkbenchPlan = CabinetPlan | RealPlan;

const CabinetsFile = Type.Object(
  { cabinets: Type.Array(Type.Union([CabinetPlan, RealBoard]), { minItems: 1, maxItems: 32 }) },
  strict,
);

/** A real board as it was described. @throws AppError request/invalid, which names what is wrong */
export function realPlan({ name, columns, port, protocol, slots, options }: Type.Static<typeof RealBoard>): RealPlan {
  if (!isProtocol(protocol))
    throw new AppError(
      "request/invalid",
      `there is a driver for ${Object.keys(protocols).join(", ")}, not for ${protocol}`,
    );
  const schema = boardSchema(protocol);
  const board = Value.Default(schema, Value.Convert(schema, { ...options, driver: protocol, line: port, slots }));
  if (!Value.Check(schema, board)) {
    const [mistake] = Value.Errors(schema, board);
    throw new AppError("request/invalid", `${name}: ${mistake?.instancePath || protocol} ${mistake?.message}`);
  }
  return { name, ...(columns !== undefined && { columns }), board: board as BoardSettings };
}

/** Reads a file of cabinets. @throws AppError request/invalid, which names the first mistake */
export function readCabinets(file: string): readonly WorkbenchPlan[] {
  let text: unknown;
  try {
    text = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new AppError("request/invalid", `${file} can't be read: ${(error as Error).message}`, { cause: error });
  }
  if (!Value.Check(CabinetsFile, text)) {
    const [mistake] = Value.Errors(CabinetsFile, text);
    throw new AppError("request/invalid", `${file}: ${mistake?.instancePath || "/"} ${mistake?.message}`);
  }
  const { cabinets } = text;
  const twice = cabinets.find(({ name }, at) => cabinets.findIndex((other) => other.name === name) < at);
  if (twice) throw new AppError("request/invalid", `${file}: two cabinets have the name ${twice.name}`);
  const absolute = (given: string) => resolve(dirname(file), given);
  return cabinets.map((cabinet) => {
    if ("port" in cabinet) return realPlan(cabinet);
    const { state, stickers, bridgeData, line, ...plan } = cabinet;
    return {
      ...plan,
      line: line.startsWith("pty:") ? `pty:${absolute(line.slice("pty:".length))}` : line,
      ...(state !== undefined && { state: absolute(state) }),
      ...(stickers !== undefined && { stickers: absolute(stickers) }),
      ...(bridgeData !== undefined && { bridgeData: absolute(bridgeData) }),
    };
  });
}
