import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { archivesOver, download } from "../../../firmware-bridge/updates/download.ts";
import { selfSigned } from "../../server/broker/self-signed.ts";
import { ModelDisk } from "./model-disk.ts";

const login = { name: "shop-1", password: "a-password" };
const archive = Buffer.from("the archive of a release");
const path = "/updates/download/a.tgz";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}

/** An archive server, and the requests that it got. */
async function serve(answer: RequestListener): Promise<{ address: string; heard: IncomingMessage[] }> {
  const heard: IncomingMessage[] = [];
  const server = createServer((request, reply) => {
    heard.push(request);
    answer(request, reply);
  });
  return { address: `http://127.0.0.1:${await listening(server)}/archive`, heard };
}

/** Fetches the archive onto a disk that has the first bytes of it. */
async function fetchOnto(disk: ModelDisk, address: string, authorities?: string): Promise<string> {
  const open = archivesOver(login, () => authorities);
  await download({ disk, open, address, path, size: archive.length, received: () => {} });
  return String(await disk.read(path));
}

async function diskWith(bytes: Uint8Array): Promise<ModelDisk> {
  const disk = new ModelDisk();
  await disk.makeFolder();
  if (bytes.length > 0) await (await disk.append(path)).write(bytes);
  return disk;
}

const emptyDisk = () => diskWith(new Uint8Array());

describe("the download of an archive", () => {
  test("a download logs in with the cabinet's id and password", async () => {
    const { address, heard } = await serve((_, reply) => reply.end(archive));
    expect(await fetchOnto(await emptyDisk(), address)).toBe(String(archive));
    expect(heard[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from(`${login.name}:${login.password}`).toString("base64")}`,
    );
  });

  test("a download goes on where it was cut", async () => {
    const { address, heard } = await serve((request, reply) => {
      const from = Number(/\d+/.exec(request.headers.range ?? "0")?.[0]);
      reply.writeHead(206, { "content-range": `bytes ${from}-${archive.length - 1}/${archive.length}` });
      reply.end(archive.subarray(from));
    });
    expect(await fetchOnto(await diskWith(archive.subarray(0, 7)), address)).toBe(String(archive));
    expect(heard[0]?.headers.range).toBe("bytes=7-");
  });

  test("a download begins again where the server answers all of it", async () => {
    const { address } = await serve((_, reply) => reply.end(archive));
    expect(await fetchOnto(await diskWith(archive.subarray(0, 7)), address)).toBe(String(archive));
  });

  test("a download does not take a part that begins elsewhere", async () => {
    const { address } = await serve((_, reply) => {
      reply.writeHead(206, { "content-range": `bytes 0-9/${archive.length}` }).end(archive.subarray(0, 10));
    });
    const disk = await diskWith(archive.subarray(0, 7));
    await expect(fetchOnto(disk, address)).rejects.toThrow("answers 206");
    expect(await disk.size(path)).toBe(7);
  });

  test.each([301, 302, 307, 308])(
    "a download follows no redirect, and shows the password to no other host: %i",
    async (status) => {
      const other = await serve((_, reply) => reply.end(archive));
      const { address } = await serve((_, reply) => reply.writeHead(status, { location: other.address }).end());
      await expect(fetchOnto(await emptyDisk(), address)).rejects.toThrow(`answers ${status}`);
      expect(other.heard).toEqual([]);
    },
  );

  test("a download ends where more bytes come than were signed, and keeps none of them", async () => {
    const { address } = await serve((_, reply) => {
      reply.write(archive);
      reply.end("and more");
    });
    const disk = await emptyDisk();
    await expect(fetchOnto(disk, address)).rejects.toMatchObject({ reason: "wrong-digest" });
    expect(await disk.size(path)).toBeLessThanOrEqual(archive.length);
  });

  test.each([404, 410])("a download is refused for good where the archive is not there: %i", async (status) => {
    const { address } = await serve((_, reply) => reply.writeHead(status).end());
    await expect(fetchOnto(await emptyDisk(), address)).rejects.toMatchObject({ reason: "download-refused" });
  });

  test("a download sends no password without encryption to another machine", async () => {
    for (const host of ["hub.example", "10.0.0.7", "localhost.evil.example", "127.0.0.1.evil.example"])
      await expect(fetchOnto(await emptyDisk(), `http://${host}/a`)).rejects.toMatchObject({
        reason: "download-refused",
      });
  });

  test("a download trusts only the authorities of the hub's certificate", async () => {
    const { key, cert } = selfSigned("localhost");
    const port = await listening(createTlsServer({ key, cert }, (_, reply) => reply.end(archive)));
    const address = `https://localhost:${port}/archive`;
    await expect(fetchOnto(await emptyDisk(), address)).rejects.toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    expect(await fetchOnto(await emptyDisk(), address, cert)).toBe(String(archive));
  });
});
