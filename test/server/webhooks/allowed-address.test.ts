import type { LookupAddress } from "node:dns";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  allowedFor,
  allowedSubnets,
  checkUrl,
  guardedLookup,
  mayCall,
} from "../../../server/webhooks/allowed-address.ts";
import { postTo } from "../../../server/webhooks/post.ts";

const none = allowedSubnets("");
const loopback = allowedSubnets("127.0.0.0/8, fd00:1::/64");

let server: ReturnType<typeof createServer>;
let port: number;
let heard: string[];

beforeEach(async () => {
  heard = [];
  server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`);
    if (request.url === "/moved") response.writeHead(302, { location: `http://127.0.0.1:${port}/inside` });
    response.end("more than a status");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A name server whose answers change from one question to the next. */
function answering(...answers: string[][]) {
  let asked = 0;
  const look = (
    _name: string,
    _options: unknown,
    callback: (error: null, found: readonly LookupAddress[]) => void,
  ): void => {
    const found = answers[Math.min(asked++, answers.length - 1)] ?? [];
    callback(
      null,
      found.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
  return look as unknown as NonNullable<Parameters<typeof guardedLookup>[1]>;
}

test("addresses inside networks, of this machine and of clouds' metadata may not be called", () => {
  const inside = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.9",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
  ];
  expect(inside.filter((address) => mayCall(address, none))).toEqual([]);
  for (const address of ["203.0.114.7", "2a00:1450:4001:80b::200e"]) expect(mayCall(address, none)).toBe(true);
});

test("a subnet that is allowed may be called, and its neighbours may not", () => {
  expect(mayCall("127.0.0.1", loopback)).toBe(true);
  expect(mayCall("::ffff:127.0.0.1", loopback)).toBe(true);
  expect(mayCall("fd00:1::9", loopback)).toBe(true);
  expect(mayCall("10.0.0.1", loopback)).toBe(false);
  expect(mayCall("fd00:2::9", loopback)).toBe(false);
});

test("a setting that names no subnet stops the start", () => {
  for (const text of ["10.0.0.1", "10.0.0.0/33", "office"])
    expect(() => allowedSubnets(text)).toThrow("HUB_WEBHOOK_PRIVATE");
});

test("an address is refused by its text where that tells already", () => {
  const refused = [
    "http://example.com/hook",
    "ftp://example.com/hook",
    "https://user:secret@example.com/hook",
    "https://example.com/hook#part",
    "https://localhost/hook",
    "https://printer.local/hook",
    "https://metadata.google.internal/",
    "https://169.254.169.254/latest",
    "https://[::1]/hook",
    "https://2130706433/",
    "https://0x7f.1/",
    "no address",
  ];
  for (const url of refused) expect(() => checkUrl(url, none), url).toThrow("webhook/address-not-allowed");
  for (const url of ["https://example.com/hook?key=1", "https://203.0.114.7:8443/"])
    expect(() => checkUrl(url, none), url).not.toThrow();
});

test("http is for the operator's own network only", () => {
  expect(() => checkUrl("http://127.0.0.1:9000/hook", loopback)).not.toThrow();
  for (const url of ["http://10.0.0.1/hook", "http://203.0.114.7/hook"])
    expect(() => checkUrl(url, loopback), url).toThrow("webhook/address-not-allowed");
});

test("an http address whose name leads into the internet is not called", async () => {
  const post = postTo(loopback, answering(["203.0.114.7"]));
  await expect(post("http://hook.example/", {}, "{}")).rejects.toThrow("webhook/address-not-allowed");
});

test("a name that leads outside when it is checked, and inside when it is called, reaches nothing", async () => {
  const look = answering(["203.0.114.7"], ["127.0.0.1"]);
  const lookup = guardedLookup(allowedFor("https:", none), look);
  const first = await new Promise((resolve) =>
    lookup("hook.example", {}, (error, address) => resolve(error ?? address)),
  );
  expect(first).toBe("203.0.114.7");
  await expect(postTo(none, look)(`https://hook.example:${port}/`, {}, "{}")).rejects.toThrow(
    "webhook/address-not-allowed",
  );
  expect(heard).toEqual([]);
});

test("a name with one address inside among others outside is not called", async () => {
  const post = postTo(none, answering(["203.0.114.7", "127.0.0.1"]));
  await expect(post(`https://hook.example:${port}/`, {}, "{}")).rejects.toThrow("webhook/address-not-allowed");
  expect(heard).toEqual([]);
});

test("a bare address is checked although no name is looked up", async () => {
  for (const host of ["127.0.0.1", "[::ffff:127.0.0.1]"])
    await expect(postTo(none)(`http://${host}:${port}/`, {}, "{}")).rejects.toThrow("webhook/address-not-allowed");
  expect(heard).toEqual([]);
});

test("an allowed address is posted to, and a redirect is an answer like any other", async () => {
  const post = postTo(loopback);
  await expect(post(`http://127.0.0.1:${port}/hook`, { "x-test": "1" }, "{}")).resolves.toBe(200);
  await expect(post(`http://127.0.0.1:${port}/moved`, {}, "{}")).resolves.toBe(302);
  expect(heard).toEqual(["POST /hook", "POST /moved"]);
});
