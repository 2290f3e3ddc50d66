import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OrderRecord } from "../../server/store/order-table.ts";
import type { Rider } from "../../simulators/riders/rider.ts";
import { type BundledProgram, bundleProgram } from "../support/bundled-program.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import type { Trouble } from "../support/failing-disk.ts";
import { rentDue } from "../support/rent-due.ts";
import { SmallDisk } from "../support/small-disk.ts";

/*
 * A hub on a disk that fills up, or whose writes no longer get as far as the medium, while items are out: in a file
 * system of its own where one can be mounted, else with writes that fail as they would on a full one.
 */

const tariff = {
  version: "1",
  freeMinutes: 0,
  unit: "half-hour",
  pricePerUnit: 150,
  dailyCap: 3000,
  totalCap: 9900,
  longestLoanHours: 240,
};

/** The hub's own clock follows this machine's, which dates what boards see, to some ms. */
const ownClock = 20;

let preload: BundledProgram;
let root: string;
let disk: SmallDisk | undefined;
let system: DeployedSystem;

const hubFolder = () => join(root, "disk", "hub");
const say = (trouble: Trouble) => writeFile(join(root, "trouble"), trouble);

beforeAll(async () => {
  preload = await bundleProgram("test/support/failing-disk.ts");
  root = await mkdtemp(join(tmpdir(), "jiehuan-disk-"));
  await mkdir(join(root, "disk"));
  disk = SmallDisk.mount(join(root, "disk"));
  await say("none");
  const failing = {
    NODE_OPTIONS: `--import ${pathToFileURL(preload.path).href}`,
    FAILING_DISK_TROUBLE: join(root, "trouble"),
  };
  system = await DeployedSystem.open({
    environment: { HUB_DATA: hubFolder() },
    prices: [{ itemKind: "power-bank", tariff }],
    environmentOf: (name): Record<string, string> => (name === "hub" ? failing : {}),
  });
});
afterAll(async () => {
  await system?.close();
  disk?.unmount();
  await rm(root, { recursive: true });
  await preload.remove();
});

const readiness = async () => {
  const answer = await fetch(`${system.hub}/readyz`);
  return { answers: answer.status, reasons: ((await answer.json()) as { reasons?: string[] }).reasons };
};

/** Asks in front of one slot after the other: a small change may still find its place on a full disk. */
async function firstRefusal(slots: readonly number[]): Promise<unknown> {
  for (const slot of slots) {
    const refused = await system.ask(await system.rider(100 + slot), slot).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (refused !== undefined) return refused;
  }
  throw new Error("nobody was refused");
}

/** The item of an order is pushed in, and the board has been told that the bridge keeps the return. */
async function putBack({ order }: OrderRecord, slot: number): Promise<void> {
  await system.board(`/slots/${slot}/insert`, { itemId: order.loans[0]?.itemId });
  await system.until("the bridge keeps the return", async () => {
    type Entry = { direction: string; fields?: { cmd: string; slot?: number } };
    const { entries } = await system.board<{ entries: Entry[] }>("/traffic");
    return entries.some(({ direction, fields }) => direction === "in" && fields?.cmd === "RS" && fields.slot === slot);
  });
}

/** When the item of an order was last pushed in, as the board saw it. */
async function insertedAt({ order }: OrderRecord): Promise<number> {
  const motions = await system.motions("power-bank");
  const itemId = order.loans[0]?.itemId;
  return motions.findLast((motion) => motion.what === "inserted" && motion.itemId === itemId)?.at ?? Number.NaN;
}

