import { Type } from "typebox";
import { whyNoCertificates } from "../platform/certificates.ts";
import { DrawnSecret } from "../platform/settings.ts";
import { CabinetId } from "../protocol/ids.ts";
import { hubPattern } from "./hub-connection.ts";
import { linePattern } from "./transport.ts";

/** The settings of the bridge, read from `BRIDGE_…`. */
export const bridgeSettings = Type.Object({
  hub: Type.String({ pattern: hubPattern, description: "the hub's broker: mqtts://host:port, or mqtt:// unencrypted" }),
  ca: Type.Optional(
    Type.String({
      description: "certificate authority of the hub (PEM), where it is not one that everybody knows",
      mistakes(text: string) {
        const why = whyNoCertificates(text);
        return why === undefined ? [] : [why];
      },
    }),
  ),
  cabinetId: CabinetId,
  secret: DrawnSecret({ minLength: 16, description: "the cabinet's secret, as issued when it was registered" }),
  line: Type.String({
    pattern: linePattern,
    description: "the line to the board: /dev/ttyS1, /dev/ttyS1?baud=9600 or tcp://host:port",
  }),
  driver: Type.Union([Type.Literal("gzxj"), Type.Literal("lock8a")], { description: "the protocol of the boards" }),
  locksPerBoard: Type.Integer({
    minimum: 1,
    maximum: 50,
    default: 24,
    description: "lock8a: how many slots each board has; the first board, which has the address 1, has the first ones",
  }),
  closedContact: Type.Union([Type.Literal("locked"), Type.Literal("open")], {
    default: "locked",
    description: "lock8a: what a closed contact says of its lock",
  }),
  slots: Type.Integer({ minimum: 1, maximum: 96, description: "number of slots" }),
  data: Type.String({ minLength: 1, description: "folder of the journal, on a disk that keeps it" }),
});

export type BridgeSettings = Type.Static<typeof bridgeSettings>;
