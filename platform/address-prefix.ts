import { isIPv6 } from "node:net";

const mappedIPv4 = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;

/**
 * The part of an address for which one customer of a network answers: an IPv4 address as a whole, also one that is written
 * as IPv6, and of an IPv6 address the first 64 bits, for the rest is the customer's own choice.
 */
export function addressPrefix(address: string): string {
  const mapped = mappedIPv4.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  // The URL parser writes an address in one way only (RFC 5952), without a zone.
  const canonical = new URL(`http://[${address.replace(/%.*$/, "")}]`).hostname.slice(1, -1);
  const again = mappedHex(canonical);
  if (again !== undefined) return again;
  const [head = "", tail] = canonical.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array.from({ length: zeros }, () => "0"), ...after];
  return `${groups.slice(0, 4).join(":")}::/64`;
}

/** The network of what `addressPrefix` answers: what a provider hands out at once, an IPv6 /48 or an IPv4 /24. */
export function networkOf(prefix: string): string {
  const [one, two, three] = prefix.split(prefix.includes(":") ? ":" : ".");
  return prefix.includes(":") ? `${one}:${two}:${three}::/48` : `${one}.${two}.${three}.0/24`;
}

/** `::ffff:c000:201` is 192.0.2.1. */
function mappedHex(canonical: string): string | undefined {
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical) ?? [];
  if (high === undefined || low === undefined) return undefined;
  const bytes = [high, low].flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]);
  return bytes.join(".");
}