describe.each([
  {
    trouble: "is full",
    begins: () => (disk ? disk.fill() : say("no-space")),
    ends: () => (disk ? disk.makeRoom() : say("none")),
    code: "store/write-failed",
    slots: { waiting: 1, back: 2, out: 3, refused: [4, 5, 6] },
  },
  {
    trouble: "can't be synced",
    begins: () => say("no-sync"),
    ends: () => say("none"),
    // What a sync that failed has left on disk, nobody knows.
    code: "store/outcome-unknown",
    slots: { waiting: 7, back: 8, out: 9, refused: [10, 11, 12] },
  },
])("while the hub's disk $trouble", ({ begins, ends, code, slots }) => {
  let hub: number | undefined;
  let asker: Rider;
  let asked: { orderNo: string; walletUrl: string };
  let rider: Rider;
  let back: OrderRecord;
  let out: OrderRecord;
  const seenEmpty = async () => (await rider.scan(system.codeOf(slots.out))).availability === "empty";

  beforeAll(async () => {
    hub = system.pidOf("hub");
    asker = await system.rider(slots.waiting);
    asked = await system.ask(asker, slots.waiting);
    rider = await system.rider(slots.back);
    back = await system.lend(rider, slots.back);
    out = await system.lend(await system.rider(slots.out), slots.out);
    await system.until("the hub has seen it taken", seenEmpty);
    await begins();
  });

  it("nobody borrows, and is told so", async () => {
    expect(await firstRefusal(slots.refused)).toMatchObject({
      code,
      message: expect.stringMatching(/answers 503/) as string,
    });
  });

  it("a slot stays closed whose rider has confirmed", async () => {
    await asker.confirm(asked.walletUrl);
    await system.until("the hub was told", async () => {
      const { notices } = await system.gatewayOrder(asked.orderNo);
      return notices.some(({ attempts }) => attempts.length > 0);
    });
    expect((await system.slot(slots.waiting)).motorMovements).toBe(0);
  });

  it("a return stays in the cabinet's journal, even over a kill of the bridge, and the rider still sees the loan", async () => {
    await putBack(back, slots.back);
    await system.kill("bridge");
    await system.until("the rider sees the loan", async () => {
      return (await rider.order(system.hub, back.order.orderNo)).phase === "lent";
    });
    expect(await system.charges(back.order.orderNo)).toEqual([]);
  });

  it("the hub says that it is not ready and why, and its alarms see it", async () => {
    for (let look = 0; look < 5; look++) {
      expect(await readiness()).toEqual({ answers: 503, reasons: [code] });
      expect((await fetch(`${system.hub}/healthz`)).status).toBe(200);
    }
    const metrics = await system.metrics();
    expect(metrics).toContain("\njiehuan_hub_ready 0\n");
    expect(metrics).toMatch(new RegExp(`\njiehuan_store_failures_total\\{code="${code}"\\} [1-9]`));
  });

  it("then goes on by itself: what waited is done, and the return costs what it did when it happened", async () => {
    const mended = Date.now();
    await ends();
    const settled = await system.orderIn(back.order.orderNo, "settled");
    const [loan] = settled.order.loans;
    const physically = await insertedAt(back);
    expect(physically).toBeLessThan(mended);
    // No later than it was put in, and no earlier than it was surely out.
    expect(loan?.returned?.at).toBeGreaterThanOrEqual(loan?.openedAt ?? Number.NaN);
    expect(loan?.returned?.at).toBeLessThanOrEqual(physically + ownClock);
    expect(await system.charges(back.order.orderNo)).toEqual(rentDue(settled, tariff.pricePerUnit));
    expect((await system.gatewayOrder(back.order.orderNo)).calls["complete"]).toBe(1);

    const { order: opened } = await system.orderIn(asked.orderNo, "active");
    expect(opened.loans[0]?.openedAt).toBeGreaterThan(mended);
    expect((await system.slot(slots.waiting)).motorMovements).toBe(1);
    await system.until("the hub is ready", async () => (await readiness()).answers === 200);
    expect(system.pidOf("hub")).toBe(hub);
    await system.lend(rider, slots.back);
  });

  it("and keeps all of it over a kill", async () => {
    await system.kill("hub");
    expect((await system.order(back.order.orderNo)).order.state).toBe("settled");
    expect((await system.order(out.order.orderNo)).order.state).toBe("active");
    await putBack(out, slots.out);
    const settled = await system.orderIn(out.order.orderNo, "settled");
    expect(await system.charges(out.order.orderNo)).toEqual(rentDue(settled, tariff.pricePerUnit));
    expect((await system.slot(slots.out)).motorMovements).toBe(1);
  });
});
