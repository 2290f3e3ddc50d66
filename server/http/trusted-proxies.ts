import { BlockList, isIP } from "node:net";
import { AppError } from "../../platform/app-error.ts";

/** Whether an address is that of a proxy whose `X-Forwarded-For` is believed. */
export type TrustedProxy = (address: string) => boolean;

const loopback = ["127.0.0.0/8", "::1"];

/**
 * Reads HUB_TRUSTED_PROXIES: addresses, subnets (`10.0.0.0/8`) and the word `loopback`, with commas or blanks between; `none`
 * alone trusts nobody.
 * @throws AppError config/invalid
 */
export function trustedProxies(text: string): TrustedProxy {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== "");
  const list = new BlockList();
  if (entries.length === 0) throw mistake("it is empty; `none` trusts no proxy");
  if (entries.length > 1 && entries.includes("none")) throw mistake("`none` stands alone");
  for (const entry of entries.flatMap((each) => (each === "loopback" ? loopback : each === "none" ? [] : [each]))) {
    add(list, entry);
  }
  return (address) => {
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 6 ? "ipv6" : "ipv4");
  };
}

function add(list: BlockList, entry: string): void {
  const [address = "", prefix, ...more] = entry.split("/");
  const family = isIP(address);
  if (family === 0 || more.length > 0) throw mistake(`${entry} is no address and no subnet like 10.0.0.0/8`);
  const type = family === 6 ? "ipv6" : "ipv4";
  if (prefix === undefined) {
    list.addAddress(address, type);
    return;
  }
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (!(bits <= (family === 6 ? 128 : 32))) throw mistake(`${entry} has no prefix length of that kind of address`);
  if (bits === 0) throw mistake(`${entry} is everybody: each client could then choose its own address`);
  list.addSubnet(address, bits, type);
}

function mistake(what: string): AppError {
  return new AppError("config/invalid", `HUB_TRUSTED_PROXIES: ${what}`);
}
