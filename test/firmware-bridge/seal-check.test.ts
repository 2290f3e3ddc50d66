import { afterEach, beforeEach, expect, test } from "vitest";
import { seal } from "../../protocol/seal.ts";
import { settle, until } from "../support/manual-clock.ts";
import { Cabinet } from "./cabinet.ts";
import { cabinetId } from "./test-hub.ts";

const anotherKey = Buffer.from("another key");
let cabinet: Cabinet;

beforeEach(async () => {
  cabinet = await Cabinet.build();
});

afterEach(() => cabinet.takeDown());

async function sealsBroken(): Promise<number | undefined> {
  const before = cabinet.hub.all("health").length;
  await settle();
  await cabinet.clock.pass(60_000);
  await until(() => cabinet.hub.all("health").length > before);
  return cabinet.hub.all("health").at(-1)?.sealsBroken;
}

function forge(id: string): void {
  cabinet.hub.say("command", seal(anotherKey, cabinetId, cabinet.hub.unsealed({ id })));
}

const told = () => cabinet.logged.filter(({ message }) => message === "a message with a wrong seal is ignored");

test("an order to open with a wrong seal is counted and nothing else happens", async () => {
  await cabinet.startWelcomed();
  forge("forged");
  expect(await sealsBroken()).toBe(1);
  expect(cabinet.board.opened).toEqual([]);
  expect(cabinet.hub.all("event")).toEqual([]);
  expect(cabinet.document.onDisk.commands).toEqual([]);
});

test("a welcome with a wrong seal is counted and sets no clock", async () => {
  cabinet.hub.welcomes = false;
  await cabinet.start();
  await until(() => cabinet.hub.all("presence").length === 1);
  cabinet.hub.welcome(cabinet.hub.lastBirth, anotherKey);
  await settle();
  cabinet.hub.command({ id: "order1" });
  await until(() => cabinet.document.onDisk.commands.length === 1);
  expect(cabinet.document.onDisk.commands[0]).toMatchObject({ result: { reason: "clock-unknown" } });
  expect(await sealsBroken()).toBe(1);
  expect(cabinet.hub.all("health")[0]?.clockOffset).toBeNull();
});

test("an order that was held up is not obeyed after a welcome that sets the clock back", async () => {
  await cabinet.startWelcomed();
  await cabinet.clock.pass(10);
  const issued = cabinet.hub.time;
  const heldUp = cabinet.hub.sealed({ id: "heldup" });
  cabinet.hub.welcomes = false;
  await cabinet.clock.pass(3_600_000);
  await until(() => cabinet.hub.all("presence").length === 2);
  cabinet.hub.welcome({ ...cabinet.hub.lastBirth, hubTime: issued }, anotherKey);
  cabinet.hub.say("command", heldUp);
  await settle();
  await cabinet.clock.pass(3000);
  expect((await cabinet.results("heldup"))[0]?.body.result).toEqual({ outcome: "refused", reason: "expired" });
  expect(cabinet.board.opened).toEqual([]);
});

test("a genuine welcome of an earlier birth does not set the clock back either", async () => {
  await cabinet.startWelcomed();
  await cabinet.clock.pass(10);
  const [first, issued] = [cabinet.hub.lastBirth, cabinet.hub.time];
  const heldUp = cabinet.hub.sealed({ id: "heldup" });
  cabinet.hub.welcomes = false;
  await cabinet.clock.pass(3_600_000);
  await until(() => cabinet.hub.all("presence").length === 2);
  cabinet.hub.welcome({ ...first, hubTime: issued });
  cabinet.hub.say("command", heldUp);
  await settle();
  await cabinet.clock.pass(3000);
  expect((await cabinet.results("heldup"))[0]?.body.result).toEqual({ outcome: "refused", reason: "expired" });
  expect(cabinet.board.opened).toEqual([]);
});

test("wrong seals are told once per connection, however many there are", async () => {
  await cabinet.startWelcomed();
  for (const id of ["forged1", "forged2", "forged3"]) forge(id);
  expect(await sealsBroken()).toBe(3);
  expect(told()).toMatchObject([{ fields: { ignored: { id: "forged1" } } }]);
  cabinet.hub.cut();
  await settle();
  const { nonce } = cabinet.hub.lastBirth;
  await cabinet.clock.pass(1000);
  await until(() => cabinet.hub.lastBirth.nonce !== nonce);
  forge("forged4");
  expect(await sealsBroken()).toBe(4);
  expect(told()).toHaveLength(2);
});
