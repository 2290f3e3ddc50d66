import type { AddressInfo } from "node:net";
import { fastify } from "fastify";
import { expect, test } from "vitest";
import { fleetControl } from "../../../simulators/fleet/fleet-control.ts";
import { emptyTally } from "../../../simulators/fleet/fleet-tally.ts";
import { handsAtBoard, handsAtFleet } from "../../../simulators/riders/return-hands.ts";

test("at a fleet, the item that came out goes back; where nothing came out the rider is told", async () => {
  const control = fleetControl({
    putBack: async (cabinetId, slot) => cabinetId === "sim-00001" && slot === 7,
    status: async () => ({ ...emptyTally(), connected: 1, memory: 0 }),
  });
  const hands = handsAtFleet(await control.listen({ host: "127.0.0.1", port: 0 }));
  await hands.putBack("sim-00001", 7);
  await expect(hands.putBack("sim-00001", 8)).rejects.toMatchObject({ code: "http/409" });
  await control.close();
});

test("at a board, the item that lies loose is taken and pushed in again, and no other", async () => {
  const done: string[] = [];
  const board = fastify();
  const slots = [
    { slot: 6, looseItemId: "BANK06" },
    { slot: 7, looseItemId: "BANK07" },
  ];
  board.get("/slots", () => ({ slots }));
  board.post<{ Params: { act: string } }>("/slots/7/:act", async ({ params, body }) => {
    done.push(`${params.act} ${JSON.stringify(body)}`);
    return {};
  });
  await board.listen({ host: "127.0.0.1", port: 0 });
  await handsAtBoard(`http://127.0.0.1:${(board.server.address() as AddressInfo).port}`).putBack("shop-1", 7);
  expect(done).toEqual(["take {}", 'insert {"itemId":"BANK07"}']);
  await board.close();
});
