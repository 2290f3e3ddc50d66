import { connect, isIP } from "node:net";
import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";

/** `mqtt://host[:port]` or, encrypted, `mqtts://host[:port]`. */
export const hubPattern = "^mqtts?://(\\[[0-9a-fA-F:]+\\]|[^/:\\[\\]@]+)(:[0-9]{1,5})?$";

/**
 * Begins a connection to the hub's broker. Without `noDelay` a command's round trip costs 88 ms. The certificate is
 * checked against the system's authorities and those of NODE_EXTRA_CA_CERTS.
 */
export function dialHub(address: string): Duplex {
  const { protocol, hostname, port } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, "");
  if (protocol === "mqtt:") return connect({ host, port: Number(port || 1883), noDelay: true });
  const socket = connectTls({ host, port: Number(port || 8883), servername: isIP(host) ? "" : host });
  return socket.setNoDelay(true);
}
