import { createHash } from "node:crypto";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { UpdateDisk } from "./update-disk.ts";
import { UpdateError } from "./update-error.ts";

/** An archive as the hub answers it. */
export interface ArchivePart {
  /** The byte with which it begins. */
  readonly from: number;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Asks for an archive from a byte on. @param size bytes that it has by its manifest
 * @throws UpdateError download-refused or wrong-digest for good; any other error: later perhaps
 */
export type OpenArchive = (address: string, from: number, size: number) => Promise<ArchivePart>;

/** Without a byte for so long, a connection counts as cut; ms. */
const idleTimeout = 60_000;
/** The power may fail: so many bytes are fetched again at most. */
const syncEvery = 1024 * 1024;
const loopback = /^(localhost|127(\.[0-9]{1,3}){3}|\[::1\])$/;

/**
 * Opens archives over HTTPS, and over HTTP on the machine itself only: the request carries the cabinet's password. It follows no
 * redirect.
 * @param login the cabinet's id and its MQTT password
 * @param authorities as for the connection to the broker
 */
export function archivesOver(
  login: { readonly name: string; readonly password: string },
  authorities: () => string | undefined,
): OpenArchive {
  return async (address, from, size) => {
    const url = new URL(address);
    if (url.protocol !== "https:" && !loopback.test(url.hostname))
      throw new UpdateError("download-refused", `${address} is not https`);
    const request = url.protocol === "https:" ? httpsRequest : httpRequest;
    const ca = authorities();
    const options = {
      auth: `${login.name}:${login.password}`,
      headers: from > 0 ? { range: `bytes=${from}-` } : {},
      timeout: idleTimeout,
      agent: false as const,
      ...(ca !== undefined && { ca }),
    };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const asked = request(url, options, resolve);
      asked.once("timeout", () => asked.destroy(new Error("no byte came for a minute")));
      // Without its code: a firewall's EACCES is no fault of the disk.
      asked.once("error", (error) => reject(new Error(error.message, { cause: error })));
      asked.end();
    });
    return partOf(answer, { address, from, size });
  };
}

interface AskedPart {
  readonly address: string;
  readonly from: number;
  readonly size: number;
}

function partOf(answer: IncomingMessage, { address, from, size }: AskedPart): ArchivePart {
  const { statusCode, headers } = answer;
  const offered = offeredSize(answer, from);
  if (offered === undefined || offered === size) {
    if (statusCode === 200) return { from: 0, body: answer };
    if (statusCode === 206 && headers["content-range"]?.startsWith(`bytes ${from}-`)) return { from, body: answer };
  }
  answer.destroy();
  const why = `${address} answers ${statusCode}`;
  if (offered !== undefined && offered !== size)
    throw new UpdateError(
      "wrong-digest",
      `${why}: the archive there has ${offered} bytes, and the manifest says ${size}`,
    );
  if (statusCode === 404 || statusCode === 410) throw new UpdateError("download-refused", why);
  throw new Error(why);
}

/** Bytes of the archive that is answered, at most; undefined: it does not say. */
function offeredSize({ statusCode, headers }: IncomingMessage, from: number): number | undefined {
  // RFC 9110 §15.5.17: there is nothing from this byte on.
  if (statusCode === 416) return from;
  const text = statusCode === 206 ? headers["content-range"]?.split("/")[1] : headers["content-length"];
  const isAnswer = statusCode === 200 || statusCode === 206;
  return isAnswer && text !== undefined && /^[0-9]+$/.test(text) ? Number(text) : undefined;
}

export interface Download {
  readonly disk: UpdateDisk;
  readonly open: OpenArchive;
  readonly address: string;
  readonly path: string;
  readonly size: number;
  readonly received: (bytes: number) => void;
}

/**
 * Fetches what is missing of an archive, in one go. What came before a cut stays, for the next call.
 * @throws UpdateError wrong-digest where more comes than was signed; any other error: try again later
 */
export async function download({ disk, open, address, path, size, received }: Download): Promise<void> {
  const had = (await disk.size(path)) ?? 0;
  if (had === size) return;
  const part = await open(address, had > size ? 0 : had, size);
  if (part.from !== had) await disk.remove(path);
  let at = part.from;
  let unsynced = 0;
  received(at);
  const file = await disk.append(path);
  try {
    for await (const chunk of part.body) {
      at += chunk.length;
      unsynced += chunk.length;
      if (at > size) throw new UpdateError("wrong-digest", "more bytes than the manifest says");
      await file.write(chunk);
      if (unsynced >= syncEvery) {
        await file.sync();
        unsynced = 0;
      }
      received(at);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (at < size) throw new Error("the connection was cut");
}

/** SHA-256 of a file, in hexadecimal. */
export async function digestOf(disk: UpdateDisk, path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of disk.chunks(path)) hash.update(chunk);
  return hash.digest("hex");
}
