import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Command, LookCommand, OpenCommand, Welcome } from "./downward.ts";
import type { CabinetId } from "./ids.ts";

export type UnsealedCommand = Omit<OpenCommand, "seal"> | Omit<LookCommand, "seal">;
export type UnsealedWelcome = Omit<Welcome, "seal">;

/**
 * What a cabinet's one secret is used for. The broker sees the password only, so that whoever holds the broker still
 * can't seal a message.
 */
export interface CabinetKeys {
  readonly password: string;
  readonly sealKey: Buffer;
}

/** @param secret the cabinet's secret as issued at its registration */
export function cabinetKeys(secret: string): CabinetKeys {
  return {
    password: derive(secret, "jiehuan mqtt password").toString("base64url"),
    sealKey: derive(secret, "jiehuan seal"),
  };
}

/**
 * Commands are sealed so that a broker can't open a door, and welcomes so that it can't set a cabinet's clock back and
 * deliver a command that it held up.
 */
export function seal<Unsealed extends UnsealedCommand | UnsealedWelcome>(
  sealKey: Buffer,
  cabinetId: CabinetId,
  message: Unsealed,
): Unsealed & { seal: string } {
  return { ...message, seal: mac(sealKey, cabinetId, message).toString("base64url") };
}

/** Whether the seal was made with this key for this cabinet over exactly these fields. */
export function isSealed(sealKey: Buffer, cabinetId: CabinetId, message: Command | Welcome): boolean {
  const given = Buffer.from(message.seal, "base64url");
  const right = mac(sealKey, cabinetId, message);
  return given.length === right.length && timingSafeEqual(given, right);
}

function mac(sealKey: Buffer, cabinetId: CabinetId, message: UnsealedCommand | UnsealedWelcome): Buffer {
  return createHmac("sha256", sealKey)
    .update(JSON.stringify(sealedFields(cabinetId, message)))
    .digest();
}

/** As a JSON array that begins with the kind of message, no two different messages have the same text. */
function sealedFields(cabinetId: CabinetId, message: UnsealedCommand | UnsealedWelcome): readonly unknown[] {
  if (!("action" in message)) {
    const { v, bootId, nonce, hubTime, journalId, committed } = message;
    return ["welcome", v, cabinetId, bootId, nonce, hubTime, journalId, committed];
  }
  const { v, id, action, issuedAt, expiresAt, ttl } = message;
  const target = message.action === "open" ? [message.orderNo, message.slot] : [];
  return ["command", v, cabinetId, id, action, issuedAt, expiresAt, ttl, ...target];
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));
}
