import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { archivesOver, download, type OpenArchive } from "../../../firmware-bridge/updates/download.ts";
import { inPieces } from "./example-release.ts";
import { ModelDisk } from "./model-disk.ts";

const path = "/data/updates/download/a.tgz";
const archive = Buffer.from("0123456789".repeat(50));
const size = archive.length;

let disk: ModelDisk;
/** What the download said that it has, in order. */
let received: number[];

beforeEach(() => {
  disk = new ModelDisk();
  received = [];
});

async function onDisk(bytes: Uint8Array): Promise<void> {
  await (await disk.create(path)).write(bytes);
}

const fetchBy = (open: OpenArchive) =>
  download({ disk, open, address: "https://hub.example/a", path, size, received: (bytes) => received.push(bytes) });

/** Answers with these bytes, from whatever byte on it was asked, and remembers that byte. */
function answering(body: AsyncIterable<Uint8Array>, from: number): { open: OpenArchive; asked: number[] } {
  const asked: number[] = [];
  const open: OpenArchive = async (_address, at) => {
    asked.push(at);
    return { from, body };
  };
  return { open, asked };
}

async function* cutAfter(bytes: Buffer): AsyncIterable<Uint8Array> {
  yield bytes;
  throw new Error("the network is gone");
}

describe("a download", () => {
  test("writes the archive and says how far it is", async () => {
    await fetchBy(answering(inPieces(archive, 4), 0).open);
    expect(await disk.read(path)).toEqual(archive);
    expect(received).toEqual([0, 125, 250, 375, 500]);
  });

  test("asks for nothing where the whole archive is there", async () => {
    await onDisk(archive);
    const { open, asked } = answering(inPieces(archive, 1), 0);
    await fetchBy(open);
    expect(asked).toEqual([]);
  });

  test("goes on from the byte at which a connection was cut", async () => {
    await expect(fetchBy(answering(cutAfter(archive.subarray(0, 200)), 0).open)).rejects.toThrow("the network is gone");
    expect(await disk.read(path)).toEqual(archive.subarray(0, 200));
    const { open, asked } = answering(inPieces(archive.subarray(200), 3), 200);
    await fetchBy(open);
    expect(asked).toEqual([200]);
    expect(await disk.read(path)).toEqual(archive);
    expect(received.slice(2)).toEqual([200, 300, 400, 500]);
  });

  test("that ends early although no connection was cut is to be tried again", async () => {
    await expect(fetchBy(answering(inPieces(archive.subarray(0, 100), 1), 0).open)).rejects.toThrow(
      "the connection was cut",
    );
    expect(await disk.size(path)).toBe(100);
  });

  test("begins again where the server answers with the whole archive instead of the rest", async () => {
    await onDisk(Buffer.alloc(200, "x"));
    const { open, asked } = answering(inPieces(archive, 2), 0);
    await fetchBy(open);
    expect(asked).toEqual([200]);
    expect(await disk.read(path)).toEqual(archive);
  });

  test("begins again where more lies on the disk than was signed", async () => {
    await onDisk(Buffer.concat([archive, archive]));
    const { open, asked } = answering(inPieces(archive, 2), 0);
    await fetchBy(open);
    expect(asked).toEqual([0]);
    expect(await disk.read(path)).toEqual(archive);
  });

  test("ends at the first byte that is more than was signed, which does not reach the disk", async () => {
    const more = Buffer.concat([archive, Buffer.from("!")]);
    await expect(fetchBy(answering(inPieces(more, 501), 0).open)).rejects.toMatchObject({ reason: "wrong-digest" });
    expect(await disk.size(path)).toBe(size);
  });

  test("ends with what the disk says when it is full, and what came before stays", async () => {
    let writes = 0;
    disk.before = (step) => {
      if (step === "write" && ++writes === 3) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
    };
    await expect(fetchBy(answering(inPieces(archive, 4), 0).open)).rejects.toMatchObject({ code: "ENOSPC" });
    expect(await disk.size(path)).toBe(250);
  });

  test("syncs every megabyte, so that a power cut costs no more than one", async () => {
    const large = Buffer.alloc(3 * 1024 * 1024);
    const { open } = answering(cutAfter(large.subarray(0, 2.5 * 1024 * 1024)), 0);
    const pieces: OpenArchive = async (...args) => {
      const { from, body } = await open(...args);
      return { from, body: small(body) };
    };
    const whole = { disk, open: pieces, address: "https://hub.example/a", path, size: large.length };
    await expect(download({ ...whole, received: () => {} })).rejects.toThrow("the network is gone");
    disk.cutPower("kept");
    expect(await disk.size(path)).toBe(2 * 1024 * 1024);
  });
});

