/**
 * How much a request's `Accept` header wants a media type, from 0 (not at all) to 1. The most specific range decides
 * (RFC 9110 §12.5.1); a request without the header takes everything.
 */
export function wants(accept: string | undefined, type: string): number {
  return best(accept, [type, `${type.split("/")[0]}/*`, "*/*"]);
}

/** Whether the request is a browser's that opens an address: it names HTML, and does not prefer JSON. */
export function wantsHtml(accept: string | undefined): boolean {
  if (accept === undefined || accept.trim() === "") return false;
  const html = best(accept, ["text/html"]);
  return html > 0 && html >= best(accept, ["application/problem+json", "application/json"]);
}

/** The weight of the first of `ranges` that the header names. */
function best(accept: string | undefined, ranges: readonly string[]): number {
  if (accept === undefined || accept.trim() === "") return 1;
  const named = new Map(accept.split(",").map(readRange));
  for (const range of ranges) {
    const weight = named.get(range);
    if (weight !== undefined) return weight;
  }
  return 0;
}

function readRange(text: string): [range: string, weight: number] {
  const [range = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
  return [range, weight === undefined ? 1 : Number(weight) || 0];
}
