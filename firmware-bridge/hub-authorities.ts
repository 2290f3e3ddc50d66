import { whyNoCertificates } from "../platform/certificates.ts";
import { errorMessage } from "../platform/error-message.ts";
import type { Log } from "../platform/log.ts";
import type { Environment } from "../platform/settings.ts";

/**
 * The certificate authorities (PEM) that may vouch for the hub, for the next connection; undefined: those of the system.
 * A file is read again each time, so that a new authority needs no restart; one that can't be used leaves the last ones.
 * @param atStart as the settings have them
 */
export function hubAuthorities(
  atStart: string | undefined,
  environment: Environment,
  log: Log,
): () => string | undefined {
  const path = environment.variables["BRIDGE_CA_FILE"];
  let current = atStart;
  return () => {
    if (!path) return current;
    const read = readAuthorities(path, environment);
    if ("why" in read)
      log.warn({ why: read.why }, "BRIDGE_CA_FILE can't be used; the authorities read before still count");
    else current = read.pem;
    return current;
  };
}

function readAuthorities(path: string, environment: Environment): { pem: string } | { why: string } {
  try {
    const pem = environment.readFile(path);
    const why = whyNoCertificates(pem);
    return why === undefined ? { pem } : { why };
  } catch (error) {
    return { why: errorMessage(error) };
  }
}
