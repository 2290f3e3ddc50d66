import { once } from "node:events";
import { createServer, Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, expect, test, vi } from "vitest";
import { addressPatience, dial } from "../../platform/dial.ts";
import { selfSigned } from "../server/broker/self-signed.ts";

const ends: (() => unknown)[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const end of ends.splice(0)) end();
});

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  ends.push(() => server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as { port: number }).port;
}

test.each(["plain", "TLS"] as const)(
  "a %s connection gives each address of a name the time that a slow line needs",
  async (way) => {
    const { key, cert } = selfSigned("localhost");
    const greet = (socket: Socket) => socket.end("hello");
    const server = way === "TLS" ? createTlsServer({ key, cert }, greet) : createServer(greet);
    const port = await listening(server);
    const connects = vi.spyOn(Socket.prototype, "connect");
    const noDelay = vi.spyOn(Socket.prototype, "setNoDelay");
    const target = { host: "localhost", port };
    const socket = dial(way === "TLS" ? { ...target, tls: { authorities: cert } } : target);
    const [greeting] = (await once(socket, "data")) as [Buffer];
    expect(greeting.toString()).toBe("hello");
    const tried = JSON.stringify(connects.mock.calls[0]);
    expect(tried).toContain(`"autoSelectFamilyAttemptTimeout":${addressPatience}`);
    expect(tried).toContain('"autoSelectFamily":true');
    expect(noDelay).toHaveBeenCalledWith(true);
  },
);

test("a TLS connection to an address asks the server for no name", async () => {
  const { key, cert } = selfSigned("localhost");
  const port = await listening(createTlsServer({ key, cert }));
  const socket = dial({ host: "127.0.0.1", port, tls: { authorities: cert } });
  const [error] = (await once(socket, "error")) as [Error];
  expect(error).toMatchObject({ code: "ERR_TLS_CERT_ALTNAME_INVALID" });
});
