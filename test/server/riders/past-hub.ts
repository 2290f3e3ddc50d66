import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { type OrderRecord, orderTable } from "../../../server/store/order-table.ts";
import { openSqliteStore } from "../../../server/store/sqlite/open-sqlite.ts";
import { hubTables } from "../../../server/tables.ts";
import { giveHistory } from "../../../simulators/history/past.ts";
import { exampleTariff } from "../../support/example-tariff.ts";
import { ManualClock } from "../../support/manual-clock.ts";

const place = { cabinetId: "demo-1", name: "街角咖啡馆", address: "人民路 1 号" };
const days = 12;

/** A store with two weeks of loans that ended in every way, or did not end. */
export async function openPastHub() {
  const folder = await mkdtemp(join(tmpdir(), "jiehuan-riders-"));
  const clock = new ManualClock();
  const store = await openSqliteStore(folder, hubTables, pino({ level: "silent" }));
  const cabinet = { place, itemKind: "power-bank", tariff: exampleTariff, slots: 12, loansADay: 24 };
  await giveHistory(store, { days, until: clock.now(), cabinets: [cabinet] });
  const orders = async (): Promise<readonly OrderRecord[]> => (await store.search(orderTable, { limit: 1000 })).rows;
  return {
    clock,
    store,
    orders,
    async close() {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type PastHub = Awaited<ReturnType<typeof openPastHub>>;

/** Text that was never drawn before. */
export function drawing(): () => string {
  let drawn = 0;
  return () => `no-${++drawn}`;
}
