import type { CabinetId, EpochMs } from "../../protocol/ids.ts";
import type { Actor } from "./order-table.ts";
import type { Table } from "./store.ts";

/** A one-time token with which a bridge becomes the bridge of a cabinet. The token itself is not stored. */
export interface EnrolmentToken {
  /** SHA-256 of the token. */
  readonly hash: string;
  readonly issuedAt: EpochMs;
  readonly expiresAt: EpochMs;
  readonly actor: Extract<Actor, `operator/${string}`>;
  readonly reason: string;
  readonly revokedAt?: EpochMs;
  readonly used?: TokenUse;
}

/** The one use of a token. */
export interface TokenUse {
  readonly at: EpochMs;
  /** SHA-256 of what the bridge drew: only the bridge that knows it gets the answer once more. */
  readonly nonceHash: string;
  /** Of the secret that the bridge was given. */
  readonly keyGeneration: number;
}

/** The last enrolment tokens of one cabinet. */
export interface CabinetEnrolments {
  readonly cabinetId: CabinetId;
  /** The oldest first, at most `rememberedTokens`; at most the last one is valid. */
  readonly tokens: readonly EnrolmentToken[];
}

/** So that an old token is answered with why it is no good. */
export const rememberedTokens = 8;

export const enrolmentTable: Table<CabinetEnrolments> = {
  name: "enrolments",
  key: ({ cabinetId }) => cabinetId,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};
