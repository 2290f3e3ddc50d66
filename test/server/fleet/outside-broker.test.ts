import { once } from "node:events";
import { createServer, type Server, Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, expect, test, vi } from "vitest";
import { outsideBroker } from "../../../server/fleet/outside-broker.ts";
import { selfSigned } from "../broker/self-signed.ts";

let server: Server;

afterEach(() => {
  vi.restoreAllMocks();
  server?.close();
});

async function listening(): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

test("mqtts: speaks TLS and asks for a certificate of that host", async () => {
  const { key, cert } = selfSigned("localhost");
  server = createTlsServer({ key, cert }, (socket) => socket.end("hello"));
  const url = new URL(`mqtts://localhost:${await listening()}`);
  const noDelay = vi.spyOn(Socket.prototype, "setNoDelay");
  const [greeting] = (await once(outsideBroker(url, cert)(), "data")) as [Buffer];
  expect(greeting.toString()).toBe("hello");
  expect(noDelay).toHaveBeenCalledWith(true);
});

test.each([
  ["that nobody vouches for", "localhost", undefined, "DEPTH_ZERO_SELF_SIGNED_CERT"],
  ["of another host", "127.0.0.1", "own", "ERR_TLS_CERT_ALTNAME_INVALID"],
])("mqtts: refuses a certificate %s", async (_what, host, authority, code) => {
  const { key, cert } = selfSigned("localhost");
  server = createTlsServer({ key, cert }, (socket) => socket.end("hello"));
  const url = new URL(`mqtts://${host}:${await listening()}`);
  const [error] = await once(outsideBroker(url, authority && cert)(), "close").then(
    () => [undefined],
    (error: unknown) => [error],
  );
  expect(error).toMatchObject({ code });
});

test("mqtt: is for a broker on this machine", async () => {
  server = createServer((socket) => socket.end("hello"));
  const port = await listening();
  const noDelay = vi.spyOn(Socket.prototype, "setNoDelay");
  const [greeting] = (await once(outsideBroker(new URL(`mqtt://127.0.0.1:${port}`), undefined)(), "data")) as [Buffer];
  expect(greeting.toString()).toBe("hello");
  expect(noDelay).toHaveBeenCalledWith(true);
});

test.each(["mqtt://broker.example", "mqtt://192.0.2.1:1883", "ws://localhost", "http://localhost"])(
  "%s is a mistake in the settings",
  (url) => {
    expect(() => outsideBroker(new URL(url), undefined)).toThrow(expect.objectContaining({ code: "config/invalid" }));
  },
);
