import { Type } from "typebox";

/** A cabinet's id: also its MQTT client id and login, so it is safe in a topic. */
export const CabinetId = Type.String({ pattern: "^[a-z0-9][a-z0-9-]{1,30}[a-z0-9]$", description: "cabinet id" });

/** Slots are numbered from 1 (gzxj §3.2 allows up to 48). */
export const SlotNumber = Type.Integer({ minimum: 1, maximum: 96, description: "slot number, from 1" });

/** What a board reads off an item; free text of printable ASCII (gzxj §3.2: at most about 16 characters). */
export const ItemId = Type.String({ pattern: "^[!-~]{1,32}$", description: "item id as the board reads it" });

/** Our number of an order (out_order_no): at most 20 digits, as the product documents it. */
export const OrderNo = Type.String({ pattern: "^[0-9]{14,20}$", description: "order number" });

/** A command's id, which boards with an order cache also get as their order id (gzxj §3.2: alphanumeric, at most 30). */
export const CommandId = Type.String({ pattern: "^[0-9A-Za-z]{4,30}$", description: "command id" });

/** A rollout's id, drawn by the hub. */
export const RolloutId = Type.String({ pattern: "^[0-9A-Za-z]{8,30}$", description: "id of a rollout of a release" });

export const BootId = Type.String({
  pattern: "^[0-9A-Za-z-]{8,40}$",
  description: "changes with each start of the bridge",
});

export const JournalId = Type.String({
  pattern: "^[0-9A-Za-z-]{8,40}$",
  description: "changes when a bridge starts a new journal; sequence numbers count within one journal",
});

export const Nonce = Type.String({
  pattern: "^[0-9A-Za-z-]{8,40}$",
  description: "new and random in each birth, so that no answer to it can be had beforehand; `welcome` sends it back",
});

/**
 * What free text may not hold, as the inside of a character class of a regular expression with the flag `u`: control
 * characters (a database refuses NUL), halves of surrogate pairs, line and paragraph separators, and the marks that change
 * the direction of writing (Unicode UAX #9, table 3), by which a text can show something else than it says.
 */
export const unprintable = "\\p{Cc}\\p{Cs}\\u2028\\u2029\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069";

/** Free text for a person, on one line and written in one direction. */
export const plainText = (longest: number, description: string) =>
  Type.String({ pattern: `^[^${unprintable}]{1,${longest}}$`, description });

/** The last moment that a JavaScript Date can hold (ECMA-262, Time Values). */
const lastMoment = 8_640_000_000_000_000;

/** A moment, described for the field that holds it. */
export const epochMs = (description: string) => Type.Integer({ minimum: 0, maximum: lastMoment, description });

export const EpochMs = epochMs("milliseconds since 1970-01-01T00:00Z");

/** A whole number of zero or more, small enough to be exact. */
export const count = (description: string) =>
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description });

export const DurationMs = count("milliseconds");

export const Sequence = count("sequence number within a journal, from 1; 0 is none");

export type CabinetId = Type.Static<typeof CabinetId>;
export type SlotNumber = Type.Static<typeof SlotNumber>;
export type ItemId = Type.Static<typeof ItemId>;
export type OrderNo = Type.Static<typeof OrderNo>;
export type CommandId = Type.Static<typeof CommandId>;
export type EpochMs = Type.Static<typeof EpochMs>;
