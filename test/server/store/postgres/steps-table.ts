import type { Store, Table } from "../../../../server/store/store.ts";

export interface Step {
  readonly name: string;
  readonly count: number;
  readonly due?: number;
}

/** How many steps were made under each name. */
export const steps: Table<Step> = {
  name: "steps",
  key: ({ name }) => name,
  unique: () => [],
  index: ({ name }) => [`initial/${name.slice(0, 1)}`],
  dueAt: ({ due }) => due,
  restsIn: () => undefined,
  durable: true,
};

/** Makes one step in two rows at once; answers how many there are now. */
export function step(store: Store, name: string): Promise<number> {
  return store.transact(async (tx) => {
    const count = ((await tx.get(steps, name))?.count ?? 0) + 1;
    await tx.put(steps, { name, count });
    await tx.put(steps, { name: `${name} again`, count });
    return count;
  });
}

export async function stepsOf(store: Store, name: string): Promise<number> {
  return store.transact(async (tx) => (await tx.get(steps, name))?.count ?? 0);
}
