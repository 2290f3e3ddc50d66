import type { Duplex } from "node:stream";
import { AppError } from "../../platform/app-error.ts";
import { dial } from "../../platform/dial.ts";

const thisMachine = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Connections to a broker outside of this process, for the hub's link: `mqtts://host:8883`, or `mqtt://` on this machine.
 * @param authority PEM of the certificate authority, where it is not one that everybody knows
 * @throws AppError config/invalid
 */
export function outsideBroker(url: URL, authority: string | undefined): () => Duplex {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = (usual: number) => (url.port === "" ? usual : Number(url.port));
  switch (url.protocol) {
    case "mqtts:":
      return () => dial({ host, port: port(8883), tls: { authorities: authority } });
    case "mqtt:":
      if (!thisMachine.includes(url.hostname)) break;
      return () => dial({ host, port: port(1883) });
    default:
  }
  throw new AppError(
    "config/invalid",
    `${url.protocol}//${url.host}: a broker on another machine is reached by mqtts://`,
  );
}
