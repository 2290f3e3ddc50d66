import { once } from "node:events";
import type { Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { AttackedHub, bytes, HonestCabinet } from "./attacked-hub.ts";

let hub: AttackedHub;
afterEach(() => hub?.stop());

it("connections that never log in keep out no cabinet behind the same address", async () => {
  hub = await AttackedHub.start(["shop-1"]);
  const idle: Socket[] = [];
  for (let count = 0; count < 600; count++) idle.push(await hub.socket());
  let refused = 0;
  for (let count = 0; count < 20; count++) {
    await hub.cabinet("shop-1").then(
      (client) => client.endAsync(),
      () => (refused += 1),
    );
  }
  process.stdout.write(`beside 600 idle connections, connects of a cabinet that were refused: ${refused} of 20\n`);
  expect(refused).toBe(0);
  expect(idle.filter((socket) => socket.closed).length).toBeGreaterThan(50);
  for (const socket of idle) socket.destroy();
});

it("a flood of refused logins fills no log and keeps out no cabinet", async () => {
  hub = await AttackedHub.start(["shop-1"]);
  const before = hub.log.length;
  const guess = async (count: number) => {
    const socket = await hub.socket();
    const [connect] = hub.loginPackets("shop-1");
    socket.resume().write(bytes([{ ...connect, password: Buffer.from(`guess ${count}`) } as typeof connect & object]));
    if (!socket.closed) await once(socket, "close");
  };
  for (let round = 0; round < 4; round++) {
    await Promise.all(Array.from({ length: 250 }, (_, count) => guess(round * 250 + count)));
  }
  const honest = await HonestCabinet.come(hub, "shop-1");
  await honest.event();
  await honest.leave();
  const written = hub.log.length - before;
  process.stdout.write(`1000 refused logins wrote ${written} bytes of log\n`);
  expect(await hub.denied("wrong-login")).toBe(1000);
  expect(written).toBeLessThan(10_000);
});
