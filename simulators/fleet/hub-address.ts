import { connect, isIP } from "node:net";
import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import { AppError } from "../../platform/app-error.ts";

/** Below the 500 connections that the hub's broker takes from one address. */
const perAddress = 400;

/**
 * How the cabinet with a number connects to the broker at `mqtt://host:port` or, encrypted, `mqtts://host:port`. On
 * loopback each few hundred cabinets come from an address of their own, as they would from different shops.
 * @throws AppError request/invalid
 */
export function brokerAt(address: string): (index: number) => Duplex {
  const { protocol, hostname, port } = parse(address);
  const host = hostname.replace(/^\[|\]$/g, "");
  switch (protocol) {
    case "mqtt:":
      return (index) =>
        connect({ host, port: Number(port || 1883), noDelay: true, ...(host.startsWith("127.") && sourceOf(index)) });
    case "mqtts:":
      return (index) =>
        connectTls({
          host,
          port: Number(port || 8883),
          servername: isIP(host) ? "" : host,
          ...(host.startsWith("127.") && sourceOf(index)),
        }).setNoDelay(true);
    default:
      throw new AppError("request/invalid", `${address} is no broker's address: mqtt://host:port or mqtts://host:port`);
  }
}

function parse(address: string): URL {
  try {
    return new URL(address);
  } catch {
    throw new AppError("request/invalid", `${address} is no address`);
  }
}

function sourceOf(index: number): { localAddress: string } {
  const number = 2 + Math.floor(index / perAddress);
  return { localAddress: `127.0.${Math.floor(number / 256)}.${number % 256}` };
}
