import type { CabinetId, EpochMs } from "../../protocol/ids.ts";
import type { AuditActor } from "./audit-table.ts";
import type { Table } from "./store.ts";

/** A browser on a cabinet that shows its page. */
export interface Screen {
  readonly screenId: string;
  readonly cabinetId: CabinetId;
  /** Of the secret that the browser shows; the secret itself is not kept. */
  readonly credentialHash: string;
  readonly pairedAt: EpochMs;
  readonly pairedBy: AuditActor;
  /** When it was last there, or a few hours earlier. */
  readonly seenAt: EpochMs;
  /** A screen never comes back: its browser is paired as another one. */
  readonly revokedAt?: EpochMs;
}

export const screenTable: Table<Screen> = {
  name: "screens",
  key: ({ screenId }) => screenId,
  unique: ({ credentialHash }) => [credentialHash],
  index: ({ cabinetId, credentialHash }) => [screensOf(cabinetId), byCredential(credentialHash)],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/** Index entry: the screens of a cabinet, also those that were revoked. */
export function screensOf(cabinetId: CabinetId): string {
  return `cabinet/${cabinetId}`;
}

/** Index entry: the screen whose credential has this hash. */
export function byCredential(hash: string): string {
  return `credential/${hash}`;
}
