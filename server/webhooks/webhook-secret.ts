import { hkdfSync } from "node:crypto";
import type { Webhook } from "../store/webhook-table.ts";

/** The secret with which a webhook's events are signed, derived from the hub's own: none is stored (Standard Webhooks form). */
export function webhookSecret(hubSecret: string, { id, generation }: Pick<Webhook, "id" | "generation">): string {
  const purpose = `jiehuan webhook ${id} ${generation}`;
  return `whsec_${Buffer.from(hkdfSync("sha256", hubSecret, "", purpose, 32)).toString("base64")}`;
}
