import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { type AddressInfo, createServer, Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, expect, test, vi } from "vitest";
import { dialHub, hubPattern, whyNoHub } from "../../firmware-bridge/hub-connection.ts";
import { addressPatience } from "../../platform/dial.ts";

const tidying: (() => unknown)[] = [];

afterEach(() => {
  vi.restoreAllMocks();
  for (const tidy of tidying.splice(0)) tidy();
});

test("the hub is an address of a broker, without a login", () => {
  const pattern = new RegExp(hubPattern);
  for (const hub of ["mqtt://127.0.0.1", "mqtts://hub.example.com:8883", "mqtt://[::1]:1883"])
    expect(hub).toMatch(pattern);
  for (const hub of [
    "hub.example.com",
    "https://hub",
    "mqtts://user@hub",
    "mqtt://hub/path",
    "mqtts://hub:99999",
    "mqtt://a b",
  ])
    expect(hub).not.toMatch(pattern);
});

test("an unencrypted connection carries bytes both ways", async () => {
  const server = createServer((socket) => void socket.pipe(socket)).listen(0, "127.0.0.1");
  await once(server, "listening");
  tidying.push(() => server.close());
  const line = dialHub(`mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`);
  tidying.push(() => line.destroy());
  line.write("hello");
  expect(String((await once(line, "data"))[0])).toBe("hello");
});

/** A hub whose certificate vouches for itself; resolves with its address and that certificate. */
async function encryptedHub(): Promise<{ address: string; pem: string }> {
  const pem = await readFile(new URL("test-hub.pem", import.meta.url), "utf8");
  const server = createTlsServer({ key: pem, cert: pem }).listen(0, "127.0.0.1");
  await once(server, "listening");
  tidying.push(() => server.close());
  return { address: `mqtts://127.0.0.1:${(server.address() as AddressInfo).port}`, pem };
}

test("an encrypted connection is not made with a hub whose certificate nobody vouches for", async () => {
  const { address } = await encryptedHub();
  const line = dialHub(address);
  await expect(once(line, "secureConnect")).rejects.toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
});

test("an encrypted connection is made with a hub whose own authority is given", async () => {
  const { address, pem } = await encryptedHub();
  const line = dialHub(address, pem);
  tidying.push(() => line.destroy());
  await once(line, "secureConnect");
});

test.each(["mqtt", "mqtts"])("a connection by %s gives each address of the hub the time of a slow line", (protocol) => {
  const connects = vi.spyOn(Socket.prototype, "connect").mockReturnThis();
  const line = dialHub(`${protocol}://hub.example`);
  tidying.push(() => line.destroy());
  expect(JSON.stringify(connects.mock.calls[0])).toContain(`"autoSelectFamilyAttemptTimeout":${addressPatience}`);
});

test.each([
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "BRIDGE_CA"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "BRIDGE_CA"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "BRIDGE_CA"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "BRIDGE_CA"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "BRIDGE_HUB"],
  ["CERT_NOT_YET_VALID", "clock of this machine"],
])("a hub's certificate that is refused with %s is told with what may be set", (code, remedy) => {
  const why = whyNoHub(Object.assign(new Error("not trusted"), { code }));
  expect(why).toContain("not trusted; ");
  expect(why).toContain(remedy);
});

test("a port that does not speak TLS is told as that, in words and without a trace of OpenSSL", async () => {
  const plain = createServer((socket) => void socket.end("no TLS here")).listen(0, "127.0.0.1");
  await once(plain, "listening");
  const dialled = dialHub(`mqtts://127.0.0.1:${(plain.address() as AddressInfo).port}`);
  const error = await new Promise((resolve) => void dialled.once("error", resolve));
  expect(whyNoHub(error)).toBe(
    "TLS fails: wrong version number; check that BRIDGE_HUB has the host and the port of a hub with TLS",
  );
  plain.close();
});

test("a hub of which no address answers is told with what each of them said", () => {
  const error = new AggregateError([new Error("connect ETIMEDOUT 10.0.0.1"), new Error("connect ENETUNREACH ::2")], "");
  expect(whyNoHub(error)).toBe("connect ETIMEDOUT 10.0.0.1; connect ENETUNREACH ::2");
});
