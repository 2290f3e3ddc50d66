import type { SearchColumns } from "../../server/store/search-columns.ts";
import type { Table } from "../../server/store/store.ts";

/** A kind of row that is searched and summed. */
export interface Parcel {
  readonly no: string;
  readonly columns: SearchColumns;
  readonly tags?: readonly string[];
  readonly rests?: string;
}

export const parcels: Table<Parcel> = {
  name: "parcels",
  key: ({ no }) => no,
  unique: () => [],
  index: ({ tags = [] }) => tags.map((tag) => `tag:${tag}`),
  dueAt: () => undefined,
  restsIn: ({ rests }) => rests,
  durable: true,
  search: ({ columns }) => columns,
  form: 1,
};

/** The same, of which nothing need outlive the store. */
export const seenParcels: Table<Parcel> = { ...parcels, name: "seen-parcels", durable: false };

const plain: SearchColumns = {
  at: 0,
  day: "2026-11-01",
  site: "shop-1",
  kind: "power-bank",
  state: "settled",
  review: null,
  amount: null,
  charged: 0,
  fees: 0,
  refunded: 0,
  owed: 0,
  written_off: 0,
  by_hand: 0,
  opened: 0,
  not_opened: 0,
  opening_ms: 0,
  lent_ms: 0,
};

export function parcel(no: string, columns: Partial<SearchColumns>, more: Partial<Parcel> = {}): Parcel {
  return { no, columns: { ...plain, ...columns }, ...more };
}
