import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { brokerAt } from "../../../simulators/fleet/hub-address.ts";

test("on loopback each few hundred cabinets come from an address of their own", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const dial = brokerAt(`mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const addresses: (string | undefined)[] = [];
  for (const index of [0, 399, 400, 101_600]) {
    const accepted = once(server, "connection") as Promise<[Socket]>;
    const line = dial(index);
    const [socket] = await accepted;
    addresses.push(socket.remoteAddress);
    line.destroy();
    socket.destroy();
  }
  server.close();
  expect(addresses).toEqual(["127.0.0.2", "127.0.0.2", "127.0.0.3", "127.0.1.0"]);
});

test.each(["http://127.0.0.1:1883", "127.0.0.1"])("%s is refused as a broker's address", (address) => {
  expect(() => brokerAt(address)).toThrow(address);
});
