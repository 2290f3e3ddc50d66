import { Type } from "typebox";
import { BootId, CommandId, EpochMs, epochMs, JournalId, Nonce, OrderNo, Sequence, SlotNumber } from "./ids.ts";

const strict = { additionalProperties: false };
const Version = Type.Literal(1, { description: "version of the message" });

const Seal = Type.String({
  pattern: "^[0-9A-Za-z_-]{43}$",
  description: "HMAC-SHA256 with the cabinet's key, base64url",
});

/** The hub's answer to a birth: its time, and how far it has the journal. */
export const Welcome = Type.Object(
  {
    v: Version,
    bootId: BootId,
    nonce: Nonce,
    hubTime: EpochMs,
    journalId: JournalId,
    committed: Sequence,
    seal: Seal,
  },
  strict,
);

const commandFrame = {
  v: Version,
  id: CommandId,
  issuedAt: EpochMs,
  expiresAt: epochMs("after this time (hub's clock) the command is refused"),
  ttl: Type.Integer({
    minimum: 1,
    maximum: 60_000,
    description: "ms for which the command may wait inside the bridge, by a clock that nobody sets",
  }),
  seal: Seal,
};

export const OpenCommand = Type.Object(
  { ...commandFrame, action: Type.Literal("open"), orderNo: OrderNo, slot: SlotNumber },
  strict,
);

export const LookCommand = Type.Object({ ...commandFrame, action: Type.Literal("look") }, strict);

export const Command = Type.Union([OpenCommand, LookCommand]);

/** Everything up to and with `committed` is stored by the hub and may leave the journal. */
export const Ack = Type.Object({ v: Version, journalId: JournalId, committed: Sequence }, strict);

/** From a second to a day, in ms. */
const interval = { minimum: 1000, maximum: 86_400_000 };

export const BridgeConfig = Type.Object(
  {
    v: Version,
    snapshotEvery: Type.Integer({ ...interval, description: "ms between periodic snapshots" }),
    healthEvery: Type.Integer({ ...interval, description: "ms between health messages" }),
  },
  strict,
);

export type Welcome = Type.Static<typeof Welcome>;
export type OpenCommand = Type.Static<typeof OpenCommand>;
export type LookCommand = Type.Static<typeof LookCommand>;
export type Command = Type.Static<typeof Command>;
export type Ack = Type.Static<typeof Ack>;
export type BridgeConfig = Type.Static<typeof BridgeConfig>;
