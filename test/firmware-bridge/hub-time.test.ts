import { afterEach, beforeEach, expect, test } from "vitest";
import { settle, until } from "../support/manual-clock.ts";
import { Cabinet } from "./cabinet.ts";

let cabinet: Cabinet;

beforeEach(async () => {
  cabinet = await Cabinet.build();
});

afterEach(() => cabinet.takeDown());

test("a command to take the time again is answered by a birth with a new nonce, and the welcome sets the clock", async () => {
  await cabinet.startWelcomed();
  await cabinet.clock.pass(5000);
  cabinet.hub.ahead -= 20_000;
  cabinet.hub.sync();
  await until(() => cabinet.hub.births.length === 2);
  const [first, second] = cabinet.hub.births;
  expect(second?.nonce).not.toBe(first?.nonce);
  await until(() => cabinet.hub.all("snapshot").length === 2);
  expect(cabinet.hub.all("snapshot").at(-1)?.at).toBe(cabinet.hub.time);
});

test.each([
  ["back", -20_000],
  ["ahead", 20_000],
])("an order to open is carried out after one birth where the hub's clock was set %s", async (_way, by) => {
  await cabinet.startWelcomed();
  await cabinet.clock.pass(30_000);
  cabinet.hub.ahead += by;
  cabinet.hub.command({ id: "order1", expiresAt: cabinet.hub.time + 15_000 });
  expect((await cabinet.results("order1"))[0]?.body.result).toMatchObject({ outcome: "opened" });
  expect(cabinet.hub.births).toHaveLength(2);
  cabinet.hub.command({ id: "order2", slot: 1, expiresAt: cabinet.hub.time + 15_000 });
  expect((await cabinet.results("order2"))[0]?.body.result).toMatchObject({ outcome: "opened" });
  expect(cabinet.hub.births).toHaveLength(2);
});

test("an order to open that can't be right is refused where the hub does not tell its time within a few seconds", async () => {
  await cabinet.startWelcomed();
  await cabinet.clock.pass(30_000);
  cabinet.hub.welcomes = false;
  cabinet.hub.ahead -= 20_000;
  cabinet.hub.command({ id: "order1", expiresAt: cabinet.hub.time + 15_000 });
  await until(() => cabinet.hub.births.length === 2);
  await settle();
  expect(cabinet.hub.all("event")).toEqual([]);
  await cabinet.clock.pass(3000);
  expect((await cabinet.results("order1"))[0]?.body.result).toEqual({ outcome: "refused", reason: "expired" });
  expect(cabinet.board.opened).toEqual([]);
});

test("a connection whose births nobody answers gives way to ones with far higher numbers, a few times only", async () => {
  cabinet.hub.welcomes = false;
  await cabinet.start();
  for (let seen = 1; seen <= 5; seen++) {
    await until(() => new Set(cabinet.hub.births.map(({ connection }) => connection)).size === seen);
    await cabinet.clock.pass(5000);
    await cabinet.clock.pass(5500);
  }
  await cabinet.clock.pass(300_000);
  const numbers = [...new Set(cabinet.hub.births.map(({ connection }) => connection))];
  expect(numbers).toHaveLength(5);
  expect(cabinet.hub.dials).toBe(5);
  for (const [index, number] of numbers.slice(1).entries())
    expect(number - (numbers[index] ?? 0)).toBeGreaterThanOrEqual(1000);
});

test("a connection that was numbered by a wrong clock gives way, at the first welcome, to one by the hub's clock", async () => {
  cabinet.hub.ahead = 1_000_000;
  await cabinet.start();
  await until(() => cabinet.hub.births.length === 1);
  await cabinet.clock.pass(500);
  await until(() => cabinet.hub.all("snapshot").length > 0);
  const [first, second] = cabinet.hub.births;
  expect(cabinet.hub.births).toHaveLength(2);
  expect(second?.connection).toBeGreaterThan(Math.floor(cabinet.hub.time / 1000) - 1);
  expect(first?.connection).toBeLessThan(second?.connection ?? 0);
  expect(cabinet.hub.all("snapshot")[0]?.connection).toBe(second?.connection);
});

test("a board that is off is told within a minute, its orders are refused at once, and told again when it speaks", async () => {
  await cabinet.startWelcomed();
  cabinet.board.silent = true;
  await cabinet.clock.pass(60_000);
  await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "board-silent"));
  const silent = { state: "unreadable", fault: "board silent" };
  expect(cabinet.hub.all("snapshot").at(-1)?.slots).toEqual([1, 2, 3, 4].map((slot) => ({ slot, ...silent })));
  cabinet.hub.command({ id: "order1" });
  expect((await cabinet.results("order1"))[0]?.body.result).toEqual({ outcome: "refused", reason: "board-silent" });
  expect(cabinet.board.opened).toEqual([]);
  cabinet.board.silent = false;
  cabinet.hub.look();
  await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "asked"));
  await cabinet.clock.pass(5000);
  await until(() => cabinet.hub.all("snapshot").at(-1)?.cause === "connect");
  expect(cabinet.hub.all("snapshot").at(-1)?.slots[0]).toMatchObject({ state: "occupied", itemId: "BANK1" });
  cabinet.hub.command({ id: "order2" });
  expect((await cabinet.results("order2"))[0]?.body.result).toMatchObject({ outcome: "opened" });
});
