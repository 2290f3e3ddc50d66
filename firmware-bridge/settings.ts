import { Type } from "typebox";
import { whyNoCertificates } from "../platform/certificates.ts";
import { DrawnSecret, type Environment, readSettings } from "../platform/settings.ts";
import { CabinetId } from "../protocol/ids.ts";
import { readPublicKeys } from "../protocol/release.ts";
import type { BoardSettings } from "./board-settings.ts";
import { boardsOf, boardVariables } from "./board-variables.ts";
import { hubPattern } from "./hub-connection.ts";

/** The settings of the bridge, read from `BRIDGE_…`. */
export const bridgeSettings = Type.Object({
  hub: Type.Optional(
    Type.String({
      pattern: hubPattern,
      description:
        "the hub's broker: mqtts://host:port, or mqtt:// unencrypted; a bridge that is enrolled knows it already",
    }),
  ),
  ca: Type.Optional(
    Type.String({
      description: "certificate authority of the hub (PEM), where it is not one that everybody knows",
      mistakes(text: string) {
        const why = whyNoCertificates(text);
        return why === undefined ? [] : [why];
      },
    }),
  ),
  cabinetId: Type.Optional(
    Type.String({ ...CabinetId, description: "cabinet id; a bridge that is enrolled knows it already" }),
  ),
  secret: Type.Optional(
    DrawnSecret({
      minLength: 16,
      description: "the cabinet's secret, as issued when it was registered; without it the bridge must be enrolled",
    }),
  ),
  ...boardVariables,
  updateKeys: Type.Optional(
    Type.String({
      description:
        "public keys (`npm run release -- new-key`), separated by commas, that may sign releases of the bridge; absent: no updates over the air",
      mistakes: (text: string) => (readPublicKeys(text) ? [] : ["holds something else than Ed25519 public keys"]),
    }),
  ),
  updateTrial: Type.Integer({
    minimum: 5,
    maximum: 3600,
    default: 300,
    description: "seconds in which a new version has to reach the hub and its boards; otherwise the one before returns",
  }),
  secretDays: Type.Integer({
    minimum: 0,
    maximum: 3650,
    default: 90,
    description: "age in days at which an enrolled bridge replaces its secret by itself; 0: never",
  }),
  data: Type.String({ minLength: 1, description: "folder of the journal, on a disk that keeps it" }),
});

type OwnSettings = Pick<
  Type.Static<typeof bridgeSettings>,
  "hub" | "ca" | "cabinetId" | "secret" | "data" | "updateKeys"
>;

export type BridgeSettings = { readonly [Key in keyof OwnSettings]: OwnSettings[Key] | undefined } & {
  readonly data: string;
  readonly secretDays: number;
  readonly boards: readonly BoardSettings[];
};

/** @throws AppError config/invalid, which lists all mistakes in one text */
export function readBridgeSettings(environment: Environment): BridgeSettings {
  let boards: readonly BoardSettings[] = [];
  const read = readSettings("BRIDGE_", bridgeSettings, environment, (settings) => {
    const found = boardsOf(settings);
    if ("mistakes" in found) return found.mistakes;
    boards = found.boards;
    return [];
  });
  const { hub, ca, cabinetId, secret, secretDays, data, updateKeys } = read;
  return { hub, ca, cabinetId, secret, secretDays, data, updateKeys, boards };
}
