import { Type } from "typebox";
import {
  BootId,
  CommandId,
  count,
  DurationMs,
  EpochMs,
  epochMs,
  ItemId,
  JournalId,
  Nonce,
  plainText,
  RolloutId,
  SlotNumber,
} from "./ids.ts";
import { ReleaseVersion } from "./release.ts";

const strict = { additionalProperties: false };
const Version = Type.Literal(1, { description: "version of the message" });
const from1 = (description: string) => Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description });

const Connection = from1("number of the connection: higher than that of every earlier one, over restarts too");

const birthFields = {
  state: Type.Literal("birth"),
  bootId: BootId,
  connection: Connection,
  driver: Type.String({ pattern: "^[a-z0-9]{2,16}$", description: "name of the board protocol" }),
  slots: Type.Integer({ minimum: 1, maximum: 96, description: "number of slots" }),
  journal: Type.Object(
    {
      id: JournalId,
      first: from1("sequence number of the oldest event kept, or of the next one"),
      last: count("sequence number of the newest event; first - 1 if none is kept"),
    },
    strict,
  ),
  nonce: Nonce,
};

/** The birth of a bridge that knows the commands `open`, `look` and `sync` and no other. */
export const FirstBirth = Type.Object(
  { v: Version, ...birthFields },
  { ...strict, description: "of a bridge that knows the commands `open`, `look` and `sync` only" },
);

/** The birth of a bridge that says what it is and which commands it knows. */
export const DescribedBirth = Type.Object(
  {
    v: Type.Literal(2, { description: "version of the message" }),
    ...birthFields,
    driver: Type.String({
      pattern: "^[a-z0-9]{2,16}(\\+[a-z0-9]{2,16}){0,7}$",
      description: "names of the board protocols, each once, with + between them",
    }),
    software: Type.String({ pattern: "^[!-~]{1,40}$", description: "name and version of the bridge's software" }),
    actions: Type.Array(Type.String({ pattern: "^[a-z0-9][a-z0-9-]{1,29}$" }), {
      maxItems: 32,
      description: "the actions of all commands that the bridge knows; the hub passes over those that it does not know",
    }),
  },
  { ...strict, description: "of a bridge that says which commands it knows" },
);

export const Birth = Type.Union([FirstBirth, DescribedBirth]);

/** The last will: the connection was lost. */
export const Lost = Type.Object(
  { v: Version, state: Type.Literal("lost"), bootId: BootId, connection: Connection },
  strict,
);

/** Sent before an orderly stop. */
export const Left = Type.Object(
  { v: Version, state: Type.Literal("left"), bootId: BootId, connection: Connection },
  strict,
);

export const Presence = Type.Union([FirstBirth, DescribedBirth, Lost, Left]);

export const SlotReport = Type.Object(
  {
    slot: SlotNumber,
    state: Type.Union([Type.Literal("empty"), Type.Literal("occupied"), Type.Literal("unreadable")], {
      description: "unreadable: the board can't tell, which is neither empty nor occupied",
    }),
    itemId: Type.Optional(ItemId),
    level: Type.Optional(Type.Integer({ minimum: 0, maximum: 100, description: "charge in percent" })),
    fault: Type.Optional(plainText(64, "what is wrong with the slot, in the driver's words")),
  },
  strict,
);

export const Snapshot = Type.Object(
  {
    v: Version,
    bootId: BootId,
    connection: Connection,
    no: from1("counts the snapshots since the bridge started"),
    at: EpochMs,
    cause: Type.Union([
      Type.Literal("connect"),
      Type.Literal("opening"),
      Type.Literal("return"),
      Type.Literal("asked"),
      Type.Literal("late", {
        description: "events had to be sent again: the snapshot after them may be lost with the hub that heard both",
      }),
      Type.Literal("periodic"),
      Type.Literal("board-silent", {
        description: "a board does not answer: each of its slots is `unreadable` with the fault `board silent`",
      }),
    ]),
    slots: Type.Array(SlotReport, { maxItems: 96 }),
  },
  strict,
);

/** Why a lock was certainly not moved by a command. */
export const RefusalReason = Type.Union(
  [
    Type.Literal("expired", { description: "it came, or its turn came, after its expiry" }),
    Type.Literal("clock-unknown", { description: "the bridge had no welcome yet, so it can't judge the expiry" }),
    Type.Literal("no-such-slot"),
    Type.Literal("slot-empty"),
    Type.Literal("item-unreadable", { description: "gzxj: id not readable" }),
    Type.Literal("lock-fault", { description: "the motor ran and the item is still in place" }),
    Type.Literal("board-silent", {
      description: "the board did not answer before it was told to open, and was not told",
    }),
    Type.Literal("board-refused", { description: "the board answered with another failure" }),
  ],
  { description: "the slot did not open, for certain" },
);

