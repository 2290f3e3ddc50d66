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

async function fetchFrom(address: string, authorities?: string): Promise<string> {
  const disk = new ModelDisk();
  await disk.makeFolder();
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

  test("a download trusts only the authorities of the hub's certificate", async () => {
    const { key, cert } = selfSigned("localhost");
    const port = await listening(createTlsServer({ key, cert }, (_, reply) => reply.end(archive)));
    const address = `https://localhost:${port}/archive`;
    await expect(fetchFrom(address)).rejects.toThrow(/self.signed certificate/);
    expect(await fetchFrom(address, cert)).toBe(String(archive));
  });
});
