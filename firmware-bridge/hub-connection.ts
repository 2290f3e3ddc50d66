import type { Duplex } from "node:stream";
import { dial } from "../platform/dial.ts";
import { errorMessage } from "../platform/error-message.ts";
import { hostText, portText } from "./line-address.ts";

/** `mqtt://host[:port]` or, encrypted, `mqtts://host[:port]`. */
export const hubPattern = `^mqtts?://${hostText}(:${portText})?$`;

/**
 * Begins a connection to the hub's broker.
 * @param authorities PEM of those that may vouch for its certificate; left out: the system's and NODE_EXTRA_CA_CERTS'
 */
export function dialHub(address: string, authorities?: string): Duplex {
  const { host, port, isTls } = brokerTarget(address);
  return dial(isTls ? { host, port, tls: { authorities } } : { host, port });
}

/** Where a broker's address leads. */
export function brokerTarget(address: string): { host: string; port: number; isTls: boolean } {
  const { protocol, hostname, port } = new URL(address);
  const isTls = protocol === "mqtts:";
  return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || (isTls ? 8883 : 1883)), isTls };
}

const untrusted =
  "set BRIDGE_CA, or BRIDGE_CA_FILE, to the certificate (PEM) of the authority that signed the hub's certificate";
const wrongDate = "renew the hub's certificate, or set the clock of this machine";

/** What may be set so that the hub's certificate is good, by what TLS says of it. */
const remedies: Partial<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_SIGNATURE_FAILURE: untrusted,
  CERT_UNTRUSTED: untrusted,
  CERT_HAS_EXPIRED: wrongDate,
  CERT_NOT_YET_VALID: wrongDate,
  ERR_TLS_CERT_ALTNAME_INVALID: "set ADDRESS to a name that the hub's certificate has",
};

/** What OpenSSL writes around its reason is of no use to the reader. */
const tlsReason = /SSL routines:[^:]*:([^:]+)/;

/**
 * Why there is no connection to the hub, and what to do about it where TLS is the reason.
 * @param address how the reader names the hub
 */
export function whyNoHub(error: unknown, address = "BRIDGE_HUB"): string {
  const [, reason] = tlsReason.exec(errorMessage(error)) ?? [];
  const why = reason === undefined ? errorMessage(error) : `TLS fails: ${reason}`;
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  const remedy =
    reason === undefined ? remedies[code] : "check that ADDRESS has the host and the port of a hub with TLS";
  return remedy === undefined ? why : `${why}; ${remedy.replace("ADDRESS", address)}`;
}
