import { Type } from "typebox";
import {
  BootId,
  CommandId,
  EpochMs,
  epochMs,
  JournalId,
  Nonce,
  OrderNo,
  RolloutId,
  Sequence,
  SlotNumber,
} from "./ids.ts";
import { longestManifest, ReleaseSignature, ReleaseVersion } from "./release.ts";

const strict = { additionalProperties: false };
const version = <N extends number>(number: N) => Type.Literal(number, { description: "version of the message" });
const Version = version(1);

const Seal = Type.String({
  pattern: "^[0-9A-Za-z_-]{43}$",
  description: "HMAC-SHA256 with the cabinet's key, base64url",
});

/** The hub takes the bridge in: its time, and how far it has the journal. */
export const Welcomed = Type.Object(
  {
    v: Version,
    bootId: BootId,
    nonce: Nonce,
    hubTime: EpochMs,
    journalId: JournalId,
    committed: Sequence,
    seal: Seal,
  },
  { ...strict, description: "the hub takes the bridge in" },
);

/** The hub does not take the bridge in: it knows a newer connection of this cabinet. */
export const Outnumbered = Type.Object(
  {
    v: version(2),
    bootId: BootId,
    nonce: Nonce,
    hubTime: EpochMs,
    newest: Type.Integer({
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      description: "number of the newest connection that the hub knows",
    }),
    seal: Seal,
  },
  { ...strict, description: "no welcome: the bridge connects again, under a number above `newest`" },
);

/** The hub's answer to a birth. */
export const Welcome = Type.Union([Welcomed, Outnumbered]);

const commandFrame = {
  v: Version,
  id: CommandId,
  issuedAt: EpochMs,
  expiresAt: epochMs("after this time (hub's clock) the command is refused"),
  ttl: Type.Integer({
    minimum: 1,
    maximum: 60_000,
    description: "ms for which the command may wait inside the bridge, by a monotonic clock",
  }),
  seal: Seal,
};

export const OpenCommand = Type.Object(
  { ...commandFrame, action: Type.Literal("open"), orderNo: OrderNo, slot: SlotNumber },
  strict,
);

/** Opens a slot without an order, for an operator who works on the cabinet. */
export const ServiceOpenCommand = Type.Object(
  { ...commandFrame, action: Type.Literal("open-for-service"), slot: SlotNumber },
  { ...strict, description: "opens a slot without an order, for maintenance" },
);

export const LookCommand = Type.Object({ ...commandFrame, action: Type.Literal("look") }, strict);

/** The hub's clock was put right: the bridge asks for the time again. */
export const SyncCommand = Type.Object({ ...commandFrame, action: Type.Literal("sync") }, strict);

/** The bridge ends its process in order; whatever runs it starts it again. */
export const RestartCommand = Type.Object(
  { ...commandFrame, action: Type.Literal("restart") },
  { ...strict, description: "ends the bridge in order; whatever runs it starts it again" },
);

/** There is a release for the cabinet; the bridge verifies, downloads and installs it, and reports on `update`. */
export const UpdateCommand = Type.Object(
  {
    ...commandFrame,
    action: Type.Literal("update"),
    rollout: RolloutId,
    address: Type.String({
      pattern: "^https?://[!-~]{1,500}$",
      description: "where the archive is; login: the cabinet's id and its MQTT password (HTTP Basic)",
    }),
    manifest: Type.String({
      pattern: `^\\{[ -~]{1,${longestManifest - 1}}$`,
      description: "the release's manifest, byte for byte as it was signed",
    }),
    signature: ReleaseSignature,
  },
  { ...strict, description: "offers a release of the bridge's software; asks how its update stands" },
);

/** The rollout was ended: the bridge gives up its update unless its trial has begun, and reports on `update`. */
export const CancelUpdateCommand = Type.Object(
  { ...commandFrame, action: Type.Literal("cancel-update"), rollout: RolloutId, version: ReleaseVersion },
  { ...strict, description: "calls off an update whose trial has not begun; asks how it stands" },
);

export const Command = Type.Union([
  OpenCommand,
  ServiceOpenCommand,
  LookCommand,
  SyncCommand,
  RestartCommand,
  UpdateCommand,
  CancelUpdateCommand,
]);

/** Why the hub did not take an event in, which tells the bridge what to do about it. */
export const EventRefusal = Type.Union(
  [
    Type.Literal("gap", {
      description:
        "an event before it is missing: send again from `committed` + 1, or say birth again where that is gone",
    }),
    Type.Literal("journal-set-back", {
      description:
        "the hub has stored another event under this number, or can't tell: go on under a new journal id and say birth again",
    }),
    Type.Literal("invalid", {
      description: "it breaks the schema; the hub keeps it for an operator and has gone past it: go on with the next",
    }),
    Type.Literal("unreadable", {
      description: "the hub can't read its number, so it can't go past it: put right or drop the oldest event",
    }),
  ],
  { description: "the event was not taken in as what it says" },
);

/** Everything up to and with `committed` is stored by the hub and may leave the journal. */
export const Ack = Type.Object(
  {
    v: version(2),
    bootId: BootId,
    journalId: JournalId,
    committed: Sequence,
    refused: Type.Optional(
      Type.Object(
        { seq: Type.Optional(Sequence), reason: EventRefusal },
        { ...strict, description: "an event refused" },
      ),
    ),
    seal: Seal,
  },
  strict,
);

/** From a second to a day, in ms. */
const interval = { minimum: 1000, maximum: 86_400_000 };

export const BridgeConfig = Type.Object(
  {
    v: version(2),
    bootId: BootId,
    snapshotEvery: Type.Integer({ ...interval, description: "ms between periodic snapshots" }),
    healthEvery: Type.Integer({ ...interval, description: "ms between health messages" }),
    seal: Seal,
  },
  strict,
);

export type Welcomed = Type.Static<typeof Welcomed>;
export type Outnumbered = Type.Static<typeof Outnumbered>;
export type Welcome = Type.Static<typeof Welcome>;
export type OpenCommand = Type.Static<typeof OpenCommand>;
export type ServiceOpenCommand = Type.Static<typeof ServiceOpenCommand>;
export type LookCommand = Type.Static<typeof LookCommand>;
export type SyncCommand = Type.Static<typeof SyncCommand>;
export type RestartCommand = Type.Static<typeof RestartCommand>;
export type UpdateCommand = Type.Static<typeof UpdateCommand>;
export type CancelUpdateCommand = Type.Static<typeof CancelUpdateCommand>;
export type Command = Type.Static<typeof Command>;
export type EventRefusal = Type.Static<typeof EventRefusal>;
export type Ack = Type.Static<typeof Ack>;
export type BridgeConfig = Type.Static<typeof BridgeConfig>;
