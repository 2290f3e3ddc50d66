import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import type { OrderRecord } from "../../server/store/order-table.ts";
import type { ProgramName } from "../../simulators/demo/demo.ts";
import { Town } from "../support/town.ts";
import { crashTariffs } from "./crash-tariffs.ts";

/*
 * Real bridges whose memory is not that of the cabinet: a disk that was put back from a backup, and none at all on a computer that
 * does not know what year it is.
 */

let town: Town;
afterEach(() => town.close());

/** Time to put another disk in before the bridge starts again; ms. */
const restartAfter = 4000;

function open(environmentOf: (name: ProgramName) => Readonly<Record<string, string>> = () => ({})): Promise<Town> {
  const plan = { hubs: 1, store: "sqlite", broker: "embedded", restartAfter } as const;
  return Town.build({ ...plan, environment: { HUB_TARIFFS: crashTariffs }, environmentOf });
}

/** Kills the bridge and does something before it starts again; resolves when it runs. */
async function whileDead(work: () => Promise<unknown>): Promise<void> {
  const before = town.pidOf("bridge");
  town.signal("bridge", "SIGKILL");
  await town.until("the bridge is dead", async () => town.pidOf("bridge") !== before);
  await work();
  await town.until("the bridge runs again", async () => town.pidOf("bridge") !== undefined);
}

const returnsOf = ({ audit }: OrderRecord) => audit.filter((entry) => JSON.stringify(entry).includes("item-returned"));

describe("a bridge whose folder was put back from a backup", { timeout: 120_000 }, () => {
  it("tells the return of an item that its old memory has in the same slot, exactly once", async () => {
    town = await open();
    const folder = join(town.data, "bridge");
    const backup = join(town.data, "bridge-backup");
    await whileDead(() => cp(folder, backup, { recursive: true }));
    const { order } = await town.lend(await town.rider(1), 3);
    await whileDead(async () => {
      await rm(folder, { recursive: true });
      await cp(backup, folder, { recursive: true });
      await town.board("/slots/3/insert", { itemId: order.loans[0]?.itemId });
    });
    const ended = await town.orderWhen(order.orderNo, "the loan has ended", ({ order: now }) =>
      now.loans.every(({ state }) => state === "returned"),
    );
    expect(ended.order.loans[0]?.returned).toMatchObject({ slot: 3 });
    // The next loan of the same slot shows that the journal goes on, and that nothing is told twice.
    const next = await town.lend(await town.rider(2), 3);
    await town.board("/slots/3/insert", { itemId: next.order.loans[0]?.itemId });
    await town.orderWhen(next.order.orderNo, "the next loan has ended", ({ order: now }) =>
      now.loans.every(({ state }) => state === "returned"),
    );
    expect(returnsOf(await town.order(order.orderNo))).toHaveLength(1);
    expect(returnsOf(await town.order(next.order.orderNo))).toHaveLength(1);
    const unmatched = await town.operator<readonly { event?: { body: { kind: string } } }[]>("/strays");
    expect(unmatched.filter(({ event }) => event?.body.kind === "returned")).toEqual([]);
  });
});

describe("a bridge with an empty folder on a computer that believes in 1970", { timeout: 120_000 }, () => {
  it("opens slots once it is welcomed, and goes on when the computer's clock becomes right", async () => {
    const preload = pathToFileURL(join(process.cwd(), "dist", "test", "crash", "boot-clock.js")).href;
    town = await open((name) => (name === "bridge" ? { NODE_OPTIONS: `--import ${preload}` } : {}));
    const first = await town.lend(await town.rider(1), 1);
    const now = Date.now();
    expect(Math.abs((first.order.loans[0]?.openedAt ?? 0) - now)).toBeLessThan(60_000);
    town.signal("bridge", "SIGUSR2");
    const second = await town.lend(await town.rider(2), 2);
    expect(second.order.review).toBeUndefined();
    await town.board("/slots/1/insert", { itemId: first.order.loans[0]?.itemId });
    await town.orderIn(first.order.orderNo, "settled");
  });
});
