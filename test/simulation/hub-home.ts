import type { Clock } from "../../platform/clock.ts";
import { orderTable } from "../../server/store/order-table.ts";
import type { Store, Table } from "../../server/store/store.ts";
import { DatabaseStore } from "./database-store.ts";
import type { Faults } from "./faults.ts";
import type { Life } from "./life.ts";
import type { Seams } from "./seams.ts";
import type { SimulatedDatabase } from "./simulated-database.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";
import { SimulatedStore } from "./simulated-store.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** Where a hub keeps everything, and finds it again after its death. */
export interface HubHome {
  openStore(life: Life, clock: Clock): Store;
}

/** The folder of the one hub that uses the embedded store. */
export function homeOnDisk(
  disk: SimulatedDisk,
  tables: readonly Table<never>[],
  faults: Faults,
  kept: Seams["kept"],
): HubHome {
  return {
    openStore(life, clock) {
      for (const record of disk.rows(orderTable)) {
        const changed = kept(record);
        if (changed !== record) disk.write([{ table: orderTable.name, key: record.order.orderNo, row: changed }]);
      }
      return new SimulatedStore({ disk, tables, life, clock, faults });
    },
  };
}

/** A database that all hubs share. */
export function homeInDatabase(
  database: SimulatedDatabase,
  tables: readonly Table<never>[],
  time: VirtualTime,
  faults: Faults,
): HubHome {
  let stores = 0;
  return {
    openStore: (life) => new DatabaseStore({ database, hub: `store-${++stores}`, life, time, faults }, tables),
  };
}
