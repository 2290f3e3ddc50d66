import { repeatedParameters } from "../platform/repeated-parameters.ts";
import type { Mistakes } from "../platform/settings.ts";

/** Where the line to some boards is, as its setting says it. */
export type LineAddress = SerialAddress | TcpAddress;

export interface SerialAddress {
  readonly kind: "serial";
  readonly path: string;
  /** Left out: what is usual for the protocol. */
  readonly baud: number | undefined;
  readonly parity: "none" | "even" | "odd";
  readonly stopBits: 1 | 2;
}

/** `listen`: the station dials in. */
export interface TcpAddress {
  readonly kind: "tcp" | "listen";
  readonly host: string;
  readonly port: number;
}

/** A name, an IPv4 address, or an IPv6 address in brackets; as a regular expression. */
export const hostText = "(\\[[0-9a-fA-F:]+\\]|[0-9A-Za-z._-]+)";

/** 1 to 65535, as a regular expression. */
export const portText = "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";

const serialOption = "(baud=[1-9][0-9]{2,6}|parity=(none|even|odd)|stop=[12])";

/** A line is `/dev/ttyS1`, `/dev/ttyS1?baud=9600&parity=even&stop=2`, `tcp://host:port` or `listen://host:port`. */
export const linePattern = `^(/[^?]+(\\?${serialOption}(&${serialOption}){0,2})?|(tcp|listen)://${hostText}:${portText})$`;

/** What is wrong with the address of a line beyond its pattern. */
export const lineMistakes: Mistakes = (address) => repeatedParameters(new URLSearchParams(address.split("?")[1]));

/** @param address one that `linePattern` takes */
export function readLineAddress(address: string): LineAddress {
  const [scheme = "", rest] = address.split("://");
  if (rest !== undefined) {
    const { hostname, port } = new URL(`tcp://${rest}`);
    const host = hostname.replace(/^\[|\]$/g, "");
    return { kind: scheme === "listen" ? "listen" : "tcp", host, port: Number(port) };
  }
  const [path = "", query] = address.split("?");
  const options = new URLSearchParams(query);
  const baud = options.get("baud");
  return {
    kind: "serial",
    path,
    baud: baud === null ? undefined : Number(baud),
    parity: (options.get("parity") ?? "none") as SerialAddress["parity"],
    stopBits: options.get("stop") === "2" ? 2 : 1,
  };
}
