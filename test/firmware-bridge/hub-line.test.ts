import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, expect, test } from "vitest";
import { dialHub, hubPattern } from "../../firmware-bridge/hub-line.ts";

const tidying: (() => unknown)[] = [];

afterEach(() => {
  for (const tidy of tidying.splice(0)) tidy();
});

test("the hub is an address of a broker, without a login", () => {
  const pattern = new RegExp(hubPattern);
  for (const hub of ["mqtt://127.0.0.1", "mqtts://hub.example.com:8883", "mqtt://[::1]:1883"])
    expect(hub).toMatch(pattern);
  for (const hub of ["hub.example.com", "https://hub", "mqtts://user@hub", "mqtt://hub/path"])
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

test("an encrypted connection is not made with a hub whose certificate nobody vouches for", async () => {
  const pem = await readFile(new URL("test-hub.pem", import.meta.url));
  const server = createTlsServer({ key: pem, cert: pem }).listen(0, "127.0.0.1");
  await once(server, "listening");
  tidying.push(() => server.close());
  const line = dialHub(`mqtts://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await expect(once(line, "secureConnect")).rejects.toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
});
