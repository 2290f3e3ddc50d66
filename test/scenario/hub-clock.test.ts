import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { replay } from "../../server/orders/order-service.ts";
import type { Order } from "../../server/rental/order.ts";
import { type BundledProgram, bundleProgram } from "../support/bundled-program.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { rentDue } from "../support/rent-due.ts";
import type { SetClocks } from "../support/set-clocks.ts";

/* A hub in a process of its own whose machine's wall clock is set while items are out. */

const second = 1000;
const hour = 3_600_000;
const day = 24 * hour;
const bank = {
  version: "bank",
  freeMinutes: 0,
  unit: "half-hour",
  pricePerUnit: 150,
  dailyCap: 3000,
  totalCap: 9900,
  longestLoanHours: 24,
};

let system: DeployedSystem;
let preload: BundledProgram;
let wall = 0;
let passed = 0;

beforeAll(async () => {
  preload = await bundleProgram("test/support/set-clocks.ts");
  system = await DeployedSystem.open({
    environment: { HUB_LOST_AFTER_DAYS: "1" },
    prices: [{ itemKind: "power-bank", tariff: bank }],
    environmentOf: (name, data): Record<string, string> =>
      name === "hub" || name === "wallet"
        ? {
            NODE_OPTIONS: `--import ${pathToFileURL(preload.path).href}`,
            SET_CLOCKS: join(data, `${name}-clocks.json`),
          }
        : {},
  });
});
afterAll(async () => {
  await system.close();
  await preload.remove();
});

/** @param of whose machine it is: the hub's, or the gateway's */
async function setClocks(of = "hub"): Promise<void> {
  const path = join(system.data, `${of}-clocks.json`);
  await writeFile(`${path}.new`, JSON.stringify({ wall, passed } satisfies SetClocks));
  await rename(`${path}.new`, path);
}

/** Somebody sets the wall clock of the hub's machine. */
async function step(by: number): Promise<void> {
  wall += by;
  await setClocks();
}

async function reasons(): Promise<string[]> {
  const answer = (await (await fetch(`${system.hub}/readyz`)).json()) as { reasons?: string[] };
  return answer.reasons ?? [];
}

const isOff = () =>
  system.until("the hub says that its clock was set", async () => (await reasons()).includes("hub/clock-stepped"));
const isReady = () => system.until("the hub is ready", async () => (await fetch(`${system.hub}/readyz`)).ok);

function stateOf(order: Order) {
  const { state, review, charge, loans } = order;
  return { state, review, charge, loans: loans.map((loan) => loan.state) };
}

test("a wall clock that is 41 days ahead for a moment changes no order, and slots open meanwhile", async () => {
  const lent = await system.lend(await system.rider(1), 1);
  const { orderNo } = lent.order;
  await step(41 * day);
  await isOff();
  const [, seconds] = /^jiehuan_clock_step_seconds (\S+)$/m.exec(await system.metrics()) ?? [];
  expect(Math.abs(Number(seconds) - (41 * day) / second)).toBeLessThan(1);
  const during = await system.order(orderNo);
  expect(stateOf(during.order)).toEqual(stateOf(lent.order));
  expect(during.effects.map(({ dueAt }) => dueAt)).toEqual(lent.effects.map(({ dueAt }) => dueAt));
  await system.surelyOut(lent);
  await system.board("/slots/1/insert", {});
  // The gateway refuses what is dated 41 days ahead: it is asked again until it takes it.
  await system.orderWhen(orderNo, "the completion was tried", ({ effects }) =>
    effects.some(({ attempt }) => attempt > 0),
  );
  await step(-41 * day);
  await isReady();
  expect(await system.metrics()).toMatch(/^jiehuan_clock_steps_total\{outcome="came-back"\} 1$/m);
  const settled = await system.orderIn(orderNo, "settled");
  expect(await system.charges(orderNo)).toEqual(rentDue(settled, bank.pricePerUnit));
});

test("a slot opens although the wall clock was set back by 20 seconds, and the rent is that of the time that passed", async () => {
  await step(-20 * second);
  await isOff();
  // The gateway takes only requests of about its own time.
  const lent = await system.lend(await system.rider(2), 2);
  await system.surelyOut(lent);
  await system.board("/slots/2/insert", {});
  const settled = await system.orderIn(lent.order.orderNo, "settled");
  expect(await system.charges(lent.order.orderNo)).toEqual(rentDue(settled, bank.pricePerUnit));
  await step(20 * second);
  await isReady();
});

test("an hour that the wall clock is ahead for good is taken over with the order, and costs the rider nothing", async () => {
  const lent = await system.lend(await system.rider(3), 3);
  const { orderNo, createdAt } = lent.order;
  await step(hour);
  await isOff();
  passed += 301 * second;
  await setClocks();
  // It was right to be set: the gateway's clock shows the same.
  await setClocks("wallet");
  await isReady();
  const { order, audit } = await system.orderWhen(orderNo, "the order has moved", (record) => record.steps === 1);
  expect(Math.abs(order.createdAt - createdAt - hour)).toBeLessThan(2 * second);
  expect(replay(audit)).toEqual(order);
  await system.board("/slots/3/insert", {});
  const settled = await system.orderIn(orderNo, "settled");
  expect(settled.order.review).toBeUndefined();
  expect(await system.charges(orderNo)).toEqual([150]);
  // A hub that is started again, on the same machine, goes on with its time.
  await system.kill("hub");
  await isReady();
  expect((await system.order(orderNo)).order).toEqual(settled.order);
  const next = await system.lend(await system.rider(4), 4);
  expect(next.steps).toBe(1);
  await system.board("/slots/4/insert", {});
  await system.orderIn(next.order.orderNo, "settled");
});

test("a hub that is started while the wall clock is 41 days ahead goes on by the time that passed", async () => {
  const lent = await system.lend(await system.rider(5), 5);
  wall += 41 * day;
  await setClocks();
  await system.kill("hub");
  await isOff();
  expect(stateOf((await system.order(lent.order.orderNo)).order)).toEqual(stateOf(lent.order));
  await step(-41 * day);
  await isReady();
  await system.board("/slots/5/insert", {});
  const settled = await system.orderIn(lent.order.orderNo, "settled");
  expect(settled.order.charge?.amount).toBeLessThanOrEqual(150);
});
