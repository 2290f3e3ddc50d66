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

/** @param had what came before a cut */
async function fetchFrom(address: string, authorities?: string, had?: Buffer): Promise<string> {
  const disk = new ModelDisk();
  await disk.makeFolder();
  if (had) await (await disk.create(path)).write(had);
  const open = archivesOver(login, () => authorities);
  await download({ disk, open, address, path, size: archive.length, received: () => {} });
  return String(await disk.read(path));
}

describe("the source of an archive", () => {
  test.each([301, 302, 307, 308])(
    "a download follows no redirect, and shows the password to no other host: %i",
    async (status) => {
      const other = await serve((_, reply) => reply.end(archive));
      const { address } = await serve((_, reply) => reply.writeHead(status, { location: other.address }).end());
      await expect(fetchFrom(address)).rejects.toThrow(`answers ${status}`);
      expect(other.heard).toEqual([]);
    },
  );

  test("a download sends no password without encryption to another machine", async () => {
    for (const host of ["hub.example", "10.0.0.7", "localhost.evil.example", "127.0.0.1.evil.example"])
      await expect(fetchFrom(`http://${host}/a`)).rejects.toMatchObject({
        reason: "download-refused",
      });
  });

  test.each([
    ["answers that nothing is left of it", 416, {}, ""],
    ["answers a rest of a shorter one", 206, { "content-range": "bytes 4-9/10" }, "rchive"],
    ["answers a rest of a longer one", 206, { "content-range": "bytes 4-99/100" }, "archive"],
    ["answers a whole that is shorter", 200, { "content-length": "3" }, "the"],
    ["answers a whole that is longer", 200, { "content-length": "1000" }, "the"],
  ])("a download fails for good where the server %s", async (_what, status, headers, body) => {
    const { address, heard } = await serve((_, reply) => reply.writeHead(status, headers).end(body));
    const fetched = fetchFrom(address, undefined, archive.subarray(0, 4));
    await expect(fetched).rejects.toMatchObject({ reason: "wrong-digest" });
    expect(heard[0]?.headers.range).toBe("bytes=4-");
  });

  test.each([
    [206, { "content-range": `bytes 4-23/${archive.length}` }, archive.subarray(4)],
    [206, { "content-range": "bytes 4-23/*" }, archive.subarray(4)],
    [200, {}, archive],
  ])(
    "a download takes the rest or the whole, also from a server that does not say how much there is: %i %j",
    async (status, headers, body) => {
      const { address } = await serve((_, reply) => reply.writeHead(status, headers).end(body));
      expect(await fetchFrom(address, undefined, archive.subarray(0, 4))).toBe(String(archive));
    },
  );

  test("a download trusts only the authorities of the hub's certificate", async () => {
    const { key, cert } = selfSigned("localhost");
    const port = await listening(createTlsServer({ key, cert }, (_, reply) => reply.end(archive)));
    const address = `https://localhost:${port}/archive`;
    await expect(fetchFrom(address)).rejects.toThrow(/self.signed certificate/);
    expect(await fetchFrom(address, cert)).toBe(String(archive));
  });
});
