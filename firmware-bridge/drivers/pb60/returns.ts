import type { ItemId, SlotNumber } from "../../../protocol/ids.ts";
import type { BoardReports } from "../driver.ts";
import type { AbnormalReports } from "./abnormal-reports.ts";
import type { Pb60Frame, Pb60Payload, Pb60Record } from "./codec.ts";
import { isReadable } from "./slot-status.ts";
import type { KnownSlot, SlotTable } from "./slot-table.ts";

/** Results in the answer to a return (pb60 §2.3). */
const returnResult = { failed: 0, ok: 1, duplicate: 3, invalidId: 4 } as const;

export interface ReturnsParts {
  readonly table: SlotTable;
  readonly reports: BoardReports;
  readonly abnormal: AbnormalReports;
  readonly answer: (frame: Pb60Frame, payload: Pb60Payload) => void;
}

/** Items that go into a station: as it reports them, and as its lists show them where a report was lost. */
export class Returns {
  readonly #parts: ReturnsParts;
  /** Returns that are being kept. */
  readonly #keeping = new Set<string>();

  constructor(parts: ReturnsParts) {
    this.#parts = parts;
  }

  /** A list of the occupied slots. What went in without a report is reported with the time range since the list before. */
  list(records: readonly Pb60Record[], slots: number | undefined): void {
    const { table, reports } = this.#parts;
    for (const { slot, item } of table.list(records, slots)) {
      table.returned(slot, item.itemId);
      reports.returned(slot, item, "snapshot").catch(() => table.forgetReturn(slot));
    }
  }

  /**
   * The station reports a return. It is answered once it is kept; one that is being kept is not answered twice. Telemetry of a
   * return is filler: only its slot and id count, the rest comes with the next list (pb60 §2.5).
   * @returns whether something went into a slot
   */
  report(frame: Pb60Frame, { slot, id }: { slot: SlotNumber; id: ItemId }): boolean {
    const { table, abnormal } = this.#parts;
    if (!table.has(slot)) {
      this.#answer(frame, returnResult.failed);
      abnormal.tell(`a return in slot ${slot}, which the cabinet does not have`);
      return false;
    }
    if (!isReadable(id)) {
      this.#answer(frame, returnResult.invalidId);
      abnormal.tell("what was pushed in has no id that can be read", slot);
      return true;
    }
    if (!this.#keeping.has(`${slot} ${id}`)) this.#take(frame, slot, id);
    return true;
  }

  #take(frame: Pb60Frame, slot: SlotNumber, id: ItemId): void {
    const { table } = this.#parts;
    const before = table.returned(slot, id);
    if (before?.is === "occupied" && before.itemId === id && before.told) {
      this.#answer(frame, returnResult.duplicate);
      return;
    }
    const key = `${slot} ${id}`;
    this.#keeping.add(key);
    void this.#keep(slot, id, before)
      .then(() => this.#answer(frame, returnResult.ok))
      // Unanswered, and found again by the next list.
      .catch(() => table.forgetReturn(slot))
      .finally(() => this.#keeping.delete(key));
  }

  async #keep(slot: SlotNumber, itemId: ItemId, before: KnownSlot | undefined): Promise<void> {
    const { reports } = this.#parts;
    if (before?.is === "occupied" && before.itemId !== itemId) await reports.removed(slot, before.itemId);
    await reports.returned(slot, { itemId }, "report");
  }

  #answer(frame: Pb60Frame, res: number): void {
    const { payload } = frame;
    const { answer } = this.#parts;
    if (payload.kind === "returned")
      answer(frame, { kind: "return-reply", slot: payload.record.slot, res, record: payload.record, tail: "" });
    else if (payload.kind === "returned-v1") answer(frame, { kind: "return-reply", slot: payload.slot, res, tail: "" });
  }
}
