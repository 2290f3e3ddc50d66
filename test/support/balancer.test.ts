import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Balancer } from "./balancer.ts";
import { freePort } from "./free-ports.ts";

let hubs: Server[];
let balancer: Balancer;
let port: number;

beforeEach(async () => {
  hubs = await Promise.all(["one", "two", "three"].map(startHub));
  balancer = new Balancer(hubs.map((hub) => (hub.address() as AddressInfo).port));
  port = await freePort();
  await balancer.listen(port);
});
afterEach(async () => {
  await balancer.close();
  await Promise.all(hubs.map(stop));
});

async function startHub(name: string): Promise<Server> {
  const hub = createServer((_request, response) => response.setHeader("connection", "close").end(name));
  await new Promise<void>((listening) => hub.listen(0, "127.0.0.1", listening));
  return hub;
}

async function stop(hub: Server): Promise<void> {
  hub.closeAllConnections();
  await new Promise((closed) => hub.close(closed));
}

async function ask(): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port}`)).text();
}

it("each new connection goes to another hub", async () => {
  expect([await ask(), await ask(), await ask(), await ask()]).toEqual(["one", "two", "three", "one"]);
});

it("a hub that is dead gets none", async () => {
  const [, second] = hubs;
  if (second) await stop(second);
  expect([await ask(), await ask(), await ask()]).toEqual(["one", "three", "one"]);
});

it("where no hub is left, a connection ends", async () => {
  await Promise.all(hubs.map(stop));
  await expect(ask()).rejects.toThrow("fetch failed");
});
