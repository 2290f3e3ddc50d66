import type { CabinetId, EpochMs } from "../../protocol/ids.ts";
import type { CabinetEvent } from "../../protocol/upward.ts";
import type { Table } from "./store.ts";

/** An event of a cabinet as it came. */
export interface ReceivedEvent {
  readonly seq: number;
  readonly receivedAt: EpochMs;
  readonly at: CabinetEvent["at"];
  readonly body: CabinetEvent["body"];
}

/** The last events of one cabinet, for an operator who looks at it. What they mean is kept elsewhere. */
export interface CabinetEvents {
  readonly cabinetId: CabinetId;
  /** The oldest first. */
  readonly events: readonly ReceivedEvent[];
}

/** More are no news. */
const rememberedEvents = 40;

/** Not durable: the events themselves are, in orders and among the unmatched ones. */
export const cabinetEventsTable: Table<CabinetEvents> = {
  name: "cabinet-events",
  key: ({ cabinetId }) => cabinetId,
  unique: () => [],
  index: () => [],
  dueAt: () => undefined,
  restsIn: () => undefined,
  durable: false,
};

/** The row with one more event. */
export function withEvent(cabinetId: CabinetId, row: CabinetEvents | undefined, event: ReceivedEvent): CabinetEvents {
  return { cabinetId, events: [...(row?.events ?? []), event].slice(-rememberedEvents) };
}
