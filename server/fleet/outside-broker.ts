import { connect as connectPlain, isIP } from "node:net";
import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import { AppError } from "../../platform/app-error.ts";

const thisMachine = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Connections to a broker outside of this process, for the hub's link: `mqtts://host:8883`, or `mqtt://` on this machine.
 * @param authority PEM of the certificate authority, where it is not one that everybody knows
 * @throws AppError config/invalid
 */
export function outsideBroker(url: URL, authority: string | undefined): () => Duplex {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = (usual: number) => (url.port === "" ? usual : Number(url.port));
  // An address is no name that a server could be asked for (RFC 6066 §3).
  const tls = { ...(isIP(host) === 0 && { servername: host }), ...(authority && { ca: authority }) };
  // setNoDelay: Nagle's algorithm and delayed acknowledgements together cost tens of ms per command.
  switch (url.protocol) {
    case "mqtts:":
      return () => connectTls({ ...tls, host, port: port(8883) }).setNoDelay(true);
    case "mqtt:":
      if (!thisMachine.includes(url.hostname)) break;
      return () => connectPlain({ host, port: port(1883) }).setNoDelay(true);
    default:
  }
  throw new AppError(
    "config/invalid",
    `${url.protocol}//${url.host}: a broker on another machine is reached by mqtts://`,
  );
}
