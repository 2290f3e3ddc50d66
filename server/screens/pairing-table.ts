import type { EpochMs } from "../../protocol/ids.ts";
import type { Table } from "../store/store.ts";

/** A browser that shows a pairing code and waits for an operator to enter it. */
export interface Pairing {
  readonly pairingCode: string;
  readonly credentialHash: string;
  /** The network from which it was asked for. */
  readonly address: string;
  readonly startedAt: EpochMs;
  /** When the browser last asked whether its code was entered, or some seconds earlier; absent: not yet. */
  readonly askedAt?: EpochMs;
}

export const pairingTable: Table<Pairing> = {
  name: "screen-pairings",
  key: ({ pairingCode }) => pairingCode,
  unique: () => [],
  index: ({ credentialHash }) => [byPairingCredential(credentialHash)],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: true,
};

/** Index entry: the pairing whose credential has this hash. */
export function byPairingCredential(hash: string): string {
  return `credential/${hash}`;
}