/** Why nobody can tell yet whether a slot opened. */
export const DoubtReason = Type.Union([
  Type.Literal("board-silent", { description: "the board answered neither the opening nor the look after it" }),
  Type.Literal("unclear", { description: "the board's answers contradict each other" }),
  Type.Literal("restarted", { description: "the bridge stopped between the order to the board and its answer" }),
]);

/** Why a bridge does not restart. */
export const NoRestartReason = Type.Union([
  Type.Literal("expired", {
    description: "the command came after its expiry, or before the bridge's memory of commands",
  }),
  Type.Literal("clock-unknown", { description: "the bridge had no welcome yet, so it can't judge the expiry" }),
]);

export const RestartResult = Type.Union([
  Type.Object({ outcome: Type.Literal("restarting") }, strict),
  Type.Object({ outcome: Type.Literal("refused"), reason: NoRestartReason }, strict),
]);

export const OpeningResult = Type.Union([
  Type.Object({ outcome: Type.Literal("opened"), itemId: Type.Optional(ItemId) }, strict),
  Type.Object({ outcome: Type.Literal("refused"), reason: RefusalReason }, strict),
  Type.Object({ outcome: Type.Literal("unknown"), reason: DoubtReason }, strict),
]);

/** Whether the board reported it when it happened, or a look at the slots found it afterwards. */
export const EventSource = Type.Union([Type.Literal("report"), Type.Literal("snapshot")]);

export const HappeningBody = Type.Union([
  Type.Object(
    { kind: Type.Literal("result"), commandId: CommandId, slot: SlotNumber, result: OpeningResult },
    { ...strict, description: "the answer to an `open` or `open-for-service` command, recorded before it is sent" },
  ),
  Type.Object(
    { kind: Type.Literal("restart"), commandId: CommandId, result: RestartResult },
    { ...strict, description: "the answer to a `restart` command, recorded before it is sent and before the restart" },
  ),
  Type.Object(
    {
      kind: Type.Literal("returned"),
      slot: SlotNumber,
      itemId: Type.Optional(ItemId),
      level: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
      source: EventSource,
    },
    { ...strict, description: "an item went in" },
  ),
  Type.Object(
    { kind: Type.Literal("removed"), slot: SlotNumber, itemId: Type.Optional(ItemId), source: EventSource },
    { ...strict, description: "an item is gone without a command" },
  ),
  Type.Object(
    {
      kind: Type.Literal("abnormal"),
      slot: Type.Optional(SlotNumber),
      what: plainText(200, "what the board reported, in the driver's words"),
    },
    { ...strict, description: "the board reported something that is neither an opening nor a return" },
  ),
]);

export const CabinetEvent = Type.Object(
  {
    v: Version,
    journalId: JournalId,
    seq: from1("sequence number, from 1 without gaps"),
    at: Type.Object(
      {
        latest: epochMs("it happened at this time at the latest (hub's clock, epoch ms)"),
        earliest: Type.Optional(epochMs("and at this time at the earliest, where the moment itself was not seen")),
        uncertainty: Type.Union([DurationMs, Type.Null()], {
          description: "how far the cabinet's clock may be off, in ms; null while it was never set by a welcome",
        }),
      },
      { ...strict, description: "when it physically happened" },
    ),
    body: HappeningBody,
  },
  strict,
);

const healthFields = {
  bootId: BootId,
  at: EpochMs,
  uptime: count("ms since the bridge started"),
  boardHeardAt: Type.Union([EpochMs, Type.Null()], {
    description: "when the board last said anything; of several boards the one that has been silent for longest",
  }),
  journalDepth: count("events not acknowledged yet"),
  clockOffset: Type.Union(
    [Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }), Type.Null()],
    {
      description: "ms added to the cabinet's clock; null before a welcome",
    },
  ),
  sealsBroken: count("commands and welcomes whose seal was wrong since the start"),
  memory: count("resident bytes of the bridge"),
};

/** The health of a bridge from before version 2. */
export const FirstHealth = Type.Object({ v: Version, ...healthFields }, strict);

