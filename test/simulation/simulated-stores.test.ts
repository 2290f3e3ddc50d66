import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { orderTable } from "../../server/store/order-table.ts";
import type { Store, Table } from "../../server/store/store.ts";
import { contractTables, storeContract } from "../contract/store-contract.ts";
import { DatabaseStore } from "./database-store.ts";
import { type FaultKind, Faults, noFaults, usualFaults } from "./faults.ts";
import { homeInDatabase, homeOnDisk } from "./hub-home.ts";
import { Life, ProcessClock } from "./life.ts";
import { Random } from "./random.ts";
import { SimulatedDatabase } from "./simulated-database.ts";
import { SimulatedDisk } from "./simulated-disk.ts";
import { VirtualTime } from "./virtual-time.ts";

interface Row {
  readonly key: string;
  readonly dueAt?: number;
  readonly text?: string;
}

function table(name: string, durable: boolean): Table<Row> {
  return {
    name,
    key: ({ key }) => key,
    unique: () => [],
    index: () => [],
    dueAt: ({ dueAt }) => dueAt,
    restsIn: () => undefined,
    durable,
  };
}
const works = table("works", true);
const shown = table("shown", false);

const start = 1_800_000_000_000;
let time: VirtualTime;
let over: AbortController;

// Time passes by itself: whoever uses a store only waits for promises.
beforeEach(() => {
  time = new VirtualTime(start);
  over = new AbortController();
  const { signal } = over;
  const pass = async () => {
    while (!signal.aborted) await time.passUntil(time.now() + 5);
  };
  void pass();
});

afterEach(() => {
  over.abort();
});

function faultsOf(...kinds: FaultKind[]): Faults {
  const rates = Object.fromEntries(kinds.map((kind) => [kind, 1]));
  const without = new Set([...noFaults.without].filter((kind) => !kinds.includes(kind)));
  const faults = new Faults({ ...usualFaults, rates, without }, new Random("faults"));
  faults.begin();
  return faults;
}

function lifeOf() {
  const life = new Life(() => false);
  return { life, clock: new ProcessClock(time, life, { error: 0 }) };
}

function openOnDisk(disk: SimulatedDisk, tables: readonly Table<never>[], ...kinds: FaultKind[]): Store {
  const { life, clock } = lifeOf();
  return homeOnDisk(disk, tables, faultsOf(...kinds), (record) => record).openStore(life, clock);
}

storeContract("the simulated disk", async () => {
  const disk = new SimulatedDisk();
  return { open: async () => openOnDisk(disk, contractTables), remove: async () => {} };
});

storeContract("the simulated database", async () => {
  const faults = faultsOf("a transaction is hindered");
  const database = new SimulatedDatabase({ time, faults, disk: new SimulatedDisk(), tables: contractTables });
  const home = homeInDatabase(database, contractTables, time, faults);
  const open = async () => {
    const { life, clock } = lifeOf();
    return home.openStore(life, clock);
  };
  return { open, remove: async () => {} };
});

describe("the simulated disk", () => {
  it("has after a restart what is durable, and nothing else", async () => {
    const disk = new SimulatedDisk();
    const tables = [works, shown, orderTable];
    const store = openOnDisk(disk, tables);
    await store.transact((tx) => tx.put(works, { key: "1" }));
    await store.transact((tx) => tx.put(shown, { key: "1" }));
    expect(disk.rows(shown)).toHaveLength(1);
    const next = openOnDisk(disk, tables);
    expect(await next.transact((tx) => tx.all(works))).toHaveLength(1);
    expect(await next.transact((tx) => tx.all(shown))).toEqual([]);
    expect(disk.rows(shown)).toEqual([]);
  });

  it("lets what is not durable wait for no write", async () => {
    const store = openOnDisk(new SimulatedDisk(), [works, shown, orderTable], "a write hangs");
    const before = time.now();
    await store.transact((tx) => tx.put(shown, { key: "1" }));
    expect(time.now() - before).toBeLessThan(100);
    await store.transact((tx) => tx.put(works, { key: "1" }));
    expect(time.now() - before).toBeGreaterThanOrEqual(1000);
  });
});

