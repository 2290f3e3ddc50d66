import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { AppError } from "../../platform/app-error.ts";

/** Names that never lead into the internet (RFC 6761, RFC 6762, and the one that ICANN keeps for private use). */
const localName = /(^|\.)(localhost|local|internal)\.?$/;

/** Subnets inside the operator's network to which webhooks may go all the same. */
export type AllowedSubnets = readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[];

/** @param text subnets with commas between, `10.0.3.0/24`; empty: none. @throws AppError config/invalid */
export function allowedSubnets(text: string): AllowedSubnets {
  const entries = text.split(",").map((entry) => entry.trim());
  return entries
    .filter((entry) => entry !== "")
    .map((entry) => {
      if (!ipaddr.isValidCIDR(entry))
        throw new AppError("config/invalid", `HUB_WEBHOOK_PRIVATE: \`${entry}\` is no subnet`);
      return ipaddr.parseCIDR(entry);
    });
}

/**
 * Whether a webhook may go to an IP address: to any in the internet, and inside the operator's own network only to those that
 * are allowed. Else whoever may add a webhook could make the hub call its neighbours.
 */
export function mayCall(address: string, allowed: AllowedSubnets): boolean {
  return ipaddr.process(address).range() === "unicast" || isAllowedInside(address, allowed);
}

/** Whether an address is in one of the subnets that are allowed: there, and only there, a webhook may go without TLS. */
export function isAllowedInside(address: string, allowed: AllowedSubnets): boolean {
  const ip = ipaddr.process(address);
  return allowed.some(([subnet, bits]) => ip.kind() === subnet.kind() && ip.match([subnet, bits] as never));
}

/** Which addresses a URL may lead to, by its protocol. */
export function allowedFor(protocol: string, allowed: AllowedSubnets): (address: string) => boolean {
  return (address) => (protocol === "https:" ? mayCall(address, allowed) : isAllowedInside(address, allowed));
}

/**
 * What the text of an address tells already. It may be http where subnets are allowed; the connection then leads nowhere else.
 * @throws AppError webhook/address-not-allowed
 */
export function checkUrl(text: string, allowed: AllowedSubnets): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const host = url?.hostname.replace(/^\[|\]$/g, "") ?? "";
  const isInside = allowed.length > 0;
  const isWeb = url?.protocol === "https:" || (isInside && url?.protocol === "http:");
  if (!isWeb || url.username !== "" || url.hash !== "")
    throw new AppError("webhook/address-not-allowed", "It must be an https address without user and fragment.");
  const mayBe = ipaddr.isValid(host) ? allowedFor(url.protocol, allowed)(host) : isInside || !localName.test(host);
  if (!mayBe) throw new AppError("webhook/address-not-allowed", `${host} is inside the hub's own network.`);
}

/** Looks names up as the system does, and answers only if all that they lead to may be called: at each connection anew. */
export function guardedLookup(
  may: (address: string) => boolean,
  look: typeof systemLookup = systemLookup,
): LookupFunction {
  return (hostname, options, callback) => {
    look(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const refused = addresses.find(({ address }) => !may(address));
      if (refused)
        return callback(new AppError("webhook/address-not-allowed", `${hostname} leads to ${refused.address}.`), []);
      const [first] = addresses;
      if (options.all) return callback(null, addresses);
      return callback(null, first?.address ?? "", first?.family);
    });
  };
}
