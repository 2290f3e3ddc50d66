import { createHash } from "node:crypto";

/**
 * A document on disk is JSON in three lines: a header with the format and the SHA-256 of the second line, the data,
 * and a closing brace. So `jq .data` reads it, and a change of any one byte shows.
 */
export function encodeDocument(format: string, data: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(data));
  return Buffer.concat([header(format, sha256(body)), body, trailer]);
}

/**
 * The data of a document, or what is wrong with it.
 * @param formerFormats those of older versions that are read too
 */
export function decodeDocument(
  format: string,
  bytes: Buffer,
  formerFormats: readonly string[] = [],
): { data: unknown } | { damage: string } {
  if (bytes.length === 0) return { damage: "it is empty" };
  if (bytes.every((byte) => byte === 0)) return { damage: "it holds nothing but zero bytes" };
  const bodyAt = bytes.indexOf("\n") + 1;
  const body = bytes.subarray(bodyAt, -trailer.length);
  const digest = sha256(body);
  const begins = [format, ...formerFormats].some((known) => header(known, digest).equals(bytes.subarray(0, bodyAt)));
  const ends = bytes.subarray(-trailer.length).equals(trailer);
  if (begins && ends) return { data: JSON.parse(body.toString()) };
  const found = /^\{"format":"([^"\n]*)","sha256":"/.exec(bytes.toString("latin1", 0, 200))?.[1];
  if (found === undefined) return { damage: `it does not begin as a ${format} document does` };
  if (found !== format && !formerFormats.includes(found))
    return { damage: `it is a ${found} document, not ${format}${otherVersion(format, found)}` };
  if (!ends) return { damage: "its end is missing or changed" };
  return { damage: "its checksum does not match its content" };
}

function otherVersion(format: string, found: string): string {
  const [name, version] = format.split("/");
  const [foundName, foundVersion] = found.split("/");
  if (name !== foundName) return "";
  return Number(foundVersion) > Number(version)
    ? "; a newer version of the program wrote it: start that one"
    : "; an older version of the program wrote it, which this one does not read";
}

const trailer = Buffer.from("\n}\n");

function header(format: string, digest: string): Buffer {
  return Buffer.from(`{"format":"${format}","sha256":"${digest}","data":\n`);
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
