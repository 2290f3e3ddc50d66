import type { CabinetId, EpochMs, ItemId, SlotNumber } from "../../protocol/ids.ts";
import type { FirstHealth, FullHealth, SlotReport } from "../../protocol/upward.ts";
import type { Drift } from "./drift.ts";
import type { Table } from "./store.ts";

/** What a cabinet has shown of itself lately; it tells it anew whenever it connects. */
export interface CabinetState {
  readonly cabinetId: CabinetId;
  readonly presence: { readonly online: boolean; readonly bootId: string; readonly since: EpochMs };
  /** The newest connection that the hub has heard of. */
  readonly connection: number;
  /** Whether that connection has ended for certain: then nothing more can come of it. */
  readonly ended: boolean;
  /** When a message about its presence or its slots last came. */
  readonly heardAt: EpochMs;
  /** What its last birth said of it; absent where the hub heard none yet. */
  readonly bridge?: {
    readonly driver: string;
    readonly slots: number;
    /** Name and version of its software; absent: its birth is of version 1, which does not say. */
    readonly software?: string;
    /** The actions of commands that it knows; absent: `open`, `look` and `sync`. */
    readonly actions?: readonly string[];
  };
  /** What it last said of how it does, and when that came. */
  readonly health?: Omit<FirstHealth, "v" | "bootId"> &
    Partial<Pick<FullHealth, "journalLimit" | "journalDropped" | "disk">> & { readonly heardAt: EpochMs };
  /** When it came and went, the oldest first; the last ones only. */
  readonly comings?: readonly { readonly online: boolean; readonly at: EpochMs }[];
  /** `no` counts within a start of the bridge. */
  readonly snapshot?: {
    readonly no: number;
    readonly at: EpochMs;
    readonly slots: readonly SlotReport[];
    /** The cabinet's time of it can't be true: `at` says only by when it was taken. */
    readonly undated?: true;
    /** Slots in which something moved since: the hub has made them unreadable, and the next snapshot says how they are. */
    readonly moved?: readonly SlotNumber[];
  };
  /** Items that lay in a slot and are gone without a command. */
  readonly missing?: readonly { readonly slot: SlotNumber; readonly itemId: ItemId }[];
  /** Another start of the bridge whose births look older: once it repeats them, and the newer one is silent, it counts. */
  readonly contender?: {
    readonly bootId: string;
    readonly connection: number;
    readonly nonce: string;
    readonly since: EpochMs;
  };
  /** Where the snapshot differs from what the hub knows. */
  readonly drift: readonly Drift[];
}

/** Whether its bridge can't write its disk: then it refuses to open slots for riders, and takes returns all the same. */
export function refusesOpenings(state: CabinetState | undefined): boolean {
  return state?.health?.disk === "failing";
}

/** More of them say nothing more. */
const rememberedComings = 20;

/** The state with the cabinet there or away since `at`, if it was the other before. */
export function withPresence(state: CabinetState, online: boolean, at: EpochMs): CabinetState {
  if (state.presence.online === online) return state;
  return { ...state, presence: { ...state.presence, online, since: at }, ...comingsWith(state, online, at) };
}

/** When it came and went, with the change that it is there or away now, if it is one. */
export function comingsWith(
  state: CabinetState | undefined,
  online: boolean,
  at: EpochMs,
): Pick<CabinetState, "comings"> {
  const { comings = [] } = state ?? {};
  const isNews = state === undefined ? online : state.presence.online !== online;
  const known = isNews ? [...comings, { online, at }].slice(-rememberedComings) : comings;
  return known.length === 0 ? {} : { comings: known };
}

/** Index entry: cabinets whose picture shows an item. */
export function byShownItem(itemId: ItemId): string {
  return `shows/${itemId}`;
}

/** The items that a picture shows for certain. */
export function itemsIn(slots: readonly SlotReport[]): { readonly slot: SlotNumber; readonly itemId: ItemId }[] {
  return slots.flatMap(({ slot, state, itemId }) =>
    state === "occupied" && itemId !== undefined ? [{ slot, itemId }] : [],
  );
}

/** No row: since the store began, nothing was heard of the cabinet. */
export const cabinetStateTable: Table<CabinetState> = {
  name: "cabinet-states",
  key: ({ cabinetId }) => cabinetId,
  unique: () => [],
  index: ({ snapshot }) => [...new Set(itemsIn(snapshot?.slots ?? []).map(({ itemId }) => byShownItem(itemId)))],
  // Whoever watches for silence asks for what was due long enough ago.
  dueAt: ({ presence, heardAt }) => (presence.online ? heardAt : undefined),
  restsIn: () => undefined,
  durable: false,
};
