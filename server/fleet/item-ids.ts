import type { CabinetEvent, HappeningBody, SlotReport, Snapshot } from "../../protocol/upward.ts";
import type { Cabinet } from "../store/cabinet-table.ts";

// A board may report ids of items that carry none, as the number of the slot. A loan would then wait for
// that slot. Where the item kind has no ids, the hub takes a report as from a board that can't read any.

type Ids = Pick<Cabinet, "withoutItemIds">;

/** The snapshot, without ids where the cabinet's kind has none. */
export function snapshotOfKind({ withoutItemIds }: Ids, snapshot: Snapshot): Snapshot {
  if (!withoutItemIds) return snapshot;
  return { ...snapshot, slots: snapshot.slots.map(withoutItsId) };
}

/** The event, without ids where the cabinet's kind has none. */
export function eventOfKind({ withoutItemIds }: Ids, event: CabinetEvent): CabinetEvent {
  return withoutItemIds ? { ...event, body: withoutId(event.body) } : event;
}

function withoutItsId(report: SlotReport): SlotReport {
  const { itemId: _, ...rest } = report;
  return rest;
}

function withoutId(body: HappeningBody): HappeningBody {
  switch (body.kind) {
    case "result": {
      if (body.result.outcome !== "opened") return body;
      const { itemId: _, ...result } = body.result;
      return { ...body, result };
    }
    case "returned":
    case "removed": {
      const { itemId: _, ...rest } = body;
      return rest;
    }
    case "restart":
    case "abnormal":
      return body;
  }
}
