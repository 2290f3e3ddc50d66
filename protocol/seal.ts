import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type {
  Ack,
  BridgeConfig,
  CancelUpdateCommand,
  Command,
  LookCommand,
  OpenCommand,
  Outnumbered,
  RestartCommand,
  ServiceOpenCommand,
  SyncCommand,
  UpdateCommand,
  Welcome,
  Welcomed,
} from "./downward.ts";
import type { CabinetId } from "./ids.ts";

export type UnsealedCommand =
  | Omit<OpenCommand, "seal">
  | Omit<ServiceOpenCommand, "seal">
  | Omit<LookCommand, "seal">
  | Omit<SyncCommand, "seal">
  | Omit<RestartCommand, "seal">
  | Omit<UpdateCommand, "seal">
  | Omit<CancelUpdateCommand, "seal">;
export type UnsealedWelcome = Omit<Welcomed, "seal">;
export type UnsealedOutnumbered = Omit<Outnumbered, "seal">;
export type UnsealedAck = Omit<Ack, "seal">;
export type UnsealedConfig = Omit<BridgeConfig, "seal">;

/** Everything that the hub says to a cabinet. */
export type Downward = Command | Welcome | Ack | BridgeConfig;
type Unsealed = UnsealedCommand | UnsealedWelcome | UnsealedOutnumbered | UnsealedAck | UnsealedConfig;

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
 * Seals a message to a cabinet. Whoever holds the broker still opens no door by a command, sets no clock back by a
 * welcome to deliver a command that was held up, and has no return forgotten by an acknowledgement.
 */
export function seal<Message extends Unsealed>(
  sealKey: Buffer,
  cabinetId: CabinetId,
  message: Message,
): Message & { seal: string } {
  return { ...message, seal: mac(sealKey, cabinetId, message).toString("base64url") };
}

/** Whether the seal was made with this key for this cabinet over exactly these fields. */
export function isSealed(sealKey: Buffer, cabinetId: CabinetId, message: Downward): boolean {
  const given = Buffer.from(message.seal, "base64url");
  const right = mac(sealKey, cabinetId, message);
  return given.length === right.length && timingSafeEqual(given, right);
}

function mac(sealKey: Buffer, cabinetId: CabinetId, message: Unsealed): Buffer {
  return createHmac("sha256", sealKey)
    .update(JSON.stringify(sealedFields(cabinetId, message)))
    .digest();
}

/** As a JSON array that begins with the kind of message, no two different messages have the same text. */
function sealedFields(cabinetId: CabinetId, message: Unsealed): readonly unknown[] {
  if ("action" in message) {
    const { v, id, action, issuedAt, expiresAt, ttl } = message;
    return ["command", v, cabinetId, id, action, issuedAt, expiresAt, ttl, ...targetOf(message)];
  }
  if ("newest" in message) {
    const { v, bootId, nonce, hubTime, newest } = message;
    return ["outnumbered", v, cabinetId, bootId, nonce, hubTime, newest];
  }
  if ("nonce" in message) {
    const { v, bootId, nonce, hubTime, journalId, committed } = message;
    return ["welcome", v, cabinetId, bootId, nonce, hubTime, journalId, committed];
  }
  if ("committed" in message) {
    const { v, bootId, journalId, committed, refused } = message;
    const refusal = refused ? [refused.seq ?? null, refused.reason] : [];
    return ["ack", v, cabinetId, bootId, journalId, committed, ...refusal];
  }
  const { v, bootId, snapshotEvery, healthEvery } = message;
  return ["config", v, cabinetId, bootId, snapshotEvery, healthEvery];
}

/** What a command has beyond what all have, in the order of its seal. */
function targetOf(command: UnsealedCommand): readonly unknown[] {
  if (command.action === "update") return [command.rollout, command.address, command.manifest, command.signature];
  if (command.action === "cancel-update") return [command.rollout, command.version];
  const order = "orderNo" in command ? [command.orderNo] : [];
  return "slot" in command ? [...order, command.slot] : order;
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));
}