describe("the simulated database", () => {
  function several(count: number, ...kinds: FaultKind[]) {
    const faults = faultsOf(...kinds);
    const disk = new SimulatedDisk();
    const tables = [works, shown];
    const database = new SimulatedDatabase({ time, faults, disk, tables });
    const stores = Array.from(
      { length: count },
      (_, hub) => new DatabaseStore({ database, hub: `hub ${hub}`, life: lifeOf().life, time, faults }, tables),
    );
    return { database, disk, stores: stores as [DatabaseStore, DatabaseStore] };
  }

  it("gives due work to one hub until its lease ends, and then says from whom another has it", async () => {
    const [one, other] = several(2).stores;
    await one.transact((tx) => tx.put(works, { key: "1", dueAt: start }));
    expect((await one.lease(works, time.now(), 10, 10_000)).rows).toMatchObject([
      { row: { key: "1" }, takeover: null },
    ]);
    expect((await other.lease(works, time.now(), 10, 10_000)).rows).toEqual([]);
    expect((await one.lease(works, time.now(), 10, 10_000)).rows).toMatchObject([{ takeover: null }]);
    await time.sleep(10_000);
    const [taken] = (await other.lease(works, time.now(), 10, 10_000)).rows;
    expect(taken?.takeover).toEqual(expect.any(String));
    expect((await one.lease(works, time.now(), 10, 10_000)).rows).toEqual([]);
  });

  it("keeps a lease that is asked for again", async () => {
    const [one, other] = several(2).stores;
    await one.transact((tx) => tx.put(works, { key: "1", dueAt: start }));
    for (let round = 0; round < 4; round++) {
      expect((await one.lease(works, time.now(), 10, 10_000)).rows).toHaveLength(1);
      await time.sleep(5500);
      expect((await other.lease(works, time.now(), 10, 10_000)).rows).toEqual([]);
    }
  });

  it("forgets who had work that is done or was let go in order", async () => {
    const [one, other] = several(2).stores;
    for (const key of ["1", "2"]) await one.transact((tx) => tx.put(works, { key, dueAt: start }));
    await one.lease(works, time.now(), 10, 10_000);
    await one.transact((tx) => tx.put(works, { key: "1" }));
    await one.transact((tx) => tx.put(works, { key: "1", dueAt: start }));
    await one.close();
    const { rows: claimed } = await other.lease(works, time.now(), 10, 10_000);
    expect(claimed.map(({ row, takeover }) => [row.key, takeover])).toEqual([
      ["1", null],
      ["2", null],
    ]);
  });

  it("tells the other hubs what one has changed, and those that could not hear to look again", async () => {
    const { database, stores } = several(2);
    const [one, other] = stores;
    const heard: string[] = [];
    other.watch(
      ({ table: name, key }) => heard.push(`${name}/${key}`),
      (name) => heard.push(`look at ${name}`),
    );
    await one.transact((tx) => tx.put(works, { key: "1" }));
    await time.sleep(100);
    expect(heard).toEqual(["works/1"]);
    database.deafen("hub 1", 1000);
    await one.transact((tx) => tx.put(works, { key: "2" }));
    await time.sleep(1100);
    expect(heard).toEqual(["works/1", "look at works", "look at shown"]);
  });

  it("is away for a while and keeps everything; where it crashes, the last that is not durable is lost", async () => {
    const { database, disk, stores } = several(2);
    const [store] = stores;
    await store.transact((tx) => tx.put(shown, { key: "1", text: "long ago" }));
    await time.sleep(1000);
    await store.transact((tx) => tx.put(works, { key: "1" }));
    await store.transact((tx) => tx.put(shown, { key: "1", text: "just now" }));
    database.goAway(5000, true);
    await expect(store.transact((tx) => tx.all(works))).rejects.toMatchObject({ code: "store/away" });
    await expect(store.lease(works, time.now(), 10, 10_000)).rejects.toMatchObject({ code: "store/away" });
    await time.sleep(10_000);
    expect(await store.transact((tx) => tx.all(works))).toHaveLength(1);
    expect(await store.transact((tx) => tx.get(shown, "1"))).toEqual({ key: "1", text: "long ago" });
    expect(disk.rows(shown)).toEqual([{ key: "1", text: "long ago" }]);
  });

  it.each([
    [["the database's answer is lost"], 0],
    [["the database's answer is lost", "what was not confirmed is done"], 1],
  ] as const)("may not say whether a change was made (%s)", async (kinds, rows) => {
    const { disk, stores } = several(2, ...kinds);
    const put = stores[0].transact((tx) => tx.put(works, { key: "1" }));
    await expect(put).rejects.toMatchObject({ code: "store/outcome-unknown" });
    expect(disk.rows(works)).toHaveLength(rows);
  });

  it("runs the work of a hindered transaction again and keeps it once", async () => {
    const { disk, stores } = several(2, "a transaction is hindered");
    let runs = 0;
    await stores[0].transact(async (tx) => {
      runs++;
      const { text = "" } = (await tx.get(works, "1")) ?? {};
      await tx.put(works, { key: "1", text: `${text}x` });
    });
    expect(runs).toBeGreaterThan(1);
    expect(disk.rows(works)).toEqual([{ key: "1", text: "x" }]);
  });
});
