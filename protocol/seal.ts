import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Command, LookCommand, OpenCommand } from "./downward.ts";
import type { CabinetId } from "./ids.ts";

/** A command before it is sealed. */
export type Unsealed = Omit<OpenCommand, "seal"> | Omit<LookCommand, "seal">;

/**
 * What a cabinet's one secret is used for. The broker sees the password only, so that whoever holds the broker still
 * can't seal a command.
 */
export interface CabinetKeys {
  readonly password: string;
  readonly sealKey: Buffer;
}

/** @param secret the cabinet's secret as issued at its registration */
export function cabinetKeys(secret: string): CabinetKeys {
  return {
    password: derive(secret, "jiehuan mqtt password").toString("base64url"),
    sealKey: derive(secret, "jiehuan command seal"),
  };
}

export function seal(sealKey: Buffer, cabinetId: CabinetId, command: Unsealed): Command {
  return { ...command, seal: mac(sealKey, cabinetId, command).toString("base64url") };
}

/** Whether the seal was made with this key for this cabinet over exactly these fields. */
export function isSealed(sealKey: Buffer, cabinetId: CabinetId, command: Command): boolean {
  const given = Buffer.from(command.seal, "base64url");
  const right = mac(sealKey, cabinetId, command);
  return given.length === right.length && timingSafeEqual(given, right);
}

function mac(sealKey: Buffer, cabinetId: CabinetId, command: Unsealed): Buffer {
  const { v, id, action, issuedAt, expiresAt, ttl } = command;
  const target = command.action === "open" ? [command.orderNo, command.slot] : [];
  // A JSON array of the fields in this order: no two different commands have the same text.
  const text = JSON.stringify([v, cabinetId, id, action, issuedAt, expiresAt, ttl, ...target]);
  return createHmac("sha256", sealKey).update(text).digest();
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));
}
