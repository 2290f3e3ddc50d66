import { createHash } from "node:crypto";

/**
 * A log is a file of records, one line each: the SHA-256 of the record before it and its own JSON, the length of the JSON
 * in bytes, the JSON. So a record that is changed, missing or in another one's place shows.
 */
export interface LogRecord {
  readonly sha256: string;
  readonly content: unknown;
  /** Where the next one begins. */
  readonly end: number;
}

/** What the SHA-256 of a record covers in the place of one before it, where there is none. */
export const noRecord = "";

const lineFeed = 0x0a;

/** The smallest part of a file that a disk writes whole. */
const sector = 512;

const beginning = /^([0-9a-f]{64}) (\d+) /;
const longestBeginning = 100;

/** @param json without line feeds, as JSON.stringify makes it */
export function encodeRecord(follows: string, json: string): { bytes: Buffer; sha256: string } {
  const content = Buffer.from(`${json}\n`);
  const sha256 = sha256Of(follows, content.subarray(0, -1));
  return { bytes: Buffer.concat([Buffer.from(`${sha256} ${content.length - 1} `), content]), sha256 };
}

/** The record that begins at `at`; undefined: there is none that is whole and follows that one. */
export function decodeRecord(bytes: Buffer, at: number, follows: string): LogRecord | undefined {
  const lineEnd = bytes.indexOf(lineFeed, at);
  const [prefix, sha256, length] = beginning.exec(bytes.toString("latin1", at, at + longestBeginning)) ?? [];
  if (lineEnd < 0 || prefix === undefined || sha256 === undefined) return undefined;
  const content = bytes.subarray(at + prefix.length, lineEnd);
  if (content.length !== Number(length) || sha256Of(follows, content) !== sha256) return undefined;
  return { sha256, content: JSON.parse(content.toString()), end: lineEnd + 1 };
}

/**
 * Whether what stands from `at` to the end, which is no whole record, is one whose writing was cut off. That leaves too
 * few bytes, or zeros in the place of whole sectors. Anything else is damage: the record was whole once, and told of.
 */
export function isCutOff(bytes: Buffer, at: number): boolean {
  const lineEnd = bytes.indexOf(lineFeed, at);
  if (lineEnd >= 0 && lineEnd < bytes.length - 1) return false;
  if (hasZeroSector(bytes, at)) return true;
  const [prefix, , length] = beginning.exec(bytes.toString("latin1", at, at + longestBeginning)) ?? [];
  const isAsLongAsItSays = prefix !== undefined && bytes.length - at > prefix.length + Number(length);
  return lineEnd < 0 && !isAsLongAsItSays;
}

function hasZeroSector(bytes: Buffer, at: number): boolean {
  for (let begin = at; begin < bytes.length; begin = (Math.floor(begin / sector) + 1) * sector) {
    const end = (Math.floor(begin / sector) + 1) * sector;
    if (bytes.subarray(begin, end).every((byte) => byte === 0)) return true;
  }
  return false;
}

function sha256Of(follows: string, content: Buffer): string {
  return createHash("sha256").update(follows).update(content).digest("hex");
}
