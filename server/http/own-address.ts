/** What may stand behind an address by mistake: slashes, and blanks as browsers and scanners write them. */
const behind = /(?:\/|%20|%09|%0[ad]|%c2%a0|%e3%80%80|\+)+$/i;
/** RFC 9112 §3.2.2: the form in which a proxy is asked. */
const absolute = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;
/** The pages that a rider may be sent to after the login. */
const ownPage = /^\/(?:q\/[\w.~%-]{1,240}|o\/\d{14,20}|orders)?$/;

/**
 * The address of a request as the routes know it: without a foreign host in front of the path, and without slashes and
 * blanks behind it. The query stays as it is.
 */
export function ownAddress(url: string): string {
  const local = url.replace(absolute, "");
  const queryAt = local.indexOf("?");
  const path = queryAt < 0 ? local : local.slice(0, queryAt);
  const query = queryAt < 0 ? "" : local.slice(queryAt);
  const trimmed = path.replace(behind, "");
  return `${trimmed === "" ? "/" : trimmed}${query}`;
}

/** The page at this address, if it is one of the hub's own; undefined for anything else, a foreign host for one. */
export function ownPageOf(url: string): string | undefined {
  const [path = ""] = ownAddress(url).split("?");
  return ownPage.test(path) ? path : undefined;
}
