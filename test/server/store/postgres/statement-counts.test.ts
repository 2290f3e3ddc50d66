import { afterEach, describe, expect, test } from "vitest";
import type { SlotReport } from "../../../../protocol/upward.ts";
import { openPostgresStore } from "../../../../server/store/postgres/postgres-store.ts";
import type { Store } from "../../../../server/store/store.ts";
import { hubTables } from "../../../../server/tables.ts";
import { CountedStatements, type StatementCounts } from "../../../support/counted-statements.ts";
import { cabinetId, HubFixture, riderId } from "../../../support/hub-fixture.ts";
import { freshDatabase, postgresPrograms } from "../../../support/postgres-server.ts";
import { postgresParts } from "../../../support/postgres-store.ts";

/** A store that knows when nothing is asked of it. */
class AwaitedStore implements Store {
  readonly #store: Store;
  #running = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  transact: Store["transact"] = (work) => {
    return this.#noting(this.#store.transact(work));
  };

  lease: Store["lease"] = (...args) => {
    return this.#noting(this.#store.lease(...args));
  };

  watch: Store["watch"] = (...args) => this.#store.watch(...args);

  close: Store["close"] = () => this.#store.close();

  /** Resolves once nothing was asked for a while. */
  async quiet(): Promise<void> {
    for (let idle = 0; idle < 20; idle++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#running > 0) idle = 0;
    }
  }

  async #noting<Value>(answer: Promise<Value>): Promise<Value> {
    this.#running++;
    try {
      return await answer;
    } finally {
      this.#running--;
    }
  }
}

function picture(slots: number, without?: number): SlotReport[] {
  return Array.from({ length: slots }, (_, index): SlotReport => {
    const slot = index + 1;
    return slot === without ? { slot, state: "empty" } : { slot, state: "occupied", itemId: itemOf(slot) };
  });
}

function itemOf(slot: number): string {
  return `BANK${String(slot).padStart(4, "0")}`;
}

describe.skipIf(!postgresPrograms)("on PostgreSQL", () => {
  let store: AwaitedStore;
  let hub: HubFixture;
  let counted: CountedStatements;

  afterEach(async () => {
    counted.end();
    await hub.close();
  });

  async function open(alone: boolean): Promise<void> {
    const url = await freshDatabase();
    store = new AwaitedStore(await openPostgresStore({ url, connections: 4, alone }, hubTables, postgresParts));
    hub = await HubFixture.open({}, store);
    hub.runner.start();
    counted = new CountedStatements();
  }

  async function cabinetOf(slots: number): Promise<void> {
    await hub.registry.register({ cabinetId, name: "咖啡馆", address: "人民路1号", slots });
    await hub.birth({ slots });
    await hub.shows(picture(slots));
    await store.quiet();
    counted.take();
  }

  // Other hubs are told of each commit by a transaction of its own.
  test.each([
    { hubs: "the only hub", alone: true, most: 25 },
    { hubs: "one of several hubs", alone: false, most: 35 },
  ])("a loan takes at most $most transactions and 16 reading statements of $hubs", async (one) => {
    await open(one.alone);
    await cabinetOf(12);
    const { text } = await hub.codes.issue(cabinetId, 7);
    await store.quiet();
    await hub.clock.pass(1);
    counted.take();
    await hub.startOrder.look(text, riderId);
    const { orderNo } = await hub.startOrder.start(text, { riderId }, 1);
    hub.credit.confirm(orderNo, hub.clock.now());
    const noticed = { type: "credit-noticed", about: "created", noticeId: "n1" } as const;
    await hub.orderService.apply(orderNo, noticed, "credit-provider");
    await store.quiet();
    const { id: commandId = "" } = hub.link.openings.at(-1) ?? {};
    const result = { outcome: "opened", itemId: itemOf(7) } as const;
    await hub.happens({ kind: "result", commandId, slot: 7, result });
    await hub.shows(picture(12, 7));
    await store.quiet();
    const { transactions, reads } = counted.take();
    // What falls due while the rider is away is not counted.
    await hub.clock.pass(3_600_000);
    await store.quiet();
    counted.take();
    await hub.happens({ kind: "returned", slot: 7, itemId: itemOf(7), source: "report" });
    await hub.shows(picture(12));
    await store.quiet();
    const back = counted.take();
    expect(transactions + back.transactions).toBeLessThanOrEqual(one.most);
    expect(reads + back.reads).toBeLessThanOrEqual(16);
    expect((await hub.record(orderNo)).order.state).toBe("settled");
  });

  test("a snapshot of 24 slots takes as many statements as one of 4", async () => {
    await open(false);
    const counts: StatementCounts[] = [];
    for (const slots of [4, 24]) {
      await cabinetOf(slots);
      await hub.shows(picture(slots, 2));
      await hub.shows(picture(slots));
      await store.quiet();
      counts.push(counted.take());
    }
    expect(counts[1]).toEqual(counts[0]);
  });
});
