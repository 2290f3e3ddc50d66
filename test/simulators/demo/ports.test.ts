import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { afterEach, expect, it } from "vitest";
import { checkPorts } from "../../../simulators/demo/ports.ts";
import { readDemoSettings } from "../../../simulators/demo/settings.ts";

const loopback = "127.0.0.1";
const onLoopback = () => loopback;
let taken: Server | undefined;
afterEach(() => taken?.close());

async function listening(): Promise<number> {
  taken = createServer().listen(0, loopback);
  await once(taken, "listening");
  return (taken.address() as AddressInfo).port;
}

it("A port that is taken is refused with the process that holds it and the option for another", async () => {
  const port = await listening();
  const holder = new RegExp(`port ${port} is taken by process ${process.pid} \\(.+\\).*kill ${process.pid}.*--hub`);
  await expect(checkPorts({ hub: port }, onLoopback)).rejects.toThrow(holder);
});

it("A port that is given twice is refused before anything starts", async () => {
  await expect(checkPorts({ hub: 8080, wallet: 8080 }, onLoopback)).rejects.toThrow("--hub and --wallet are both 8080");
});

it("An address that this machine does not have can't be listened on", async () => {
  await expect(checkPorts({ hub: 8080 }, () => "203.0.113.7")).rejects.toThrow(/port 8080 can't be used/);
});

it("Free ports are accepted", async () => {
  const port = await listening();
  taken?.close();
  await expect(checkPorts({ hub: port }, onLoopback)).resolves.toBeUndefined();
});

it("The demo's host is an address of this machine, or is found among them", () => {
  expect(readDemoSettings([])?.host).toBe(loopback);
  expect(readDemoSettings(["--host", loopback])?.host).toBe(loopback);
  expect(() => readDemoSettings(["--host", "203.0.113.7"])).toThrow(/--host must be an IPv4 address of this machine/);
  expect(() => readDemoSettings(["--host", "my-laptop"])).toThrow(/--host must be an IPv4 address/);
});
