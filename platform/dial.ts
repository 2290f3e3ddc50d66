import { connect, isIP, type Socket, setDefaultAutoSelectFamilyAttemptTimeout } from "node:net";
import { connect as connectTls } from "node:tls";

/**
 * How long a connection to one address of a name may take before the next address is tried; ms. Node's own 250 gives up
 * every address of a mobile network, where a round trip takes longer.
 */
export const addressPatience = 4000;

/** How long a whole connection may take, login included: two addresses, and some round trips on a slow line; ms. */
export const connectionPatience = 20_000;

export interface DialTarget {
  /** A name, or an address without brackets. */
  readonly host: string;
  readonly port: number;
  /** Left out: unencrypted. `authorities`: PEM of the certificate authorities, where they are not the usual ones. */
  readonly tls?: { readonly authorities?: string | undefined } | undefined;
  /** How long each address of the name may take, ms; left out: `addressPatience`. */
  readonly patience?: number | undefined;
}

/**
 * Begins a connection to a name with any number of addresses; `connect` or `secureConnect`, or `error`, says what became
 * of it. Without `noDelay` Nagle's algorithm and delayed acknowledgements together cost tens of ms per message.
 */
export function dial({ host, port, tls, patience = addressPatience }: DialTarget): Socket {
  const way = { host, port, autoSelectFamily: true, autoSelectFamilyAttemptTimeout: patience };
  if (!tls) return connect(way).setNoDelay(true);
  const { authorities } = tls;
  // An address is no name that a server could be asked for (RFC 6066 §3).
  const options = { ...way, servername: isIP(host) ? "" : host, ...(authorities !== undefined && { ca: authorities }) };
  return connectTls(options).setNoDelay(true);
}

/** Gives every connection of this process, also those that packages open, the patience of `dial` with each address. */
export function useAddressPatience(): void {
  setDefaultAutoSelectFamilyAttemptTimeout(addressPatience);
}
