import { networkOf } from "../../platform/address-prefix.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import type { Transaction } from "../store/store.ts";
import { byPairingCredential, type Pairing, pairingTable } from "./pairing-table.ts";

export const pairingLength = 600_000;
/** Codes of one address whose browser has stopped asking: its page was closed. */
const mostUnasked = 5;
/** Codes that wait at a time, of all networks. */
const mostPairings = 500;
/** The page asks every 3 s whether its code was entered: a page that has not asked for this long counts as closed; ms. */
const askedWithin = 60_000;
/** How often it is written down that a browser still asks; ms. */
const askedEvery = 20_000;

/**
 * Makes room for one more pairing. Of one address the oldest that no browser asks about make way; where all places are taken,
 * one of the network that has most, so that no network can take the places of the others.
 */
export async function makeRoomIn(tx: Transaction, address: string, now: EpochMs): Promise<void> {
  const all = await tx.all(pairingTable);
  const waiting = all
    .filter((pairing) => !isOver(pairing, now))
    .toSorted((one, other) => other.startedAt - one.startedAt);
  const unasked = waiting.filter((pairing) => pairing.address === address && !isAsking(pairing, now));
  const gone = new Set([...all.filter((pairing) => isOver(pairing, now)), ...unasked.slice(mostUnasked - 1)]);
  const left = waiting.filter((pairing) => !gone.has(pairing));
  if (left.length >= mostPairings) for (const pairing of surplusOf(left, now)) gone.add(pairing);
  for (const { pairingCode } of gone) await tx.delete(pairingTable, pairingCode);
}

/** Whether the browser with this credential shows a code that can be entered; writes down that it still does. */
export async function isWaitingIn(tx: Transaction, credentialHash: string, now: EpochMs): Promise<boolean> {
  const [pairing] = await tx.find(pairingTable, byPairingCredential(credentialHash));
  if (!pairing || isOver(pairing, now)) return false;
  if (pairing.askedAt === undefined || Math.abs(now - pairing.askedAt) >= askedEvery)
    await tx.put(pairingTable, { ...pairing, askedAt: now });
  return true;
}

/** The code that the browser with this credential showed before is void. */
export async function dropPairingsIn(tx: Transaction, credentialHash: string): Promise<void> {
  for (const { pairingCode } of await tx.find(pairingTable, byPairingCredential(credentialHash)))
    await tx.delete(pairingTable, pairingCode);
}

/** A clock that was set back makes no code last longer. */
export function isOver({ startedAt }: Pairing, now: EpochMs): boolean {
  return Math.abs(now - startedAt) > pairingLength;
}

function isAsking({ askedAt }: Pairing, now: EpochMs): boolean {
  return askedAt !== undefined && Math.abs(now - askedAt) < askedWithin;
}

/** Those of the network that has most, until there is one place: first those that no browser asks about, then the oldest. */
function surplusOf(newestFirst: readonly Pairing[], now: EpochMs): readonly Pairing[] {
  const networks = new Map<string, Pairing[]>();
  for (const pairing of newestFirst) {
    const network = networkOf(pairing.address);
    networks.set(network, [...(networks.get(network) ?? []), pairing]);
  }
  const largest = [...networks.values()].reduce((most, each) => (each.length > most.length ? each : most), []);
  const asking = largest.filter((pairing) => isAsking(pairing, now));
  const unasked = largest.filter((pairing) => !isAsking(pairing, now));
  return [...asking, ...unasked].slice(-(newestFirst.length - mostPairings + 1));
}
