import { hkdfSync } from "node:crypto";
import type { CabinetId } from "../../protocol/ids.ts";

/**
 * The secret of a cabinet, to be typed into its bridge: derived from the hub's own, so that none is stored and a stolen
 * database opens no door. A new generation makes a new secret.
 */
export function cabinetSecret(hubSecret: string, cabinetId: CabinetId, generation: number): string {
  const purpose = `jiehuan cabinet ${cabinetId} ${generation}`;
  return Buffer.from(hkdfSync("sha256", hubSecret, "", purpose, 32)).toString("base64url");
}
