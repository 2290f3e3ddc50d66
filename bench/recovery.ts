import { execFileSync } from "node:child_process";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { orderTable } from "../server/store/order-table.ts";
import type { Bench } from "./bench.ts";
import { copyOf, exampleOrders, fill } from "./example-orders.ts";
import { MeasuredSystem } from "./measured-system.ts";
import type { Measurement } from "./measurement.ts";
import { rounds } from "./plan.ts";
import { createStore, openStore } from "./store-under-test.ts";

const pageSize = 500;

/** R7: a hub with many open orders from its start until it is ready, over a process that reads and parses the same rows. */
export async function measureRecovery({ plan, folder, firstPort }: Bench): Promise<Measurement[]> {
  const under = await createStore(plan.store, folder);
  const system = new MeasuredSystem(folder, firstPort, under);
  const { open } = await exampleOrders(Date.now() - 3_600_000);
  const store = await openStore(under.place);
  await fill(store, copyOf(open), 0, plan.open);
  const path = join(folder, "rows.json");
  await writeRows(store.rows(orderTable, pageSize), path, (before) => store.rows(orderTable, pageSize, before));
  await store.close();
  const ours: number[] = [];
  const base: number[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const { process, readyAfter } = await system.startHub();
      ours.push(readyAfter);
      await process.end("SIGKILL");
      base.push(parsedAfter(path));
    }
  } finally {
    await system.close();
    await under.remove();
  }
  return [
    {
      id: "R7",
      ours: { what: "hub ready after", unit: "ms", values: ours },
      base: { what: "read and parsed after", unit: "ms", values: base },
      aim: { of: "ratio", bound: "at-most", value: 3 },
      note: `${plan.open} open orders`,
    },
  ];
}

type Rows = readonly { readonly order: { readonly orderNo: string } }[];

/** All rows as one JSON array. */
async function writeRows(first: Promise<Rows>, path: string, next: (before: string) => Promise<Rows>): Promise<void> {
  const file = createWriteStream(path);
  file.write("[");
  let rows = await first;
  for (let last = rows.at(-1); last !== undefined; last = rows.at(-1)) {
    const before = last.order.orderNo;
    const text = rows.map((row) => JSON.stringify(row)).join(",");
    rows = await next(before);
    file.write(rows.length > 0 ? `${text},` : text);
  }
  file.end("]");
  await finished(file);
}

function parsedAfter(path: string): number {
  const begun = performance.now();
  const script = `JSON.parse(require("node:fs").readFileSync(${JSON.stringify(path)}, "utf8"))`;
  execFileSync(process.execPath, ["--input-type=commonjs", "--eval", script]);
  return performance.now() - begun;
}
