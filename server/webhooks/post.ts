import { lookup as systemLookup } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { AppError } from "../../platform/app-error.ts";
import { type AllowedSubnets, allowedFor, guardedLookup } from "./allowed-address.ts";

/** A receiver that takes longer is asked again later; ms. */
const longest = 10_000;

/** Posts a body and answers the status. Redirects are not followed. @throws Error where nothing was answered */
export type Post = (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<number>;

/** @param look how names are looked up */
export function postTo(allowed: AllowedSubnets, look: typeof systemLookup = systemLookup): Post {
  return async (url, headers, body) => {
    const { protocol, hostname } = new URL(url);
    const host = hostname.replace(/^\[|\]$/g, "");
    const may = allowedFor(protocol, allowed);
    const lookup = guardedLookup(may, look);
    // A number is called without a look.
    if (isIP(host) !== 0 && !may(host)) throw new AppError("webhook/address-not-allowed", host);
    const begin = protocol === "https:" ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(longest);
      const options = { method: "POST", headers: { ...headers, "content-length": Buffer.byteLength(body) } };
      const asked = begin(url, { ...options, lookup, agent: false, signal }, (answer) => {
        // What it says beyond the status is nobody's business.
        answer.destroy();
        resolve(answer.statusCode ?? 0);
      });
      asked.once("error", (error) => reject(signal.aborted ? new Error(`no answer within ${longest} ms`) : error));
      asked.end(body);
    });
  };
}
