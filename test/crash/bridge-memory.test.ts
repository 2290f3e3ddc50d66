import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import type { OrderRecord } from "../../server/store/order-table.ts";
import type { ProgramName } from "../../simulators/demo/demo.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { crashPlans } from "./crash-tariffs.ts";

/*
 * Real bridges whose memory is not that of the cabinet: a disk that was put back from a backup, and none at all on a computer that
 * does not know what year it is.
 */

let system: DeployedSystem;
afterEach(() => system.close());

/** Time to put another disk in before the bridge starts again; ms. */
const restartAfter = 4000;

function open(
  environmentOf: (name: ProgramName) => Readonly<Record<string, string>> = () => ({}),
): Promise<DeployedSystem> {
  const plan = { hubs: 1, store: "sqlite", broker: "embedded", restartAfter } as const;
  return DeployedSystem.build({ ...plan, environment: {}, prices: crashPlans, environmentOf });
}

/** Kills the bridge and does something before it starts again; resolves when it runs. */
async function whileDead(work: () => Promise<unknown>): Promise<void> {
  const before = system.pidOf("bridge");
  system.signal("bridge", "SIGKILL");
  await system.until("the bridge is dead", async () => system.pidOf("bridge") !== before);
  await work();
  await system.until("the bridge runs again", async () => system.pidOf("bridge") !== undefined);
}

const returnsOf = ({ audit }: OrderRecord) => audit.filter((entry) => JSON.stringify(entry).includes("item-returned"));

describe("a bridge whose folder was put back from a backup", () => {
  it("tells the return of an item that its old memory has in the same slot, exactly once", async () => {
    system = await open();
    const folder = join(system.data, "bridge");
    const backup = join(system.data, "bridge-backup");
    await whileDead(() => cp(folder, backup, { recursive: true }));
    const { order } = await system.lend(await system.rider(1), 3);
    await whileDead(async () => {
      await rm(folder, { recursive: true });
      await cp(backup, folder, { recursive: true });
      await system.board("/slots/3/insert", { itemId: order.loans[0]?.itemId });
    });
    const ended = await system.orderWhen(order.orderNo, "the loan has ended", ({ order: now }) =>
      now.loans.every(({ state }) => state === "returned"),
    );
    expect(ended.order.loans[0]?.returned).toMatchObject({ slot: 3 });
    // The next loan of the same slot shows that the journal goes on, and that nothing is told twice.
    const next = await system.lend(await system.rider(2), 3);
    await system.board("/slots/3/insert", { itemId: next.order.loans[0]?.itemId });
    await system.orderWhen(next.order.orderNo, "the next loan has ended", ({ order: now }) =>
      now.loans.every(({ state }) => state === "returned"),
    );
    expect(returnsOf(await system.order(order.orderNo))).toHaveLength(1);
    expect(returnsOf(await system.order(next.order.orderNo))).toHaveLength(1);
    const unmatched = await system.operator<readonly { event?: { body: { kind: string } } }[]>("/unmatched-events");
    expect(unmatched.filter(({ event }) => event?.body.kind === "returned")).toEqual([]);
  });
});

describe("a bridge with an empty folder on a computer that believes in 1970", () => {
  it("opens slots once it is welcomed, and goes on when the computer's clock becomes right", async () => {
    const preload = pathToFileURL(join(process.cwd(), "dist", "test", "crash", "boot-clock.js")).href;
    system = await open((name) => (name === "bridge" ? { NODE_OPTIONS: `--import ${preload}` } : {}));
    const first = await system.lend(await system.rider(1), 1);
    const now = Date.now();
    expect(Math.abs((first.order.loans[0]?.openedAt ?? 0) - now)).toBeLessThan(60_000);
    system.signal("bridge", "SIGUSR2");
    const second = await system.lend(await system.rider(2), 2);
    expect(second.order.review).toBeUndefined();
    await system.board("/slots/1/insert", { itemId: first.order.loans[0]?.itemId });
    await system.orderIn(first.order.orderNo, "settled");
  });
});