async function* small(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of body) yield* inPieces(Buffer.from(chunk), 40);
}

describe("the hub as the source of an archive", () => {
  let server: Server;
  let address: string;
  let requests: IncomingMessage[];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  beforeEach(async () => {
    requests = [];
    server = createServer((request, response) => {
      requests.push(request);
      answer(request, response);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/cabinet/releases/0.3.0`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const open = archivesOver({ name: "lobby-7", password: "p" }, () => undefined);
  const fetchIt = () => download({ disk, open, address, path, size, received: (bytes) => received.push(bytes) });
  /** The rest of the archive, as the hub answers it. */
  const rest = (from: number) => ({ "content-range": `bytes ${from}-${size - 1}/${size}` });

  test("is asked under the cabinet's own login, and for the whole archive at first", async () => {
    answer = (_request, response) => void response.end(archive);
    await fetchIt();
    expect(requests[0]?.headers).toMatchObject({ authorization: `Basic ${btoa("lobby-7:p")}` });
    expect(requests[0]?.headers).not.toHaveProperty("range");
    expect(await disk.read(path)).toEqual(archive);
  });

  test("cuts the connection in the middle, and is asked for the rest", async () => {
    answer = (_request, response) => {
      response.writeHead(200, { "content-length": size });
      response.write(archive.subarray(0, 200), () => response.destroy());
    };
    await expect(fetchIt()).rejects.toThrow();
    expect(await disk.read(path)).toEqual(archive.subarray(0, 200));
    answer = (_request, response) => void response.writeHead(206, rest(200)).end(archive.subarray(200));
    await fetchIt();
    expect(requests[1]?.headers.range).toBe("bytes=200-");
    expect(await disk.read(path)).toEqual(archive);
  });

  test("may answer 200 with the whole archive where the rest was asked for", async () => {
    await onDisk(archive.subarray(0, 200));
    answer = (_request, response) => void response.end(archive);
    await fetchIt();
    expect(await disk.read(path)).toEqual(archive);
  });

  test("is asked again later where it answers with another part than the one that was asked for", async () => {
    await onDisk(archive.subarray(0, 200));
    answer = (_request, response) => void response.writeHead(206, rest(100)).end(archive.subarray(100));
    await expect(fetchIt()).rejects.toThrow("answers 206");
    expect(await disk.size(path)).toBe(200);
  });

  test.each([404, 410])("ends the update with the status %d", async (status) => {
    answer = (_request, response) => void response.writeHead(status).end();
    await expect(fetchIt()).rejects.toMatchObject({ reason: "download-refused" });
  });

  test.each([302, 401, 409, 500, 503])("is asked again later after the status %d", async (status) => {
    answer = (_request, response) => void response.writeHead(status, { location: "/elsewhere" }).end();
    const failed = await fetchIt().catch((error: unknown) => error);
    expect(failed).toEqual(new Error(`${address} answers ${status}`));
    expect(requests).toHaveLength(1);
  });

  test("that can't be reached gives an error without a code, which would look like one of the disk", async () => {
    server.close();
    const failed = await fetchIt().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Error);
    expect(failed).not.toHaveProperty("code");
  });

  test("is not asked over plain HTTP on another machine: the password would be readable", async () => {
    const elsewhere = { disk, open, address: "http://hub.example/a", path, size, received: () => {} };
    await expect(download(elsewhere)).rejects.toMatchObject({ reason: "download-refused" });
  });
});