/** The health of a bridge that says how its disk and its journal are. */
export const FullHealth = Type.Object(
  {
    v: Type.Literal(2, { description: "version of the message" }),
    ...healthFields,
    journalLimit: count("events that the journal holds at most"),
    journalDropped: count("events that were dropped because there were more; 0 once none was for a day"),
    disk: Type.Union(
      [
        Type.Literal("ok"),
        Type.Literal("failing", {
          description: "the journal can't be written: events come from memory, and the bridge refuses to open slots",
        }),
      ],
      { description: "whether the journal can be written" },
    ),
  },
  strict,
);

export const Health = Type.Union([FirstHealth, FullHealth]);

/** Why an update ended before the running version was touched. */
export const UpdateFailure = Type.Union(
  [
    Type.Literal("unknown-key", { description: "none of the cabinet's keys made the signature" }),
    Type.Literal("manifest-invalid", { description: "signed, but not a manifest that this bridge understands" }),
    Type.Literal("downgrade", { description: "older than what runs, without a signed permission" }),
    Type.Literal("too-old", { description: "what runs is older than the oldest version that the release may replace" }),
    Type.Literal("wrong-digest", {
      description: "the archive that was downloaded is not the one that was signed, or the hub has one of another size",
    }),
    Type.Literal("archive-invalid", { description: "the archive can't be unpacked, or holds what no release holds" }),
    Type.Literal("disk-full", { description: "there is not enough room for the archive and what is in it" }),
    Type.Literal("disk-failed", { description: "the disk is read-only or broken" }),
    Type.Literal("download-refused", {
      description: "the address is not https, or the hub says that there is no such release",
    }),
    Type.Literal("cancelled", {
      description: "the hub called it off by `cancel-update` before its trial",
    }),
  ],
  { description: "the version that ran goes on" },
);

/** Why a cabinet went back to the version before. */
export const RollbackReason = Type.Union([
  Type.Literal("crashed", { description: "the new version ended by itself, or lost its power, three times" }),
  Type.Literal("not-healthy", {
    description: "the new version did not reach the hub, or a board that had answered before, in time",
  }),
  Type.Literal("settings-refused", { description: "the new version does not accept the cabinet's settings" }),
  Type.Literal("files-missing", { description: "the files of the new version are not on the disk" }),
]);

const updateFields = { v: Version, bootId: BootId, rollout: RolloutId, version: ReleaseVersion };
const updateState = <State extends string>(state: State, description: string) => Type.Literal(state, { description });

/** How an update stands: the answer to an `update` command, and sent again when it changes. */
export const UpdateReport = Type.Union([
  Type.Object(
    {
      ...updateFields,
      state: updateState("downloading", "the archive is on its way, or is being unpacked"),
      received: count("bytes of the archive on the disk"),
    },
    strict,
  ),
  Type.Object(
    {
      ...updateFields,
      state: updateState(
        "ready",
        "the release is on the disk; the bridge restarts into it when no slot is being opened",
      ),
    },
    strict,
  ),
  Type.Object({ ...updateFields, state: updateState("installed", "the new version is on trial") }, strict),
  Type.Object({ ...updateFields, state: updateState("healthy", "the new version is confirmed") }, strict),
  Type.Object(
    { ...updateFields, state: updateState("rolled-back", "the version before runs again"), reason: RollbackReason },
    strict,
  ),
  Type.Object(
    { ...updateFields, state: updateState("failed", "nothing was installed"), reason: UpdateFailure },
    strict,
  ),
]);

export type DescribedBirth = Type.Static<typeof DescribedBirth>;
export type Birth = Type.Static<typeof Birth>;
export type Presence = Type.Static<typeof Presence>;
export type SlotReport = Type.Static<typeof SlotReport>;
export type Snapshot = Type.Static<typeof Snapshot>;
export type RefusalReason = Type.Static<typeof RefusalReason>;
export type DoubtReason = Type.Static<typeof DoubtReason>;
export type RestartResult = Type.Static<typeof RestartResult>;
export type OpeningResult = Type.Static<typeof OpeningResult>;
export type EventSource = Type.Static<typeof EventSource>;
export type HappeningBody = Type.Static<typeof HappeningBody>;
export type CabinetEvent = Type.Static<typeof CabinetEvent>;
export type FirstHealth = Type.Static<typeof FirstHealth>;
export type FullHealth = Type.Static<typeof FullHealth>;
export type Health = Type.Static<typeof Health>;
export type UpdateFailure = Type.Static<typeof UpdateFailure>;
export type RollbackReason = Type.Static<typeof RollbackReason>;
export type UpdateReport = Type.Static<typeof UpdateReport>;
