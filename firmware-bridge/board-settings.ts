import { Type } from "typebox";
import { a8Wiring } from "./drivers/a8/wiring.ts";
import { aa55Wiring } from "./drivers/aa55/wiring.ts";
import { cu16Wiring } from "./drivers/cu16/wiring.ts";
import { gzxjWiring } from "./drivers/gzxj/wiring.ts";
import { lock8aWiring } from "./drivers/lock8a/wiring.ts";
import { modbusWiring } from "./drivers/modbus/wiring.ts";
import { pb60Wiring } from "./drivers/pb60/wiring.ts";
import { readerOptions } from "./drivers/tagged-latch/wiring.ts";
import { lineMistakes, linePattern } from "./line-address.ts";

const lineText = { pattern: linePattern, mistakes: lineMistakes };

/**
 * The protocols that the bridge drives, by the names that settings, births and `npm run decode` have for them: what no frame
 * tells of their boards, and the speed of their serial line where the setting of the line names none.
 */
export const protocols = {
  gzxj: { wiring: gzxjWiring, baud: 115_200 },
  lock8a: { wiring: lock8aWiring, baud: 9600 },
  cu16: { wiring: cu16Wiring, baud: 19_200 },
  modbus: { wiring: modbusWiring, baud: 9600 },
  pb60: { wiring: pb60Wiring, baud: 115_200 },
  a8: { wiring: a8Wiring, baud: 9600 },
  aa55: { wiring: aa55Wiring, baud: 115_200 },
  lock8arfid: { wiring: Type.Object({ ...lock8aWiring.properties, ...readerOptions(lineText) }), baud: 9600 },
  cu16rfid: { wiring: Type.Object({ ...cu16Wiring.properties, ...readerOptions(lineText) }), baud: 19_200 },
  modbusrfid: { wiring: Type.Object({ ...modbusWiring.properties, ...readerOptions(lineText) }), baud: 9600 },
} as const satisfies Record<string, { readonly wiring: Type.TObject; readonly baud: number }>;

export type Protocol = keyof typeof protocols;

type WiringOf<Name extends Protocol> = Type.Static<(typeof protocols)[Name]["wiring"]>;

/** The boards of one line: one driver serves them. */
export type BoardSettings<Name extends Protocol = Protocol> = {
  [Each in Name]: { readonly driver: Each; readonly line: string; readonly slots: number } & Readonly<WiringOf<Each>>;
}[Name];

export function isProtocol(name: string): name is Protocol {
  return Object.hasOwn(protocols, name);
}

/** What every line to boards has. */
export const boardFields = {
  line: Type.String({
    ...lineText,
    description:
      "the line to the board: a serial port with its settings, as /dev/ttyS1 or /dev/serial/by-id/…?baud=9600&parity=even&stop=2 (without them the protocol's usual speed, no parity, one stop bit); tcp://host:port; or listen://address:port for a station that dials in",
  }),
  slots: Type.Integer({ minimum: 1, maximum: 96, description: "number of slots" }),
};

/** The settings of boards that speak this protocol. */
export function boardSchema(name: Protocol): Type.TObject {
  return Type.Object(
    { driver: Type.Literal(name), ...boardFields, ...protocols[name].wiring.properties },
    { additionalProperties: false },
  );
}
